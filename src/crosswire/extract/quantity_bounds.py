"""Numbers with the words around them that bound them: "up to 275", "between 30 and 60", "dozens", "not one", "≥ 7"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from crosswire.extract import quantity_ranges as ranges
from crosswire.extract.quantity_modifiers import (
    CURRENCY_FRONT,
    Amount,
    bounded_in_front,
    currency_before,
    currency_behind,
    followed,
    modified,
)  # fmt: skip
from crosswire.language.numbers import Number, find_numbers
from crosswire.types import Modality

SINGLE = re.compile(r"\b(?:an?|one)\s+(?:single|lone|sole)(?=\s+[a-z])", re.IGNORECASE)
#: A part of a thing is a share in percent; a part of a measure ("two thirds of a mile") is so much of that measure.
OF_WHOLE = re.compile(
    r"\s+(?:of\b(?!\s+an?\s+(?:mile|kilomet|met|inch|foot|yard|acre|hectare|ton|pound|gram|lit|gallon|pint|cup|spoon|second|minute|hour|day|week"
    r"|month|year|century|decade|degree|percent|point|dollar|cent|euro))|(?:the|its|their|his|her|our|those|these)\b)",
    re.IGNORECASE,
)
RATIO = re.compile(r"\b(?:in|of)\b", re.IGNORECASE)


def find_amounts(text: str) -> list[Amount]:
    """Every number of a text with its bounds, left to right.

    >>> [(a.low, a.best, a.high, a.modality) for a in find_amounts("at least 12 or between 30 and 60")]
    [(12.0, 12.0, None, 'at_least'), (30.0, None, 60.0, 'range')]
    """
    singles = [
        Number(m.start(), m.end(), 1.0, 1.0, "words")
        for m in SINGLE.finditer(text)
        if not re.search(r"\bnot\s+$", text[: m.start()], re.IGNORECASE)
    ]
    numbers = [n for n in find_numbers(text) if not any(s.start <= n.start < s.end for s in singles)]
    return _both_bounds(text, list(_amounts(text, sorted([*numbers, *singles], key=lambda n: n.start))))


def _amounts(text: str, numbers: list[Number]) -> Iterator[Amount]:
    i = 0
    while i < len(numbers):
        pair = _pair(text, numbers[i], numbers[i + 1]) if i + 1 < len(numbers) else None
        part = _share_of_count(text, numbers[i], numbers[i + 1]) if i + 1 < len(numbers) else None
        yield part or pair or _one(text, numbers[i])
        i += 2 if pair and not part else 1


def _pair(text: str, a: Number, b: Number) -> Amount | None:
    if b.start - a.end > 40:
        return None
    return _range(text, a, b) or _tolerance(text, a, b) or _in_parts(text, a, b)


def _range(text: str, a: Number, b: Number) -> Amount | None:
    """ "between A and B", "A to B", "A-B", "A or B" as one amount."""
    start, currency = currency_before(text, a.start)
    stop = CURRENCY_FRONT.search(text, a.end, b.start)
    gap_end = stop.start() if stop else b.start
    start, _, _ = modified(text, start)
    between = ranges.BETWEEN.search(text, max(0, start - 40), start)
    spread = None if between else ranges.FROM.search(text, max(0, start - 40), start)
    gap = (ranges.BETWEEN_GAP if between else ranges.GAP).fullmatch(text, a.end, gap_end)
    bounds = ranges.bounds_of(text, a, b, wide=bool(between or spread))
    if gap is None or bounds is None or not ranges.same_unit(text, gap, b.end):
        return None
    low, high = bounds
    if not between and ranges.CHANGE_FROM.search(text, max(0, start - 40), start) and not (spread and _spread(text, spread)):
        return None
    if not between and ranges.OR_GAP.fullmatch(gap.group()) and high > 3 * low:
        return None
    opening = between or spread
    part = _part(text, b) if b.form == "fraction" else ""
    factor = 100.0 if part == "percent" else 1.0
    outer, _, _ = modified(text, opening.start() if opening else start)
    low, high = (round(x * factor, 6) for x in (low, high))
    return Amount(outer, b.end, a.start, b.end, low, None, high, "range", currency, "range", part)


def _spread(text: str, opening: re.Match[str]) -> bool:
    """Whether "from A to B" spans a range and tells no change from A to B."""
    change = ranges.CHANGE.search(text, max(0, opening.start() - 120), opening.start())
    return bool(opening["spread"]) or change is None or re.search(r"\brange\b", change.group()) is not None


def _share_of_count(text: str, a: Number, b: Number) -> Amount | None:
    """ "half of the 80 drivers" counts 40; the 80 are an amount of their own."""
    value = ranges.share_of_count(text, a, b)
    if value is None:
        return None
    amount = Amount(a.start, a.end, a.start, a.end, value, value, value, "exact", None, "share-of-count", "count")
    return bounded_in_front(text, amount)


def _tolerance(text: str, a: Number, b: Number) -> Amount | None:
    if not ranges.tolerance(text, a, b) or a.best is None or b.best is None:
        return None
    start, _, _ = modified(text, a.start)
    low, high = round(a.best - b.best, 9), round(a.best + b.best, 9)
    return Amount(start, b.end, a.start, b.end, low, a.best, high, "approximate", None, "tolerance")


def _in_parts(text: str, a: Number, b: Number) -> Amount | None:
    found = ranges.parts_of(text, a, b)
    if found is None:
        return None
    value, unit, end, money = found
    start, currency = currency_before(text, a.start)
    currency = currency or (unit if money else None)
    amount = Amount(start, end, a.start, a.end, value, value, value, "exact", currency, "parts", "", None if money else unit)
    return bounded_in_front(text, amount)


def _both_bounds(text: str, amounts: list[Amount]) -> list[Amount]:
    """ "more than 20 but fewer than 30" is one amount."""
    out: list[Amount] = []
    for amount in amounts:
        both = _joined(text, out[-1], amount) if out else None
        if both is None:
            out.append(amount)
        else:
            out[-1] = both
    return out


def _joined(text: str, a: Amount, b: Amount) -> Amount | None:
    if {a.modality, b.modality} != {"at_least", "at_most"} or not ranges.JOIN_GAP.fullmatch(text, a.end, b.start):
        return None
    least, most = (a, b) if a.modality == "at_least" else (b, a)
    if least.low is None or most.high is None or least.low >= most.high:
        return None
    return replace(b, start=a.start, first=a.first, low=least.low, best=None, high=most.high, modality="range", rule="range")


def _one(text: str, number: Number) -> Amount:
    start, currency = currency_before(text, number.start)
    return followed(text, bounded_in_front(text, currency_behind(text, _plain(text, number, start, currency))))


def _plain(text: str, number: Number, start: int, currency: str | None) -> Amount:
    modality: Modality = "exact" if number.best is not None else "vague"
    amount = Amount(start, number.end, number.start, number.end, number.low, number.best, number.best, modality, currency, number.form)
    if number.form != "fraction":
        return amount
    part = _part(text, number)
    if part == "percent" and number.best is not None:
        share = round(100 * number.best, 4)
        return replace(amount, low=share, best=share, high=share, part=part)
    return replace(amount, part=part)


def _part(text: str, number: Number) -> Literal["percent", "ratio"]:
    """Whether a fraction is one of a whole that is named ("two thirds of the wells", "one in five people")."""
    of_whole = OF_WHOLE.match(text, number.end) or (
        RATIO.search(text, number.start, number.end) and re.match(r"\s+[a-z]+", text[number.end :]) is not None
    )
    return "percent" if of_whole else "ratio"
