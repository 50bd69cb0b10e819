"""An event with all that a row of another tool's table is made of: its values, claims, reports, origins, its place and its two sides.

Nothing is guessed here: a place that is a country alone has no point, an actor whose kind does not say which side it is on has none.
"""

from __future__ import annotations

import csv
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
from crosswire.wordlists import load_csv

Row = dict[str, Any]
PlaceKind = Literal["town", "area", "province", "country", "region"]
TYPES = "acled_types.toml"
TOWN_KM = 30  # as the map has it: a place of a gazetteer of towns that reaches further is an area
LEFT_OUT = "left_out.csv"
LEFT_OUT_COLUMNS = ("event_id", "reason", "type", "status", "grade", "date_start", "date_end", "place", "what", "x_story", "x_claims")
_NO_TEXT = ("document_id", "sha256", "url", "outlet", "title", "byline", "published_at", "language")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. ``reports`` are without their texts, the first published first; ``origins`` are names, sorted.

    ``claims`` are those that were not withdrawn; of an event of which every report was, all. Each has its ``word``, the one that tells the
    happening, and whether it is the ``line``: the one that the event takes its own words from.
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
    start_days: int | None = None  # of what goes on and has no end known: within how many days it began, as the words have it

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

    def claim_ids(self) -> list[str]:
        """The ids of its claims."""
        return [c["claim_id"] for c in self.claims]


def happenings(selection: Selection) -> list[Happening]:
    """The events that are wanted, in the record's order."""
    values, claims = (_by(selection.rows(table), "event_id") for table in ("event_values", "claims"))
    quantities = _by(selection.rows("quantities"), "claim_id")
    events = selection.rows("events")
    started = _started(selection, [e for e in events if e["status"] == "ongoing" and e["start"] and not e["end"]], claims)
    documents = _reports(selection, claims, {e["event_id"]: e["what"] for e in events})
    places = {p["place_id"]: p for p in selection.rows("places")}
    actors = {a["actor_id"]: a for a in selection.rows("actors")}
    names = {o["origin_id"]: one_line(o["name"]) for o in selection.rows("origins")}
    groups = {a["actor_id"]: actors[a["part_of"]]["name"] for a in actors.values() if a["part_of"] in actors}
    made = []
    for event in events:
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
                started.get(event["event_id"]),
            )
        )
    return made


def _reports(selection: Selection, claims: Mapping[str, list[Row]], lines: Mapping[str, str]) -> dict[str, Row]:
    """The reports without their texts, of which each claim is given its ``word`` and whether it holds its event's ``line``."""
    told = _by((c for found in claims.values() for c in found), "document_id")
    reports = {}
    for batch in selection.batches("documents"):
        for report in batch:
            text = report["text"]
            for claim in told.get(report["document_id"], ()):
                claim["word"] = text[claim["trigger_start"] : claim["trigger_end"]]
                claim["line"] = lines.get(claim["event_id"], "") in text[claim["start"] : claim["end"]]
            reports[report["document_id"]] = {k: report[k] for k in _NO_TEXT}
    return reports


def _started(selection: Selection, events: Sequence[Row], claims: Mapping[str, list[Row]]) -> dict[str, int]:
    """Within how many days each of these events began: of the times with that first day in its reports, the most exact one."""
    if not events:
        return {}
    times = _by((t for t in selection.rows("times") if t["value_start"] and t["value_end"]), "document_id")
    found = {}
    for event in events:
        reports = {c["document_id"] for c in claims.get(event["event_id"], ())}
        days = [
            (t["value_end"] - t["value_start"]).days + 1 for r in reports for t in times.get(r, ()) if t["value_start"] == event["start"]
        ]
        if days:
            found[event["event_id"]] = min(days)
    return found


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


def span_days(happening: Happening) -> int | None:
    """Within how many days an event happened, as far as is known; of what goes on without an end known, within how many it began.

    None where one end or both are open.
    """
    event = happening.event
    if event["start"] and event["end"]:
        return int((event["end"] - event["start"]).days) + 1
    return happening.start_days


def undated(event: Row) -> str:
    """Why an event whose days are not known, or not both ends of them, has no date."""
    known = [f"on or {word} {event[end].isoformat()}" for end, word in (("start", "after"), ("end", "before")) if event[end]]
    return f"its date is open: {known[0]}" if known else "its date is not known"


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
