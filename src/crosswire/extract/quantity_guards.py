"""Which numbers count nothing: dates, years, ages, clock times, labels, parts of names, telephone numbers."""

from __future__ import annotations

import re

from spacy.tokens import Span

from crosswire.extract.quantity_bounds import Amount
from crosswire.extract.quantity_units import Unit
from crosswire.language.calendar import MONTH, WEEKDAY, spoken_clock_spans, written_spans
from crosswire.wordlists import words_of

LABELS = (
    r"resolutions?|nos?\.?|numbers?|flight|articles?|section|route|highway|room|model|pages?|act|law|decree|channel|bus|ext|extension|bill|"
    r"case|paragraph|chapter|phase|day|group|type|grade|class|version|gate|tel|"
    r"telephone|phone|call|fax|aged|ages?|at age|turned|level|magnitude|"
    r"category|mark|protocol|verse|psalm|boeing|airbus|apollo|covid|sector|zone|district|camp|block|pier|runway|year|season|volume|episode|"
    r"round|lot|form|platform|track|warehouse|point"
)
LABEL_FRONT = re.compile(rf"(?:\b(?:{LABELS})\s+|[#№/@]\s?)$", re.IGNORECASE)
# Labels that may also end a phrase in front of a count ("the next day 12 people ...").
LOOSE_LABELS = frozenset(
    """day group case call camp season year round point warehouse runway district block zone sector form act law bill bus mark turned
    lot gate pier""".split()
)
STREETS = frozenset({"Street", "Avenue", "Road", "Lane", "Boulevard", "Square", "St.", "Ave."})
AGE_BEHIND = re.compile(r"\s?[-‐]?\s?(?:years?|months?|weeks?|days?)[-‐\s]?(?:olds?|of\s+age)\b", re.IGNORECASE)
NUMBER_LINE = re.compile(r"(?:\+?\d[\d\s().-]{6,}\d)")
_span = r"(?:days?|weeks?|months?|years?|hours?|minutes?|decades?|nights?|fortnights?)"
SPAN_BEHIND = re.compile(
    rf"\s+{_span}(?:\s+(?:and\s+a\s+half|or\s+so))?\s+(?:ago|earlier|later|before|after|since|from\s+now|hence|old|of\s+age)\b",
    re.IGNORECASE,
)
SPAN_FRONT = re.compile(r"\b(?:past|last|next|previous|preceding|coming|first|final)\s+$", re.IGNORECASE)
OUGHT_OF = re.compile(r"\s+of\b", re.IGNORECASE)
SCORE = re.compile(r"\b(?:won|lost|beat|drew|draw|defeat|victory|score|vote|voted)\b", re.IGNORECASE)
NAMES = frozenset({"ORG", "PRODUCT", "FAC", "LOC", "PERSON"})
YEARLIKE = re.compile(r"(?:1[4-9]|20|21)\d\d")


def counts(text: str, amount: Amount, tokens: Span, unit: Unit, dates: list[tuple[int, int]]) -> bool:
    """Whether an amount counts or measures something; offsets are those of ``text``, one sentence. ``dates`` are its calendar spans."""
    if any(a < amount.last and amount.first < b for a, b in dates):
        return False
    before, after, words = text[: amount.first], text[amount.last :], text[amount.first : amount.last]
    if amount.currency or unit.kind == "share":
        return True
    if unit.text is not None and unit.text.lower().startswith(("caliber", "calibre")):
        return False
    if unit.head is not None and unit.head.lower_ == "block" and amount.low is not None and amount.low >= 100:
        return False  # "the 4800 block of Aspen Avenue"
    if unit.head is not None and unit.head.text in STREETS and unit.head.pos_ == "PROPN":
        return False
    if _labelled(text, amount, unit) or _aged(before, after, words, tokens):
        return False
    if YEARLIKE.fullmatch(words) and amount.modality == "exact" and _is_year(before, unit):
        return False
    if unit.kind == "duration" and (SPAN_BEHIND.match(after) or SPAN_FRONT.search(before)):
        return False
    if words.lower() == "one" or words.lower() == "a":
        return _one(after, tokens, unit, before)
    if words.lower() == "two" and re.search(r"\b(?:the|these|those|both|its|their)\s+$", before, re.IGNORECASE) and unit.kind != "people":
        return False  # "the two sides" names, it does not count
    return not _named(tokens, unit)


def date_spans(text: str) -> list[tuple[int, int]]:
    """The written dates and clock times of a text, and the numbers beside month and weekday names."""
    beside = [
        m.span()
        for m in re.finditer(
            rf"(?:{MONTH})\s\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{MONTH})|(?:{WEEKDAY})\s\d{{1,2}}\b(?!\s[a-z])", text
        )
    ]
    phones = [
        m.span()
        for m in NUMBER_LINE.finditer(text)
        if sum(c.isdigit() for c in m.group()) >= 7 and not re.fullmatch(r"[\d\s]+-[\d\s]+", m.group())
    ]
    scores = [m.span() for m in re.finditer(r"(?<![\w.,$£€-])(\d{1,3})[-–](\d{1,3})(?![\w-]|[.,]\d)", text) if int(m[1]) >= int(m[2])]
    scores += [m.span() for m in re.finditer(r"(?<![\w.,$£€-])(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)(?!\w)", text)]
    return [*scores, *written_spans(text), *spoken_clock_spans(text), *beside, *phones]


def _labelled(text: str, amount: Amount, unit: Unit) -> bool:
    """ "Resolution 2254", "Article 5", "Day 37", "Highway 1": a number behind the noun that it tells apart."""
    before = text[: amount.first]
    if amount.modality != "exact" or amount.start < amount.first:
        return False
    found = LABEL_FRONT.search(before)
    if not found:
        return False
    return unit.head is None or unit.rule != "phrase" or found.group().strip().lower() not in LOOSE_LABELS


def _aged(before: str, after: str, words: str, tokens: Span) -> bool:
    if AGE_BEHIND.match(after):
        return True
    if re.search(
        r"\b(?:aged?|ages|age\s+of|(?:under|over|below|above)\s+the\s+age\s+of)\s+(?:between\s+|about\s+|just\s+|\d+\s+(?:and|to|or)\s+)?$",
        before,
        re.IGNORECASE,
    ):
        return True
    if not re.fullmatch(r"\d{1,3}", words) or not re.match(r"\s*(?:[,.;)]|$|and\b)", after):
        return False
    named = re.search(r"\b[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*,\s*$|\b[A-Z][\w’'-]+\s\($", before)
    return (
        bool(named)
        and int(words) < 120
        and tokens[0].i >= 2
        and tokens[0].nbor(-2).ent_type_ in ("PERSON", "")
        and tokens[0].nbor(-2).pos_ == "PROPN"
    )


def _is_year(before: str, unit: Unit) -> bool:
    if unit.head is None:
        return True
    if re.search(r"\b(?:in|since|until|by|of|the|from|during|before|after|early|late|mid)\s+$", before, re.IGNORECASE):
        return True
    return unit.head.tag_ not in ("NNS", "NNPS") or unit.rule == "of"


def _one(after: str, tokens: Span, unit: Unit, before: str) -> bool:
    """ "one policeman" counts, "one of the ...", "one day", "no one", "one another" do not."""
    if OUGHT_OF.match(after) or unit.head is None or unit.rule not in ("phrase",):
        return bool(re.search(r"\b(?:only|just|not|at\s+least)\s+$", before)) and unit.rule == "of"
    if unit.head.lemma_.lower() in words_of("units.toml", "not_counted") or unit.kind == "duration" or unit.text is None:
        return False
    if re.search(r"\b(?:no|any|every|some|this|that|the|which|each)\s+$", before, re.IGNORECASE):
        return False
    return tokens[-1].pos_ in ("NUM", "DET") and (unit.head.pos_ == "NOUN" or unit.kind == "people")


def _named(tokens: Span, unit: Unit) -> bool:
    """A number that is part of a name ("Group of Seven", "Channel 4"), and not the count of what the name holds."""
    token = tokens[0]
    if token.ent_type_ not in NAMES or token.is_sent_start:
        return False
    if token.ent_iob_ == "I":
        return True
    return token.text[:1].isupper() and token.i > token.sent.start and unit.head is not None and unit.head.ent_iob_ == "I"
