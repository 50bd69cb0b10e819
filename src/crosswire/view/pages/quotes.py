"""Quotations: who is quoted, in which words, and how the report stands to them."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

FIELDS = ("from", "to", "story", "outlet", "actor")
WORDS = 400  # characters of a quotation that are shown
_ROWS = f"""
SELECT q.quote_id, q.mode, q.stance, q.cue, coalesce(a.name, q.speaker_text) AS speaker, q.speaker_id, q.relay, q.document_id, q."start",
       q."end", d.outlet, d.published_at, substr(d.text, q."start" + 1, least(q."end" - q."start", {WORDS})) AS words
FROM chosen JOIN quotes q ON q.quote_id = chosen.key JOIN documents d ON d.document_id = q.document_id
LEFT JOIN actors a ON a.actor_id = q.speaker_id
"""
LIST = Listing(
    "q.quote_id",
    "quotes q",
    _ROWS,
    {
        "report": ("report by report", 'q.document_id, q."start", q.quote_id'),
        "speaker": ("by speaker", 'q.speaker_text NULLS LAST, q.document_id, q."start", q.quote_id'),
    },
)


def model(record: Record, query: Query) -> Model:
    """A page of quotations."""
    filters = Filters.of(record, query, FIELDS)
    rows, listed = LIST.page(record, query, filters.quotes())
    return {"title": "Quotations", "quotes": rows, "list": listed, "form": choices.form(record, query, filters, FIELDS)}


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All quotations under the filters."""
    return LIST.whole(record, query, Filters.of(record, query, FIELDS).quotes())


PAGE = Page("quotes", "/quotes", model, ("quotes",), {"quotes": whole})
