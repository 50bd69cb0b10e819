"""People's judgements put back on the record, by id or by the words that they were made on.

A decision is never dropped: one whose words cannot be found again is ``orphaned``, and listed. ``subject`` is one id (a claim, amount,
quote, event, event value, finding), or two with a space between them for ``same`` and ``different`` (claims, entities or reports).
Where an id is gone, what stands at the anchored words takes its place: a claim for a claim, the entity that is named there for an
entity, the event that is told there for an event; a value by its field and label in that event. Words of a report that was replaced are
looked for in its last version; a report that is judged itself is known by its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from crosswire.link.verdicts import report_key
from crosswire.link.versions import newest, report_of
from crosswire.reconcile import anchors
from crosswire.types import Anchor, Claim, Decision, Document, Finding, Span, Tables, make_id

Spot = tuple[str, Span]
PAIRS = ("same", "different")
OF_ONE_REPORT = ("claim", "quantity", "quote")  # events, values, findings and actors are there without the report, too


def apply(tables: Tables) -> Tables:
    """Put every decision on the record anew: its state, and its subject's ids where they have changed. Nothing is dropped.

    May be called at any stage and any number of times: decisions on claims, entities and reports find their subject at once, those on
    events when claims are joined, those on findings when these are there; until then they are ``orphaned`` and keep their subject.
    """
    if not tables.decisions:
        return tables
    shelf = _Shelf(tables)
    placed = (_place(decision, shelf) for decision in tables.decisions)
    return replace(tables, decisions=tuple(sorted(placed, key=lambda d: (d.at, d.decision_id))))


def close(tables: Tables) -> Tables:
    """The last look: decisions on findings find them; findings that are judged wrong leave the table, the decision keeps what they said."""
    placed = apply(tables)
    values = {v.value_id for v in tables.event_values}
    placed = replace(placed, decisions=tuple(_still(d, values) for d in placed.decisions))
    wrong = {d.subject for d in _latest(placed.decisions) if d.verdict == "wrong" and d.state == "applied"}
    return replace(placed, findings=tuple(f for f in placed.findings if f.finding_id not in wrong))


def _still(decision: Decision, values: Collection[str]) -> Decision:
    """A judgement that a value is right or wrong has nothing to act on where nobody gives the value any more."""
    gone = decision.verdict in ("right", "wrong") and decision.subject.startswith("value_") and decision.subject not in values
    return replace(decision, state="orphaned") if gone else decision


def _latest(decisions: Iterable[Decision]) -> list[Decision]:
    """The judgements in force on single subjects: of several on one the latest."""
    rows = sorted((d for d in decisions if d.withdrawn_at is None), key=lambda d: (d.at, d.decision_id))
    return list({d.subject: d for d in rows}.values())


def said_of(finding: Finding) -> str:
    """What a finding says, as a decision keeps it: the values of its sides, whoever gives them."""
    return " | ".join(sorted({v.value for v in finding.values}))


def field_of(finding: Finding) -> str:
    """What a finding is about, as a decision keeps it."""
    return f"{finding.kind} {finding.field}"


@dataclass(frozen=True)
class _Shelf:
    """What decisions can be about, by id and by place."""

    tables: Tables

    @cached_property
    def ids(self) -> frozenset[str]:
        t = self.tables
        made: set[str] = {c.claim_id for c in t.claims} | {c.event_id for c in t.claims if c.event_id}
        made |= {v.value_id for v in t.event_values} | {e.event_id for e in t.events} | {f.finding_id for f in t.findings}
        made |= {q.quote_id for q in t.quotes} | {q.quantity_id for q in t.quantities}
        made |= {e.entity_id for e in t.entities} | {a.actor_id for a in t.actors} | {report_key(d.document_id) for d in t.documents}
        return frozenset(made)

    @cached_property
    def newest(self) -> Mapping[str, Document]:
        """For each report that was replaced or withdrawn: its last version."""
        rows = {d.document_id: d for d in self.tables.documents}
        return {i: rows[last] for i, last in newest(rows.values()).items()}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {c.claim_id: c for c in self.tables.claims}

    def claim_at(self, spot: Spot) -> str | None:
        return _at(spot, self.tables.claims, lambda c: c.claim_id)

    def event_at(self, spot: Spot) -> str | None:
        claim = self.claim_at(spot)
        return self.claims[claim].event_id if claim else None

    def entity_at(self, spot: Spot) -> str | None:
        return _at(spot, self.tables.mentions or self.tables.actor_mentions, lambda m: m.entity_id)

    def quantity_at(self, spot: Spot) -> str | None:
        return _at(spot, self.tables.quantities, lambda q: q.quantity_id)

    def quote_at(self, spot: Spot) -> str | None:
        return _at(spot, self.tables.quotes, lambda q: q.quote_id)

    def stands_at(self, key: str, spot: Spot) -> bool:
        """Whether a claim, amount or quote of this id (still) stands at the words; anything else that has an id does."""
        rows: Iterable[Any] = {"claim": self.tables.claims, "quantity": self.tables.quantities, "quote": self.tables.quotes}.get(
            _kind(key), ()
        )
        ours = [r for r in rows if getattr(r, f"{_kind(key)}_id") == key]
        return key in self.ids and all(_shared(r, spot) for r in ours)


def _kind(key: str) -> str:
    return key.split("_", maxsplit=1)[0]


def _shared(row: Any, spot: Spot) -> int:
    """How many characters a row shares with a spot."""
    return max(0, min(row.end, spot[1].end) - max(row.start, spot[1].start)) if row.document_id == spot[0] else 0


def _at(spot: Spot, rows: Iterable[Any], key: Callable[[Any], str]) -> str | None:
    """The row that shares the most characters with a spot, the shortest of equals."""
    found = [r for r in rows if _shared(r, spot)]
    return key(min(found, key=lambda r: (-_shared(r, spot), r.end - r.start, key(r)))) if found else None


def _place(decision: Decision, shelf: _Shelf) -> Decision:
    pair = decision.verdict in PAIRS
    subjects = decision.subject.split()
    words = (decision.anchor, decision.other if pair else None)
    found = [_again(s, anchor, decision, shelf) for s, anchor in zip(subjects, (*words, *[None] * len(subjects)), strict=False)]
    known = bool(found) and all(found) and (not pair or len(set(found)) == 2 == len(found))
    subject = " ".join(str(f) for f in found) if known else decision.subject
    return replace(decision, subject=subject, state="applied" if known else "orphaned")


def _again(subject: str, anchor: Anchor | None, decision: Decision, shelf: _Shelf) -> str | None:
    """The subject, where it still stands at its words; else what stands there now; None where there is neither."""
    if anchor is None:
        return subject if subject in shelf.ids else None
    kind = _kind(subject)
    if kind == "document" and decision.verdict not in PAIRS:
        report = report_of(decision, shelf.tables.documents)
        return report_key(report) if report else None
    spot = _spot(anchor, kind, shelf)
    if kind in ("value", "finding") and decision.field is None:  # nothing but the id tells which
        return subject if subject in shelf.ids else None
    if spot is None:
        return None
    if kind == "value":
        event = shelf.event_at(spot)
        return make_id("value", event, decision.field, decision.said) if event else None
    if kind == "finding":
        return _finding_at(spot, decision, shelf)
    if shelf.stands_at(subject, spot):
        return subject
    by_kind = {"event": shelf.event_at, "entity": shelf.entity_at, "quantity": shelf.quantity_at, "quote": shelf.quote_at}
    return by_kind.get(kind, shelf.claim_at)(spot)


def _spot(anchor: Anchor, kind: str, shelf: _Shelf) -> Spot | None:
    """Where the words stand: of a report that was replaced, in its last version. What a claim says is not judged where it is gone."""
    spot = anchors.find(anchor, shelf.tables.documents)
    last = shelf.newest.get(spot[0]) if spot and kind != "document" else None
    if spot is None or last is None:
        return spot
    return anchors.unchanged(anchor, [last]) or (None if kind in OF_ONE_REPORT else spot)


def _finding_at(spot: Spot, decision: Decision, shelf: _Shelf) -> str | None:
    """The finding of the same field and values that has words at the spot, or is about the event that is told there."""
    alike = [f for f in shelf.tables.findings if (field_of(f), said_of(f)) == (decision.field, decision.said)]
    here = [f for f in alike if any(d == spot[0] and s < spot[1].end and spot[1].start < e for v in f.values for d, s, e in v.spans)]
    event = shelf.event_at(spot)
    return min((f.finding_id for f in here or [f for f in alike if event and f.event_id == event]), default=None)
