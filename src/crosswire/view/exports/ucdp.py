"""UCDP-GED-shaped: one CSV row an event in which somebody was killed, in the 49 columns of the GED in their order, then ``x_*`` columns.

It is the shape only: nothing here was coded by UCDP. Source of the columns: the headers of the GED's CSV files (three independent readers
of them agree on the 49 and their order) and the variables described in the R package mcgirjau/ucdp (``R/GED.R``); of the codes of
``where_prec`` (1 exact place, 4 first-order province, 5 other part of a country, 6 country) and ``date_prec`` (1 the day, 2 two to six
days, 3 the week, 4 the month, 5 more): the R package mapme.biodiversity (``R/calc_fatalities_ucdp.R``). The number of a PRIO-GRID cell:
half-degree cells counted from the south-west corner of the world, 720 a row, as the R and Python readers of PRIO-GRID compute it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crosswire.view.exports.acled import extra
from crosswire.view.exports.deaths import KILLED, Deaths, best_of, deaths, groups
from crosswire.view.exports.happenings import (
    TYPES,
    Happening,
    Row,
    admin1,
    country,
    happenings,
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
from crosswire.view.exports.sides import both_sides, is_one_of, side, target
from crosswire.wordlists import words_of

FILE = "ucdp_ged.csv"
WHERE = {"town": 1, "area": 5, "province": 4, "country": 6}
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_OURS_NOT = "empty: a number of UCDP's own"

COLUMNS = {
    "id": "events.event_id: made from content; a text, not a number",
    "relid": _OURS_NOT,
    "year": "of date_start",
    "active_year": "empty: it counts the deaths of a dyad in a year",
    "code_status": "empty: it tells of UCDP's own checks",
    "type_of_violence": "1 a state and an armed group, or two states, 2 two armed groups, 3 a state or an armed group against civilians",
    **dict.fromkeys(("conflict_dset_id", "conflict_new_id"), _OURS_NOT),
    "conflict_name": "empty: the record names no conflicts",
    **dict.fromkeys(("dyad_dset_id", "dyad_new_id"), _OURS_NOT),
    "dyad_name": "both sides, where both are known",
    **dict.fromkeys(("side_a_dset_id", "side_a_new_id"), _OURS_NOT),
    "side_a": "the state, where one fights an armed group; else who did it (events.actor_id)",
    **dict.fromkeys(("side_b_dset_id", "side_b_new_id"), _OURS_NOT),
    "side_b": "the other side; Civilians of one-sided violence; empty where it is the state that side A is of",
    "number_of_sources": "events.origins: independent origins, not reports",
    "source_article": "each report as outlet, day, headline, in quotation marks and parted by ;",
    "source_office": "the outlets, parted by ;",
    "source_date": "the days of publication, parted by ;",
    "source_headline": "the headlines, parted by ;",
    "source_original": "on whose word it rests, parted by ; (origins.name: the ministry, not the outlet)",
    "where_prec": "1 a town, 5 an area, 4 a province, 6 a country; from the gazetteer; else empty",
    "where_coordinates": "places.name",
    "where_description": "how far around it may have been",
    "adm_1": "places.admin1",
    "adm_2": "empty: not known to the gazetteer",
    "latitude": "places.lat; empty where only the country is known",
    "longitude": "places.lon; the same",
    "geom_wkt": "POINT (longitude latitude)",
    "priogrid_gid": "the half-degree cell of the point",
    "country": "places.country, as a name",
    "country_id": _OURS_NOT,
    "region": "empty: the regions are UCDP's own",
    "event_clarity": "1 where a town and at most six days are known, else 2",
    "date_prec": "1 the day, 2 two to six days, 3 the week, 4 the month, 5 more",
    "date_start": "events.start",
    "date_end": "events.end; empty where it goes on and no end is known: date_prec is then of date_start",
    "deaths_a": "of the killed, those who are told to be soldiers or fighters of side A",
    "deaths_b": "of side B",
    "deaths_civilians": "of the killed, those who are told to be civilians, by the account that gives best",
    "deaths_unknown": "the rest of best",
    "best": "the count that stands (event_values.field_best); empty where it is only a vague one",
    "high": "the highest count that stands (event_values.field_high), or a group of the dead that is larger; x_conflicts may name others",
    "low": "the lowest count that stands: not outdated by a later one, taken back or vague (event_values.field_low)",
    **dict.fromkeys(("gwnoa", "gwnob"), "empty: Gleditsch and Ward's number"),
    "x_modality": "how exactly they were said: exact, at_least, at_most, approximate, range, vague",
    "x_fatalities_said": "every value as it was said, with whose word it is and the outlets",
    **{f"x_{name}": f"events.{name}" for name in ("reports", "outlets", "origins", "grade", "status")},
    "x_type": "events.type (PLOVER)",
    "x_what": "events.what: what is told, in the words of a report, cut at 160 characters",
    "x_conflicts": "the fields in which reports contradict each other, each value with who gives it",
    "x_claims": "the ids of the claims it is made of, parted by ;",
    "x_story": "events.story_id",
    "x_radius_km": "places.precision_km",
}
LOSES = (
    "Events in which nobody is told to have been killed, what is planned, possible, denied or withdrawn, and what has no date: it stands "
    "in left_out.csv.",
    "The numbers that UCDP gives to conflicts, dyads, sides and countries, and the threshold of 25 deaths a year.",
    "Who gives which count, but for x_fatalities_said and x_conflicts; the words of the reports and the quotes.",
    "Every count but of the killed.",
)


def why_left_out(happening: Happening) -> str | None:
    """Why an event has no row here; None where it has one."""
    if reason := not_told_as_done(happening):
        return reason
    if happening.event["type"] not in words_of(TYPES, "lethal"):
        return f"{happening.event['type']} is no use of armed force"
    if not deaths(happening).any:
        return "nobody is told to have been killed"
    return undated(happening.event) if span_days(happening) is None else None


def type_of_violence(happening: Happening) -> int | None:
    """1, 2 or 3 where the kinds of both sides tell, else None."""
    who, whom = both_sides(happening)
    if who in ("state", "armed") and whom == "civilians":
        return ONE_SIDED
    if who == whom == "armed":
        return NON_STATE
    return STATE_BASED if {who, whom} in ({"state"}, {"state", "armed"}) else None


def sides(happening: Happening) -> tuple[Row | None, Row | None]:
    """Side A and side B: of a state and an armed group the state is A, else who did it."""
    pair = (happening.actor, target(happening))
    return pair[::-1] if (side(pair[0]), side(pair[1])) == ("armed", "state") else pair


def date_prec(days: int) -> int:
    """Of an event known to within so many days.

    >>> [date_prec(d) for d in (1, 2, 6, 7, 8, 31, 32)]
    [1, 2, 2, 3, 4, 4, 5]
    """
    return next(code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, math.inf)) if days <= most)


def priogrid(lat: float, lon: float) -> int:
    """The number of the half-degree cell that holds a point.

    >>> priogrid(10.51, 2.29), priogrid(-89.9, -179.9), priogrid(90.0, 180.0)
    (145085, 1, 259200)
    """
    row, column = min(math.floor((lat + 90) * 2), 359), min(math.floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def by_side(happening: Happening, best: int | None) -> dict[str, int | None]:
    """The killed of side A, of side B, civilians and the rest, which add up to ``best``; all empty where that is not known.

    A group of the dead is on a side where its noun says so, one side alone can be meant, and one account gives both that group and the
    count that stands. Groups that add up to more than ``best`` overlap: then nothing is told apart.
    """
    a, b = (side(s) for s in sides(happening))
    found: dict[str, int | None] = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians"))
    for noun, values in groups(happening).items():
        number = best_of(values)
        column = _column(noun, a, b)
        if number is not None and column and _one_account(happening, values):
            found[column] = (found[column] or 0) + number
    told = sum(n for n in found.values() if n)
    if best is None:
        return {**dict.fromkeys(found), "deaths_unknown": None}
    if told > best:
        return {**dict.fromkeys(found), "deaths_unknown": best}
    return {**found, "deaths_unknown": best - told}


def _one_account(happening: Happening, values: Sequence[Row]) -> bool:
    """Whether the count that stands for a group and the one that stands for all the dead are of one account: one word in one report.

    Where the whole is not one of the values that are told (it is reconciled of several), no group is a part of it.
    """
    whole, part = happening.chosen(KILLED), next((v for v in values if v["chosen"]), None)
    if part is None or whole is None:
        return part is not None
    return whole["best"] == whole["field_best"] and bool(_accounts(happening, whole) & _accounts(happening, part))


def _accounts(happening: Happening, value: Row) -> set[tuple[str, str | None, str | None]]:
    """In which report a value is told, on whose word and in which speech."""
    return {(c["document_id"], c["origin_id"], c["quote_id"]) for c in happening.claims if c["claim_id"] in value["claims"]}


def _column(noun: str, a: str | None, b: str | None) -> str | None:
    if is_one_of("civilians", noun):
        return "deaths_civilians"
    for group, which in (("forces", "state"), ("fighters", "armed")):
        if is_one_of(group, noun) and (a == which) != (b == which):
            return "deaths_a" if a == which else "deaths_b"
    return None


def row(happening: Happening) -> dict[str, Any]:
    """One event as a row."""
    event, dead, violence = happening.event, deaths(happening), type_of_violence(happening)
    a, b = sides(happening)
    names = [one_line(a["name"]) if a else "", "Civilians" if violence == ONE_SIDED else one_line(b["name"]) if b else ""]
    made: dict[str, Any] = {"id": event["event_id"], "year": event["start"].year, "type_of_violence": violence}
    made |= {"side_a": names[0], "side_b": names[1], "dyad_name": " - ".join(names) if all(names) else ""}
    made |= _sources(happening)
    made |= _where(happening.place)
    precision = date_prec(span_days(happening) or 1)
    clear = precision <= 2 and made.get("where_prec") == 1
    made |= {"event_clarity": 1 if clear else 2, "date_prec": precision}
    made |= {f"date_{end}": f"{event[end].isoformat()} 00:00:00.000" for end in ("start", "end") if event[end]}
    made |= _dead(happening, dead)
    return made | {k: v for k, v in extra(happening, dead).items() if k in COLUMNS}


def _dead(happening: Happening, dead: Deaths) -> dict[str, Any]:
    return {**by_side(happening, dead.best), "best": dead.best, "high": dead.high, "low": dead.low}


def _sources(happening: Happening) -> dict[str, Any]:
    reports = [
        (one_line(r["outlet"] or r["document_id"]), (r["published_at"] or "")[:10], one_line(r["title"] or "").replace('"', "'"))
        for r in happening.reports
    ]
    made = {"source_office": 0, "source_date": 1, "source_headline": 2}
    told: dict[str, Any] = {name: ";".join(r[i] for r in reports) for name, i in made.items()}
    told["source_article"] = ";".join(f'"{",".join(part for part in r if part)}"' for r in reports)
    return told | {"number_of_sources": happening.event["origins"], "source_original": ";".join(happening.origins)}


def _where(place: Row | None) -> dict[str, Any]:
    if place is None:
        return {}
    kind, at = place_kind(place), point(place)
    made: dict[str, Any] = {"where_prec": WHERE.get(kind), "where_coordinates": one_line(place["name"]), "adm_1": admin1(place)}
    made["country"] = country(place["country"])
    if at:
        made |= {"latitude": at[0], "longitude": at[1], "geom_wkt": f"POINT ({at[1]} {at[0]})", "priogrid_gid": priogrid(*at)}
        made["where_description"] = f"{kind}, within {place['precision_km']:g} km of the point" if place["precision_km"] else kind
    return made


def write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    """``ucdp_ged.csv`` and ``left_out.csv``."""
    told = [(h, why_left_out(h)) for h in happenings(selection)]
    left = [(h, reason) for h, reason in told if reason is not None]
    rows = [row(h) for h, reason in told if reason is None]
    return [write_csv(folder / FILE, tuple(COLUMNS), rows, settings), write_left_out(folder, left, settings)]


PROFILES = (
    Profile(
        "ucdp",
        "UCDP-GED-shaped: the events in which somebody was killed, in the 49 columns of the Georeferenced Event Dataset, then ours (x_*).",
        write,
        LOSES,
        COLUMNS,
    ),
)
