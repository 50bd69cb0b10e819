"""DOCX -> lines. Read straight from its XML, as a stream: pictures, macros and embedded files are never touched.

Source: ECMA-376 (Office Open XML), part 1, chapter 17. Text in content controls, tables, text boxes and insertions is taken in its order,
footnotes and endnotes stand at the end; headers, footers, comments and deleted text are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, BinaryIO, NamedTuple

from lxml import etree

from crosswire.acquire.formats.base import Budget, Source
from crosswire.acquire.formats.office_lines import Line, tidy
from crosswire.errors import RejectedInput

_WORD = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what stands in Choice
_RELATION = re.compile(r"officeDocument/(?:2006/)?relationships/(\w+)$")
_FIELD = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError, OSError)
_CHUNK = 65_536
_MOST_RELATIONS = 20_000_000  # bytes of a list of links
_MOST_PACKED = 100_000_000  # bytes of a DOCX that is itself compressed


class Content(NamedTuple):
    """The lines of a file, and what went wrong on the way (what stands before is there)."""

    lines: list[Line]
    fault: str | None = None


class _Counted:
    """A member of the container, read piece by piece; every byte is counted."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(min(size, _CHUNK) if size > 0 else _CHUNK)
        self._budget.spend(len(chunk))
        return chunk


def read_docx(source: Source) -> Content:
    """Raises RejectedInput where it cannot be opened at all."""
    try:
        with _seekable(source) as stream, zipfile.ZipFile(stream) as archive:
            main = _main_part(archive, source.budget)
            links, notes = _relations(archive, main, source.budget)
            content = _part(archive, main, links, source.budget)
            for note in notes:
                more = _part(archive, note, {}, source.budget) if content.fault is None else Content([])
                content = Content(content.lines + more.lines, more.fault or content.fault)
            return content
    except _DAMAGED as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise RejectedInput("encrypted", "a DOCX file that is locked with a password") from error
        raise RejectedInput("unreadable", f"a damaged DOCX file: {error}; open it in a word processor and save it again") from error


def _seekable(source: Source) -> BinaryIO:
    stream = source.open()
    if stream.seekable():
        return stream
    with stream:
        return io.BytesIO(stream.read(_MOST_PACKED))


def _tree(archive: zipfile.ZipFile, name: str, budget: Budget) -> etree._Element:
    """A small XML part as a tree. Raises RejectedInput."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    parts = []
    with archive.open(name) as stream:
        counted, size = _Counted(stream, budget), 0
        while chunk := counted.read():
            size += len(chunk)
            if size > _MOST_RELATIONS:
                raise RejectedInput("too-large", f"{name} inflates to more than {_MOST_RELATIONS:,} bytes")
            parts.append(chunk)
    try:
        return etree.fromstring(b"".join(parts), parser)
    except etree.XMLSyntaxError as error:
        raise RejectedInput("unreadable", f"a DOCX file whose {name} is damaged: {_fault(error)}") from error


def _targets(archive: zipfile.ZipFile, name: str, budget: Budget) -> Iterator[tuple[str, str, str]]:
    """(id, kind, target) of the relations of a part."""
    if name not in archive.NameToInfo:
        return
    for one in _tree(archive, name, budget):
        kind = _RELATION.search(one.get("Type", ""))
        if kind:
            yield one.get("Id", ""), kind[1], one.get("Target", "")


def _main_part(archive: zipfile.ZipFile, budget: Budget) -> str:
    main = next((t for _, kind, t in _targets(archive, "_rels/.rels", budget) if kind == "officeDocument"), "word/document.xml")
    return main.lstrip("/")


def _relations(archive: zipfile.ZipFile, main: str, budget: Budget) -> tuple[dict[str, str], list[str]]:
    """(id -> address of a link, parts with footnotes and endnotes)."""
    folder, _, name = main.rpartition("/")
    links, notes = {}, []
    for key, kind, target in _targets(archive, f"{folder}/_rels/{name}.rels", budget):
        if kind == "hyperlink":
            links[key] = target
        elif kind in ("footnotes", "endnotes"):
            notes.append(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
    return links, [n for n in notes if n in archive.NameToInfo]


def _part(archive: zipfile.ZipFile, name: str, links: dict[str, str], budget: Budget) -> Content:
    reading = _Reading(links)
    with archive.open(name) as stream:
        events = etree.iterparse(
            _Counted(stream, budget), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
        )
        try:
            for event, element in events:
                reading.take(event, element)
        except etree.XMLSyntaxError as error:
            return Content(reading.lines, f"the file is damaged, and what stands behind the damage is lost: {_fault(error)}")
    return Content(reading.lines)


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    role: str = ""
    address: str = ""


@dataclass(slots=True)
class _Reading:
    """Where the reader of a part stands: open paragraphs and table rows (one may stand in another), and the lines so far."""

    links: dict[str, str]
    lines: list[Line] = field(default_factory=list)
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _rows: list[list[list[Line]]] = field(default_factory=list)  # open rows -> their cells -> their lines
    _skipped: int = 0  # how many open elements say what shall not be read

    def take(self, event: str, element: etree._Element) -> None:
        """One event of the parser."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        space, _, name = tag[1:].partition("}")
        if tag == _FALLBACK or (space in _WORD and name in ("moveFrom", "del")):
            self._skipped += 1 if event == "start" else -1
        elif space in _WORD and not self._skipped:
            handler = (_STARTS if event == "start" else _ENDS).get(name)
            if handler:
                handler(self, element)
        if event == "end" and name in ("p", "tr", "tbl", "r", "pict", "drawing", "Fallback"):
            element.clear()

    def start_paragraph(self, _: etree._Element) -> None:
        self._paragraphs.append(_Paragraph())

    def start_link(self, element: etree._Element) -> None:
        key = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
        if self._paragraphs and not self._paragraphs[-1].address:
            self._paragraphs[-1].address = self.links.get(str(key), "")

    def end_text(self, element: etree._Element) -> None:
        self.add(element.text or "")

    def end_field(self, element: etree._Element) -> None:
        found = _FIELD.search(element.text or "")
        if found and self._paragraphs and not self._paragraphs[-1].address:
            self._paragraphs[-1].address = found[1]

    def end_style(self, element: etree._Element) -> None:
        style = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}val")), "")
        if self._paragraphs and style in ("Title", "Heading1"):
            self._paragraphs[-1].role = "title"

    def end_outline(self, element: etree._Element) -> None:
        level = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}val")), "")
        if self._paragraphs and level == "0":
            self._paragraphs[-1].role = "title"

    def add(self, text: str) -> None:
        """Text of the innermost open paragraph."""
        if self._paragraphs:
            self._paragraphs[-1].pieces.append(text)

    def end_paragraph(self, _: etree._Element) -> None:
        if not self._paragraphs:
            return
        done = self._paragraphs.pop()
        lines = [
            Line(inner, role=done.role, row=bool(self._rows), address=done.address)
            for part in "".join(done.pieces).split("\n")
            if (inner := tidy(part))
        ]
        (self._rows[-1][-1] if self._rows and self._rows[-1] else self.lines).extend(lines)

    def start_row(self, _: etree._Element) -> None:
        self._rows.append([])

    def start_cell(self, _: etree._Element) -> None:
        if self._rows:
            self._rows[-1].append([])

    def end_row(self, _: etree._Element) -> None:
        """A row of short cells is one line; a cell with paragraphs keeps them."""
        if not self._rows:
            return
        cells = self._rows.pop()
        if all(len(cell) <= 1 for cell in cells):
            whole = [line for cell in cells for line in cell]
            row = [whole[0]._replace(text=" | ".join(line.text for line in whole), row=True)] if whole else []
        else:
            row = [line for cell in cells for line in cell]
        (self._rows[-1][-1] if self._rows and self._rows[-1] else self.lines).extend(row)


_Handler = Callable[[_Reading, etree._Element], None]


def _fault(error: etree.XMLSyntaxError) -> str:
    return "it declares entities that blow up" if "amplification" in (error.msg or "") else error.msg or "no XML"


def _adds(text: str) -> _Handler:
    return lambda reading, _: reading.add(text)


_STARTS: dict[str, _Handler] = {
    "p": _Reading.start_paragraph,
    "hyperlink": _Reading.start_link,
    "tr": _Reading.start_row,
    "tc": _Reading.start_cell,
}
_ENDS: dict[str, _Handler] = {
    "t": _Reading.end_text,
    "tab": _adds(" "),
    "ptab": _adds(" "),
    "br": _adds("\n"),
    "cr": _adds("\n"),
    "noBreakHyphen": _adds("-"),
    "instrText": _Reading.end_field,
    "pStyle": _Reading.end_style,
    "outlineLvl": _Reading.end_outline,
    "p": _Reading.end_paragraph,
    "tr": _Reading.end_row,
}
