"""Outlines on a sheet: which can be seen, thinned to its scale, cut at its edge, written as paths. The result is bounded in length."""

from __future__ import annotations

import numpy as np

from crosswire.view.drawing.projections import View
from crosswire.view.shapes import Floats, Shapes

EDGE = 6.0  # units beyond the sheet at which outlines are cut, so that the cut is not seen
POINTS = 7.0  # points of all outlines, at most, for a unit of the sheet's width
Ring = tuple[Floats, Floats]


def countries(shapes: Shapes, view: View, fine: float = 0.5) -> dict[int, list[Ring]]:
    """Country -> its rings on the sheet. ``fine`` is the least area, in square units, that a point or an island must matter."""
    seen = np.flatnonzero(_visible(shapes, view)).tolist()
    least = _affordable(shapes, view, fine / view.per_km**2)
    while True:
        drawn = _drawn(shapes, view, seen, least)
        if sum(len(ring[0]) for rings in drawn.values() for ring in rings) <= POINTS * view.width:
            return drawn
        least *= 1.5


def _affordable(shapes: Shapes, view: View, least: float) -> float:
    """The least weight at which the points that the view reaches are few enough: drawing anew, coarser and coarser, takes far longer."""
    west, south, east, north = view.reach()
    matter = np.minimum(shapes.weight, np.repeat(shapes.area, np.diff(shapes.starts)))  # a ring goes with all its points
    inside = (matter >= least) & (shapes.lat >= south) & (shapes.lat <= north) & ((shapes.lon - west) % 360 <= east - west)
    beyond = 1.0 if view.frame.projection.whole else 1.7  # a regional view reaches beyond its sheet: so much falls away at the edge
    weights, most = matter[inside], int(POINTS * view.width * beyond)
    return max(least, float(np.partition(weights, -most)[-most])) if len(weights) > most else least


def _visible(shapes: Shapes, view: View) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    west, south, east, north = view.reach()
    inside = (shapes.south <= north) & (shapes.north >= south)
    if east - west >= 360:
        return inside
    ahead = (shapes.west - west) % 360  # how far to the east of the box's western edge a ring begins
    return inside & ((ahead <= east - west) | (ahead + (shapes.east - shapes.west) >= 360))


def _drawn(shapes: Shapes, view: View, seen: list[int], least: float) -> dict[int, list[Ring]]:
    found: dict[int, list[Ring]] = {}
    for i in seen:
        if shapes.area[i] < least:
            continue
        at = slice(shapes.starts[i], shapes.starts[i + 1])
        kept = shapes.weight[at] >= least
        if kept.sum() < 3:
            continue
        for ring in on_sheet(shapes.lon[at][kept], shapes.lat[at][kept], view):
            found.setdefault(int(shapes.country[i]), []).append(ring)
    return found


def on_sheet(lon: Floats, lat: Floats, view: View) -> list[Ring]:
    """A ring of the globe (degrees) as the parts of it that lie on the sheet."""
    pieces = [(lon, lat)]
    west, _, east, _ = view.reach()
    if view.frame.projection.whole and (lon.min() < west or lon.max() > east):
        pieces = [cut(lon + turn, lat, (west, -91, east, 91)) for turn in (-360, 0, 360)]
    placed = [view.place(*piece) for piece in pieces if len(piece[0]) > 2]
    box = (-EDGE, -EDGE, view.width + EDGE, view.height + EDGE)
    return [ring for ring in (cut(x, y, box) for x, y in placed) if len(ring[0]) > 2]


def cut(x: Floats, y: Floats, box: tuple[float, float, float, float]) -> Ring:
    """A ring cut at a box (left, top, right, bottom), after Sutherland and Hodgman; empty where nothing of it lies inside."""
    left, top, right, bottom = box
    for axis, sign, limit in ((0, 1, left), (0, -1, right), (1, 1, top), (1, -1, bottom)):
        along = (x if axis == 0 else y) * sign - limit * sign
        if (along >= 0).all():
            continue
        if (along < 0).all():
            return x[:0], y[:0]
        x, y = _cut_once(x, y, along)
    return x, y


def _cut_once(x: Floats, y: Floats, along: Floats) -> Ring:
    """A ring without what lies where ``along`` is negative."""
    after = np.roll(along, -1)
    inside, crossing = along >= 0, (along >= 0) != (after >= 0)
    share = np.where(crossing, along / np.where(crossing, along - after, 1), 0)
    points = np.empty((2 * len(x), 2))
    points[0::2, 0], points[0::2, 1] = x, y
    points[1::2, 0], points[1::2, 1] = x + share * (np.roll(x, -1) - x), y + share * (np.roll(y, -1) - y)
    kept = np.empty(2 * len(x), dtype=bool)
    kept[0::2], kept[1::2] = inside, crossing
    return points[kept, 0], points[kept, 1]


def path(rings: list[Ring]) -> str:
    """Rings as the ``d`` of a path, to a tenth of a unit, in short steps."""
    return "".join(_ring(x, y) for x, y in rings)


def _ring(x: Floats, y: Floats) -> str:
    tenths = np.round(np.stack([x, y], axis=1) * 10).astype(np.int64)
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    told = " ".join(f"{_tenth(dx)} {_tenth(dy)}" for dx, dy in steps.tolist())
    return f"M{_tenth(int(tenths[0, 0]))} {_tenth(int(tenths[0, 1]))}l{told}z" if told else ""


def _tenth(n: int) -> str:
    return f"{n / 10:g}"


def line(x: Floats, y: Floats, view: View) -> str:
    """An open line as the ``d`` of a path; only what lies on or near the sheet."""
    inside = (x > -EDGE) & (x < view.width + EDGE) & (y > -EDGE) & (y < view.height + EDGE)
    near = inside | np.roll(inside, 1) | np.roll(inside, -1)
    told, pen_down = [], False
    for px, py, ok in zip(x.tolist(), y.tolist(), near.tolist(), strict=True):
        if ok:
            told.append(f"{'L' if pen_down else 'M'}{px:.0f} {py:.0f}")
        pen_down = ok
    return "".join(told)


def middle(rings: list[Ring], view: View) -> tuple[float, float, float]:
    """(x, y, room): the point of the largest ring, as far as it is on the sheet, that lies farthest from its edge, and how far that is."""
    sizes = [abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) for x, y in rings]
    x, y = rings[int(np.argmax(sizes))]
    xs = np.linspace(max(x.min(), 0), min(x.max(), view.width), 18)[1:-1]
    ys = np.linspace(max(y.min(), 0), min(y.max(), view.height), 18)[1:-1]
    gx, gy = (v.ravel() for v in np.meshgrid(xs, ys))
    every = max(1, len(x) // 240)
    x, y = x[::every], y[::every]
    nx, ny = np.roll(x, -1), np.roll(y, -1)
    # Even-odd rule: how often a ray to the right crosses the ring.
    between = (y[None] > gy[:, None]) != (ny[None] > gy[:, None])
    slope = np.where(ny == y, 1, ny - y)
    crossings = between & (gx[:, None] < (nx - x)[None] * (gy[:, None] - y[None]) / slope[None] + x[None])
    inside = crossings.sum(axis=1) % 2 == 1
    if not inside.any():
        return float(gx.mean()), float(gy.mean()), 0.0
    edge = np.minimum(np.minimum(gx, view.width - gx), np.minimum(gy, view.height - gy))
    room = np.minimum(_distance(gx, gy, x, y, nx, ny), edge)
    best = int(np.argmax(np.where(inside, room, -1)))
    return float(gx[best]), float(gy[best]), float(room[best])


def _distance(gx: Floats, gy: Floats, x: Floats, y: Floats, nx: Floats, ny: Floats) -> Floats:
    """How far each point lies from the nearest side of a ring; names are set wide, so a step upwards counts twice."""
    dx, dy = nx - x, 2 * (ny - y)
    px, py = gx[:, None] - x[None], 2 * (gy[:, None] - y[None])
    length = np.maximum(dx * dx + dy * dy, 1e-9)
    share = np.clip((px * dx[None] + py * dy[None]) / length[None], 0, 1)
    nearest: Floats = np.sqrt(((px - share * dx[None]) ** 2 + (py - share * dy[None]) ** 2).min(axis=1))
    return nearest
