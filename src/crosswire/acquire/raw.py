"""What is known of a report before it is read: its bytes, its format, and what a person said about it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from crosswire.types import Document, Reject, Segment, make_id

Format = Literal["text", "page", "row"]


def clean_name(name: str | None) -> str:
    """A name without what no id or title may hold: control characters, marks that turn the reading order round, surrogates, line ends."""
    name = re.sub("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", name or "")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\s]+", " ", name).strip()


@dataclass(frozen=True, slots=True)
class Given:
    """What a person or a file said about a report. ``published_at`` is ISO 8601; a month alone is a bracket of days.

    ``modified_at`` (ISO 8601) is when this version of the report was made; ``withdrawn``: its publisher took it back (a wire's kill,
    ninjs ``pubstatus`` "canceled"). ``latest`` alone: it was there on that day, and may be older.
    """

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published_at: str | None = None
    earliest: date | None = None
    latest: date | None = None
    byline: str | None = None
    modified_at: str | None = None
    withdrawn: bool = False

    @property
    def dated(self) -> bool:
        """Whether anything is said about the date."""
        return bool(self.published_at or self.earliest)

    def over(self, other: Given) -> Given:
        """This, and from ``other`` what is missing here."""
        dates = self if self.dated or (self.latest and not other.dated) else other
        return Given(
            self.url or other.url, self.outlet or other.outlet, self.title or other.title, dates.published_at, dates.earliest, dates.latest,
            self.byline or other.byline, self.modified_at or other.modified_at, self.withdrawn or other.withdrawn,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RawReport:
    """One report as it came: everything that :func:`crosswire.acquire.files.open_report` needs, in any process.

    ``content`` are the input's bytes (of a row of JSON Lines: the row's); ``path`` says where it stood, relative to the folder
    that was named, so that a record does not depend on the machine. ``parser`` is the name of the format that it came in (empty: told
    by ``format`` alone), and ends up in ``documents.parser``. ``named``: the input itself gives the id (a guid, an accession number).
    """

    document_id: str
    path: str
    content: bytes = field(repr=False)
    format: Format
    given: Given = Given()
    warnings: tuple[str, ...] = ()
    parser: str = ""
    named: bool = False

    @property
    def sha256(self) -> str:
        """Of the input's bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def identity(self) -> str:
        """The same for the same bytes of which the same is said: who published them, and at which address."""
        return make_id("input", self.sha256, self.given.url or "", self.given.outlet or "")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A table of metadata that lay inside an archive."""

    shown: str
    content: bytes = field(repr=False)


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
