"""Counts told on: a bare number that counts those of whom the report told last.

"At least 19 people were killed. ... We had 12 on Thursday." "The organisers claimed 20,000, the police counted 4,000." "Five are
children." The noun is left out because everyone knows it; so a number alone, under a verb of counting or as a subject, is a further count
of the victims, the crowd, or the prisoners who were counted before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from crosswire.extract.claim_arguments import Arguments, heads
from crosswire.extract.claim_conditions import number
from crosswire.extract.claim_triggers import Trigger, lemmas_of
from crosswire.extract.claim_words import Rule, argument_class, frame
from crosswire.types import DISASTER, Claim

TOLD_AGAIN = "count-told-on"  # the name of the rule of such counts
FAR = 1500  # characters; the number stands in the same stretch of the report as what it counts
COUNTED_TYPES = frozenset({"ASSAULT", "PROTEST", "RETREAT", "MOBILIZE", DISASTER})
UNCOUNTED = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
VICTIMS = frozenset({"killed", "injured"})
OF_THEM = frozenset({"them", "whom", "those", "dead", "victim", "wounded", "injured"})
_YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d$")


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a report counted last: the rule of the claim, and where it stands (code points)."""

    rule: Rule
    at: int


def told_of(found: Sequence[tuple[Claim, Trigger]]) -> dict[str, Told]:
    """Type -> whom the claims so far counted last, the last one at the end."""
    beside: dict[str, Told] = {}
    out: dict[str, Told] = {}
    for claim, trigger in found:
        counts = next((t for t in trigger.all if _counts(t)), None)
        if counts and claim.type in COUNTED_TYPES and (claim.type == "MOBILIZE" or claim.status in ("happened", "ongoing")):
            into = beside if counts.verb.dep_.split(":")[0] in ("acl", "advcl") else out  # told in passing
            into.pop(claim.type, None)
            into[claim.type] = Told(_rule_of(counts, claim), claim.trigger_start)
    return {**{k: v for k, v in beside.items() if k not in out}, **out}


def _counts(trigger: Trigger) -> bool:
    """Whether a trigger tells how many people came to harm, marched or were let go."""
    rule = trigger.rule
    if rule.counted:
        return True
    if rule.type == "PROTEST":
        return True
    told = rule.harm or rule.role in ("released", "deployed")
    return told and any(number(c) for o in trigger.arguments.objects for c in (o, *o.children))


def _rule_of(trigger: Trigger, claim: Claim) -> Rule:
    role = trigger.rule.role
    if role is None and claim.type != "PROTEST":
        role = "injured" if trigger.token.lemma_.lower() in ("wounded", "injured") else "killed"
    return replace(trigger.rule, name=TOLD_AGAIN, type=claim.type, role=role, counted=True, alone=False, conditions=(), suffers=False)


def counted_again(sentence: Tokens, triggers: Sequence[Trigger], told: dict[str, Told]) -> list[Trigger]:
    """The triggers of a sentence with those of its bare numbers that count whom ``told`` names."""
    if not told:
        return list(triggers)
    taken = {t.verb.i for one in triggers for t in one.all}
    more: list[Trigger] = []
    for verb, count in _bare(sentence):
        below = any(t.verb.is_ancestor(count) for one in triggers for t in one.all)
        if verb.i in taken or below:
            continue
        last = _antecedent(verb, told)
        if last is None or sentence.start_char - last.at > FAR or not _of_people(verb, count, last.rule):
            continue
        taken.add(verb.i)
        more.append(Trigger(count, verb, last.rule, Arguments((), (count,), (), passive=False), "counted"))
    return sorted((*triggers, *more), key=lambda t: t.token.i)


def _antecedent(verb: Token, told: dict[str, Told]) -> Told | None:
    """Whom a number counts: a crowd where marchers or organisers are named, who came to harm where hospitals are, else the last."""
    words = {t.lemma_.lower() for t in verb.sent}
    if words & argument_class("crowd-counters"):
        return told.get("PROTEST")
    harm = [told[k] for k in told if told[k].rule.role in VICTIMS]
    if words & argument_class("victim-counters"):
        return harm[-1] if harm else None
    return list(told.values())[-1]


def _bare(sentence: Tokens) -> Iterator[tuple[Token, Token]]:
    """(verb, number) of every number in a sentence that counts people who are not named beside it."""
    for token in sentence:
        if token.pos_ != "NUM" or token.ent_type_ in UNCOUNTED or _YEAR.match(token.text) or not _alone(token):
            continue
        verb = token.head
        dep = token.dep_.split(":")[0]
        if dep == "nsubj" or (dep in ("obj", "obl", "xcomp", "ccomp") and verb.pos_ == "VERB" and _says_count(verb, token)):
            yield verb, token


def _alone(token: Token) -> bool:
    """Whether a number has no noun and no unit: it may have "of them" and words that make it more or less exact."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and (after.text in ("%", "-", ":", "/", "°") or after.pos_ in ("NOUN", "PROPN", "SYM", "NUM")):
        return False
    before = token.doc[token.left_edge.i - 1] if token.left_edge.i else None
    if before is not None and (before.text in ("$", "€", "£", ":", "-", "#") or before.lemma_.lower() in ("article", "resolution", "no.")):
        return False
    behind = [c for c in token.children if c.dep_ == "nmod"]
    return all(h.lemma_.lower() in OF_THEM or h.pos_ == "NUM" for c in behind if c.i > token.i for h in heads(c))


def _says_count(verb: Token, count: Token) -> bool:
    """Whether a verb, with the preposition of its number, says a count: "claimed 20,000", "speaks of 12", "put the total at 41"."""
    lemmas = lemmas_of(verb)
    if count.dep_.startswith("obl"):
        case = next((c.lower_ for c in count.children if c.dep_ == "case"), "")
        counting = any(c.lemma_.lower() in frame("counting-nouns") for c in verb.children if c.dep_.split(":")[0] in ("obj", "nsubj"))
        toll = verb.lemma_.lower() in frame("toll-verbs")
        return f"{verb.lemma_.lower()} {case}" in frame("count-verbs") or (counting and toll)
    return lemmas[-1] in frame("count-verbs") and not any(c.dep_ in ("iobj", "xcomp") and c != count for c in verb.children)


def _of_people(verb: Token, count: Token, rule: Rule) -> bool:
    """Whether what is said of a number as a subject is said of such people: "five are children", "six of them died", "5,000 took part"."""
    if not count.dep_.startswith("nsubj"):
        return True
    lemma = verb.lemma_.lower()
    if rule.type == "PROTEST":
        return lemma in frame("crowd-verbs")
    if any(c.dep_ == "nmod" for c in count.children):
        return True
    if any(c.dep_ == "cop" for c in verb.children):
        return lemma in argument_class("people") or lemma in argument_class("armed")
    return lemma in frame("moving-verbs" if rule.type in ("RETREAT", "MOBILIZE") else "victim-verbs")
