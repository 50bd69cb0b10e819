"""Findings: where reports conflict, where a figure was brought up to date, what does not add up, who is called what."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

_ROWS = """
SELECT f.finding_id, f.kind, f.field, f.holds, f.text, f."values", f.event_id,
       e.what, e."start", e."end", e.grade, e.story_id, s.title AS story
FROM chosen JOIN findings f ON f.finding_id = chosen.key
LEFT JOIN events e ON e.event_id = f.event_id LEFT JOIN stories s ON s.story_id = e.story_id
"""
_KINDS = """CASE WHEN f.kind = 'conflict' THEN 0 WHEN f.holds = false THEN 1 WHEN f.kind = 'update' THEN 2
            WHEN f.kind = 'arithmetic' THEN 3 ELSE 4 END"""
_DATED = 'coalesce(e."start", e."end")'
_EVENT = "(SELECT {} FROM events e WHERE e.event_id = f.event_id)"
LIST = Listing(
    "f.finding_id",
    "findings f",
    _ROWS,
    {
        "kind": ("conflicts first", f"{_KINDS}, {_EVENT.format('e.reports')} DESC NULLS LAST, f.finding_id"),
        "date": ("earliest first", f"{_EVENT.format(_DATED)} NULLS LAST, {_KINDS}, f.finding_id"),
        "reports": ("most reports", f"{_EVENT.format('e.reports')} DESC NULLS LAST, {_KINDS}, f.finding_id"),
    },
)


def model(record: Record, query: Query) -> Model:
    """A page of findings."""
    filters = Filters.of(record, query)
    rows, listed = LIST.page(record, query, filters.findings())
    return {
        "title": "Findings",
        "findings": [_told(row) for row in rows],
        "list": listed,
        "form": choices.form(record, query, filters),
        "views": choices.views(query, filters),
    }


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All findings under the filters."""
    return [_told(row) for row in LIST.whole(record, query, Filters.of(record, query).findings())]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A finding with its sides: what each says, in how many reports, and where the words stand first."""
    sides = [
        {"value": v["value"], "reports": len(v["documents"]), "at": v["spans"][0] if v["spans"] else None} for v in row.pop("values") or ()
    ]
    return {**row, "sides": sides}


PAGE = Page("findings", "/findings", model, ("findings",), {"findings": whole})
