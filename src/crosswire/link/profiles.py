"""What is looked at of each report to tell whether two are on one affair: its days, and vectors of its names, opening, phrases, rare words.

All of it is a function of the set of reports: what is a name, and how rare a word is, are told by all of them together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np

from crosswire.language.calendar import weekday_number
from crosswire.link.vectors import Vectors, holders, rarity, unshared, weigh
from crosswire.link.words import READ, by_document, stem, word_spans
from crosswire.types import Document, Segment, Tables, Time
from crosswire.wordlists import load_csv, words_of

TITLE = 3  # a word of the title counts as three of the body, as two in the opening
OPENING = 100  # words; with the first 200 AllSides lost .002
POWER = 1.3  # of a word's rarity, in the vectors that pick the pairs to compare
COMMON = 3.0  # rarity of a word in one document of twenty: less is not rare
DAYS = 14  # gold's convention: a follow-up more than two weeks later is another story
SUPPOSED = 4.0
CAPITAL = 4  # a word is a name where it has a capital inside sentences four times as often as not
_STARTS = re.compile(r"(?:^|[.!?:\n\"“”«»‘•*|–—-])\s*[\"“«‘'(\[]*$")
_LETTERS = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Report:
    """A report and its days: ``day`` of publication, ``told`` every day that it names in full or was published on, as ordinals."""

    document: Document
    day: int | None
    told: frozenset[int]
    weekdays: Mapping[int, float]  # weekday -> share; the vector is as long as 1
    length: int  # words that tell something


@dataclass(frozen=True)
class Reading:
    """All reports, sorted by id, and their vectors, in the same order."""

    reports: tuple[Report, ...]
    words: Vectors
    names: Vectors
    opening: Vectors
    phrases: Vectors
    rare: Vectors
    near: float  # the share of the pairs of dated reports that lie within two weeks of one another


@dataclass(frozen=True, slots=True)
class Told:
    """A report's telling words: (stem, "upper" or "lower" as it is written inside a sentence, "" at its start)."""

    title: tuple[tuple[str, str], ...]
    body: tuple[tuple[str, str], ...]

    @property
    def length(self) -> int:
        """How many words the body has."""
        return len(self.body)


def read(tables: Tables) -> Reading:
    """The reports of the tables, read for comparing them."""
    segments, times = by_document(tables.segments), by_document(tables.times)
    documents = sorted(tables.documents, key=lambda d: d.document_id)
    told = [_told(d, segments.get(d.document_id, [])) for d in documents]
    reports = [_report(d, t, times.get(d.document_id, [])) for d, t in zip(documents, told, strict=True)]
    names = _names(told)
    every = [_counts(t, TITLE) for t in told]
    recur = unshared(len(told))
    return Reading(
        tuple(reports),
        Vectors(weigh(every, _general(), POWER)),
        Vectors(weigh([_counts(t, TITLE, names) for t in told], _general(), unshared=recur)),
        Vectors(weigh([_counts(Told(t.title, t.body[:OPENING]), TITLE - 1) for t in told], _general(), unshared=recur)),
        Vectors(weigh([_phrases(t) for t in told], {}, unshared=recur)),
        Vectors(_rare(every)),
        _near(reports),
    )


@cache
def _general() -> dict[str, int]:
    """In how many documents of general English a stem stands."""
    return {row["stem"]: int(row["documents"]) for row in load_csv("word_frequencies.csv")}


# --- words ------------------------------------------------------------------------------------------------------------
def _told(document: Document, segments: Sequence[Segment]) -> Told:
    stretches = [document.text[s.start : s.end] for s in sorted(segments, key=lambda s: s.start) if s.kind in READ] or [document.text]
    return Told(tuple(_telling(document.title or "")), tuple(t for s in stretches for t in _telling(s)))


def _telling(text: str) -> Iterable[tuple[str, str]]:
    for key, start, _ in word_spans(text):
        if is_telling(key):
            yield stem(key), _written(text, start)


def _written(text: str, start: int) -> str:
    if text[start].islower():
        return "lower"
    return "upper" if text[start].isupper() and start and not _STARTS.search(text[max(0, start - 6) : start]) else ""


def is_telling(key: str) -> bool:
    """Whether a word says anything of what a report is about."""
    return len(key) > 1 and key not in _empty()


@cache
def _empty() -> frozenset[str]:
    return words_of("function_words.toml", "function") | words_of("function_words.toml", "reporting")


def _names(told: Sequence[Told]) -> frozenset[str]:
    """The stems that are written with a capital inside the sentences of these reports."""
    written = Counter((s, how) for t in told for s, how in t.body)
    return frozenset(s for s, how in written if how == "upper" and written[s, "upper"] >= CAPITAL * written[s, "lower"])


def _counts(told: Told, title: int, only: frozenset[str] | None = None) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for part, weight in ((told.body, 1), (told.title, title)):
        for s, _ in part:
            if only is None or s in only:
                counts[s] += weight
    return dict(counts)


def _phrases(told: Told) -> dict[str, float]:
    """Two telling words in a row, whatever little words stand between."""
    stems = [s for part in (told.body, told.title) for s, _ in part]
    return dict(Counter(f"{a} {b}" for a, b in pairwise(stems)))


def _rare(counts: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Rows whose product is the summed rarity of the rare words that two reports share."""
    held = holders(counts)
    rare = rarity(held, len(counts), _general())
    return [{w: math.sqrt(rare[w] - COMMON) for w in c if held[w] > 1 and rare[w] > COMMON} for c in counts]


# --- days -------------------------------------------------------------------------------------------------------------
def _report(document: Document, told: Told, times: Sequence[Time]) -> Report:
    day = day_of(document)
    named = {t.value_start.toordinal() for t in times if t.grain == "day" and t.value_start and t.value_start == t.value_end}
    known = named | ({day.toordinal()} if day else set())
    return Report(document, day.toordinal() if day else None, frozenset(known), _weekdays(document.text, day, times), told.length)


def _near(reports: Sequence[Report]) -> float:
    """How likely two reports of this folder lie within two weeks of one another, whatever they are about.

    The longer the time that the folder spans, the less likely an undated report is on the affair of another. Where few reports have a date,
    half of the pairs are taken to be near (``SUPPOSED`` reports' worth of evidence).
    """
    days = np.sort(np.array([r.day for r in reports if r.day is not None], dtype=np.int64))
    near = np.searchsorted(days, days + DAYS, "right") - np.searchsorted(days, days - DAYS, "left") - 1
    return (float(near.sum()) + SUPPOSED * SUPPOSED / 2) / (len(days) * max(len(days) - 1, 0) + SUPPOSED * SUPPOSED)


def day_of(document: Document) -> date | None:
    """The day of publication, else the end of the bracket that it is known to lie in."""
    return document.published or document.published_latest or document.published_earliest


def _weekdays(text: str, day: date | None, times: Sequence[Time]) -> dict[int, float]:
    """The days of the week that a report speaks of: those it names, and those of the dates near its own."""
    found: Counter[int] = Counter()
    for time in times:
        if time.grain == "day" and time.value_start and time.value_start == time.value_end:
            if day is None or abs((time.value_start - day).days) <= 8:
                found[time.value_start.weekday()] += 1
        elif time.value_start is None:
            named = (weekday_number(w) for w in _LETTERS.findall(text[time.start : time.end]) if len(w) > 5)
            found.update(n for n in named if n is not None)
    length = math.sqrt(sum(n * n for n in found.values())) or 1.0
    return {w: n / length for w, n in sorted(found.items())}
