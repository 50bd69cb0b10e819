"""The words of a document as numbers, each with its offsets: what passages are found on."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from crosswire.types import Document, Segment, Span
from crosswire.wordlists.folding import MARKS

VOCABULARY = 1 << 16  # words whose key and stem are kept: reports say the same words again and again
Numbers = NDArray[np.int64]

READ = frozenset({"title", "body", "caption"})
# Hyphens part words (air-strike = air strike) and apostrophes do not: outlets differ in both, and FA-KES' texts have lost the latter.
_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(MARKS)}][^\W_]+)*")
_NO_MARKS = str.maketrans(dict.fromkeys(MARKS))


@dataclass(frozen=True)
class Words:
    """A document's words in order. ``ids`` are equal where words are equal, in any document of the same :class:`Lexicon`.

    Between two stretches that are not read on (title and body, body and caption, around leftovers) stands a wall: an id of
    its own that no other word has, so that no run of equal words crosses it.
    """

    document_id: str
    ids: Numbers
    starts: Numbers
    ends: Numbers
    paragraphs: Numbers  # the number of the paragraph that each word is in

    def span(self, first: int, last: int) -> Span:
        """The characters from word ``first`` to the word before ``last``."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))

    def between(self, span: Span) -> tuple[int, int]:
        """The words (first, end) that lie inside a span of characters."""
        first = int(np.searchsorted(self.starts, span.start, "left"))
        return first, max(first, int(np.searchsorted(self.ends, span.end, "right")))


class _HasDocument(Protocol):
    @property
    def document_id(self) -> str: ...


_Row = TypeVar("_Row", bound=_HasDocument)


def by_document(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    """Rows by their document, in their order; a document without rows has none."""
    out: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        out[row.document_id].append(row)
    return out


class Lexicon:
    """Gives every word form a number; walls count downwards from -1."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._walls = 0

    def __len__(self) -> int:
        return len(self._ids)

    def number(self, word: str) -> int:
        """The number of a word form (already keyed)."""
        return self._ids.setdefault(word, len(self._ids))

    def wall(self) -> int:
        """A number that nothing else has."""
        self._walls -= 1
        return self._walls

    def numbers(self, words: Iterable[str]) -> frozenset[int]:
        """The numbers of those words that were met."""
        return frozenset(self._ids[w] for w in words if w in self._ids)


@lru_cache(maxsize=VOCABULARY)
def key_of(word: str) -> str:
    """What two spellings of one word share: letter case, apostrophes and compatibility forms are levelled.

    >>> key_of("Government’s") == key_of("government's"), key_of("ﬁve")
    (True, 'five')
    """
    return unicodedata.normalize("NFKC", word.translate(_NO_MARKS)).casefold()


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """(key, start, end) of every word of a text.

    >>> word_spans("Shi`ite al-Sakhar")
    [('shiite', 0, 7), ('al', 8, 10), ('sakhar', 11, 17)]
    """
    return [(key_of(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def read_words(document: Document, segments: Sequence[Segment], lexicon: Lexicon) -> Words:
    """The words of title, body and captions; a document without segments is read whole."""
    stretches = _stretches(document, segments)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks = np.array([m.start() for m in re.finditer("\n", document.text)], dtype=np.int64)
    for stretch in stretches:
        if ids:
            ids.append(lexicon.wall())
            starts.append(stretch.start)
            ends.append(stretch.start)
        for key, start, end in word_spans(document.text[stretch.start : stretch.end]):
            ids.append(lexicon.number(key))
            starts.append(stretch.start + start)
            ends.append(stretch.start + end)
    numbers, begins = np.array(ids, dtype=np.int64), np.array(starts, dtype=np.int64)
    paragraphs = np.searchsorted(breaks, begins) + np.cumsum(numbers < 0)  # what a wall parts is not one paragraph
    return Words(document.document_id, numbers, begins, np.array(ends, dtype=np.int64), paragraphs)


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


def covered(spans: Sequence[Span], start: int, end: int) -> int:
    """How many characters of ``start:end`` lie in any of the spans (sorted, not overlapping)."""
    at = max(bisect_right(spans, Span(start, start)) - 1, 0)
    total = 0
    for span in spans[at:]:
        if span.start >= end:
            break
        total += max(0, min(end, span.end) - max(start, span.start))
    return total


def merged(spans: Iterable[Span]) -> list[Span]:
    """The union of spans: sorted, and none touches the next.

    >>> merged([Span(5, 9), Span(0, 3), Span(2, 5)])
    [Span(start=0, end=9)]
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


@lru_cache(maxsize=VOCABULARY)
def stem(word: str) -> str:
    """A rough stem of a keyed word: plurals and the commonest verb endings come off, so that strike, strikes and striking meet.

    >>> [stem(w) for w in ("strikes", "striking", "cities", "killed", "press")]
    ['strik', 'strik', 'city', 'kill', 'press']
    """
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
