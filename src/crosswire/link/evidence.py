"""Whether shared words show that two reports owe something to each other or to one source.

What any report says ("said in a statement on Monday that"), a name with its office and figures stand in unrelated reports alike, and an
agency tells of a hundred attacks in one form. Short runs must therefore hold words that general English seldom has, outside of names
and formulae; what differs must not be the facts; and what many reports on several affairs say is a turn of phrase.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa

from crosswire.link.alignment import LONG_RUN, Run, Stretch
from crosswire.link.readings import Marks, Words, grams
from crosswire.link.words import Numbers
from crosswire.workers.joins import join

LEAST_TELLING = 2  # different words of substance in any passage
LEAST_WORDS = 8  # equal words of a passage that is not quoted
QUOTED_WORDS = 6  # the shortest run that is one for standing in quotation marks on both sides
# The sum of the rarity of a short passage's words; of the judged pairs 1.4 loses 7 right ones for 2 wrong ones, 1.0 finds none more.
ENOUGH = 1.2
ALIKE = 0.5  # equal words as a share of both sides', in any passage
SAME_FACTS = 0.8  # ... in one whose figures or names differ; without it 4 right judged pairs get other borders
PHRASE = 4  # words
PHRASE_REPORTS, PHRASE_FORTNIGHTS = 5, 3  # a run of ``PHRASE`` words in so many reports of so many fortnights is a turn of phrase
BACKGROUND = 16  # words of a run that is nobody's turn of phrase, how often it may come
# Rarity that is left outside of turns of phrase, times similarity, of reports further apart than so many days and of nearer ones. Of the
# first 200 pairs from FA-KES judged by hand (bench/judged/passages.jsonl) 160 were right before there was this rule, and 141 of the 146
# that pass it; its dates err by up to twelve days, hence three weeks and not two.
FAR, ENOUGH_FAR, ENOUGH_NEAR = 21, 2.1, 1.0

_PHRASES = f"""
SELECT gram FROM used GROUP BY gram
HAVING count(DISTINCT document) >= {PHRASE_REPORTS} AND count(DISTINCT fortnight) >= {PHRASE_FORTNIGHTS} ORDER BY gram
"""


def worth(left: Words, right: Words, stretch: Stretch) -> int:
    """2 for a stretch that is evidence of a common source, 1 for shared words that are none, 0 for what is no passage."""
    if stretch.similarity < ALIKE or len(_telling(left, right, stretch.runs, idle=True)) < LEAST_TELLING:
        return 0
    quoted = _quoted(left, right, stretch)
    if stretch.equal < LEAST_WORDS and not quoted:
        return 0
    telling = _telling(left, right, stretch.runs)
    if len(telling) < LEAST_TELLING or (stretch.similarity < SAME_FACTS and _other_facts(left, right, stretch)):
        return 1
    return 2 if quoted or stretch.longest >= LONG_RUN or sum(telling.values()) >= ENOUGH else 1


def _telling(left: Words, right: Words, runs: Sequence[Run], *, idle: bool = False, phrases: Numbers | None = None) -> dict[int, float]:
    """The different words of substance that are equal, and their rarity.

    Without ``idle`` only what stands outside of names and formulae on both sides, and outside of ``phrases``.
    """
    found: dict[int, float] = {}
    for run in runs:
        a, b = slice(run.a, run.a + run.size), slice(run.b, run.b + run.size)
        free = left.rarity[a] > 0
        if not idle:
            free = free & ~left.idle[a] & ~right.idle[b]
        if phrases is not None:
            free = free & ~_in_phrases(left.ids[a], phrases)
        found.update(zip(left.ids[a][free].tolist(), left.rarity[a][free].tolist(), strict=True))
    return found


def _other_facts(left: Words, right: Words, stretch: Stretch) -> bool:
    """Whether between two equal runs the reports give different figures or names."""
    for before, after in zip(stretch.runs, stretch.runs[1:], strict=False):
        a, b = slice(before.a + before.size, after.a), slice(before.b + before.size, after.b)
        mine, yours = set(left.ids[a][left.facts[a]].tolist()), set(right.ids[b][right.facts[b]].tolist())
        if mine and yours and not mine & yours:
            return True
    return False


def _quoted(left: Words, right: Words, stretch: Stretch) -> bool:
    """Whether a run of ``QUOTED_WORDS`` equal words stands in quotation marks on both sides."""
    for run in stretch.runs:
        if run.size >= QUOTED_WORDS:
            both = left.quoted[run.a : run.a + run.size] & right.quoted[run.b : run.b + run.size]
            edges = np.flatnonzero(np.diff(np.concatenate([[0], both.view(np.int8), [0]])))
            if len(edges) and int((edges[1::2] - edges[::2]).max()) >= QUOTED_WORDS:
                return True
    return False


# --- turns of phrase --------------------------------------------------------------------------------------------------
def phrases(read: Sequence[Words], wanted: Collection[int]) -> Numbers:
    """Which of the ``wanted`` runs of ``PHRASE`` words stand in many reports of several fortnights (sorted)."""
    if not wanted or len(read) < PHRASE_REPORTS:
        return np.zeros(0, dtype=np.int64)
    asked = np.array(sorted(wanted), dtype=np.int64)
    rows: list[tuple[Numbers, int, int]] = []
    for number, words in enumerate(read):
        if words.day is not None:
            own = np.unique(grams(words.ids, PHRASE))
            rows.append((own[_among(own, asked)], number, words.day // 14))
    sizes = [len(r[0]) for r in rows]
    used = pa.table({
        "gram": np.concatenate([np.zeros(0, dtype=np.int64), *(r[0] for r in rows)]),
        "document": np.repeat(np.array([r[1] for r in rows], dtype=np.int64), sizes),
        "fortnight": np.repeat(np.array([r[2] for r in rows], dtype=np.int64), sizes),
    })  # fmt: skip
    found: Numbers = join(_PHRASES, used=used)["gram"].to_numpy()
    return found


def phrases_in(left: Words, stretch: Stretch) -> Numbers:
    """The runs of ``PHRASE`` words that are equal in a stretch."""
    return np.concatenate([grams(left.ids[r.a : r.a + r.size], PHRASE) for r in stretch.runs])


def says_little(left: Words, right: Words, stretch: Stretch, known: Numbers) -> bool:
    """Whether a stretch says little beyond turns of phrase, for how much was changed in it and how far apart the reports are.

    What is quoted on both sides in the same weeks is somebody's, however plain the words are.
    """
    far = left.day is not None and right.day is not None and abs(left.day - right.day) > FAR
    if stretch.longest >= BACKGROUND or (not far and _quoted(left, right, stretch)):
        return False
    told = sum(_telling(left, right, stretch.runs, phrases=known).values()) * stretch.similarity
    return told < (ENOUGH_FAR if far else ENOUGH_NEAR)


def _in_phrases(ids: Numbers, known: Numbers) -> Marks:
    marked = np.zeros(len(ids), dtype=bool)
    for at in np.flatnonzero(_among(grams(ids, PHRASE), known)).tolist():
        marked[at : at + PHRASE] = True
    return marked


def _among(numbers: Numbers, known: Numbers) -> Marks:
    """Which numbers are known; ``known`` is sorted."""
    if not len(known):
        return np.zeros(len(numbers), dtype=bool)
    found: Marks = known[np.minimum(np.searchsorted(known, numbers), len(known) - 1)] == numbers
    return found
