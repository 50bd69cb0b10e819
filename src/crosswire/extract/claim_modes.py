"""By what means an act of violence was done: PLOVER's modes of ASSAULT, read off the weapons that are named with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from crosswire.extract.claim_triggers import Trigger
from crosswire.extract.claim_words import frame
from crosswire.types import Claim, Span
from crosswire.wordlists import load_toml

MEANS = "event_modes.toml"
OPEN = frozenset({None, "firearms", "destroy"})  # modes that a weapon named beside the act makes more exact
REACH = 400  # characters; on MUC-4 200 gave fewer right kinds of attack, 600 and 1000 the same


def mode_of(trigger: Trigger, clause: Span) -> str | None:
    """The mode of a claim: its rule's, or that of a weapon in its clause; for the results of an act also in its sentence."""
    rule = trigger.rule
    if rule.type != "ASSAULT" or rule.mode not in OPEN:
        return rule.mode
    sentence = trigger.token.sent
    inside = [t for t in sentence if clause.start <= t.idx < clause.end]
    return _means(inside) or (_means(sentence) if _leans(trigger) else None) or rule.mode


def with_modes(claims: Sequence[Claim], triggers: Sequence[Trigger]) -> list[Claim]:
    """Results of an act, and words that point back to it ("the attack"), take the mode of the attack told shortly before."""
    told: list[Claim] = []
    act: Claim | None = None
    for claim, trigger in zip(claims, triggers, strict=True):
        result = claim.type == "ASSAULT" and claim.mode is None and _leans(trigger)
        if result and act and claim.trigger_start - act.trigger_start <= REACH:
            told.append(replace(claim, mode=act.mode))
            continue
        if claim.type == "ASSAULT" and not result:
            act = claim if claim.mode in load_toml(MEANS) else None
        told.append(claim)
    return told


def _leans(trigger: Trigger) -> bool:
    """Whether a trigger tells what came of an act, or names one without saying how it was done."""
    return trigger.rule.harm or trigger.rule.counted or trigger.token.lemma_.lower() in frame("pointing-nouns")


def _means(tokens: Iterable[Token]) -> str | None:
    found = {mode for token in tokens for mode in _modes(token)}
    return next((mode for mode in load_toml(MEANS) if mode in found), None)


def _modes(token: Token) -> Iterator[str]:
    lemma, known = token.lemma_.lower(), _known()
    if lemma in known:
        yield known[lemma]
    if token.i and (pair := f"{token.nbor(-1).lower_} {lemma}") in known:
        yield known[pair]


@cache
def _known() -> dict[str, str]:
    return {word: mode for mode, group in load_toml(MEANS).items() for word in group["words"]}
