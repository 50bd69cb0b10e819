"""Datelines: where, when and through whom a report was filed, before its first sentence ("TUNIS, 3 May 2031 (Agency) — ").

Forms read (sources: the AP and Reuters handbooks' datelines, and the shapes seen in English-language papers of many countries):
city in capitals or as written, region, weekday, date, agency in brackets, and a dash, colon or full stop that ends it.
"""

from __future__ import annotations

import re

from crosswire.acquire.blocks import Block
from crosswire.wordlists import words_of
from crosswire.wordlists.gazetteer import gazetteer

MONTHS = (
    "jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|"
    "sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?"
)
WEEKDAYS = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?"
_DATE = (
    rf"(?i:(?:{WEEKDAYS},?\s+)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})|(?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d)|{WEEKDAYS})"
)
_UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĐĒĖĘĞĪİŁŃŌŐŚŞŠŪŰŹŻŽ]"
_CAPS = rf"(?:{_UPPER}[{_UPPER[1:-1]}.'’`]+)(?:[ /-]{_UPPER}[{_UPPER[1:-1]}.'’`]*){{0,5}}"
_PARTICLES = "de|la|le|les|el|al|du|des|del|da|do|di|es|en|sur|of|the|upon|am|an|der|den"
_NAME = rf"(?:(?:al|el|as|ash|ad|an|ar|at|de|la|le)[- ])?{_UPPER}[\w'’`]+(?:[ /-](?:{_UPPER}[\w'’`.]+|{_PARTICLES})){{0,3}}"
_REGION = rf"(?:,\s+{_UPPER}[\w.'’-]*(?:\s+{_UPPER}[\w.'’-]*){{0,2}}){{0,2}}"
_AGENCY = r"\(\s*[A-ZÀ-Þ][\w&./' ’-]{1,40}\)"
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# No character of a word is also one that parts words: a hostile line must not be read in many ways.
_DASH = r"\s*(?:—|–|--+|(?<=\s)-(?=\s)|-(?=\s))\s*"

# (rule, pattern, how many blocks of body deep it is believed: a bare place and dash further down is a heading or a speaker)
_FORMS = (
    ("dateline:place-date-agency", rf"{_CAPS}{_REGION},?\s+{_DATE},?\s*(?:{_AGENCY})?(?:{_DASH}|:\s+)", 99),
    ("dateline:place-agency", rf"(?:{_CAPS}|{_NAME}){_REGION},?\s*{_AGENCY}(?:{_DASH}|:\s+)", 99),
    ("dateline:place-date-agency", rf"{_NAME}{_REGION},\s*{_DATE},?\s*(?:{_AGENCY})?(?:{_DASH}|:\s+)", 99),
    ("dateline:place-date-stop", rf"(?:{_CAPS}|{_NAME}){_REGION},?\s+{_DATE}[.:]\s+", 4),
    ("dateline:place", rf"{_CAPS}{_REGION}{_DASH}", 4),
    ("dateline:agency", rf"{_AGENCY}{_DASH}", 4),
    ("dateline:date-agency", rf"{_DATE},?\s*{_AGENCY}{_DASH}", 2),
    ("dateline:known-place", rf"(?P<place>{_NAME}){_REGION}\s+(?:—|–|-)\s+(?={_UPPER})", 2),
    ("dateline:known-place", rf"(?P<place>{_CAPS}|{_NAME}){_REGION}:\s+(?={_UPPER})", 2),
)
_PATTERNS = tuple((rule, re.compile(pattern), depth) for rule, pattern, depth in _FORMS)


LONGEST = 160  # characters that a dateline may have; also keeps a hostile line from costing seconds


def find_dateline(block: Block, rank: int) -> tuple[int, str] | None:
    """(end offset, rule) of the dateline that a block begins with; ``rank`` is its place among the blocks of body.

    The offset is that of the last visible character's end. What follows must go on as a sentence, else it is no dateline.
    """
    for rule, pattern, depth in _PATTERNS:
        match = pattern.match(block.text, 0, LONGEST)
        if not match or rank >= depth or words_of("leftovers.toml", "labels") & {w.lower() for w in _LETTERS.findall(match.group())}:
            continue
        rest = block.text[match.end() :]
        if rule == "dateline:known-place" and (len(rest.split()) < 10 or not _is_place(match["place"])):
            continue
        if len(rest.split()) >= 4 and not rest[:1].islower():
            return block.start + len(match.group().rstrip()), rule
    return None


def _is_place(name: str) -> bool:
    """Whether the gazetteer has a country, a province or a town of some size of that name."""
    return any(e.kind != "town" or e.population >= 1000 for e in gazetteer().find(name))
