"""Words of a text as names are compared: folded keys, tokenisation by our own rule, and phrases looked up in a tree of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from crosswire.wordlists.folding import fold

MARK = "'’`ʼ‘ʻʾʿ´"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{MARK}][^\W_]+)*|&")
_POSSESSIVE = re.compile(rf"[{MARK}][sS]$")
_GAP = re.compile(rf"(?:[{MARK}][sS]?|\.)?\s*[-‐‑–/]?\s*")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: offsets into the text, without a possessive ending; ``key`` is its folded form."""

    start: int
    end: int
    text: str
    key: str


@lru_cache(maxsize=65536)
def word_key(text: str) -> str:
    """The folded form of one word: small letters, no accents, no apostrophe-like marks."""
    return fold(text)


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; "Iraq's" is the word "Iraq", "U.S." and "al-Sham" are one and two words."""
    out = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        said = match.group()
        if _POSSESSIVE.search(said):
            said = said[:-2]
        out.append(Word(match.start(), match.start() + len(said), said, word_key(said)))
    return out


@lru_cache(maxsize=65536)
def keys_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, without a leading "the".

    >>> keys_of("the People’s Protection Units")
    ('people', 'protection', 'units')
    """
    keys = tuple(w.key for w in words_of(name))
    return keys[1:] if len(keys) > 1 and keys[0] == "the" else keys


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but a space, a hyphen, a slash or a possessive ending stands between two words."""
    return _GAP.fullmatch(text, left.end, right.start) is not None


def capital(word: Word) -> bool:
    """Whether a word begins with a capital letter."""
    return word.text[:1].isupper()


@dataclass(slots=True)
class PhraseTree(Generic[T]):
    """Phrases by their folded words; the values of the longest phrase that begins at a word are found in one walk."""

    _root: dict[str, dict[str, object]] = field(default_factory=dict)
    _values: dict[tuple[str, ...], list[T]] = field(default_factory=dict)

    def add(self, keys: Sequence[str], value: T) -> None:
        """File a value under a phrase."""
        if not keys:
            return
        node: dict[str, object] = self._root  # type: ignore[assignment]
        for key in keys:
            node = node.setdefault(key, {})  # type: ignore[assignment]
        self._values.setdefault(tuple(keys), []).append(value)

    def at(self, text: str, words: Sequence[Word], i: int) -> Iterator[tuple[int, list[T]]]:
        """(index behind the last word, values) of every phrase that begins at word ``i``, longest first."""
        if words[i].key not in self._root:
            return iter(())
        node: dict[str, object] | None = self._root  # type: ignore[assignment]
        found: list[tuple[int, list[T]]] = []
        j = i
        while j < len(words):
            node = node.get(words[j].key) if node else None  # type: ignore[assignment]
            if node is None or (j > i and not joined(text, words[j - 1], words[j])):
                break
            j += 1
            values = self._values.get(tuple(w.key for w in words[i:j]))
            if values:
                found.append((j, values))
        return reversed(found)


def tree_of(phrases: Iterable[tuple[str, T]]) -> PhraseTree[T]:
    """A tree of phrases given as text."""
    tree: PhraseTree[T] = PhraseTree()
    for phrase, value in phrases:
        tree.add(keys_of(phrase), value)
    return tree
