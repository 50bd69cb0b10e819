"""What a number counts: the noun phrase behind it (or around it), and of which kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from crosswire.extract.quantity_symbols import find_symbol
from crosswire.language.calendar import month_number, weekday_number
from crosswire.types import UnitKind
from crosswire.wordlists import words_of

LIST = "units.toml"
REACH = 9  # tokens between a number and the noun that it counts
FILLERS = frozenset({"more", "additional", "other", "others", "extra", "further", "new", "fresh"})
ROLE_NOUN_TAGS = frozenset({"ADJ", "VERB"})
PRONOUNS = frozenset({"them", "whom", "those", "us", "these", "which", "it"})
STATE_WORDS = frozenset(
    {
        "dead",
        "wounded",
        "injured",
        "missing",
        "killed",
        "hurt",
        "displaced",
        "homeless",
        "detained",
        "arrested",
        "slain",
        "deceased",
        "sick",
        "ill",
        "infected",
    }
)
# Verbs behind a bare count: "at least 27 die", "over 120 sustained injuries".
NO_UNIT = frozenset({"die", "dies", "sustained", "suffered", "received"})
PERSON_ENDINGS = re.compile(r"(?:men|women|ists|ians|ees|iers|eers|ants|ers|ese)$")
NUMBERS_OF = frozenset({"number", "total", "count", "tally"})
NUMBER_OF_REACH = 16
PART_OF = frozenset({"of"})
MEASURES: tuple[UnitKind, ...] = ("money", "distance", "duration")


@dataclass(frozen=True, slots=True)
class Unit:
    """The counted noun phrase: its head token (None where nothing is said), its text and where the expression ends."""

    head: Token | None
    text: str | None
    kind: UnitKind | None
    end: int
    rule: str


def find_unit(number: Span, currency: str | None, end: int, part: str = "") -> Unit:
    """The unit of a number; ``end`` is where the number (with what follows it, as "or so") ends in the document.

    ``part`` is "percent" for a fraction of a named whole, "ratio" for another fraction, else empty.
    """
    doc, last = number.doc, number[-1]
    sentence_end = last.sent.end
    after = [doc[i] for i in range(last.i + 1, min(sentence_end, last.i + 1 + REACH + 6)) if doc[i].idx >= end]
    if currency:
        return Unit(last, _money_text(after, currency), "money", _money_end(after, end), "currency")
    if part == "percent":
        return Unit(last, "percent", "share", max(end, last.idx + len(last)), "fraction")
    share = _share(doc.text, end)
    if share:
        return Unit(last, "percent", "share", share, "percent")
    symbol = find_symbol(doc.text, end)
    if symbol:
        return Unit(last, symbol.text, symbol.kind, symbol.end, "symbol")
    unit = _behind(number, after, end)
    if part == "ratio" and unit.kind not in MEASURES and not (number.text[-1].isdigit() and unit.kind):
        return Unit(None, None, "share", end, "ratio")
    return unit


def of_measure(measure: str, last: Token, end: int) -> Unit:
    """The unit of an amount that is told in two units; ``measure`` is the greater."""
    word = measure.lower()
    kinds = [kind for kind in MEASURES if {word, word.removesuffix("s")} & words_of(LIST, kind) or (word, kind) == ("feet", "distance")]
    return Unit(last, measure, kinds[0] if kinds else "things", end, "parts")


def _behind(number: Span, after: list[Token], end: int) -> Unit:
    """The unit in the words behind a number."""
    if after and after[0].lower_ in PART_OF:
        return _part(number, after[1:])
    if len(after) > 2 and (after[0].lower_, after[1].lower_) == ("out", "of"):
        return _part(number, after[2:])
    if after and after[0].text in ("-", "‐", "–") and not after[0].whitespace_ and len(after) > 1:
        return _hyphenated(after[1:])
    if after and after[0].lower_ == "strong":
        return Unit(None, None, "people", after[0].idx + len(after[0]), "strong")
    chunk = _chunk(number, after)
    if chunk:
        return _from_chunk(chunk)
    measured = _measured(after)
    if measured:
        return Unit(after[0], after[0].text, measured, after[0].idx + len(after[0]), "phrase")
    return _number_of(number, end) or Unit(None, None, None, end, "bare")


def _measured(after: list[Token]) -> UnitKind | None:
    """A unit of measure right behind the number, whatever its tag."""
    words = {after[0].lower_, after[0].lower_.removesuffix("s")} if after else set()
    return next((kind for kind in MEASURES if words & words_of(LIST, kind)), None)


def _number_of(number: Span, end: int) -> Unit | None:
    """ "the number of refugees has passed 40,000": the noun that the number in front was said to be of."""
    first = number[0]
    for token in reversed(first.doc[max(first.sent.start, first.i - NUMBER_OF_REACH) : first.i]):
        if token.pos_ == "NUM":
            return None
        if token.lemma_.lower() not in NUMBERS_OF:
            continue
        counted = next(
            (c for c in token.children if c.dep_ == "nmod" and any(g.dep_ == "case" and g.lower_ == "of" for g in c.children)), None
        )
        if counted is None or counted.i >= first.i or counted.pos_ not in ("NOUN", "ADJ", "PROPN"):
            return None
        return Unit(counted, counted.text, kind_of(counted), end, "number-of")
    return None


def kind_of(head: Token) -> UnitKind:
    """The kind of what is counted, by its head noun."""
    lemma, word = head.lemma_.lower(), head.lower_
    for kind in MEASURES:
        if lemma in words_of(LIST, kind) or word in words_of(LIST, kind):
            return kind
    if is_people(head):
        return "people"
    return "things"


def is_people(head: Token) -> bool:
    """Whether a noun counts people: by the list, as a nationality, or as a state ("the wounded")."""
    lemma, word = head.lemma_.lower(), head.lower_
    known = words_of(LIST, "people")
    if lemma in known or word in known or word.removesuffix("s") in known or word in STATE_WORDS:
        return True
    if head.ent_type_ == "NORP" or (head.pos_ == "PROPN" and head.tag_ == "NNPS" and re.search(r"(?:ans|ards|ish|ese|is|ons)$", word)):
        return True
    return bool(re.search(r"(?:men|women|people|ists|ians)$", word)) and head.pos_ == "NOUN"


def _share(text: str, end: int) -> int | None:
    found = re.compile(r"(?:\s?%|[\s-]?(?:percent|per\s?cent|pct|percentage\spoints?)\b)", re.IGNORECASE).match(text, end)
    return found.end() if found else None


def _money_text(after: list[Token], currency: str) -> str:
    word = after[0] if after and after[0].lemma_.lower() in words_of(LIST, "money") else None
    return word.text if word is not None else currency


def _money_end(after: list[Token], end: int) -> int:
    return after[0].idx + len(after[0]) if after and after[0].lemma_.lower() in words_of(LIST, "money") else end


def _part(number: Span, after: list[Token]) -> Unit:
    """ "dozens of soldiers", "three of the wounded", "two of them", "12 of 14 lorries"."""
    lead = [
        t for t in after[:4] if t.pos_ in ("DET", "PRON", "NUM") or t.lower_ in ("his", "her", "its", "their", "our", "my", "your", "own")
    ]
    if after and after[0].lower_ in PRONOUNS and (len(after) == 1 or after[0].pos_ == "PRON") and after[0].lower_ not in ("those", "these"):
        pronoun = after[0]
        return Unit(pronoun, None, None, pronoun.idx + len(pronoun), "of-pronoun")
    skipped = 0
    while skipped < len(after) and after[skipped] in lead and skipped < 4:
        skipped += 1
    chunk = _owned(after[skipped:]) or _grown(after[skipped:])
    if chunk:
        unit = _from_chunk(chunk)
        return Unit(unit.head, unit.text, unit.kind, unit.end, "of")
    last = number[-1]
    if lead and after and after[0] is lead[0] and skipped:
        word = after[skipped - 1]
        return Unit(word, None, None, word.idx + len(word), "of-pronoun")
    return Unit(None, None, None, last.idx + len(last), "bare")


def _owned(after: list[Token]) -> list[Token]:
    """ "of the region's 4 million people": what is counted stands behind the owner."""
    for k, token in enumerate(after[:6]):
        if token.lower_ in ("'s", "’s", "'", "’") and token.tag_ == "POS":
            rest = after[k + 1 :]
            while rest and rest[0].pos_ == "NUM":
                rest = rest[1:]
            return _grown(rest)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            break
    return []


def _hyphenated(after: list[Token]) -> Unit:
    """ "250-kg", "800-passenger", "seven-strong": the word behind the hyphen is the unit."""
    word = after[0]
    if word.lower_ in ("strong", "member", "person", "man", "woman"):
        following = _grown(after[1:])
        head = following[-1] if following and word.lower_ != "strong" else None
        return Unit(head or word, head.text if head is not None else None, "people", word.idx + len(word), "hyphen")
    return Unit(word, word.text, kind_of(word), word.idx + len(word), "hyphen")


def _chunk(number: Span, after: list[Token]) -> list[Token]:
    """The noun phrase that the number opens, by the tags of its words; the parse's head ends it where it lies inside."""
    chunk = _grown(after)
    head = number[-1].head
    if head.i > number[-1].i and number[-1].dep_ in ("nummod", "det", "amod", "compound") and head.pos_ in ("NOUN", "PROPN", "ADJ"):
        inside = [k for k, t in enumerate(chunk) if t.i == head.i]
        if inside and chunk[inside[0]].pos_ != "ADJ":
            return chunk[: inside[0] + 1]
    return chunk


def _grown(after: list[Token]) -> list[Token]:
    """Adjectives, nouns and names in a row, ended by the last noun (or a state word: "12 dead")."""
    taken: list[Token] = []
    last = -1
    for k, token in enumerate(after[: REACH + 3]):
        if not _may_stand(token, after, k):
            break
        taken.append(token)
        word = token.lower_
        if token.pos_ in ("NOUN", "PROPN") and not _calendar(token):
            last = len(taken) - 1
        elif word in STATE_WORDS or (word in FILLERS and word in ("more", "others", "other")):
            last = max(last, len(taken) - 1)
            if word in STATE_WORDS and not _noun_next(after, k):
                break
    return taken[: last + 1]


def _noun_next(after: list[Token], k: int) -> bool:
    return k + 1 < len(after) and after[k + 1].pos_ in ("NOUN", "PROPN", "ADJ")


def _calendar(token: Token) -> bool:
    return token.text[:1].isupper() and (weekday_number(token.text) is not None or month_number(token.text) is not None)


def _may_stand(token: Token, after: list[Token], k: int) -> bool:
    if _calendar(token) or token.is_space or token.lower_ in NO_UNIT:
        return False
    if token.pos_ in ("ADJ", "NOUN", "PROPN"):
        return True
    if token.text in ("-", "'", '"', "“", "‘", "’", "`", "”"):
        if (token.text == "-" and k > 0 and after[k - 1].whitespace_) or (k == 0 and token.text == "-" and token.nbor(-1).whitespace_):
            return False
        return k + 1 < len(after) and after[k + 1].pos_ in ("ADJ", "NOUN", "PROPN", "VERB", "ADV") and (k == 0 or token.text in "-\"“‘'`")
    if token.pos_ == "VERB":
        return token.tag_ in ("VBN", "VBG", "VBD") and (token.lower_ in STATE_WORDS or (token.tag_ != "VBD" and _noun_next(after, k)))
    if token.pos_ == "ADV":
        if k + 2 < len(after) and after[k + 1].text == "-" and not token.whitespace_:
            return after[k + 2].pos_ in ("ADJ", "VERB") and _noun_next(after, k + 2)  # "the three worst-hit districts"
        return token.lower_ in FILLERS or (
            k + 1 < len(after) and after[k + 1].pos_ in ("ADJ", "VERB") and after[k + 1].dep_ in ("amod", "compound")
        )
    if token.lower_ in ("and", "or") and 0 < k < len(after) - 1:
        return after[k - 1].pos_ == "ADJ" and after[k + 1].pos_ == "ADJ" and any(t.pos_ == "NOUN" for t in after[k + 2 : k + 3])
    return token.pos_ == "DET" and token.lower_ == "such"


def _from_chunk(chunk: list[Token]) -> Unit:
    head = chunk[-1]
    words = [t for t in chunk if t.lower_ not in FILLERS and t.text not in ("'", '"', "“", "‘", "’", "`", "”")]
    text = head.doc.text[words[0].idx : head.idx + len(head)].strip() if words else None
    end = head.idx + len(head)
    closing = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if closing is not None and closing.text in ("'", "’", "”", '"', "`") and any(t.text in ("'", "‘", "“", '"', "`") for t in chunk):
        end = closing.idx + len(closing)
    return Unit(head, text, kind_of(head) if words else None, end, "phrase")
