"""What comes in: documents, their segments and sentences, and what could not be taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crosswire.types.base import DocumentState, SegmentKind


@dataclass(frozen=True, slots=True)
class Document:
    """One report. ``text`` never changes after it is acquired; a title not in the text stands on its first line."""

    document_id: str
    sha256: str
    path: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published_at: str | None  # ISO 8601, as exact as it was given: a day, or a moment with its zone
    published_from: Literal["given", "page", "url", "text"] | None
    published_earliest: date | None
    published_latest: date | None
    language: str | None  # ISO 639-1
    text: str
    parser: str
    warnings: tuple[str, ...] = ()
    modified_at: str | None = None  # ISO 8601, when this version was made, as the file says
    received: int = 0  # 0: the first build; n: the n-th time that reports were added
    replaces: str | None = None  # document_id of the older version
    state: DocumentState = "current"

    @property
    def published(self) -> date | None:
        """The day of publication as the outlet's clock had it, or None."""
        return date.fromisoformat(self.published_at[:10]) if self.published_at else None


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a report came in, so that it is known again: its name before it was made unique, and what was said about it.

    ``named``: the name was given by the input, not made of a file's. ``identity`` is a hash of its bytes and of the address and outlet
    that were given. ``published_at`` and what follows are as they were given, not as they were found in the report.
    """

    document_id: str
    name: str
    named: bool
    identity: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published_at: str | None = None
    earliest: date | None = None
    latest: date | None = None
    byline: str | None = None
    modified_at: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a document and what it is. Segments are sorted, do not overlap and cover all but white space."""

    document_id: str
    start: int
    end: int
    kind: SegmentKind
    rule: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a title, body or caption."""

    sentence_id: str
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that could not be taken in; ``reason`` is one of ``crosswire.errors.REJECT_REASONS``."""

    path: str
    reason: str
    detail: str
    bytes: int | None
    sha256: str | None
    at: str | None = None  # filled by the store: the one column that holds a clock
