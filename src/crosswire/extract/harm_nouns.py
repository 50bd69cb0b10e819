"""Nouns that tell that someone was killed or hurt ("the death of", "his body was found", "with a gunshot wound"), and whom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from crosswire.extract.claim_arguments import arguments_of
from crosswire.extract.harm_words import Deed, all_heads, fatal, group
from crosswire.types import Harm


def noun_deeds(noun: Token) -> Iterator[Deed]:
    """What one noun tells of people killed or hurt."""
    lemma = noun.lemma_.lower()
    if lemma in group("deaths") | group("wounding") | group("shootings"):
        yield from _harm_noun(noun, lemma)
    elif lemma in group("bodies") and _found(noun):
        yield Deed(noun, "killed", _whose(noun, ("of",)), f"noun:{lemma}")
    elif lemma in group("wounds"):
        yield from _wounded_by(noun)
    elif lemma == "condition" and noun.dep_ == "nmod" and {c.lower_ for c in noun.children} & group("conditions"):
        yield Deed(noun, "injured", (noun.head,), "noun:in condition")
    elif noun.lower_ == "victims" or lemma == "victim":
        dead = [c for c in noun.children if c.lower_ in ("murder", "homicide")]
        if dead and noun.head.lemma_.lower() not in group("mourning"):  # "a vigil for a murder victim": of an earlier killing
            yield Deed(dead[0], "killed", (noun,), "noun:murder victim")


def _found(body: Token) -> bool:
    """Whether a body is a dead one: bodies, or one that is found, named or carried away; not a part of the living ("his upper body")."""
    verb = body.head
    return body.tag_ == "NNS" or (verb.lemma_.lower() in group("finding") and body.dep_ in ("obj", "nsubj:pass", "nsubj"))


def _harm_noun(noun: Token, lemma: str) -> Iterator[Deed]:
    deadly = fatal(noun) or any(c.lemma_.lower() in group("deaths") for c in noun.children if c.dep_ == "compound")
    if any(c.lower_ in ("attempted", "attempt", "possible", "apparent") and lemma != "suicide" for c in noun.children):
        return
    role: Harm = "killed" if lemma in group("deaths") or deadly else ("injured" if lemma in group("wounding") else "hit")
    people = _whose(noun, ("of",)) if role != "hit" or any(_cased(c, ("of",)) for c in noun.children) else ()
    yield Deed(noun, role, people, f"noun:{lemma}", own=lemma == "suicide")


def _whose(noun: Token, prepositions: tuple[str, ...]) -> tuple[Token, ...]:
    """ "the death of the driver", "the driver's death"."""
    return all_heads(c for c in noun.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and _cased(c, prepositions)))


def _cased(token: Token, prepositions: tuple[str, ...]) -> bool:
    return any(c.dep_ == "case" and c.lower_ in prepositions for c in token.children)


def _wounded_by(noun: Token) -> Iterator[Deed]:
    """ "a woman with a gunshot wound", "a man suffering from burns", "died from his injuries" tells it by its verb."""
    if noun.dep_ == "nmod" and _cased(noun, ("with",)) and noun.head.pos_ in ("NOUN", "PROPN", "PRON"):
        yield Deed(noun, "hit", (noun.head,), "noun:with wound")
    elif (
        noun.dep_.startswith("obl")
        and _cased(noun, ("from", "with"))
        and noun.head.lemma_.lower() in ("suffer", "bleed", "find", "recover")
    ):
        arguments = arguments_of(noun.head)
        yield Deed(noun, "hit", all_heads(arguments.objects) or all_heads(arguments.subjects), "noun:from wound")
