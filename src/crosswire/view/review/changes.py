"""What is different since the build before: for the overview."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record, builds_of
from crosswire.store.history import Build, EventChange

Row = dict[str, Any]
COUNTED = ("reports", "events", "claims", "findings", "decisions")
MOST = 50  # of each kind of change; how many there are is told besides


def builds(record: Record) -> list[Row]:
    """A row a build, the last one first: ``number``, ``at`` (ISO 8601), how many reports, events, claims, findings, decisions."""
    return [{name: getattr(build, name) for name in ("number", "at", *COUNTED)} for build in reversed(builds_of(record))]


def since_last_build(record: Record) -> Row | None:
    """What the last build found different from the one before it; None where there was none before.

    ``at`` and ``before`` (the moments of the two), ``counts`` (name -> was, now), ``reports`` and ``events`` (kind -> ``total`` and up to
    fifty ``rows``), ``same`` (nothing is different). Kinds of reports: new, changed, gone (document_id, outlet, title). Kinds of events:
    appeared, vanished, grade, joined, parted (event_id, what, was, now); ``event_id`` is null where the record has no such event any more.
    """
    known = builds_of(record)
    if len(known) < 2:
        return None
    last, before = known[-1], known[-2]
    sql = "SELECT event_id FROM events WHERE event_id IN (SELECT unnest($ids))"
    here = {r["event_id"] for r in record.rows(sql, {"ids": [e.event_id for e in last.events_changed]})} if last.events_changed else set()
    return {
        "at": last.at,
        "before": before.at,
        "counts": {name: (getattr(before, name), getattr(last, name)) for name in COUNTED},
        "reports": {kind: _reports(last, kind) for kind in ("new", "changed", "gone")},
        "events": {kind: _events(last, kind, here) for kind in ("appeared", "vanished", "grade", "joined", "parted")},
        "same": not last.reports_changed and not last.events_changed,
    }


def _reports(build: Build, kind: str) -> Row:
    rows = [{"document_id": r.document_id, "outlet": r.outlet, "title": r.title} for r in build.reports_changed if r.kind == kind]
    return {"total": len(rows), "rows": rows[:MOST]}


def _events(build: Build, kind: str, here: set[str]) -> Row:
    rows = [_event(e, here) for e in build.events_changed if e.kind == kind]
    return {"total": len(rows), "rows": rows[:MOST]}


def _event(change: EventChange, here: set[str]) -> Row:
    key = change.event_id if change.event_id in here else None
    return {"event_id": key, "what": change.what, "was": change.was, "now": change.now}
