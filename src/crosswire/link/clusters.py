"""Clustering of items that are alike, with pairs that must not stand together.

How alike two groups are is told by the mean of all pairs across them, and for seven tenths by their best pair: the mean alone splits
what many reports tell in many ways, the best pair alone chains what only touches.

Order-independent: ties are broken by the items' names, never by the order in which they came.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

Pair = tuple[str, str]
TOP = 0.7  # the weight of the best pair; .6 to .8 give the crises the same B-cubed to .005, .2 gives .04 less, 1 chains


def pair(a: str, b: str) -> Pair:
    """The one key of two items."""
    return (a, b) if a < b else (b, a)


class _Groups:
    """Groups under way: the sum and the highest of the log-odds between any two, and which two may not meet."""

    def __init__(
        self, items: Iterable[str], scores: Mapping[Pair, float], absent: float, never: Iterable[Pair], weak: Container[Pair]
    ) -> None:
        self.members: dict[str, list[str]] = {}
        for item in sorted(items):
            self.members[item] = [item]
        # Pairs that were never compared count as `absent`, so only the difference to it is kept.
        self.absent = absent
        self.gain: dict[str, dict[str, float]] = defaultdict(dict)
        self.top: dict[str, dict[str, float]] = defaultdict(dict)
        self.apart: dict[str, set[str]] = defaultdict(set)
        for (a, b), score in sorted((key, score) for key, score in scores.items() if self._has(key)):
            self._add(a, b, score - absent, min(score, absent) if (a, b) in weak else score)
        for a, b in sorted(key for key in never if self._has(key)):
            self.apart[a].add(b)
            self.apart[b].add(a)

    def _has(self, key: Pair) -> bool:
        return key[0] in self.members and key[1] in self.members

    def _add(self, a: str, b: str, gain: float, top: float) -> None:
        self.gain[a][b] = self.gain[b][a] = self.gain[a].get(b, 0.0) + gain
        self.top[a][b] = self.top[b][a] = max(self.top[a].get(b, top), top)

    def alike(self, a: str, b: str) -> float:
        """The mean log-odds over all pairs across two groups, and the highest of them, weighed."""
        mean = self.absent + self.gain[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))
        return round((1 - TOP) * mean + TOP * self.top[a].get(b, self.absent), 9)

    def merge(self, a: str, b: str) -> None:
        """``b`` goes up in ``a``."""
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        tops = self.top.pop(b, {})
        for other, gain in sorted(self.gain.pop(b, {}).items()):
            del self.gain[other][b], self.top[other][b]
            if other != a:
                self._add(a, other, gain, tops[other])
        for other in sorted(self.apart.pop(b, set())):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)


def cluster(
    items: Iterable[str],
    scores: Mapping[Pair, float],
    *,
    absent: float,
    at_least: float,
    never: Iterable[Pair] = (),
    weak: Container[Pair] = (),
) -> list[list[str]]:
    """The groups of ``items``, each sorted, sorted by their first item.

    Two groups merge while the mean of ``scores`` over all pairs across them (``absent`` for a pair without one), weighed with the best
    of them, is ``at_least`` and no pair across them is in ``never``; the best-matching two first. A pair in ``weak`` counts in the mean,
    but is no best pair.

    >>> cluster("abc", {("a", "b"): 2.0, ("b", "c"): 0.4, ("a", "c"): -3.0}, absent=-4.0, at_least=0.0)
    [['a', 'b'], ['c']]
    """
    groups = _Groups(items, scores, absent, tuple(never), weak)
    heap: list[tuple[float, str, str]] = []

    def offer(a: str, b: str) -> None:
        score = groups.alike(a, b)
        if score >= at_least and b not in groups.apart[a]:
            heapq.heappush(heap, (-score, *pair(a, b)))

    for a in sorted(groups.gain):
        for b in sorted(groups.gain[a]):
            if a < b:
                offer(a, b)
    while heap:
        score, a, b = heapq.heappop(heap)
        stale = a not in groups.members or b not in groups.members or b in groups.apart[a] or groups.alike(a, b) != -score
        if stale:
            continue
        groups.merge(a, b)
        for other in sorted(groups.gain[a]):
            offer(a, other)
    return sorted(groups.members.values())


def beside(
    item: str,
    groups: Sequence[Sequence[str]],
    scores: Mapping[Pair, float],
    *,
    absent: float,
    at_least: float,
    never: Container[Pair] = (),
    weak: Container[Pair] = (),
) -> int | None:
    """Which of some groups an item fits best, weighed as :func:`cluster` does; None where it fits none. It changes no group."""
    best: tuple[float, int] | None = None
    for number, members in enumerate(groups):
        pairs = [pair(item, member) for member in members]
        known = [key for key in pairs if key in scores]
        if not known or any(key in never for key in pairs):
            continue
        mean = (sum(scores[key] for key in known) + absent * (len(pairs) - len(known))) / len(pairs)
        top = max(min(scores[key], absent) if key in weak else scores[key] for key in known)
        alike = round((1 - TOP) * mean + TOP * top, 9)
        if alike >= at_least and (best is None or alike > best[0]):
            best = (alike, number)
    return best[1] if best else None
