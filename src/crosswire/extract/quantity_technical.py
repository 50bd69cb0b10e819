"""Digits that are written in a text and count nothing: addresses, codes, versions, citations, coordinates, numbered things."""

from __future__ import annotations

import re

_digits = r"\d+(?:\.\d+)*[a-z]?\b"
_list = rf"{_digits}(?:\s?(?:,\s?(?:and\s|or\s)?|–|-|&|\band\b|\bor\b|\bto\b|\bthrough\b)\s?{_digits})*"
# Numbered parts of a publication: never followed by what they count.
_hard = (
    r"figs?\.?|figures?|tables?|eqs?\.?|eqns?\.?|equations?|refs?\.?|sect?s?\.|appendix|appendices|supplements?|pp?\.|nrs?\.|nos\.|vols?\.|chapters?"
    r"|sections?|schemes?|footnotes?|theorems?|lemmas?|columns|rows|phases|pages|paragraphs|articles|resolutions|exercises?|numbered|annex(?:es)?"
)
# Numbered things whose noun may also end a phrase in front of a count ("on the site 12 men were found").
_soft = (
    r"sites?|steps?|stages?|columns?|rows?|panels?|lines?|samples?|types?|groups?|lanes?|plates?|phases?|runs?|trials?|experiments?|complex|complexes"
    r"|compounds?|clones?|months?|weeks?|hours?|days?|questions?|items?|rules?|clauses?|models?|units?|wards?|districts?|patients?|cases?|wells?|cores?"
    r"|boreholes?|versions?|grades?|levels?|players?|seeds?|lots?|tiers?|terminals?|reactors?|blocks?|sectors?|zones?|lists?|windows?|options?|studies|study|fractions?|algorithms?|animals?|channels?|gates?|scenarios?|schedules?"
)
_function = "|".join(
    """and or of in on at to is was are were with from for shows? gives? by as has had have
    could can will would after before saw sees began ended starts?""".split()
)
_behind_soft = rf"(?=\s*(?:[.,;:)\]]|$)|\s(?:{_function})\b)"
TECHNICAL = re.compile(
    rf"""https?://\S+|\bwww\.\S+|\S+@\S+\.\w+
    |(?<![\w,.])\d+(?:\.\d+){{2,}}(?![\d,]\d)
    |\d{{1,3}}\s?[°º]\s?\d{{1,2}}(?:\.\d+)?\s?['’′](?:\s?\d+(?:\.\d+)?\s?["”″])?
    |\d{{1,3}}\.\d{{3,}}\s?°\s?[NSEW]\b|-?\d{{1,3}}\.\d{{4,}}\s?[;,/]\s?-?\d{{1,3}}\.\d{{4,}}
    |\b\d{{1,4}}\s(?:BCE?\b|B\.C\.|A\.D\.|C\.E\.|CE\b)|\bAD\s\d{{1,4}}\b
    |\[\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})*\]|\(\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})+\)
    |\b\d+/\d+[A-Za-z]\S*|\b9/11\b
    |(?<=[)\]])\s?[×x]\s?10(?:\s?\^?\s?[-−–]?\d{{1,2}})?
    |(?<![\w-])[A-Za-z]\w*[-–](?:\d+[-–/])?\d+(?![\d.,]*\s?%)
    |\b[A-Za-z]{{1,3}}\(\d[\d.,\s]*\)
    |(?<=[(,;])\s?\d{{1,2}}\s?=\s(?=[A-Za-z])
    |\b(?:{_hard})\s{_list}
    |\b(?:{_soft})\s{_list}{_behind_soft}
    |\b(?:samples|lines|fractions|animals|columns|rows|panels|sites|groups|types|stages|steps|patients|compounds|channels|nos?\.?)\s\d+\sand\s\d+\b""",
    re.VERBOSE | re.IGNORECASE,
)
LEAD = 12
PLAIN_CLOCK = re.compile(r"\d{1,2}\.\d\d")
CLOCK_FRONT = re.compile(r"\b(?:at|until|till|by|from|to|since|before|after|around|about)\s$", re.IGNORECASE)
CLOCK_BEHIND = re.compile(r"\s*(?:[,;)]|\.(?:\s|$)|$)|\s(?:on|in|local|GMT|UTC|yesterday|today|this|and|when)\b")
CLAUSE_BEHIND = re.compile(r"\s(?:the|an?|he|she|they|it|we|his|her|their|its|there)\b")
NUMBER_LINE = re.compile(r"(?:\+?\d[\d\s().-]{6,}\d)")
_telephone = "call|phone|telephone|tel|fax|mobile|cell|dial|ring|contact|number|hotline|whatsapp"
PHONE_FRONT = re.compile(rf"(?:\b(?:{_telephone})\b\D{{0,12}}|\+)$", re.IGNORECASE)


def technical_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a sentence whose digits are names, places in a text or addresses; offsets count from ``start``.

    A sentence may have been cut behind "Fig.", so a little of what stands before it is read as well.
    """
    return [(m.start() - start, m.end() - start) for m in TECHNICAL.finditer(text, max(0, start - LEAD), end)]


def is_clock(text: str, start: int, end: int) -> bool:
    """Whether what is written as a date or a clock time is one: "8.30" only where "at 8.30" stands and no unit behind it."""
    if not PLAIN_CLOCK.fullmatch(text, start, end):
        return True
    front = CLOCK_FRONT.search(text, max(0, start - 8), start)
    clause = front is not None and front.group().lower() == "at " and CLAUSE_BEHIND.match(text, end) is not None
    return clause or (front is not None and CLOCK_BEHIND.match(text, end) is not None)


def phone_spans(text: str) -> list[tuple[int, int]]:
    """Telephone numbers; a long number without separators, a decimal or grouped thousands are none unless a telephone is spoken of."""
    found = []
    for m in NUMBER_LINE.finditer(text):
        words = m.group()
        if sum(c.isdigit() for c in words) < 7 or re.fullmatch(r"[\d\s]+-[\d\s]+", words):
            continue
        if re.fullmatch(r"\d*\.?\d+|\d{1,3}(?:\s\d{3})+(?:\.\d+)?", words) and not PHONE_FRONT.search(text, 0, m.start()):
            continue
        found.append(m.span())
    return found
