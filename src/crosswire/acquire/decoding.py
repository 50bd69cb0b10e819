"""Bytes -> repaired text. Repair happens here, once, before any offset exists; afterwards a report's text never changes."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from crosswire.errors import RejectedInput

MAX_BYTES = 20_000_000  # of one input, inflated; a report of news is a thousandth of it
MAX_TEXT = 1_000_000  # characters of one report; trafilatura takes about 6 s for so much, and a long report has 30,000
CONTROLS = 0.02  # the share of control characters above which a file is no text
LOST = 0.05  # the share of characters that could not be read above which a text is of no use

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a file is by its first bytes, where it is no text that could be read (source: the formats' own specifications).
_MAGIC = (
    (b"%PDF-", "unknown-format", "a PDF file"),
    (b"PK\x03\x04", "unknown-format", "a ZIP container (DOCX, XLSX, WACZ, EPUB or the like)"),
    (b"{\\rtf", "unknown-format", "a Rich Text file"),
    (b"\xd0\xcf\x11\xe0", "unknown-format", "an old Office file"),
    (b"WARC/", "unknown-format", "a web archive"),
    (b"\x89PNG", "not-text", "a PNG picture"),
    (b"\xff\xd8\xff", "not-text", "a JPEG picture"),
    (b"GIF8", "not-text", "a GIF picture"),
    (b"SQLite format 3\x00", "not-text", "a SQLite database"),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,30})""", re.IGNORECASE)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_TERMINAL = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")  # colours and the like: their digits are no numbers of a report
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
# Marks that no reader sees and that cut words apart or turn the reading order round: soft hyphen, zero-width space, BOM, overrides.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """Text, and what had to be done to read it."""

    text: str
    warnings: tuple[str, ...]


def check_size(text: str) -> None:
    """Raises RejectedInput (``too-large``) where a text is longer than any report."""
    if len(text) > MAX_TEXT:
        raise RejectedInput("too-large", f"{len(text):,} characters of text; the limit is {MAX_TEXT:,}")


def _wide(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of plain English is NUL."""
    head = content[:400]
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _declared(content: bytes) -> str | None:
    found = _CHARSET.search(content[:2048])
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers read it (WHATWG Encoding Standard)


def _candidates(content: bytes, page: bool) -> list[tuple[str, bytes]]:
    """Encodings to try, best first, each with the bytes it reads (byte order mark cut)."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return [(name, content[len(mark) :])]
    wide = _wide(content)
    if wide:
        return [(wide, content)]
    declared = _declared(content) if page else None
    names = ["utf-8", *([declared] if declared else [])]
    return [(name, content) for name in names]


def decode(content: bytes, *, page: bool = False, most: int = MAX_BYTES) -> Decoded:
    """Bytes, not more than ``most``, as repaired text; ``page`` lets a ``charset=`` in the bytes have a say.

    Raises RejectedInput (``not-text``, ``unknown-format``, ``too-large``, ``empty``).
    """
    if len(content) > most:
        raise RejectedInput("too-large", f"{len(content):,} bytes; the limit is {most:,}")
    for magic, reason, what in _MAGIC:
        if content.startswith(magic):
            raise RejectedInput(reason, what)
    for encoding, raw in _candidates(content, page):
        try:
            return repair(raw.decode(encoding), () if encoding == "utf-8" else (f"read as {encoding}",))
        except (UnicodeDecodeError, LookupError):
            continue
    return repair(content.decode("cp1252", errors="replace"), ("not valid UTF-8: read as cp1252",))


def glimpse(head: bytes) -> str:
    """The first bytes of a file as text, by which its format is told; empty where they are none. A cut last character is dropped."""
    if head.startswith(tuple(magic for magic, *_ in _MAGIC)):
        return ""
    encoding, raw = _candidates(head, page=False)[0]
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(raw)
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    text = _LINE_ENDS.sub("\n", text)
    return "" if len(_CONTROLS.findall(text)) > max(8, len(text) * CONTROLS) else text


def repair(text: str, warnings: tuple[str, ...] = ()) -> Decoded:
    """Line ends as ``\\n``; control characters, unseen marks and lone surrogates gone. Raises RejectedInput (``not-text``, ``empty``)."""
    text = _LINE_ENDS.sub("\n", text)
    notes = list(warnings)
    controls = len(_CONTROLS.findall(text))
    if controls > max(8, len(text) * CONTROLS):
        raise RejectedInput("not-text", f"{controls:,} of {len(text):,} characters are control characters")
    lost = text.count("\ufffd")
    if lost > max(8, len(text) * LOST):
        raise RejectedInput("not-text", "too many bytes stand for no character")
    if lost:
        notes.append(f"{lost} byte{'s' if lost > 1 else ''} that stand for no character")
    for pattern, put, what in (
        (_TERMINAL, "", "terminal control"),
        (_CONTROLS, "", "control"),
        (_UNSEEN, "", "unseen"),
        (_SURROGATES, "\ufffd", "broken"),
    ):
        text, count = pattern.subn(put, text)
        if count:
            notes.append(f"{count} {what} character{'s' if count > 1 else ''} repaired")
    if not text.strip():
        raise RejectedInput("empty", "no text in it")
    return Decoded(text, tuple(notes))
