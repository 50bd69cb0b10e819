"""Cards of values that rest on one report: is it read right?"""

from __future__ import annotations

from crosswire.store.database import Record
from crosswire.view import links, words
from crosswire.view.cards import parts
from crosswire.view.cards.parts import Card


def card(record: Record, key: str) -> Card | None:
    """The card of an event's value: the words of the amount, or of the claim that gives it."""
    rows = record.rows("SELECT * FROM event_values WHERE value_id = ?", [key])
    if not rows:
        return None
    value = rows[0]
    spots = parts.said(record, value, 2)
    told = parts.told(record, spots, 220)
    label = f"{value['value']} {words.field(value['field'])}"
    sides = [parts.side(label, [told[s] for s in spots if s in told], hint=parts.counts(len(value["documents"])))]
    choices = [
        parts.choice("r", "Right", "right", [key], effect="the field is this"),
        parts.choice("w", "Wrong", "wrong", [key], effect="it counts no more"),
        parts.choice("v", "Another value", "value", [value["event_id"]], field=value["field"], effect="you say which"),
    ]
    note = "One report alone gives this number."
    leads = [parts.lead("the report", links.report(*spots[0]))] if spots else []
    event = parts.about(record, value["event_id"])
    return parts.card(key, "reading", f"Is this read right: {label}?", note=note, about=event, sides=sides, choices=choices, leads=leads)
