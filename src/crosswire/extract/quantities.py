"""Counted and measured amounts: span, bounds, modality, what is counted, and what happens to it.

The span holds modifier, number and unit ("up to 275 'military personnel'"). Dates, years, ages, ordinals, clock times, labels
and numbers inside names are no quantities. For the meaning of ``role`` see :mod:`crosswire.extract.quantity_roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from crosswire.acquire.sentences import Page
from crosswire.extract.quantity_bounds import find_amounts
from crosswire.extract.quantity_guards import LABEL_FRONT, counts, date_spans
from crosswire.extract.quantity_labels import MORE_THAN
from crosswire.extract.quantity_modifiers import Amount, bounded, followed_by
from crosswire.extract.quantity_none import find_none
from crosswire.extract.quantity_roles import find_role, is_age
from crosswire.extract.quantity_technical import technical_spans
from crosswire.extract.quantity_units import STATE_WORDS, Unit, find_unit, of_measure
from crosswire.types import Quantity, UnitKind, make_id

PARTS = re.compile(r"\b(?:of\s+(?:them|whom|these|those)|including|among\s+(?:them|whom)|of\s+which)\b", re.IGNORECASE)

JOINED = re.compile(r",?\s+(?:and|plus|as\s+well\s+as|along\s+with|together\s+with)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity on its way: where it stands, its bounds, its unit, and the token by which its role is found."""

    start: int
    end: int
    amount: Amount | None  # None: a count of none
    unit: Unit
    token: Token
    number: Token
    rule: str


def read(page: Page) -> list[Quantity]:
    """The quantities of a document's title, body and captions, sorted by offset; ``claim_id`` is None."""
    rows: list[Quantity] = []
    for sentence in page.sentence_tokens():
        rows += _with_inherited(page, list(_readings(page, sentence)))
    rows = [replace(r, quantity_id=make_id("quantity", r.document_id, r.start, r.end)) for r in rows]
    return sorted(rows, key=lambda r: (r.start, r.end))


def _readings(page: Page, sentence: Span) -> Iterator[Reading]:
    text = page.document.text
    base, stop = sentence.start_char, sentence.end_char
    piece = text[base:stop]
    nones = find_none(sentence)
    amounts = find_amounts(piece)
    dates = [*date_spans(piece), *technical_spans(text, base, stop)] if amounts else []
    for amount in amounts:
        if any(n.start < base + amount.last and base + amount.first < n.end for n in nones):
            continue
        reading = _reading(page, piece, base, amount, dates)
        if reading is not None:
            yield reading
    for none in nones:
        yield Reading(none.start, none.end, None, none.unit, none.unit.head or sentence[0], none.unit.head or sentence[0], none.rule)


def _reading(page: Page, piece: str, base: int, amount: Amount, dates: list[tuple[int, int]]) -> Reading | None:
    tokens = page.tokens(base + amount.first, base + amount.last)
    end = base + max(amount.last, amount.end)
    unit = of_measure(amount.measure, tokens[-1], end) if amount.measure else find_unit(tokens, amount.currency, end, amount.part)
    if amount.part == "count":
        unit = replace(unit, end=end)
    before = page.document.text[max(0, base - 12) : base].rpartition("\n")[2]  # "bulletin no. 7" may be cut behind "no."
    if not counts(piece, amount, tokens, unit, dates) or (
        LABEL_FRONT.search(before + piece[: amount.first]) and not piece[: amount.first].strip()
    ):
        return None
    if unit.rule in ("bare", "number-of") and re.fullmatch(r"\(\d+\)", piece[max(0, amount.first - 1) : amount.last + 1]):
        return None  # "Comments (48)"
    if unit.kind is None and is_age(page.document.text, base + amount.start, base + amount.last):
        return None
    if amount.modality == "exact" and not amount.currency and MORE_THAN.search(piece, max(0, amount.start - 90), amount.start):
        amount = bounded(amount, "at_least", "passed")
    amount, end = followed_by(piece, amount, max(unit.end - base, amount.end))
    token = unit.head if unit.head is not None and unit.rule not in ("of-pronoun", "number-of") else tokens[-1]
    return Reading(base + amount.start, base + end, amount, unit, token, tokens[-1], f"{amount.rule}/{unit.rule}")


def _with_inherited(page: Page, readings: list[Reading]) -> list[Quantity]:
    """Rows of one sentence; a count that tells no unit or role of its own takes them from the count it is part of or joined to."""
    rows: list[Quantity] = []
    for reading in sorted(readings, key=lambda r: (r.start, r.end)):
        row = _row(page, reading)
        if rows and row.start < rows[-1].end:
            row = replace(row, start=max(row.start, _number_start(reading)))
        if rows:
            row = _inherited(page, rows[-1], row)
        rows.append(row)
    return rows


def _number_start(reading: Reading) -> int:
    return reading.token.idx if reading.amount is None else reading.start + reading.amount.first - reading.amount.start


def _inherited(page: Page, before: Quantity, row: Quantity) -> Quantity:
    """What a count takes from the one in front of it in the same sentence: a unit, a role, or how exact it is."""
    between = page.document.text[before.end : row.start]
    part = bool(PARTS.search(page.document.text[before.end : row.end])) or bool(re.match(r"\s*\([^()]*$", between))
    if row.unit is None and (part or row.unit_kind is None) and before.unit_kind in ("people", "things") and not _measured(row):
        # The dead are no unit of those affected ("41 dead, 2.1m affected").
        unit = None if not part and (before.unit or "").lower() in STATE_WORDS else before.unit
        row = replace(row, unit=unit, unit_kind=before.unit_kind, rule=f"{row.rule}+unit-before")
    if _measured(row) and row.unit_kind == before.unit_kind and between.startswith(" ("):
        return _as_before(before, row) if (row.modality, before.modality) == ("exact", "approximate") else row
    if row.role is None and before.role is not None and row.unit_kind in ("people", None):
        joined = row.unit_kind == before.unit_kind and JOINED.fullmatch(between)
        if part or joined:
            row = replace(row, role=before.role, rule=f"{row.rule}+{'part-of' if part else 'joined'}")
    return row


def _as_before(before: Quantity, row: Quantity) -> Quantity:
    """ "some 250 km (155 miles)": the same measure in another unit is as exact as the first."""
    scale = row.best / before.best if row.best and before.best else 0.0
    low, high = (None if b is None else float(round(b * scale)) for b in (before.low, before.high))
    if not scale or low is None or high is None or not low <= (row.best or 0.0) <= high:
        return row
    return replace(row, low=low, high=high, modality="approximate", rule=f"{row.rule}+as-before")


def _measured(row: Quantity) -> bool:
    return row.unit_kind in ("money", "share", "distance", "duration")


def _row(page: Page, reading: Reading) -> Quantity:
    text = page.document.text
    kind = reading.unit.kind
    role, role_rule = _role(reading, kind, text)
    if kind is None and role is not None and reading.unit.rule in ("bare", "phrase"):
        kind = "people" if role in ("killed", "injured", "detained", "abducted", "missing", "rescued", "treated", "participating") else None
    amount = reading.amount
    low, best, high = (0.0, 0.0, 0.0) if amount is None else (amount.low, amount.best, amount.high)
    modality = "exact" if amount is None else amount.modality
    rule = f"{reading.rule}/{role_rule}" if role_rule else reading.rule
    document_id = page.document.document_id
    return Quantity(
        "",  # made in the end, when the span is settled
        document_id, reading.start, reading.end, low, best, high, modality, reading.unit.text, kind, role, None, rule,
    )  # fmt: skip


def _role(reading: Reading, kind: UnitKind | None, text: str) -> tuple[str | None, str]:
    if kind in ("share", "distance", "duration"):
        return None, ""
    if reading.unit.rule == "of" and reading.unit.head is not None:
        own, rule = find_role(reading.number, kind, text, reading.start, reading.end)
        if own is not None and own not in ("total", "change"):
            return own, rule
    return find_role(reading.token, kind, text, reading.start, reading.end)
