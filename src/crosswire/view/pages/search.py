"""Search over everything: words and phrases, names, numbers, days, ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking import searching
from crosswire.view.asking.matching import Asked, read
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

FEW, MANY = 5, 20  # rows of a group beside others, and of one group alone
LABELS = {
    "actors": "Actors", "places": "Places", "outlets": "Outlets", "stories": "Stories", "events": "Events",
    "quantities": "Counts and amounts", "findings": "Findings", "quotes": "Quotations", "reports": "Reports",
}  # fmt: skip
_SPANS = ("quote", "quantity", "sentence", "victim", "mention")
_PAGES: dict[str, Callable[[str], str]] = {
    "event": links.event, "story": links.story, "actor": links.actor, "place": links.place, "origin": links.origin,
    "finding": links.finding, "passage": links.passage, "claim": links.claim, "value": links.event, "report": links.report,
}  # fmt: skip
Search = Callable[[Record, Asked, int, int], searching.Found]


def model(record: Record, query: Query) -> Model:
    """What answers, by kind: ``groups`` of name, label, total, ``more`` (there may be others), rows; ``leads_to`` for an id."""
    line, only = query.get("q"), query.one_of("in", ("", *LABELS))
    asked = read(line)
    to = _address(record, line.strip())
    groups = [] if to or not (asked.terms or asked.days) else _groups(record, query, asked, only)
    return {"title": f"Search: {line.strip()}" if line.strip() else "Search", "leads_to": to, "in": only, "groups": groups}


def _groups(record: Record, query: Query, asked: Asked, only: str) -> list[dict[str, Any]]:
    reports = searching.Reports(record, asked)
    searches: dict[str, Search] = {
        "actors": searching.named("actor"), "places": searching.named("place"), "outlets": searching.outlets,
        "stories": searching.stories, "events": searching.events, "quantities": reports.quantities,
        "findings": searching.findings, "quotes": reports.quotes, "reports": reports.search,
    }  # fmt: skip
    groups = []
    for name, search in searches.items():
        limit = MANY if name == only else (FEW if not only else 0)
        page = query.page() if name == only else 1
        total, more, rows = search(record, asked, limit, (page - 1) * limit)
        groups.append({
            "name": name, "label": LABELS[name], "total": total, "more": more, "rows": rows,
            "page": page, "pages": -(-total // MANY), "url": query.url(**{"in": name}),
        })  # fmt: skip
    return groups


def _address(record: Record, key: str) -> str | None:
    """Where the id that was typed in leads."""
    asked = read(key)
    word = " " in key or key.isalpha() or asked.number is not None or asked.days  # a report may be called so
    found = searching.leads_to(record, key) if key and not word else None
    if found is None:
        return None
    what, row = found
    if what in _SPANS:
        return links.report(row["document_id"], row["start"], row["end"])
    return _PAGES[what](row["id"])


PAGE = Page("search", "/search", model)
