"""Web archives: WARC (ISO 28500) and WACZ, a ZIP of WARC files with a list of the pages that were visited.

A report is a record of a page that was answered with 200, of a resource or its converted text, or an item of a feed or of JSON. When a page
was fetched says only that it was not published later. Redirects, pictures, scripts, requests, revisits (the same content as an earlier
capture), files for robots and JSON without a text are no reports.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin

from crosswire.acquire.archives import TEXT_KEYS, fold, looks_like_rows
from crosswire.acquire.decoding import MAX_BYTES, glimpse
from crosswire.acquire.formats import feeds
from crosswire.acquire.formats.base import HEAD, Budget, FileFormat, Found, Source, inflated, member_names
from crosswire.acquire.pages import looks_like_page
from crosswire.acquire.raw import Given, RawReport, reject
from crosswire.errors import RejectedInput

_READ = frozenset({"response", "resource", "conversion"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_PDF = "application/pdf"
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"})
_ROWS = frozenset({"application/json", "application/ld+json", "application/x-ndjson", "application/jsonl"})
_HOUSEKEEPING = re.compile(r"/(?:robots|ads|app-ads|humans|llms|sellers|(?:\.well-known/)?security)\.txt$", re.IGNORECASE)
_LONG_VALUE = re.compile(r'"(\w{2,40})"\s*:\s*\[?\s*"(?:[^"\\]|\\.){100}')
_ARCHIVED = re.compile(r"archive/[^/]+\.warc(?:\.gz)?$")
_LISTED = re.compile(r"pages/[^/]+\.jsonl$")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Tally:
    """What was seen in a file: the number of the last report, all records, and what was taken already (address and content)."""

    number: int = 0
    records: int = 0
    taken: set[bytes] = field(default_factory=set)


class _Pieces:
    """A stream that gives what it has, so that a fault further on costs nothing that came before it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast("io.BufferedReader", stream)

    def read(self, size: int) -> bytes:
        return self._stream.read1(size)


def _is_warc(head: bytes) -> bool:
    return re.match(rb"\s{0,8}WARC/\d", head) is not None


def _is_wacz(head: bytes) -> bool:
    names = member_names(head)
    return any(map(_ARCHIVED.match, names)) and any(name == "datapackage.json" or _LISTED.match(name) for name in names)


def _read_warc(source: Source) -> Iterator[Found]:
    tally = _Tally()
    with source.open() as stream:
        yield from _records(source, stream, tally, None)
    _check_any(tally)


def _check_any(tally: _Tally) -> None:
    if not tally.number:
        raise RejectedInput("not-a-report", f"a web archive with no page of text in it ({tally.records:,} records)")


def _read_wacz(source: Source) -> Iterator[Found]:
    tally = _Tally()
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                listed = _listed(archive, source.budget)
                for name in sorted(filter(_ARCHIVED.match, archive.namelist())):
                    source.budget.spend(archive.getinfo(name).file_size)
                    with archive.open(name) as opened:
                        member = cast("BinaryIO", opened)
                        packed = name.endswith(".gz")
                        yield from _records(source, inflated(member, source.budget) if packed else member, tally, listed)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError) as error:
            raise RejectedInput("unreadable", f"damaged WACZ file: {error}") from error
    _check_any(tally)


def _listed(archive: zipfile.ZipFile, budget: Budget) -> set[str] | None:
    """The addresses of the pages that were visited: frames and advertisements are in the archive, but not among them. None: no list."""
    found: set[str] = set()
    for name in sorted(filter(_LISTED.match, archive.namelist())):
        with archive.open(name) as member:
            content = member.read(MAX_BYTES)
        budget.spend(len(content))
        for line in content.splitlines():
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                found.add(_bare(entry["url"]))
    return found or None


def _bare(url: str) -> str:
    return url.split("#", 1)[0]


def _records(source: Source, stream: BinaryIO, tally: _Tally, listed: set[str] | None) -> Iterator[Found]:
    from warcio.archiveiterator import ArchiveIterator  # the main process only tells formats
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(_Pieces(stream))
    records.INC_RECORD = ""  # what it would print on the terminal, and below what it would log
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    try:
        for record in records:
            tally.records += 1
            if listed is not None:
                _follow(record, listed)
            if record.rec_type in _READ and (listed is None or _bare(_address(record)) in listed):
                yield from _record(source, record, tally)
            _pass(record.raw_stream, tally)
    except (ArchiveLoadFailed, AttributeError, ValueError, EOFError) as error:  # AttributeError: a record without an address
        raise RejectedInput("truncated", f"record {tally.records + 1:,} is damaged{_fault(error)}") from error


def _fault(error: Exception) -> str:
    """What warcio says of a damaged record; what Python says would help nobody."""
    return f": {str(error)[:200]}" if type(error).__name__ == "ArchiveLoadFailed" else ", and what comes after it is not read"


def _pass(stream: Any, tally: _Tally) -> None:
    """Read over the rest of a record. Raises RejectedInput (``truncated``) where it is shorter than it says: warcio just stops there."""
    while stream.read(65_536):
        pass
    if stream.limit:
        raise RejectedInput("truncated", f"the file ends inside record {tally.records:,}")


def _follow(record: Any, listed: set[str]) -> None:
    """Where a listed page was moved to is listed as well."""
    headers = record.http_headers
    if record.rec_type == "response" and headers and headers.get_statuscode()[:1] == "3" and _bare(_address(record)) in listed:
        listed.add(_bare(urljoin(_address(record), headers.get_header("Location") or "")))


def _address(record: Any) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _record(source: Source, record: Any, tally: _Tally) -> Iterator[Found]:
    """The report in one record, or why there is none; nothing where it is no page."""
    headers = record.http_headers
    kind = str((headers or record.rec_headers).get_header("Content-Type") or "")
    media = kind.split(";", 1)[0].strip().lower()
    if (headers and headers.get_statuscode() != "200") or media not in {*_PAGES, *_FEEDS, *_ROWS, _PDF, "text/plain", ""}:
        return
    if _HOUSEKEEPING.search(_bare(_address(record)).split("?", 1)[0]):
        return  # what a site says to programs
    raw = record.raw_stream.read(MAX_BYTES + 1)
    if len(raw) <= MAX_BYTES:
        _pass(record.raw_stream, tally)
    tally.number += 1
    report = RawReport(f"{source.stem}-{tally.number}", f"{source.shown}#{tally.number}", raw, "page", _said(record), parser="warc")
    try:
        content = _content(raw, headers, source.budget)
        if not _is_wanted(content, media):
            tally.number -= 1
            return
        mark = hashlib.sha256(_address(record).encode() + b"\n" + content).digest()
        if mark in tally.taken:
            tally.number -= 1
            return
        tally.taken.add(mark)
        yield _found(source, report, _as_utf8(content, kind), media)
    except RejectedInput as error:
        yield reject(report, error.reason, error.detail)


def _is_wanted(content: bytes, media: str) -> bool:
    """Whether an answer may be a report: not an empty one, and of what programs tell each other only feeds and rows that hold a text."""
    if media in _FEEDS:
        return any(form.says(content[:HEAD]) for form in feeds.FORMATS)
    if media in _ROWS:
        return looks_like_rows(glimpse(content[:HEAD])) and any(fold(m[1]) in TEXT_KEYS for m in _LONG_VALUE.finditer(glimpse(content)))
    return bool(content.strip()) and (media != "" or looks_like_page(content[:4096].decode("utf-8", "replace")))


def _found(source: Source, report: RawReport, content: bytes, media: str) -> Found:
    """A page or a text as a report; a PDF, a feed or JSON as a file to be read in its turn."""
    if media == _PDF or media in _FEEDS or media in _ROWS:
        given = report.given if media == _PDF else Given(latest=report.given.latest)  # the address is that of all its reports
        inner = source.member(report.path, content, given)
        return replace(inner, shown=report.path, stem=report.document_id)
    return replace(report, content=content, format="text" if media == "text/plain" else "page")


def _said(record: Any) -> Given:
    """The address, and the day on which the page was fetched as the last on which it can have been published."""
    fetched = re.match(r"\d{4}-\d\d-\d\d", record.rec_headers.get_header("WARC-Date") or "")
    try:
        latest = date.fromisoformat(fetched[0]) if fetched else None
    except ValueError:
        latest = None
    url = _address(record)
    return Given(url=url if re.match(r"https?://", url, re.IGNORECASE) else None, latest=latest)


def _content(raw: bytes, headers: Any, budget: Budget) -> bytes:
    """The body of an answer without the coding it was sent in. Raises RejectedInput."""
    if len(raw) > MAX_BYTES:
        raise RejectedInput("too-large", f"more than {MAX_BYTES:,} bytes")
    if headers is None:
        return raw
    if "chunked" in str(headers.get_header("Transfer-Encoding") or "").lower():
        raw = _joined(raw)
    coding = str(headers.get_header("Content-Encoding") or "").strip().lower()
    if coding in ("", "identity", "none", "utf-8"):
        return raw
    if coding not in ("gzip", "x-gzip", "deflate"):
        # Some archivers store the body decoded and keep the header.
        if looks_like_page(raw[:4096].decode("utf-8", "replace")):
            return raw
        raise RejectedInput("unreadable", f"the page was stored in the coding {coding!r}, which cannot be read here")
    return _inflate(raw, budget)


def _inflate(raw: bytes, budget: Budget) -> bytes:
    if raw[:2] != b"\x1f\x8b" and looks_like_page(raw[:4096].decode("utf-8", "replace")):
        return raw  # stored decoded, with the header kept
    for bits in (47, -15):  # gzip or zlib told by its head, then bare deflate, which some servers send
        stream = zlib.decompressobj(wbits=bits)
        try:
            out = stream.decompress(raw, MAX_BYTES + 1)
        except zlib.error:
            continue
        budget.spend(len(out))
        if len(out) > MAX_BYTES:
            raise RejectedInput("inflation-limit", f"the page inflates to more than {MAX_BYTES:,} bytes")
        return out
    raise RejectedInput("unreadable", "the page's compressed content is damaged")


def _joined(raw: bytes) -> bytes:
    """A body that was sent in chunks, in one; as it is where it turns out not to be chunked (archivers join it and keep the header)."""
    stream = io.BytesIO(raw)
    parts: list[bytes] = []
    while True:
        size = re.match(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n$", stream.readline(1000))
        if not size:
            return b"".join(parts) if parts else raw
        if int(size[1], 16) == 0:
            return b"".join(parts)
        parts.append(stream.read(int(size[1], 16)))
        stream.readline(3)


def _as_utf8(content: bytes, kind: str) -> bytes:
    """A body in the character set that its HTTP header names, as UTF-8: the page itself may name none, or another."""
    named = _CHARSET.search(kind)
    if not named:
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode(named[1]).encode("utf-8", "replace")
        except (LookupError, UnicodeDecodeError, ValueError):
            return content
    return content


FORMATS = (FileFormat("wacz", _is_wacz, _read_wacz), FileFormat("warc", _is_warc, _read_warc))
