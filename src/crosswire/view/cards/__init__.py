"""Cards of the review: one question, all that is needed to answer it on one screen, and the answers with their keys."""

from __future__ import annotations

from crosswire.store.database import Record
from crosswire.view.cards import conflicts, orphans, pairs, readings
from crosswire.view.cards.parts import Card

MAKERS = {
    "finding_": conflicts.card,
    "value_": readings.card,
    "claim_": pairs.of_claims,
    "entity_": pairs.of_entities,
    "decision_": orphans.card,
    "event_": conflicts.of_field,
}


def card(record: Record, key: str) -> Card | None:
    """The card of a question (see :class:`crosswire.view.review.queue.Item`); None where the record has no such thing (any more)."""
    return next((make(record, key) for start, make in MAKERS.items() if key.startswith(start)), None)
