"""Names: by which words each outlet calls the same actor, side by side."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices, paging
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page
from crosswire.view.sources import naming
from crosswire.view.sources.naming import Asked

Row = dict[str, Any]

ACTORS = 20  # to a page
OUTLETS = 12  # of an actor's table; the rest stands on the actor's page
SHOW = ("differ", "all")
KINDS = ("", *naming.KINDS)


def model(record: Record, query: Query) -> Model:
    """``actors``, each with ``rows``: an outlet's words by kind; ``words``: the same as flat rows."""
    filters = Filters.of(record, query)
    asked = _asked(query, filters)
    show = query.one_of("show", SHOW)
    ids, total = _ids(record, query, asked, show)
    found = naming.words_of(record, ids, asked.story)
    told = record.rows("SELECT actor_id, name, kind, country FROM actors WHERE actor_id IN (SELECT unnest(?))", [ids])
    known = {r["actor_id"]: r for r in told}
    named = record.rows("SELECT story_id, title FROM stories WHERE story_id = ?", [asked.story]) if asked.story else []
    return {
        "title": "Names",
        "story": named[0] if named else None,
        "show": show,
        "kind": asked.kind,
        "outlet": asked.outlet,
        "actors": [_actor(known[i], found[i], asked.outlet) for i in ids],
        "words": _flat(known, found),
        "list": paging.counted(query, total, ACTORS),
        "form": choices.form(record, query, filters, ("q", "story", "outlet")),
    }


def _asked(query: Query, filters: Filters) -> Asked:
    words = tuple(filters.get("q").lower().split())
    return Asked(filters.get("story"), filters.get("outlet"), query.one_of("kind", KINDS), words)


def _ids(record: Record, query: Query, asked: Asked, show: str) -> tuple[list[str], int]:
    if show == "all":
        return naming.most_named(record, asked, ACTORS, (query.page() - 1) * ACTORS)
    ids = naming.differing(record, asked)
    return paging.cut(query, ids, ACTORS), len(ids)


def _actor(actor: Row, words: list[Row], first: str) -> Row:
    rows, left = naming.by_outlet(words, OUTLETS, first)
    outlets = {w["outlet"] for w in words}
    return {**actor, "uses": sum(w["uses"] for w in words), "outlets": len(outlets), "rows": rows, "left": left}


def _flat(known: dict[str, Row], found: dict[str, list[Row]]) -> list[Row]:
    return [
        {"actor_id": i, "actor": known[i]["name"], **{k: v for k, v in w.items() if k != "actor_id"}}
        for i, rows in found.items()
        for w in rows
    ]


def _every(record: Record, query: Query) -> list[Row]:
    """The words of every actor under the filters, not only of those on the page."""
    asked = _asked(query, Filters.of(record, query))
    if query.one_of("show", SHOW) == "differ":
        ids = naming.differing(record, asked)
    else:
        ids, _ = naming.most_named(record, asked, 1_000_000_000, 0)
    told = record.rows("SELECT actor_id, name FROM actors WHERE actor_id IN (SELECT unnest(?))", [ids])
    return _flat({r["actor_id"]: r for r in told}, naming.words_of(record, ids, asked.story))


PAGE = Page("names", "/names", model, ("words",), {"words": _every})
