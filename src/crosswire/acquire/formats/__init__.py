"""The formats that reports come in, each told by its content: one module a family of formats.

Everything here runs in a child process with limits (:mod:`crosswire.workers.fenced`), save what is ``light``.
"""

from __future__ import annotations

from crosswire.acquire.formats import containers, factiva, feeds, mails, nexis, office, pdfs, plain, rows, webarchives
from crosswire.acquire.formats.base import FileFormat

# In the order in which they are asked: what begins like something else (a WACZ is a ZIP, an export of a database is plain text) first.
FORMATS: tuple[FileFormat, ...] = (
    *webarchives.FORMATS, *office.FORMATS, *nexis.FORMATS, *factiva.FORMATS, *pdfs.FORMATS, *mails.FORMATS, *feeds.FORMATS,
    *rows.FORMATS, *containers.FORMATS, *plain.FORMATS,
)  # fmt: skip


def told(head: bytes) -> FileFormat:
    """The format of a file by its first bytes; the last one, plain text, rejects what is none."""
    return next(one for one in FORMATS if one.says(head))
