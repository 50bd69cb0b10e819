"""What people's judgements change in the values of events: what is judged wrong no longer counts, what is decided stands.

Nothing is taken off the record: a claim that is judged wrong keeps its event, and a value its row; they are only not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.standing import Said
from crosswire.types import Claim, Decision, EventValue, Span, make_id

DAYS = re.compile(r"(\d{4}-\d\d-\d\d|…)(?:/(\d{4}-\d\d-\d\d|…))?")
AMOUNT = re.compile(r"(?:(?P<bound>at least|up to|about)\s+)?(?P<number>\d[\d,]*(?:\.\d+)?)", re.IGNORECASE)
Amount = tuple[float, float, float | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """``wrong``: ids of claims, quantities, quotes, values and events; ``decided``: what a field is decided to be, by the id of a value of
    it, or by the event's id and the field with a space between them, the latest last."""

    wrong: frozenset[str] = frozenset()
    decided: dict[str, str] = field(default_factory=dict)

    def counting(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims that are not judged wrong."""
        return [c for c in claims if c.claim_id not in self.wrong]

    def voices(self, event_id: str, said: Mapping[str, Sequence[Said]]) -> dict[str, list[Said]]:
        """What the claims say, without the values that are judged wrong."""
        if not self.wrong:
            return {name: list(rows) for name, rows in said.items() if rows}
        kept = {name: [s for s in rows if make_id("value", event_id, name, s.label) not in self.wrong] for name, rows in said.items()}
        return {name: rows for name, rows in kept.items() if rows}

    def choice(self, event_id: str, name: str, labels: Iterable[str]) -> str | None:
        """What a person decided that a field is, by a judgement on it or on any of its values; None where nobody did."""
        if not self.decided:
            return None
        here = {f"{event_id} {name}", *(make_id("value", event_id, name, label) for label in labels)}
        return next((value for key, value in reversed(self.decided.items()) if key in here), None)

    def fields(self, event_id: str) -> list[str]:
        """The fields of an event that a person gave a value for, whether a report speaks of them or not."""
        return sorted(key.split(" ", 1)[1] for key in self.decided if key.startswith(f"{event_id} "))


def read(decisions: Iterable[Decision]) -> Judged:
    """The judgements in force, those that are orphaned left out: of several on one subject (or one field of an event) the latest.

    ``right`` takes back an earlier ``wrong``; of a value it says that the field is this.
    """
    latest: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.decision_id)):
        if decision.withdrawn_at is None and decision.state == "applied" and decision.verdict in ("right", "wrong", "value"):
            of_field = decision.subject.startswith("event_") and decision.field
            key = f"{decision.subject} {decision.field}" if of_field else decision.subject
            latest.pop(key, None)
            latest[key] = decision
    decided = {s: d.value if d.verdict == "value" else d.said for s, d in latest.items() if d.verdict in ("value", "right")}
    return Judged(
        frozenset(s for s, d in latest.items() if d.verdict == "wrong"),
        {s: value for s, value in decided.items() if value and s.startswith(("value_", "event_"))},
    )


def days_of(text: str) -> tuple[date | None, date | None] | None:
    """(first day, last day) of a time as a value has it ("2030-03-04", "2030-03-04/2030-03-06", an open end as "…"); None where it is none.

    >>> days_of("2030-03-04/…"), days_of("2030-02-30"), days_of("2030-03-06/2030-03-04")
    ((datetime.date(2030, 3, 4), None), None, None)
    """
    told = DAYS.fullmatch(text)
    if told is None:
        return None
    try:
        start, end = (date.fromisoformat(d) if d[0].isdigit() else None for d in (told[1], told[2] or told[1]))
    except ValueError:
        return None
    return None if start and end and start > end else (start, end)


def without_wrong(shelf: Shelf, judged: Judged) -> Shelf:
    """The shelf without the amounts and the quotes that are judged wrong, nor the victims whom such an amount counts."""
    wrong = [q for rows in shelf.quantities.values() for q in rows if q.quantity_id in judged.wrong]
    spans = [(q.document_id, Span(q.start, q.end)) for q in wrong]
    victims = {
        claim: [v for v in rows if not any(v.document_id == d and span.overlaps(Span(v.start, v.end)) for d, span in spans)]
        for claim, rows in shelf.harmed.victims.items()
    }
    quantities = {c: [q for q in rows if q.quantity_id not in judged.wrong] for c, rows in shelf.quantities.items()}
    quotes = {i: q for i, q in shelf.quotes.items() if i not in judged.wrong}
    return replace(shelf, quantities=quantities, quotes=quotes, harmed=replace(shelf.harmed, victims=victims))


def amount_of(value: str) -> Amount | None:
    """The (low, best, high) of a number as a person writes it; None where it is none.

    >>> [amount_of(v) for v in ("1,200", "at least 19", "up to 275", "about 600", "nineteen")]
    [(1200.0, 1200.0, 1200.0), (19.0, 19.0, None), (0.0, 275.0, 275.0), (540.0, 600.0, 660.0), None]
    """
    match = AMOUNT.fullmatch(value.strip())
    if match is None:
        return None
    number = float(match["number"].replace(",", ""))
    match match["bound"]:
        case "at least":
            return number, number, None
        case "up to":
            return 0.0, number, number
        case "about":
            return number - number / 10, number, number + number / 10
        case _:
            return number, number, number


def decided_row(event_id: str, name: str, value: str) -> EventValue:
    """The row of a value that only a person gives: no report, no claim, no origin."""
    low, best, high = (amount_of(value) if name.startswith("quantity") else None) or (None, None, None)
    return EventValue(event_id, name, value, low, best, high, (), (), (), "only")
