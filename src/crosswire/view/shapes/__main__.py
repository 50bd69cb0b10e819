"""Makes ``world.npz`` from a TopoJSON file of Natural Earth's countries.

The file in use: ``countries-10m.json`` of the npm package world-atlas 2.0.2, which repackages (ISC licence) Natural Earth 4.1.0
(public domain). To make it again: ``npm pack world-atlas@2.0.2``, unpack, then
``python -m crosswire.view.shapes package/countries-10m.json src/crosswire/view/shapes/world.npz``.
"""

from __future__ import annotations

import argparse
import heapq
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.view.shapes import Floats, pack_weight, ring_area
from crosswire.wordlists import load_csv
from crosswire.wordlists.folding import fold

LEAST_KM2 = 1.5  # points and islands that matter less are left out: below a pixel until a map is some 200 km wide
ALWAYS = 12  # so many points of a country's largest ring are kept whatever their weight: small states stay on the map

# Names that the source shortens so that no list of countries knows them.
SHORTENED = {
    "S. Sudan": "SS", "W. Sahara": "EH", "Congo": "CG", "Bosnia and Herz.": "BA", "Turks and Caicos Is.": "TC", "Pitcairn Is.": "PN",
    "Fr. Polynesia": "PF", "Fr. S. Antarctic Lands": "TF", "Marshall Is.": "MH", "St. Vin. and Gren.": "VC",
    "U.S. Minor Outlying Is.": "UM", "Antigua and Barb.": "AG", "U.S. Virgin Is.": "VI", "British Virgin Is.": "VG", "Cayman Is.": "KY",
    "Heard I. and McDonald Is.": "HM", "Faeroe Is.": "FO", "Br. Indian Ocean Ter.": "IO", "Cook Is.": "CK",
    "Wallis and Futuna Is.": "WF", "S. Geo. and the Is.": "GS", "Falkland Is.": "FK", "N. Mariana Is.": "MP",
}  # fmt: skip


def main() -> None:
    """Read a TopoJSON file, thin its lines, write the packed shapes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topojson", type=Path)
    parser.add_argument("to", type=Path)
    given = parser.parse_args()
    kept = packed(json.loads(given.topojson.read_text(encoding="utf-8")))
    with given.to.open("wb") as file:
        np.savez_compressed(file, **kept)  # type: ignore[arg-type]
    unknown = [name for name, code in json.loads(kept["names"].tobytes()) if not code]
    size, points = given.to.stat().st_size, len(kept["weight"])
    sys.stderr.write(f"{given.to}: {size:,} bytes, {points:,} points; without a code: {', '.join(unknown)}\n")


def packed(topology: dict[str, Any]) -> dict[str, NDArray[Any]]:
    """The arrays of ``world.npz``."""
    step, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"]]
    degrees = [arc * step + origin for arc in arcs]
    weights = [weigh(d[:, 0], d[:, 1]) for d in degrees]
    countries = topology["objects"]["countries"]["geometries"]
    rings = _rings(countries, degrees, weights)
    used = sorted({r if r >= 0 else ~r for _, refs in rings for r in refs})
    renumbered = {old: new for new, old in enumerate(used)}
    kept = [arcs[i][weights[i] >= LEAST_KM2] for i in used]
    steps = np.diff(np.concatenate(kept), axis=0, prepend=0)
    zigzag = (steps << 1) ^ (steps >> 63)
    codes = _codes()
    names = [(c["properties"]["name"], codes(c["properties"]["name"]) or "") for c in countries]
    refs = [renumbered[r] if r >= 0 else ~renumbered[~r] for _, ring in rings for r in ring]
    return {
        **{f"{axis}{i}": (zigzag[:, n] >> (8 * i) & 255).astype(np.uint8) for n, axis in enumerate("xy") for i in range(3)},
        "weight": pack_weight(np.concatenate([weights[i][weights[i] >= LEAST_KM2] for i in used])),
        "arc_points": np.array([len(k) for k in kept], dtype=np.uint32),
        "ring_arcs": np.array(refs, dtype=np.int32),
        "ring_length": np.array([len(ring) for _, ring in rings], dtype=np.uint16),
        "ring_country": np.array([country for country, _ in rings], dtype=np.uint16),
        "names": np.frombuffer(json.dumps(names, ensure_ascii=False).encode(), dtype=np.uint8),
        "step": step,
        "origin": origin,
    }


def _rings(countries: list[dict[str, Any]], degrees: list[Floats], weights: list[Floats]) -> list[tuple[int, list[int]]]:
    """(country, arcs) of each ring that is large enough, or the largest of its country; points of the latter are given weight."""
    found = []
    for number, country in enumerate(countries):
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
        rings = [ring for polygon in polygons for ring in polygon]
        areas = [_area(np.concatenate([degrees[r] if r >= 0 else degrees[~r][::-1] for r in ring])) for ring in rings]
        for ring, area in zip(rings, areas, strict=True):
            if area == max(areas):
                _keep(ring, weights)
            if area == max(areas) or area >= LEAST_KM2:
                found.append((number, ring))
    return found


def _area(ring: Floats) -> float:
    return ring_area(np.unwrap(ring[:, 0], period=360), ring[:, 1])


def _keep(ring: list[int], weights: list[Floats]) -> None:
    """Raise the weight of the most telling points of a ring to what is kept."""
    every = np.concatenate([weights[r if r >= 0 else ~r] for r in ring])
    if np.sum(every >= LEAST_KM2) >= ALWAYS:
        return
    least = np.sort(every)[-min(ALWAYS, len(every))]
    for r in ring:
        line = weights[r if r >= 0 else ~r]
        line[line >= least] = np.maximum(line[line >= least], LEAST_KM2)


def weigh(lon: Floats, lat: Floats) -> Floats:
    """The weight of each point of a line in km²: the triangle that goes with it where the least go first; that of its ends is infinite."""
    n = len(lon)
    weight = np.full(n, np.inf)
    x, y = (lon * np.cos(np.radians(lat.mean())) * 111.2).tolist(), (lat * 111.2).tolist()
    left, right, now = list(range(-1, n - 1)), list(range(1, n + 1)), [0.0] * n

    def area(i: int) -> float:
        a, b = left[i], right[i]
        return float(abs((x[i] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[i] - y[a])) / 2)

    for i in range(1, n - 1):
        now[i] = area(i)
    heap = [(now[i], i) for i in range(1, n - 1)]
    heapq.heapify(heap)
    most = 0.0
    while heap:
        size, i = heapq.heappop(heap)
        if size != now[i] or np.isfinite(weight[i]):
            continue
        weight[i] = most = max(most, size)
        right[left[i]], left[right[i]] = right[i], left[i]
        for j in (left[i], right[i]):
            if 0 < j < n - 1:
                now[j] = area(j)
                heapq.heappush(heap, (now[j], j))
    return weight


def _codes() -> Any:
    """A function from a name to ISO alpha-2, or None."""
    known: dict[str, str] = {}
    for row in load_csv("countries.csv"):
        for name in (row["name"], *row["aliases"].split("|")):
            known.setdefault(fold(name), row["alpha2"])
    return lambda name: SHORTENED.get(name) or known.get(fold(name))


if __name__ == "__main__":
    main()
