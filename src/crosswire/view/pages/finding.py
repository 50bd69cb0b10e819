"""A finding: its sentence, and each side of it in the words of those who say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking.query import Query, missing
from crosswire.view.events.told import event_row, judged
from crosswire.view.pages import Model, Page
from crosswire.view.pages.event import made
from crosswire.view.reports import spans
from crosswire.view.sources import voices

Row = dict[str, Any]
Span = tuple[str, int, int]

SHOWN = 6  # passages on one side
KINDS = ("conflict", "update", "arithmetic", "naming")
_CLAIMS = """
SELECT c.claim_id, c.document_id, c.origin_id, o.name AS origin, o.kind AS origin_kind FROM claims c
LEFT JOIN origins o ON o.origin_id = c.origin_id WHERE c.claim_id IN (SELECT unnest(?))
"""
_NAMED = """
SELECT m.document_id, m."start", m."end", lower(substr(d.text, m."start" + 1, m."end" - m."start")) AS word
FROM actor_mentions m JOIN documents d ON d.document_id = m.document_id
WHERE m.actor_id = ? AND m.document_id IN (SELECT unnest(?)) ORDER BY m.document_id, m."start"
"""
_REPORTS = "SELECT document_id, outlet, title, published_at FROM documents WHERE document_id IN (SELECT unnest(?))"


def model(record: Record, query: Query) -> Model:
    """A finding with its sides."""
    key = query.part("finding_id")
    rows = record.rows("SELECT * FROM findings WHERE finding_id = ?", [key])
    if not rows:
        raise missing("finding", key)
    finding = rows[0]
    sides = _sides(record, finding)
    about = finding["field"].partition(":")[2] if finding["kind"] == "naming" else None
    return {
        "title": finding["text"],
        "finding": {k: v for k, v in finding.items() if k != "values"},
        "sides": sides,
        "event": event_row(record, finding["event_id"]) if finding["event_id"] else None,
        "actor_id": about or None,
        "judged": judged(record).get(key),
        "decision": made(record, query.get("done")),
        "words": [{"value": s["value"], **w} for s in sides for w in s["words"]],
    }


def _sides(record: Record, finding: Row) -> list[Row]:
    """Who says each value, on how many origins it rests, and its words."""
    values = finding["values"]
    claims = {r["claim_id"]: r for r in record.rows(_CLAIMS, [[c for v in values for c in v["claims"]]])}
    reports = {r["document_id"]: r for r in record.rows(_REPORTS, [[d for v in values for d in v["documents"]]])}
    spots = [_spots(v) for v in values] if finding["kind"] != "naming" else _named(record, finding)
    found = spans.by_spot(record, [s for own in spots for s in own[:SHOWN]], around=140)
    if finding["kind"] == "naming":
        how = voices.at(record, finding["field"].partition(":")[2], sorted({s[0] for s in found}))
        found = {s: {**row, "how": how.get(s)} for s, row in found.items()}
    return [_side(v, own, found, claims, reports) for v, own in zip(values, spots, strict=True)]


def _spots(value: Row) -> list[Span]:
    return [(s["document_id"], s["start"], s["end"]) for s in value["spans"]]


def _named(record: Record, finding: Row) -> list[list[Span]]:
    """Where an actor is called by each word: the first place in each report."""
    documents = sorted({d for v in finding["values"] for d in v["documents"]})
    rows = record.rows(_NAMED, [finding["field"].partition(":")[2], documents])
    found = []
    for value in finding["values"]:
        said = value["value"].lower()
        first: dict[str, Span] = {}
        for row in rows:
            called = said in row["word"] or (row["word"] in said and 2 * len(row["word"]) >= len(said))
            if called and row["document_id"] in value["documents"]:
                first.setdefault(row["document_id"], (row["document_id"], row["start"], row["end"]))
        found.append(list(first.values()))
    return found


def _side(value: Row, spots: Sequence[Span], found: Mapping[Span, Row], claims: Mapping[str, Row], reports: Mapping[str, Row]) -> Row:
    own = [claims[c] for c in value["claims"] if c in claims]
    origins = {c["origin_id"]: {k: c[k] for k in ("origin_id", "origin", "origin_kind")} for c in own if c["origin_id"]}
    rows = [reports[d] for d in value["documents"] if d in reports]
    return {
        "value": value["value"],
        "reports": sorted(rows, key=lambda r: (r["published_at"] is None, r["published_at"] or "", r["document_id"])),
        "outlets": sorted({r["outlet"] for r in rows if r["outlet"]}),
        "origins": sorted(origins.values(), key=lambda o: o["origin"] or ""),
        "claims": value["claims"],
        "words": [found[s] for s in spots[:SHOWN] if s in found],
        "further": max(len(spots) - SHOWN, 0),
    }


PAGE = Page("finding", "/finding/{finding_id}", model, ("words",))
