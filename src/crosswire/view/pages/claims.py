"""Claims: each telling of a happening in one report, in that report's own words."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

FIELDS = ("from", "to", "type", "status", "story", "outlet", "actor", "place", "origin")
WORDS = 300  # characters of a claim that are shown
_ROWS = f"""
SELECT c.claim_id, c.type, c.status, a.name AS actor, t.name AS target, p.name AS place, c.time_start, c.time_end, o.name AS origin,
       c.origin_id, c.event_id, c.document_id, c."start", c."end", d.outlet, d.published_at,
       substr(d.text, c."start" + 1, least(c."end" - c."start", {WORDS})) AS words
FROM chosen JOIN claims c ON c.claim_id = chosen.key JOIN documents d ON d.document_id = c.document_id
LEFT JOIN actors a ON a.actor_id = c.actor_id LEFT JOIN actors t ON t.actor_id = c.target_id
LEFT JOIN places p ON p.place_id = c.place_id LEFT JOIN origins o ON o.origin_id = c.origin_id
"""
LIST = Listing(
    "c.claim_id",
    "claims c",
    _ROWS,
    {
        "report": ("report by report", 'c.document_id, c."start", c.claim_id'),
        "date": ("earliest first", 'coalesce(c.time_start, c.time_end) NULLS LAST, c.document_id, c."start", c.claim_id'),
        "latest": ("latest first", 'coalesce(c.time_start, c.time_end) DESC NULLS LAST, c.document_id, c."start", c.claim_id'),
    },
)


def model(record: Record, query: Query) -> Model:
    """A page of claims."""
    filters = Filters.of(record, query, FIELDS)
    rows, listed = LIST.page(record, query, filters.claims())
    return {"title": "Claims", "claims": rows, "list": listed, "form": choices.form(record, query, filters, FIELDS)}


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All claims under the filters."""
    return LIST.whole(record, query, Filters.of(record, query, FIELDS).claims())


PAGE = Page("claims", "/claims", model, ("claims",), {"claims": whole})
