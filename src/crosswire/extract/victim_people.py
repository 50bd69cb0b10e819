"""What a noun phrase tells of a person: how many, by what name, how old, of which sex, and whether one is brought in anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.extract.claim_arguments import antecedent
from crosswire.language.numbers import ONES
from crosswire.types import Sex
from crosswire.wordlists import words_of

LIST = "harm.toml"
PRONOUNS = frozenset({"he", "him", "she", "her", "his"})
BOTH = frozenset({"both"})
# Nouns that units.toml counts among people, but that are no person who could be killed or hurt.
NOBODY = frozenset(
    {"death", "injury", "case", "life", "body", "corpse", "soul", "source", "fatality", "force", "crowd", "opponent", "enemy"}
)
ABOUT = frozenset({"compound", "flat", "flat:name", "appos", "amod", "nmod:desc", "det", "nmod:poss", "nummod", "acl"})
AGED = re.compile(
    r"\b(\d{1,3})[-\s](?:year|yr)s?[-\s]old\b|\baged?\s+(\d{1,3})\b|^[^,]{2,60}?,\s*(\d{1,3})\b(?!\s*[-–]?\s*(?:people|years?\b(?!\s*old)|of\b|others?\b))",
    re.IGNORECASE,
)
BEHIND = re.compile(r"^['’s]*,?\s*(?:\(|,\s*)?(?:aged?\s+)?(\d{1,3})(?:,|\)|\s+and\b|\s*$|\s+(?:was|were|of|died|is)\b|\.)")
OLD = re.compile(r"(?:\b(?:an?|the|another|his|her|their)\s+)?\b\d{1,3}[-\s](?:year|month)s?[-\s]$", re.IGNORECASE)
WINDOW = 40


@dataclass(frozen=True, slots=True)
class Person:
    """One or more people as a phrase describes them. ``anew`` says that the report counts one more ("another man")."""

    start: int
    end: int
    number: int
    name: str | None
    age: int | None
    sex: Sex | None
    anew: bool
    how: str


def describe(head: Token, numbers: Mapping[int, int]) -> Person | None:
    """The person or people that a head stands for; None where it is no person or nobody says how many.

    ``numbers`` gives the count of each numeral that the quantities layer read, by the index of its tokens.
    """
    head = antecedent(head)
    if head.lower_ in PRONOUNS:
        return _person(head, 1, "pronoun")
    if head.lower_ in BOTH or any(c.lower_ in BOTH and c.dep_ in ("det", "det:predet", "advmod", "cc:preconj") for c in head.children):
        return _person(head, 2, "both") if head.pos_ != "VERB" else None
    if head.lower_ == "another":
        return _person(head, 1, "another")
    if head.lower_ == "old" and OLD.search(head.doc.text[max(0, head.idx - WINDOW) : head.idx]):
        return _person(head, 1, "noun")  # "a 7-year-old"
    counted = _counted(head, numbers)
    if counted is not None:
        return _person(head, counted, "counted") if counted and (head.pos_ == "NUM" or is_person(head)) else None
    if _names(head):
        return _person(head, 1, "name")
    if head.pos_ not in ("NOUN", "ADJ", "PROPN") or not is_person(head):
        return None
    if head.lemma_.lower() in ("couple", "twins"):
        return _person(head, 2, "couple")
    if head.tag_ in ("NNS", "NNPS") or head.lower_ in ("people", "police", "crew", "staff", "family", "personnel", "force"):
        return None
    return _person(head, 1, "noun")


def uncounted(head: Token, numbers: Mapping[int, int]) -> bool:
    """Whether a phrase stands for several people without saying how many ("soldiers")."""
    return head.tag_ in ("NNS", "NNPS") and is_person(head) and describe(head, numbers) is None


def is_person(head: Token) -> bool:
    """Whether a noun is a person, by the lists."""
    lemma, word = head.lemma_.lower(), head.lower_
    if lemma in NOBODY and head.tag_ == "NN":
        return False
    known = words_of("units.toml", "people")
    return lemma in known or word in known or lemma in words_of(LIST, "people") or bool(re.search(r"(?:man|woman)$", word))


def _names(head: Token) -> bool:
    return head.pos_ == "PROPN" and head.ent_type_ == "PERSON"


def _counted(head: Token, numbers: Mapping[int, int]) -> int | None:
    """The count of a phrase: 0 where it cannot be told exactly, None where no numeral stands there."""
    for token in (head, *(c for c in head.children if c.dep_ in ("nummod", "det", "amod", "compound") and c.i < head.i)):
        if token.i in numbers:
            return numbers[token.i]
        if token.pos_ == "NUM" or token.lower_ in ("several", "many", "few", "multiple", "numerous", "some", "dozens"):
            return 1 if token.lower_ == "one" and token.dep_ == "nummod" else ONES.get(token.lower_, 0)
    return None


def _person(head: Token, number: int, how: str) -> Person:
    phrase = _phrase(head)
    first, last = phrase[0], phrase[-1]
    text = head.doc.text[first.idx : last.idx + len(last)]
    years = OLD.search(head.doc.text[max(0, first.idx - WINDOW) : first.idx]) if re.match(r"old\b", text, re.IGNORECASE) else None
    begin = first.idx - len(years.group()) if years else first.idx  # "A 12-year-old girl", where "old" is a word of its own
    text = head.doc.text[begin : last.idx + len(last)]
    name = _name(head)
    single = number == 1
    return Person(
        begin,
        last.idx + len(last),
        number,
        name,
        _age(head, last, text) if single else None,
        _sex(phrase) if single else None,
        any(c.lower_ in words_of(LIST, "more") for c in phrase) and how != "pronoun",
        how,
    )


def _phrase(head: Token) -> list[Token]:
    """The head with what describes it, up to a relative clause or a joined phrase; in order."""
    taken = [head]
    for child in head.children:
        if child.dep_ in ABOUT and child.dep_ != "acl":
            taken += [child] if child.dep_ not in ("appos", "amod") else _phrase(child)
    taken.sort(key=lambda t: t.i)
    return taken


def _name(head: Token) -> str | None:
    """The name in a phrase: its head, or an apposition ("the victim, Ann Bell")."""
    if _names(head):
        found = [head, *(c for c in head.children if c.dep_ in ("flat", "flat:name", "compound") and c.ent_type_ == "PERSON")]
        found.sort(key=lambda t: t.i)
        return " ".join(t.text for t in found)
    for child in head.children:
        if child.dep_ in ("appos", "flat", "flat:name", "nmod:desc") and child.i > head.i and (name := _name(child)):
            return name
    return None


def _age(head: Token, last: Token, text: str) -> int | None:
    found = AGED.search(text)
    if found:
        years = int(next(g for g in found.groups() if g))
    else:
        behind = BEHIND.match(head.doc.text[last.idx + len(last) : last.idx + len(last) + WINDOW])
        if not behind:
            return None
        years = int(behind.group(1))
    return years if years <= 120 else None


def _sex(phrase: Sequence[Token]) -> Sex | None:
    """By the head first, then by what stands with it; possessives ("her son") are not the person's own."""
    for token in sorted(phrase, key=lambda t: t.dep_ in ABOUT):
        if token.dep_ == "nmod:poss":
            continue
        words = {token.lower_, token.lemma_.lower()}
        if words & words_of(LIST, "male") and not words & words_of(LIST, "female"):
            return "m"
        if words & words_of(LIST, "female"):
            return "f"
    return None
