"""Outlines of countries for the map: Natural Earth 4.1.0, 1:10 million (public domain), thinned, each point with the scale it matters at.

``world.npz`` is made by ``python -m crosswire.view.shapes``. Every point carries a weight: the area in square kilometres of the triangle
that it makes with its neighbours (after Visvalingam and Whyatt), so that an outline for any scale is the points above some weight.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory as the source names it; ``code`` is ISO 3166 alpha-2, None where there is none."""

    name: str
    code: str | None


@dataclass(frozen=True)
class Shapes:
    """Closed rings of all countries, end to end: ring ``i`` is ``starts[i]:starts[i + 1]`` of ``lon``, ``lat`` (degrees), ``weight`` (km²).

    ``country`` and ``area`` (km²) are a ring's; ``west``, ``south``, ``east``, ``north`` its bounds in degrees. Longitudes of a ring run on
    beyond ±180 where it crosses that line.
    """

    countries: tuple[Country, ...]
    lon: Floats
    lat: Floats
    weight: Floats
    starts: Ints
    country: Ints
    area: Floats
    west: Floats
    south: Floats
    east: Floats
    north: Floats

    def by_code(self, code: str | None) -> int | None:
        """The number of a country, or None where the source has no shape of it."""
        return next((i for i, c in enumerate(self.countries) if code and c.code == code), None)


@cache
def world() -> Shapes:
    """All outlines; read once."""
    with np.load(BytesIO((files("crosswire.view.shapes") / "world.npz").read_bytes())) as packed:
        kept = {name: packed[name] for name in packed.files}
    names = tuple(Country(name, code or None) for name, code in json.loads(kept["names"].tobytes()))
    unpacked = [_unpacked(kept, axis) * kept["step"][i] + kept["origin"][i] for i, axis in enumerate("xy")]
    weight = unpack_weight(kept["weight"])
    arcs = np.concatenate([[0], np.cumsum(kept["arc_points"].astype(np.int64))])
    points = [_ring(arcs, refs) for refs in np.split(kept["ring_arcs"], np.cumsum(kept["ring_length"])[:-1])]
    return _shapes(names, unpacked[0], unpacked[1], weight, points, kept["ring_country"].astype(np.int64))


def _unpacked(kept: dict[str, NDArray[np.generic]], axis: str) -> Floats:
    """Whole numbers from zigzag steps in three planes of bytes."""
    planes = [kept[f"{axis}{i}"].astype(np.int64) << (8 * i) for i in range(3)]
    zigzag = planes[0] | planes[1] | planes[2]
    return np.cumsum((zigzag >> 1) ^ -(zigzag & 1)).astype(np.float64)


def pack_weight(weight: Floats) -> NDArray[np.uint8]:
    """Weights in half powers of two from 2⁻¹⁰ km², in a byte; 255 stands for a point that is kept at every scale."""
    steps = np.clip(np.round(2 * np.log2(np.maximum(weight, 1e-9))) + 20, 0, 254)
    return np.where(np.isinf(weight), 255, steps).astype(np.uint8)


def unpack_weight(packed: NDArray[np.uint8]) -> Floats:
    """The inverse of ``pack_weight``."""
    return np.where(packed == 255, np.inf, 2.0 ** ((packed.astype(np.float64) - 20) / 2))


def _ring(arcs: Ints, refs: NDArray[np.int32]) -> Ints:
    """The points of a ring: its arcs one after the other, ``~i`` the arc ``i`` backwards, the point where two meet once."""
    runs = [np.arange(arcs[r], arcs[r + 1]) if r >= 0 else np.arange(arcs[~r + 1] - 1, arcs[~r] - 1, -1) for r in refs.tolist()]
    return np.concatenate([run[:-1] for run in runs])


def _shapes(names: tuple[Country, ...], lon: Floats, lat: Floats, weight: Floats, points: list[Ints], country: Ints) -> Shapes:
    rings = [_opened(lon[p], lat[p], weight[p]) for p in points]
    starts = np.concatenate([[0], np.cumsum([len(r[0]) for r in rings])])
    lon, lat, weight = (np.concatenate([r[i] for r in rings]) for i in range(3))
    firsts = starts[:-1]
    bounds = [f.reduceat(v, firsts) for f, v in ((np.minimum, lon), (np.minimum, lat), (np.maximum, lon), (np.maximum, lat))]
    areas = np.array([ring_area(lon[a:b], lat[a:b]) for a, b in pairwise(starts.tolist())])
    return Shapes(names, lon, lat, weight, starts, country, areas, *bounds)


def _opened(lon: Floats, lat: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """A ring whose longitudes run on beyond 180 instead of jumping; one that goes round a pole is led by way of the pole."""
    jumps = np.abs(np.diff(lon, append=lon[0])) > 180
    if not jumps.any():
        return lon, lat, weight
    lon = np.unwrap(lon, period=360)
    turns = np.unwrap(np.append(lon, lon[0]), period=360)
    if abs(turns[-1] - lon[0]) < 1:
        return lon, lat, weight
    pole = float(np.sign(lat.mean()) * 90)
    lon = np.concatenate([turns, [turns[-1], lon[0]]])
    return lon, np.concatenate([lat, [lat[0], pole, pole]]), np.append(weight, [np.inf] * 3)


def ring_area(lon: Floats, lat: Floats) -> float:
    """The area of a ring in km², near enough to say whether it can be seen."""
    x, y = np.radians(lon), np.sin(np.radians(lat))
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2 * EARTH_KM**2)
