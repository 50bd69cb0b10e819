"""Where the clause of a claim begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from crosswire.extract.claim_triggers import Trigger
from crosswire.types import Span

CLAUSES = frozenset({"advcl", "acl", "ccomp", "conj", "parataxis", "xcomp", "csubj"})
LEFT_OUT = frozenset({"parataxis", "discourse", "vocative"})
EDGES = frozenset("\"'“”‘’`´«»()[]-–—:;,.!?…*•")


def clause_of(trigger: Trigger, others: frozenset[int]) -> Span:
    """The clause of a trigger and of what is merged with it, without attribution and without the clauses of other triggers.

    ``others`` are the indices of the words that trigger other claims of the sentence.
    """
    kept: set[Token] = set()
    for one in trigger.all:
        kept.update(_clause_tokens(one.verb, others))
        kept.add(one.token)
    tokens = _together(sorted(kept, key=lambda t: t.i), trigger.token, others)
    tokens = [*_described(trigger, tokens[0], others), *tokens]
    while len(tokens) > 1 and (tokens[0].text in EDGES or tokens[0].dep_ == "cc"):
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1].text in EDGES:
        tokens = tokens[:-1]
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def shape_of(trigger: Trigger, clause: Span) -> str:
    """How a clause would read on its own: ``main clause``, ``subordinate clause`` (whole once its conjunction is off) or ``fragment``."""
    verb = trigger.verb
    subjects = [c for c in verb.children if c.dep_.split(":")[0] in ("nsubj", "csubj") and clause.start <= c.idx < clause.end]
    helped = any(c.dep_.startswith("aux") or c.dep_ == "cop" for c in verb.children)
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or (helped and not any(c.lower_ == "to" for c in verb.children)) or verb.pos_ == "NOUN"
    if not subjects or not finite or any(s.tag_ in ("WDT", "WP", "WP$") for s in subjects) or verb.dep_ == "acl:relcl":
        return "fragment"
    return "main clause" if verb.dep_ in ("ROOT", "conj", "parataxis") else "subordinate clause"


def _described(trigger: Trigger, first: Token, others: frozenset[int]) -> list[Token]:
    """The noun phrase that a participle describes, where no other claim holds it: "The 200 soldiers" of "The 200 soldiers being sent"."""
    noun = trigger.verb.head
    if trigger.verb.dep_ != "acl" or trigger.verb.tag_ not in ("VBN", "VBG") or noun.pos_ not in ("NOUN", "PROPN", "NUM"):
        return []
    above = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX") or t.i in others), None)
    if noun.i in others or (above is not None and above.i in others) or first.i != noun.i + 1:
        return []
    return [t for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.i not in others]


def _together(tokens: list[Token], trigger: Token, others: frozenset[int]) -> list[Token]:
    """The part around the trigger, cut where the clause of another trigger lies between."""
    parts: list[list[Token]] = [tokens[:1]]
    for left, right in pairwise(tokens):
        if any(left.i < i < right.i for i in others):
            parts.append([])
        parts[-1].append(right)
    return next(part for part in parts if trigger in part)


def _clause_tokens(token: Token, others: frozenset[int]) -> Iterator[Token]:
    yield token
    for child in token.children:
        dep = child.dep_.split(":")[0]
        if dep in LEFT_OUT or child.is_space:
            continue
        if dep in CLAUSES and any(t.i in others for t in child.subtree):
            continue
        if dep == "conj" and child.pos_ in ("VERB", "AUX") and token.pos_ in ("VERB", "AUX"):
            continue
        yield from _clause_tokens(child, others)
