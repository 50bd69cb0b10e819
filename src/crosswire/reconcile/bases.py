"""Sums across reports: two reports add the same to reach the same total, from two different numbers (a conflict of quantity)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crosswire.reconcile.arithmetic import Sum, drawn_in, number, slack
from crosswire.reconcile.numbers import label
from crosswire.reconcile.wording import finding, outlets
from crosswire.types import Document, Finding, FoundValue, Quantity, Tables

Told = tuple[Document, Quantity]  # a report and the number from which its sum starts


def find(tables: Tables) -> list[Finding]:
    """One finding for every event, addition and total that reports reach from numbers that cannot be one, rounding allowed for."""
    event_of = {c.claim_id: c.event_id for c in tables.claims}
    told_in: dict[tuple[str, float | None], set[str]] = defaultdict(set)  # a number of a report -> the events it is told of
    for quantity in tables.quantities:
        if event_id := event_of.get(quantity.claim_id or ""):
            told_in[quantity.document_id, number(quantity)].add(event_id)
    starts: dict[tuple[str, float, float], list[Told]] = defaultdict(list)
    for document, one in drawn_in(tables):
        for event_id, added, base in _read(one, told_in):
            starts[event_id, number(added) or 0.0, number(one.whole) or 0.0].append((document, base))
    found = []
    for (event, step, total), told in sorted(starts.items(), key=lambda item: item[0]):
        if any(_differ(a, b) for a in told for b in told):
            found.append(_finding(event, step, total, told))
    return found


def _read(one: Sum, told_in: Mapping[tuple[str, float | None], set[str]]) -> list[tuple[str, Quantity, Quantity]]:
    """(event, what is added, what it is added to) of a sum of two parts; what is added is the smaller, and told of the event."""
    if len(one.parts) != 2:
        return []
    added, base = sorted(one.parts, key=lambda q: number(q) or 0.0)
    return [(event_id, added, base) for event_id in sorted(told_in.get((added.document_id, number(added)), ()))]


def _differ(a: Told, b: Told) -> bool:
    left, right = number(a[1]) or 0.0, number(b[1]) or 0.0
    apart = (a[0].outlet or a[0].document_id) != (b[0].outlet or b[0].document_id)
    return apart and abs(left - right) > max(slack(a[1]), slack(b[1]))


def _finding(event_id: str, added: float, total: float, told: Sequence[Told]) -> Finding:
    groups: dict[str, list[Told]] = defaultdict(list)
    for document, base in sorted(told, key=lambda t: (t[0].document_id, t[1].start)):
        groups[label(base)].append((document, base))
    known = {d.document_id: d for d, _ in told}
    values = tuple(
        FoundValue(
            value,
            tuple(sorted({d.document_id for d, _ in rows})),
            tuple(sorted({q.claim_id for _, q in rows if q.claim_id})),
            tuple(sorted({(d.document_id, q.start, q.end) for d, q in rows})),
        )
        for value, rows in sorted(groups.items())
    )
    from_what = "; ".join(f"{v.value} ({outlets(v.documents, known)})" for v in values)
    text = f"Reports add {added:,.10g} to reach {total:,.10g}, but from different numbers: {from_what}."
    return finding("conflict", event_id, "quantity", values, text)
