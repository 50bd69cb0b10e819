"""What happens to those who are counted, read from the words around the count.

A role is a key of ``wordlists/quantity_roles.toml`` (killed, injured, detained, deployed, displaced, released, missing, ...), or
``total`` (a new whole: "raise the level to about 5,200") or ``change`` (a step: "600 more") where nothing else is told. A total or
a change that has a role of its own keeps it; the rule then ends in ``+total`` or ``+change``, which the arithmetic check reads.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from spacy.tokens import Token

from crosswire.types import UnitKind
from crosswire.wordlists import load_toml, words_of

LIST = "quantity_roles.toml"
THINGS_ONLY = frozenset({"destroyed", "seized", "fired", "delivered"})
PEOPLE_ONLY = frozenset({"injured"})
MONEY_ONLY = frozenset({"pledged"})
CLIMB = 5


@cache
def _lists() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """lemma -> role, for objects, subjects, nouns and states; the first group that names a word has it."""
    tables: tuple[dict[str, str], ...] = ({}, {}, {}, {})
    groups: dict[str, dict[str, Any]] = load_toml(LIST)
    for role, keys in groups.items():
        for table, key in zip(tables, ("object", "subject", "nouns", "states"), strict=True):
            for word in keys.get(key, ()):
                table.setdefault(word, role)
    return tables[0], tables[1], tables[2], tables[3]


def find_role(head: Token, kind: UnitKind | None, text: str, start: int, end: int) -> tuple[str | None, str]:
    """(role, rule) of a count; ``head`` is the unit's head, or the number where no unit is said; ``start:end`` its span in ``text``."""
    role, rule = _plain_role(head, kind, text, start, end)
    step = _step(text, start, end, head)
    if role is not None:
        return role, f"{rule}{step}"
    label = _label(text, start) if kind is None or not text[end:].lstrip(" ")[:1].isalpha() else None
    if label is not None and _fits(label, kind):
        return label, "label"
    numbered = _numbered(text, start) if kind is None else None
    if numbered is not None:
        return numbered, "number-of+total"
    if step:
        return step[1:], "step" if step == "+change" else "sum"
    return None, ""


def _plain_role(head: Token, kind: UnitKind | None, text: str, start: int, end: int) -> tuple[str | None, str]:
    """A state ("12 dead") outweighs all but dying; a verb outweighs what the noun alone says ("63 hostages were freed")."""
    _, _, nouns, states = _lists()
    word, lemma = head.lower_, head.lemma_.lower()
    governed, rule = _verb_before(head, kind, start) or _among(text, start) or _governed(head, kind)
    if word in states and head.pos_ in ("ADJ", "VERB", "NOUN"):
        return (governed, rule) if governed == "killed" and ":die" in rule else (states[word], f"state:{word}")
    found = _behind(head, states) or _next_word(head, states, end)
    if found:
        return found
    if lemma in nouns and nouns[lemma] == "rescued" and head.dep_ == "nsubj" and head.head.pos_ == "VERB":
        return governed, rule  # survivors who do something: nobody says here that they were rescued
    if lemma in nouns and head.pos_ == "NOUN" and not (governed and lemma in words_of("quantity_totals.toml", "role_people")):
        return nouns[lemma], f"noun:{lemma}"
    return governed, rule


def _next_word(head: Token, states: dict[str, str], end: int) -> tuple[str, str] | None:
    """ "40 others injured": the word behind the count, where it is no verb with an object of its own ("12 gunmen killed five")."""
    if head.i + 1 >= len(head.doc):
        return None
    word = head.nbor(1)
    if word.lower_ not in states or word.idx > end + 2 or word.pos_ not in ("VERB", "ADJ"):
        return None
    if any(c.dep_ in ("obj", "aux") for c in word.children) or (
        word.i + 1 < len(head.doc) and word.nbor(1).pos_ in ("NUM", "DET", "PROPN", "NOUN")
    ):
        return None
    return states[word.lower_], f"behind:{word.lower_}"


def _behind(head: Token, states: dict[str, str]) -> tuple[str, str] | None:
    """ "40 people wounded", "12 men, killed by", "people who were killed"."""
    for child in head.children:
        if child.i < head.i:
            continue
        if child.dep_ in ("acl", "amod", "advcl", "appos") and child.lower_ in states:
            return states[child.lower_], f"behind:{child.lower_}"
        if child.dep_ == "acl:relcl":
            found = _relative(child)
            if found:
                return found
    return None


def _relative(verb: Token) -> tuple[str, str] | None:
    objects, subjects, _, _ = _lists()
    lemma = verb.lemma_.lower()
    if lemma in objects and any(c.dep_ in ("nsubj:pass", "aux:pass") for c in verb.children):
        return objects[lemma], f"relative:{lemma}"
    if lemma in subjects and any(c.dep_ == "nsubj" and c.lower_ in ("who", "that", "which") for c in verb.children):
        return subjects[lemma], f"relative:{lemma}"
    return None


def _fits(role: str, kind: UnitKind | None) -> bool:
    if role in THINGS_ONLY:
        return kind == "things"
    if role in MONEY_ONLY:
        return kind == "money"
    if role in PEOPLE_ONLY:
        return kind in ("people", None)
    return kind in ("people", "things", None)


def _governed(head: Token, kind: UnitKind | None) -> tuple[str | None, str]:
    """The role by the verb or noun that governs the count, climbing over conjunctions, "of" and appositions."""
    at = head
    for _ in range(CLIMB):
        above = at.head
        if at.dep_ == "nmod" and above.pos_ in ("NUM", "PRON", "DET") and any(c.dep_ == "nummod" for c in at.children) and at.i == head.i:
            break  # of "two of the 63 hostages", what happened happened to the two
        if above.i == at.i:
            break
        if at.dep_ == "conj" and above.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            break
        found = _by_arc(at, above, kind)
        if found:
            return found
        if at.dep_ not in ("conj", "nmod", "appos", "nummod", "compound", "flat", "dep", "amod", "nmod:unmarked", "det", "list"):
            break
        at = above
    return None, ""


def _among(text: str, start: int) -> tuple[str, str] | None:
    """ "among those killed were three children", "the dead include eight women"."""
    before = text[max(0, start - 60) : start]
    found = re.search(r"\b(?:among|of)\s+(?:the|those)\s+(?:\w+\s+)?(\w+)\s+(?:were|was|are|is)\s+$", before, re.IGNORECASE)
    found = found or re.search(r"\bthe\s+(\w+)\s+includ(?:e|ed|es)\s+$", before, re.IGNORECASE)
    states = _lists()[3]
    word = found.group(1).lower() if found else ""
    return (states[word], f"among:{word}") if word in states else None


# Verbs that are too wide to be trusted without an arc.
WIDE_VERBS = frozenset(
    {"lose", "claim", "hold", "drop", "cut", "hit", "land", "move", "fire", "base", "post", "mass", "shoot", "carry", "bring", "try"}
)


def _verb_before(head: Token, kind: UnitKind | None, start: int) -> tuple[str, str] | None:
    """ "killed nine and wounded 25": the verb right in front of the count governs it, whatever the parse says."""
    objects = _lists()[0]
    first = head
    while first.i > first.sent.start and first.nbor(-1).idx >= start:
        first = first.nbor(-1)
    if first.i == first.sent.start:
        return None
    verb = first.nbor(-1)
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or lemma not in objects or lemma in WIDE_VERBS:
        return None
    role = _done_to(objects[lemma], lemma, kind)
    return (role, f"verb-before:{lemma}") if _fits(role, kind) else None


def _done_to(role: str, lemma: str, kind: UnitKind | None) -> str:
    """People who are burned are injured; lorries are destroyed."""
    return "destroyed" if role == "injured" and kind == "things" and lemma in ("burn", "cripple") else role


def _by_arc(at: Token, above: Token, kind: UnitKind | None) -> tuple[str, str] | None:
    objects, subjects, nouns, states = _lists()
    lemma = above.lemma_.lower()
    role = None
    if at.dep_ in ("obj", "nsubj:pass", "iobj") or (at.dep_ == "nsubj" and _passive(above)):
        role = objects.get(lemma) or (states.get(above.lower_) if at.dep_ != "obj" else None)
        role = _done_to(role, lemma, kind) if role else None
        if lemma == "shoot" and any(c.lower_ == "dead" for c in above.children):
            role = "killed"
        if lemma in ("lose", "claim", "shoot", "hold", "drop", "cut") and kind not in ("people", None):
            role = None
        if lemma == "hold" and at.dep_ == "obj" and kind is None:
            role = None
    elif at.dep_ == "nsubj":
        role = subjects.get(lemma)
        if above.pos_ == "NOUN":
            role = None
        if role is None and (above.tag_ == "VBG" or any(c.dep_ in ("cop", "aux") and c.lemma_ == "be" for c in above.children)):
            role = states.get(above.lower_)  # "nobody was hurt", read as an adjective
    elif (
        at.dep_ == "nmod"
        and above.pos_ == "NOUN"
        and any(c.dep_ == "case" and c.lower_ in ("of", "to", "for", "among") for c in at.children)
    ):
        role = nouns.get(lemma)
    if at.dep_ in ("nsubj", "nsubj:pass", "obj") and role is None:
        role = next(
            (states[c.lower_] for c in above.children if c.dep_ in ("xcomp", "amod", "advcl") and c.lower_ in states and c.i > at.i), None
        )
    if any(c.dep_ == "advmod" and c.lower_ in ("not", "n't", "never") for c in above.children):
        return None
    if at.dep_ in ("obl", "obl:unmarked", "obj", "xcomp", "advcl", "nsubj") and role is None:
        role = _tolled(at, above)
    return (role, f"{at.dep_}:{lemma}") if role and _fits(role, kind) else None


def _passive(verb: Token) -> bool:
    return any(c.dep_ == "aux:pass" for c in verb.children) or (
        verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    )


def _tolled(at: Token, verb: Token) -> str | None:
    """ "the death toll rose to 31", "put the number of dead at seven": the role of the noun that is counted."""
    if verb.lemma_.lower() not in words_of("quantity_totals.toml", "total_verbs") and verb.lemma_ != "be":
        return None
    _, _, nouns, states = _lists()
    for child in verb.children:
        if child.i == at.i or child.dep_ not in ("nsubj", "obj", "nsubj:pass"):
            continue
        for token in child.subtree:
            word = token.lemma_.lower()
            if word in nouns and word not in ("rally", "protest", "crowd"):
                return nouns[word]
            if token.lower_ in states:
                return states[token.lower_]
    return None


def _step(text: str, start: int, end: int, head: Token) -> str:
    """ "+change" for additions, "+total" for a new whole, else nothing."""
    words = {w.lower() for w in re.findall(r"[A-Za-z]+", text[start:end])} | {
        w.lower() for w in re.findall(r"(\w+)\s+$", text[max(0, start - 12) : start])
    }
    if words & words_of("quantity_totals.toml", "change_words") and not re.search(r"\bmore\s+than\b", text[start:end], re.IGNORECASE):
        return "+change"
    if re.search(r"\btotal\s+of\b", text[max(0, start - 12) : end], re.IGNORECASE):
        return "+total"
    at = head
    for _ in range(3):
        if at.head.i == at.i:
            break
        if at.dep_ in ("obl", "obj", "nmod") and _sums(at):
            return "+total"
        at = at.head
    return ""


def _sums(at: Token) -> bool:
    verb = at.head
    if verb.lemma_.lower() not in words_of("quantity_totals.toml", "total_verbs"):
        return False
    if at.dep_ == "obj":
        return verb.lemma_.lower() in ("reach", "total", "number")
    case = {c.lower_ for c in at.children if c.dep_ == "case"}
    return bool(case & {"to", "at"}) and any(c.dep_ in ("nsubj", "nsubj:pass", "obj") for c in verb.children)


def _numbered(text: str, start: int) -> str | None:
    """ "the number of displaced has passed 62,000", "put the toll from the floods at 45": a bare number behind the noun that names it."""
    found = re.search(r"\b(?:number|toll|count|figure|tally)\b([^.;:\n]{0,60})$", text[max(0, start - 80) : start], re.IGNORECASE)
    if not found or not re.search(
        r"\b(?:at|to|past|reached|passed|exceeded|is|was|stood|stands|topped|hit|surpassed)\s+(?:\w+\s+){0,2}$", found.group(1)
    ):
        return None
    _, _, nouns, states = _lists()
    for word in re.findall(r"[a-z]+", found.group().lower()):
        if word in states or word in nouns or word.removesuffix("s") in nouns:
            return states.get(word) or nouns.get(word) or nouns[word.removesuffix("s")]
    return None


def _label(text: str, start: int) -> str | None:
    """ "Deaths: 12", "Wounded admitted: 61" at the head of a line."""
    found = re.search(r"(?:^|\n|[-•*;]\s)\s*([A-Za-z][A-Za-z \t'’-]{2,40}):\s*$", text[max(0, start - 60) : start])
    if not found:
        return None
    _, _, nouns, states = _lists()
    for word in re.findall(r"[a-z]+", found.group(1).lower()):
        for table in (states, nouns):
            if word in table:
                return table[word]
            if word.removesuffix("s") in table or word.removesuffix("ies") + "y" in table:
                return table.get(word.removesuffix("s")) or table[word.removesuffix("ies") + "y"]
    return None
