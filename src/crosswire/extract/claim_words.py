"""The vocabulary of events: which verb or noun, said of what, is which PLOVER type (wordlists/event_*.toml)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from crosswire.errors import WordlistError
from crosswire.types import DISASTER
from crosswire.wordlists import load_toml, words_of

PLOVER = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
SLOTS = ("subject", "object", "oblique", "any", "whole")
FLAGS = (
    "negated", "gives", "harm", "planned", "alone", "counted", "suffers", "deliberate", "predicate", "said", "asked", "phrase", "dated",
    "future",
)  # fmt: skip
ARGUMENTS, VERBS, NOUNS, FRAMES = "event_arguments.toml", "event_verbs.toml", "event_nouns.toml", "event_frames.toml"
#: Names that code answers, "@people" and "@armed" as well as the list.
UNITS = frozenset("@place @people @armed @actor @passive @number @several @counted @any @sum".split())


@dataclass(frozen=True, slots=True)
class Rule:
    """One group of a list: what a verb or noun of it reports, and of what it must be said.

    ``conditions`` are pairs (slot, lemmas and unit names); all must be met, each by one word of its slot. ``suffers`` marks verbs
    whose subject undergoes the act ("die", "flee", "receive"). Words of ``never`` in any slot make it another matter ("attacked
    the plan"), those of ``inert`` as its subject ("the drought threatens"); one of ``context`` must stand in the sentence.
    ``deliberate`` asks that the sentence tell of no accident, ``said`` that the words be someone's; ``predicate`` words stand
    with "be" ("is under arrest"); ``asked``: the subject is asked for the act; a ``phrase`` is named whole ("set on fire"); a
    ``dated`` noun needs a day or a number to be told alone; ``future`` asks for "will" or "going to".
    """

    name: str
    type: str
    mode: str | None = None
    role: str | None = None
    conditions: tuple[tuple[str, frozenset[str]], ...] = ()
    order: int = 0
    clause: str = ""
    negated: bool = False
    then: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    gives: bool = False
    harm: bool = False
    planned: bool = False
    alone: bool = False
    counted: bool = False
    suffers: bool = False
    never: frozenset[str] = frozenset()
    inert: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    deliberate: bool = False
    predicate: bool = False
    said: bool = False
    asked: bool = False
    phrase: bool = False
    dated: bool = False
    future: bool = False

    @property
    def plain(self) -> bool:
        """Whether the word alone is enough."""
        return not (self.conditions or self.clause or self.counted or self.negated or self.said or self.context or self.future)


@cache
def verb_rules() -> dict[str, tuple[Rule, ...]]:
    """Lemma (with its particle: "carry out") -> its rules, those with conditions first, in the order of the list."""
    return _rules(VERBS)


@cache
def noun_rules() -> dict[str, tuple[Rule, ...]]:
    """Lemma of a head noun, or it and the word before it ("martial law") -> its rules."""
    return _rules(NOUNS)


@cache
def frame(group: str) -> frozenset[str]:
    """The words of one group of event_frames.toml."""
    return words_of(FRAMES, group)


@cache
def argument_class(name: str) -> frozenset[str]:
    """The lemmas of one class of event_arguments.toml."""
    return words_of(ARGUMENTS, name)


def _rules(listing: str) -> dict[str, tuple[Rule, ...]]:
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for order, (name, group) in enumerate(load_toml(listing).items()):
        rule = _rule(f"{listing}: group [{name}]", name, group, order)
        for word in group["words"]:
            found[word].append(rule)
    return {word: tuple(sorted(rules, key=lambda r: (r.plain, r.order))) for word, rules in found.items()}


def _rule(where: str, name: str, group: dict[str, Any], order: int) -> Rule:
    if group.get("type") not in PLOVER | {DISASTER}:
        raise WordlistError(f"{where}: {group.get('type')!r} is not a PLOVER type")
    conditions = tuple((slot, _expand(group[slot])) for slot in SLOTS if group.get(slot))
    flags = {key: bool(group.get(key)) for key in FLAGS}
    clause = {True: "any", "to": "to"}.get(group.get("clause", False), "")
    then, unless = frozenset(group.get("then", ())), _expand(group.get("unless", []))
    never, inert, context = (_expand(group.get(key, [])) for key in ("never", "inert", "context"))
    return Rule(
        name, group["type"], group.get("mode"), group.get("role"), conditions, order, clause,
        then=then, unless=unless, never=never, inert=inert, context=context, **flags,
    )  # fmt: skip


def _expand(words: list[str]) -> frozenset[str]:
    """Class names replaced by their lemmas; names that code answers too are kept beside them."""
    lemmas: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            lemmas.add(word)
            continue
        if word in UNITS:
            lemmas.add(word)
        if word not in UNITS or word in ("@people", "@armed"):
            lemmas |= argument_class(word[1:])
    return frozenset(lemmas)
