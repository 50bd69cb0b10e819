"""Reports: who published what and when, how much was read in it, and how much of its text stands elsewhere too."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.lists import Listing, grouped
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

FIELDS = ("q", "from", "to", "story", "outlet", "actor", "place", "origin")
_ROWS = """
SELECT d.document_id, d.outlet, d.title, d.published_at, d.language, d.url, d.state, length(d.text) AS characters,
       coalesce(c.claims, 0) AS claims, coalesce(q.quotes, 0) AS quotes
FROM chosen JOIN documents d ON d.document_id = chosen.key
LEFT JOIN (SELECT document_id, count(*) AS claims FROM claims WHERE document_id IN (SELECT key FROM chosen) GROUP BY 1) c
       ON c.document_id = d.document_id
LEFT JOIN (SELECT document_id, count(*) AS quotes FROM quotes WHERE document_id IN (SELECT key FROM chosen) GROUP BY 1) q
       ON q.document_id = d.document_id
"""
_SHARED = """SELECT document_id, "start", "end" FROM passages WHERE document_id IN (SELECT unnest(?)) AND evidence
             ORDER BY document_id, "start" """
_STORIES = """SELECT document_id, story_id, title AS story FROM story_documents JOIN stories USING (story_id)
              WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, documents DESC, story_id"""
LIST = Listing(
    "d.document_id",
    "documents d",
    _ROWS,
    {
        "date": ("earliest first", "d.published_at NULLS LAST, d.document_id"),
        "latest": ("latest first", "d.published_at DESC NULLS LAST, d.document_id"),
        "outlet": ("by outlet", "d.outlet NULLS LAST, d.published_at NULLS LAST, d.document_id"),
    },
)


def model(record: Record, query: Query) -> Model:
    """A page of reports."""
    filters = Filters.of(record, query, FIELDS)
    rows, listed = LIST.page(record, query, filters.reports())
    return {"title": "Reports", "reports": _told(record, rows), "list": listed, "form": choices.form(record, query, filters, FIELDS)}


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All reports under the filters."""
    return _told(record, LIST.whole(record, query, Filters.of(record, query, FIELDS).reports()))


def _told(record: Record, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with ``shared``, the share of their characters that stand in other reports too, and their story."""
    ids = [r["document_id"] for r in rows]
    passages = grouped(record.rows(_SHARED, [ids]), "document_id")
    stories = {s["document_id"]: s for s in reversed(record.rows(_STORIES, [ids]))}
    return [
        {
            **row,
            "shared": round(covered([(p["start"], p["end"]) for p in passages.get(row["document_id"], ())]) / max(row["characters"], 1), 3),
            **{key: stories.get(row["document_id"], {}).get(key) for key in ("story_id", "story")},
        }
        for row in rows
    ]


def covered(spans: list[tuple[int, int]]) -> int:
    """How many characters lie in at least one of the spans, which come sorted by their start.

    >>> covered([(0, 10), (5, 12), (20, 21)])
    13
    """
    total, reached = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


PAGE = Page("reports", "/reports", model, ("reports",), {"reports": whole})
