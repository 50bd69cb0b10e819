"""The overview: what is in the record, what changed since the last build, and what waits for a reader."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.asking.query import Query
from crosswire.view.events import chronology, places
from crosswire.view.pages import Model, Page
from crosswire.view.review import changes, queue

STORIES, CONFLICTS = 8, 6
# What a record holds -> the table whose rows are counted, in the order in which a reader asks.
COUNTED = ("reports", "outlets", "origins", "stories", "events", "claims", "findings", "rejects")


def model(record: Record, query: Query) -> Model:
    """Counts, the days covered, the largest stories, the conflicts on which most reports hang."""
    del query
    return record.once("overview", lambda: _made(record))


def _made(record: Record) -> Model:
    located, counted = places.located_and_counted(record)
    span = record.rows("SELECT min(published_at) AS first, max(published_at) AS last FROM documents")[0]
    return {
        "title": "Overview",
        "counts": _counts(record),
        "grades": record.rows("SELECT grade, count(*) AS events FROM events GROUP BY grade ORDER BY events DESC, grade"),
        "first": span["first"],
        "last": span["last"],
        "stories": _stories(record),
        "conflicts": _conflicts(record),
        "changes": changes.since_last_build(record),
        "waiting": queue.of(record).waiting,
        "line": chronology.of(record, by="none"),
        "places": located,
        "unplaced": counted["unplaced"],
    }


def _counts(record: Record) -> dict[str, int]:
    found = queries.counts(record)
    outlets = record.rows("SELECT count(DISTINCT outlet) AS n FROM documents")[0]["n"]
    return {name: {"reports": found["documents"], "outlets": outlets}.get(name, found.get(name, 0)) for name in COUNTED}


def _stories(record: Record) -> list[dict[str, Any]]:
    """The stories that most reports tell of, and how much is contested in each."""
    sql = """WITH told AS (SELECT story_id, count(*) AS events, count(*) FILTER (grade = 'contested') AS contested
                           FROM events WHERE story_id IS NOT NULL GROUP BY story_id)
             SELECT s.*, coalesce(t.events, 0) AS events, coalesce(t.contested, 0) AS contested
             FROM stories s LEFT JOIN told t USING (story_id) ORDER BY s.documents DESC, s."start" NULLS LAST, s.story_id LIMIT ?"""
    return record.rows(sql, [STORIES])


def _conflicts(record: Record) -> list[dict[str, Any]]:
    sql = """SELECT f.finding_id, f.event_id, f.kind, f.field, f.holds, f.text FROM findings f LEFT JOIN events e USING (event_id)
             WHERE f.kind = 'conflict' OR f.holds = false
             ORDER BY f.kind <> 'conflict', e.reports DESC NULLS LAST, f.finding_id LIMIT ?"""
    return record.rows(sql, [CONFLICTS])


PAGE = Page("overview", "/", model, ("stories", "conflicts", "grades", "places"))
