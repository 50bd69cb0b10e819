"""What a measurement says, and the arithmetic behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Left = TypeVar("Left")
Right = TypeVar("Right")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure between 0 and 1. ``precision``, ``recall``: where it is an F1; ``of``: rows of gold; ``misses``: one line each."""

    layer: str
    value: float
    of: int
    precision: float | None = None
    recall: float | None = None
    misses: tuple[str, ...] = field(default=(), repr=False)


def f1(layer: str, hits: int, found: int, gold: int, misses: Sequence[str] = (), right: int | None = None) -> Figure:
    """The harmonic mean of precision (``right``, else ``hits``, of ``found``) and recall (``hits`` of ``gold``)."""
    precision = (hits if right is None else right) / found if found else 0.0
    recall = hits / gold if gold else 0.0
    return Figure(layer, mean(precision, recall), gold, precision, recall, tuple(misses))


def mean(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(layer: str, gold: Mapping[Any, Hashable], found: Mapping[Any, Hashable], misses: Sequence[str] = ()) -> Figure:
    """How well groups agree, over the items of gold; one that is not found counts 0 (Bagga and Baldwin 1998)."""
    known = {item: found[item] for item in gold if item in found}
    both = Counter((gold[item], label) for item, label in known.items())
    here, there = Counter(known.values()), Counter(gold.values())
    total = max(len(gold), 1)
    precision = sum(both[gold[i], label] / here[label] for i, label in known.items()) / total
    recall = sum(both[gold[i], label] / there[gold[i]] for i, label in known.items()) / total
    return Figure(layer, mean(precision, recall), len(gold), precision, recall, tuple(misses))


def pairs(gold: Sequence[Left], found: Sequence[Right], fit: Callable[[Left, Right], float]) -> list[tuple[int, int]]:
    """One-to-one matches of those that fit (more than 0), the best first, as (index in gold, index in found)."""
    scored = [(fit(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    taken: tuple[set[int], set[int]] = (set(), set())
    out = []
    for score, i, j in sorted(scored, reverse=True):
        if score <= 0:
            break
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            out.append((i, j))
    return out
