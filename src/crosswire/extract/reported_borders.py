"""Where reported words end: the parse cuts a clause short, or runs on into what the reporter adds or the speaker says next."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from crosswire.extract.reporting_words import FINITE, Cue, cue_of

COMMENTS = frozenset({"which", "who", "whom", "whose", "where"})  # ", which opened on Friday" is the reporter's own
STOPS = frozenset({",", ";", ":", "—", "–", "--", "-", "(", ")", "[", "]", "“", "”", '"', "''", "``", ".", "!", "?", "…", "..."})
SECOND = frozenset({"and", "but", "while", "then"})
ASIDES = frozenset({"ADV", "CCONJ", "SCONJ", "AUX"})


def settled(cue: Cue, left: int, right: int, last: int) -> int:
    """The right border (token, exclusive) of content that the parse gives as ``left:right`` in a sentence that ends at ``last``."""
    doc = cue.token.doc
    return _cut(doc, cue, left, _run_on(doc, right, last))


def settled_phrase(doc: Doc, left: int, right: int) -> int:
    """The right border of a phrase or clause that a noun holds: up to the next punctuation, relative clauses set apart left out."""
    return next(
        (i for i in range(left + 1, right) if doc[i].text in {";", "—", "–", "--"} or (doc[i].text == "," and _comments(doc[i + 1]))), right
    )


def _run_on(doc: Doc, right: int, last: int) -> int:
    """Up to the next punctuation, conjunction or reporting verb: what the parse hangs on the reporting verb instead of its clause."""
    at = right
    while at < last and doc[at].text not in STOPS and doc[at].pos_ != "CCONJ" and not doc[at].is_space:
        if doc[at].tag_ in FINITE and cue_of(doc[at]) is not None:
            return right
        at += 1
    return at


def _cut(doc: Doc, cue: Cue, left: int, right: int) -> int:
    """Before ", which ...", ", adding that ..." and "and said ..."."""
    inside = 0
    for at in range(left, right):
        token = doc[at]
        inside += token.text in {'"', "“", "”", "``", "''"}
        if at <= left + 1 or inside % 2:
            continue
        if token.text == ";" and not _and_that(doc[at + 1 : right]):
            return at
        if (
            token.text == ","
            and at + 1 < right
            and ((_comments(doc[at + 1]) and _last_comma(doc, at + 1, right)) or _speaks_on(doc, at + 1, cue))
        ):
            return at
        if token.lower_ in SECOND and _speaks_on(doc, at + 1, cue):
            return at - 1 if doc[at - 1].text == "," else at
    return right


def _and_that(behind: Span) -> bool:
    """Whether what follows a semicolon goes on with what is said ("...; and that the road was shut")."""
    return any(t.lower_ == "that" and t.tag_ == "IN" for t in behind[:3])


def _comments(token: Token) -> bool:
    return token.lower_ in COMMENTS or (token.lower_ == "in" and token.i + 1 < len(token.doc) and token.nbor().lower_ in COMMENTS)


def _last_comma(doc: Doc, at: int, right: int) -> bool:
    """Whether what begins at ``at`` runs to the end of the content."""
    return not any(t.text == "," for t in doc[at:right])


def _speaks_on(doc: Doc, at: int, cue: Cue) -> bool:
    """Whether the speaker's next saying begins at ``at``: a participle, or a finite verb without a subject of its own."""
    while at < len(doc) and doc[at].pos_ in ASIDES and doc[at].tag_ not in FINITE:
        at += 1
    if at >= len(doc):
        return False
    token = doc[at]
    said = cue_of(token)
    if said is None or "clause" not in said.takes:
        return False
    if token.tag_ == "VBG":
        return token.head.i == cue.token.i or token.dep_ == "advcl"
    return token.tag_ == cue.token.tag_ and token.tag_ in FINITE and not any(c.dep_.startswith("nsubj") for c in token.children)
