"""What a reporting verb holds: which words behind it are its content."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from crosswire.extract.reported_borders import settled
from crosswire.extract.reported_nouns import naming, noun, number, set_number
from crosswire.extract.reporting_words import FINITE, Cue, cue_of

NO_SUBJECT = frozenset({"ADP", "SCONJ", "CCONJ", "VERB", "AUX", "ADV"})
CONDITIONS = frozenset({"unless", "if", "until", "once"})
ADDRESSED = frozenset(
    "tell inform assure remind warn ask advise brief notify persuade convince reassure caution alert promise message text email".split()
)  # verbs whose object is the listener
SETTLED = frozenset({"clause", "that", "infinitive", "noun phrase", "name given"})
FAR = 10  # tokens between a verb and its "that"


def content_of(cue: Cue, sentence: Sequence[Token]) -> tuple[int, int, str] | None:
    """Tokens ``left:right`` of what a verb holds, and the rule that found them; None where it holds nothing."""
    found = _held_by(cue, sentence)
    if found is None:
        return None
    left, right, rule = found
    if rule in SETTLED:
        right = settled(cue, left, right, sentence[-1].i + 1 if rule != "infinitive" else right)
    return left, right, rule


def _held_by(cue: Cue, sentence: Sequence[Token]) -> tuple[int, int, str] | None:
    verb, last = cue.token, sentence[-1].i + 1
    if "clause" in cue.takes:
        clause = next((c for c in verb.children if _is_clause(c) and c.i > verb.i and _rightward(c, verb)), None)
        if clause is not None and not _counted_before(cue, clause):
            start = _clause_start(cue, clause)
            if not _apart(cue, start):
                return start, _with_second(verb.doc, min(clause.right_edge.i + 1, last), last), "clause"
        that = _that_behind(cue, last)
        if that is not None:
            return that, _clause_end(verb.doc, that + 1, last), "that"
    if cue.takes & {"infinitive", "object infinitive"} and (to := _infinitive(cue, last)):
        return None if cue.group == "refuses" and any(cue_of(t) for t in verb.doc[to[0] + 1 : to[0] + 3]) else (*to, "infinitive")
    if "set" in cue.takes and (put := set_number(verb)):
        return (*put, "number set")
    if "number" in cue.takes and (counted := number(cue)):
        return (*counted, "number")
    if "name" in cue.takes and (named := naming(cue)):
        return (*named, "name given")
    if "noun" in cue.takes and (held := noun(cue)):
        return (*held, "noun phrase")
    if "clause" in cue.takes and cue.stance not in {"asks", "demands"} and _bare_clause(cue, last):
        return cue.last.i + 1, _clause_end(verb.doc, cue.last.i + 1, last), "bare clause"
    return None


def _is_clause(token: Token) -> bool:
    """A clause, or a gerund that stands for one ("suggested leaving the town")."""
    return (token.dep_ == "ccomp" and token.pos_ != "NUM") or (token.dep_ == "xcomp" and token.tag_ == "VBG" and token.head.tag_ != "VBG")


def _counted_before(cue: Cue, clause: Token) -> bool:
    """Whether a number stands between a verb that may hold one and a clause ("claimed 600, fewer than they had invited")."""
    return "number" in cue.takes and any(
        c.dep_ == "obj" and c.pos_ == "NUM" and cue.last.i < c.i < clause.left_edge.i for c in cue.token.children
    )


def _clause_start(cue: Cue, clause: Token) -> int:
    """Where a clause begins: at words right behind the verb that the parse hangs on it, though the clause needs them as its subject."""
    start = max(clause.left_edge.i, cue.last.i + 1)
    that = next((c.i for c in clause.children if c.dep_ == "mark" and c.lower_ == "that" and c.i > start), None)
    if that is not None:
        return that
    if cue.words in ADDRESSED or any(c.dep_ == "mark" for c in clause.children):
        return start
    before = next((c for c in cue.token.children if c.dep_ == "obj" and cue.last.i < c.i < start), None)
    return cue.last.i + 1 if before is not None and before.right_edge.i + 1 == start else start


def _apart(cue: Cue, start: int) -> bool:
    """Whether a comma parts a verb from the clause behind it: then the clause goes on from before ("If so, he said, it will close")."""
    doc = cue.token.doc
    start += doc[start].text == ","
    if any(t.text == ";" for t in doc[cue.last.i + 1 : start + 1]):
        return True
    return doc[start].lower_ in {"who", "whose", "which"} or (
        doc[start - 1].text == "," and doc[start].lower_ != "that" and start - 2 >= cue.last.i
    )


def _with_second(doc: Doc, end: int, last: int) -> int:
    """The end of a clause, with the "and that ..." or "unless ..." behind it."""
    if end < last and doc[end].lower_ in CONDITIONS:
        return _clause_end(doc, end, last)
    at = end + 1 if end < last and doc[end].text == "," else end
    return _clause_end(doc, at + 2, last) if at + 2 < last and doc[at].lower_ in {"and", "but"} and doc[at + 1].lower_ == "that" else end


def _rightward(clause: Token, verb: Token) -> bool:
    """Whether a clause stands behind its verb, and not around it ("The figure, he said, was wrong")."""
    return clause.left_edge.i > verb.i


def _that_behind(cue: Cue, last: int) -> int | None:
    doc = cue.token.doc
    for at in range(cue.last.i + 1, min(cue.last.i + 1 + FAR, last)):
        token = doc[at]
        if token.lower_ in {"that", "whether", "how", "why"} and token.tag_ in {"IN", "WRB"}:
            return at
        if token.tag_ in FINITE or token.text in {";", ":"} or cue_of(token):
            return None
    return None


def _clause_end(doc: Doc, start: int, last: int) -> int:
    return next((i for i in range(start, last) if doc[i].text in {";", "—", "–", ":"}), last)


def _bare_clause(cue: Cue, last: int) -> bool:
    doc, at = cue.token.doc, cue.last.i + 1
    if at >= last or doc[at].is_punct or doc[at].lower_ == "what" or doc[at].pos_ in NO_SUBJECT or doc[at].ent_type_ == "DATE":
        return False
    rest = doc[at : _clause_end(doc, at, last)]
    finite = next((t for t in rest if t.tag_ in FINITE and not _relative(t)), None)
    if finite is None or cue.token.tag_ not in FINITE | {"VBN"}:
        return False
    return not any(t.text in {",", "who", "which"} for t in doc[at : finite.i])


def _relative(token: Token) -> bool:
    return token.dep_ == "acl:relcl" or (token.dep_.startswith(("aux", "cop")) and token.head.dep_ == "acl:relcl")


def _infinitive(cue: Cue, last: int) -> tuple[int, int] | None:
    for child in cue.token.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl", "obl", "acl"} and child.i > cue.token.i:
            to = next((c for c in child.lefts if c.tag_ == "TO" and c.i > cue.token.i), None)
            if to is not None:
                start = to.i - 1 if to.nbor(-1).lower_ == "not" else to.i
                start = _with_object(cue, start)
                return start, _with_second(child.doc, min(child.right_edge.i + 1, last), last)
    return _to_behind(cue, last)


def _with_object(cue: Cue, start: int) -> int:
    """Where an infinitive begins with its own subject ("ordered the town to be emptied")."""
    doc, first = cue.token.doc, cue.last.i + 1
    if "object infinitive" not in cue.takes or any(t.is_punct or t.tag_ in FINITE for t in doc[first:start]):
        return start
    return first


def _to_behind(cue: Cue, last: int) -> tuple[int, int] | None:
    """An infinitive that the parse hangs elsewhere: the first "to" with a verb, no verb or comma before it."""
    doc = cue.token.doc
    for at in range(cue.last.i + 1, min(cue.last.i + FAR, last - 1)):
        token = doc[at]
        if token.tag_ == "TO" and any(t.tag_ == "VB" for t in doc[at + 1 : at + 3]):
            verb = next(t for t in doc[at + 1 : last] if t.tag_ == "VB")
            verb = verb.head if verb.dep_ in {"aux", "aux:pass", "cop"} and verb.head.i > verb.i else verb
            return _with_object(cue, at - 1 if doc[at - 1].lower_ == "not" else at), min(max(verb.right_edge.i + 1, verb.i + 1), last)
        if token.tag_.startswith("VB") or token.text in {",", ";", ":"}:
            return None
    return None
