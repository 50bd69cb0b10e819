"""What lies under the places of a map: land, sea, the lines of the globe, the names of countries, a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10

import numpy as np
from markupsafe import Markup

from crosswire.view.drawing import outlines, svg
from crosswire.view.drawing.labels import Sheet, text_width
from crosswire.view.drawing.outlines import Ring
from crosswire.view.drawing.projections import View
from crosswire.view.shapes import Country, world

NAMED = 40  # names of countries
Middle = tuple[float, float, float, Country]  # how much room a country's name has, where it would stand


@dataclass(frozen=True)
class Ground:
    """Land and sea of a view: the outlines by country, the same as drawn, and where names have room, the roomiest first."""

    land: Mapping[int, list[Ring]]
    drawn: Markup
    middles: tuple[Middle, ...]


@lru_cache(maxsize=96)
def ground(view: View) -> Ground:
    """What lies under the places; the same for every record, so it is kept."""
    land = outlines.countries(world(), view)
    middles = [(*outlines.middle(rings, view), number) for number, rings in land.items()]
    paths = [svg.element("path", d=outlines.path(rings), class_="land") for _, rings in sorted(land.items())]
    lines = svg.element("path", d=_graticule(view), class_="graticule")
    drawn = svg.element("g", _sea(view), *paths, lines, aria_hidden="true")
    named = [(room, x, y, world().countries[number]) for x, y, room, number in middles]
    return Ground(land, drawn, tuple(sorted(named, key=lambda m: (-m[0], m[3].name))))


def country_names(middles: Sequence[Middle], sheet: Sheet, size: float) -> list[Markup]:
    """The names of countries, where they have room in their own outline, the roomiest first."""
    drawn = []
    for room, x, y, country in middles[:NAMED]:
        width = text_width(country.name, size) * 1.12
        if width / 2 <= room * 1.15 and sheet.centred(x, y, width, size * 1.4):
            drawn.append(svg.element("text", country.name, x=x, y=y + size * 0.34, text_anchor="middle", class_="country"))
    return drawn


def _sea(view: View) -> Markup:
    if not view.frame.projection.whole:
        return svg.element("rect", x=0, y=0, width=view.width, height=view.height, class_="sea")
    lats = np.linspace(-90, 90, 91)
    west, _, east, _ = view.reach()
    lon, lat = np.concatenate([np.full(91, west), np.full(91, east)]), np.concatenate([lats, lats[::-1]])
    return svg.element("path", d=outlines.path(outlines.on_sheet(lon, lat, view)), class_="sea")


def _graticule(view: View) -> str:
    """Meridians and parallels at a round distance."""
    west, south, east, north = view.reach()
    step = next((s for s in (0.5, 1.0, 2.0, 5.0, 10.0, 15.0) if view.frame.km / 111 / s <= 9), 30.0)
    lines = []
    for lon in np.arange(np.ceil(west / step) * step, east + 1e-9, step):
        lat = np.linspace(max(south, -90), min(north, 90), 60)
        lines.append(outlines.line(*view.place(np.full(60, lon), lat), view))
    for lat_ in np.arange(np.ceil(south / step) * step, north, step):
        lon_ = np.linspace(west, east, 90)
        lines.append(outlines.line(*view.place(lon_, np.full(90, lat_)), view))
    return "".join(lines)


def scale(view: View) -> Markup:
    """A bar of a round number of kilometres; none on a map of the world, whose scale is not the same everywhere."""
    if view.frame.projection.whole:
        return svg.element("text", "The scale is not the same everywhere", x=10, y=view.height - 8, class_="note")
    rough = view.frame.km / 7
    power = 10 ** floor(log10(rough))
    km = next(n * power for n in (5, 2, 1) if n * power <= rough)
    wide, y = km * view.per_km, view.height - 14
    d = f"M12 {y - 5:g}V{y:g}H{12 + wide:.1f}V{y - 5:g}"
    return svg.element("path", d=d, class_="bar-km") + svg.element("text", f"{km:,g} km", x=12, y=y - 10, class_="key")
