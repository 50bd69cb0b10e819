"""What the terminal's ``--json`` prints: the data of the page that shows the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.query import Query
from crosswire.view.reports import spans
from crosswire.view.terminal import explanations, finding_lines, keys, status
from crosswire.view.web import rendering
from crosswire.view.web.registry import PAGES

# What has a page of its own -> (the page's name, how its address is written).
OWN_PAGES: dict[str, tuple[str, Callable[..., str]]] = {
    "event": ("event", links.event), "finding": ("finding", links.finding), "actor": ("actor", links.actor),
    "origin": ("origin", links.origin), "passage": ("passage", links.passage), "story": ("story", links.story),
    "document": ("report", links.report),
}  # fmt: skip


def shown(record: Record, key: str) -> str:
    """The overview, a story or an event as JSON."""
    if not key:
        return page(record, "overview", "/")
    event = keys.event(record, key)
    if event is not None:
        return page(record, "event", links.event(event["event_id"]), event_id=event["event_id"])
    story_id = keys.story(record, key)["story_id"]
    return page(record, "story", links.story(story_id), story_id=story_id)


def explained(record: Record, key: str) -> str:
    """What has an id: its page's data; where it has no page, its row, and its words where it stands in a report."""
    what, row = explanations.item(record, key)
    found = OWN_PAGES.get(what)
    if found is not None and any(p.name == found[0] for p in PAGES):
        column = next(c for _, c, name in explanations.KINDS if name == what)
        asked = (("id", row[column]),) if what == "document" else ()
        return page(record, found[0], found[1](row[column]).partition("?")[0], asked, **{column: row[column]})
    stands = {"document_id", "start", "end"} <= set(row)
    words = spans.words(record, [(row["document_id"], row["start"], row["end"])]) if stands else []
    return rendering.data({"title": f"{what} {key}", what: row, "words": words[0] if words else None})


def found(record: Record, kind: str, story: str) -> str:
    """Findings as JSON."""
    return rendering.data({"title": "Findings", "findings": finding_lines.rows(record, kind, story)})


def told(record: Record) -> str:
    """The status as JSON."""
    return rendering.data(status.model(record))


def page(record: Record, name: str, where: str, asked: tuple[tuple[str, str], ...] = (), **parts: Any) -> str:
    """The data of a page. Raises UsageError where this Crosswire has no such page."""
    for known in PAGES:
        if known.name == name:
            return rendering.data(known.model(record, Query.of(where, parts, asked)))
    raise UsageError(f"There is no page {name} whose data could be printed.")
