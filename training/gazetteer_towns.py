"""Towns for the gazetteer: GeoNames' cities500, folded, hashed and packed into one file of under 10 MB."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from crosswire.wordlists.folding import fold, loosen
from crosswire.wordlists.hashing import hash_key

_CODE = re.compile(r"[A-Z]{2,4}|.*\d.*")
_LATIN = re.compile(r"[a-z ]+")


def names_of(city: dict[str, Any]) -> list[str]:
    """The folded names of a town in Latin letters; airport codes and post codes left out.

    Short alternate names are left out too: they are mostly codes and words of other languages.
    """
    keys = [fold(city["name"])]
    for alternate in city["alternatenames"]:
        if _CODE.fullmatch(alternate) or len(alternate) < 4:
            continue
        key = fold(alternate)
        if len(key) >= 4 and _LATIN.fullmatch(key):
            keys.append(key)
    return [k for k in dict.fromkeys(keys) if k]


def packed_index(pairs: set[tuple[int, int]]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Sorted hashes as steps (uint32; they fit because the hashes lie close) and the row each leads to."""
    ordered = sorted(pairs)
    hashes = np.array([h for h, _ in ordered], dtype=np.uint64)
    steps = np.diff(hashes, prepend=np.uint64(0))
    if int(steps.max()) >= 2**32:
        raise SystemExit("two hashes lie too far apart for uint32 steps")
    return steps.astype(np.uint32), np.array([i for _, i in ordered], dtype=np.uint32)


def write_towns(path: Path, cities: dict[str, dict[str, Any]]) -> None:
    """Write ``towns.npz``; row order is by population, largest first, then by GeoNames id."""
    rows = sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"]))
    exact: set[tuple[int, int]] = set()
    loose: set[tuple[int, int]] = set()
    for i, city in enumerate(rows):
        keys = names_of(city)
        exact.update((hash_key(k), i) for k in keys)
        loose.update((hash_key(s), i) for k in keys[:1] + (keys[1:] if city["population"] >= 5000 else []) if (s := loosen(k)) and s != k)
    areas = sorted({f"{c['countrycode']}.{c['admin1code']}" for c in rows})
    number = {a: i for i, a in enumerate(areas)}
    steps, rows_of = packed_index(exact)
    loose_steps, loose_rows = packed_index(loose)
    names = [c["name"].encode() for c in rows]
    write_archive(
        path,
        {
            "geonameid": np.array([c["geonameid"] for c in rows], dtype=np.uint32),
            "lat": np.array([round(c["latitude"] * 1000) for c in rows], dtype=np.int32),
            "lon": np.array([round(c["longitude"] * 1000) for c in rows], dtype=np.int32),
            "population": np.array([c["population"] for c in rows], dtype=np.uint32),
            "area": np.array([number[f"{c['countrycode']}.{c['admin1code']}"] for c in rows], dtype=np.uint16),
            "areas": np.frombuffer("\n".join(areas).encode(), dtype=np.uint8),
            "names": np.frombuffer(b"".join(names), dtype=np.uint8),
            "name_lengths": np.array([len(n) for n in names], dtype=np.uint8),
            "steps": steps,
            "rows": rows_of,
            "loose_steps": loose_steps,
            "loose_rows": loose_rows,
        },
    )


def write_archive(path: Path, arrays: dict[str, np.ndarray[Any, Any]]) -> None:
    """An .npz whose bytes depend on the arrays alone (``np.savez`` writes the clock into it)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array, version=(1, 0))
