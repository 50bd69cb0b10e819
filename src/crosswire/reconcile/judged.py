"""What people's judgements change in the values of events: what is judged wrong no longer counts, what is decided stands.

Nothing is taken off the record: a claim that is judged wrong keeps its event, and a value its row; they are only not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.standing import Said
from crosswire.types import Claim, Decision, EventValue, make_id


@dataclass(frozen=True, slots=True)
class Judged:
    """``wrong``: ids of claims, quantities, quotes, values and events; ``decided``: id of a value -> what its field is decided to be."""

    wrong: frozenset[str] = frozenset()
    decided: Mapping[str, str] = field(default_factory=dict)

    def counting(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims that are not judged wrong."""
        return [c for c in claims if c.claim_id not in self.wrong]

    def voices(self, event_id: str, said: Mapping[str, Sequence[Said]]) -> dict[str, list[Said]]:
        """What the claims say, without the values that are judged wrong."""
        kept = {name: [s for s in rows if make_id("value", event_id, name, s.label) not in self.wrong] for name, rows in said.items()}
        return {name: rows for name, rows in kept.items() if rows}

    def choice(self, event_id: str, name: str, labels: Iterable[str]) -> str | None:
        """What a person decided that a field is, by a judgement on any of its values; None where nobody did."""
        ids = (make_id("value", event_id, name, label) for label in labels)
        return next((self.decided[i] for i in sorted(ids) if i in self.decided), None)


def read(decisions: Iterable[Decision]) -> Judged:
    """The judgements in force: of several on one subject the latest; ``right`` takes back an earlier ``wrong``."""
    latest: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.decision_id)):
        if decision.withdrawn_at is None and decision.verdict in ("right", "wrong", "value"):
            latest[decision.subject] = decision
    return Judged(
        frozenset(s for s, d in latest.items() if d.verdict == "wrong"),
        {s: d.value for s, d in sorted(latest.items()) if d.verdict == "value" and d.value},
    )


def without_wrong(shelf: Shelf, judged: Judged) -> Shelf:
    """The shelf without the amounts and the quotes that are judged wrong."""
    quantities = {c: [q for q in rows if q.quantity_id not in judged.wrong] for c, rows in shelf.quantities.items()}
    quotes = {i: q for i, q in shelf.quotes.items() if i not in judged.wrong}
    return replace(shelf, quantities=quantities, quotes=quotes)


def decided_row(event_id: str, name: str, value: str) -> EventValue:
    """The row of a value that only a person gives: no report, no claim, no origin."""
    digits = value.replace(",", "")
    amount = float(digits) if digits.isdigit() and name.startswith("quantity") else None
    return EventValue(event_id, name, value, amount, amount, amount, (), (), (), "only")
