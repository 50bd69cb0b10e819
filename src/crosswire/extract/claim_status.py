"""Whether a claim says that something happened, goes on, is planned, may be, or is denied."""

from __future__ import annotations

from spacy.tokens import Token

from crosswire.extract.claim_triggers import Trigger, lemmas_of, negated
from crosswire.extract.claim_words import frame
from crosswire.types import Status

FUTURE = frozenset({"will", "shall", "'ll", "wo", "would"})
MAYBE = frozenset({"may", "might", "could", "can", "should", "must"})
ABOUT_TO = frozenset({"ready", "set", "due", "about", "poised", "prepared", "expected", "likely", "scheduled", "bound", "willing", "plans"})
LASTING = frozenset({"COERCE", "PROTEST"})
DECIDED = frozenset(
    {"order", "authorise", "authorize", "approve", "plan", "announce", "pledge", "earmark"}
)  # forces ordered are not there yet
PROMISED = frozenset({"offer", "pledge", "promise", "commit", "earmark", "set aside"})  # help that is promised is not given yet
ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth consecutive straight successive".split())
DAYS = frozenset({"day", "night", "week", "month"})


def status_of(trigger: Trigger, *, title: bool) -> tuple[Status, str]:
    """The status of what a trigger tells, and the name of the rule that gave it.

    Acts that are done by saying so (accuse, reject, ask ...) have happened even in the present tense. Rule source: own,
    after the auxiliary modes of PLOVER (negation, future, hypothetical) and RECORD.md.
    """
    verb, rule = _phase(trigger.verb), trigger.rule
    if rule.future:
        return "happened", "told"
    if negated(verb) and not rule.negated and not _purpose_denied(trigger):
        return "denied", "negated"
    if rule.type == "MOBILIZE" and verb.lemma_.lower() in DECIDED and not _infinitive_mark(verb):
        return "planned", "decided"
    if rule.type == "AID" and PROMISED & set(lemmas_of(verb)):
        return "planned", "promised"
    if rule.planned or (trigger.how == "light" and verb.lemma_.lower() in frame("planned-heads")):
        return "planned", "said-of-plans"
    above = _from_above(verb)
    if above:
        return above
    helpers = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    if helpers & FUTURE:
        return "planned", "future"
    if helpers & MAYBE:
        return "possible", "modal"
    if verb.tag_ == "VB" and (_infinitive(verb) or (title and _infinitive_mark(verb))):
        return "planned", "infinitive"
    if rule.type in frame("done-as-said"):
        return "happened", "told"
    status, why = _tense(verb, helpers, rule.type, title=title)
    return ("happened", "told") if why == "present" and trigger.how == "counted" else (status, why)


def _purpose_denied(trigger: Trigger) -> bool:
    """Whether "not" denies what forces or aid are sent for, not that they are: "the troops are not being sent for combat"."""
    if trigger.rule.type not in ("MOBILIZE", "AID"):
        return False
    after = [c for c in trigger.verb.children if c.i > trigger.verb.i]
    aims = [c for c in after if c.dep_.startswith("obl") and any(k.dep_ == "case" and k.lower_ == "for" for k in c.children)]
    return any(c.ent_type_ != "DATE" and c.pos_ == "NOUN" for c in aims) or any(c.dep_ == "advcl" and _infinitive_mark(c) for c in after)


def _phase(verb: Token) -> Token:
    """The verb that carries the tense: "is trying to retake" goes on like trying does."""
    while verb.dep_ == "xcomp" and verb.head.lemma_.lower() in frame("aspect-heads") and verb.head != verb:
        verb = verb.head
    return verb


def _tense(verb: Token, helpers: set[str], kind: str, *, title: bool) -> tuple[Status, str]:
    if verb.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "'re", "be"}:
        return ("planned", "arranged") if verb.lemma_.lower() in frame("movement-now") else ("ongoing", "progressive")
    if verb.tag_ == "VBG" and "been" in helpers:
        return "ongoing", "perfect-progressive"
    if "being" in helpers and not helpers & {"was", "were"}:
        return "ongoing", "passive-progressive"
    if kind in LASTING and (_since(verb) or _again(verb)):
        return "ongoing", "since"
    if verb.tag_ in ("VBZ", "VBP") and not title and verb.pos_ == "VERB" and verb.lower_ not in frame("unchanging"):
        return "ongoing", "present"
    return "happened", "told"


def _from_above(verb: Token) -> tuple[Status, str] | None:
    """What the words that govern a clause make of it: planned to, considered, denied that."""
    token = verb
    while token.head != token and token.dep_.split(":")[0] in ("xcomp", "ccomp", "acl", "csubj", "advcl", "obj", "conj"):
        parent = token.head
        if (token.dep_ == "acl:relcl" and not _that(token)) or (token.dep_ == "advcl" and token.tag_ != "VB"):
            return None
        if token.dep_ == "conj":
            if parent.tag_ != token.tag_:
                return None
        elif found := _governor(parent, token):
            return found
        token = parent
    return None


def _governor(parent: Token, clause: Token) -> tuple[Status, str] | None:
    lemma = parent.lemma_.lower()
    if lemma in frame("denied-heads") and clause.dep_ in ("ccomp", "xcomp"):
        return "denied", "denied-by-governor"
    to_do = _infinitive_mark(clause)
    if to_do and clause.dep_ == "acl" and lemma in frame("tries") and parent.head.lemma_.lower() in frame("came-to-nothing"):
        return "denied", "tried and failed"
    if to_do and (lemma in frame("planned-heads") or parent.lower_ in ABOUT_TO):
        return "planned", "planned-by-governor"
    if to_do and parent.pos_ == "AUX":
        return "planned", "be-to"
    if lemma in frame("possible-heads") and (to_do or clause.tag_ == "VBG" or (clause.dep_ == "xcomp" and clause.tag_ == "VBN")):
        return "possible", "supposed"
    return _doubted(parent, clause)


def _doubted(parent: Token, clause: Token) -> tuple[Status, str] | None:
    """What a finite clause loses by the words over it: "rumours that ...", "feared that ...", "it is not true that ..."."""
    lemma = parent.lemma_.lower()
    if clause.dep_.startswith("csubj") or (clause.dep_ == "ccomp" and parent.pos_ == "ADJ"):
        untrue = lemma in frame("false-words") or (lemma in frame("true-words") and negated(parent))
        return ("denied", "said to be untrue") if untrue else None
    if clause.dep_.startswith("acl") and lemma in frame("report-nouns") and _called_false(parent):
        return "denied", "said to be untrue"
    helpers = {c.lower_ for c in clause.children if c.dep_ == "aux"}
    if lemma in frame("doubting-heads") or (lemma in ("think", "believe") and helpers & FUTURE):
        return "possible", "feared or supposed"
    return None


def _that(clause: Token) -> bool:
    """Whether a clause under a noun says what it holds ("the report that ..."), though the parse takes it for a relative one."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _called_false(noun: Token) -> bool:
    """Whether a report or rumour is said to be untrue: "reports that ... were false", "the claim that ... turned out to be a hoax"."""
    around = (noun.head, *noun.children, *noun.head.children)
    return any(t.i > noun.i and t.lemma_.lower() in frame("false-words") and not negated(t) for t in around)


def _infinitive(verb: Token) -> bool:
    """A "to" infinitive that no verb of doing governs: a headline's, or "is to"."""
    return _infinitive_mark(verb) and verb.dep_ in ("ROOT", "parataxis", "acl", "advcl", "ccomp", "xcomp")


def _infinitive_mark(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in verb.children)


def _since(verb: Token) -> bool:
    return any(c.dep_.split(":")[0] == "obl" and any(k.lower_ == "since" for k in c.children) for c in verb.children)


def _again(verb: Token) -> bool:
    """ "for a second day", "for the third night in a row": it has gone on since before."""
    spans = [c for c in verb.children if c.dep_.startswith("obl") and c.lemma_.lower() in DAYS]
    return any(
        any(k.lower_ == "for" for k in c.children) and any("NumType=Ord" in str(k.morph) or k.lower_ in ORDINALS for k in c.children)
        for c in spans
    )
