"""Stretches that two sequences of words share: exact runs, chained across small edits.

The way of passim and of seed-and-extend aligners: equal three-word grams give maximal runs of equal words along diagonals; runs
that follow each other in both sequences with few words between them are chained; a chain that holds enough equal words, one long
run among them, is a shared stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from crosswire.link.words import Numbers, Words

GRAM = 3  # the shortest run that is looked at
GAP = 13  # words that may stand between two runs of a chain, in either sequence
GAP_COST = 0.3  # equal words that one word of a gap must be paid with
LEAST_RUN = 6  # a chain needs one run of this many words ...
LEAST_WORDS = 8  # ... and this many equal words in all


class Run(NamedTuple):
    """Equal words: ``left[a : a + size] == right[b : b + size]``."""

    a: int
    b: int
    size: int


class Stretch(NamedTuple):
    """A shared stretch: words ``a0:a1`` of the left, ``b0:b1`` of the right, and how many are equal."""

    a0: int
    a1: int
    b0: int
    b1: int
    equal: int

    @property
    def similarity(self) -> float:
        """Equal words as a share of both sides' words (Dice), 0..1."""
        return 2 * self.equal / ((self.a1 - self.a0) + (self.b1 - self.b0))


def grams(ids: Numbers, size: int) -> Numbers:
    """One number for each run of ``size`` words; equal runs have equal numbers, others with a chance of 2**-64.

    The mixing is that of splitmix64, so that neighbouring ids do not give neighbouring numbers.
    """
    count = len(ids) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.int64)
    state = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        state = (state ^ ids[k : k + count].astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state ^= state >> np.uint64(31)
    return state.view(np.int64)


def runs(left: Numbers, right: Numbers, least: int = GRAM) -> list[Run]:
    """Every maximal run of at least ``least`` equal words, sorted."""
    a, b = _equal_grams(grams(left, least), grams(right, least))
    if not len(a):
        return []
    order = np.lexsort((a, a - b))
    a, b = a[order], b[order]
    first = np.ones(len(a), dtype=bool)
    first[1:] = (np.diff(a - b) != 0) | (np.diff(a) != 1)
    at = np.flatnonzero(first)
    sizes = np.diff(np.append(at, len(a))) + least - 1
    return sorted(Run(int(x), int(y), int(n)) for x, y, n in zip(a[at], b[at], sizes, strict=True))


def _equal_grams(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """All pairs of positions whose grams are equal."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    low = np.searchsorted(ordered, left, "left")
    count = np.searchsorted(ordered, left, "right") - low
    a = np.repeat(np.arange(len(left)), count)
    within = np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
    return a, order[np.repeat(low, count) + within]


def shared_stretches(left: Words, right: Words) -> list[Stretch]:
    """The stretches that two documents share, sorted; no word of either side is in two of them.

    A stretch goes on into the next paragraph where the words go on without a change, and ends there else.
    """
    left_runs = _near_anchors(runs(left.ids, right.ids))
    out: list[Stretch] = []
    while left_runs:
        chain = _best_chain(left_runs, left.paragraphs, right.paragraphs)
        equal = sum(r.size for r in chain)
        if equal < LEAST_WORDS:
            break
        stretch = Stretch(chain[0].a, chain[-1].a + chain[-1].size, chain[0].b, chain[-1].b + chain[-1].size, equal)
        if max(r.size for r in chain) >= LEAST_RUN:
            out.append(stretch)
        left_runs = _outside(left_runs, stretch)
    return sorted(out)


def _near_anchors(found: list[Run]) -> list[Run]:
    """Long runs, and the short ones that lie about as far along both sides as a long one: the others cannot be chained to it."""
    anchors = np.unique([r.a - r.b for r in found if r.size >= LEAST_RUN])
    if not len(anchors):
        return []
    offsets = np.array([r.a - r.b for r in found])
    at = np.searchsorted(anchors, offsets)
    near = np.minimum(
        np.abs(offsets - anchors[np.minimum(at, len(anchors) - 1)]),
        np.abs(offsets - anchors[np.maximum(at - 1, 0)]),
    )
    return [r for r, distance in zip(found, near, strict=True) if distance <= 2 * GAP]


def _outside(found: Sequence[Run], taken: Stretch) -> list[Run]:
    """What remains of runs when a stretch is taken out of both sides."""
    out: list[Run] = []
    for run in found:
        pieces = [(run.a, run.a + run.size)]
        for low, high in ((taken.a0, taken.a1), (taken.b0 - run.b + run.a, taken.b1 - run.b + run.a)):
            pieces = [p for s, e in pieces for p in ((s, min(e, low)), (max(s, high), e))]
        out += [Run(s, s - run.a + run.b, e - s) for s, e in pieces if e - s >= GRAM]
    return sorted(set(out))


def _best_chain(found: Sequence[Run], left: Numbers, right: Numbers) -> list[Run]:
    """The chain with the most equal words after its gaps are paid; ties go to the leftmost."""
    score = [float(r.size) for r in found]
    back = [-1] * len(found)
    longest = max(r.size for r in found)
    for i, run in enumerate(found):
        for j in range(i - 1, -1, -1):
            before = found[j]
            if before.a + longest + GAP < run.a:
                break
            gap = _gap(before, run)
            if gap is None or left[before.a + before.size - 1] != left[run.a] or right[before.b + before.size - 1] != right[run.b]:
                continue
            if score[j] - gap * GAP_COST + run.size > score[i]:
                score[i], back[i] = score[j] - gap * GAP_COST + run.size, j
    at = max(range(len(found)), key=lambda i: (score[i], -i))
    chain: list[Run] = []
    while at >= 0:
        chain.append(found[at])
        at = back[at]
    return chain[::-1]


def _gap(before: Run, after: Run) -> int | None:
    """Words between two runs (the longer side), or None where they do not follow each other closely."""
    a, b = after.a - before.a - before.size, after.b - before.b - before.size
    return max(a, b) if 0 <= a <= GAP and 0 <= b <= GAP else None
