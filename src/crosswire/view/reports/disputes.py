"""Where reports on the same events differ: the values that they give, side by side, each at its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from math import inf
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.words import days

Row = dict[str, Any]
_ORDER = ("conflicting", "withdrawn", "updated", "refined", "only", "agreed")
_GRAVE = _ORDER[:3]
_SHARED = """
WITH mine AS (SELECT event_id FROM claims WHERE document_id IN (SELECT unnest($1)) AND event_id IS NOT NULL
              GROUP BY event_id HAVING count(DISTINCT document_id) > 1)
SELECT v.event_id, e.what, v.field, v.value, v.low, v.best, v.high, v.standing, v.withdrawn, v.claims, v.documents
FROM event_values v JOIN mine USING (event_id) JOIN events e USING (event_id) ORDER BY v.event_id, v.field, v.value
"""
_CLAIMS = 'SELECT claim_id, document_id, "start", "end" FROM claims WHERE document_id IN (SELECT unnest(?))'
_COUNTS = """SELECT claim_id, document_id, role, best, "start", "end" FROM quantities
             WHERE document_id IN (SELECT unnest(?)) AND claim_id IS NOT NULL ORDER BY "start" """


def between(record: Record, document_ids: Sequence[str]) -> list[Row]:
    """The fields for which two of these reports give different values of one event; conflicts first.

    Each has ``event_id``, ``what``, ``field``, ``standing`` (the gravest of its values), ``apart`` (they cannot both be so), and
    ``cells``: one a report, in the order asked, each a list of {``value``, ``shown``, ``standing``, ``start``, ``end``, ``href``}; an
    empty list where the report is silent. A standing is that between these reports: None for a value against which none of them speaks.
    """
    asked = list(document_ids)
    claims = {r["claim_id"]: r for r in record.rows(_CLAIMS, [asked])}
    counts: dict[str, list[Row]] = defaultdict(list)
    for row in record.rows(_COUNTS, [asked]):
        counts[row["claim_id"]].append(row)
    fields: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in record.rows(_SHARED, [asked]):
        fields[row["event_id"], row["field"]].append(row)
    found = []
    for (event_id, field), values in fields.items():
        cells = [[_cell(v, d, claims, counts) for v in values if d in v["documents"]] for d in asked]
        told = [frozenset(c["value"] for c in cell) for cell in cells if cell]
        if len(set(told)) > 1:
            known = [[v for v in values if d in v["documents"]] for d in asked]
            for own, cell in zip(known, cells, strict=True):
                for value, told_here in zip(own, cell, strict=True):
                    told_here["standing"] = _between(field, value, own, known)
            here = [c["standing"] for cell in cells for c in cell if c["standing"]]
            standing = min(here, key=_ORDER.index, default="refined")
            apart = bool(here) and any(_apart(field, a, b) for a, b in combinations(known, 2))
            row = {"event_id": event_id, "what": values[0]["what"], "field": field, "standing": standing, "apart": apart, "cells": cells}
            found.append(row)
    return sorted(
        found, key=lambda r: (not r["apart"], _ORDER.index(r["standing"]), not r["field"].startswith("quantity"), r["event_id"], r["field"])
    )


def _between(field: str, value: Row, own: Sequence[Row], known: Sequence[Sequence[Row]]) -> str | None:
    """How a value stands to what the other reports here give: its grave standing in the record where one contradicts it, else None."""
    if value["withdrawn"]:
        return "withdrawn"
    against = any(_apart(field, own, other) and _apart(field, [value], other) for other in known if other is not own)
    return value["standing"] if against and value["standing"] in _GRAVE else None


def _apart(field: str, first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Whether two reports, which both give values, have none in common, nor two counts whose bounds meet."""
    if field.startswith("quantity"):
        bounds = [[(v["low"] or 0, inf if v["high"] is None else v["high"]) for v in side] for side in (first, second)]
        meet = any(max(a, c) <= min(b, d) for a, b in bounds[0] for c, d in bounds[1])
    else:
        meet = bool({v["value"] for v in first} & {v["value"] for v in second})
    return bool(first) and bool(second) and not meet


def shown(field: str, value: str) -> str:
    """A value as a reader writes it.

    >>> shown("time", "2030-03-04/2030-03-05"), shown("place", "Port Vila")
    ('4–5 March 2030', 'Port Vila')
    """
    if field != "time":
        return value
    start, _, end = value.partition("/")
    try:
        return days(start or None, (end or start) or None)
    except ValueError:
        return value


def _cell(value: Row, document_id: str, claims: dict[str, Row], counts: dict[str, list[Row]]) -> Row:
    """A value as one report gives it, at the words of the count where it is one, else at the clause."""
    told = [claims[c] for c in value["claims"] if c in claims and claims[c]["document_id"] == document_id]
    role = value["field"].removeprefix("quantity:").split(":")[0]
    numbers = [n for c in told for n in counts[c["claim_id"]] if n["role"] == role and n["best"] == value["best"]]
    at = next(iter(numbers or told), None)
    start, end = (at["start"], at["end"]) if at else (None, None)
    return {
        "value": value["value"], "shown": shown(value["field"], value["value"]), "standing": None,
        "start": start, "end": end, "href": links.report(document_id, start, end),
    }  # fmt: skip
