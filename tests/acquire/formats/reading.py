"""What the tests of formats share: a file's bytes told and read as a build does it, in this process."""

from __future__ import annotations

from typing import NamedTuple

from crosswire.acquire.formats import told
from crosswire.acquire.formats.base import Budget, Source
from crosswire.acquire.opening import open_report
from crosswire.acquire.raw import RawReport
from crosswire.errors import RejectedInput
from crosswire.types import Document, Reject


class Read(NamedTuple):
    """``format``: by which name the file was told; ``rejects``: (path, reason, detail), the file's own last."""

    format: str | None
    reports: list[RawReport]
    inner: list[Source]
    rejects: list[tuple[str, str, str]]

    @property
    def documents(self) -> list[Document]:
        """The reports, opened."""
        return [open_report(raw).document for raw in self.reports]

    @property
    def reasons(self) -> list[str]:
        """Of the rejects."""
        return [reason for _, reason, _ in self.rejects]


def read(content: bytes, name: str = "file", left: int = 200_000_000) -> Read:
    """Everything in a file of this content."""
    source = Source(name, name.split(".", 1)[0], content=content, budget=Budget(left))
    kind = told(source.head())
    found = Read(kind.name if kind else None, [], [], [])
    try:
        for one in kind.read(source) if kind else ():
            if isinstance(one, RawReport):
                found.reports.append(one)
            elif isinstance(one, Reject):
                found.rejects.append((one.path, one.reason, one.detail))
            else:
                found.inner.append(one)
    except RejectedInput as error:
        found.rejects.append((name, error.reason, error.detail))
    return found
