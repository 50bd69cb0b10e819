"""The words of a document as numbers, each with its offsets and what it weighs: what passages are found on.

All of it follows from the document alone: the same text gives the same numbers in whatever company it stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from crosswire.extract.quote_marks import blocks, quoted_in
from crosswire.link.words import READ, VOCABULARY, Numbers, stem, word_spans
from crosswire.types import Document, Segment, Span
from crosswire.wordlists import load_csv, words_of

COUNTED = 3741  # documents that word_frequencies.csv was counted on
UNKNOWN = 0.75  # rarity of a word that the list does not have: that of a word that seven of its documents have; it may be a name or a slip
# What an equal word that tells nothing counts in an alignment; with 1, 11 of 230 judged pairs get other borders, planted runs none.
LIGHT = 0.35
TITLE_CASE = 0.6  # a stretch with more capitals than this is set as a title: they mark no names there
LONG_WORD = 4  # letters from which a word is asked for its capital when titles are told

NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands".split())
_SENTENCE_END = re.compile(r"[.!?:;\n\"“”‘(\[–—]")
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Words:
    """A document's words in order; every array has a cell for each.

    ``ids`` are hashes of the words' keys. Between two stretches that are not read on (title and body, body and caption, around
    leftovers) stands a wall: an id of its own that no other word has, so that no run of equal words crosses it.
    """

    document_id: str
    ids: Numbers
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    paragraphs: NDArray[np.int32]  # the number of the paragraph that each word is in
    rarity: NDArray[np.float32]  # 0 for words that tell nothing, 1 for words that one document in thousands has
    idle: Marks  # in a name or a formula: standing there, words do not show that reports owe each other anything
    quoted: Marks  # inside quotation marks
    facts: Marks  # figures, number words and names: what differs where two sentences of one form tell of different things
    day: int | None  # of publication (proleptic ordinal)

    def span(self, first: int, last: int) -> Span:
        """The characters from word ``first`` to the word before ``last``."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))

    def between(self, span: Span) -> tuple[int, int]:
        """The words (first, end) that lie inside a span of characters."""
        first = int(np.searchsorted(self.starts, span.start, "left"))
        return first, max(first, int(np.searchsorted(self.ends, span.end, "right")))

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """What the words before each position weigh in an alignment (one cell more than words)."""
        return np.concatenate([[0.0], np.cumsum(np.where(self.rarity > 0, 1.0, LIGHT))])

    @cached_property
    def trigrams(self) -> tuple[Numbers, Numbers, Numbers]:
        """The numbers of all runs of three words, the order that sorts them, and the same sorted."""
        found = grams(self.ids, 3)
        order = np.argsort(found, kind="stable")
        return found, order, found[order]


def grams(ids: Numbers, size: int) -> Numbers:
    """One number for each run of ``size`` words; equal runs have equal numbers, others with a chance of 2**-64.

    The mixing is that of splitmix64.
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


# --- one word ---------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=VOCABULARY)
def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


@cache
def _common() -> dict[str, int]:
    return {row["stem"]: int(row["documents"]) for row in load_csv("word_frequencies.csv")}


@cache
def _empty() -> frozenset[str]:
    return words_of("function_words.toml", "function") | words_of("function_words.toml", "reporting")


@lru_cache(maxsize=VOCABULARY)
def _is_figure(key: str) -> bool:
    return any(c.isdigit() for c in key) or key in NUMBER_WORDS


@lru_cache(maxsize=VOCABULARY)
def _rarity(key: str) -> float:
    if key in _empty() or any(c.isdigit() for c in key):
        return 0.0
    seen = _common().get(stem(key))
    return UNKNOWN if seen is None else max(0.05, 1 - math.log(seen + 1) / math.log(COUNTED + 1))


# --- all words of a document ------------------------------------------------------------------------------------------
def read_words(document: Document, segments: Sequence[Segment]) -> Words:
    """The words of title, body and captions; a document without segments is read whole."""
    ids: list[int] = []
    starts_at: list[int] = []
    ends_at: list[int] = []
    rarity: list[float] = []
    idle: list[bool] = []
    facts: list[bool] = []
    for at, stretch in enumerate(_stretches(document, segments)):
        if at:
            ids.append(_number(f"\n{document.document_id}\n{at}"))  # no word holds a line break
            starts_at.append(stretch.start)
            ends_at.append(stretch.start)
            rarity.append(0.0)
            idle.append(False)
            facts.append(False)
        keys, places = [], []
        for key, start, end in word_spans(document.text[stretch.start : stretch.end]):
            keys.append(key)
            places.append(Span(stretch.start + start, stretch.start + end))
        ids += map(_number, keys)
        rarity += map(_rarity, keys)
        starts_at += [p.start for p in places]
        ends_at += [p.end for p in places]
        names = _in_names(document.text, places)
        idle += [a or b for a, b in zip(names, _in_formulae(keys), strict=True)]
        facts += [a or _is_figure(b) for a, b in zip(names, keys, strict=True)]
    starts, ends = np.array(starts_at, dtype=np.int32), np.array(ends_at, dtype=np.int32)
    breaks = np.array([m.start() for m in re.finditer("\n", document.text)], dtype=np.int64)
    walls = np.cumsum(starts == ends)  # what a wall parts is not one paragraph
    return Words(
        document.document_id, np.array(ids, dtype=np.int64), starts, ends, (np.searchsorted(breaks, starts) + walls).astype(np.int32),
        np.array(rarity, dtype=np.float32), np.array(idle, dtype=bool), _quoted(document.text, starts),
        np.array(facts, dtype=bool), document.published.toordinal() if document.published else None,
    )  # fmt: skip


def _stretches(document: Document, segments: Sequence[Segment]) -> list[Span]:
    """The stretches of text that are read, neighbouring segments of one kind as one."""
    if not segments:
        return [Span(0, len(document.text))]
    out: list[Span] = []
    before = None
    for segment in sorted(segments, key=lambda s: s.start):
        if segment.kind in READ:
            if segment.kind == before:
                out[-1] = Span(out[-1].start, segment.end)
            else:
                out.append(Span(segment.start, segment.end))
        before = segment.kind
    return out


def _in_names(text: str, spans: Sequence[Span]) -> list[bool]:
    """Which words of a stretch are capitals that no sentence's beginning explains; none where all is set in capitals."""
    capital = [text[s.start].isupper() for s in spans]
    long_words = [c for c, s in zip(capital, spans, strict=True) if s.end - s.start >= LONG_WORD]
    if sum(long_words) > TITLE_CASE * len(long_words):
        return [False] * len(spans)
    inside = [i > 0 and not _SENTENCE_END.search(text, spans[i - 1].end, s.start) for i, s in enumerate(spans)]
    named = [c and i for c, i in zip(capital, inside, strict=True)]
    return [n or (c and i + 1 < len(spans) and inside[i + 1] and named[i + 1]) for i, (n, c) in enumerate(zip(named, capital, strict=True))]


@cache
def _formulae() -> dict[str, list[tuple[str, ...]]]:
    """First word -> the formulae that begin with it, the longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for row in sorted(words_of("formulae.toml", "formulae")):
        words = tuple(row.split())
        out.setdefault(words[0], []).append(words)
    return {first: sorted(rows, key=lambda w: (-len(w), w)) for first, rows in out.items()}


def _in_formulae(keys: Sequence[str]) -> list[bool]:
    known = _formulae()
    marked = [False] * len(keys)
    for i, key in enumerate(keys):
        for words in known.get(key, ()):
            if tuple(keys[i : i + len(words)]) == words:
                marked[i : i + len(words)] = [True] * len(words)
                break
    return marked


def _quoted(text: str, starts: NDArray[np.int32]) -> Marks:
    marked = np.zeros(len(starts), dtype=bool)
    for block in blocks(text, 0, len(text)):
        first, last = np.searchsorted(starts, (block.start, block.end))
        if first == last:
            continue  # no word of it is read: it may be nothing but a million quotation marks
        for quote in (q for q in quoted_in(text, block) if q.closed):  # what is not closed may end anywhere
            first, last = np.searchsorted(starts, (quote.start, quote.end))
            marked[first:last] = True
    return marked
