"""Who acts in a claim: the logical subject of its trigger, or who speaks, looked up among the actors of the report."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments, case_of, heads
from crosswire.extract.claim_entities import OWNERS, SPEAKERS, entity_of, role_words, spoken_for
from crosswire.extract.claim_slots import Index
from crosswire.extract.claim_triggers import Trigger, lemmas_of
from crosswire.extract.claim_words import argument_class, frame
from crosswire.types import Quote

RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT"})  # "talks between", "clashes between"
ACTING = ("people", "armed", "leaders", "protesters")
SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN"})  # whose actor is who says so


def actor_of(trigger: Trigger, index: Index) -> str | None:
    """The entity that acts: the logical subject; of what is done by saying so, the speaker where no subject is said."""
    for token in roles_of(trigger).subjects:
        for head in heads(token):
            found = _spoken(head, trigger, index) or entity_of(head, index, loose=head.pos_ == "NOUN" and _owned(head))
            if found:
                return spoken_for(found, index) if trigger.rule.type in frame("done-as-said") else found
    said = trigger.rule.type in SAID or (trigger.rule.type == "REJECT" and trigger.rule.said)
    speaker = speaker_of(trigger, index) if said and not trigger.arguments.passive else None
    return spoken_for(speaker, index) if speaker else None


def named(trigger: Trigger) -> bool:
    """Whether the words of a claim say who acts, be it somebody that no mention of the report stands for ("donors met")."""
    sides = role_words("parties")  # "both sides agreed" says nothing of who they are
    heads_of = (head for token in roles_of(trigger).subjects for head in heads(token) if head.lower_ not in sides)
    return any(h.pos_ == "PROPN" or any(h.lemma_.lower() in argument_class(group) for group in ACTING) for h in heads_of)


def _owned(noun: Token) -> bool:
    """An instrument or an act in the place of the actor ("an army air strike killed"): whose it is, acts."""
    return any(c.dep_ in ("nmod:poss", "compound", "amod", "nmod") for c in noun.children)


def _spoken(token: Token, trigger: Trigger, index: Index) -> str | None:
    """Who "we" or "our forces" are: whoever says so."""
    owner = next((c for c in token.children if c.dep_ == "nmod:poss" and c.lower_ in SPEAKERS), None)
    return speaker_of(trigger, index) if token.lower_ in SPEAKERS or owner is not None else None


def roles_of(trigger: Trigger) -> Arguments:
    """The arguments of a trigger, where the grammar of its verb does not tell who acts.

    Who withstands an attack ("the garrison beat off a raid by the rebels") is not who attacks; a town falls *to* who takes it.
    """
    arguments = trigger.arguments
    if trigger.rule.type in RECIPROCAL and trigger.how in ("light", "noun"):
        sides = tuple(c for c in trigger.token.children if c.dep_ == "nmod" and case_of(c) in ("between", "among"))
        return replace(arguments, subjects=sides) if sides else arguments
    if trigger.rule.type != "ASSAULT" or trigger.how != "verb":
        return arguments
    if trigger.verb.lemma_.lower() == "fall" and not arguments.passive:
        takers = tuple(t for p, word in arguments.obliques if p in ("to", "into", "under") for t in _takers(word))
        return replace(arguments, subjects=takers, objects=(*arguments.objects, *arguments.subjects)) if takers else arguments
    if not set(lemmas_of(trigger.verb)) & role_words("averting"):
        return arguments
    attack = next((h for t in arguments.objects for h in heads(t) if h.lemma_.lower() in role_words("attacks")), None)
    if attack is None:
        return arguments
    by = tuple(c for c in attack.children if c.dep_ in OWNERS or (c.dep_ == "nmod" and case_of(c) in ("by", "from", "of")))
    on = tuple(c for c in attack.children if c.dep_ == "nmod" and case_of(c) in ("on", "against", "at", "into"))
    return replace(arguments, subjects=by, objects=(*arguments.subjects, *on))


def _takers(word: Token) -> tuple[Token, ...]:
    if word.lemma_.lower() not in role_words("taken-by"):
        return (word,)
    return tuple(c for c in word.children if c.dep_ in ("nmod", "nmod:poss", "amod", "compound"))


def speaker_of(trigger: Trigger, index: Index) -> str | None:
    """The entity in whose reported words a trigger stands: the subject of the verb of saying above it, else the quote's speaker."""
    token = trigger.verb
    while token.dep_ in ("ccomp", "conj", "parataxis") and token.head != token:
        token = token.head
        for child in token.children:
            if child.dep_ == "nsubj" and token.lemma_.lower() in frame("report-verbs"):
                return entity_of(child, index)
    holding = [q for q in index.quotes if q.start <= trigger.token.idx < q.end and q.speaker_start is not None]
    return _quoted(min(holding, key=lambda q: (q.end - q.start, q.quote_id)), index) if holding else None


def _quoted(quote: Quote, index: Index) -> str | None:
    if quote.speaker_start is None or quote.speaker_end is None:
        return None
    span = index.doc.char_span(quote.speaker_start, quote.speaker_end, alignment_mode="expand")
    return entity_of(span.root, index) if span is not None else None
