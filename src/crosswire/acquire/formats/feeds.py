"""RSS and Atom feeds that were saved: every item with a text is a report. Nothing is fetched, neither feed nor item."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from crosswire.acquire.dates import Published, parse_given
from crosswire.acquire.formats.base import FileFormat, Found, Source, head_text
from crosswire.acquire.formats.fragments import plain_text
from crosswire.acquire.raw import Given, RawReport, clean_name, reject
from crosswire.errors import RejectedInput
from crosswire.types import Reject

_ROOT = re.compile(r"<(?![?!])([\w:.-]{1,40})")
_BLOCKS = re.compile(r"<(?:p|div|br|ul|ol|h\d|blockquote|table|section|article)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|(?:read|continue|see) (?:more|reading|full|the)\b.{0,60})\W*$", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--[^>]*-->\s*)?$")
_LONG = 150  # words; a description of so many is the report itself
_SUMMARY = "the feed has only a summary of it"


def _is_feed(head: bytes) -> bool:
    text = head_text(head).lstrip()[:8000]
    root = _ROOT.search(text) if text.startswith("<") else None
    name = root[1].rsplit(":", 1)[-1] if root else ""
    return name == "rss" or (name == "feed" and "/Atom" in text) or (name == "RDF" and "purl.org/rss/" in text)


def _read(source: Source) -> Iterator[Found]:
    import feedparser  # the main process only tells formats

    content = source.read()
    if re.search(rb"<!ENTITY", content[:100_000], re.IGNORECASE):
        raise RejectedInput("unreadable", "the feed declares entities of its own, by which files blow up or other files are read")
    feed = feedparser.parse(io.BytesIO(content))
    entries = list(feed.entries)
    if not entries:
        raise RejectedInput("empty", "a feed without items")
    cut = _CLOSED.search(content[-400:].rstrip(b"\0 \r\n\t")) is None
    notes = ("the feed is no well-formed XML: it was read as well as it could be",) if feed.bozo and not cut else ()
    for number, entry in enumerate(entries[:-1] if cut else entries, start=1):
        yield _item(source, number, entry, feed, notes)
    if cut:
        raise RejectedInput("truncated", f"the feed ends inside item {len(entries)}")


def _item(source: Source, number: int, entry: Mapping[str, Any], feed: Mapping[str, Any], notes: tuple[str, ...]) -> RawReport | Reject:
    given, more = _given(entry, feed)
    guid = clean_name(str(entry.get("id") or ""))
    named = bool(guid) and not re.match(r"https?:", guid)
    raw = RawReport(
        guid if named else f"{source.stem}-{number}", f"{source.shown}#{number}", b"", "text", given, (*notes, *more), "feed", named=named
    )
    markup, whole = _body(entry)
    text = plain_text(markup)
    if not text:
        return reject(raw, "missing-text", "the item has a title and a link, but no text")
    if not whole or _CUT.search(text[-120:]):
        raw = replace(raw, warnings=(*raw.warnings, _SUMMARY))
    if whole and _BLOCKS.search(markup):
        return replace(raw, content=f"<html><body><article>{markup}</article></body></html>".encode("utf-8", "replace"), format="page")
    return replace(raw, content=text.encode("utf-8", "replace"))


def _body(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """The longest text of an item, without scripts, and whether it is the report and no summary."""
    contents = [str(one.get("value") or "") for one in entry.get("content") or () if isinstance(one, Mapping)]
    full = max(contents, key=len, default="")
    summary = str(entry.get("summary") or "")
    if full.strip() and len(full) >= len(summary):
        return full, True
    return summary, len(plain_text(summary).split()) >= _LONG


def _given(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> tuple[Given, tuple[str, ...]]:
    about = entry.get("source") or {}
    outlet = plain_text(str(about.get("title") or feed.get("feed", {}).get("title") or ""))
    author = entry.get("author_detail") or {}
    byline = str(author.get("name") or entry.get("author") or "")
    published, first = _date(entry, "published")
    updated, second = _date(entry, "updated")
    if not published.at and updated.at and str(feed.get("version") or "").startswith("rss"):
        published, updated = updated, Published()  # the date of dc:date in RSS 1.0, which is the item's own
    latest = date.fromisoformat(updated.at[:10]) if updated.at and not published.at else published.latest
    link = str(entry.get("link") or "")
    given = Given(
        url=link if re.match(r"https?://", link, re.IGNORECASE) else None, outlet=clean_name(outlet) or None,
        title=clean_name(plain_text(str(entry.get("title") or ""))) or None, published_at=published.at, earliest=published.earliest,
        latest=latest, byline=clean_name(byline) or None, modified_at=updated.at if updated.at != published.at else None,
    )  # fmt: skip
    return given, (*first, *second)


def _date(entry: Mapping[str, Any], what: str) -> tuple[Published, tuple[str, ...]]:
    """A date of an item in its own zone where it is written in a usual way, else as feedparser understands it, in UTC."""
    said = entry.get(what) if what in entry.keys() else None  # noqa: SIM118 - feedparser answers "updated" with "published" otherwise
    if not isinstance(said, str) or not said.strip():
        return Published(), ()
    try:
        return parse_given(said), ()
    except ValueError as error:
        parsed = entry.get(f"{what}_parsed")
        if parsed:
            return Published(datetime.fromtimestamp(timegm(parsed), UTC).isoformat()), ()
        return Published(), (f"{what}: {error}",)


FORMATS = (FileFormat("feed", _is_feed, _read),)
