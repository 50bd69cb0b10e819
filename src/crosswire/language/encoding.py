"""Words -> what the encoder reads: word pieces, letter-case shapes, and where each word begins.

Used by the shipped pipeline and by ``training/``, so that both see the same input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS, SEP, UNK = 101, 102, 100
MAX_PIECES_PER_WORD = 8
MAX_PIECES = 384

Ints = NDArray[np.int64]


def case_shape(word: str) -> int:
    """The letter case of a word as one of eight classes; the encoder itself is uncased."""
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 2
    if word[:1].isupper():
        return 3 if word[1:].islower() else 4
    if any(c.isupper() for c in word):
        return 5
    if word.isdigit():
        return 6
    return 7 if any(c.isdigit() for c in word) else 0


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence: word-piece ids, the shape of the word behind each piece, the index of each word's first piece."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded arrays: ``pieces``, ``shapes``, ``mask`` are (sentences, pieces); ``firsts`` is (sentences, words)."""

    pieces: Ints
    shapes: Ints
    mask: Ints
    firsts: Ints
    lengths: list[int]


class WordEncoder:
    """Encode sentences that are already split into words; word pieces are cached per word."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cache: dict[str, list[int]] = {}

    def _pieces(self, word: str) -> list[int]:
        found = self._cache.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids or [UNK]
            found = self._cache[word] = ids[:MAX_PIECES_PER_WORD]
        return found

    def encode(self, words: Sequence[str], shapes: Sequence[int] | None = None) -> Encoded:
        """Encode one sentence; words past ``MAX_PIECES`` pieces are left out (``firsts`` is then shorter)."""
        pieces, kinds, firsts = [CLS], [0], []
        for i, word in enumerate(words):
            ids = self._pieces(word)
            if len(pieces) + len(ids) >= MAX_PIECES:
                break
            firsts.append(len(pieces))
            pieces += ids
            kinds += [case_shape(word) if shapes is None else shapes[i]] * len(ids)
        return Encoded([*pieces, SEP], [*kinds, 0], firsts)

    def batch(self, sentences: Sequence[Sequence[str]], shapes: Sequence[Sequence[int]] | None = None) -> Batch:
        """Encode and pad several sentences."""
        rows = [self.encode(words, shapes[i] if shapes else None) for i, words in enumerate(sentences)]
        size = (len(rows), max(len(r.pieces) for r in rows))
        pieces, kinds, mask = (np.zeros(size, np.int64) for _ in range(3))
        firsts = np.zeros((len(rows), max(1, *(len(r.firsts) for r in rows))), np.int64)
        for i, row in enumerate(rows):
            n = len(row.pieces)
            pieces[i, :n], kinds[i, :n], mask[i, :n] = row.pieces, row.shapes, 1
            firsts[i, : len(row.firsts)] = row.firsts
        return Batch(pieces, kinds, mask, firsts, [len(r.firsts) for r in rows])
