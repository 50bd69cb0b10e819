"""How near a grouping of items comes to gold's: MUC, B-cubed, CEAF-e and their mean, CoNLL F1. Both group the same items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

Grouping = Mapping[str, str]


def groups(of: Grouping) -> list[frozenset[str]]:
    """The groups of a grouping item -> group, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for item, group in of.items():
        found[group].add(item)
    return [frozenset(found[k]) for k in sorted(found)]


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bcubed(gold: Grouping, found: Grouping) -> tuple[float, float, float]:
    """(precision, recall, F1), by item.

    >>> bcubed({"a": "1", "b": "1"}, {"a": "x", "b": "y"})
    (1.0, 0.5, 0.6666666666666666)
    """
    right = {i: g for g in groups(gold) for i in g}
    said = {i: g for g in groups(found) for i in g}
    p = float(np.mean([len(right[i] & said[i]) / len(said[i]) for i in sorted(gold)]))
    r = float(np.mean([len(right[i] & said[i]) / len(right[i]) for i in sorted(gold)]))
    return p, r, f1(p, r)


def muc(gold: Grouping, found: Grouping) -> float:
    """F1 by links: a group of n items has n - 1. 1 where neither has any."""

    def share(whole: Grouping, cut: Grouping) -> float:
        links = kept = 0
        for group in groups(whole):
            links += len(group) - 1
            kept += len(group) - len({cut[i] for i in group})
        return kept / links if links else 1.0

    return f1(share(found, gold), share(gold, found))


def ceaf(gold: Grouping, found: Grouping) -> float:
    """F1 by groups, each paired with one of the other side so that they have most in common (CEAF-e)."""
    left, right = groups(gold), groups(found)
    alike = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in right] for a in left])
    total = _assign(alike)
    return f1(total / len(right), total / len(left))


def _assign(value: np.ndarray) -> float:
    """The highest sum of one-to-one pairs of rows and columns (Hungarian method, with potentials)."""
    cost = -value if value.shape[0] <= value.shape[1] else -value.T
    rows, columns = cost.shape
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    match, way = np.zeros(columns + 1, dtype=int), np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        match[0], at = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=bool)
        while match[at]:
            used[at] = True
            current = cost[match[at] - 1] - u[match[at]] - v[1:]
            closer = ~used[1:] & (current < least[1:])
            least[1:][closer] = current[closer]
            way[1:][closer] = at
            nearest = int(np.argmin(np.where(used[1:], np.inf, least[1:]))) + 1
            delta = least[nearest]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            at = nearest
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return float(-sum(cost[match[c] - 1, c - 1] for c in range(1, columns + 1) if match[c]))


def conll(gold: Grouping, found: Grouping) -> float:
    """The mean of the F1 of MUC, B-cubed and CEAF-e.

    >>> conll({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "y"})
    1.0
    """
    return float(np.mean([muc(gold, found), bcubed(gold, found)[2], ceaf(gold, found)]))
