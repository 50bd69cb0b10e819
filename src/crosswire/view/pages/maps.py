"""The map: where the events under the filters happened, how exactly that is known, and which have no place at all."""

from __future__ import annotations

import re
from math import log2
from typing import Any

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.view.asking import choices, paging
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.query import Query
from crosswire.view.drawing import frames, maps, signs
from crosswire.view.drawing.projections import WORLD_KM, Frame, View
from crosswire.view.events import places
from crosswire.view.pages import Model, Page

# The sheets of the map: for a wide page and for a phone, and how much of a chosen frame's width the phone's shows.
WIDE, PHONE, PHONE_SHARE = (1120.0, 560.0), (400.0, 440.0), 0.62
_AT = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2}(?:\.\d{1,3})?)")
_MOVES = {
    "closer": {"closer": 1.0}, "farther": {"closer": -1.0}, "north": {"north": 0.18}, "south": {"north": -0.18},
    "west": {"east": -0.36}, "east": {"east": 0.36},
}  # fmt: skip


def model(record: Record, query: Query) -> Model:
    """The places under the filters, what the map shows of them, and the ways to move it."""
    filters = Filters.of(record, query)
    found, counts = places.located_and_counted(record, filters)
    chosen, everything = frame_of(query), query.one_of("show", ("most", "all")) == "all"
    frame = chosen or frames.fit(found, WIDE[0] / WIDE[1], everything=everything)
    phone = (
        Frame(chosen.lat, chosen.lon, chosen.km * PHONE_SHARE) if chosen else frames.fit(found, PHONE[0] / PHONE[1], everything=everything)
    )
    for place, shown in zip(found, maps.seen(found, View(frame, *WIDE)), strict=True):
        place["on_map"] = shown
        place["mark"] = maps.is_mark(place, View(frame, *WIDE)) if place["lat"] is not None else False
        place["at"] = query.url(at=at(_around(place)), show=None) + "#map" if place["lat"] is not None else None
    return {
        "title": "Map",
        "places": found,
        **paging.counted(query, len(found)),
        **{("all_places" if name == "places" else name): n for name, n in counts.items()},
        "drawn": min(sum(p["on_map"] for p in found), maps.MOST),
        "pointless": [p for p in found if p["lat"] is None],
        "outside": [p for p in found if p["lat"] is not None and not p["on_map"]],
        "asked": filters.asked(),
        "signs": sorted(_signed(found)),
        "tints": sorted({p["grade"] for p in found if p["on_map"]} - _signed(found)),
        "frame": _plain(frame),
        "phone": _plain(phone),
        "chosen": chosen is not None or everything,
        "moves": {name: query.url(at=at(frames.moved(frame, **by)), show=None) + "#map" for name, by in _MOVES.items()},
        "most": query.url(at=None, show=None) + "#map",
        "all": query.url(at=None, show="all") + "#map",
        "form": choices.form(record, query, filters),
        "views": choices.views(query, filters),
    }


def _signed(found: list[dict[str, Any]]) -> set[str]:
    """The grades whose signs are on the map: those of marks, and signs of doubt; an area has but the colour of its grade."""
    marks = {p["grade"] for p in found if p["on_map"] and p["mark"]}
    return marks | {p["worst"] for p in found if p["on_map"] and signs.badged(p["grade"], p["worst"])}


def frame_of(query: Query) -> Frame | None:
    """The frame that ``at=latitude,longitude,zoom`` asks for: zoom 0 is the world, each further step half as wide. Raises UsageError."""
    text = query.get("at")
    if not text:
        return None
    told = _AT.fullmatch(text)
    lat, lon, zoom = (float(g) for g in told.groups()) if told else (99.0, 0.0, 0.0)
    if abs(lat) > 85 or abs(lon) > 180 or zoom > 11:
        raise UsageError(f"at={text} is no place on the map; write it as at=LATITUDE,LONGITUDE,ZOOM, for example at=12.5,-1.5,4.")
    return Frame(lat, lon, WORLD_KM / 2**zoom)


def at(frame: Frame) -> str:
    """A frame as the address has it."""
    return f"{frame.lat:.3f},{frame.lon:.3f},{min(log2(WORLD_KM / frame.km), 11):.2f}"


def _around(place: dict[str, Any]) -> Frame:
    """A frame around one place, wide enough for what is known of it."""
    km = max(float(place["precision_km"] or 0) * 6, 400.0)
    return Frame(max(-80.0, min(80.0, float(place["lat"]))), float(place["lon"]), min(km, WORLD_KM))


def _plain(frame: Frame) -> dict[str, float]:
    return {"lat": round(frame.lat, 4), "lon": round(frame.lon, 4), "km": round(frame.km, 1)}


def _whole(record: Record, query: Query) -> list[dict[str, Any]]:
    return places.located(record, Filters.of(record, query), most=None)


PAGE = Page("map", "/map", model, ("places",), {"places": _whole})
