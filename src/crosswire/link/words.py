"""The words of a document as numbers, each with its offsets: what passages are found on."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from crosswire.types import Span
from crosswire.wordlists.folding import MARKS

VOCABULARY = 1 << 16  # words whose key and stem are kept: reports say the same words again and again
Numbers = NDArray[np.int64]

READ = frozenset({"title", "body", "caption"})
# Hyphens part words (air-strike = air strike) and apostrophes do not: outlets differ in both, and FA-KES' texts have lost the latter.
_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(MARKS)}][^\W_]+)*")
_NO_MARKS = str.maketrans(dict.fromkeys(MARKS))


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


def count_words(text: str) -> int:
    """How many words :func:`word_spans` finds in a text."""
    return len(_WORD.findall(text))


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
