"""What happens to those who are counted, read from the words around the count.

A role is a key of ``wordlists/quantity_roles.toml`` (killed, injured, detained, deployed, displaced, released, missing, ...), or
``total`` (a new whole: "raise the level to about 5,200") or ``change`` (a step: "600 more") where nothing else is told. A total or
a change that has a role of its own keeps it; the rule then ends in ``+total`` or ``+change``, which the arithmetic check reads.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from crosswire.extract.quantity_fates import fate_of
from crosswire.extract.quantity_labels import label, numbered_by, role_words
from crosswire.types import UnitKind
from crosswire.wordlists import words_of

THINGS_ONLY = frozenset({"destroyed", "seized", "fired", "delivered"})
PEOPLE_ONLY = frozenset({"injured"})
MONEY_ONLY = frozenset({"pledged"})
# A phrase behind the count outweighs these: "12 were rushed to hospital", "30 were moved to a clinic".
BY_PHRASE = frozenset({"deployed", "evacuated", "delivered", "shot", "withdrawn"})
CLIMB = 5
# "Woman, 22, killed", "Ann Bell, 51 (wife of ...)", "three people (ages 26, 29 and 37)": ages, whatever follows.
AGE = (re.compile(r"(?:[^\W\d_]|\b[JS]r\.),\s*$"), re.compile(r"\s*(?:[,()]|$)"))
AGES = re.compile(r"\b(?:ages?|aged)(?:\s+of)?\s+(?:between\s+)?[\d,\s]*(?:(?:and|or|to)\s+)?$", re.IGNORECASE)
FATALLY = re.compile(r",?\s*(?:were\s+|was\s+)?(?:fatally|mortally)\b(?!\s+\w+ing\b)", re.IGNORECASE)


def find_role(head: Token, kind: UnitKind | None, text: str, start: int, end: int) -> tuple[str | None, str]:
    """(role, rule) of a count; ``head`` is the unit's head, or the number where no unit is said; ``start:end`` its span in ``text``."""
    if kind is None and is_age(text, start, end):
        return None, ""
    role, rule = _plain_role(head, kind, text, start, end)
    if role == "killed" and rule.endswith(":execute") and kind != "people" and head.pos_ == "NOUN":
        role, rule = None, ""  # "executed 44 search warrants"
    if kind in ("people", None) and FATALLY.match(text, end):
        role, rule = "killed", "behind:fatally"  # "five were shot, two of them fatally"
    if kind in ("people", None) and (role is None or role in BY_PHRASE):
        role, rule = fate_of(text, start, end, role_words()[3]) or (role, rule)
    step = _step(text, start, end, head)
    if role is not None:
        return role, f"{rule}{step}"
    labelled = label(text, start) if kind is None or not text[end:].lstrip(" ")[:1].isalpha() else None
    if labelled is not None and _fits(labelled, kind):
        return labelled, "label"
    numbered = numbered_by(text, start) if kind is None or text[end - 1].isdigit() else None
    if numbered is not None:
        return numbered, "number-of+total"
    if step:
        return step[1:], "step" if step == "+change" else "sum"
    return None, ""


def _plain_role(head: Token, kind: UnitKind | None, text: str, start: int, end: int) -> tuple[str | None, str]:
    """A state ("12 dead") outweighs all but dying; a verb outweighs what the noun alone says ("63 hostages were freed")."""
    _, _, nouns, states = role_words()
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
    objects, subjects, _, _ = role_words()
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
    states = role_words()[3]
    word = found.group(1).lower() if found else ""
    return (states[word], f"among:{word}") if word in states else None


# Verbs that are too wide to be trusted without an arc.
WIDE_VERBS = frozenset(
    {"lose", "claim", "hold", "drop", "cut", "hit", "land", "move", "fire", "base", "post", "mass", "shoot", "carry", "bring", "try"}
)


def _verb_before(head: Token, kind: UnitKind | None, start: int) -> tuple[str, str] | None:
    """ "killed nine and wounded 25": the verb right in front of the count governs it, whatever the parse says."""
    objects = role_words()[0]
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
    objects, subjects, nouns, states = role_words()
    lemma = above.lemma_.lower()
    role = None
    if at.dep_ in ("obj", "nsubj:pass", "iobj") or (at.dep_ == "nsubj" and _passive(above)):
        role = objects.get(lemma) or (states.get(above.lower_) if at.dep_ != "obj" else None)
        role = _done_to(role, lemma, kind) if role else None
        if lemma in ("shoot", "stab", "wound", "injure", "hit", "strike") and _deadly(above):
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
        role = nouns.get(lemma) if not any(c.lower_ in ("attempted", "attempt", "foiled") for c in above.children) else None
    if at.dep_ in ("nsubj", "nsubj:pass", "obj") and role is None:
        told = next((c for c in above.children if c.dep_ in ("xcomp", "amod", "advcl") and c.lower_ in states and c.i > at.i), None)
        if told is not None and any(c.dep_.startswith("nsubj") for c in told.children):
            told = None  # "three people were in the car when the girl was shot"
        role = ("killed" if _deadly(told) else states[told.lower_]) if told is not None else None
    if any(c.dep_ == "advmod" and c.lower_ in ("not", "n't", "never") for c in above.children):
        return None
    if at.dep_ in ("obl", "obl:unmarked", "obj", "xcomp", "advcl", "nsubj") and role is None:
        role = _tolled(at, above)
    return (role, f"{at.dep_}:{lemma}") if role and _fits(role, kind) else None


def is_age(text: str, start: int, end: int) -> bool:
    """Whether a bare number stands where an age does."""
    before = text[max(0, start - 40) : start]
    return bool(text[start:end].isdigit() and ((AGE[0].search(before) and AGE[1].match(text, end)) or AGES.search(before)))


def _deadly(verb: Token) -> bool:
    """ "shot dead", "fatally shot", "stabbed to death"."""
    near = [c for c in verb.children if abs(c.i - verb.i) <= 2]
    return any(c.lower_ in ("dead", "fatally", "mortally", "death") and verb.doc[c.i - 1].text != "," for c in near)


def _passive(verb: Token) -> bool:
    return any(c.dep_ == "aux:pass" for c in verb.children) or (
        verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    )


def _tolled(at: Token, verb: Token) -> str | None:
    """ "the death toll rose to 31", "put the number of dead at seven": the role of the noun that is counted."""
    if verb.lemma_.lower() not in words_of("quantity_totals.toml", "total_verbs") and verb.lemma_ != "be":
        return None
    _, _, nouns, states = role_words()
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
