"""The word lists: data, not code. One TOML or CSV file a list, each row (or group) with its source; loaded and checked here.

TOML: every top-level table is a group with ``source`` and ``words``. CSV: a header row, and a ``source`` column or a first
comment line ``# source: ...``. A fault (no source, an empty group, a word twice in a group) is a :class:`WordlistError`
that names the file and the row. What a user adds in a folder of their own (:mod:`crosswire.wordlists.own`) is read as well.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

from crosswire.errors import WordlistError
from crosswire.wordlists import own
from crosswire.wordlists.own import fingerprint, use

__all__ = ["fingerprint", "known", "load_csv", "load_toml", "read_text", "use", "words_of"]


def known() -> tuple[str, ...]:
    """The names of the word lists that are text."""
    return tuple(sorted(p.name for p in files(__name__).iterdir() if p.name.endswith((".toml", ".csv"))))


def read_text(name: str) -> str:
    """The text of a word list of this package."""
    path = files(__name__) / name
    if not path.is_file():
        raise WordlistError(f"there is no word list {name!r}; known: {', '.join(known())}")
    return path.read_text(encoding="utf-8")


@cache
def load_toml(name: str) -> dict[str, dict[str, Any]]:
    """The groups of a TOML list: group -> its keys (``words``, ``source`` and what the list adds)."""
    shipped = _groups(name, read_text(name))
    added = own.text(name)
    return own.with_groups(own.shown(name), shipped, _groups(own.shown(name), added)) if added is not None else shipped


def _groups(name: str, text: str) -> dict[str, dict[str, Any]]:
    try:
        groups = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WordlistError(f"{name}: {error}") from error
    if not groups:
        raise WordlistError(f"{name} is empty: write a group with its source and words, or take the file away")
    for group, keys in groups.items():
        if not isinstance(keys, dict) or not keys.get("source"):
            raise WordlistError(f'{name}: group [{group}] has no source; say where its words are from: source = "..."')
        words = keys.get("words")
        if words is not None:
            _check_words(f"{name}: group [{group}]", words)
    return groups


def _check_words(where: str, words: Any) -> None:
    if not words:
        raise WordlistError(f"{where} is empty")
    keys = list(words)
    twice = sorted(w for w, n in Counter(keys).items() if n > 1)
    if twice:
        raise WordlistError(f"{where} has {', '.join(map(repr, twice))} more than once")


@cache
def words_of(name: str, group: str) -> frozenset[str]:
    """The words of one group of a TOML list."""
    groups = load_toml(name)
    if group not in groups:
        raise WordlistError(f"{name} has no group [{group}]; known: {', '.join(sorted(groups))}")
    return frozenset(groups[group]["words"])


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV list; lines that begin with ``#`` are notes."""
    shipped = _rows(name, read_text(name))
    added = own.text(name)
    return own.with_rows(own.shown(name), shipped, _rows(own.shown(name), added)) if added is not None else shipped


def _rows(name: str, text: str) -> tuple[dict[str, str], ...]:
    lines = text.splitlines()
    notes = [line for line in lines if line.startswith("#")]
    rows = tuple(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
    if not rows:
        raise WordlistError(f"{name} is empty: write a header and at least one row, or take the file away")
    general = any(n.lower().startswith("# source:") for n in notes)
    for i, row in enumerate(rows, start=1):
        if None in row or any(v is None for v in row.values()):
            raise WordlistError(f"{name}: row {i} has another number of cells than the header")
        if not general and not row.get("source"):
            raise WordlistError(f"{name}: row {i} has no source; begin the file with a line '# source: ...', or fill a column 'source'")
    return rows
