"""RTF -> lines, with striprtf. Pictures and embedded files are taken out before; headers, footers and footnotes are left out by it."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from crosswire.acquire.formats.base import Source
from crosswire.acquire.formats.office_lines import Line, tidy
from crosswire.errors import RejectedInput

_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_HEX = re.compile(rb"[0-9a-fA-F\r\n]{512,}")
_MOST = 60_000_000  # bytes; most of a long export are its logos
_LINK = re.compile(r"(\{\\field\b)([^\"]{0,200}?HYPERLINK\s+\"([^\"\\{}]{1,2000})\")", re.IGNORECASE)
# striprtf writes a link's address behind its words, with a pattern that takes time in the square of a line's length. "fldtype" is a
# group that it leaves out as well, and the address is carried in marks of the private use area.
_INSTRUCTION = re.compile(r"\\fldinst\b")
_OPEN, _CLOSE = "\ue000", "\ue001"
_ADDRESS = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_CELLS = re.compile(r" *\| *")
_TRAILING = re.compile(r"[ |]*\|$")


def read_rtf(source: Source) -> list[Line]:
    """The paragraphs; a row of a table is one line, its cells parted by bars. Raises RejectedInput."""
    content = _without_pictures(source.read(_MOST))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    text = text.lstrip("\ufeff \t\r\n").replace(_OPEN, "").replace(_CLOSE, "")
    text = _INSTRUCTION.sub(r"\\fldtype", _LINK.sub(rf"\1 {_OPEN}\3{_CLOSE}\2", text))
    try:
        plain = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]  # the library has no types
    except (ValueError, LookupError, OverflowError) as error:
        raise RejectedInput("unreadable", f"a damaged RTF file: {error}; open it in a word processor and save it again") from error
    return _lines(plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _without_pictures(content: bytes) -> bytes:
    """Without the bytes of pictures: raw ones may hold braces, and both kinds cost time."""
    parts, at = [], 0
    while match := _BINARY.search(content, at):
        parts.append(content[at : match.start()])
        at = match.end() + int(match[1])
    return _HEX.sub(b"", b"".join(parts) + content[at:])


def _lines(plain: str) -> list[Line]:
    out = []
    for raw in re.split("[\n\x0b\x0c\r]", plain):
        addresses = _ADDRESS.findall(raw)
        text = tidy(_ADDRESS.sub("", raw))
        row = text.endswith("|")
        if row:
            text = _CELLS.sub(" | ", _TRAILING.sub("", text)).strip(" |")
        if text:
            out.append(Line(text, row=row, address=addresses[0] if addresses else ""))
    return out
