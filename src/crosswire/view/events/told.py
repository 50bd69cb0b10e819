"""All that a record holds of one event, read in a fixed number of queries however many claims there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries

Row = dict[str, Any]

_REPORTS = "SELECT document_id, outlet, title, published_at FROM documents WHERE document_id IN (SELECT unnest(?))"
_ORIGINS = "SELECT origin_id, name AS origin, kind AS origin_kind FROM origins WHERE origin_id IN (SELECT unnest(?))"
_QUOTES = """
SELECT quote_id, mode AS quote_mode, stance, cue, speaker_text, speaker_start, speaker_end, relay, rule AS quote_rule,
       "start" AS quote_start, "end" AS quote_end, speaker_id
FROM quotes WHERE document_id IN (SELECT unnest(?)) AND quote_id IN (SELECT unnest(?))
"""
QUOTED = ("quote_mode", "stance", "cue", "speaker_text", "speaker_start", "speaker_end", "relay", "quote_rule", "quote_start", "quote_end",
          "speaker_id")  # fmt: skip
_MENTIONS = """
SELECT document_id, actor_id AS id, "start", "end", form = 'pronoun' AS weak FROM actor_mentions
WHERE document_id IN (SELECT unnest(?)) AND actor_id IN (SELECT unnest(?)) ORDER BY document_id, "start", "end"
"""
_PLACES = """
SELECT document_id, place_id AS id, "start", "end", false AS weak FROM place_mentions
WHERE document_id IN (SELECT unnest(?)) AND place_id IN (SELECT unnest(?)) ORDER BY document_id, "start", "end"
"""
_TIMES = """
SELECT document_id, "start", "end", value_start, value_end FROM times
WHERE document_id IN (SELECT unnest(?)) AND value_start IS NOT NULL ORDER BY document_id, "start", "end"
"""
_QUANTITIES = """
SELECT quantity_id, document_id, "start", "end", low, best, high, modality, unit, unit_kind, role, claim_id, rule FROM quantities
WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, "start", quantity_id
"""
_VICTIMS = """
SELECT claim_id, document_id, "start", "end", role FROM victims
WHERE document_id IN (SELECT unnest(?)) AND claim_id IS NOT NULL ORDER BY document_id, "start"
"""
_VALUES = """
SELECT *, CAST(length(documents) AS INTEGER) AS reports FROM event_values WHERE event_id = ? ORDER BY field, len(documents) DESC, value
"""
_FINDINGS = """
SELECT finding_id, event_id, kind, field, holds, text, "values" FROM findings WHERE event_id = ?
ORDER BY kind <> 'conflict', kind, field, finding_id
"""
_DECISIONS = """
SELECT decision_id, verdict, subject, field, value, "by", "at", note FROM decisions
WHERE state = 'applied' AND withdrawn_at IS NULL ORDER BY "at", decision_id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An event and what its reports say of it; ``claims`` in the order of publication (undated reports last), report and place."""

    event: Row
    claims: Sequence[Row]
    values: Sequence[Row]
    findings: Sequence[Row]
    reports: Sequence[Row]  # document_id, outlet, title, published_at, in the same order
    actors: dict[tuple[str, str], list[Row]] = field(default_factory=dict)  # (document_id, actor_id) -> mentions
    places: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    times: dict[str, list[Row]] = field(default_factory=dict)
    quantities: dict[str, list[Row]] = field(default_factory=dict)
    victims: dict[str, list[Row]] = field(default_factory=dict)  # claim_id -> those harmed
    judged: dict[str, Row] = field(default_factory=dict)  # id, or "EVENT FIELD" -> the decision that holds

    def taken_back(self) -> dict[str, Row]:
        """claim_id -> the span of the words that take it back."""
        found: dict[str, Row] = {}
        for finding in self.findings:
            sides = finding["values"]
            if finding["kind"] == "update" and finding["field"] == "status" and sides[-1]["value"] == "taken back":
                found.update(dict.fromkeys(sides[0]["claims"], sides[-1]["spans"][0]))
        return found


def event_row(record: Record, event_id: str) -> Row | None:
    """An event with the names of its parties, its place and its story; None where there is none."""
    rows = record.rows("SELECT * FROM events WHERE event_id = ?", [event_id])
    if not rows:
        return None
    event = rows[0]
    actors = queries.names(record, "actors", (event["actor_id"], event["target_id"]))
    places, stories = queries.names(record, "places", [event["place_id"]]), queries.names(record, "stories", [event["story_id"]])
    named = {"actor": actors.get(event["actor_id"]), "target": actors.get(event["target_id"])}
    return {**event, **named, "place": places.get(event["place_id"]), "story": stories.get(event["story_id"])}


def claims_where(record: Record, column: str, value: object) -> list[Row]:
    """The claims of an event (``event_id``), or one claim (``claim_id``), with report, origin, slots and quote by name.

    In the order of publication, undated reports last, then of the report.
    """
    return named(record, record.rows(f"SELECT * FROM claims WHERE {column} = ?", [value]))


def named(record: Record, claims: Sequence[Row]) -> list[Row]:
    """Rows of claims with report, origin, slots and quote by name, in that order."""
    reports = {r["document_id"]: r for r in record.rows(_REPORTS, [sorted({c["document_id"] for c in claims})])}
    origins = {r["origin_id"]: r for r in record.rows(_ORIGINS, [_ids(claims, "origin_id")])}
    quotes = _quotes(record, claims)
    actors = queries.names(record, "actors", [*_ids(claims, "actor_id"), *_ids(claims, "target_id"), *_ids(quotes.values(), "speaker_id")])
    places = queries.names(record, "places", _ids(claims, "place_id"))
    nobody = {"origin": None, "origin_kind": None}
    silent = dict.fromkeys(QUOTED)
    found = []
    for claim in claims:
        quote = quotes.get(claim["quote_id"], silent)
        named = {"actor": actors.get(claim["actor_id"]), "target": actors.get(claim["target_id"]), "place": places.get(claim["place_id"])}
        report, origin = reports[claim["document_id"]], origins.get(claim["origin_id"], nobody)
        found.append({**claim, **report, **origin, "origin_id": claim["origin_id"], **named, **quote, "quote_id": claim["quote_id"],
                      "speaker": actors.get(quote["speaker_id"])})  # fmt: skip
    return sorted(found, key=lambda c: (c["published_at"] is None, c["published_at"] or "", c["document_id"], c["start"], c["claim_id"]))


def _quotes(record: Record, claims: Sequence[Row]) -> dict[str, Row]:
    wanted = [c for c in claims if c["quote_id"]]
    asked = [sorted({c["document_id"] for c in wanted}), _ids(wanted, "quote_id")]
    return {r["quote_id"]: r for r in record.rows(_QUOTES, asked)} if wanted else {}


def _ids(rows: Iterable[Row], column: str) -> list[str]:
    return sorted({r[column] for r in rows if r[column]})


def told(record: Record, event: Row) -> Told:
    """Everything on an event."""
    known = mentions(record, event, claims_where(record, "event_id", event["event_id"]))
    return replace(
        known,
        values=record.rows(_VALUES, [event["event_id"]]),
        findings=record.rows(_FINDINGS, [event["event_id"]]),
        judged=judged(record),
    )


def mentions(record: Record, event: Row, claims: Sequence[Row]) -> Told:
    """The claims, and where their reports name whom and what they speak of."""
    reports = list({c["document_id"]: {k: c[k] for k in ("document_id", "outlet", "title", "published_at")} for c in claims}.values())
    documents = [r["document_id"] for r in reports]
    actors = sorted({c[k] for c in claims for k in ("actor_id", "target_id") if c[k]})
    places = sorted({c["place_id"] for c in claims if c["place_id"]})
    return Told(
        event,
        claims,
        (),
        (),
        reports,
        _by(record.rows(_MENTIONS, [documents, actors]), "document_id", "id"),
        _by(record.rows(_PLACES, [documents, places]), "document_id", "id"),
        _by(record.rows(_TIMES, [documents]), "document_id"),
        _by(record.rows(_QUANTITIES, [documents]), "document_id"),
        _by(record.rows(_VICTIMS, [documents]), "claim_id"),
    )


def judged(record: Record) -> dict[str, Row]:
    """What people judged, the latest, by the id of what is judged; ``EVENT FIELD`` where a field was given a value."""
    found = {}
    for row in record.rows(_DECISIONS):
        if row["verdict"] in ("right", "wrong", "value"):
            event_field = row["subject"].startswith("event_") and row["field"]
            found[f"{row['subject']} {row['field']}" if event_field else row["subject"]] = row
    return found


def _by(rows: Iterable[Row], *keys: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[keys[0]] if len(keys) == 1 else tuple(row[k] for k in keys)].append(row)
    return dict(found)
