"""An actor: its names by outlet, what it did and what was done to it, what it said, and why this is one actor."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.reports import spans
from crosswire.view.sources import acting

Row = dict[str, Any]

MENTIONS, REPORTS = 30, 10  # to a page: mentions, or reports with mentions of one word
QUOTES, ALL_QUOTES = 6, 40
OUTLETS, ALL_OUTLETS = 12, 1000


def model(record: Record, query: Query) -> Model:
    """The actor; ``mentions`` are all of them, or those by a ``word`` or in the reports of an ``outlet``."""
    actor = _actor(record, query)
    actor_id, every = actor["actor_id"], query.one_of("names", ("some", "all")) == "all"
    word, outlet, stance = query.get("word"), query.get("outlet"), query.get("stance")
    acting.gather(record, actor_id)
    counts = acting.counts(record, actor_id)
    said = _said(record, query, actor_id, stance)
    found, pages, total = _mentions(record, query, actor_id, counts["mentions"])
    shown = spans.words(record, [(r["document_id"], r["start"], r["end"]) for r in [*said, *found]])
    country = record.rows("SELECT name FROM actors WHERE kind = 'country' AND country = ? ORDER BY actor_id LIMIT 1", [actor["country"]])
    return {
        "title": actor["name"],
        "actor": actor,
        "country": country[0]["name"] if country and actor["kind"] != "country" else None,
        **acting.kin(record, actor),
        "counts": counts,
        "roles": acting.roles(record),
        "words": acting.words(record, actor_id, ALL_OUTLETS if every else OUTLETS),
        "did": acting.events(record, actor_id, "actor_id", query.get("did")),
        "suffered": acting.events(record, actor_id, "target_id", query.get("done")),
        "stances": acting.stances(record, actor_id),
        "stance": stance,
        "quotes": [{**q, **w} for q, w in zip(said, shown, strict=False)],
        "mentions": [{**m, **w} for m, w in zip(found, shown[len(said) :], strict=False)],
        "asked": {"word": word, "outlet": outlet},
        "list": {"page": query.page(), "pages": pages, "total": total},
        "reasons": acting.reasons(record),
        "near": acting.near(record, actor),
    }


def _actor(record: Record, query: Query) -> Row:
    key = query.part("actor_id")
    actor = queries.one(record, "actors", "actor_id", key)
    if actor is None:
        raise missing("actor", key)
    return actor


def _said(record: Record, query: Query, actor_id: str, stance: str) -> list[Row]:
    every = query.one_of("said", ("some", "all")) == "all"
    return acting.quotes(record, actor_id, stance, ALL_QUOTES if every else QUOTES, 0)


def _mentions(record: Record, query: Query, actor_id: str, mentions: int) -> tuple[list[Row], int, int]:
    """(mentions of this page, how many pages, how many mentions or, of a word, reports)."""
    word, outlet, page = query.get("word"), query.get("outlet"), query.page()
    if word or outlet:
        found, reports = acting.called(record, actor_id, word, outlet, REPORTS, page)
        return found, -(-reports // REPORTS), reports
    return acting.mentions(record, MENTIONS, (page - 1) * MENTIONS), -(-mentions // MENTIONS), mentions


def _names(record: Record, query: Query) -> list[Row]:
    return list(acting.words(record, _actor(record, query)["actor_id"], 1)["flat"])


def _quotes(record: Record, query: Query) -> list[Row]:
    rows = acting.quotes(record, _actor(record, query)["actor_id"], query.get("stance"), 1_000_000, 0)
    return [{**q, **w} for q, w in zip(rows, spans.words(record, [(r["document_id"], r["start"], r["end"]) for r in rows]), strict=True)]


PAGE = Page("actor", "/actor/{actor_id}", model, ("names", "quotes", "mentions"), {"names": _names, "quotes": _quotes})
