"""The gazetteer: countries and provinces (dr5hn, ODbL), towns, districts and small American places (GeoNames, CC BY), and an overlay.

``towns.npz`` and ``small_places.npz`` file each folded name under a 40-bit hash, sorted, kept as steps; two hashes may lead to one
place and one to many. ``places_overlay.csv`` has what they lack.
Everything is read once, on first use, in under half a second, and takes under 100 MB.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from crosswire.errors import WordlistError
from crosswire.wordlists import load_csv, words_of
from crosswire.wordlists.folding import fold, loosen
from crosswire.wordlists.hashing import hash_key

Kind = Literal["country", "province", "district", "town", "region"]  # a district lies below a province: a county, a borough
_TOWN_RADII = ((3_000_000, 25.0), (500_000, 15.0), (0, 10.0))
_MOST = 60  # towns of one name that are looked at, largest first


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. ``population`` is 0 where unknown; ``area`` is GeoNames' "country.admin1", by which towns and provinces meet."""

    gazetteer: Literal["dr5hn", "geonames", "crosswire"]
    gazetteer_id: str
    kind: Kind
    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    population: int
    area: str | None


_NO_ENTRIES: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Index:
    """Sorted hashes and the town each leads to."""

    hashes: NDArray[np.uint64]
    rows: NDArray[np.uint32]

    def find(self, key: str) -> list[int]:
        """The rows filed under a key, largest town first."""
        wanted = np.uint64(hash_key(key))
        first = int(np.searchsorted(self.hashes, wanted, side="left"))
        last = int(np.searchsorted(self.hashes, wanted, side="right"))
        return sorted(int(r) for r in self.rows[first:last])


@dataclass(frozen=True)
class Packed:
    """The arrays of an .npz of places; a row's number is its rank by population."""

    arrays: dict[str, NDArray[Any]]
    exact: Index
    areas: tuple[str, ...]
    name_ends: NDArray[np.int64]

    def described(self, row: int) -> tuple[str, str, float, float, int]:
        """(name, area, latitude, longitude, population) of a row."""
        a, end = self.arrays, int(self.name_ends[row])
        name = bytes(a["names"][end - int(a["name_lengths"][row]) : end]).decode()
        return name, self.areas[int(a["area"][row])], int(a["lat"][row]) / 1000, int(a["lon"][row]) / 1000, int(a["population"][row])


@dataclass(frozen=True)
class Towns(Packed):
    """``towns.npz``."""

    loose: Index

    def entry(self, row: int, provinces: dict[str, str]) -> Entry:
        """One town as an entry; ``provinces`` names the areas."""
        name, area, lat, lon, people = self.described(row)
        radius = next(r for least, r in _TOWN_RADII if people >= least)
        identity = str(self.arrays["geonameid"][row])
        return Entry("geonames", identity, "town", name, area[:2], provinces.get(area), lat, lon, radius, people, area)


@dataclass(frozen=True)
class Small(Packed):
    """``small_places.npz``: districts, and small places of the United States."""

    def entry(self, row: int, provinces: dict[str, str]) -> Entry:
        """One district or small place as an entry; ``provinces`` names the areas."""
        name, area, lat, lon, people = self.described(row)
        kind: Kind = "district" if self.arrays["kind"][row] else "town"
        radius = float(self.arrays["radius"][row])
        return Entry("geonames", f"{area}/{name}", kind, name, area[:2], provinces.get(area), lat, lon, radius, people, area)


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Looks names up. All answers are in a fixed order."""

    towns: Towns
    small: Small
    named: dict[str, tuple[Entry, ...]]
    shorts: dict[str, tuple[Entry, ...]]
    countries: dict[str, Entry]
    demonyms: dict[str, tuple[str, ...]]
    provinces: dict[str, str]
    capitals: dict[str, str]
    worlds: dict[str, str]  # country -> part of the world

    def find(self, name: str) -> tuple[Entry, ...]:
        """Every place of this name: countries, provinces and regions before towns, large towns before small ones, districts last."""
        return self._find(fold(name))

    @cached_property
    def loosely_named(self) -> dict[str, tuple[Entry, ...]]:
        """Provinces and regions by their loose keys."""
        found: dict[str, dict[Entry, None]] = defaultdict(dict)
        for key, entries in self.named.items():
            if loose := loosen(key):
                found[loose].update(dict.fromkeys(e for e in entries if e.kind != "country"))
        return {k: tuple(v) for k, v in found.items()}

    @lru_cache(maxsize=20_000)  # noqa: B019 - one Gazetteer a process, made by gazetteer()
    def _find(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return _NO_ENTRIES
        towns = tuple(self.towns.entry(r, self.provinces) for r in self.towns.exact.find(key)[:_MOST])
        small = tuple(self.small.entry(r, self.provinces) for r in self.small.exact.find(key)[:_MOST])
        return self.named.get(key, _NO_ENTRIES) + towns + small

    def find_loosely(self, name: str) -> tuple[Entry, ...]:
        """Places whose name differs by the way it was put into Latin letters; to be believed only with support."""
        key = loosen(fold(name))
        if not key:
            return _NO_ENTRIES
        rows = sorted({*self.towns.loose.find(key), *self.towns.exact.find(key)})[:_MOST]
        return self.loosely_named.get(key, _NO_ENTRIES) + tuple(self.towns.entry(r, self.provinces) for r in rows)

    def counties(self, name: str) -> tuple[Entry, ...]:
        """The counties that are called by a name without their type: ``Barlow`` of "Barlow and Finch counties"."""
        return tuple(e for form in (f"{name} County", f"County {name}", f"{name} Parish") for e in self.find(form) if e.kind == "district")

    def abbreviated(self, text: str) -> tuple[Entry, ...]:
        """Provinces by a short form that is only safe after a town and a comma: ``La.``, ``TX``."""
        return self.shorts.get(text, _NO_ENTRIES)

    def countries_of(self, demonym: str) -> tuple[str, ...]:
        """ISO codes of the countries whose people or things a word names ("Iraqis", "Congolese")."""
        return self.demonyms.get(demonym, ())


def _arrays(name: str) -> dict[str, NDArray[Any]]:
    path = files("crosswire.wordlists") / name
    if not path.is_file():
        raise WordlistError(f"{name} is missing from crosswire/wordlists; the package was not installed whole")
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
        return {key: archive[key] for key in archive.files}


def _index(arrays: dict[str, NDArray[Any]], prefix: str = "") -> Index:
    return Index(np.cumsum(arrays.pop(f"{prefix}steps"), dtype=np.uint64), arrays.pop(f"{prefix}rows"))


def _areas(arrays: dict[str, NDArray[Any]]) -> tuple[str, ...]:
    return tuple(bytes(arrays.pop("areas")).decode().split("\n"))


def _ends(arrays: dict[str, NDArray[Any]]) -> NDArray[np.int64]:
    return np.cumsum(arrays["name_lengths"], dtype=np.int64)


def _towns() -> Towns:
    arrays = _arrays("towns.npz")
    return Towns(arrays, _index(arrays), _areas(arrays), _ends(arrays), _index(arrays, "loose_"))


def _small() -> Small:
    arrays = _arrays("small_places.npz")
    return Small(arrays, _index(arrays), _areas(arrays), _ends(arrays))


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _country_entries() -> dict[str, tuple[Entry, list[str]]]:
    found: dict[str, tuple[Entry, list[str]]] = {}
    for row in load_csv("countries.csv"):
        code, lat, lon = row["alpha2"], float(row["lat"]), float(row["lon"])
        entry = Entry("dr5hn", code, "country", row["name"], code, None, lat, lon, float(row["radius_km"]), 0, None)
        found[code] = (entry, [row["name"], *_split(row["aliases"])])
    return found


def _province_entries() -> Iterable[tuple[Entry, list[str], list[str]]]:
    general = words_of("places.toml", "general")
    for row in load_csv("provinces.csv"):
        area = f"{row['country']}.{row['admin1']}" if row["admin1"] else None
        lat, lon, radius = float(row["lat"]), float(row["lon"]), float(row["radius_km"])
        entry = Entry(
            "dr5hn", row["id"], "province", row["name"], row["country"], row["name"], lat, lon, radius, int(row["population"]), area
        )
        names = [row["name"], *_split(row["aliases"])]
        safe = [n if fold(n) not in general else f"{n} {row['type']}" for n in names]
        yield entry, safe, _split(row["short"])


def _overlay_entries(areas: dict[str, str]) -> Iterable[tuple[Entry, list[str]]]:
    for row in load_csv("places_overlay.csv"):
        lat, lon, radius = float(row["lat"]), float(row["lon"]), float(row["radius_km"])
        people = int(row["population"] or 0)
        kind: Kind = "town" if row["kind"] == "town" else "province" if row["kind"] == "province" else "region"
        admin1 = row["admin1"] or None
        area = areas.get(f"{row['country']}.{admin1}")
        identity = f"{row['name']}@{row['lat']},{row['lon']}"
        country = row["country"] or None
        entry = Entry("crosswire", identity, kind, row["name"], country, admin1, lat, lon, radius, people, area)
        yield entry, [row["name"], *_split(row["aliases"])]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this package, read on first use."""
    named: dict[str, dict[Entry, None]] = defaultdict(dict)
    shorts: dict[str, dict[Entry, None]] = defaultdict(dict)
    countries: dict[str, Entry] = {}
    provinces: dict[str, str] = {}
    codes: dict[str, str] = {}
    for code, (entry, names) in _country_entries().items():
        countries[code] = entry
        for name in names:
            named[fold(name)][entry] = None
    for entry, names, short in _province_entries():
        if entry.area and entry.area not in provinces:
            provinces[entry.area] = entry.name
            codes[f"{entry.country}.{entry.name}"] = entry.area
        for name in names:
            named[fold(name)][entry] = None
        for form in short:
            shorts[form][entry] = None
    for entry, names in _overlay_entries(codes):
        for name in names:
            named[fold(name)][entry] = None
    demonyms: dict[str, list[str]] = defaultdict(list)
    for row in load_csv("countries.csv"):
        for word in _split(row["demonyms"]):
            demonyms[word].append(row["alpha2"])
    return Gazetteer(
        _towns(),
        _small(),
        {k: tuple(v) for k, v in named.items()},
        {k: tuple(v) for k, v in shorts.items()},
        countries,
        {k: tuple(v) for k, v in demonyms.items()},
        provinces,
        {row["alpha2"]: row["capital"] for row in load_csv("countries.csv")},
        {row["alpha2"]: row["region"] for row in load_csv("countries.csv")},
    )
