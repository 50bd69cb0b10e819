"""Rejects: what could not be taken in, and why."""

from __future__ import annotations

from typing import Any

from crosswire.errors import REJECT_REASONS
from crosswire.store.database import Record
from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page

LIST = Listing(
    "r.rowid",
    "rejects r",
    "SELECT r.path, r.reason, r.detail, r.bytes, r.sha256, r.at FROM chosen JOIN rejects r ON r.rowid = chosen.key",
    {"path": ("by path", "r.path, r.rowid"), "reason": ("by reason", "r.reason, r.path, r.rowid")},
)


def model(record: Record, query: Query) -> Model:
    """A page of rejects."""
    rows, listed = LIST.page(record, query, ("true", []))
    return {"title": "Rejects", "rejects": _told(rows), "list": listed}


def whole(record: Record, query: Query) -> list[dict[str, Any]]:
    """All rejects."""
    return _told(LIST.whole(record, query, ("true", [])))


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "why": row["reason"].replace("-", " "), "meaning": REJECT_REASONS.get(row["reason"], "")} for row in rows]


PAGE = Page("rejects", "/rejects", model, ("rejects",), {"rejects": whole})
