"""Stories: what is told together, with how much of it."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

FIELDS = ("q", "from", "to", "outlet", "actor", "place")
_ROWS = """
SELECT s.story_id, s.title, s."start", s."end", s.documents AS reports, coalesce(e.events, 0) AS events,
       coalesce(e.contested, 0) AS contested, coalesce(f.findings, 0) AS findings
FROM chosen JOIN stories s ON s.story_id = chosen.key
LEFT JOIN (SELECT story_id, count(*) AS events, count(*) FILTER (grade = 'contested') AS contested FROM events
           WHERE story_id IN (SELECT key FROM chosen) GROUP BY 1) e ON e.story_id = s.story_id
LEFT JOIN (SELECT story_id, count(*) AS findings FROM findings JOIN events USING (event_id)
           WHERE story_id IN (SELECT key FROM chosen) GROUP BY 1) f ON f.story_id = s.story_id
"""
LIST = Listing(
    "s.story_id",
    "stories s",
    _ROWS,
    {
        "reports": ("most reports", "s.documents DESC, s.story_id"),
        "date": ("earliest first", 's."start" NULLS LAST, s.story_id'),
        "latest": ("latest first", 'coalesce(s."end", s."start") DESC NULLS LAST, s.story_id'),
        "title": ("by title", "s.title, s.story_id"),
    },
)


def model(record: Record, query: Query) -> Model:
    """A page of stories."""
    filters = Filters.of(record, query, FIELDS)
    rows, listed = LIST.page(record, query, filters.stories())
    return {"title": "Stories", "stories": rows, "list": listed, "form": choices.form(record, query, filters, FIELDS)}


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All stories under the filters."""
    return LIST.whole(record, query, Filters.of(record, query, FIELDS).stories())


PAGE = Page("stories", "/stories", model, ("stories",), {"stories": whole})
