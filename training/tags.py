"""Named sentences with BIO tags, and the small tools that every name corpus needs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LABELS = ("PERSON", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "PRODUCT", "MISC")
TAGS = ("O", *(f"{p}-{label}" for label in LABELS for p in "BI"))
MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class Named:
    """One sentence: words, whether a space follows each, BIO tags; ``opens`` marks the first of a document."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    opens: bool = False
    source: str = ""


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """BIO tags -> (start, end, label)."""
    found: list[tuple[int, int, str]] = []
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag == f"I-{label}":
            continue
        if start >= 0:
            found.append((start, i, label))
            start = -1
        if tag[:2] in ("B-", "I-"):
            start, label = i, tag[2:]
    return found


def put(tags: list[str], start: int, end: int, label: str) -> None:
    """Write one span into BIO tags; label "" writes "not known", "O" writes "no name"."""
    for i in range(start, end):
        tags[i] = label if label in ("", "O") else f"{'B' if i == start else 'I'}-{label}"


NO_SPACE_BEFORE = frozenset(
    {",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "n't", "'m", "'re", "'ve", "'ll", "'d", "’s", "”", "...", "…"}
)
NO_SPACE_AFTER = frozenset({"(", "[", "$", "“", "£", "€", "#"})


def detokenise(words: Sequence[str]) -> list[bool]:
    """Guess where spaces stood, for corpora that keep only words."""
    spaces, inside = [True] * len(words), False
    for i, word in enumerate(words):
        if word in NO_SPACE_BEFORE and i:
            spaces[i - 1] = False
        if word in NO_SPACE_AFTER:
            spaces[i] = False
        if word == '"':
            spaces[i - 1 if inside and i else i] = False
            inside = not inside
        if word in "-/" and 0 < i < len(words) - 1 and words[i - 1].isalnum() and words[i + 1].isalnum():
            spaces[i - 1] = spaces[i] = False
    return spaces


def bucket(text: str) -> int:
    """0-99, fixed by the text: how articles are dealt to train, dev and test."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % 100


def read_bio(path: Path, word: int = 0, tag: int = -1, separator: str | None = None) -> Iterator[list[tuple[str, str]]]:
    """Column files, one word a line, blank line between sentences."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8", errors="replace").split("\n"), ""]:
        cells = line.split(separator)
        if len(cells) < 2:
            if rows:
                yield rows
            rows = []
        elif cells[0] != "-DOCSTART-" and not line.startswith("# "):
            rows.append((cells[word].strip() or ".", cells[tag].strip()))


DEMONYM = re.compile(r"^[A-Z]\w*(an|ans|ish|ese|i|is|ic|ch|sh|ist|ists|Jews|Jewish|Muslim|Muslims)$")
