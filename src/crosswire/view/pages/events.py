"""Events: one line each, under the shared filters."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

_TOLL = """(SELECT event_id, max(field_low) AS low, max(field_best) AS best, max(field_high) AS high,
            max(value) FILTER (chosen) AS stands, count(*) AS given FROM event_values
            WHERE field = 'quantity:{0}' AND event_id IN (SELECT key FROM chosen) GROUP BY event_id)"""
_ROWS = f"""
SELECT e.event_id, e.what, e.type, e.status, e."start", e."end", p.name AS place, e.place_id, a.name AS actor, t.name AS target, e.grade,
       k.low AS killed_low, k.best AS killed_best, k.high AS killed_high, k.stands AS killed, k.given AS killed_values,
       i.low AS injured_low, i.best AS injured_best, i.high AS injured_high, i.stands AS injured, i.given AS injured_values,
       e.reports, e.outlets, e.families, e.origins, coalesce(f.findings, 0) AS findings, e.story_id, s.title AS story
FROM chosen JOIN events e ON e.event_id = chosen.key
LEFT JOIN places p ON p.place_id = e.place_id LEFT JOIN actors a ON a.actor_id = e.actor_id LEFT JOIN actors t ON t.actor_id = e.target_id
LEFT JOIN stories s ON s.story_id = e.story_id
LEFT JOIN {_TOLL.format("killed")} k ON k.event_id = e.event_id LEFT JOIN {_TOLL.format("injured")} i ON i.event_id = e.event_id
LEFT JOIN (SELECT event_id, count(*) AS findings FROM findings GROUP BY 1) f ON f.event_id = e.event_id
"""
_DATED = 'coalesce(e."start", e."end")'
LIST = Listing(
    "e.event_id",
    "events e",
    _ROWS,
    {
        "date": ("earliest first", f"{_DATED} NULLS LAST, e.reports DESC, e.event_id"),
        "latest": ("latest first", f"{_DATED} DESC NULLS LAST, e.reports DESC, e.event_id"),
        "origins": ("most origins", "e.origins DESC, e.reports DESC, e.event_id"),
        "reports": ("most reports", "e.reports DESC, e.origins DESC, e.event_id"),
        "killed": (
            "most killed",
            """(SELECT max(v.field_best) FROM event_values v WHERE v.event_id = e.event_id AND v.field = 'quantity:killed') DESC NULLS LAST,
               e.reports DESC, e.event_id""",
        ),
    },
)


def model(record: Record, query: Query) -> Model:
    """A page of events."""
    filters = Filters.of(record, query)
    rows, listed = LIST.page(record, query, filters.events())
    return {
        "title": "Events",
        "events": rows,
        "list": listed,
        "form": choices.form(record, query, filters),
        "views": choices.views(query, filters),
    }


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All events under the filters."""
    return LIST.whole(record, query, Filters.of(record, query).events())


PAGE = Page("events", "/events", model, ("events",), {"events": whole})
