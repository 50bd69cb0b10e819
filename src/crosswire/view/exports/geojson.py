"""GeoJSON (RFC 7946): ``events.geojson``, one feature an event, for maps.

Positions are [longitude, latitude] in WGS 84; there is no ``crs`` member, as the RFC wants it. A point stands for a town, an area or a
province, and ``x_radius_m`` says how far around it the event may have been. An event whose place is not known, or is a country alone, is
a feature with the geometry null: it does not vanish, and no capital stands in for a country. Of what is planned, possible, denied or
withdrawn nobody was killed as far as is known: the counts that are told of it stand in ``not_happened_said`` alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crosswire.view.exports.deaths import Deaths, deaths
from crosswire.view.exports.happenings import Happening, admin1, conflicts, country, happenings, not_told_as_done, place_kind, point
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection

FILE = "events.geojson"
_OF_EVENT = ("what", "type", "status", "grade", "reports", "outlets", "origins", "story_id")

COLUMNS = {
    "event_id": "events.event_id, also the feature's id",
    **{name: f"events.{name}" for name in _OF_EVENT},
    "actor": "the name of events.actor_id",
    "target": "the name of events.target_id",
    "start": "events.start, ISO 8601",
    "end": "events.end, ISO 8601",
    "place": "places.name",
    "place_kind": "town, area, province, country or region",
    "admin1": "places.admin1",
    "country": "places.country, as a name",
    "killed_low": "the lowest count of the killed; null where the event is not told as having happened",
    "killed_best": "the count that stands; the same",
    "killed_high": "the highest count; the same",
    "killed_said": "every value as it was said, with whose word it is and the outlets; empty where it is not told as having happened",
    "not_happened_said": "the same of what is planned, possible, denied or withdrawn: how many would die, or are denied to have died",
    "conflicts": "the fields in which reports contradict each other",
    "claims": "the ids of the claims it is made of",
    "x_radius_m": "places.precision_km, in metres; null where there is no point",
}
LOSES = (
    "The words of the reports, the quotes, and every count but of the killed.",
    "The shape of a province or a country: there is a point and a radius, or no geometry.",
)


def feature(happening: Happening) -> dict[str, Any]:
    """One event as a feature."""
    event, place, at, dead = happening.event, happening.place, point(happening.place), deaths(happening)
    properties = {"event_id": event["event_id"], **{name: event[name] for name in _OF_EVENT}}
    properties |= {name: actor["name"] if actor else None for name, actor in (("actor", happening.actor), ("target", happening.target))}
    properties |= {end: event[end].isoformat() if event[end] else None for end in ("start", "end")}
    properties |= {"place": place["name"] if place else None, "place_kind": place_kind(place) if place else None}
    properties |= {"admin1": admin1(place) or None, "country": country(place["country"]) or None if place else None}
    said, told = list(dead.said), not_told_as_done(happening) is None
    done = dead if told else Deaths()
    properties |= {"killed_low": done.low, "killed_best": done.best, "killed_high": done.high, "killed_said": said if told else []}
    properties["not_happened_said"] = [] if told else said
    properties |= {"conflicts": conflicts(happening) or None, "claims": happening.claim_ids()}
    properties["x_radius_m"] = place["precision_km"] * 1000 if place and at and place["precision_km"] is not None else None
    geometry = {"type": "Point", "coordinates": [at[1], at[0]]} if at else None
    return {"type": "Feature", "id": event["event_id"], "geometry": geometry, "properties": properties}


def write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    """``events.geojson``, a feature a line."""
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        told = happenings(selection)
        out.write(",".join("\n" + json.dumps(feature(happening), ensure_ascii=False) for happening in told))
        out.write("\n]}\n")
    settings.tally.rows[path.name] = len(told)
    return [path]


PROFILES = (
    Profile("geojson", "GeoJSON (RFC 7946): every event as a feature; how exactly its place is known, too.", write, LOSES, COLUMNS),
)
