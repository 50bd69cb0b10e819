"""Numbers with the words around them that bound them: "up to 275", "between 30 and 60", "dozens", "not one"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from crosswire.language.numbers import Number, find_numbers
from crosswire.types import Modality
from crosswire.wordlists import words_of

LIST = "quantity_modifiers.toml"
NEAR = 0.1  # "about n" is n give or take a tenth (gold/crises/README.md)
FRONT = ("at_most", "at_least", "approximate", "just_below", "exact")
BEHIND = ("behind_at_least", "behind_at_most", "behind_approximate")
_signs = "[$£€¥₹₽₦₺₴₪₩₫฿]"
_codes = r"USD|EUR|GBP|CHF|JPY|CNY|RUB|INR|AUD|CAD|SEK|NOK|DKK|Rs\.?|KSh|Sh"
CURRENCY = rf"(?:\b(?:US|AU|CA|NZ|HK|A|C|S|R)?{_signs}|\b(?:{_codes}))\s?|{_signs}\s?"
CURRENCY_FRONT = re.compile(rf"(?:{CURRENCY})$")
SINGLE = re.compile(r"\b(?:an?|one)\s+(?:single|lone|sole)(?=\s+[a-z])", re.IGNORECASE)
FRACTION = re.compile(r"[\s-](halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)\b", re.IGNORECASE)
FRACTIONS = dict(zip("hal thi qua fou fif six sev eig nin ten".split(), (2, 3, 4, 4, 5, 6, 7, 8, 9, 10), strict=True))
RANGE_GAP = re.compile(r"\s?[-‐–—]\s?|\s(?:to|or)\s")
SCALE_END = re.compile(r"(?:hundred|thousand|million|billion|trillion)$", re.IGNORECASE)
CHANGE_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds. ``start:end`` holds the modifiers too, ``first:last`` the number words alone."""

    start: int
    end: int
    first: int
    last: int
    low: float | None
    best: float | None
    high: float | None
    modality: Modality
    currency: str | None
    rule: str


@cache
def _front(group: str) -> re.Pattern[str]:
    words = sorted(words_of(LIST, group), key=lambda w: (-len(w), w))
    each = "|".join(r"\s+".join(re.escape(p) for p in w.split()) for w in words)
    return re.compile(rf"(?:(?<=\W)|^)(?:{each})\s*$", re.IGNORECASE)


@cache
def _behind(group: str) -> re.Pattern[str]:
    words = sorted(words_of(LIST, group), key=lambda w: (-len(w), w))
    each = "|".join(r"\s+".join(re.escape(p) for p in w.split()) for w in words)
    return re.compile(rf"\s*(?:{each})(?!\w)", re.IGNORECASE)


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
    return list(_amounts(text, sorted([*numbers, *singles], key=lambda n: n.start)))


def _amounts(text: str, numbers: list[Number]) -> Iterator[Amount]:
    i = 0
    while i < len(numbers):
        pair = _range(text, numbers[i], numbers[i + 1]) if i + 1 < len(numbers) else None
        if pair is not None:
            yield pair
            i += 2
            continue
        yield _one(text, numbers[i])
        i += 1


def _range(text: str, a: Number, b: Number) -> Amount | None:
    """ "between A and B", "A to B", "A-B", "A or B" as one amount."""
    gap = text[a.end : b.start]
    start, currency = _currency(text, a.start)
    gap_bare = re.sub(rf"(?:{CURRENCY})$", "", gap)
    between = re.search(r"\b(?:somewhere\s+)?between\s+(?:an\s+estimated\s+)?$", text[:start], re.IGNORECASE)
    if between and re.fullmatch(r"\s(?:\w+\s){0,2}and\s", gap_bare):
        opening = between.start()
    elif RANGE_GAP.fullmatch(gap_bare) and not CHANGE_FROM.search(text[:start]):
        opening = start
    else:
        return None
    low = a.low
    shared = SCALE_END.search(text[b.start : b.end])
    if shared and b.best and low < 1000 and b.best >= 1000 and not SCALE_END.search(text[a.start : a.end]):
        low *= {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}[shared.group().lower()]
    if b.best is None or a.best is None or b.best <= low or (low and b.best / low > 1000):
        return None
    if re.fullmatch(r"\sor\s", gap_bare) and b.best > 3 * low:
        return None
    opening, _, _ = _modified(text, opening)
    return Amount(opening, b.end, a.start, b.end, low, None, b.best, "range", currency, "range")


def _currency(text: str, at: int) -> tuple[int, str | None]:
    found = CURRENCY_FRONT.search(text, 0, at)
    return (found.start(), found.group().strip()) if found else (at, None)


def _modified(text: str, at: int) -> tuple[int, str | None, str]:
    """(start of the modifier, its group, its words) directly in front of ``at``."""
    window = max(0, at - 40)
    hits = [(m.start(), group, m.group().strip().lower()) for group in FRONT if (m := _front(group).search(text[:at], window))]
    if not hits:
        return at, None, ""
    start, group, words = min(hits, key=lambda h: (h[0], h[1]))
    return start, group, words


def _one(text: str, number: Number) -> Amount:
    start, currency = _currency(text, number.start)
    amount = _fraction(text, _plain(number, start, currency))
    start, group, words = _modified(text, start)
    if group == "exact":  # "an additional 20" may itself be bounded: "about an additional 20", "up to another 20"
        outer, outer_group, outer_words = _modified(text, start)
        start, group, words = (outer, outer_group, outer_words) if outer_group else (start, group, words)
    if group is not None:
        amount = bounded(replace(amount, start=start), group, words)
    return _followed(text, amount)


def _plain(number: Number, start: int, currency: str | None) -> Amount:
    modality: Modality = "exact" if number.best is not None else "vague"
    return Amount(start, number.end, number.start, number.end, number.low, number.best, number.best, modality, currency, number.form)


def _fraction(text: str, amount: Amount) -> Amount:
    """ "two thirds" is a share, in percent."""
    found = FRACTION.match(text, amount.end)
    if not found or amount.best is None or amount.best != round(amount.best) or amount.currency:
        return amount
    parts = FRACTIONS[found.group(1).lower()[:3]]
    if not 0 < amount.best <= parts:
        return amount
    share = round(100 * amount.best / parts, 4)
    return replace(amount, end=found.end(), last=found.end(), low=share, best=share, high=share, rule="fraction")


def bounded(amount: Amount, group: str, words: str) -> Amount:
    """An amount under a modifier of a group; a vague one ("more than dozens") stays vague."""
    n = amount.best
    rule = f"{amount.rule}+{words}" if words else amount.rule
    if n is None or group == "exact":
        return replace(amount, rule=rule)
    if group.endswith("at_most"):
        return replace(amount, low=0.0, best=n, high=n, modality="at_most", rule=rule)
    if group.endswith("at_least"):
        return replace(amount, low=n, best=n, high=None, modality="at_least", rule=rule)
    if group == "just_below":
        return replace(amount, low=_rounded(n * (1 - NEAR), n), best=n, high=n, modality="approximate", rule=rule)
    return replace(amount, low=_rounded(n * (1 - NEAR), n), best=n, high=_rounded(n * (1 + NEAR), n), modality="approximate", rule=rule)


def _rounded(value: float, n: float) -> float:
    """Whole counts stay whole."""
    return float(round(value)) if n >= 10 and math.isclose(n, round(n)) else round(value, 6)


def _followed(text: str, amount: Amount) -> Amount:
    for group in BEHIND:
        found = _behind(group).match(text, amount.end)
        if found and amount.modality == "exact":
            out = bounded(amount, group.removeprefix("behind_"), found.group().strip().lower())
            return replace(out, end=found.end())
    return amount


def followed_by(text: str, amount: Amount, end: int) -> tuple[Amount, int]:
    """The same, with a modifier that stands behind the unit ("140 men or more"); the end of it all."""
    for group in BEHIND:
        found = _behind(group).match(text, end)
        if found and amount.modality == "exact" and re.match(r"\s*(?:or|and counting)", found.group()):
            return bounded(amount, group.removeprefix("behind_"), found.group().strip().lower()), found.end()
    return amount, end
