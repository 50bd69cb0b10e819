"""Numbers in English prose: digits, words, scales ("2.5 million"), and the plurals that only bound a count ("dozens").

Purely lexical: whether a number counts something, is a year or an age is for the caller to say. Number words are a closed
class of the language, so they stand here and not in a word list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Form = Literal["digits", "words", "plural"]

ONES = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()
    )
}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)} | {
    "fourty": 40
}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
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
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_small = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_below = rf"(?:(?:{'|'.join(TENS)})(?:(?:-|\s+)(?:one|two|three|four|five|six|seven|eight|nine)\b)?|(?:{_small}))"
_scale = "|".join(SCALES)
_digits = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_atom = rf"(?:\b{_below}\b|(?:{_digits}))"
_scaled = rf"(?:\b(?:an?|half\s+an?)\b|{_atom}(?:[-\s]and[-\s]a[-\s]half)?)(?:(?:-|\s+)(?:{_scale})s?\b)+"
_group = rf"(?:{_scaled}|{_atom}[-\s]and[-\s]a[-\s]half\b)"
_compound = rf"{_group}(?:(?:-|\s+)(?:and(?:-|\s+))?(?:{_scaled}|\b{_below}\b))*"
_several = r"(?:several|a\s+few|many|some\s+few|a\s+couple(?:\s+of)?)"
_plural = (
    rf"(?:(?:many|several|a\s+few)\s+)?(?:{'|'.join(PLURAL_LEADS)})\s+(?:and\s+(?:{'|'.join(PLURAL_LEADS)})\s+)?of\s+"
    rf"(?:{'|'.join(k for k in PLURALS if k not in ('dozens', 'scores'))})"
)
NUMBER = re.compile(
    rf"""(?<![\w.,$£€])(?P<plural>{_plural}|(?:(?:many|several|a\s+few)\s+)?(?:{"|".join(PLURALS)}))\b
    |(?<![\w])(?P<several>{_several}\s+(?:{_scale}))\b
    |(?<![\w.,])(?<!\w-)(?P<couple>a\s+(?:couple|pair)\s+of)\b
    |(?<![\w.,])(?<![A-Za-z][-‐–/])(?:(?P<compound>{_compound})|(?P<fraction>\d*\s?[½¼¾⅓⅔])|(?P<atom>{_atom}))
     (?P<short>\s?(?:{"|".join(sorted(SHORT_SCALES, key=len, reverse=True))})(?![\w.]\w|\w))?
     (?!\d|[.,]\d|(?:st|nd|rd|th|s|ers|er|some|fold)\b|(?-i:[A-Z]))""",
    re.VERBOSE | re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?:[$£€¥₹₽₦₺]|\b[A-Z]{3})\s?$")
_METRES_AFTER = re.compile(
    r"\s*(?:$|[,.;:)]|(?:away|high|tall|long|deep|wide|thick|from|above|below|off|north|south|east|west|inside|of|apart|down|up)\b)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text; offsets are those of the text that was read.

    ``best`` is its value, None where a plural only bounds it from below; ``low`` is the value or that bound.
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
    """The value of a text that is one exact number and nothing else, else None; "a" and "an" are 1.

    >>> number_value("twenty-four"), number_value("a"), number_value("dozens")
    (24.0, 1.0, None)
    """
    words = text.strip()
    if words.lower() in ("a", "an"):
        return 1.0
    found = find_numbers(words)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)):
        return found[0].best
    return None


def _numbers(text: str) -> Iterator[Number]:
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if match["plural"]:
            low = _plural_value(match["plural"].lower())
            yield Number(start, end, low, None, "plural")
        elif match["several"]:
            low = 2 * SCALES[re.split(r"\s+", match["several"].lower())[-1]]
            yield Number(start, end, low, None, "plural")
        elif match["couple"]:
            yield Number(start, end, 2.0, 2.0, "words")
        else:
            yield _exact(text, match)


def _exact(text: str, match: re.Match[str]) -> Number:
    words = match["compound"] or match["atom"]
    value = _fraction(match["fraction"]) if match["fraction"] else _evaluate(words.lower())
    start, end = match.span()
    short = (match["short"] or "").strip()
    if short and _is_metres(text, match, short):
        end = match.start("short")
    elif short:
        value *= SHORT_SCALES[short.lower()]
    value = round(value, 6)
    return Number(start, end, value, value, "digits" if text[start].isdigit() or text[start] == "." else "words")


def _is_metres(text: str, match: re.Match[str], short: str) -> bool:
    """ "200m from the gate" is a distance, "200m people" and "£200m" are millions; "5 m" apart from its number is a distance."""
    if short != "m" or _CURRENCY_BEFORE.search(text[: match.start()]):
        return False
    return match["short"].startswith(" ") or (_METRES_AFTER.match(text, match.end()) is not None and "." not in match.group())


def _plural_value(words: str) -> float:
    parts = re.split(r"\s+", words)
    last, leads = parts[-1], [p for p in parts[:-1] if p in PLURAL_LEADS]
    if not leads:
        return PLURALS[last]
    return PLURAL_LEADS[leads[0]] * SCALES[last[:-1]]


def _fraction(words: str) -> float:
    whole = words[:-1].strip()
    return (float(whole) if whole else 0.0) + FRACTIONS[words[-1]]


def _evaluate(words: str) -> float:
    """The value of digits and number words in a row, as they are spoken: "two hundred and five thousand"."""
    total = current = 0.0
    for part in re.findall(rf"(?:{_digits})|[a-z]+", words):
        if part[0].isdigit() or part[0] == ".":
            current += float(re.sub(r"[^\d.]", "", part))
        elif part in ONES or part in TENS:
            current += ONES.get(part, TENS.get(part, 0))
        elif part == "half":
            current += 0.5
        elif part.removesuffix("s") in ("hundred", "dozen"):
            current = (current or 1.0) * SCALES[part.removesuffix("s")]
        elif part.removesuffix("s") in SCALES:
            total, current = total + (current or 1.0) * SCALES[part.removesuffix("s")], 0.0
    return total + current
