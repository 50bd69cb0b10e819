"""Speech told by a noun ("his promise to ...", "voiced concern about ...") and attitudes told by an adjective ("is sure that ...")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from crosswire.extract.quote_speakers import SUBJECTS, antecedent, subject_of, voice_of
from crosswire.extract.reported import SILENT, Speech, is_body
from crosswire.extract.reported_borders import settled_phrase
from crosswire.extract.reporting_words import adjective_cue, is_in, noun_cue

OWNER = frozenset({"nmod:poss"})
IMPERSONAL = frozenset({"it", "that", "which"})
WEIGHED = frozenset({"so", "too", "enough", "not", "n't", "n’t", "never"})  # "so worried that they left", "not sure that"
BY = frozenset({"by", "from", "among"})


def nominal(sentence: Sequence[Token], outlet: str | None) -> Iterator[Speech]:
    """What nouns of speech hold, where somebody is named whose speech it is: by a genitive, by "by", by the verb that holds the noun."""
    del outlet
    for token in sentence:
        if token.pos_ != "NOUN":
            continue
        cue = noun_cue(token.lemma_.lower())
        held = _held(token, cue[1]) if cue else None
        who = _whose(token) if held is not None else None
        if (
            cue is None
            or held is None
            or who is None
            or who.lower_ in SILENT
            or held.pos_ == "PRON"
            or held.left_edge.i + 1 >= held.i == held.right_edge.i
        ):
            continue
        left = _start(held)
        yield Speech(
            left, settled_phrase(token.doc, left, held.right_edge.i + 1), None, voice_of(who), "noun of speech",
            stance=cue[0], cue_words=token.lemma_.lower(), cue_at=(token.idx, token.idx + len(token)),
        )  # fmt: skip


def adjectival(sentence: Sequence[Token], outlet: str | None) -> Iterator[Speech]:
    """What people are sure of, worried about or ready to do."""
    del outlet
    for token in sentence:
        cue = adjective_cue(token.lower_) if token.tag_ in {"JJ", "VBN"} else None
        who = next((c for c in token.children if c.dep_ in {"nsubj", "nsubj:pass"} and c.i < token.i), None) if cue else None
        around = {c.lower_ for c in token.children if c.dep_ == "advmod"}
        if cue is None or who is None or is_body(who) or around & WEIGHED or not any(c.dep_ in {"cop", "aux:pass"} for c in token.children):
            continue
        who = antecedent(who, token)
        held = _told(token, cue[1])
        if who is None or held is None or who.lower_ in SILENT | IMPERSONAL or any(c.dep_ == "obl:agent" for c in token.children):
            continue
        left = _start(held)
        yield Speech(
            left, settled_phrase(token.doc, left, held.right_edge.i + 1), None, voice_of(who), "attitude",
            stance=cue[0], cue_words=token.lower_, cue_at=(token.idx, token.idx + len(token)),
        )  # fmt: skip


def _told(adjective: Token, leads: frozenset[str]) -> Token | None:
    for child in adjective.children:
        if child.i < adjective.i or child.dep_ not in {"ccomp", "xcomp", "advcl", "obl"}:
            continue
        led = next(
            (c.lower_ for c in child.lefts if c.dep_ in {"mark", "case"} and c.i > adjective.i), "that" if child.dep_ == "ccomp" else None
        )
        if led in leads:
            return child
    return None


def _held(noun: Token, takes: frozenset[str]) -> Token | None:
    """The clause, the infinitive or the phrase behind a noun that its entry in the list allows."""
    for child in noun.children:
        if child.i < noun.i or child.dep_ not in {"acl", "nmod", "ccomp", "obl"}:
            continue
        led = next((c.lower_ for c in child.lefts if c.dep_ in {"mark", "case"} and c.i > noun.i), None)
        if led in takes:
            return child
    return None


def _start(held: Token) -> int:
    """Behind the preposition; "that" and "to" belong to the content."""
    first = held.left_edge
    return first.i + 1 if first.dep_ in {"case", "mark"} and first.lower_ not in {"that", "to", "whether"} else first.i


def _whose(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ in OWNER or (child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in BY for c in child.children)):
            return child
    verb = noun.head
    if noun.dep_ == "obj" and is_in("voicing", verb.lemma_.lower()) and not any(c.lower_ in {"not", "n't", "never"} for c in verb.children):
        return subject_of(verb)
    named = next((c for c in noun.children if c.dep_ in {"compound", "amod"} and c.ent_type_ in {"ORG", "PERSON", "NORP", "LOC"}), None)
    return named if named is not None and noun.dep_ in SUBJECTS | {"obj", "obl"} else None
