"""The account that a record gives of a story: its events in order, each with its figures and what a reader should look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries

Row = dict[str, Any]
BACKGROUND = timedelta(days=31)  # an event that ended this long before a story's first report is told as its background


def events_of(record: Record, story_id: str, limit: int, offset: int) -> list[Row]:
    """The events of a story as they happened, each with its ``figures`` and ``findings``; those of unknown day last."""
    return told(record, named_events(record, story_id, limit, offset))


def named_events(record: Record, story_id: str, limit: int, offset: int) -> list[Row]:
    """The same, with the names of place and parties alone."""
    order = 'ORDER BY "start" NULLS LAST, "end", reports DESC, event_id LIMIT ? OFFSET ?'
    rows = record.rows(f"SELECT * FROM events WHERE story_id = ? {order}", [story_id, limit, offset])
    places = queries.names(record, "places", (e["place_id"] for e in rows))
    actors = queries.names(record, "actors", (e[side] for e in rows for side in ("actor_id", "target_id")))
    parties = ({"actor": actors.get(e["actor_id"]), "target": actors.get(e["target_id"])} for e in rows)
    return [{**e, "place": places.get(e["place_id"]), **p} for e, p in zip(rows, parties, strict=True)]


def told(record: Record, events: Sequence[Row]) -> list[Row]:
    """Events with ``figures`` (counted fields: field, low, best, high, how many values were given) and ``findings`` put in."""
    ids = [e["event_id"] for e in events]
    figures, findings = _by_event(_figures(record, ids)), _by_event(_findings(record, ids))
    return [{**e, "figures": figures.get(e["event_id"], []), "findings": findings.get(e["event_id"], [])} for e in events]


def _figures(record: Record, ids: Sequence[str]) -> list[Row]:
    sql = """SELECT event_id, field, any_value(field_low) AS low, any_value(field_best) AS best,
                    any_value(field_high) AS high, count(*) AS given, max(value) FILTER (chosen) AS stands,
                    bool_or(standing = 'conflicting') AS conflicting
             FROM event_values WHERE event_id IN (SELECT unnest(?)) AND starts_with(field, 'quantity:') AND NOT withdrawn
                  AND (field_low IS NOT NULL OR field_best IS NOT NULL OR field_high IS NOT NULL)
             GROUP BY event_id, field ORDER BY event_id, field <> 'quantity:killed', field <> 'quantity:injured', field"""
    return record.rows(sql, [list(ids)])


def _findings(record: Record, ids: Sequence[str]) -> list[Row]:
    sql = """SELECT finding_id, event_id, kind, field, holds, text FROM findings WHERE event_id IN (SELECT unnest(?))
             ORDER BY event_id, coalesce(field, '') <> 'quantity:killed', kind <> (CASE WHEN field = 'quantity:killed' THEN 'update'
                      ELSE 'conflict' END), kind, field, finding_id"""
    return record.rows(sql, [list(ids)])


def _by_event(rows: Sequence[Row]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = {}
    for row in rows:
        out.setdefault(row["event_id"], []).append(row)
    return out


def background(event: Row, first_report: date | None) -> bool:
    """Whether an event was over more than a month before the story's first report."""
    ended = event["end"] or event["start"]
    return ended is not None and first_report is not None and ended < first_report - BACKGROUND


def reports_of(record: Record, story_id: str, limit: int) -> list[Row]:
    """The reports of a story in the order of publication; undated ones last."""
    sql = """SELECT d.document_id, d.outlet, d.title, d.published_at, d.url FROM story_documents s JOIN documents d USING (document_id)
             WHERE s.story_id = ? ORDER BY d.published_at NULLS LAST, d.document_id LIMIT ?"""
    return record.rows(sql, [story_id, limit])


def findings_beside(record: Record, story_id: str, limit: int) -> list[Row]:
    """Findings on no one event whose words stand in the reports of a story."""
    named = record.once("reports of findings on no event", lambda: _reports_named(record))
    reports = record.rows("SELECT document_id FROM story_documents WHERE story_id = ?", [story_id])
    ids = sorted({i for r in reports for i in named.get(r["document_id"], ())})
    sql = """SELECT finding_id, event_id, kind, field, holds, text FROM findings WHERE finding_id IN (SELECT unnest(?))
             ORDER BY kind, field, finding_id LIMIT ?"""
    return record.rows(sql, [ids, limit]) if ids else []


def _reports_named(record: Record) -> dict[str, list[str]]:
    """document_id -> the findings on no one event that quote it."""
    sql = """WITH sides AS (SELECT finding_id, unnest("values") AS side FROM findings WHERE event_id IS NULL)
             SELECT DISTINCT unnest(side.documents) AS document_id, finding_id FROM sides"""
    found: dict[str, list[str]] = {}
    for row in record.rows(sql):
        found.setdefault(row["document_id"], []).append(row["finding_id"])
    return found


def who_speaks(record: Record, story_id: str, limit: int) -> list[Row]:
    """The origins that a story's events rest on: how many events and reports each carries."""
    sql = """SELECT o.origin_id, o.name, o.kind, count(DISTINCT c.event_id) AS events, count(DISTINCT c.document_id) AS reports
             FROM claims c JOIN events e USING (event_id) JOIN origins o ON o.origin_id = c.origin_id
             WHERE e.story_id = ? GROUP BY ALL ORDER BY events DESC, reports DESC, o.name LIMIT ?"""
    return record.rows(sql, [story_id, limit])
