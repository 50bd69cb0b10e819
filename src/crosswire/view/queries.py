"""What the pages and the terminal show, as plain rows: one function a question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crosswire.store.database import Record

Row = dict[str, Any]


def counts(record: Record) -> dict[str, int]:
    """How many rows the tables hold that a reader asks for first."""
    names = ("documents", "stories", "events", "claims", "quotes", "origins", "findings", "rejects")
    return {n: record.rows(f"SELECT count(*) AS n FROM {n}")[0]["n"] for n in names}


def names_of(record: Record) -> dict[str, str]:
    """The name of everything that has an id: actors, places, origins."""
    sql = """SELECT actor_id AS id, name FROM actors UNION ALL SELECT place_id, name FROM places
             UNION ALL SELECT origin_id, name FROM origins"""
    return {r["id"]: r["name"] for r in record.rows(sql)}


# Names are looked up by their sorted ids: joined in one query they would cost a scan of every table that is joined.
_NAMES = {
    "actors": "SELECT actor_id AS id, name FROM actors WHERE actor_id IN (SELECT unnest(?))",
    "places": "SELECT place_id AS id, name FROM places WHERE place_id IN (SELECT unnest(?))",
    "stories": "SELECT story_id AS id, title AS name FROM stories WHERE story_id IN (SELECT unnest(?))",
}


def names(record: Record, table: str, ids: Iterable[str | None]) -> dict[str | None, str]:
    """The names of some actors, places or stories (``table``) by their ids, of which some may be None."""
    wanted = sorted({i for i in ids if i})
    return {r["id"]: r["name"] for r in record.rows(_NAMES[table], [wanted])} if wanted else {}


def stories(record: Record) -> list[Row]:
    """The stories, earliest first; undated ones last."""
    return record.rows('SELECT * FROM stories ORDER BY "start" NULLS LAST, story_id')


def events(record: Record, story_id: str | None) -> list[Row]:
    """The events of a story as they happened; those without a time last, the better told first."""
    where = "story_id IS NULL" if story_id is None else "story_id = ?"
    parameters = [] if story_id is None else [story_id]
    sql = f'SELECT * FROM events WHERE {where} ORDER BY "start" NULLS LAST, reports DESC, origins DESC, event_id'
    return record.rows(sql, parameters)


def values(record: Record, event_id: str) -> list[Row]:
    """The values of an event, field by field."""
    sql = "SELECT * FROM event_values WHERE event_id = ? ORDER BY field, len(documents) DESC, value"
    return record.rows(sql, [event_id])


def findings(record: Record, event_id: str | None = None) -> list[Row]:
    """Findings on one event, or (None) those on no event in particular."""
    where = "event_id IS NULL" if event_id is None else "event_id = ?"
    parameters = [] if event_id is None else [event_id]
    return record.rows(f"SELECT * FROM findings WHERE {where} ORDER BY kind, field, finding_id", parameters)


def claims(record: Record, event_id: str) -> list[Row]:
    """The claims of an event, in the order of publication."""
    sql = """SELECT c.*, d.published_at FROM claims c JOIN documents d USING (document_id)
             WHERE c.event_id = ? ORDER BY d.published_at NULLS LAST, c.document_id, c."start" """
    return record.rows(sql, [event_id])


def one(record: Record, table: str, column: str, key: str) -> Row | None:
    """The row of a table with that id, or None."""
    rows = record.rows(f'SELECT * FROM "{table}" WHERE "{column}" = ?', [key])
    return rows[0] if rows else None


def links_of(record: Record, item: str) -> list[Row]:
    """Why an item was joined to others, or kept apart: surest first."""
    sql = "SELECT * FROM links WHERE left_id = ? OR right_id = ? ORDER BY joined DESC, score DESC, left_id, right_id"
    return record.rows(sql, [item, item])


def decided(record: Record) -> dict[str, Row]:
    """What people judged, the latest, by the id of what is judged; ``EVENT FIELD`` where a field was given a value."""
    rows = record.rows("""SELECT * FROM decisions WHERE state = 'applied' AND withdrawn_at IS NULL
                          AND verdict IN ('right', 'wrong', 'value') ORDER BY "at", decision_id""")
    named = (f"{r['subject']} {r['field']}" if r["subject"].startswith("event_") and r["field"] else r["subject"] for r in rows)
    return dict(zip(named, rows, strict=True))
