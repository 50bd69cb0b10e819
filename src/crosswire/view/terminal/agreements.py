"""How far people agree, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosswire.reconcile.agreements import Agreement, Dispute, agreements, answer
from crosswire.store.database import Record
from crosswire.types import Decision
from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import plural


def lines(record: Record, decisions: Sequence[Decision]) -> Iterator[str]:
    """A line for each two people, then everything that was judged differently, with its words."""
    found, disputes = agreements(decisions)
    if not found:
        yield "No two people judged the same thing."
    for pair in found:
        yield _pair(pair)
    known = {r["event_id"] for r in record.rows("SELECT event_id FROM events")}
    for dispute in disputes:
        yield ""
        yield from _dispute(dispute, known)


def _pair(pair: Agreement) -> str:
    kappa = "" if pair.kappa is None else f", Cohen's kappa {pair.kappa:.2f}"
    return f"{pair.one} and {pair.other}: {pair.same} of {plural(pair.both, 'judgement')} alike ({pair.same / pair.both:.0%}{kappa})"


def _dispute(dispute: Dispute, known: set[str]) -> Iterator[str]:
    first = dispute.judgements[0]
    subject = "two reports" if first.subject.startswith("document_") else first.subject
    gone = "" if not subject.startswith("event_") or subject.split()[0] in known else " (no longer an event of its own)"
    yield wrapped(f"{f'{first.field} of ' if first.field else ''}{subject}{gone}", "", "  ")
    for anchor in (first.anchor, first.other):
        if anchor:
            yield wrapped(f"on the words “{' '.join(anchor.exact.split())}”", "    ", "  ")
    for one in dispute.judgements:
        yield wrapped(
            f"{one.by}: {answer(one)}, at {one.at} [{one.decision_id}]" + (f", note: {one.note}" if one.note else ""), "    ", "  "
        )
