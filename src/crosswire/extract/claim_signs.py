"""What a sentence says about a word of violence or of words: an accident, someone's speech."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.claim_words import Rule, argument_class, frame
from crosswire.types import DISASTER

COMING = frozenset({"will", "would", "'ll", "wo", "shall"})
SPOKEN = frozenset({"ccomp", "parataxis"})
QUOTES = frozenset({'"', "“", "”", "``", "''", "«", "»"})


def accidental(token: Token) -> bool:
    """Whether a sentence tells of a mishap or a natural death and of nobody who meant harm."""
    return cause_of(token.sent, but=token.i) == "mishap"


def cause_of(sentence: Tokens, *, but: int = -1) -> str | None:
    """What a sentence says of why people came to harm: ``violence``, ``mishap`` or nothing; the word ``but`` is not looked at."""
    words = [t for t in sentence if t.i != but]
    lemmas = {t.lemma_.lower() for t in words if not _describes(t)}
    if lemmas & argument_class("violence") or any(t.lemma_ == "fire" and t.pos_ == "VERB" for t in words):
        return "violence"
    return "mishap" if lemmas & (argument_class("mishap") | argument_class("disaster")) else None


def _describes(token: Token) -> bool:
    """Whether a word only marks another ("the flood-hit district"): that is where, not why."""
    return token.i + 1 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_


def unmeant(rule: Rule) -> Rule:
    """A rule for harm, read of harm that nobody meant: PLOVER has no type for it, and a death toll must not be lost."""
    return replace(rule, type=DISASTER, mode=None)


def beside(token: Token, words: frozenset[str]) -> bool:
    """Whether one of the words stands in the same sentence."""
    return any(t.i != token.i and (t.lemma_.lower() in words or t.lower_ in words) for t in token.sent)


def to_come(verb: Token) -> bool:
    """Whether a verb, or one that rules it ("will know where to answer", "will have to pay"), stands with "will" or "is going to"."""
    token = verb
    while True:
        if any(c.lower_ in COMING and c.dep_.startswith("aux") for c in token.children) or (token.lower_ == "going" and token != verb):
            return True
        if token.dep_ not in ("xcomp", "ccomp") or token.head == token or token.head.lemma_.lower() in frame("report-verbs") - {"know"}:
            return False
        token = token.head


def reported(verb: Token) -> bool:
    """Whether a clause is told by someone: it hangs on a verb of saying, or stands in quotation marks."""
    token, verbs = verb, frame("report-verbs")
    while token.head != token:
        if token.dep_ in SPOKEN and token.head.lemma_.lower() in verbs:
            return True
        token = token.head
    if any(c.dep_ in SPOKEN and c.lemma_.lower() in verbs for c in token.children):
        return True
    return sum(t.text in QUOTES for t in token.doc[token.sent.start : verb.i]) % 2 == 1
