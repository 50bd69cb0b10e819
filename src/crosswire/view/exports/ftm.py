"""FollowTheMoney statements: ``statements.jsonl``, one statement a line, for Aleph, OpenAleph and nomenklatura.

Source: followthemoney 4.11 (``followthemoney/statement``: the keys, their order and how a statement's id is made;
``followthemoney/schema``: the schemata and their properties). A statement says one value of one property of one entity; ``origin`` is on
whose word it rests, ``original_value`` how it is said, ``first_seen`` and ``last_seen`` when the first and the last report that says it
was published, never a clock of ours. The statements of one entity stand together, as ``ftm aggregate-statements`` wants them:

    ftm aggregate-statements -f json -i statements.jsonl -o entities.ftm.json

Event is an event, Article a report (without its text), Address a place that is not a country alone; an actor is a Person, an Organization,
a PublicBody or, where its kind does not tell which, a LegalEntity, and only if some report calls it by a name: nobody needs an
Organization called "people". Mention says which report names it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crosswire.view.exports.deaths import counts
from crosswire.view.exports.deeds import mode as mode_of
from crosswire.view.exports.happenings import Happening, Row, admin1, borne_by, conflicts, country, happenings, location, place_kind, point
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection

FILE = "statements.jsonl"
DATASET = "crosswire"
SCHEMATA = {"person": "Person", "organisation": "Organization", "armed group": "Organization", "government": "PublicBody"}
LANGUAGES = {"en": "eng"}

COLUMNS = {
    "canonical_id": "the entity's id: the record's, with - for _, since followthemoney takes no _ in an id; of a report a hash of its id",
    "entity_id": "the same",
    "prop": "a property of the schema, or id",
    "schema": "Event, Article, Address, Person, Organization, PublicBody, LegalEntity or Mention",
    "value": "the value",
    "dataset": DATASET,
    "lang": "null",
    "original_value": "how it is said, where that is otherwise",
    "first_seen": "when the first report that says it was published; midnight where only the day is known",
    "last_seen": "when the last one was",
    "external": "false",
    "origin": "on whose word it rests (origins.name), parted by ;, or the report",
    "id": "of the statement, as followthemoney makes it",
}
LOSES = (
    "Numbers as numbers: the schemata have no place for how many were killed; it is a note of the event.",
    "Actors that no report calls by a name, but for the notes of their events.",
    "The texts of the reports and where words stand in them, the quotes, the links and the findings.",
    "Whether a publication is known to the moment or to the day: a statement wants a time, so midnight stands for a day.",
)


@dataclass(frozen=True, slots=True)
class Basis:
    """On whose word a statement rests, and when the first and the last report that says it was published."""

    origin: str | None = None
    first: str | None = None
    last: str | None = None


NOBODY = Basis()


def statement(entity_id: str, schema: str, prop: str, value: str, basis: Basis = NOBODY, original: str | None = None) -> dict[str, Any]:
    """One statement, keys in followthemoney's order; its id is the SHA-1 of dataset, entity, property and value."""
    key = f"{DATASET}.{entity_id}.{prop}.{value}"
    return {
        "canonical_id": entity_id,
        "entity_id": entity_id,
        "prop": prop,
        "schema": schema,
        "value": value,
        "dataset": DATASET,
        "lang": None,
        "original_value": original if original and original != value else None,
        "first_seen": basis.first,
        "last_seen": basis.last,
        "external": False,
        "origin": basis.origin,
        "id": hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest(),
    }


class Entity:
    """The statements of one entity; each value of a property once, empty ones not at all."""

    def __init__(self, entity_id: str, schema: str, basis: Basis = NOBODY) -> None:
        self.entity_id, self.schema, self.basis = entity_id, schema, basis
        self.statements = {("id", entity_id): statement(entity_id, schema, "id", entity_id, basis)}

    def say(self, prop: str, value: Any, basis: Basis | None = None, original: str | None = None) -> None:
        """Add a value on one line, without signs that are not seen, unless there is none."""
        given = "" if value is None else str(value)
        text = " ".join("".join(c for c in given if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")).split())
        if text:
            said = original or (given if given != text else None)
            self.statements.setdefault((prop, text), statement(self.entity_id, self.schema, prop, text, basis or self.basis, said))


def moment(published_at: str | None) -> str | None:
    """A moment of publication as a statement has it: seconds, no zone; midnight where only the day is known.

    >>> moment("2031-06-07"), moment("2031-06-07T10:30:00+02:00"), moment(None)
    ('2031-06-07T00:00:00', '2031-06-07T08:30:00', None)
    """
    if not published_at:
        return None
    at = datetime.fromisoformat(published_at)
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M:%S")


def entities(selection: Selection) -> Iterator[Entity]:
    """Articles, addresses, actors, their mentions, events."""
    told = happenings(selection)
    reports = {d["document_id"]: d for batch in selection.batches("documents") for d in batch}
    for report in reports.values():
        yield article(report)
    places = {h.place["place_id"]: h.place for h in told if h.place and location(h.place)}
    for key in sorted(places):
        yield address(places[key])
    actors = {a["actor_id"]: a for a in selection.rows("actors")}
    named: dict[str, dict[str, set[str]]] = {}  # actor -> report -> the names it says
    for mention in selection.rows("actor_mentions"):
        if mention["form"] == "name" and mention["actor_id"] in actors:
            words = reports[mention["document_id"]]["text"][mention["start"] : mention["end"]]
            named.setdefault(mention["actor_id"], {}).setdefault(mention["document_id"], set()).add(words)
    for actor_id in sorted(named):
        yield from _actor(actors[actor_id], named[actor_id], reports)
    for happening in told:
        yield event(happening, frozenset(named))


def own_id(id_: str) -> str:
    """An id of the record as followthemoney takes it: letters, digits, full stops and hyphens.

    >>> own_id("event_0b41")
    'event-0b41'
    """
    return id_.replace("_", "-")


def document_id(report: Row) -> str:
    """The id of a report's entity."""
    return f"report-{hashlib.sha256(report['document_id'].encode('utf-8', 'surrogatepass')).hexdigest()[:26]}"


def article(report: Row) -> Entity:
    """A report, without its text."""
    seen = moment(report["published_at"])
    made = Entity(document_id(report), "Article", Basis(report["outlet"], seen, seen))
    made.say("fileName", report["document_id"])
    for prop, key in (("title", "title"), ("author", "byline"), ("publisher", "outlet")):
        made.say(prop, report[key])
    made.say("notes", "" if report["state"] == "current" else f"this version was {report['state']}")
    made.say("publishedAt", (report["published_at"] or "")[:10], original=report["published_at"])
    made.say("language", LANGUAGES.get(report["language"] or ""), original=report["language"])
    if (report["url"] or "").startswith(("http://", "https://")):
        made.say("sourceUrl", report["url"].rstrip("?"), original=report["url"])
    return made


def address(place: Row) -> Entity:
    """A place; the point is a town's, an area's or a province's."""
    made = Entity(own_id(place["place_id"]), "Address")
    parts = [place["name"], admin1(place), country(place["country"])]
    made.say("full", ", ".join(dict.fromkeys(p for p in parts if p)))
    made.say("city", place["name"] if place_kind(place) == "town" else None)
    made.say("state", admin1(place))
    made.say("country", (place["country"] or "").lower(), original=country(place["country"]))
    if at := point(place):
        made.say("latitude", at[0])
        made.say("longitude", at[1])
    if place["precision_km"] is not None:
        made.say("remarks", f"{place_kind(place)}, within {place['precision_km']:g} km of the point")
    return made


def _actor(actor: Row, named: dict[str, set[str]], reports: dict[str, Row]) -> Iterator[Entity]:
    """An actor and the reports that name it."""
    made = Entity(own_id(actor["actor_id"]), SCHEMATA.get(actor["kind"], "LegalEntity"))
    told_in = sorted(named)
    made.say("name", actor["name"], _when([reports[r] for r in told_in]))
    for name in sorted({name for names in named.values() for name in names} - {actor["name"]}):
        made.say("alias", name, _when([reports[r] for r in told_in if name in named[r]]))
    made.say("country", (actor["country"] or "").lower(), original=country(actor["country"]))
    yield made
    for document in told_in:
        report = reports[document]
        mention = Entity(f"mention-{document_id(report)}-{own_id(actor['actor_id'])}", "Mention", _when([report]))
        mention.say("document", document_id(report))
        mention.say("resolved", own_id(actor["actor_id"]))
        for name in sorted(named[document]):
            mention.say("name", name)
        yield mention


def _when(reports: list[Row]) -> Basis:
    days = sorted(m for r in reports if (m := moment(r["published_at"])))
    outlets = dict.fromkeys(r["outlet"] or r["document_id"] for r in reports)
    return Basis("; ".join(outlets), days[0] if days else None, days[-1] if days else None)


def _of_value(happening: Happening, value: Row | None) -> Basis | None:
    """On whose word a value of an event rests, and when the reports that give it were published; None without a value."""
    if value is None:
        return None
    when = _when([r for r in happening.reports if r["document_id"] in value["documents"]])
    origins = dict.fromkeys(happening.origin_names[o] for o in value["origins"] if o in happening.origin_names)
    return Basis("; ".join(sorted(origins)) or None, when.first, when.last)


def event(happening: Happening, named: frozenset[str]) -> Entity:
    """An event; what is not told as done says so in its summary. ``named`` are the actors that are entities."""
    row = happening.event
    when = _when(list(happening.reports))
    made = Entity(own_id(row["event_id"]), "Event", Basis("; ".join(happening.origins) or None, when.first, when.last))
    made.say("name", row["what"])
    made.say("recordId", row["event_id"])
    _time_and_place(happening, made)
    told_as = "" if row["status"] == "happened" else f"told as {row['status']}; "
    made.say("summary", f"{told_as}{borne_by(happening)}")
    for keyword in (row["type"], *([mode] if (mode := mode_of(happening)) else []), f"status: {row['status']}", f"grade: {row['grade']}"):
        made.say("keywords", keyword)
    for words, value in counts(happening):
        made.say("notes", f"killed: {words}", _of_value(happening, value))
    made.say("notes", f"contradicted: {said}" if (said := conflicts(happening)) else None)
    made.say("notes", f"claims: {' '.join(happening.claim_ids())}")
    for part, actor in (("by", happening.actor), ("against", happening.target)):
        if actor is not None and actor["actor_id"] in named:
            made.say("involved", own_id(actor["actor_id"]), original=actor["name"])
        if actor is not None:
            made.say("notes", f"{part}: {actor['name']}")
    for report in happening.reports:
        made.say("proof", document_id(report), _when([report]))
        made.say("publisher", report["outlet"], _when([report]))
    return made


def _time_and_place(happening: Happening, made: Entity) -> None:
    row, place, said = happening.event, happening.place, happening.chosen("time")
    for prop, day in (("startDate", row["start"]), ("endDate", row["end"])):
        made.say(prop, day, _of_value(happening, said), original=said["value"] if said else None)
    if place is None:
        return
    basis = _of_value(happening, happening.chosen("place"))
    made.say("country", (place["country"] or "").lower(), basis, original=country(place["country"]))
    if location(place):
        made.say("location", place["name"], basis)
        made.say("addressEntity", own_id(place["place_id"]), basis)


def write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    """``statements.jsonl``."""
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="\n") as out:
        number = 0
        for entity in entities(selection):
            number += len(entity.statements)
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in entity.statements.values())
    settings.tally.rows[path.name] = number
    return [path]


PROFILES = (
    Profile(
        "ftm",
        "FollowTheMoney statements: events, named actors, places and reports, each with whose word it is.",
        write,
        LOSES,
        COLUMNS,
    ),
)
