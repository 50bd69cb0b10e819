"""Files of word processors: DOCX and RTF, with one report or with an export of Nexis or Factiva in it; old Office files are turned away.

A single report's text is its paragraphs, the cells of a table's row parted by bars; pictures, macros, headers and footers are no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosswire.acquire.formats import factiva, nexis
from crosswire.acquire.formats.base import FileFormat, Found, Source, member_names
from crosswire.acquire.formats.office_lines import Line
from crosswire.acquire.raw import Given, RawReport
from crosswire.errors import RejectedInput

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
_TITLE_AMONG = 5  # lines from the top among which a styled title is the report's


def _is_docx(head: bytes) -> bool:
    names = member_names(head)
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def _is_rtf(head: bytes) -> bool:
    return head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def _is_old_office(head: bytes) -> bool:
    return head.startswith(_OLE)


def read_lines(lines: Sequence[Line], source: Source, kind: str) -> Iterator[Found]:
    """The articles of an export, or the one report that these lines are. Raises RejectedInput (``empty``)."""
    if nexis.is_export(lines):
        yield from nexis.read_lines(lines, source, f"nexis-{kind}")
    elif factiva.is_export(lines):
        yield from factiva.read_lines(lines, source, f"factiva-{kind}")
    elif lines:
        styled = [line.text for line in lines[:_TITLE_AMONG] if line.role == "title"]
        text = "\n\n".join(line.text for line in lines)
        given = Given(title=styled[0] if len(styled) == 1 else None)
        yield RawReport(source.stem, source.shown, text.encode("utf-8", "replace"), "text", given, parser=kind)
    else:
        raise RejectedInput("empty", f"a {kind.upper()} file without text; are its pages pictures?")


def _read_docx(source: Source) -> Iterator[Found]:
    from crosswire.acquire.formats.office_docx import read_docx  # the main process only tells formats

    content = read_docx(source)
    if content.lines or not content.fault:
        yield from read_lines(content.lines, source, "docx")
    if content.fault:
        raise RejectedInput("unreadable", content.fault)


def _read_rtf(source: Source) -> Iterator[Found]:
    from crosswire.acquire.formats.office_rtf import read_rtf

    yield from read_lines(read_rtf(source), source, "rtf")


def _read_old_office(source: Source) -> Iterator[Found]:
    if _LOCKED in source.read():
        raise RejectedInput("encrypted", "an Office file that is locked with a password; open it and save it without one")
    raise RejectedInput("unknown-format", "an old Office file (.doc, .xls, .msg); open it and save it as DOCX, or a table as CSV")
    yield  # this makes it an iterator, as every format's reader is


FORMATS = (
    FileFormat("docx", _is_docx, _read_docx),
    FileFormat("rtf", _is_rtf, _read_rtf),
    FileFormat("old-office", _is_old_office, _read_old_office),
)
