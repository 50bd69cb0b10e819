"""Which event of a newer record is which event of an older one, told by their claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from crosswire.store.succession import roots, successors
from crosswire.view.differences.sides import Side


@dataclass(frozen=True, slots=True)
class Matched:
    """``now_is`` old claim -> new claim; ``into`` old event -> new events by the claims that went there; ``out_of`` the way back;
    ``pairs`` old event -> the new event that is the same one."""

    now_is: Mapping[str, str]
    into: Mapping[str, Counter[str]]
    out_of: Mapping[str, Counter[str]]
    pairs: Mapping[str, str]


def match(old: Side, new: Side) -> Matched:
    """Events are the same where each has most of its claims in the other; of equals the first by id."""
    now_is = successors(old.said, new.said, *roots(old.reports(), new.reports()))
    into: dict[str, Counter[str]] = defaultdict(Counter)
    out_of: dict[str, Counter[str]] = defaultdict(Counter)
    for was, now in now_is.items():
        into[old.event_of[was]][new.event_of[now]] += 1
        out_of[new.event_of[now]][old.event_of[was]] += 1
    best = {o: _most(c) for o, c in into.items()}
    return Matched(now_is, into, out_of, {o: n for o, n in best.items() if _most(out_of[n]) == o})


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))
