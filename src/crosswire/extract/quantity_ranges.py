"""Two numbers that are one amount: "30 to 60", "from 5% to 8%", "5 ± 0.2", "more than 20 but fewer than 30", "5 feet 2 inches"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.language.numbers import Number

_nearly = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|more\s+than|over|up\s+to|as\s+many\s+as|as\s+much\s+as|an\s+estimated|perhaps|maybe|even)"
    r"\s+|[~∼≈<>≤≥⩽⩾]\s?)?"
)
_unit = r"(?P<unit>\s?%|\s?‰|\s?°\s?[CFK]?|\s?(?:wt\.?\s?%)|[-\s]?[A-Za-zμµ]+(?:[-−/]?[A-Za-z]*\d?)(?:\s[A-Za-zμµ]{1,3}[-−]\d)?)?"
GAP = re.compile(rf"{_unit}(?:\s?[-‐–—]\s?|\s(?:to|or|through)\s|\s?[~∼]\s?){_nearly}")
BETWEEN_GAP = re.compile(rf"{_unit}\s(?:\w+\s){{0,2}}and\s{_nearly}(?:an?\s)?")
BETWEEN = re.compile(r"\b(?:somewhere\s+)?between\s+(?:an\s+estimated\s+)?$", re.IGNORECASE)
TOLERANCE_GAP = re.compile(rf"{_unit}\s?(?:±|\+/[-−–]|\+[-−])\s?")
OR_GAP = re.compile(r".*\sor\s.*", re.DOTALL)
SCALE_END = re.compile(r"(?:hundred|thousand|million|billion|trillion)$", re.IGNORECASE)
SCALE_VALUES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_rang = r"rang(?:e|es|ed|ing)"
FROM = re.compile(rf"\b(?P<spread>{_rang}\s+|anywhere\s+|vary(?:ing)?\s+|varies\s+)?from\s+$|\b{_rang}\s+$", re.IGNORECASE)
CHANGE_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# "rose from 40 to 60" tells two amounts, the old one and the new one; "takes from 40 to 60 days" tells one.
CHANGE = re.compile(
    r"\b(?:r[io]se|risen|rising|increas\w*|climb\w*|gr[eo]wn?|growing|growth|jump\w*|soar\w*|surg\w*|swell\w*|swollen|drop\w*|f[ae]ll(?:s|en|ing)?|cut\w*"
    r"|reduc\w*|decreas\w*|declin\w*|rais\w*|lower\w*|shr[aiu]nk\w*|went|go(?:es|ing|ne)?|up|down|boost\w*|expan\w*|improv\w*|slid\w*|slip\w*|plung\w*"
    r"|doubl\w*|tripl\w*|chang\w*|mov(?:e|es|ed|ing)|revis\w*|upgrad\w*|downgrad\w*|push\w*|bring\w*|brought|(?:took|tak(?:e|es|en|ing))\s+\w+|advanc\w*|slump\w*"
    r"|tumbl\w*|eased?|easing|edg(?:ed|ing)|widen\w*|narrow\w*|hik(?:e|ed|ing)|slash\w*|trim\w*|dip(?:s|ped)?|rebound\w*|extend\w*|recover\w*|amended"
    r"|converted|switch\w*|shift\w*|number|total|toll|tally|strength)\b[^.;]{0,70}$",
    re.IGNORECASE,
)
SHARE_OF_GAP = re.compile(r"\s+of\s+(?P<definite>(?:all\s+)?(?:the|its|their|his|her|our|those|these)\s+(?:\w+\s)?|all\s+)?", re.IGNORECASE)
JOIN_GAP = re.compile(r"\s*,?\s*(?:and|but)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A measure told in two units: what stands between its numbers and behind them, and how many of the lesser make the greater."""

    gap: re.Pattern[str]
    behind: re.Pattern[str]
    ratio: int
    money: bool


def _parts(gap: str, behind: str, ratio: int, money: bool = False) -> Parts:
    return Parts(re.compile(gap, re.IGNORECASE), re.compile(behind, re.IGNORECASE), ratio, money)


_money = r"(?:(?:\w+\s)?(?:dollars?|euros?|pounds?)|[$€£]|usd|eur|gbp)"
PARTS = (
    _parts(rf"\s?{_money}(?:,?\s+and|,)?\s+", r"\s?(?:cents?|pence|pennies|penny|p)\b", 100, True),
    _parts(r"\s(?:dollars?|euros?|usd|eur)(?:\s+and)?\s+", r"(?=\s*(?:[.;!?]|$))", 100, True),
    _parts(r"[-\s]?(?:feet|foot|ft\.?)(?:,|\s+and)?[-\s]*", r"[-\s]?(?:inch(?:es)?|ins?)\b", 12),
    _parts(r"\s?(?:pounds?|lbs?\.?)(?:,|\s+and)?\s+", r"\s?(?:ounces?|oz)\b", 16),
    _parts(r"\s?(?:stones?|st)(?:,|\s+and)?\s+", r"\s?(?:pounds?|lbs?)\b", 14),
    _parts(r"\s?(?:hours?|hrs?|h)(?:,|\s+and)?\s+", r"\s?(?:minutes?|mins?)\b", 60),
    _parts(r"\s?(?:minutes?|mins?)(?:,|\s+and)?\s+", r"\s?(?:seconds?|secs?)\b", 60),
)


def same_unit(text: str, gap: re.Match[str], end: int) -> bool:
    """Whether the unit between two numbers, if there is one, stands behind the second, too ("310 m to 340 m")."""
    unit = gap["unit"]
    if not unit or not unit.strip(" -"):
        return True
    behind = text[end:].lstrip(" -")
    unit = unit.strip(" -")
    return behind.startswith(unit) and not re.match(r"\w", behind[len(unit) :] if unit[-1].isalnum() else "")


def tolerance(text: str, a: Number, b: Number) -> bool:
    """ "5 ± 0.2"."""
    gap = TOLERANCE_GAP.fullmatch(text, a.end, b.start)
    return gap is not None and a.best is not None and b.best is not None and b.best >= 0 and same_unit(text, gap, b.end)


def share_of_count(text: str, a: Number, b: Number) -> float | None:
    """ "half of the 80 drivers": the count that it comes to, where it is whole; "half of 2031" is none."""
    gap = SHARE_OF_GAP.fullmatch(text, a.end, b.start)
    if a.form != "fraction" or gap is None or a.best is None or b.best is None or b.best != round(b.best) or b.best < 2:
        return None
    if not gap["definite"] and re.fullmatch(r"(?:1[4-9]|20|21)\d\d", text[b.start : b.end]):
        return None
    return float(round(a.best * b.best))


def parts_of(text: str, a: Number, b: Number) -> tuple[float, str, int, bool] | None:
    """ "5 feet 2 inches": (the value in the greater unit, that unit, where it all ends, whether it is money)."""
    if a.best is None or b.best is None or a.best != round(a.best) or a.best < 0:
        return None
    for parts in PARTS:
        behind = parts.behind.match(text, b.end)
        if behind and 0 < b.best < parts.ratio and parts.gap.fullmatch(text, a.end, b.start):
            unit = re.sub(r"[,.]|\s+and\b", "", text[a.end : b.start], flags=re.IGNORECASE).strip(" -")
            return a.best + b.best / parts.ratio, unit, behind.end(), parts.money
    return None


def bounds_of(text: str, a: Number, b: Number, wide: bool) -> tuple[float, float] | None:
    """The bounds of "A to B", where "2 to 3 million" shares its scale; None where the second is not the greater.

    ``wide``: the words say that it is a range, however far apart its ends are.
    """
    if a.best is None or b.best is None:
        return None
    low, high = a.best, b.best
    shared = SCALE_END.search(text[b.start : b.end])
    if shared and low < 1000 <= high and not SCALE_END.search(text[a.start : a.end]):
        low *= SCALE_VALUES[shared.group().lower()]
    if low < 0 and high < low:
        low, high = high, low
    if high <= low or (low > 0 and high / low > 1000 and not wide):
        return None
    return low, high
