"""Whether the words around a verb or noun are what a rule of the lists asks for."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments, heads
from crosswire.extract.claim_words import Rule

NAMED_PLACES = frozenset({"LOC", "FAC"})
NAMED_ACTORS = frozenset({"PERSON", "ORG", "NORP", "LOC"})
PERSONS = frozenset("him her them he she they we us me i who whom".split())
DOZENS = frozenset({"dozen", "hundred", "thousand", "score"})
MARKING = frozenset({"compound", "amod", "acl"})
BESIDE = frozenset({"obj", "iobj", "xcomp", "obl", "nsubj:pass"})


def fills(arguments: Arguments, slot: str, wanted: frozenset[str], places: frozenset[int]) -> bool:
    """Whether a word of a slot is one of those wanted; ``places`` are the indices of the words that are read as places."""
    if "@passive" in wanted and arguments.passive and not arguments.subjects:
        return True
    return any(_answers(head, wanted, places) for token in arguments.of(slot) for head in heads(token))


def number(token: Token) -> bool:
    """Whether a word counts: a numeral that is no date and no sum, or "dozen", "hundred"."""
    return (token.pos_ == "NUM" and token.ent_type_ not in ("DATE", "MONEY")) or token.lemma_.lower() in DOZENS


def excluded(rule: Rule, verb: Token) -> bool:
    """Whether a word beside the verb makes it no event."""
    beside = [c for c in verb.children if c.dep_ in BESIDE]
    if "*clause" in rule.unless and any(c.dep_ in ("xcomp", "ccomp") for c in beside):
        return True
    return any(c.lemma_.lower() in rule.unless or ("*" in rule.unless and c.dep_ == "obj") for c in beside)


def complement(verb: Token, kind: str) -> Token | None:
    """The clause that a verb rules: an infinitive (``to``) or ``any``."""
    for child in verb.children:
        to = any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in child.children)
        if child.dep_ in ("xcomp", "ccomp", "advcl") and (to or (kind == "any" and child.dep_ != "advcl")):
            return child
    return None


def _answers(token: Token, wanted: frozenset[str], places: frozenset[int]) -> bool:
    lemma = token.lemma_.lower()
    before = f"{token.doc[token.i - 1].lower_} {lemma}" if token.i else lemma
    if lemma in wanted or token.lower_ in wanted or before in wanted:
        return True
    if any(f"~{w}" in wanted for c in token.children if c.dep_ in MARKING for w in (c.lemma_.lower(), c.lower_)):
        return True
    return any(_is_unit(token, unit, places) for unit in _units(wanted))


@cache
def _units(wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in wanted if word.startswith("@")))


def _is_unit(token: Token, unit: str, places: frozenset[int]) -> bool:
    name = token.ent_type_
    if unit == "@place":
        return token.i in places or name in NAMED_PLACES
    if unit == "@sum":
        return name == "MONEY"
    numeral = token.pos_ == "NUM" and name not in ("DATE", "MONEY")
    if unit == "@number":
        return numeral
    if unit == "@people":
        return name in ("PERSON", "NORP") or token.lower_ in PERSONS or numeral
    if unit in ("@several", "@counted"):
        return number(token) or any(number(c) for c in token.children) or (unit == "@several" and token.tag_ == "NNS")
    if unit == "@armed":
        return name in ("ORG", "NORP")
    return unit == "@any" or (unit == "@actor" and name in NAMED_ACTORS)
