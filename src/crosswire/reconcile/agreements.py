"""Where several people judged the same thing: how far they agree, and on what they do not.

The same thing: the same quoted words (of both subjects, where there are two) and the same field, so that judgements made on two copies of a
record, or before and after a report was added, meet. Of one person the last judgement that was not taken back counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswire.types import Anchor, Decision

PAIRED = ("same", "different")
Thing = tuple[str, frozenset[Anchor | str], str | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people: of ``both`` things that each judged, ``same`` alike.

    ``kappa`` is that of Cohen (1960); None where chance alone would agree always.
    """

    one: str
    other: str
    both: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing that people judged differently: the last judgement of each, by name."""

    judgements: tuple[Decision, ...]


def agreements(decisions: Iterable[Decision]) -> tuple[tuple[Agreement, ...], tuple[Dispute, ...]]:
    """How far each two people agree, and all things on which any two do not, both in a fixed order."""
    things = _things(decisions)
    people = sorted({by for judged in things.values() for by in judged})
    pairs = [_agreement(a, b, [(j[a], j[b]) for j in things.values() if a in j and b in j]) for a, b in combinations(people, 2)]
    disputes = [Dispute(tuple(j[by] for by in sorted(j))) for j in things.values() if len({answer(d) for d in j.values()}) > 1]
    return tuple(p for p in pairs if p.both), tuple(sorted(disputes, key=lambda d: [j.decision_id for j in d.judgements]))


def opposed(decision: Decision, known: Sequence[Decision]) -> bool:
    """Whether somebody else judged the same thing otherwise."""
    others = _things(known).get(_thing(decision), {})
    return any(answer(other) != answer(decision) for by, other in others.items() if by != decision.by)


def answer(decision: Decision) -> str:
    """What was judged: the verdict, and of a value the value."""
    return decision.value or decision.verdict if decision.verdict == "value" else decision.verdict


def _things(decisions: Iterable[Decision]) -> Mapping[Thing, dict[str, Decision]]:
    found: dict[Thing, dict[str, Decision]] = defaultdict(dict)
    for decision in sorted((d for d in decisions if d.withdrawn_at is None), key=lambda d: (d.at, d.decision_id)):
        found[_thing(decision)][decision.by] = decision
    return found


def _thing(decision: Decision) -> Thing:
    kind = "pair" if decision.verdict in PAIRED else "one"
    anchored: set[Anchor | str] = {a for a in (decision.anchor, decision.other) if a}
    # A value is right or wrong as it was said; which value is right for a field is asked of the field.
    said = decision.said if decision.verdict in ("right", "wrong") else None
    subject = {decision.subject.split("_", 1)[0]} if anchored else {decision.subject}
    return (kind, frozenset(anchored | subject | ({said} if said else set())), decision.field)


def _agreement(one: str, other: str, judged: Sequence[tuple[Decision, Decision]]) -> Agreement:
    answers = [(answer(a), answer(b)) for a, b in judged]
    same = sum(a == b for a, b in answers)
    left, right = Counter(a for a, _ in answers), Counter(b for _, b in answers)
    chance = sum(left[a] * right[a] for a in left) / len(answers) ** 2 if answers else 1.0
    kappa = (same / len(answers) - chance) / (1 - chance) if chance < 1 else None
    return Agreement(one, other, len(answers), same, kappa)
