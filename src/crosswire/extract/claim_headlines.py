"""Headlines leave words out, and a parser then takes their verb for a noun: "as governor orders inquiry", "mayor bans march"."""

from __future__ import annotations

from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments


def said_in_short(token: Token) -> bool:
    """Whether a word read as part of a compound is a headline's verb: in -s, behind who acts and right before what is done.

    "ministry orders inquiry": the verb would else be a plural inside a compound, which English hardly ever has.
    """
    if token.tag_ != "NNS" or token.dep_ != "compound" or token.head.i <= token.i or not token.lower_.endswith("s"):
        return False
    return any(c.dep_ in ("compound", "amod", "det") for c in _before(token)) and token.head.pos_ in ("NOUN", "PROPN")


def short_arguments(token: Token) -> Arguments:
    """Who acts and on what, of such a verb."""
    subjects = tuple(t for t in _before(token) if t.pos_ in ("NOUN", "PROPN"))[-1:]
    return Arguments(subjects, (token.head,), (), passive=False)


def _before(token: Token) -> list[Token]:
    """The words right before a token that hang on it or beside it on its head."""
    return [t for t in (*token.children, *token.head.children) if t.i == token.i - 1]
