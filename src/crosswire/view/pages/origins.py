"""Origins: on whose word the claims rest, each counted once however many reports repeat it."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.lookups import told
from crosswire.view.asking.matching import read
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

KINDS = ("any", "speaker", "agency", "outlet")
_COUNTED = """(SELECT origin_id, count(*) AS claims, count(DISTINCT event_id) AS events, count(DISTINCT document_id) AS reports
               FROM claims WHERE origin_id IN (SELECT key FROM chosen) GROUP BY 1)"""
_ROWS = f"""
SELECT o.origin_id, o.name, o.kind, coalesce(n.claims, 0) AS claims, coalesce(n.events, 0) AS events, coalesce(n.reports, 0) AS reports
FROM chosen JOIN origins o ON o.origin_id = chosen.key LEFT JOIN {_COUNTED} n ON n.origin_id = o.origin_id
"""
_CLAIMS = "(SELECT origin_id AS key_of, count(*) AS claims FROM claims WHERE origin_id IS NOT NULL GROUP BY 1)"
LIST = Listing(
    "o.origin_id",
    f"origins o LEFT JOIN {_CLAIMS} c ON c.key_of = o.origin_id",
    _ROWS,
    {"claims": ("most claims", "c.claims DESC NULLS LAST, o.origin_id"), "name": ("by name", "o.name, o.origin_id")},
)


def model(record: Record, query: Query) -> Model:
    """A page of origins."""
    rows, listed = LIST.page(record, query, _where(query))
    return {"title": "Origins", "origins": rows, "list": listed, "q": query.get("q"), "kind": query.one_of("kind", KINDS), "kinds": KINDS}


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All origins of that kind and with those words in their names."""
    return LIST.whole(record, query, _where(query))


def _where(query: Query) -> tuple[str, list[Any]]:
    kind = query.one_of("kind", KINDS)
    words, asked = told("o.name", read(query.get("q")).terms)
    return (words, asked) if kind == "any" else (f"{words} AND o.kind = ?", [*asked, kind])


PAGE = Page("origins", "/origins", model, ("origins",), {"origins": whole})
