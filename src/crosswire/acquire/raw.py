"""What is known of a report before it is read: its bytes, its format, and what a person said about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from crosswire.types import Document, Reject, Segment

Format = Literal["text", "page", "row"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person or a file said about a report. ``published_at`` is ISO 8601; a month alone is a bracket of days."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published_at: str | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def dated(self) -> bool:
        """Whether anything is said about the date."""
        return bool(self.published_at or self.earliest)

    def over(self, other: Given) -> Given:
        """This, and from ``other`` what is missing here."""
        dates = self if self.dated else other
        return Given(
            self.url or other.url, self.outlet or other.outlet, self.title or other.title, dates.published_at, dates.earliest, dates.latest
        )


@dataclass(frozen=True, slots=True)
class RawReport:
    """One report as it came: everything that :func:`crosswire.acquire.files.open_report` needs, in any process.

    ``content`` are the input's bytes (of a row of JSON Lines: the row's); ``path`` says where it stood, relative to the folder
    that was named, so that a record does not depend on the machine.
    """

    document_id: str
    path: str
    content: bytes = field(repr=False)
    format: Format
    given: Given = Given()
    warnings: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the input's bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as text, and what its markup says about stretches of it."""

    document: Document
    hints: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was found: reports to open, inputs that cannot be, and sentences for the person who named the sources."""

    reports: tuple[RawReport, ...]
    rejects: tuple[Reject, ...]
    warnings: tuple[str, ...] = ()


def reject(raw: RawReport, reason: str, detail: str) -> Reject:
    """The row of ``rejects`` for a report that could not be opened."""
    return Reject(raw.path, reason, detail, len(raw.content), raw.sha256)
