"""What a reporting verb holds when it is no clause: a number, a toll that is set, a noun phrase, a name that is given."""

from __future__ import annotations

from spacy.tokens import Token

from crosswire.extract.reporting_words import FINITE, Cue, is_in, noun_cue

EMPTY_OBJECTS = frozenset(
    "allegation charge accusation claim report rumour rumor suggestion comment fabrication story lie this it that them".split()
)  # "denied the report" does not say what is denied
GROUNDS = frozenset({"accuses", "supports", "rejects"})  # stances whose ground may follow the object ("praised her for staying")
LED_BY = frozenset({"of", "for", "as"})
OPEN_MARKS, CLOSE_MARKS = frozenset({'"', "“", "``", "''", "‘", "'"}), frozenset({'"', "”", "''", "’", "'"})
NEAR_MARK = 6  # tokens from what is named to the words in marks
RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})


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
    """Tokens ``left:right`` of "7,000" in "claimed 7,000", "some sixty boats" in "spoke of some sixty boats"."""
    children = cue.token.children
    if " " in cue.words:
        held = next((c for c in children if c.dep_ == "obl" and c.i > cue.last.i and any(k.i == cue.last.i for k in c.children)), None)
        return (cue.last.i + 1, _short_end(held)) if held is not None else None
    held = next((c for c in children if c.dep_ in {"obj", "ccomp"} and c.i > cue.token.i and _is_number(c)), None)
    return (held.left_edge.i, _short_end(held)) if held is not None else None


def noun(cue: Cue) -> tuple[int, int] | None:
    """Tokens ``left:right`` of what is denied, announced, called for, and of what somebody is accused of with who is."""
    verb = cue.token
    held = _held(cue)
    ground = _ground(verb, held) if cue.stance in GROUNDS else None
    if held is None or _held_by_noun(cue, held) or (cue.stance == "warns" and held.dep_ == "obj"):
        return None
    if is_in("citing", cue.words) and (held.ent_type_ or is_in("source_nouns", held.lemma_.lower())):
        return None  # "citing the ministry" names whose words they are
    start, end = max(held.left_edge.i, cue.last.i + 1), _before_relative(held)
    if ground is not None and ground.i > held.i:
        return start, ground.right_edge.i + 1
    if (
        held.pos_ in {"PRON", "DET"}
        or held.lemma_.lower() in EMPTY_OBJECTS
        or (cue.stance == "accuses" and cue.words in {"accuse", "charge"})
    ):
        return None
    bare = all(t.pos_ in {"PROPN", "PUNCT"} for t in verb.doc[start:end])
    return (
        None if bare and not (is_in("studies", cue.words) or is_in("supports", cue.words) or is_in("rejects", cue.words)) else (start, end)
    )


def naming(cue: Cue) -> tuple[int, int] | None:
    """Tokens ``left:right`` of "the vote a farce" in "called the vote a farce", "it as a farce" in "described it as a farce"."""
    verb = cue.token
    held = _held(cue)
    if held is None:
        return None
    for child in verb.children:
        led = any(k.lower_ == "as" and k.i < child.i for k in child.children)
        second = (
            child.dep_ in {"xcomp", "obj"}
            and cue.group == "calls"
            and not held.lower_.endswith(("self", "selves"))
            and not any(k.tag_ == "TO" for k in child.lefts)
        )
        if child.i > held.i and (led or second) and child.dep_ in {"xcomp", "obj", "obl", "advcl", "nmod"}:
            return max(held.left_edge.i, cue.last.i + 1), child.right_edge.i + 1
    return _named_in_marks(cue, held) if cue.group == "calls" else None


def _named_in_marks(cue: Cue, held: Token) -> tuple[int, int] | None:
    """ "the vote “a farce”" in "called the vote “a farce”" where the parse hangs the words in marks elsewhere."""
    doc, first = held.doc, cue.last.i + 1
    for at in range(first + 1, min(held.i + NEAR_MARK, held.sent.end)):
        if doc[at].text in OPEN_MARKS:
            close = next((i for i in range(at + 1, held.sent.end) if doc[i].text in CLOSE_MARKS), None)
            return (first, close + 1) if close is not None else None
        if doc[at].text in {",", ";", ":"} or doc[at].tag_ in FINITE:
            return None
    return None


def _held(cue: Cue) -> Token | None:
    """The object of a verb, or of its particle."""
    verb = cue.token
    if " " in cue.words and cue.last.dep_ == "case":
        head: Token = cue.last.head
        return head if head.i > cue.last.i else None
    wanted = {"obj"} if " " not in cue.words or cue.last.dep_ == "compound:prt" else {"obl", "advcl", "obj"}
    return next((c for c in verb.children if c.dep_ in wanted and c.i > verb.i), None)


def _held_by_noun(cue: Cue, held: Token) -> bool:
    """Whether the object is a noun of speech that holds the content itself ("voiced concern that ...")."""
    return is_in("voicing", cue.words) and noun_cue(held.lemma_.lower()) is not None


def _ground(verb: Token, held: Token | None) -> Token | None:
    """ "of hiding it" in "accused them of hiding it"."""
    for child in (*verb.children, *(held.children if held is not None else ())):
        led = any(k.lower_ in LED_BY and k.i < child.i for k in child.children)
        if child.i > verb.i and led and child.dep_ in {"advcl", "obl", "acl", "nmod"}:
            found: Token = child
            return found
    return None


def _before_relative(held: Token) -> int:
    """The end of a phrase before a relative clause that a comma parts from it."""
    doc, end = held.doc, held.right_edge.i + 1
    return next((i for i in range(held.i + 1, end - 1) if doc[i].text == "," and doc[i + 1].lower_ in RELATIVE), end)


def _is_number(token: Token) -> bool:
    return token.pos_ == "NUM" or any(c.dep_ == "nummod" for c in token.children)


def _short_end(held: Token) -> int:
    """The end of a phrase before its first comma."""
    doc = held.doc
    return next((i for i in range(held.i, held.right_edge.i + 1) if doc[i].text in {",", ";", ":"}), held.right_edge.i + 1)
