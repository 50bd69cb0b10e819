"""Which part of the globe a map of some places shows, where the reader did not choose one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from crosswire.view.drawing.projections import WORLD_KM, Azimuthal, EqualEarth, Frame, distance
from crosswire.view.shapes import Floats

Place = Mapping[str, Any]
LEAST_KM = 160.0  # no map is narrower unless it was asked for: the outlines are not finer
# All of the globe on a sheet twice as wide as high, a little more room above than below, where less land lies.
WHOLE = Frame(4.0, 0.0, WORLD_KM)
_CORE, _BEYOND, _FAR = 0.8, 1.35, 2.0
_REGION_KM = 5000.0  # what reaches farther is shown on the whole globe
_MOSTLY = 0.6  # with so large a share of events placed more exactly than in a country, countries do not count
_EXACT = 0.3  # and with this one, whole countries need not be on the map


def fit(places: Sequence[Place], aspect: float, *, everything: bool = False) -> Frame:
    """The frame that holds the places, ``aspect`` its width by its height.

    Places far from where most events are do not count unless ``everything``: one meeting abroad would make a dot of the country at issue.
    """
    located = [p for p in places if p["lat"] is not None and p["lon"] is not None]
    told = [p for p in located if p["kind"] != "region"] or located
    if not told:
        return WHOLE
    lon, lat = (np.array([float(p[key]) for p in told]) for key in ("lon", "lat"))
    weight = np.array([float(p["events"] or 1) for p in told])
    far = _from_centre(lon, lat, weight)
    kept = np.ones(len(told), dtype=bool) if everything else _core(far, weight)
    chosen = [p for p, keep in zip(told, kept.tolist(), strict=True) if keep]
    finer = [p for p in chosen if p["kind"] != "country"]
    share = sum(p["events"] or 1 for p in finer) / sum(p["events"] or 1 for p in chosen)
    if share >= _MOSTLY and not everything:
        chosen = finer
    exact = share >= _EXACT
    rims = _rims(chosen, exact)
    region = _of_region(rims, aspect)
    # A frame that has come out too wide for a regional projection would be drawn in another one than it was measured in.
    return _of_world(rims, aspect) if float(far[kept].max()) > _REGION_KM or region.projection.whole else region


def _from_centre(lon: Floats, lat: Floats, weight: Floats) -> Floats:
    """How far each place lies (km) from the one from which all events are nearest."""
    some = np.argsort(-weight, kind="stable")[:80]
    sums = [float(np.dot(distance(lon, lat, float(lon[i]), float(lat[i])), weight)) for i in some.tolist()]
    best = int(some[int(np.argmin(sums))])
    return distance(lon, lat, float(lon[best]), float(lat[best]))


def _core(far: Floats, weight: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which places count: all of them, unless most events lie much nearer together."""
    order = np.argsort(far, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    near = max(float(far[order][int(np.searchsorted(share, _CORE))]), 80.0)
    return far <= (near * _BEYOND if far.max() > near * _FAR else far.max())


def _rims(places: Sequence[Place], exact: bool) -> tuple[Floats, Floats]:
    """Four points on the rim of each place's area, in degrees; of large areas the inner part, and little of countries where ``exact``."""
    lon, lat = (np.array([float(p[key]) for p in places]) for key in ("lon", "lat"))
    parts = np.array([0.3 if exact and p["kind"] == "country" else 0.9 for p in places])
    reach = (np.minimum([float(p["precision_km"] or 0) for p in places], 500.0) * parts + 5) / 111.2
    across = reach / np.maximum(np.cos(np.radians(lat)), 0.1)
    return np.concatenate([lon - across, lon + across, lon, lon]), np.clip(np.concatenate([lat, lat, lat - reach, lat + reach]), -89, 89)


def _of_region(rims: tuple[Floats, Floats], aspect: float) -> Frame:
    lon, lat = rims
    middle = Azimuthal(float(lat.mean()), _mean_longitude(lon))
    x, y = middle.forward(lon, lat)
    lon0, lat0 = middle.backward(float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
    x, y = Azimuthal(lat0, lon0).forward(lon, lat)
    km = 2 * max(float(np.abs(x).max()), float(np.abs(y).max()) * aspect) * 1.18
    return Frame(lat0, lon0, max(km, LEAST_KM))


def _mean_longitude(lon: Floats) -> float:
    turns = np.radians(lon)
    return float(np.degrees(np.arctan2(np.sin(turns).mean(), np.cos(turns).mean())))


def _of_world(rims: tuple[Floats, Floats], aspect: float) -> Frame:
    lon, lat = rims
    middle = _mean_longitude(lon)
    x, y = EqualEarth(middle).forward((lon - middle + 180) % 360 - 180 + middle, lat)
    km = max(float(np.ptp(x)), float(np.ptp(y)) * aspect) * 1.15
    if km > WORLD_KM * 0.8:
        return WHOLE
    lats = np.linspace(-90, 90, 721)
    lat0 = float(np.interp((y.min() + y.max()) / 2, EqualEarth().forward(np.zeros(721), lats)[1], lats))
    per_degree = float(EqualEarth().forward(np.array([1.0]), np.array([lat0]))[0][0])
    lon0 = middle + float(x.min() + x.max()) / 2 / per_degree
    globe = EqualEarth(lon0)
    x, y = globe.forward((lon - lon0 + 180) % 360 - 180 + lon0, lat)
    y -= globe.forward(np.array([lon0]), np.array([lat0]))[1]
    km = 2 * max(float(np.abs(x).max()), float(np.abs(y).max()) * aspect) * 1.12
    return Frame(lat0, (lon0 + 180) % 360 - 180, max(km, 11_000.0)) if km <= WORLD_KM * 0.8 else WHOLE


def moved(frame: Frame, *, east: float = 0.0, north: float = 0.0, closer: float = 0.0) -> Frame:
    """A frame shifted by parts of its own width, or ``closer`` by powers of two."""
    km = min(max(frame.km / 2**closer, 60.0), WORLD_KM)
    lat = max(-80.0, min(80.0, frame.lat + north * frame.km / 111.2))
    lon = frame.lon + east * frame.km / (111.2 * max(float(np.cos(np.radians(frame.lat))), 0.2))
    return replace(frame, lat=lat, lon=(lon + 180) % 360 - 180, km=km)
