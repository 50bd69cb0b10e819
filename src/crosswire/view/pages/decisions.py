"""All decisions: with their state, who made them on which words, and where two of them say different things of one thing."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.query import PAGE_SIZE, Query
from crosswire.view.cards import orphans
from crosswire.view.pages import Model, Page
from crosswire.view.review import decided

STATES = ("", "applied", "waiting", "orphaned", "withdrawn")
VERDICTS = ("", "same", "different", "right", "wrong", "value")
_ORDER = """ORDER BY (state = 'orphaned' AND withdrawn_at IS NULL) DESC, "at" DESC, decision_id"""


def model(record: Record, query: Query) -> Model:
    """The decisions under the filters, fifty a page: orphans first, then the newest."""
    where, given = _filters(query)
    total = record.rows(f"SELECT count(*) AS n FROM decisions WHERE {where}", given)[0]["n"]
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(query.page(), pages)
    rows = record.rows(f"SELECT * FROM decisions WHERE {where} {_ORDER} LIMIT {PAGE_SIZE} OFFSET {(page - 1) * PAGE_SIZE}", given)
    done = record.rows("SELECT * FROM decisions WHERE decision_id = ?", [query.get("done")]) if query.get("done") else []
    return {
        "title": "Decisions", "state": query.get("state"), "verdict": query.get("verdict"), "by": query.get("by"),
        "total": total, "page": page, "pages": pages, "states": STATES[1:], "verdicts": VERDICTS[1:],
        "people": decided.people(record), "next": query.url(done=None, page=page), "decisions": _with_places(record, rows),
        "done": decided.shown(record, done)[0] if done else None, "contradictions": decided.contradictions(record)[:PAGE_SIZE],
    }  # fmt: skip


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """Every decision under the filters, for the CSV."""
    where, given = _filters(query)
    return decided.standing(record, record.rows(f"SELECT * FROM decisions WHERE {where} {_ORDER}", given))


def _filters(query: Query) -> tuple[str, list[str]]:
    """(condition, its parameters)."""
    state, verdict, by = query.one_of("state", STATES), query.one_of("verdict", VERDICTS), query.get("by")
    told = {
        "withdrawn_at IS NOT NULL": [] if state == "withdrawn" else None,
        "withdrawn_at IS NULL AND state = ?": [state] if state and state != "withdrawn" else None,
        "verdict = ?": [verdict] if verdict else None,
        '"by" = ?': [by] if by else None,
    }
    kept = {sql: values for sql, values in told.items() if values is not None}
    return " AND ".join(kept) or "true", [v for values in kept.values() for v in values]


def _with_places(record: Record, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The decisions in words; orphans with what they quote, and ways to what that may mean now."""
    told = decided.standing(record, rows)
    lost = {
        r["decision_id"]: [a for a in (r["anchor"], r["other"]) if a] for r in rows if r["state"] == "orphaned" and not r["withdrawn_at"]
    }
    homes = orphans.where(record, [a for anchors in lost.values() for a in anchors])
    for row in told:
        row["lost"] = [orphans.quotation(a, homes) for a in lost.get(row["decision_id"], ())]
        row["card"] = links.review(row["again"]) if row["again"] else None
    return told


PAGE = Page("decisions", "/decisions", model, ("decisions",), {"decisions": whole})
