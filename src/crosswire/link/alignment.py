"""Stretches that two sequences of words share: exact runs, chained across small edits.

The way of passim and of seed-and-extend aligners: equal three-word grams give maximal runs of equal words along diagonals; runs
that follow each other in both sequences with few words between them are chained; a chain that holds enough equal words, one long
run among them, is a shared stretch. Words that tell nothing weigh less: "of the" in both does not reach across a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from crosswire.link.readings import Words
from crosswire.link.words import Numbers

GRAM = 3  # the shortest run that is looked at
GAP = 13  # words that may stand between two runs of a chain, in either sequence
GAP_COST = 0.3  # what a word of a gap costs, in equal words
LEAST_RUN = 6  # a chain needs one run of this many words
LONG_RUN = 11  # a run of so many words is a stretch even if one side of it is in another stretch: a lead that is printed twice


class Run(NamedTuple):
    """Equal words: ``left[a : a + size] == right[b : b + size]``."""

    a: int
    b: int
    size: int


class Stretch(NamedTuple):
    """A shared stretch: words ``a0:a1`` of the left, ``b0:b1`` of the right, and the runs of equal words in it."""

    a0: int
    a1: int
    b0: int
    b1: int
    runs: tuple[Run, ...]

    @property
    def longest(self) -> int:
        """The words of its longest run."""
        return max(r.size for r in self.runs)

    @property
    def equal(self) -> int:
        """How many words are equal."""
        return sum(r.size for r in self.runs)

    @property
    def similarity(self) -> float:
        """Equal words as a share of both sides' words (Dice), 0..1."""
        return 2 * self.equal / ((self.a1 - self.a0) + (self.b1 - self.b0))


def runs(left: Words, right: Words) -> list[Run]:
    """Every maximal run of at least ``GRAM`` equal words, sorted."""
    a, b = _equal_grams(left, right)
    if not len(a):
        return []
    order = np.lexsort((a, a - b))
    a, b = a[order], b[order]
    first = np.ones(len(a), dtype=bool)
    first[1:] = (np.diff(a - b) != 0) | (np.diff(a) != 1)
    at = np.flatnonzero(first)
    sizes = np.diff(np.append(at, len(a))) + GRAM - 1
    return sorted(Run(int(x), int(y), int(n)) for x, y, n in zip(a[at], b[at], sizes, strict=True))


def _equal_grams(left: Words, right: Words) -> tuple[Numbers, Numbers]:
    """All pairs of positions whose grams are equal."""
    wanted, (_, order, ordered) = left.trigrams[0], right.trigrams
    low = np.searchsorted(ordered, wanted, "left")
    count = np.searchsorted(ordered, wanted, "right") - low
    a = np.repeat(np.arange(len(wanted)), count)
    within = np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
    return a, order[np.repeat(low, count) + within]


def shared_stretches(left: Words, right: Words, worth: Callable[[Stretch], int]) -> list[Stretch]:
    """The stretches that two documents share and that are worth more than 0, sorted.

    No word of either side is in two of them, but for runs of ``LONG_RUN`` words that one side has more than once. A stretch goes on
    into the next paragraph where the words go on without a change, and ends there else. Where its longest run alone is worth more than
    the whole chain, that is the stretch.
    """
    found = _near_anchors(runs(left, right))
    out: list[Stretch] = []
    while found:
        chain = _best_chain(found, left, right)
        best = max(chain, key=lambda r: r.size)
        if best.size >= LEAST_RUN:
            stretch = max(_stretch(chain), _stretch([best]), key=worth)
            if worth(stretch) > 0:
                out.append(stretch)
                found = _outside(found, stretch)
        found = _near_anchors([r for r in found if r not in chain])
    return sorted(out)


def _stretch(chain: Sequence[Run]) -> Stretch:
    return Stretch(chain[0].a, chain[-1].a + chain[-1].size, chain[0].b, chain[-1].b + chain[-1].size, tuple(chain))


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
    """What remains of runs when a stretch is taken out of both sides; a long run stays whole unless both sides of it are in there."""
    out: set[Run] = set()
    for run in found:
        cuts = ((taken.a0 - run.a, taken.a1 - run.a), (taken.b0 - run.b, taken.b1 - run.b))
        if run.size >= LONG_RUN and any(low > 0 or high < run.size for low, high in cuts):
            out.add(run)
            continue
        pieces = [(0, run.size)]
        for low, high in cuts:
            pieces = [p for s, e in pieces for p in ((s, min(e, low)), (max(s, high), e))]
        out.update(Run(run.a + s, run.b + s, e - s) for s, e in pieces if e - s >= GRAM)
    return sorted(out)


def _best_chain(found: Sequence[Run], left: Words, right: Words) -> list[Run]:
    """The chain whose equal words weigh most after its gaps are paid; ties go to the leftmost."""
    weights, paragraphs, others = left.weights, left.paragraphs, right.paragraphs
    own = [float(weights[r.a + r.size] - weights[r.a]) for r in found]
    score = list(own)
    back = [-1] * len(found)
    longest = max(r.size for r in found)
    for i, run in enumerate(found):
        for j in range(i - 1, -1, -1):
            before = found[j]
            if before.a + longest + GAP < run.a:
                break
            gap = _gap(before, run)
            if gap is None or score[j] - gap * GAP_COST + own[i] <= score[i]:
                continue
            if paragraphs[before.a + before.size - 1] == paragraphs[run.a] and others[before.b + before.size - 1] == others[run.b]:
                score[i], back[i] = score[j] - gap * GAP_COST + own[i], j
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
