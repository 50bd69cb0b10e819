"""Which numbers count nothing: dates, years, ages, clock times, labels, parts of names, telephone numbers."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from crosswire.extract.quantity_modifiers import Amount
from crosswire.extract.quantity_technical import is_clock, phone_spans
from crosswire.extract.quantity_units import Unit
from crosswire.language.calendar import MONTH, WEEKDAY, spoken_clock_spans, written_spans
from crosswire.language.numbers import ONES
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
# "a 12-year-old" names a person, "the boy is 12 years old" measures an age.
_age = r"(?:years?|months?|weeks?|days?)"
AGE_BEHIND = re.compile(rf"\s?(?:[-‐]\s?{_age}[-‐\s]?olds?|{_age}[-‐]olds?)\b", re.IGNORECASE)
_span = r"(?:days?|weeks?|months?|years?|hours?|minutes?|decades?|nights?|fortnights?)"
SPAN_BEHIND = re.compile(
    rf"\s+{_span}(?:\s+(?:and\s+a\s+half|or\s+so))?\s+(?:ago|earlier|later|before|after|since|from\s+now|hence)\b",
    re.IGNORECASE,
)
SPAN_FRONT = re.compile(r"\b(?:past|last|next|previous|preceding|coming|first|final)\s+$", re.IGNORECASE)
OUGHT_OF = re.compile(r"\s+of\b", re.IGNORECASE)
SCORE = re.compile(r"\b(?:won|lost|beat|drew|draw|defeat|victory|score|vote|voted)\b", re.IGNORECASE)
NAMES = frozenset({"ORG", "PRODUCT", "FAC", "LOC", "PERSON"})
SCORES_BEHIND = frozenset(
    """of more others other killed injured wounded dead hurt missing were are have had died remain remained arrested detained
    displaced""".split()
)
AGE_FRONT = re.compile(
    r"\b(?:child(?:ren)?|kids?|boys?|girls?|infants?|babies|people|persons|women|men|adults|those|anyone|everyone|youths?|students?|pupils)"
    r"\s+(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?$",
    re.IGNORECASE,
)
YOUNG_OF = re.compile(r"\ban?\s+(?:\w+\s+)?(?:boy|girl|child|man|woman|youth|lad|teenager|toddler|baby)\s+of\s+$", re.IGNORECASE)
PARENT_OF = re.compile(r"\b(?:mother|father|mum|mom|dad|parents?|grandmother|grandfather|widow|widower)[-\s]of[-\s]$", re.IGNORECASE)
YEARLIKE = re.compile(r"(?:1[4-9]|20|21)\d\d")


LONGEST = 30  # characters of digits and separators


def counts(text: str, amount: Amount, tokens: Span, unit: Unit, dates: list[tuple[int, int]]) -> bool:
    """Whether an amount counts or measures something; offsets are those of ``text``, one sentence. ``dates`` are its calendar spans."""
    if any(a < amount.last and amount.first < b for a, b in dates):
        return False
    before, after, words = text[: amount.first], text[amount.last :], text[amount.first : amount.last]
    if (len(words) > LONGEST and words[0].isdigit()) or (unit.kind == "people" and (amount.best or 0) < 0):
        return False  # a key, or a mistake
    if amount.currency or unit.kind == "share":
        return True
    if unit.text is not None and unit.text.lower().startswith(("caliber", "calibre")):
        return False
    if unit.head is not None and _addressed(unit.head, amount):
        return False
    if PARENT_OF.search(before) or _labelled(text, amount, unit) or _aged(before, after, words, tokens, unit):
        return False
    if YEARLIKE.fullmatch(words) and amount.modality == "exact" and _is_year(before, unit):
        return False
    if unit.kind == "duration" and (SPAN_BEHIND.match(after) or SPAN_FRONT.search(before)):
        return False
    if words.lower() == "one" or words.lower() == "a":
        if unit.kind in ("money", "distance") and unit.rule in ("phrase", "hyphen"):
            return True
        return _one(after, tokens, unit, before)
    if words.lower() == "two" and re.search(r"\b(?:the|these|those|both|its|their)\s+$", before, re.IGNORECASE) and unit.kind != "people":
        return False  # "the two sides" names, it does not count
    return not (_named(tokens, unit) or _after_name(amount, tokens, unit) or (words.lower() == "scores" and not _scores(tokens)))


def _addressed(head: Token, amount: Amount) -> bool:
    """Whether a number is part of an address: "the 4800 block of Aspen Avenue", "14 Harbour Street"."""
    block = head.lower_ == "block" and amount.low is not None and amount.low >= 100
    return block or (head.text in STREETS and head.pos_ == "PROPN")


def date_spans(text: str) -> list[tuple[int, int]]:
    """The written dates and clock times of a text, and the numbers beside month and weekday names."""
    beside = [
        m.span()
        for m in re.finditer(
            rf"(?:{MONTH})\s\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{MONTH})|(?:{WEEKDAY})\s\d{{1,2}}\b(?!\s[a-z])", text
        )
    ]
    scores = [m.span() for m in re.finditer(r"(?<![\w.,$£€-])(\d{1,3})[-–](\d{1,3})(?![\w-]|[.,]\d)", text) if int(m[1]) >= int(m[2])]
    scores += [m.span() for m in re.finditer(r"(?<![\w.,$£€-])(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)(?!\w)", text)]
    written = [(a, b) for a, b in written_spans(text) if is_clock(text, a, b)]
    return [*scores, *written, *spoken_clock_spans(text), *beside, *phone_spans(text)]


def _labelled(text: str, amount: Amount, unit: Unit) -> bool:
    """ "Resolution 2254", "Article 5", "Day 37", "Highway 1": a number behind the noun that it tells apart."""
    before = text[: amount.first]
    if amount.modality != "exact" or amount.start < amount.first:
        return False
    found = LABEL_FRONT.search(before)
    if not found or (unit.kind == "duration" and unit.rule == "phrase" and found.group().lower().startswith("age")):
        return False
    return unit.head is None or unit.rule != "phrase" or found.group().strip().lower() not in LOOSE_LABELS


def _aged(before: str, after: str, words: str, tokens: Span, unit: Unit) -> bool:
    if AGE_BEHIND.match(after):
        return True
    if unit.kind == "duration" and unit.rule == "phrase":
        return False
    if re.search(
        r"\b(?:aged?|ages|age\s+of|(?:under|over|below|above)\s+the\s+age\s+of)\s+(?:between\s+|about\s+|just\s+|(?:\d+,\s*)*\d+,?\s+(?:and|to|or)\s+|(?:\d+,\s*)+)?$",
        before,
        re.IGNORECASE,
    ):
        return True
    if unit.head is None and (re.fullmatch(r"\d{1,2}", words) or words.lower() in ONES) and AGE_FRONT.search(before):
        return True
    if unit.head is None and YOUNG_OF.search(before):
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
    if unit.rule == "symbol":
        return False
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


def _scores(tokens: Span) -> bool:
    """ "scores of boats", "scores were killed", not "the scores were level", "test scores"."""
    doc, at = tokens.doc, tokens[0].i
    if at > tokens[0].sent.start and doc[at - 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM", "PART"):
        return False
    return at + 1 < len(doc) and doc[at + 1].lower_ in SCORES_BEHIND


def _after_name(amount: Amount, tokens: Span, unit: Unit) -> bool:
    """ "Mariner 4", "Phobos 2 images": bare digits behind a name that they tell apart."""
    token = tokens[0]
    if amount.start < amount.first or amount.modality != "exact" or not token.text.isdigit() or token.i == token.sent.start:
        return False
    name = token.nbor(-1)
    if name.pos_ != "PROPN" or not name.whitespace_ or not name.text[0].isupper():
        return False
    told_apart = unit.rule == "phrase" and unit.head is not None and unit.head.tag_ == "NN" and token.text != "1"  # "the Mariner 4 probe"
    return unit.rule == "bare" or told_apart or (token.dep_ == "nummod" and token.head.i == name.i)


def _named(tokens: Span, unit: Unit) -> bool:
    """A number that is part of a name ("Group of Seven", "Channel 4"), and not the count of what the name holds."""
    token = tokens[0]
    if token.ent_type_ not in NAMES or token.is_sent_start:
        return False
    if token.ent_iob_ == "I":
        return True
    return token.text[:1].isupper() and token.i > token.sent.start and unit.head is not None and unit.head.ent_iob_ == "I"
