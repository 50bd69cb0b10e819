"""Numbers in English prose: digits, words, scales ("2.5 million"), fractions, and the plurals that only bound a count ("dozens").

Purely lexical: whether a number counts something, is a year or an age is for the caller to say. Number words are a closed
class of the language, so they stand here and not in a word list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from crosswire.language.number_values import (
    NOUGHTS,
    ONES,
    PART_WORDS,
    PARTS_WORDS,
    SCALES,
    SHORT_SCALES,
    TENS,
    VULGAR,
    fraction_value,
    mixed_value,
    point_value,
    power_value,
    slash_value,
    vulgar_value,
)  # fmt: skip

__all__ = ["CODES", "ONES", "PLURALS", "SCALES", "TENS", "Number", "find_numbers", "number_value"]

Form = Literal["digits", "words", "plural", "fraction"]

# "dozens" promises two dozen and leaves the top open (gold/crises/README.md fixes this for dozens, hundreds and thousands).
PLURALS = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2e3,
    "millions": 2e6,
    "billions": 2e9,
    "lakhs": 2e5,
    "crores": 2e7,
}
PLURAL_LEADS = {"tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_ones = "one|two|three|four|five|six|seven|eight|nine"
_below = rf"(?:(?:{'|'.join(TENS)})(?:(?:-|\s-\s|\s+)(?:{_ones})\b)?|(?:{_any([*ONES, *TENS, *NOUGHTS])}))"
_scale = "|".join(SCALES)
_grouped = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d{1,3}(?:\ \d{3}){2,}|\d{1,3}\ 000(?!\d)"
_decimal_comma = r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3},\d{1,2}(?=\s?(?:%|per\s?cent|€|euros?\b|[mb]illions?\b|(?:k|c|m)?m\b|kg\b))"
_digits = rf"(?:(?:{_decimal_comma})|(?:{_grouped}|\d+)(?:\.\d+)?|\.\d+)"
_atom = rf"(?:\b{_below}\b|(?:{_digits}))"
_and_part = rf"(?:[-\s]+and[-\s]+(?:an?|one)[-\s]+(?:{'|'.join(PART_WORDS)})\b)"
_scaled = rf"(?:\b(?:an?|half\s+an?)\b|{_atom}{_and_part}?)(?:(?:-|\s+)(?:{_scale})s?\b)+"
_group = rf"(?:{_scaled}|{_atom}{_and_part})"
_tail = rf"(?:(?:-|\s+)(?:and(?:-|\s+))?(?:{_scaled}|\b{_below}\b)|(?<=hundred)\s+and\s+\d{{1,2}}\b(?![.,]?\d|\s+(?:{_scale})))"
_compound = rf"{_group}(?:{_and_part}|{_tail}{{0,9}}{_and_part}?)"
_whole = rf"(?:{_compound}|{_atom})"
_sep = r"(?:\s*-\s*|\s+)"
# "a third" is a part where nothing that it could order stands behind it ("a third man").
_no_noun = r"(?=\s*(?:[.,;:)\]]|$)|\s+(?:of|to|and|or|the|as|more|less|fewer|over|in|are|is|was|were|have|had|has|below|above)\b)"
_part = "|".join(w for w in PART_WORDS if w != "half")
_share = (
    rf"(?:{_whole}\s+and\s+)?{_whole}{_sep}(?:{'|'.join(PARTS_WORDS)})\b"
    rf"|\b(?:(?:two|three|four|five|six|seven)\s*-\s*(?:{_part})\b(?!-)|one\s*-\s*(?:{_part})\b|(?<!\band\s)(?:an?|one)\s+(?:{_part})\b(?!-){_no_noun}|(?<!\band\s)(?:an?|one)[-\s]half\b(?![-\s](?:time|brother|sister|century)))"
)
_part_of_scale = rf"\b(?:half|(?:an?\s+)?quarter|(?:two|three)[-\s](?:thirds|quarters))(?:\s+of)?(?:\s+an?)?\s+(?:{_scale})\b"
_half = (
    r"(?<!first\s)(?<!second\s)(?<!other\s)(?<!latter\s)(?<!\bin\s)(?<!thern\s)(?<!tern\s)\bhalf(?=\s+(?:of|the|its|their|his|her|our|those|these|all|as)\b)"
    r"|(?:(?<=\bthan\s)|(?<=\bnearly\s)|(?<=\balmost\s)|(?<=\babout\s)|(?<=\bover\s)|(?<=\bunder\s)|(?<=\broughly\s)|(?<=\baround\s))half\b(?![-‐])"
)
_slash = r"(?:\d{1,3}\s+)?\d{1,3}/(?:[2-9]|10|12|16|20|25|32|50|64|100|1000)(?![\d/‐-]|[.,]\d|[a-z])"
_exponent = r"[-−–+]?\d{1,2}(?!\d|[.,]\d)"
_power = (
    rf"{_digits}\s?(?:[×✕·]\s?10\s?\^?\s?[-−–+]?|x\s?10\s?(?:\^\s?[-−–+]?|[-−–]))(?!0)\d{{1,2}}(?![\d×]|[.,]\d)"
    rf"|{_digits}\s?\^\s?[-−+]{{0,2}}\d{{1,3}}(?!\d)|{_digits}e{_exponent}(?!\w)|10−[1-9](?!\d|[.,]\d)"
)
_point = rf"(?<!at\s){_whole}\s+point\s+(?:\b(?:{_any([*ONES, *TENS, *NOUGHTS])})\b[-\s]?(?!point))+"
_followers = (
    r"(?=\s*(?:[.,;:)\]?!]|$)|\s+(?:people|persons|men|women|children|adults|families|households|voters|residents|patients|girls|boys|pupils"
    r"|students|workers|of|is|are|was|were|has|have|had|who|say|says|said|or)\b)"
)
_ratio = (
    rf"(?P<over>{_atom})\s+(?:in|out\s+of|in\s+every|out\s+of\s+every|of\s+every)\s+"
    rf"(?P<under>\d{{1,3}}(?!\d|[.,]\d)|\b{_below}\b(?:\s+hundreds?|\s+thousands?)?){_followers}"
)
_several = r"(?:several|a\s+few|many|some\s+few|a\s+couple(?:\s+of)?)"
_plural = (
    rf"(?:(?:many|several|a\s+few)\s+)?(?:{'|'.join(PLURAL_LEADS)})\s+(?:and\s+(?:{'|'.join(PLURAL_LEADS)})\s+)?of\s+"
    rf"(?:{'|'.join(k for k in PLURALS if k not in ('dozens', 'scores'))})"
)
# Capitals that may be glued to digits: units ("5MW", "3Hz") and currencies ("115USD").
CODES = "USD EUR GBP CHF JPY CNY RUB INR AUD CAD NZD SEK NOK DKK BTC RMB".split()
_glued = rf"(?:{'|'.join(CODES)}|(?:[KMGT](?:W|V|eV|J|L|B|b|Hz|Pa|bps|Wh)|[A-Z][a-z]|Wh)(?![A-Za-z]))"
_sign = r"(?:(?<![\w.,)\]%°'’\"”-])(?<!\d\s)[-−](?=\.?\d)|\bminus\s+|(?<!test\s)(?<!tests\s)(?<!tested\s)\bnegative\s+)"
_after_code = "|".join(f"(?<=(?-i:{code}))" for code in CODES)
_start = rf"(?:(?<![\w.,)\]}}])(?:(?<![A-Za-z)\]][-‐–−/])|(?<=\d[km][-‐–]))(?<![A-Za-z][−–]\s)|{_after_code})"
_spaced_short = _any(w for w in SHORT_SCALES if w not in ("k", "b", "mm"))
_short = rf"(?:\s?(?:{_spaced_short})|k|(?<!\d{{4}})b|\s(?-i:k)|(?-i:MM))(?![\w.]\w|\w)|\s?m(?=(?-i:{'|'.join(CODES)})\b)"
NUMBER = re.compile(
    rf"""(?<![\w.,$£€])(?P<plural>{_plural}|(?:(?:many|several|a\s+few)\s+)?(?:{"|".join(PLURALS)}))\b
    |(?<![\w])(?P<several>{_several}\s+(?:{_scale}))\b
    |(?<![\w.,])(?<!\w-)(?P<couple>a\s+(?:couple|pair)\s+of)\b
    |{_start}(?P<sign>{_sign})?
     (?:(?P<power>{_power})|(?P<slash>{_slash})|(?P<point>{_point})|(?P<scaled_part>{_part_of_scale})|(?P<share>{_share}|{_half})
       |(?P<ratio>{_ratio})|(?P<compound>{_compound})|(?P<vulgar>\d*\s?[{"".join(VULGAR)}])|(?P<atom>{_atom}))
     (?P<short>{_short})?
     (?!\d|[.,]\d|(?:st|nd|rd|th|s|ers|er|some|fold)\b|(?-i:(?!{_glued})[A-Z]))""",
    re.VERBOSE | re.IGNORECASE,
)
# Where a number may begin; the great pattern is tried there alone.
_CANDIDATE = re.compile(
    rf"[-−.](?=\.?\d)|(?<!\d)\d|[{''.join(VULGAR)}]|\b(?:an?|half|quarter|minus|negative|several|many|some\s+few"
    rf"|{_any([*ONES, *TENS, *NOUGHTS])}|{_any([*PLURALS, *PLURAL_LEADS])})\b",
    re.IGNORECASE,
)
_LEAD = re.compile(_atom, re.VERBOSE | re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"(?:[$£€¥₹₽₦₺]|\b[A-Z]{3})\s?$")
_METRES_AFTER = re.compile(
    r"\s*(?:$|[,.;:)]|(?:away|high|tall|long|deep|wide|thick|from|above|below|off|north|south|east|west|inside|of|apart|down|up|is|and|or|x|in|overnight|over|beyond|past|across|along|per)\b)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text; offsets are those of the text that was read.

    ``best`` is its value, None where a plural only bounds it from below; ``low`` is the value or that bound. ``form`` is
    "fraction" for a part of a whole ("two thirds", "1/4", "one in five"), not for mixed numbers ("three and a half").
    """

    start: int
    end: int
    low: float
    best: float | None
    form: Form


def find_numbers(text: str) -> list[Number]:
    """Every number of a text, left to right, without overlap.

    Ordinals, decades ("1990s") and digits inside names ("Su-25") are left out; "a" and "an" count only before a scale.

    >>> [(n.low, n.best) for n in find_numbers("two hundred and five of 1.2 million, and dozens more")]
    [(205.0, 205.0), (1200000.0, 1200000.0), (24.0, None)]
    """
    return list(_numbers(text))


def number_value(text: str) -> float | None:
    """The value of a text that is one exact number and nothing else, else None; "a" and "an" are 1; a part of a whole is none.

    >>> number_value("twenty-four"), number_value("a"), number_value("dozens")
    (24.0, 1.0, None)
    """
    words = text.strip()
    if words.lower() in ("a", "an"):
        return 1.0
    found = find_numbers(words)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)) and found[0].form != "fraction":
        return found[0].best
    return None


def _numbers(text: str) -> Iterator[Number]:
    at = 0
    for candidate in _CANDIDATE.finditer(text):
        match = NUMBER.match(text, candidate.start()) if candidate.start() >= at else None
        if match is not None:
            number = _number(text, match)
            if number is not None:
                yield number
            at = number.end if number is not None else match.end()


def _number(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["plural"]:
        return Number(start, end, _plural_value(match["plural"].lower()), None, "plural")
    if match["several"]:
        return Number(start, end, 2 * SCALES[re.split(r"\s+", match["several"].lower())[-1]], None, "plural")
    if match["couple"]:
        return Number(start, end, 2.0, 2.0, "words")
    return _exact(text, match)


def _exact(text: str, match: re.Match[str]) -> Number | None:
    group = next(g for g in (*_VALUES, "ratio") if match[g])
    value = _ratio_value(match) if group == "ratio" else _VALUES[group](match[group].lower())
    start, end = match.span()
    if value is None or (group == "slash" and " " not in match["slash"] and value >= 1):
        lead = _LEAD.match(text, match.start(group))  # "8 in 5", "24/7": the first number alone
        return None if lead is None or group == "slash" else _digits_or_words(text, start, lead.end(), mixed_value(lead.group().lower()))
    short = (match["short"] or "").strip()
    if short and _is_metres(text, match, short):
        end = match.start("short")
    elif short:
        value *= SHORT_SCALES[short.lower()]
    if match["sign"]:
        value = -value
    if group in ("share", "ratio", "slash", "vulgar") and 0 < abs(value) < 1:
        return Number(start, end, value, value, "fraction")
    return _digits_or_words(text, start, end, round(value, 6) if abs(value) >= 1 else value)


def _digits_or_words(text: str, start: int, end: int, value: float) -> Number:
    return Number(start, end, value, value, "digits" if re.match(r"[-−]?\.?\d", text[start:end]) else "words")


def _scaled_part(words: str) -> float:
    """ "quarter million", "two thirds of a million"."""
    part, _, scale = re.sub(r"\s+(?:of(?:\s+an?)?|an?)\s+", " ", words).rpartition(" ")
    return fraction_value(part) * SCALES[scale]


def _ratio_value(match: re.Match[str]) -> float | None:
    """ "one in five"; None where the first is the greater ("8 in 5")."""
    over, under = mixed_value(match["over"].lower()), mixed_value(match["under"].lower())
    return over / under if 0 < over < under else None


def _is_metres(text: str, match: re.Match[str], short: str) -> bool:
    """ "200m from the gate" is a distance, "200m people" and "£200m" are millions; "5 m" apart from its number is a distance."""
    if short != "m" or _CURRENCY_BEFORE.search(text[: match.start()]):
        return False
    return match["short"].startswith(" ") or (_METRES_AFTER.match(text, match.end()) is not None)


def _plural_value(words: str) -> float:
    parts = re.split(r"\s+", words)
    last, leads = parts[-1], [p for p in parts[:-1] if p in PLURAL_LEADS]
    if not leads:
        return PLURALS[last]
    return PLURAL_LEADS[leads[0]] * SCALES[last[:-1]]


_VALUES: dict[str, Callable[[str], float | None]] = {
    "power": power_value, "slash": slash_value, "point": point_value, "scaled_part": _scaled_part, "share": fraction_value,
    "compound": mixed_value, "vulgar": vulgar_value, "atom": mixed_value,
}  # fmt: skip
