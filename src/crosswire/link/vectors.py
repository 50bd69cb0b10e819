"""Sparse vectors of reports over words, and how much of them any two reports share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = Mapping[str, float]

GENERAL = 3741  # documents that word_frequencies.csv was counted on
# What no other report has counts for little in a vector's length: likeness is measured by what is usual in the folder. In a folder of few
# reports next to nothing recurs, so there it counts nearly in full. .02 and .1 in the place of .05 moved no figure by more than .005.
UNSHARED = 0.05
FEW = 2.0
# A word of all reports of a folder counts as if it stood in a further 1 % of general English. With 0 two affairs of one town in one small
# folder become one; with 2 % the gold crises come out whole up to .52 instead of .57 (stories.ALIKE).
SETTING = 0.01


def rarity(held: Mapping[str, int], reports: int, general: Mapping[str, int]) -> dict[str, float]:
    """How rare a word is, in general English and in the folder together: the logarithm of 1 / its share of documents.

    In a folder on one crisis every report has the words that matter, and they are rare all the same; yet what stands in nearly all reports
    is the setting (the town where it all happens), and parts two affairs less than what stands in some.
    """
    of = GENERAL + reports + 1
    return {w: math.log(of / (general.get(w, 0) + n + 1 + SETTING * GENERAL * (n / reports) ** 3)) for w, n in held.items()}


def holders(counts: Sequence[Counts]) -> Counter[str]:
    """In how many reports each word stands."""
    return Counter(w for c in counts for w in c)


def weigh(counts: Sequence[Counts], general: Mapping[str, int], power: float = 1.0, unshared: float = 1.0) -> list[dict[str, float]]:
    """Vectors by TF-IDF (``power``: of the rarity). What no other report has is left out, and counts ``unshared`` in their length."""
    held = holders(counts)
    rare = rarity(held, len(counts), general)
    out = []
    for count in counts:
        raw = {w: (1 + math.log(n)) * rare[w] ** power for w, n in sorted(count.items())}
        length = math.sqrt(sum(x * x * (1.0 if held[w] > 1 else unshared) for w, x in raw.items())) or 1.0
        out.append({w: x / length for w, x in raw.items() if held[w] > 1})
    return out


def unshared(reports: int) -> float:
    """How much a word that no other report of the folder has counts in a vector's length."""
    return min(1.0, UNSHARED + FEW / max(reports, 1))


class Vectors:
    """Rows of weighted words, and the rows that hold each word."""

    def __init__(self, rows: Sequence[Mapping[str, float]]) -> None:
        self.reports = len(rows)
        held: dict[str, list[int]] = defaultdict(list)
        for i, row in enumerate(rows):
            for word in sorted(row):
                held[word].append(i)
        self._words = sorted(held)
        number = {w: k for k, w in enumerate(self._words)}
        self._rows = [np.array([number[w] for w in sorted(row)], dtype=np.int64) for row in rows]
        self._weights = [np.array([row[w] for w in sorted(row)]) for row in rows]
        self._held = [np.array(held[w], dtype=np.int64) for w in self._words]
        self._shares = [np.array([rows[i][w] for i in held[w]]) for w in self._words]

    def against(self, i: int) -> Floats:
        """The product of row ``i`` with every row, in their order."""
        words = self._rows[i].tolist()
        if not words:
            return np.zeros(self.reports)
        at = np.concatenate([self._held[w] for w in words])
        by = np.concatenate([self._shares[w] * x for w, x in zip(words, self._weights[i].tolist(), strict=True)])
        return np.bincount(at, by, self.reports).astype(np.float64)

    def shared(self, i: int, j: int) -> list[tuple[str, float]]:
        """The words that two rows share and what each gives to their product, most first."""
        _, left, right = np.intersect1d(self._rows[i], self._rows[j], assume_unique=True, return_indices=True)
        by = self._weights[i][left] * self._weights[j][right]
        found = zip((self._words[w] for w in self._rows[i][left].tolist()), by.tolist(), strict=True)
        return sorted(found, key=lambda f: (-round(f[1], 9), f[0]))
