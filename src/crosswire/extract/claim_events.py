"""One claim for each happening of a sentence: triggers that tell nothing of their own are dropped, those of one act are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.claim_signs import reported
from crosswire.extract.claim_triggers import DUE, Trigger, negated, triggers_of
from crosswire.extract.claim_words import frame

FACT_MARKS = frozenset({"after", "when", "as", "because", "since", "while", "until", "before"})
TOPIC_MARKS = frozenset({"on", "towards", "toward", "about", "at", "of", "from", "to"})
MANNER_MARKS = frozenset({"for", "by", "without", "in", "than"})  # "known for killing prisoners": no one act is told
APART = frozenset({"although", "though", "while", "whereas", "because", "since", "after", "before", "despite", "if", "until"})
DENIABLE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "CONSULT"})
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HABIT = frozenset({"do", "does"})
WOULD = frozenset({"would", "'d"})
INVERTED = frozenset({"had", "were", "should"})
WILL = frozenset({"will", "would", "wo", "shall", "'ll", "'d"})


def happenings(sentence: Tokens, places: frozenset[int], *, title: bool) -> list[Trigger]:
    """The events that a sentence reports, each once, in the order of their words."""
    found = triggers_of(sentence, places, title=title)
    at = {t.token.i: t for t in found}
    kept = [
        t
        for t in found
        if not _governed(t, at)
        and not _idle(t)
        and not _unreal(t.verb)
        and not _abstract(t)
        and not _purpose(t, title=title)
        and (title or not _habit(t))
    ]
    return _merged([t for t in kept if title or not _describes(t, kept)])


def refuses(trigger: Trigger) -> bool:
    """Whether "will not" turns an act of goodwill into a refusal ("the army will not withdraw"); PLOVER's REJECT."""
    helpers = {c.lower_ for c in trigger.verb.children if c.dep_.startswith("aux")}
    return trigger.rule.type in COOPERATIVE and bool(helpers & WILL) and negated(trigger.verb)


def asks(trigger: Trigger) -> bool:
    """Whether "must" or "should" makes an act of goodwill something that is asked for; PLOVER's REQUEST."""
    helpers = {c.lower_ for c in trigger.verb.children if c.dep_.startswith("aux")}
    could = trigger.rule.type in COOPERATIVE or trigger.rule.mode == "investigate" or trigger.rule.asked
    return could and bool(helpers & DUE) and not negated(trigger.verb)


def turned(kind: str, status: str, why: str, trigger: Trigger) -> str:
    """The type of what is still to come: harm that is announced is a threat, help that is announced an agreement.

    Rule source: PLOVER's manual, where THREATEN and AGREE take the future of the harmful and of the helpful types.
    """
    harmful = kind in ("COERCE", "SANCTION") or trigger.rule.name == "accuse-of"
    if harmful and status in ("planned", "possible") and trigger.how == "verb":
        return "THREATEN"
    if kind == "ASSAULT" and trigger.how == "verb" and trigger.arguments.subjects and reported(trigger.verb):
        if why == "future":
            return "THREATEN"
        if why == "negated" and any(c.lower_ in HABIT for c in trigger.verb.children):
            return "REJECT"  # "we do not shell clinics"
    if kind in ("SUPPORT", "COOPERATE") and status == "planned":
        return "AGREE"
    return kind


def _idle(trigger: Trigger) -> bool:
    """An act of words or goodwill that is said not to be is no event, unless it is a refusal."""
    verb = trigger.verb
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "csubj") and verb.head.lemma_.lower() in frame("averted-heads"):
        return True
    if trigger.rule.negated or trigger.rule.type in DENIABLE or not negated(trigger.verb):
        return False
    return not refuses(trigger)


def _purpose(trigger: Trigger, *, title: bool) -> bool:
    """An infinitive of purpose ("troops to help fight"): what an act is for, not an act."""
    token = trigger.verb
    while token.dep_ in ("xcomp", "conj") and token.head.pos_ in ("VERB", "AUX") and token.head != token:
        token = token.head
    if token.tag_ != "VB" or not any(c.lower_ == "to" for c in token.children):
        return False
    if title:  # "Ministry to send more nurses" is a headline's future
        return token.dep_ == "advcl" and token.head.tag_ == "VB"
    return token.dep_ == "advcl" or (token.dep_ == "acl" and token.head.lemma_.lower() not in frame("plan-nouns"))


def _describes(trigger: Trigger, found: Sequence[Trigger]) -> bool:
    """A participle that only tells apart those of whom another trigger tells: "three ambulances sent from Orvan were stopped"."""
    verb = trigger.verb
    if (
        verb.dep_ != "acl"
        or verb.tag_ != "VBN"
        or trigger.rule.type not in ("AID", "MOBILIZE", "COERCE", "RETREAT")
        or trigger.how != "verb"
    ):
        return False
    if any(c.dep_ == "aux:pass" or c.ent_type_ == "DATE" for c in verb.subtree):
        return False
    if verb.head.lower_ == "those":
        return True
    return any(verb.head in (*t.arguments.subjects, *t.arguments.objects) for t in found if t is not trigger)


def _unreal(verb: Token) -> bool:
    """What would have been, had things gone another way: "would have killed dozens"."""
    helpers = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    return bool(helpers & WOULD) and "have" in helpers and verb.tag_ in ("VBN", "VBD")


def _abstract(trigger: Trigger) -> bool:
    """A gerund that names an aim or a topic ("focused on defeating the rebels", "defeating them takes time"), not an act."""
    verb = trigger.verb
    if verb.tag_ != "VBG" or any(c.dep_.startswith("aux") or c.dep_ in ("nsubj", "nsubj:pass") for c in verb.children):
        return False
    if verb.dep_ in ("advcl", "acl") and trigger.rule.type == "ASSAULT" and _marks(verb) & MANNER_MARKS:
        return not any(t.ent_type_ or t.pos_ == "NUM" for t in verb.subtree)
    return verb.dep_.startswith("csubj") or (verb.dep_ in ("advcl", "acl") and bool(_marks(verb) & TOPIC_MARKS))


def _habit(trigger: Trigger) -> bool:
    """Violence in the simple present of a subordinate clause is what someone does as a rule ("squads that murder officials")."""
    verb = trigger.verb
    if trigger.rule.type != "ASSAULT" or trigger.how != "verb" or verb.tag_ not in ("VBZ", "VBP") or verb.pos_ != "VERB":
        return False
    return verb.dep_.split(":")[0] in ("acl", "advcl") and not any(c.ent_type_ == "DATE" for c in verb.subtree)


def _governed(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """Whether it is only what is asked, threatened, promised, denied or supposed in the words of another trigger."""
    token = trigger.verb
    while token.head != token:
        if _hypothetical(token):
            return True
        dep = token.dep_.split(":")[0]
        if dep == "parataxis" or _known_fact(token):
            return False
        above = found.get(token.head.i)
        if above and above.rule.gives and above.token != trigger.token:
            if dep in ("xcomp", "ccomp", "obj", "obl", "nsubj", "acl", "nmod"):
                return True
            if dep == "advcl" and not _marks(token) & FACT_MARKS:
                return True
        token = token.head
    return False


def _known_fact(token: Token) -> bool:
    """A relative clause in the past, whatever it hangs on: "decide whether to lift the ban that it imposed last week": it did."""
    past = any(t.tag_ == "VBD" for t in (token, *token.lefts))
    return token.dep_ == "acl:relcl" and past and not any(c.dep_ == "mark" for c in token.children)


def _hypothetical(token: Token) -> bool:
    """Whether a clause is a condition or a question: under "if", "whether", or turned round ("Had the bridge been closed, ...")."""
    if token.dep_ in ("advcl", "ccomp", "acl") and _marks(token) & frame("hypothetical-marks"):
        return True
    return token.dep_ in ("advcl", "acl:relcl") and _turned_round(token)


def _turned_round(clause: Token) -> bool:
    subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None)
    helper = next((c for c in clause.children if c.dep_.startswith(("aux", "cop")) and c.lower_ in INVERTED), None)
    first = clause.left_edge
    return helper is not None and subject is not None and helper.i < subject.i and first == helper


def _marks(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ == "mark"}


def _merged(triggers: Sequence[Trigger]) -> list[Trigger]:
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        home = next((g for g in groups if any(_same(trigger, other) for other in g)), None)
        if home is None:
            groups.append([trigger])
        else:
            home.append(trigger)
    return [_lead(group) for group in groups]


def _same(a: Trigger, b: Trigger) -> bool:
    """Whether two triggers of a sentence tell of one happening: the act and its result, an act and how it was done."""
    low, high = (a, b) if b.verb.is_ancestor(a.verb) else (b, a)
    if a.verb == b.verb:
        return True
    if not high.verb.is_ancestor(low.verb):
        return _side_by_side(a, b)
    path = list(_path(low.verb, high.verb))
    deps = {t.dep_.split(":")[0] for t in path}
    if len(path) == 1 and low.verb.tag_ == "VBG" and deps == {"advcl"} and low.verb.i > high.verb.i and not _marks(low.verb):
        return True  # "..., killing nine": how the act was done, or what came of it
    if {a.rule.type, b.rule.type} == {"COERCE", "RETREAT"}:
        return deps == {"conj"} and low.rule.type == "RETREAT" and high.arguments.passive and not _own_subject(low)
    if a.rule.type != b.rule.type or len(path) > 2 or any(_marks(t) & APART for t in path):
        return False
    harm = a.rule.harm or b.rule.harm
    return deps <= {"xcomp", "advcl", "conj"} | ({"acl", "ccomp", "parataxis"} if harm else set())


def _own_subject(trigger: Trigger) -> bool:
    return any(c.dep_.split(":")[0] in ("nsubj", "csubj") for c in trigger.verb.children)


def _side_by_side(a: Trigger, b: Trigger) -> bool:
    """Two counts of victims beside each other ("12 killed, 40 wounded")."""
    return a.rule.harm and b.rule.harm and a.verb.head == b.verb.head and a.verb.dep_ == b.verb.dep_ == "conj"


def _path(low: Token, high: Token) -> Iterator[Token]:
    token = low
    while token != high:
        yield token
        token = token.head


def _lead(group: list[Trigger]) -> Trigger:
    lead = min(group, key=lambda t: (sum(1 for _ in t.verb.ancestors), t.token.i))
    return replace(lead, merged=tuple(t for t in group if t is not lead))
