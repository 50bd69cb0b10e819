"""An outlet: its reports, on whose word it tells, and with which outlets it shares text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import paging
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.sources import sourcing

Row = dict[str, Any]

REPORTS, ORIGINS, PAIRS = 12, 20, 25
BLANK = {"claims": 0, "own": 0, "speakers": 0, "agencies": 0, "others": 0, "took": 0, "gave": 0, "shares": 0, "origin_id": None}

_REPORTS = """
SELECT document_id, title, published_at FROM documents WHERE outlet IS NOT DISTINCT FROM ?
ORDER BY published_at DESC NULLS LAST, document_id LIMIT ?"""


def model(record: Record, query: Query) -> Model:
    """The outlet's figures, its latest ``reports``, the ``origins`` of its claims, its ``copies`` and ``pairs`` of reports."""
    name, other = query.get("name"), query.get("with")
    outlet = _outlet(record, name)
    origins = sourcing.on_whose_word(record, name) if name else []
    pairs = _pairs(record, name, other)
    return {
        "title": name or "Outlet not known",
        "outlet": outlet,
        "with": other,
        "reports": record.rows(_REPORTS, [name or None, REPORTS]),
        "origins": origins[:ORIGINS],
        "more_origins": max(0, len(origins) - ORIGINS),
        "copies": _copies(record, name),
        "pairs": _titled(record, paging.cut(query, pairs, PAIRS)),
        "list": paging.counted(query, len(pairs), PAIRS),
    }


def _outlet(record: Record, name: str) -> Row:
    """The outlet's row of the page of sources; of reports without an outlet only how many there are, and from when to when."""
    rows = sourcing.outlets(record)
    if name:
        found = next((r for r in rows if r["outlet"] == name), None)
        if found is None:
            raise missing("outlet", name)
        return found
    nameless = [r for r in rows if r["outlet"] is None]
    days = sorted(d for r in nameless for d in (r["first"], r["last"]) if d)
    span = {"first": days[0] if days else None, "last": days[-1] if days else None}
    return {"name": "", "outlet": None, "document_id": None, "reports": sum(r["reports"] for r in nameless), **BLANK, **span}


def _copies(record: Record, name: str) -> list[Row]:
    return [c for c in sourcing.copies(record) if name and name in (c["giver"], c["taker"])]


def _pairs(record: Record, name: str, other: str) -> list[Row]:
    """Pairs of its reports and others', those with most shared characters first; with one outlet only where that was asked."""
    found = (p for p in sourcing.pairs(record) if name and name in (p["giver"], p["taker"]))
    return [p for p in found if not other or other in (p["giver"], p["taker"])]


def _titled(record: Record, pairs: Sequence[Row]) -> list[Row]:
    ids = list({i for p in pairs for i in (p["given_id"], p["taken_id"])})
    rows = record.rows("SELECT document_id, title, published_at FROM documents WHERE document_id IN (SELECT unnest(?))", [ids])
    known = {r["document_id"]: r for r in rows}
    return [
        {
            **p,
            "given_title": known[p["given_id"]]["title"],
            "taken_title": known[p["taken_id"]]["title"],
            "given_at": known[p["given_id"]]["published_at"],
            "taken_at": known[p["taken_id"]]["published_at"],
        }
        for p in pairs
    ]


def _all_reports(record: Record, query: Query) -> list[Row]:
    return record.rows(_REPORTS, [query.get("name") or None, 1_000_000_000])


def _all_origins(record: Record, query: Query) -> list[Row]:
    return sourcing.on_whose_word(record, query.get("name"))


def _all_pairs(record: Record, query: Query) -> list[Row]:
    return _titled(record, _pairs(record, query.get("name"), query.get("with")))


TABLES = ("reports", "origins", "copies", "pairs")
PAGE = Page("outlet", "/outlet", model, TABLES, {"reports": _all_reports, "origins": _all_origins, "pairs": _all_pairs})
