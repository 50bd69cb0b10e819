"""The printable report of a story, as a page; as one file it is had from ``crosswire report``."""

from __future__ import annotations

from crosswire.store.database import Record
from crosswire.view import printed, queries
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page


def model(record: Record, query: Query) -> Model:
    """The account on paper, its notes, its sources."""
    key = query.part("story_id")
    story = queries.one(record, "stories", "story_id", key)
    if story is None:
        raise missing("story", key)
    return printed.model(record, story)


PAGE = Page("printed", "/story/{story_id}/report", model, ("events", "notes", "reports", "contested"))
