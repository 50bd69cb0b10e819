"""Counts of none: "no arrests", "not one aircraft", "nobody was hurt"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from crosswire.extract.quantity_roles import find_role
from crosswire.extract.quantity_units import Unit, find_unit, is_people
from crosswire.wordlists import words_of

PRONOUNS = frozenset({"nobody", "none"})
NOT_PEOPLE = frozenset({"other", "one", "body"})


@dataclass(frozen=True, slots=True)
class NoneOf:
    """A count of none: its span in the document and its unit."""

    start: int
    end: int
    unit: Unit
    rule: str


def find_none(sentence: Span) -> list[NoneOf]:
    """Every count of none in a sentence. "no" counts people, casualties and machines only: "no doubt" and "no plans" count nothing."""
    found = []
    for token in sentence:
        one = _determiner(token) or _not_one(token) or _pronoun(token)
        if one is not None:
            found.append(one)
    return found


def _determiner(token: Token) -> NoneOf | None:
    if token.lower_ != "no" or token.dep_ != "det" or token.head.i <= token.i:
        return None
    unit = find_unit(token.doc[token.i : token.i + 1], None, token.idx + len(token))
    if unit.head is None or unit.text is None or unit.head.lemma_.lower() in NOT_PEOPLE:
        return None
    lemma = unit.head.lemma_.lower()
    if _ruled_out(unit.head):
        return None
    if is_people(unit.head) or lemma in words_of("units.toml", "countable"):
        return NoneOf(token.idx, unit.end, unit, "none:no")
    return None


def _ruled_out(head: Token) -> bool:
    """ "no soldier will be forgotten" promises, it does not count."""
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in head.head.children)


def _not_one(token: Token) -> NoneOf | None:
    """ "not one box", "not a single child"."""
    if token.lower_ != "not" or token.i + 2 >= len(token.doc):
        return None
    first, second = token.nbor(1), token.nbor(2)
    last = first if first.lower_ == "one" else second if first.lower_ == "a" and second.lower_ == "single" else None
    if last is None or (last.i + 1 < len(token.doc) and last.nbor(1).lower_ in ("of", "but")):
        return None
    unit = find_unit(token.doc[last.i : last.i + 1], None, last.idx + len(last))
    if unit.head is None or unit.text is None or unit.head.lemma_.lower() in NOT_PEOPLE:
        return None
    return NoneOf(token.idx, unit.end, unit, "none:not-one")


def _pronoun(token: Token) -> NoneOf | None:
    """ "nobody was hurt" counts, "nobody knows" does not."""
    if token.lower_ not in PRONOUNS and not (token.lower_ == "no" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "one"):
        return None
    word = token if token.lower_ in PRONOUNS else token.nbor(1)
    role, _ = find_role(word, "people", token.doc.text, token.idx, word.idx + len(word))
    if role is None or word.dep_ not in ("nsubj:pass", "nsubj", "obj"):
        return None
    return NoneOf(token.idx, word.idx + len(word), Unit(word, None, "people", word.idx + len(word), "pronoun"), "none:nobody")
