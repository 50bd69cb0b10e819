"""ACLED-shaped: one CSV row an event, in the 31 columns of ACLED's exports and in their order, then ``x_*`` columns of ours.

It is the shape only: nothing here was coded by ACLED. Source of the columns and their codes: the R package acledR (``R/data.R``, the data
frame ``acled_codebook`` and ``R/acled_transform_interaction.R``, read in 2026): inter codes 1 to 8, interaction the two codes with the
lower one first, sources and associated actors parted by ``;``. Time precision: 1 the day, 2 the week, 3 the month. Geographic precision: 1
a town, 2 a part of a region, 3 a province. Where sources differ, ACLED takes the most conservative count; its conventions for vague
counts (dozens 12, hundreds 100) are not applied: ``x_fatalities_said`` has the words.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from crosswire.store.database import builds_of
from crosswire.view import words
from crosswire.view.exports.deaths import Deaths, deaths
from crosswire.view.exports.deeds import deed, mode
from crosswire.view.exports.happenings import (
    TYPES,
    Happening,
    Row,
    admin1,
    borne_by,
    conflicts,
    country,
    country_number,
    happenings,
    location,
    not_told_as_done,
    one_line,
    place_kind,
    point,
    span_days,
    undated,
    write_csv,
    write_left_out,
)  # fmt: skip
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection
from crosswire.view.exports.sides import both_sides, is_one_of, noun_of, side, target
from crosswire.wordlists import load_toml, words_of

FILE = "acled.csv"
INTER = {"state": 1, "rioters": 5, "protesters": 6, "civilians": 7}
ABROAD = 8  # a state's forces outside their country
GEO = {"town": 1, "area": 2, "province": 3}
WEEK, MONTH = 7, 31

COLUMNS = {
    "event_id_cnty": "events.event_id: made from content, the same on every machine; no country code and no running number",
    "event_date": "events.start, ISO 8601; the first day of the week or of the month where the day is not known",
    "year": "of event_date",
    "time_precision": "1 the day is known, 2 the week, 3 the month; from events.start and events.end",
    "disorder_type": "from events.type, the deed (taking a place, execution) or the mode of most claims, and the two sides; else empty",
    "event_type": "the same",
    "sub_event_type": "the same",
    "actor1": "the name of events.actor_id (who did it)",
    "assoc_actor_1": "what it is a part of (actors.part_of)",
    "inter1": "1 state forces, 5 rioters, 6 protesters, 7 civilians, 8 a state's forces abroad; empty of an armed group (2, 3 or 4) "
    "and of a country's name alone",
    "actor2": "the name of events.target_id (whom it was done to); empty where it is the state that actor1 is of",
    "assoc_actor_2": "what it is a part of (actors.part_of)",
    "inter2": "as inter1",
    "interaction": "both codes, the lower one first; empty where one is not known",
    "civilian_targeting": "Civilian targeting, where violence was done to civilians",
    "iso": "ISO 3166-1 number of places.country",
    "region": "empty: the regions are ACLED's own",
    "country": "places.country, as a name",
    "admin1": "places.admin1",
    "admin2": "empty: not known to the gazetteer",
    "admin3": "empty: not known to the gazetteer",
    "location": "places.name; empty where only the country is known",
    "latitude": "places.lat; empty where only the country, or what is wider, is known",
    "longitude": "places.lon; the same",
    "geo_precision": "1 a town, 2 a part of a region, 3 a province; empty where there is no point",
    "source": "the outlets that report it, parted by ;",
    "source_scale": "empty: not known",
    "notes": "one sentence in our words, with each figure as it was said and whose word it is",
    "fatalities": "the lowest count that stands (x_low); empty where nobody counts the dead, 0 only where somebody says that nobody died",
    "tags": "crowd size=, as it was said, of a protest",
    "timestamp": "of the build that made the record, in seconds since 1970; empty where it is not known",
    "x_low": "the lowest count of the killed that stands: not outdated by a later one, taken back or vague (event_values.field_low)",
    "x_best": "the count that stands (event_values.field_best)",
    "x_high": "the highest that stands (event_values.field_high), or a group of the dead that is larger; x_conflicts may name others",
    "x_modality": "how exactly they were said: exact, at_least, at_most, approximate, range, vague",
    "x_fatalities_said": "every value as it was said, with whose word it is and the outlets",
    "x_reports": "events.reports: how many reports tell of it",
    "x_outlets": "events.outlets: of how many outlets",
    "x_origins": "events.origins: on how many independent words",
    "x_grade": "events.grade",
    "x_status": "events.status: happened or ongoing",
    "x_conflicts": "the fields in which reports contradict each other, each value with who gives it",
    "x_claims": "the ids of the claims it is made of, parted by ;",
    "x_story": "events.story_id",
    "x_radius_km": "places.precision_km: how far around the point it may have been",
    "x_type": "events.type (PLOVER)",
    "x_what": "events.what: what is told, in the words of a report, cut at 160 characters",
    "x_actor1_kind": "actors.kind of actor1",
    "x_actor2_kind": "actors.kind of actor2",
    "x_date_start": "events.start",
    "x_date_end": "events.end",
}  # fmt: skip
LOSES = (
    "Who says otherwise of how many died: fatalities is one number, the lowest, the others stand only in x_ columns.",
    "The words of the reports and where they stand, the quotes, and every count but of the killed.",
    "What is planned, possible, denied or withdrawn, what is no event in that scheme (statements, talks, aid), what has no date known "
    "to a month, and what says too little to be a row: it stands in left_out.csv.",
    "The direction between actor1 and actor2, which that scheme does not have: here actor1 did it, and actor2 is whom it was done to.",
)


def why_left_out(happening: Happening) -> str | None:
    """Why an event has no row here; None where it has one."""
    if reason := not_told_as_done(happening):
        return reason
    if happening.event["type"] in words_of(TYPES, "outside"):
        return f"{happening.event['type']} is no event in this scheme"
    days = span_days(happening)
    if days is None:
        return undated(happening.event)
    if days > MONTH:
        return "its date is not known to a month"
    return "its type cannot be told, nor who or whom with where or which day" if _too_little(happening, days) else None


def _too_little(happening: Happening, days: int) -> bool:
    """Whether its type cannot be told and it has nobody in it, or neither a place nor a day: then a row would say nothing."""
    if types(happening)[1]:
        return False
    return not (happening.actor or happening.target) or not (happening.place or days == 1)


def types_of(type_: str, how: str | None, who: str | None, whom: str | None) -> tuple[str, str, str]:
    """(disorder, event, sub-event type) of what is known; empty where that does not tell. ``how``: the deed, or the mode.

    >>> types_of("MOBILIZE", "troops", "state", None)
    ('Strategic developments', 'Strategic developments', '')
    >>> types_of("ASSAULT", "firearms", "armed", "civilians")[1:]
    ('Violence against civilians', 'Attack')
    """
    groups = load_toml(TYPES)
    pairs = [f" {who} {whom}", f" any {whom}", f" {who} any"]
    keys = [f"{type_}.{how}{pair}" for pair in (*pairs, "")] if how else []
    found: Row = next((groups[k] for k in (*keys, *(f"{type_}{pair}" for pair in (*pairs, ""))) if k in groups), {})
    return found.get("disorder", ""), found.get("event", ""), found.get("sub_event", "")


def types(happening: Happening) -> tuple[str, str, str]:
    """The same of an event: a place that was taken and an execution are told by the deed and the sides, by whatever means."""
    who, whom = both_sides(happening)
    type_, done = happening.event["type"], deed(happening)
    if type_ != "ASSAULT" or done is None:
        return types_of(type_, mode(happening), who, whom)
    if done == "taking":
        at = inter(happening.actor, happening.place) if who == "state" else None
        return types_of(type_, done, {INTER["state"]: "home", ABROAD: "abroad"}.get(at or 0, who), whom)
    held = is_one_of("captives", noun_of(target(happening)))
    return types_of(type_, done, who, "captives" if held else whom)


def time_precision(days: int) -> int:
    """Of an event known to within so many days.

    >>> [time_precision(d) for d in (1, 2, 7, 8, 31)]
    [1, 2, 2, 3, 3]
    """
    return 1 if days == 1 else 2 if days <= WEEK else 3


def event_date(start: date, precision: int) -> date:
    """The day that stands for it: of a month its first, so that nobody takes it for the day."""
    return start.replace(day=1) if precision == 3 else start


def inter(actor: Row | None, place: Row | None) -> int | None:
    """The code of an actor's type, where its kind tells. A state's forces count as at home only where both countries are known."""
    which = side(actor)
    if actor is None or which is None:
        return None
    if which == "state":
        if not actor["country"] or place is None or not place["country"]:
            return None
        return INTER["state"] if actor["country"] == place["country"] else ABROAD
    return INTER.get(which)


def _inter_of_who(happening: Happening, kind: str) -> int | None:
    """The code of who did it. Whoever takes to the street is a protester or a rioter there, whatever else he is, and never a civilian."""
    actor = happening.actor
    if actor is None or happening.event["type"] != "PROTEST" or side(actor) in ("state", "armed"):
        return inter(actor, happening.place)
    told = {"Protests": INTER["protesters"], "Riots": INTER["rioters"]}.get(kind)
    return told or (None if side(actor) == "civilians" else inter(actor, happening.place))


def notes(happening: Happening, dead: Deaths) -> str:
    """One sentence in our words: what, by whom, against whom, where, when, and each figure as it was said."""
    event = happening.event
    parts = [words.kind(event["type"]).capitalize()]
    parts += [f"by {one_line(happening.actor['name'])}"] if happening.actor else []
    whom = target(happening)
    parts += [f"against {one_line(whom['name'])}"] if whom and event["type"] in ("ASSAULT", "COERCE") else []
    parts += [f"in {one_line(happening.place['name'])}"] if happening.place else []
    parts += [f"({words.days(event['start'], event['end'])})"]
    figures = f"; killed: {', or '.join(dead.said)}" if dead.said else ""
    return f"{' '.join(parts)}{figures}; {borne_by(happening)}."


def row(happening: Happening, timestamp: int | None) -> dict[str, Any]:
    """One event as a row."""
    event, place, dead = happening.event, happening.place, deaths(happening)
    disorder, kind, sub = types(happening)
    precision = time_precision(span_days(happening) or 1)
    day, at = event_date(event["start"], precision), point(place)
    crowd = happening.chosen("quantity:participating") if event["type"] == "PROTEST" else None
    made: dict[str, Any] = {"event_id_cnty": event["event_id"], "event_date": day, "year": day.year, "time_precision": precision}
    made |= {"disorder_type": disorder, "event_type": kind, "sub_event_type": sub}
    made |= _actors(happening, kind)
    aimed = side(target(happening)) == "civilians" and "Political violence" in disorder
    made["civilian_targeting"] = "Civilian targeting" if aimed else ""
    made |= _where(place, at)
    made |= {"source": ";".join(happening.outlets()), "notes": notes(happening, dead), "fatalities": dead.low}
    made |= {"tags": f"crowd size={one_line(crowd['value'])}" if crowd else "", "timestamp": timestamp}
    made |= extra(happening, dead)
    return made | {f"x_actor{n}_kind": a["kind"] for n, a in enumerate((happening.actor, target(happening)), 1) if a}


def _actors(happening: Happening, kind: str) -> dict[str, Any]:
    pair = (happening.actor, target(happening))
    inters = [_inter_of_who(happening, kind), inter(pair[1], happening.place)]
    made: dict[str, Any] = {}
    for n, (actor, code) in enumerate(zip(pair, inters, strict=True), 1):
        group = happening.groups.get(actor["actor_id"], "") if actor else ""
        made |= {f"actor{n}": one_line(actor["name"]) if actor else "", f"assoc_actor_{n}": one_line(group), f"inter{n}": code}
    codes = sorted(code for code in inters if code is not None)
    return made | {"interaction": codes[0] * 10 + codes[1] if len(codes) == 2 else None}


def _where(place: Row | None, at: tuple[float, float] | None) -> dict[str, Any]:
    alpha2 = place["country"] if place else None
    made: dict[str, Any] = {"iso": country_number(alpha2), "country": country(alpha2), "admin1": admin1(place), "location": location(place)}
    if place and at:
        made |= {"latitude": at[0], "longitude": at[1], "geo_precision": GEO[place_kind(place)]}
    return made


def extra(happening: Happening, dead: Deaths) -> dict[str, Any]:
    """The ``x_`` columns that the tables of conflict events have in common."""
    event, place = happening.event, happening.place
    made: dict[str, Any] = {"x_low": dead.low, "x_best": dead.best, "x_high": dead.high, "x_modality": ";".join(dead.modality)}
    made |= {"x_fatalities_said": "; ".join(dead.said), "x_conflicts": conflicts(happening), "x_claims": ";".join(happening.claim_ids())}
    made["x_what"] = words.clip(event["what"])
    made |= {f"x_{name}": event[name] for name in ("reports", "outlets", "origins", "grade", "status", "type")}
    made |= {"x_story": event["story_id"], "x_date_start": event["start"], "x_date_end": event["end"]}
    return made | {"x_radius_km": place["precision_km"] if place and point(place) else None}


def built_at(selection: Selection) -> int | None:
    """When the record was built, in seconds since 1970; None where the record does not say."""
    builds = builds_of(selection.record)
    return int(datetime.fromisoformat(builds[-1].at).timestamp()) if builds else None


def write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    """``acled.csv`` and ``left_out.csv``."""
    told = [(h, why_left_out(h)) for h in happenings(selection)]
    at = built_at(selection)
    rows = [row(h, at) for h, reason in told if reason is None]
    left = [(h, reason) for h, reason in told if reason is not None]
    return [write_csv(folder / FILE, tuple(COLUMNS), rows, settings), write_left_out(folder, left, settings)]


PROFILES = (
    Profile(
        "acled",
        "ACLED-shaped: the events in the 31 columns of ACLED's exports, in their order, then columns of ours (x_*).",
        write,
        LOSES,
        COLUMNS,
    ),
)
