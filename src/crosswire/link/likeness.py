"""How likely two reports are on one affair: a few measures of what they share, weighed, and sentences that a person can check.

The weights are a logistic regression's, fitted by ``python -m bench.stories --fit`` on half of the stories of AllSides and ECB+ and half
of the incidents of the Gun Violence Archive; the gold crises had no part in it. (A later fit, with what all reports share discounted, moved
them by 15 % or less and no figure by more than .01.) What parts an affair with many sides from the politics of
one country is how much the two share of what recurs in the folder: names, rare words for their length, and phrases that few others have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from crosswire.link.profiles import DAYS, Reading, Report, is_telling
from crosswire.link.vectors import Floats
from crosswire.link.words import stem, word_spans
from crosswire.types import Reason

Pair = tuple[int, int]

COMPARED = 0.05  # likeness of all words below which two reports are not compared: 1 % of AllSides' pairs of one story lie there

# What is measured of two reports, and its weight in the logarithm of the odds that they are on one affair.
WEIGHTS: dict[str, float] = {
    "names": 1.09,  # logarithm of the likeness of their names
    "opening": 1.39,  # the same of titles and first hundred words
    "rare words": 1.68,  # logarithm of the summed rarity of the rare words that both have
    "length": -1.05,  # logarithm of the words of the shorter: long reports share rare words by chance
    "phrases": 9.06,  # likeness of their pairs of neighbouring words
    "days": -1.37,  # logarithm of the days between them, and one
    "undated": 0.96,  # where one or both have no day: logarithm of the share of the folder's pairs that are near in time
    "weekdays": 2.64,  # then: likeness of the weekdays that they speak of, less a half
    "far": -1.25,  # then: no day that one names lies within two weeks of any that the other does
}
CONSTANT = 5.75


def features(reading: Reading, i: int, others: Sequence[int]) -> Floats:
    """The measures (columns as in ``WEIGHTS``) of report ``i`` with each of the others."""
    at = np.array(others, dtype=np.int64)
    one, rest = reading.reports[i], [reading.reports[j] for j in others]
    apart = [None if one.day is None or r.day is None else abs(one.day - r.day) for r in rest]
    undated = np.array([a is None for a in apart])
    columns = (
        np.log(reading.names.against(i)[at] + 0.02),
        np.log(reading.opening.against(i)[at] + 0.02),
        np.log(reading.rare.against(i)[at] + 3.0),
        np.log(np.array([min(one.length, r.length) for r in rest]) + 1.0),
        reading.phrases.against(i)[at],
        np.log(np.array([a or 0 for a in apart]) + 1.0),
        math.log(reading.near) * undated,
        np.array([_weekdays(one, r) for r in rest]) * undated,
        np.array([_far(one, r) for r in rest]) * undated,
    )
    return np.column_stack([c.astype(np.float64) for c in columns])


def _weekdays(a: Report, b: Report) -> float:
    if not a.weekdays or not b.weekdays:
        return 0.0
    return sum(x * b.weekdays.get(w, 0.0) for w, x in a.weekdays.items()) - 0.5


def _far(a: Report, b: Report) -> bool:
    return bool(a.told and b.told) and min(abs(x - y) for x in a.told for y in b.told) > DAYS


def compared(reading: Reading, i: int) -> list[int]:
    """The later reports that report ``i`` is compared with: enough words in common, and not more than two weeks apart."""
    alike = np.flatnonzero(reading.words.against(i) >= COMPARED).tolist()
    day = reading.reports[i].day
    return [j for j in alike if j > i and _within(day, reading.reports[j].day)]


def _within(a: int | None, b: int | None) -> bool:
    return a is None or b is None or abs(a - b) <= DAYS


def chances(reading: Reading) -> dict[Pair, float]:
    """How likely it is, 0 to 1, that two reports (first < second) are on one affair, for all pairs that are compared."""
    weights = np.array(list(WEIGHTS.values()))
    out: dict[Pair, float] = {}
    for i in range(len(reading.reports)):
        others = compared(reading, i)
        if others:
            odds = features(reading, i, others) @ weights + CONSTANT
            out.update(zip([(i, j) for j in others], (1 / (1 + np.exp(-odds))).tolist(), strict=True))
    return out


# --- reasons ----------------------------------------------------------------------------------------------------------
def reasons(reading: Reading, i: int, j: int) -> tuple[Reason, ...]:
    """What two reports share, each with a sentence that quotes it as the first of them writes it."""
    left, right = reading.reports[i], reading.reports[j]
    names, phrases, rare = reading.names.shared(i, j), reading.phrases.shared(i, j), reading.rare.shared(i, j)
    named = {w for w, _ in names}
    phrases = [(w, x) for w, x in phrases if not any(part.isdigit() for part in w.split())]
    found = [
        ("same_names", names, "both name", [w for w, _ in names[:5]]),
        ("same_phrases", phrases, "both speak of", [w for w, _ in phrases[:3]]),
        ("rare_words", rare, "both have the rare words", [w for w, _ in rare if w not in named and not w.isdigit()][:5]),
    ]
    written = _as_written(left, {w for *_, stems in found for w in stems})
    said = [
        Reason(rule, round(math.fsum(x for _, x in shared), 4), f"{text} {', '.join(written[w] for w in stems)}")
        for rule, shared, text, stems in found
        if stems
    ]
    return (*said, _days(left, right))


def _as_written(report: Report, wanted: set[str]) -> dict[str, str]:
    """Stems, or pairs of stems, in quotation marks as a report writes them where it first does."""
    text = f"{report.document.text}\n{report.document.title or ''}"
    written = {w: f'"{w}"' for w in wanted}
    missing = set(wanted)
    before, begin = "", 0
    for key, start, end in word_spans(text):
        if not missing:
            break
        if is_telling(key):
            now = stem(key)
            for said, first in ((now, start), (f"{before} {now}", begin)):
                if said in missing:
                    written[said] = f'"{" ".join(text[first:end].split())}"'
                    missing.discard(said)
            before, begin = now, start
    return written


def _days(left: Report, right: Report) -> Reason:
    if left.day is not None and right.day is not None:
        apart = abs(left.day - right.day)
        told = "on one day" if not apart else f"{apart} day{'s' * (apart > 1)} apart"
        return Reason("days_apart", float(apart), f"they were published {told}")
    near = [x for x in sorted(left.told) if x in right.told]
    if near:
        return Reason("days_told", float(len(near)), f"one has no date; both speak of {_day(near[-1])}")
    return Reason("no_date", 0.0, "not both have a date, and no day is known to be told in both")


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
