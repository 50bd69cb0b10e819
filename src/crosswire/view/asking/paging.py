"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from crosswire.view.asking.query import PAGE_SIZE, Query

Row = TypeVar("Row")


def cut(query: Query, rows: Sequence[Row], size: int = PAGE_SIZE) -> list[Row]:
    """The rows of this page."""
    offset = (query.page() - 1) * size
    return list(rows[offset : offset + size])


def counted(query: Query, total: int, size: int = PAGE_SIZE) -> dict[str, int]:
    """What ``parts.pager`` shows: ``page``, ``pages`` and ``total``."""
    return {"page": query.page(), "pages": -(-total // size), "total": total}
