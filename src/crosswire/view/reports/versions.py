"""The versions of a report: what it replaces, what replaced it, and whether it still counts."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.reports.fates import fates

Row = dict[str, Any]
_SHOWN = "document_id, outlet, title, published_at, modified_at, received, state, replaces"
# The chain in both directions; a report replaces at most one other, and the depth keeps a damaged record from turning in a circle.
_CHAIN = f"""
WITH RECURSIVE older AS (
  SELECT {_SHOWN}, 0 AS step FROM documents WHERE document_id = $id
  UNION ALL SELECT d.document_id, d.outlet, d.title, d.published_at, d.modified_at, d.received, d.state, d.replaces, o.step - 1
  FROM documents d JOIN older o ON d.document_id = o.replaces WHERE o.step > -50
), newer AS (
  SELECT {_SHOWN}, 0 AS step FROM documents WHERE document_id = $id
  UNION ALL SELECT d.document_id, d.outlet, d.title, d.published_at, d.modified_at, d.received, d.state, d.replaces, n.step + 1
  FROM documents d JOIN newer n ON d.replaces = n.document_id WHERE n.step < 50
)
SELECT * FROM older WHERE step < 0 UNION SELECT * FROM newer ORDER BY step, document_id
"""


def versions(record: Record, document_id: str) -> list[Row]:
    """All versions of a report, the oldest first, itself with ``step`` 0; empty where there is but this one."""
    rows = record.rows(_CHAIN, {"id": document_id})
    return rows if len(rows) > 1 else []


def standing(record: Record, report: Row, chain: list[Row]) -> Row | None:
    """What a reader must know before the text: None where the report counts and replaces nothing.

    ``state``, ``why`` (a sentence, where it does not count), ``by`` (the version that took its place, or None), ``replaces`` (the version
    before it, or None).
    """
    here = next((i for i, row in enumerate(chain) if row["step"] == 0), 0)
    older = chain[here - 1] if here else None
    if report["state"] == "current":
        return {"state": "current", "why": None, "by": None, "replaces": older} if older else None
    why = record.once("fates", lambda: fates(record))[report["document_id"]]
    newer = next((row for row in chain if row["step"] > 0), None)
    return {"state": report["state"], "why": why.removeprefix("withdrawn: "), "by": newer, "replaces": older}
