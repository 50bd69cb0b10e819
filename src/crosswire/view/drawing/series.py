"""How a count moved: a point for each report at the time of its publication, whiskers for what it leaves open, a line for what stood."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from crosswire.view import links
from crosswire.view.drawing.svg import drawing, element, link, title
from crosswire.view.words import day, number

Row = dict[str, Any]

WIDTH, HEIGHT = 620.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 16.0, 40.0, 34.0
UNDATED = 96.0  # the width of the margin for reports without a date
SIZE = 5.5
APART = 2.6 * SIZE  # between points that would lie on one another


class _Scale:
    """Where times and amounts lie in the picture."""

    def __init__(self, points: Sequence[Row]) -> None:
        days = [_days(p["at"]) for p in points if p["at"]]
        amounts = [v for p in points for v in (p["low"], p["best"], p["high"]) if v is not None]
        self.undated = any(p["at"] is None for p in points)
        self.right = WIDTH - RIGHT - (UNDATED if self.undated and days else 0.0)
        self.first, self.last = (min(days), max(days)) if days else (0.0, 0.0)
        self.ticks = _ticks(min(amounts), max(amounts))
        self.low, self.high = self.ticks[0], self.ticks[-1]

    def x(self, at: str | None) -> float:
        """From the left; reports without a date stand in the margin."""
        if at is None:
            return WIDTH - RIGHT - UNDATED / 2
        inner = self.right - LEFT - 36
        return LEFT + 18 + (inner * (_days(at) - self.first) / (self.last - self.first) if self.last > self.first else inner / 2)

    def y(self, amount: float) -> float:
        """From the top."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (amount - self.low) / ((self.high - self.low) or 1.0))


def chart(series: Row) -> Markup:
    """The picture of one field's series (:func:`crosswire.view.events.moves.series`)."""
    points = series["points"]
    scale = _Scale(points)
    children = [*_axes(scale, points), *_line(series["steps"], scale)]
    taken: set[tuple[int, int]] = set()
    named: dict[str, tuple[float, float]] = {}  # label -> where it stands
    for point in points:
        x, y = scale.x(point["at"]), scale.y(point["best"])
        while (round(x / APART), round(y / APART)) in taken:
            x += APART
        taken.add((round(x / APART), round(y / APART)))
        above = None if point["label"] in named else _free(x, y - (32 if point["open"] == "up" else 11), point["label"], named)
        children.append(_point(point, x, y, scale, above))
    return drawing(WIDTH, HEIGHT, children, label=f"{series['label']} by the time of publication", class_="series")


def _free(x: float, y: float, label: str, named: dict[str, tuple[float, float]]) -> float:
    """How far from the top a label goes that would otherwise stand on another: above it."""
    while any(abs(x - a) < 3.6 * (len(label) + len(other)) and abs(y - b) < 13 for other, (a, b) in named.items()):
        y -= 13
    named[label] = (x, y)
    return y


def _days(at: str) -> float:
    """Days since the year 1, with the hour where it is known, by the outlet's clock."""
    whole = date.fromisoformat(at[:10]).toordinal()
    hours, minutes = (int(at[11:13]), int(at[14:16])) if len(at) >= 16 else (12, 0)
    return whole + (hours + minutes / 60) / 24


def _ticks(low: float, high: float) -> list[float]:
    """About four round amounts that hold all; from nought where that is near."""
    low = 0.0 if low < 0.6 * high or low == high else low
    step = _round_step((high - low) / 4 or 1.0)
    start = math.floor(low / step)
    return [n * step for n in range(start, math.ceil(high / step) + 1)] or [low, high]


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return max(next(m * power for m in (1, 2, 5, 10) if m * power >= least), 1.0)


def _axes(scale: _Scale, points: Sequence[Row]) -> Iterator[Markup]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="rule")
        yield element("text", number(tick), x=LEFT - 8, y=y + 4, text_anchor="end")
    base = HEIGHT - BOTTOM
    yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=base, y2=base, class_="axis")
    for x, text in _day_ticks(scale, points):
        yield element("line", x1=x, x2=x, y1=base, y2=base + 5, class_="axis")
        yield element("text", text, x=x, y=base + 19, text_anchor="middle")
    if scale.undated:
        if scale.right < WIDTH - RIGHT:
            yield element("line", x1=scale.right, x2=scale.right, y1=TOP - 10, y2=base, class_="axis", stroke_dasharray="3 4")
        yield element("text", "undated", x=scale.x(None), y=base + 19, text_anchor="middle")


def _day_ticks(scale: _Scale, points: Sequence[Row]) -> list[tuple[float, str]]:
    """The days of publication, at most seven of them, evenly chosen."""
    dated = sorted({p["at"][:10] for p in points if p["at"]})
    if not dated:
        return []
    first, last = date.fromisoformat(dated[0]), date.fromisoformat(dated[-1])
    every = max(math.ceil(((last - first).days + 1) / 6), 1)
    days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, every)]
    return [(min(max(scale.x(d.isoformat()), LEFT + 18), scale.right - 18), _short(d, first)) for d in days]


def _short(at: date, first: date) -> str:
    whole = day(at)
    return whole if at == first else whole.rsplit(" ", 1)[0] if at.year == first.year else whole


def _line(steps: Sequence[Row], scale: _Scale) -> Iterator[Markup]:
    if not steps:
        return
    path = f"M{scale.x(steps[0]['at']):.1f} {scale.y(steps[0]['best']):.1f}"
    for step in steps[1:]:
        path += f"H{scale.x(step['at']):.1f}V{scale.y(step['best']):.1f}"
    yield element("path", d=f"{path}H{scale.right:.1f}", fill="none", class_="stroke-accent", stroke_width=2, stroke_opacity="0.55")


def _point(point: Row, x: float, y: float, scale: _Scale, above: float | None) -> Markup:
    stands = point["standing"]
    said = f"“{' '.join(point['words'].split())}”" if point["words"] else point["label"]
    told = f"{said}, {point['outlet'] or 'outlet not known'}, {day(point['at']) if point['at'] else 'undated'} ({stands})"
    stroke = f"stroke-{'only' if stands == 'withdrawn' else stands}"
    marks = [title(told), *_whiskers(point, x, scale, stroke), _mark(stands, x, y)]
    if above is not None:
        marks.append(element("text", point["label"], x=x, y=above, text_anchor="middle", class_="value"))
    return link(links.report(point["document_id"], point["start"], point["end"]), *marks, class_="point", label=told)


def _whiskers(point: Row, x: float, scale: _Scale, stroke: str) -> Iterator[Markup]:
    y = scale.y(point["best"])
    for end, way in ((point["low"], 1), (point["high"], -1)):
        if end is not None and end != point["best"]:
            at = scale.y(end)
            yield element("path", d=f"M{x:.1f} {y:.1f}V{at:.1f}M{x - 4:.1f} {at:.1f}h8", fill="none", class_=stroke, stroke_width=1.5)
        elif (point["open"] == "up" and way < 0) or (point["open"] == "down" and way > 0):
            at = y + way * 26
            head = f"M{x - 4:.1f} {at - way * 5:.1f}L{x:.1f} {at:.1f}L{x + 4:.1f} {at - way * 5:.1f}"
            yield element("path", d=f"M{x:.1f} {y:.1f}V{at:.1f}{head}", fill="none", class_=stroke, stroke_width=1.5)


def _mark(standing: str, x: float, y: float) -> Markup:
    """A shape for each standing, so that colour is not needed to tell them apart."""
    r = SIZE
    match standing:
        case "conflicting":
            return element(
                "path",
                d=f"M{x:.1f} {y - r - 1.5:.1f}l{r + 1.5} {r + 1.5}l{-r - 1.5} {r + 1.5}l{-r - 1.5} {-r - 1.5}z",
                class_="fill-conflicting",
            )
        case "updated":
            return element("path", d=f"M{x:.1f} {y - r - 1:.1f}l{r + 1} {2 * r}h{-2 * r - 2}z", class_="fill-updated")
        case "withdrawn":
            cross = f"M{x - r:.1f} {y - r:.1f}l{2 * r} {2 * r}M{x - r:.1f} {y + r:.1f}l{2 * r} {-2 * r}"
            return element("path", d=cross, fill="none", class_="stroke-only", stroke_width=2.5)
        case "refined":
            return element("rect", x=x - r, y=y - r, width=2 * r, height=2 * r, rx=1, class_="fill-refined")
        case _:
            return element("circle", cx=x, cy=y, r=r, class_=f"fill-{standing}")
