"""The map: where events happened, and how exactly that is known. A town is a mark, a province or a country an area, never a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from markupsafe import Markup

from crosswire.view.drawing import grounds, outlines, signs, svg
from crosswire.view.drawing.frames import fit
from crosswire.view.drawing.labels import Box, Label, Sheet, text_width
from crosswire.view.drawing.outlines import Ring
from crosswire.view.drawing.projections import Frame, View, circle
from crosswire.view.shapes import world
from crosswire.view.words import clip, plural

Place = Mapping[str, Any]
DOT_KM = 15.0  # a place known better than this is a mark
MOST = 150  # places drawn, on a narrow sheet a third of them; the pages list the rest
NOTE = "Boundaries: Natural Earth, no endorsement"


@dataclass(frozen=True)
class Spot:
    """A place on the sheet: a mark of radius ``r`` around (x, y), or an area (``rings``) whose middle that is."""

    place: Place
    x: float
    y: float
    r: float
    rings: tuple[Ring, ...] = ()
    small: bool = False  # an area that is too small for its shape: a hatched ring stands for it

    @property
    def dot(self) -> bool:
        """Whether it is a mark and no area."""
        return not self.rings and not self.small


def draw(
    places: Sequence[Place],
    width: float = 1120.0,
    height: float = 560.0,
    *,
    frame: Frame | Mapping[str, float] | None = None,
    names: int | None = None,
    kept_free: tuple[Box, ...] = (),
    label: str = "Map of the places of events",
) -> Markup:
    """A map of places: rows of name, lat, lon, precision_km, kind (town, province, country, region), precision (in words), country
    (alpha-2), events, grade (of most), worst (grade), url: ``view.places.located`` gives such rows.

    ``frame`` is what it shows, also as its plain lat, lon and km (else what holds most events), ``names`` how many places are named at
    most (else 30, on a narrow sheet 14). Where the page lays something over the map, ``kept_free`` (left, top, right, bottom), no name
    is set. Rows without a point are left out: show them beside the map.
    """
    shown = frame or fit(places, width / height)
    view = View(shown if isinstance(shown, Frame) else Frame(**shown), width, height)
    ground = grounds.ground(view)
    located = [p for p, here in zip(places, seen(places, view), strict=True) if here]
    most = sorted(located, key=lambda p: -p["events"])[: MOST if width >= 700 else MOST // 3]
    spots = [s for s in (_spot(p, view, ground.land) for p in most) if s is not None]
    size = _size(width)
    sheet = Sheet(width, height)
    for corner in ((0, height - 46, 190, height), (width - text_width(NOTE, 10), height - 18, width, height), *kept_free):
        sheet.take(corner)
    named = _named(spots, sheet, size, names or (30 if width >= 700 else 14))
    taken = {s.place["country"] for s in spots if s.place["kind"] == "country" and s.rings}
    countries = grounds.country_names([m for m in ground.middles if m[3].code is None or m[3].code not in taken], sheet, size)
    order = sorted(range(len(spots)), key=lambda i: _depth(spots[i]))
    children = [
        _patterns(width),
        ground.drawn,
        svg.element("g", *countries, aria_hidden="true"),
        *(_drawn(spots[i], named.get(i), width) for i in order),
        grounds.scale(view),
        svg.element("text", NOTE, x=width - 6, y=height - 6, text_anchor="end", class_="note"),
    ]
    return svg.drawing(width, height, children, label=label, class_="map" if width >= 700 else "map narrow")


def _size(width: float) -> float:
    """The size of names: larger on a narrow sheet, which a phone shows smaller than it is."""
    return 12.0 if width >= 700 else 13.5


def _depth(spot: Spot) -> tuple[bool, bool, int, float]:
    """What is drawn first: areas, then marks, the graver and the smaller on top."""
    flat = bool(spot.rings)
    return spot.dot, spot.small, 0 if flat else -list(signs.TONES).index(spot.place["worst"]), -spot.r


def _spot(place: Place, view: View, land: Mapping[int, list[Ring]]) -> Spot | None:
    """A place as it stands on the sheet; None where no part of it does."""
    x, y = view.point(float(place["lon"]), float(place["lat"]))
    km = float(place["precision_km"] or DOT_KM)
    radius = _radius(place)
    wide = km * view.per_km
    on_sheet = -radius <= x <= view.width + radius and -radius <= y <= view.height + radius
    if is_mark(place, view):
        return Spot(place, x, y, radius) if on_sheet else None
    rings = _shape(place, view, land) if place["kind"] == "country" else None
    if rings is None and wide >= 7:
        rings = tuple(outlines.on_sheet(*circle(float(place["lon"]), float(place["lat"]), km), view))
    if rings:
        mx, my, room = outlines.middle(list(rings), view)
        if room >= 5:
            return Spot(place, mx, my, room, rings)
    return Spot(place, x, y, max(wide, 6.0), small=True) if on_sheet and (rings is None or rings) else None


def _radius(place: Place) -> float:
    return min(3.4 + 1.7 * sqrt(max(place["events"], 1)), 15.0)


def is_mark(place: Place, view: View) -> bool:
    """Whether a place is a mark there: a town, where the map is no finer than what is known of it. All else is an area."""
    km = float(place["precision_km"] or DOT_KM)
    return place["kind"] == "town" and km <= DOT_KM and km * view.per_km <= max(1.5 * _radius(place), 14.0)


def _shape(place: Place, view: View, land: Mapping[int, list[Ring]]) -> tuple[Ring, ...] | None:
    """A country's own outline on the sheet; None where the source has none of it."""
    number = world().by_code(place["country"])
    if number is None or (number not in land and view.holds(float(place["lon"]), float(place["lat"]))):
        return None
    return tuple(land.get(number, ()))


def _named(spots: Sequence[Spot], sheet: Sheet, size: float, most: int) -> dict[int, Label]:
    """Where the names of the spots stand; those with most events come first, and marks are kept free."""
    for s in spots:
        if not s.rings:
            sheet.take((s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r))
    found: dict[int, Label] = {}
    for i, s in enumerate(spots):
        if len(found) == most:
            break
        width = text_width(_told(s.place), size)
        if not s.rings:
            label = sheet.beside(s.x, s.y, s.r, width, size)
        elif s.r * 1.15 >= width / 2 and sheet.centred(s.x, s.y, width, size * 1.3):
            label = Label(s.x, s.y + size * 0.34, "middle")
        else:
            label = sheet.beside(s.x, s.y, min(s.r, 40.0), width, size)
        if label is not None:
            found[i] = label
    return found


def _told(place: Place) -> str:
    return f"{clip(place['name'], 30)} {place['events']}"


def _drawn(spot: Spot, label: Label | None, width: float) -> Markup:
    """A place: its shape, its name, what shows when the pointer rests on it; all of it leads to its events."""
    place, tone = spot.place, signs.TONES.get(spot.place["grade"], "only")
    words = f"{place['name']}: {plural(place['events'], 'event')}, {_grades(place)}; {place['precision']}"
    parts = [svg.title(words)]
    if spot.rings:
        fill = f"url(#hatch-{tone}-{width:g})"
        d = outlines.path(list(spot.rings))
        wide = " whole" if place["kind"] in ("country", "region") else ""
        parts += [svg.element("path", d=d, fill=fill, class_="hatch" + wide), svg.element("path", d=d, class_=f"area tone-{tone}{wide}")]
    elif spot.small:
        parts += [
            svg.element("circle", cx=spot.x, cy=spot.y, r=spot.r, fill=f"url(#hatch-{tone}-{width:g})", class_="hatch"),
            svg.element("circle", cx=spot.x, cy=spot.y, r=spot.r, class_=f"area small tone-{tone}"),
        ]
    else:
        parts.append(signs.sign(place["grade"], spot.x, spot.y, spot.r))
    parts.append(_doubt(spot, label, _size(width)))
    if label is not None:
        if label.leader:
            x1, y1, x2, y2 = label.leader
            parts.append(svg.element("path", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", class_="leader"))
        count = svg.element("tspan", f" {place['events']:,}", class_="n")
        parts.append(svg.element("text", _name(place), count, x=label.x, y=label.y, text_anchor=label.anchor, class_="place"))
    return svg.link(place["url"], *parts, class_="spot")


def _doubt(spot: Spot, label: Label | None, size: float) -> Markup:
    """The small sign of doubt: at the shoulder of a mark; beside the name of an area, as in the area it would look like a point."""
    place = spot.place
    if not spot.rings:
        return signs.badge(place["grade"], place["worst"], spot.x + spot.r * 0.75, spot.y - spot.r * 0.75)
    if label is None:
        return Markup("")
    aside = text_width(_told(place), size) * (0.5 if label.anchor == "middle" else 1.0) + 5
    x = label.x - aside if label.anchor == "end" else label.x + aside
    return signs.badge(place["grade"], place["worst"], x, label.y - size * 0.34)


def _grades(place: Place) -> str:
    """What most events there are, and the gravest of them."""
    return f"mostly {place['grade']}, at least one {place['worst']}" if place["worst"] != place["grade"] else str(place["grade"])


def _name(place: Place) -> Markup:
    return Markup("{}").format(clip(place["name"], 30))


def _patterns(width: float) -> Markup:
    """Hatching for areas, one for each colour; the width is part of its id, as a page may show a map in two sizes."""
    tones = sorted(set(signs.TONES.values()))
    made = [
        svg.element(
            "pattern", svg.element("path", d="M0 0V7", class_=f"stroke-{tone}"),
            id=f"hatch-{tone}-{width:g}", width=7, height=7, patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
        )
        for tone in tones
    ]  # fmt: skip
    return svg.element("defs", *made)


def seen(places: Sequence[Place], view: View) -> list[bool]:
    """Which places are on the sheet, areas also in part."""
    if not places:
        return []
    lon, lat = (np.array([float(p[key] if p[key] is not None else 0) for p in places]) for key in ("lon", "lat"))
    x, y = view.points(lon, lat)
    reach = np.array([0.0 if p["kind"] == "town" else float(p["precision_km"] or 0) for p in places]) * view.per_km
    inside = (x >= 0) & (x <= view.width) & (y >= 0) & (y <= view.height)
    near = (x >= -reach) & (x <= view.width + reach) & (y >= -reach) & (y <= view.height + reach)
    land = {world().countries[number].code for number in grounds.ground(view).land}
    return [
        p["lat"] is not None and bool(here or (p["country"] in land if p["kind"] == "country" else beside))
        for p, here, beside in zip(places, inside.tolist(), near.tolist(), strict=True)
    ]


def key(sign: str, tint: str = "single") -> Markup:
    """A sign for the key beside a map: "mark", "area" (of the ``tint`` of a grade), or a grade."""
    if sign == "area":
        parts = [svg.element("circle", cx=10, cy=10, r=8, class_=f"area small tone-{signs.TONES[tint]}")]
    elif sign == "mark":
        parts = [
            svg.element("circle", cx=4, cy=10, r=3, class_="sign ring tone-only"),
            svg.element("circle", cx=13, cy=10, r=5.5, class_="sign ring tone-only"),
        ]
    else:
        parts = [signs.sign(sign, 10.0, 10.0, 5.5)]
    return svg.element("svg", *parts, viewBox="0 0 20 20", width=20, height=20, aria_hidden="true", class_="drawing map")
