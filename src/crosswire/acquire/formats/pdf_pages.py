"""PDF files with a text layer: one file is one report. Its lines become paragraphs in :mod:`crosswire.acquire.formats.pdf_lines`.

Title and author are taken from the file's own entries only where the text says the same; the day on which the file was made is no day of
publication and is never used.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from crosswire.acquire.blocks import fold
from crosswire.acquire.decoding import MAX_BYTES
from crosswire.acquire.formats.base import Budget, Found, Source
from crosswire.acquire.formats.pdf_lines import Line, paragraphs
from crosswire.acquire.raw import Given, RawReport
from crosswire.errors import RejectedInput

# pypdf lets Python's own errors through where an object of a damaged file is missing, of another kind, or packed in a way it does not know.
_FAULTS = (
    PyPdfError, DependencyError, NotImplementedError, RecursionError, KeyError, TypeError, ValueError, IndexError, AttributeError,
    AssertionError,
)  # fmt: skip
_LEAST = 40  # letters; with fewer a file has no text layer, at most a stamp
_NAMES = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}(?:(?:,| and| &) [^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4})*$")


def read_pdf(source: Source) -> Iterator[Found]:
    """The one report in a PDF file. Raises RejectedInput (``encrypted``, ``needs-ocr``, ``inflation-limit``, ``unreadable``)."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would tell the terminal about every oddity of a file
    limits: dict[str, Any] = {f"{kind}_maximum_output_length": MAX_BYTES for kind in ("zlib", "lzw", "run_length", "array_based_stream")}
    try:
        with apply_configuration(**limits):
            entries, pages, notes = _read(source.read(), source.budget)
    except LimitReachedError as error:
        raise RejectedInput("inflation-limit", f"its content inflates beyond the limit: {error}") from error
    except _FAULTS as error:
        if "ncryption" in str(error):  # a kind of encryption that pypdf does not know
            raise RejectedInput("encrypted", "the PDF is encrypted: save a copy without protection and give that") from error
        raise RejectedInput("unreadable", f"damaged PDF file: {str(error)[:200]}") from error
    yield _report(source, entries, pages, notes)


def _read(content: bytes, budget: Budget) -> tuple[dict[str, str], list[list[Line]], list[str]]:
    """The file's own entries, the lines of every page, and sentences on what could not be read."""
    reader = PdfReader(io.BytesIO(content))
    _unlock(reader)
    entries = {key: str(value) for key, value in (reader.metadata or {}).items() if isinstance(value, str)}
    pages, broken = [], []
    for number, page in enumerate(reader.pages, start=1):
        lines = _lines(page, budget)
        pages.append(lines or [])
        if lines is None:
            broken.append(number)
    notes = [f"{_pages(broken)} could not be read"] if broken else []
    return entries, pages, notes


def _unlock(reader: Any) -> None:
    """A file that is only locked against changes opens with an empty password. Raises RejectedInput (``encrypted``)."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError, PyPdfError) as error:
        raise RejectedInput("encrypted", "the PDF is encrypted: save a copy without protection and give that") from error
    if not opened:
        raise RejectedInput("encrypted", "the PDF asks for a password: save a copy without one and give that")


def _lines(page: Any, budget: Budget) -> list[Line] | None:
    """The lines of a page in the order in which they were drawn; None where the page is damaged."""
    found: list[Line] = []

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float) -> None:
        if not text.strip():
            return
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        scale = abs(inner[3] * outer[3]) or abs(inner[1] * outer[2]) or 1.0
        for part in text.split("\n"):
            if part.strip():
                found.append(Line(part, x, y, size * scale))

    try:
        contents = page.get_contents()
        budget.spend(len(contents.get_data()) if contents is not None else 0)
        page.extract_text(visitor_text=visit)
    except LimitReachedError:
        raise
    except _FAULTS:
        return None
    return found


def _report(source: Source, entries: dict[str, str], pages: Sequence[Sequence[Line]], notes: Sequence[str]) -> RawReport:
    drawn = [sum(len(re.findall(r"[^\W\d_]", line.text)) for line in page) for page in pages]
    if sum(drawn) < _LEAST:
        raise RejectedInput("needs-ocr", "the PDF has no text layer: its pages are pictures; run it through OCR first")
    read = paragraphs(pages)
    empty = [number for number, count in enumerate(drawn, start=1) if not count]
    warnings = [*notes, *read.notes]
    if empty and not notes:
        warnings.append(f"no text layer on {_pages(empty)}: what stands there as a picture is not read")
    text = "\n\n".join(read.paragraphs)
    given = Given(title=_title(entries, read.heading, text), byline=_byline(entries, text))
    return RawReport(source.stem, source.shown, text.encode("utf-8", "replace"), "text", given, tuple(warnings), "pdf")


def _pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (", ..." if len(numbers) > 10 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"


def _title(entries: dict[str, str], heading: str | None, text: str) -> str | None:
    """The file's title where it stands at the beginning of the text; else the line in the largest letters there."""
    said = " ".join(entries.get("/Title", "").split())
    if len(said.split()) >= 2 and fold(said) and fold(said) in fold(text[:3000]):
        return said
    return heading


def _byline(entries: dict[str, str], text: str) -> str | None:
    """The file's author where it is names that the text has too: mostly it is a user's or a programme's name."""
    said = " ".join(entries.get("/Author", "").split())
    return said if _NAMES.match(said) and said in " ".join(f"{text[:3000]} {text[-3000:]}".split()) else None
