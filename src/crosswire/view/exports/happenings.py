"""An event with all that a row of another tool's table is made of: its values, claims, reports, origins, its place and its two sides.

Nothing is guessed here: a place that is a country alone has no point, an actor whose kind does not say which side it is on has none.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from crosswire.view.exports.profiles import Settings
from crosswire.view.exports.selection import Selection
from crosswire.view.words import clip, plural
from crosswire.wordlists import load_csv, words_of

Row = dict[str, Any]
PlaceKind = Literal["town", "area", "province", "country", "region"]
Side = Literal["state", "armed", "civilians", "protesters", "rioters"]
TYPES = "acled_types.toml"
TOWN_KM = 30  # as the map has it: a place of a gazetteer of towns that reaches further is an area
LEFT_OUT = "left_out.csv"
LEFT_OUT_COLUMNS = ("event_id", "reason", "type", "status", "grade", "date_start", "date_end", "place", "what", "x_story", "x_claims")
_PLURALS = (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("ren", ""))
_AFTER_NOUN = re.compile(r" (?:in|of|from|at|near|outside|with) ")
_NO_TEXT = ("document_id", "sha256", "url", "outlet", "title", "byline", "published_at", "language")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. ``reports`` are without their texts, the first published first; ``origins`` are names, sorted.

    ``claims`` are those that were not withdrawn; of an event of which every report was, all.
    """

    event: Row
    values: tuple[Row, ...]
    claims: tuple[Row, ...]
    reports: tuple[Row, ...]
    quantities: tuple[Row, ...]
    origins: tuple[str, ...]
    origin_names: Mapping[str, str]
    place: Row | None
    actor: Row | None
    target: Row | None
    groups: Mapping[str, str]  # actor_id -> the name of what it is a part of

    @property
    def event_id(self) -> str:
        """The event's id, which is also that of the row made of it."""
        return str(self.event["event_id"])

    def chosen(self, field: str) -> Row | None:
        """The value that stands for a field."""
        return next((v for v in self.values if v["field"] == field and v["chosen"]), None)

    def outlets(self) -> list[str]:
        """Who published its reports, each once, in the order of the reports; a report of no known outlet by its id."""
        return list(dict.fromkeys(one_line(r["outlet"] or r["document_id"]) for r in self.reports))

    def mode(self) -> str | None:
        """The mode that most of its claims have; of two as many, the first in the alphabet."""
        modes = [c["mode"] for c in self.claims if c["mode"]]
        return min(set(modes), key=lambda m: (-modes.count(m), m)) if modes else None

    def claim_ids(self) -> list[str]:
        """The ids of its claims."""
        return [c["claim_id"] for c in self.claims]


def happenings(selection: Selection) -> list[Happening]:
    """The events that are wanted, in the record's order."""
    values, claims = (_by(selection.rows(table), "event_id") for table in ("event_values", "claims"))
    quantities = _by(selection.rows("quantities"), "claim_id")
    documents = {d["document_id"]: {k: d[k] for k in _NO_TEXT} for batch in selection.batches("documents") for d in batch}
    places = {p["place_id"]: p for p in selection.rows("places")}
    actors = {a["actor_id"]: a for a in selection.rows("actors")}
    names = {o["origin_id"]: one_line(o["name"]) for o in selection.rows("origins")}
    groups = {a["actor_id"]: actors[a["part_of"]]["name"] for a in actors.values() if a["part_of"] in actors}
    made = []
    for event in selection.rows("events"):
        told = claims.get(event["event_id"], [])
        standing = [c for c in told if not c.get("withdrawn")] or told
        reports = sorted({c["document_id"] for c in standing})
        origins = dict.fromkeys(names[c["origin_id"]] for c in standing if c["origin_id"] in names)
        made.append(
            Happening(
                event,
                tuple(values.get(event["event_id"], ())),
                tuple(standing),
                tuple(sorted((documents[r] for r in reports), key=lambda d: (d["published_at"] or "9999", d["document_id"]))),
                tuple(q for c in standing for q in quantities.get(c["claim_id"], ())),
                tuple(sorted(origins)),
                names,
                places.get(event["place_id"]),
                actors.get(event["actor_id"]),
                actors.get(event["target_id"]),
                groups,
            )
        )
    return made


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[key]:
            found[row[key]].append(row)
    return found


@cache
def country(alpha2: str | None, column: str = "name") -> str:
    """A country's ``name`` or ``alpha3``; an empty text where it is not known.

    >>> country("EC"), country("EC", "alpha3"), country(None)
    ('Ecuador', 'ECU', '')
    """
    return next((row[column] for row in load_csv("countries.csv") if row["alpha2"] == alpha2), "")


@cache
def country_number(alpha2: str | None) -> int | None:
    """A country's number in ISO 3166-1.

    >>> country_number("EC")
    218
    """
    return next((int(row["number"]) for row in load_csv("country_numbers.csv") if row["alpha2"] == alpha2), None)


def place_kind(place: Row) -> PlaceKind:
    """What a place is: a country of the gazetteer has its alpha-2 code for an id, a province a number, what spans countries no country."""
    if place["gazetteer"] == "dr5hn":
        return "country" if len(place["gazetteer_id"]) == 2 else "province"
    if place["country"] is None:
        return "region"
    return "area" if (place["precision_km"] or 0) > TOWN_KM else "town"


def point(place: Row | None) -> tuple[float, float] | None:
    """(latitude, longitude) of a town, an area or a province; None for what is wider, whose middle says nothing of where it was."""
    if place is None or place["lat"] is None or place["lon"] is None or place_kind(place) in ("country", "region"):
        return None
    return place["lat"], place["lon"]


def location(place: Row | None) -> str:
    """The name of a place that is not a country alone."""
    return one_line(place["name"]) if place and place_kind(place) != "country" else ""


def admin1(place: Row | None) -> str:
    """The province a place lies in, or is."""
    if place is None:
        return ""
    return one_line((place["name"] if place_kind(place) == "province" else place["admin1"]) or "")


def is_one_of(group: str, noun: str) -> bool:
    """Whether a noun, in the singular or the plural, is of a group of words.

    >>> is_one_of("civilians", "families"), is_one_of("civilians", "fishermen"), is_one_of("forces", "families")
    (True, True, False)
    """
    word = noun.lower().strip()
    forms = {word} | {word[: -len(end)] + one for end, one in _PLURALS if word.endswith(end)}
    return bool(forms & words_of(TYPES, group))


def side(actor: Row | None) -> Side | None:
    """Which side an actor is on, where its kind or its noun ("protesters" in "protesters in the capital") says so."""
    if actor is None:
        return None
    if actor["kind"] in ("government", "country"):
        return "state"
    if actor["kind"] == "armed group":
        return "armed"
    noun = _AFTER_NOUN.split(actor["name"], maxsplit=1)[0].split()
    for group in ("protesters", "rioters", "civilians"):
        if noun and is_one_of(group, noun[-1]):
            return group
    return None


def both_sides(happening: Happening) -> tuple[Side | None, Side | None]:
    """On which side who did it is, and whom it was done to. A state that does something to itself says nothing of the second."""
    actor, target = happening.actor, happening.target
    who, whom = side(actor), side(target)
    if (
        actor
        and target
        and who == whom == "state"
        and (not actor["country"] or not target["country"] or actor["country"] == target["country"])
    ):
        return who, None
    return who, whom


def span_days(event: Row) -> int | None:
    """Within how many days an event happened, as far as is known; None where one end or both are open."""
    return (event["end"] - event["start"]).days + 1 if event["start"] and event["end"] else None


def one_line(text: str) -> str:
    """A text for a cell with several names in it: on one line, without the sign that parts them."""
    return " ".join(text.split()).replace(";", ",")


def not_told_as_done(happening: Happening) -> str | None:
    """Why an event is none that happened, as far as anybody says; None where it is one."""
    if happening.event["grade"] == "withdrawn":
        return "every report of it was withdrawn"
    if happening.event["status"] not in ("happened", "ongoing"):
        return f"it is told as {happening.event['status']}, not as having happened"
    return None


def borne_by(happening: Happening) -> str:
    """On what an event rests, in words."""
    event = happening.event
    return f"{plural(event['reports'], 'report')} on the word of {plural(event['origins'], 'independent origin')}, {event['grade']}"


def conflicts(happening: Happening) -> str:
    """The fields of which reports give values that cannot both be right, each value with the outlets that give it."""
    outlet = {r["document_id"]: one_line(r["outlet"] or r["document_id"]) for r in happening.reports}
    fields: dict[str, list[str]] = defaultdict(list)
    for value in happening.values:
        if value["standing"] == "conflicting":
            by = ", ".join(dict.fromkeys(outlet[d] for d in value["documents"] if d in outlet))
            fields[value["field"]].append(f"{one_line(value['value'])} ({by})" if by else one_line(value["value"]))
    return "; ".join(f"{field}: {' / '.join(told)}" for field, told in sorted(fields.items()))


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], settings: Settings) -> Path:
    """Rows as CSV (UTF-8, comma, one header row); what a row does not have is an empty cell, text is made harmless for spreadsheets."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        number = 0
        for row in rows:
            writer.writerow([_cell(row.get(name), settings) for name in columns])
            number += 1
    settings.tally.rows[path.name] = number
    return path


def _cell(value: Any, settings: Settings) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return settings.cell(value) if isinstance(value, str) else ("" if value is None else value)


def write_left_out(folder: Path, left: Iterable[tuple[Happening, str]], settings: Settings) -> Path:
    """``left_out.csv``: the events that a shape has no row for, each with the reason, so that nothing vanishes."""
    return write_csv(folder / LEFT_OUT, LEFT_OUT_COLUMNS, (_left(happening, reason) for happening, reason in left), settings)


def _left(happening: Happening, reason: str) -> dict[str, Any]:
    event, place = happening.event, happening.place
    made = {name: event[name] for name in ("event_id", "type", "status", "grade")}
    made |= {"reason": reason, "date_start": event["start"], "date_end": event["end"], "what": clip(event["what"])}
    made |= {"place": one_line(place["name"]) if place else None, "x_story": event["story_id"]}
    return made | {"x_claims": ";".join(happening.claim_ids())}
