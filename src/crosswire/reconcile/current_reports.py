"""What counts: the record without what replaced and withdrawn reports say. Their texts, and the words that they share, stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from crosswire.types import Tables

_T = TypeVar("_T", bound=Tables)


def of_current(tables: _T) -> _T:
    """The tables without the claims, victims, amounts, quotes and namings of reports that were replaced or withdrawn."""
    gone = {d.document_id for d in tables.documents if d.state != "current"}
    if not gone:
        return tables
    return replace(
        tables,
        claims=tuple(c for c in tables.claims if not c.withdrawn),
        victims=tuple(v for v in tables.victims if v.document_id not in gone),
        quantities=tuple(q for q in tables.quantities if q.document_id not in gone),
        quotes=tuple(q for q in tables.quotes if q.document_id not in gone),
        namings=tuple(n for n in tables.namings if n.document_id not in gone),
    )
