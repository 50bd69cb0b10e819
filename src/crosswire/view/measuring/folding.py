"""Quoted words found again in the reports of a record, whatever their line breaks: white space is folded on both sides."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.store.database import Record
from crosswire.types import Span


@dataclass(frozen=True, slots=True)
class Folded:
    """A text whose runs of white space are one blank; ``at[i]`` is where the i-th character of the unfolded text stands in it."""

    text: str
    at: tuple[int, ...]


def folded(text: str) -> Folded:
    """Fold a text.

    >>> folded("a\\n\\n b").text
    'a b'
    """
    out: list[str] = []
    at = []
    for letter in text:
        if not letter.isspace():
            at.append(len(out))
            out.append(letter)
        elif out and out[-1] != " ":
            at.append(len(out))
            out.append(" ")
        else:
            at.append(max(len(out) - 1, 0))
    return Folded("".join(out), (*at, len(out)))


def fold(words: str) -> str:
    """Words in one line."""
    return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class Texts:
    """The reports of a record."""

    by_id: Mapping[str, Folded]

    @classmethod
    def of(cls, record: Record, wanted: Container[str]) -> Texts:
        """Some reports of a record."""
        rows = record.rows("SELECT document_id, text FROM documents")
        return cls({r["document_id"]: folded(r["text"]) for r in rows if r["document_id"] in wanted})

    def rows(self, record: Record, table: str) -> list[dict[str, Any]]:
        """The rows of a table that stand in these reports."""
        return [row for row in record.table(table) if row["document_id"] in self.by_id]

    def spans(self, document_id: str, words: str) -> list[Span]:
        """Every place where the words stand, not inside longer words."""
        hay, needle = self.by_id[document_id].text if document_id in self.by_id else "", fold(words)
        found = []
        at = hay.find(needle) if needle else -1
        while at >= 0:
            left, right = hay[at - 1 : at], hay[at + len(needle) : at + len(needle) + 1]
            if not (needle[0].isalnum() and left.isalnum()) and not (needle[-1].isalnum() and right.isalnum()):
                found.append(Span(at, at + len(needle)))
            at = hay.find(needle, at + 1)
        return found

    def own(self, row: Mapping[str, Any]) -> Span:
        """Where a row of the record stands."""
        at = self.by_id[row["document_id"]].at
        return Span(at[row["start"]], at[row["end"]])

    def first(self, row: Mapping[str, Any]) -> Span | None:
        """Where the words of a row of gold stand first."""
        return next(iter(self.spans(row["doc"], row["text"])), None)


def shared(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def likeness(a: Span, b: Span) -> float:
    """Shared characters over all characters of two spans."""
    both = shared(a, b)
    return both / ((a.end - a.start) + (b.end - b.start) - both) if both else 0.0


def near(places: Sequence[Span], at: Span) -> bool:
    """Whether a span shares a character with one of some."""
    return any(p.overlaps(at) for p in places)
