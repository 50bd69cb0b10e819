"""The words around a number that bound it or say in what money it is: "up to", "≥", "or more", "US$", "5 €"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from crosswire.language.numbers import CODES
from crosswire.types import Modality
from crosswire.wordlists import words_of

LIST = "quantity_modifiers.toml"
NEAR = 0.1  # "about n" is n give or take a tenth (gold/crises/README.md)
FRONT = ("at_most", "at_least", "approximate", "just_below", "exact")
BEHIND = ("behind_at_least", "behind_at_most", "behind_approximate")
_signs = "[$£€¥₹₽₦₺₴₪₩₫฿₡₾₭₿₱₲₵₸₼₮៛]"
_codes = rf"{'|'.join(CODES)}|ZAR|MXN|BRL|SGD|HKD|TRY|PLN|Rs\.?|KSh|Sh"
_lands = r"US|AU|CA|NZ|HK|MEX|SG|A|C|S|R"
_lands_any = r"(?i:u\.?s\.?|hk|nz|mex|(?:us|au|ca|nz|mx|hk|sg)d)\s?|(?<![\w’'-])c\s"
CURRENCY = rf"(?:\b(?:(?:{_lands})?|{_lands_any}){_signs}|\b(?:{_codes}|(?i:usd|eur|gbp|rmb)))\s?|{_signs}\s?"
CURRENCY_FRONT = re.compile(rf"(?:{CURRENCY})$")
CURRENCY_BEHIND = re.compile(rf"\s?(?:{_signs}|元|(?i:{'|'.join(CODES)})\b)(?!\s?\d)(?P<scale>\s(?:million|billion|trillion)\b)?")
SCALES_BEHIND = {" million": 1e6, " billion": 1e9, " trillion": 1e12}
QUOTED_LINE = r"(?:(?<=\S)|(?<=\S[ \t]))"
LAST_WORD = re.compile(r"([A-Za-z]+\.?|[^\w\s])\s*$")
# In front of another modifier these are mostly prepositions ("spread over about 20 km").
PREPOSITIONS = frozenset({"over", "under", "below", "above", "past", "beyond", "around", "some", "just", "c."})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds. ``start:end`` holds the modifiers too, ``first:last`` the number words alone.

    ``part`` says how a fraction is told: in percent of a whole, as the ratio that is written, or counted out
    ("half of the 80"); ``measure`` is the unit of an amount told in two units ("5 feet 2 inches" in feet).
    """

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
    part: Literal["", "percent", "ratio", "count"] = ""
    measure: str | None = None


@cache
def _front(group: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_each(group)})\s*$", re.IGNORECASE)


@cache
def _last_words() -> frozenset[str]:
    """What a modifier may end in: most numbers have none of these before them, and need no search."""
    return frozenset(word.split()[-1] for group in FRONT for word in words_of(LIST, group))


@cache
def _behind(group: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_each(group)})(?!\w)", re.IGNORECASE)


def _each(group: str) -> str:
    """The words of a group as one pattern; a word begins at a boundary, a sign anywhere, but a ">" that opens a line quotes a mail."""
    words = sorted(words_of(LIST, group), key=lambda w: (-len(w), w))
    bounds = {True: r"(?:(?<=\W)|^)", False: ""}
    bounded_words = ((QUOTED_LINE if w[0] == ">" else bounds[w[0].isalpha()]) + r"\s+".join(re.escape(p) for p in w.split()) for w in words)
    return "|".join(bounded_words)


def currency_before(text: str, at: int) -> tuple[int, str | None]:
    """(where an amount of money begins whose number begins at ``at``, its sign or code); (``at``, None) where there is none."""
    found = CURRENCY_FRONT.search(text, max(0, at - 8), at)
    return (found.start(), found.group().strip()) if found else (at, None)


def currency_behind(text: str, amount: Amount) -> Amount:
    """ "5 €", "20 USD", "75 USD million"."""
    found = None if amount.currency or amount.part else CURRENCY_BEHIND.match(text, amount.end)
    if found is None:
        return amount
    scale = SCALES_BEHIND[found["scale"].lower()] if found["scale"] else 1.0
    low, best, high = (None if v is None else v * scale for v in (amount.low, amount.best, amount.high))
    sign = found.group().removesuffix(found["scale"] or "").strip()
    return replace(amount, end=found.end(), last=found.end(), low=low, best=best, high=high, currency=sign)


def modified(text: str, at: int) -> tuple[int, str | None, str]:
    """(start of the modifier, its group, its words) directly in front of ``at``."""
    window = max(0, at - 40)
    last = LAST_WORD.search(text, window, at)
    if last is None or last.group(1).lower() not in _last_words():
        return at, None, ""
    hits = [(m.start(), group, m.group().strip().lower()) for group in FRONT if (m := _front(group).search(text[:at], window))]
    if not hits:
        return at, None, ""
    start, group, words = min(hits, key=lambda h: (h[0], h[1]))
    return start, group, words


def bounded_in_front(text: str, amount: Amount) -> Amount:
    """An amount under the modifiers in front of it: "up to about 300" is at most 300, "about an additional 20" is about 20."""
    start, group, words = modified(text, amount.start)
    for _ in range(2):
        if group not in ("exact", "approximate"):
            break
        outer, outer_group, outer_words = modified(text, start)
        unlikely = outer_group == "exact" or (outer_words in PREPOSITIONS and words.isalpha())
        if outer_group is None or (group == "approximate" and unlikely):
            break
        start, group, words = outer, outer_group, outer_words
    return amount if group is None else bounded(replace(amount, start=start), group, words)


def bounded(amount: Amount, group: str, words: str) -> Amount:
    """An amount under a modifier of a group; a vague one ("more than dozens") stays vague."""
    n = amount.best
    rule = f"{amount.rule}+{words}" if words else amount.rule
    if n is None or group == "exact":
        return replace(amount, rule=rule)
    if group.endswith("at_most"):
        return replace(amount, low=0.0 if n >= 0 else None, best=n, high=n, modality="at_most", rule=rule)
    if group.endswith("at_least"):
        return replace(amount, low=n, best=n, high=None, modality="at_least", rule=rule)
    low, high = _rounded(n - NEAR * abs(n), n), _rounded(n + NEAR * abs(n), n)
    return replace(amount, low=low, best=n, high=n if group == "just_below" else high, modality="approximate", rule=rule)


def _rounded(value: float, n: float) -> float:
    """Whole counts stay whole."""
    return float(round(value)) if abs(n) >= 10 and math.isclose(n, round(n)) else round(value, 6)


def followed(text: str, amount: Amount) -> Amount:
    """The same under a modifier directly behind the number ("500 or more"); "about 500 or more" is at least 500."""
    for group in BEHIND:
        found = _behind(group).match(text, amount.end)
        if found and (amount.modality == "exact" or (amount.modality == "approximate" and group != "behind_approximate")):
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
