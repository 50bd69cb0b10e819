"""Texts beside each other: which words they share, which one has alone, how much of a text stands in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

Row = Mapping[str, Any]
Stretch = tuple[int, int]  # start, end: code points

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONG = 1500  # words from which on a comparison may take popular words for noise, to stay quick


class Word(NamedTuple):
    """A word of a text and what it is compared by: letter case and the form of an apostrophe make no difference."""

    start: int
    end: int
    key: str


class Change(NamedTuple):
    """A run of words: in both texts (``same``), in the first alone (``gone``) or in the second alone (``new``)."""

    kind: str
    text: str
    start: int
    end: int


def words_of(text: str, start: int = 0) -> list[Word]:
    """The words of a text that begins at ``start`` of another."""
    return [Word(start + m.start(), start + m.end(), m.group().casefold().replace("’", "'")) for m in _WORD.finditer(text)]


def _codes(first: Sequence[Word], second: Sequence[Word]) -> Sequence[tuple[str, int, int, int, int]]:
    left, right = [w.key for w in first], [w.key for w in second]
    return SequenceMatcher(None, left, right, autojunk=max(len(left), len(right)) > _LONG).get_opcodes()


def changes(first: str, second: str) -> list[Change]:
    """How the second text differs from the first, run by run; offsets are of the text that a run is from (``same``: of the second).

    >>> [(c.kind, c.text) for c in changes("We will not leave, he said", "We will never leave")]
    [('same', 'We will '), ('gone', 'not '), ('new', 'never '), ('same', 'leave'), ('gone', 'he said')]
    """
    left, right = words_of(first), words_of(second)
    found: list[Change] = []
    for kind, a, b, c, d in _codes(left, right):
        if kind == "equal":
            found.append(_run("same", second, right, c, d))
            continue
        if a < b:
            found.append(_run("gone", first, left, a, b))
        if c < d:
            found.append(_run("new", second, right, c, d))
    return found


def _run(kind: str, text: str, words: Sequence[Word], first: int, last: int) -> Change:
    """The words ``first:last`` with what stands between and behind them."""
    start = words[first].start if first else 0
    end = words[last].start if last < len(words) else len(text)
    return Change(kind, text[start:end], start, end)


def differing(first: str, second: str, start: int = 0) -> list[Stretch]:
    """Where the first text, which begins at ``start``, has words that the second has not at that spot; neighbours are one stretch.

    >>> differing("nine people died", "ten people died", 100)
    [(100, 104)]
    """
    left, right = words_of(first, start), words_of(second)
    return [(left[a].start, left[b - 1].end) for kind, a, b, *_ in _codes(left, right) if kind != "equal" and a < b]


def alike(first: str, second: str) -> float:
    """How much of two texts is the same words in the same order, from 0 to 1."""
    left, right = words_of(first), words_of(second)
    if not left or not right:
        return 0.0
    same = sum(b - a for kind, a, b, *_ in _codes(left, right) if kind == "equal")
    return 2 * same / (len(left) + len(right))


def union(spans: Iterable[Stretch]) -> list[Stretch]:
    """Spans that overlap or touch as one, in order.

    >>> union([(5, 9), (0, 3), (3, 4), (8, 12)])
    [(0, 4), (5, 12)]
    """
    found: list[Stretch] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def within(words: Sequence[Word], spans: Iterable[Stretch]) -> list[int]:
    """Which of the words, which are in order, lie in one of the spans: their numbers, from 0."""
    joined, found, at = union(spans), [], 0
    for n, word in enumerate(words):
        while at < len(joined) and joined[at][1] < word.end:
            at += 1
        if at < len(joined) and joined[at][0] <= word.start:
            found.append(n)
    return found


def outermost(passages: Sequence[Row]) -> list[Row]:
    """Passages without those that lie, in every report that has them here, inside another: rows of ``spans`` {report: (start, end)}.

    >>> whole, part = {"spans": {"a": (0, 90), "b": (5, 95)}}, {"spans": {"a": (10, 20), "b": (15, 25)}}
    >>> outermost([part, whole]) == [whole]
    True
    """
    kept: list[Row] = []
    for row in sorted(passages, key=lambda p: -max(e - s for s, e in p["spans"].values())):
        if not any(_holds(other["spans"], row["spans"]) for other in kept):
            kept.append(row)
    return kept


def _holds(outer: Mapping[str, Stretch], inner: Mapping[str, Stretch]) -> bool:
    return all(d in outer and outer[d][0] <= s and e <= outer[d][1] for d, (s, e) in inner.items())
