"""What a reporting verb holds when it is no clause: a number, a toll that is set, a noun phrase."""

from __future__ import annotations

from spacy.tokens import Token

from crosswire.extract.reporting_words import Cue

EMPTY_OBJECTS = frozenset(
    "allegation charge accusation claim report rumour rumor suggestion comment fabrication story lie this it that them".split()
)  # "denied the report" does not say what is denied


def set_number(verb: Token) -> tuple[int, int] | None:
    """Tokens ``left:right`` of "the toll at 12" in "put the toll at 12"."""
    what = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if what is None:
        return None
    for token in verb.doc[what.i + 1 : verb.sent.end]:
        if _is_number(token) and any(k.lower_ == "at" and verb.i < k.i < token.i for k in token.subtree):
            return what.left_edge.i, token.right_edge.i + 1
    bare = next((t for t in verb.doc[what.i + 1 : verb.sent.end] if t.pos_ == "NUM" and t.doc[t.i - 1].lower_ == "at"), None)
    return (what.left_edge.i, max(bare.right_edge.i, bare.i) + 1) if bare is not None else None


def number(cue: Cue) -> tuple[int, int] | None:
    """Tokens ``left:right`` of "20,000" in "claimed 20,000", "some 900 marchers" in "spoke of some 900 marchers"."""
    children = cue.token.children
    if " " in cue.words:
        held = next((c for c in children if c.dep_ == "obl" and c.i > cue.last.i and any(k.i == cue.last.i for k in c.children)), None)
        return (cue.last.i + 1, _short_end(held)) if held is not None else None
    held = next((c for c in children if c.dep_ == "obj" and c.i > cue.token.i and _is_number(c)), None)
    return (held.left_edge.i, _short_end(held)) if held is not None else None


def noun(cue: Cue) -> tuple[int, int] | None:
    """Tokens ``left:right`` of what is denied, warned against or called for, or "of hiding it" in "accused them of hiding it"."""
    verb = cue.token
    if cue.stance == "accuses":
        return _reproach(verb)
    wanted = {"obj"} if " " not in cue.words or cue.words == "rule out" else {"obl", "advcl", "obj"}
    held = next((c for c in verb.children if c.dep_ in wanted and c.i > verb.i and c.lemma_.lower() not in EMPTY_OBJECTS), None)
    if held is None or (cue.stance == "warns" and held.dep_ == "obj"):
        return None
    return max(held.left_edge.i, cue.last.i + 1), held.right_edge.i + 1


def _reproach(verb: Token) -> tuple[int, int] | None:
    if not any(c.dep_ == "obj" for c in verb.children):
        return None
    for child in verb.children:
        led = any(k.lower_ in {"of", "for"} and k.i < child.i for k in child.children)
        if child.i > verb.i and led and child.dep_ in {"advcl", "obl", "acl"}:
            return child.left_edge.i, child.right_edge.i + 1
    return None


def _is_number(token: Token) -> bool:
    return token.pos_ == "NUM" or any(c.dep_ == "nummod" for c in token.children)


def _short_end(held: Token) -> int:
    """The end of a phrase before its first comma."""
    doc = held.doc
    return next((i for i in range(held.i, held.right_edge.i + 1) if doc[i].text in {",", ";", ":"}), held.right_edge.i + 1)
