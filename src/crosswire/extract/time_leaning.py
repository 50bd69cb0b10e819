"""Whether a time without a year or week of its own ("on Friday", "in May") lies behind or ahead of publication.

The governing verb's tense decides: past and perfect lean back; modals, infinitives, "due to" and the plain present of things
that are told beforehand ("the council meets on Thursday") lean ahead. Without a verb the past is meant: news tells what was.
"""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Span, Token

from crosswire.wordlists import words_of

Leaning = Literal["past", "future"]
LIST = "times.toml"
AHEAD_OF = re.compile(
    r"\b(?:until|till|by|to|no\s+later\s+than|ahead\s+of|starting|beginning|effective)\s+(?:on\s+|the\s+|early\s+|late\s+)*$", re.IGNORECASE
)
STARTING = re.compile(
    r"\b(?:effective|payable|redeemable|as\s+(?:early|soon)\s+as|no\s+later\s+than|no\s+(?:earlier|sooner)\s+than|come)\s+(?:on\s+|the\s+)?$",
    re.IGNORECASE,
)
RUN_UP = re.compile(r"\b(?:ahead\s+of|until|till|for|up\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till)\s+[^,.;]{0,24}$", re.IGNORECASE)
MAX_CLIMB = 8
# "is set for Monday", "was scheduled for Monday"
# "the cuts announced on Monday": of these the day is that of the telling
TOLD_WHEN = frozenset(
    {
        "announce",
        "propose",
        "order",
        "demand",
        "ask",
        "call",
        "offer",
        "warn",
        "urge",
        "predict",
        "forecast",
        "promise",
        "pledge",
        "vow",
        "want",
        "fear",
    }
)
# Verbs whose past looks like their present; a day beside them dates what happened.
ALIKE = frozenset("hit put cut set shut let burst cost hurt quit spread read beat split shed cast bet rid thrust wed bid".split())
PLANNERS = frozenset({"plan", "schedule", "organise", "organize", "arrange", "slate", "book"})  # "planned a march in Oslo on Friday"
PLACED = frozenset({"set", "scheduled", "slated", "planned", "due", "booked", "fixed", "expected"})
# "is recovering after being hit on Monday": what follows the conjunction is over
PRESENT_BEHIND = re.compile(r"\b(?:after|since|following|who|which|that)\b", re.IGNORECASE)


def leaning(tokens: Span, before: str, kind: str | None) -> tuple[Leaning, bool]:
    """Where a time expression points, and whether a verb says so.

    ``before`` is the text of its sentence in front of it, ``kind`` its segment's.
    """
    verb = tokens.root if tokens.root.pos_ == "VERB" else _beside(tokens) or _governor(tokens.root)
    found = _verb_leaning(verb, kind) if verb is not None else None
    if verb is not None and verb.lower_ in PLACED and re.search(r"\bfor\s+(?:[\w'’.-]+\s+){0,3}(?:(?:on|in)\s+)?$", before):
        return "future", True
    if STARTING.search(before) or (verb is not None and found != "future" and verb.i < tokens.start and _lasts(verb, before, tokens)):
        return "future", True
    if found == "future" and _told_of(tokens, before):
        return "past", False
    if found == "future" and verb is not None and verb.i < tokens.start and PRESENT_BEHIND.search(tokens.doc[verb.i : tokens.start].text):
        return "past" if not any(
            h.lower_ in words_of(LIST, "ahead_modals") or h.lower_ == "to" for h in _helpers(verb)
        ) else "future", False
    if found is not None and verb is not None and found == "past" and _planned_noun(tokens.root, verb):
        return "future", True
    if found is None or verb is None:
        return ("future", True) if AHEAD_OF.search(before) else ("past", False)
    return found, _finite(verb) or (found == "past" and verb.tag_ == "VBN" and verb.lemma_ not in words_of(LIST, "ahead_verbs"))


def _finite(verb: Token) -> bool:
    """Whether a verb shows its tense itself or by a helper."""
    return verb.tag_ in ("VBD", "MD") or any(h.tag_ in ("VBD", "VBZ", "VBP", "MD", "TO") for h in _helpers(verb))


def _lasts(verb: Token, before: str, tokens: Span) -> bool:
    """Whether the verb sets what lasts "until Friday": "postponed until", "gave them until"."""
    if not UNTIL.search(before + tokens.text) or any(h.lower_ == "had" for h in _helpers(verb)):
        return False
    return verb.lemma_ in words_of(LIST, "ahead_verbs") | words_of(LIST, "setting_verbs")


def _told_of(tokens: Span, before: str) -> bool:
    """ "will discuss Monday's attack": a day in the genitive dates its noun, and that is over unless it is of the planned kind."""
    day = tokens.root
    if day.dep_ != "nmod:poss" or RUN_UP.search(before):
        return False
    return day.head.lemma_.lower() not in words_of(LIST, "planned_nouns")


def _beside(tokens: Span) -> Token | None:
    """The verb just before: in "the cuts announced Friday will hurt" the parser may hang the day on "hurt"."""
    at = tokens.start - 1
    while at > 0 and tokens.doc[at].lower_ in ("on", "late", "early", "in"):
        at -= 1
    found = tokens.doc[at] if at >= tokens.sent.start else None
    return found if found is not None and found.tag_ in ("VBD", "VBN") and found.pos_ == "VERB" else None


def _governor(token: Token) -> Token | None:
    """The verb (or predicate with a copula) that a token hangs under."""
    at = token
    for _ in range(MAX_CLIMB):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in at.children):
            return at
        if at.pos_ == "ADJ" and at.lemma_.lower() in words_of(LIST, "ahead_adjectives"):
            return at
    return None


def _helpers(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]


def _verb_leaning(verb: Token, kind: str | None) -> Leaning | None:
    helpers = _helpers(verb)
    words = {h.lower_ for h in helpers}
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children):
        return None if words & {"had", "has", "have"} else "future"
    if verb.lower_ in words_of(LIST, "ahead_adjectives") and (verb.pos_ == "ADJ" or any(c.dep_ == "xcomp" for c in verb.children)):
        return "future"
    if (
        words & {"has", "have", "'ve", "’ve"}
        and verb.lemma_ in words_of(LIST, "ahead_verbs")
        and any(c.dep_ == "obj" for c in verb.children)
    ):
        return "future"  # "has called a strike on Monday": the perfect takes no day of the past
    if words & {"had", "has", "have", "'ve", "’ve", "having"} or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN" and any(h.lower_ in ("was", "were") for h in helpers) and verb.lemma_ in TOLD_WHEN:
        return "past"
    if words & {"would", "could", "'d"} and _denied(verb):
        return "past"  # "could not be reached on Friday", "would not say on Friday"
    if words & words_of(LIST, "ahead_modals"):
        return "past" if words & {"would", "could", "might", "may", "should", "must"} and "have" in words else "future"
    if any(h.tag_ == "TO" or h.lower_ == "to" for h in helpers) or any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children):
        return _infinitive(verb, kind)
    if any(h.tag_ == "VBD" for h in helpers):
        return "past"
    if any(h.tag_ in ("VBZ", "VBP") for h in helpers) or verb.tag_ in ("VBZ", "VBP"):
        return _present(verb, helpers, kind)
    return _inherited(verb, kind)


def _denied(verb: Token) -> bool:
    """Whether a conditional tells what failed: "could not be found", "would not comment"."""
    words = {c.lower_ for c in verb.children}
    if not words & {"not", "n't", "n’t", "neither", "nor", "none", "nobody", "never"} and not any(
        c.lower_ in ("no", "neither") for n in verb.children for c in n.children
    ):
        return False
    return "could" in words or verb.lemma_ in words_of(LIST, "telling_verbs") | {
        "comment",
        "disclose",
        "elaborate",
        "discuss",
        "specify",
        "speculate",
    }


def _infinitive(verb: Token, kind: str | None) -> Leaning | None:
    """ "to meet on Friday" lies ahead, but for what was managed or failed ("managed to leave on Friday")."""
    head = verb.head
    done = {
        "manage",
        "fail",
        "begin",
        "start",
        "continue",
        "try",
        "attempt",
        "refuse",
        "decline",
        "happen",
        "appear",
        "seem",
        "use",
        "gather",
        "come",
        "go",
        "think",
        "believe",
        "say",
        "report",
        "know",
        "allege",
        "claim",
        "suspect",
        "understand",
    }
    if head.i != verb.i and any(h.lower_ == "had" for h in _helpers(head)):
        return "past"  # "had been due to end on Friday"
    if head.i != verb.i and head.lemma_ in done and verb.dep_ in ("xcomp", "advcl"):
        return _verb_leaning(head, kind)
    return "future"


def _present(verb: Token, helpers: list[Token], kind: str | None) -> Leaning | None:
    if verb.lower_ in ALIKE and verb.tag_ == "VBP":
        return "past"
    if kind in ("title", "caption") or verb.lemma_ in words_of(LIST, "telling_verbs"):
        return "past"
    if verb.tag_ in ("VBN", "VBD") and any(h.dep_ == "aux:pass" for h in helpers):
        return None  # "is held" tells of a rule, a state or a plan
    return "future"


def _inherited(verb: Token, kind: str | None) -> Leaning | None:
    """Participles without a helper take the side of their conjunction or prefix ("after storming Aleg on Monday")."""
    mark = next((c.lower_ for c in verb.children if c.dep_ in ("mark", "case")), "")
    if mark in ("after", "since", "following", "upon"):
        return "past"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "ROOT", "advcl", "acl:relcl", "conj", "dep", "parataxis"):
        return "future" if verb.lemma_ in words_of(LIST, "ahead_verbs") and verb.lemma_ not in TOLD_WHEN else "past"
    above = _governor(verb)
    return _verb_leaning(above, kind) if above is not None else None


def _planned_noun(time: Token, verb: Token) -> bool:
    """ "called a march on Friday", "plans for a vote on Sunday": the time hangs on a noun that a planning verb governs."""
    if verb.lemma_ not in words_of(LIST, "ahead_verbs"):
        return False
    if verb.lemma_ in PLANNERS and time.head.i == verb.i and any(c.dep_ == "obj" for c in verb.children) and verb.i < time.i:
        return True
    between = [c for c in verb.children if c.dep_ in ("obl", "obj", "nsubj") and verb.i < c.i < time.i]
    beside = bool(between) and time.head.i in (verb.i, between[-1].i)
    if (
        beside
        and (verb.lemma_ not in ("ask", "call", "hope", "want") or between[-1].lemma_.lower() in words_of(LIST, "called_events"))
        and between[-1].dep_ == "obl"
        and any(k.lower_ == "for" for k in between[-1].children)
    ):
        return True  # "summoned for questioning on Monday"
    noun = time.head
    near = noun.dep_ == "obj" or (noun.dep_ == "obl" and any(k.lower_ in ("for", "to", "of", "about") for k in noun.children))
    return noun.pos_ == "NOUN" and verb.i < noun.i < time.i and noun.head.i == verb.i and near
