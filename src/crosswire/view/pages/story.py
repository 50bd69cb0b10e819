"""A story: the account in order, copies counted once or every report counted."""

from __future__ import annotations

from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.query import Query, missing
from crosswire.view.events import accounts, chronology, places
from crosswire.view.pages import Model, Page

EVENTS, REPORTS, ORIGINS, FINDINGS = 100, 200, 12, 20


def model(record: Record, query: Query) -> Model:
    """The story, its events on this page (told, and background from before), reports, origins, findings on no one event."""
    key, page = query.part("story_id"), query.page()
    story = queries.one(record, "stories", "story_id", key)
    if story is None:
        raise missing("story", key)
    total = record.rows("SELECT count(*) AS n FROM events WHERE story_id = ?", [key])[0]["n"]
    events = accounts.events_of(record, key, EVENTS, (page - 1) * EVENTS)
    before = [e for e in events if accounts.background(e, story["start"])]
    earlier = {e["event_id"] for e in before}
    return {
        "title": story["title"],
        "story": story,
        "copies": query.one_of("copies", ("once", "every")),
        "events": events,
        "told": [e["event_id"] for e in events if e["event_id"] not in earlier],
        "background": [e["event_id"] for e in before],
        "list": {"page": page, "pages": -(-total // EVENTS), "total": total},
        "reports": accounts.reports_of(record, key, REPORTS),
        "origins": accounts.who_speaks(record, key, ORIGINS),
        "findings": accounts.findings_beside(record, key, FINDINGS),
        "line": chronology.of(record, Filters((("story", key),)), by="none"),
        "places": places.located(record, Filters((("story", key),))),
    }


PAGE = Page("story", "/story/{story_id}", model, ("events", "reports", "origins", "findings", "places"))
