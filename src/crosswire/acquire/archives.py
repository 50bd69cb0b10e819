"""Files that hold many reports: JSON Lines (one object a line), or one JSON array of objects.

The keys of the contract are ``id``, ``url``, ``outlet``, ``title``, ``published_at``, ``text``; the names that trafilatura, news-please,
newspaper4k, Media Cloud and schema.org use for the same things are understood as well (source: their documented output).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from crosswire.acquire.dates import parse_given
from crosswire.acquire.raw import Given
from crosswire.errors import RejectedInput

KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "document_id", "doc_id", "uid", "_id", "guid", "article_id", "stories_id"),
    "url": ("url", "link", "source_url", "canonical_url", "href", "mainEntityOfPage"),
    "outlet": (
        "outlet", "sitename", "site_name", "publisher", "publication", "media_name", "source_name", "source", "source_domain", "hostname",
    ),
    "title": ("title", "headline"),
    "published_at": (
        "published_at", "published", "date_publish", "publish_date", "published_date", "publication_date",
        "date_published", "datePublished", "pub_date", "pubDate", "date",
    ),
    "text": ("text", "maintext", "body", "content", "full_text", "fulltext", "article_text", "articleBody", "article", "raw_text"),
    "page": ("html", "raw_html"),
    "byline": ("byline", "author", "authors"),
}  # fmt: skip
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|article|div|p)\b", re.IGNORECASE)


class Row(NamedTuple):
    """One report of an archive. Exactly one of ``text`` and ``page`` (HTML) is filled."""

    id: str | None
    text: str | None
    page: str | None
    byline: str | None
    given: Given
    warnings: tuple[str, ...]


def _plain(value: Any) -> str | None:
    """A JSON value as one line of text: strings, numbers, lists of them, and objects that carry a name."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _plain(value.get("name") or value.get("@id"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value))) or None
    return None


def _said(row: Mapping[str, Any], what: str) -> str | None:
    return next((said for key in KEYS[what] if (said := _plain(row.get(key)))), None)


def read_row(content: bytes) -> Row:
    """The report in one row. Raises RejectedInput (``bad-json``, ``missing-text``)."""
    try:
        row = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RejectedInput("bad-json", str(error)) from error
    if not isinstance(row, dict):
        raise RejectedInput("bad-json", f"a row must be an object, this is {type(row).__name__}")
    text, page = _said(row, "text"), _said(row, "page")
    if text and _MARKUP.match(text):
        text, page = None, text
    elif text or not (page and _MARKUP.match(page)):
        page = None
    if not text and not page:
        raise RejectedInput("missing-text", f"no text under any of: {', '.join(KEYS['text'])}")
    given, warnings = _given(row)
    return Row(_said(row, "id"), text, page, _said(row, "byline"), given, warnings)


def _given(row: Mapping[str, Any]) -> tuple[Given, tuple[str, ...]]:
    about = Given(_said(row, "url"), _said(row, "outlet"), _said(row, "title"))
    date = _said(row, "published_at")
    if not date:
        return about, ()
    try:
        found = parse_given(date)
    except ValueError as error:
        return about, (f"published: {error}",)
    return about.over(Given(published_at=found.at, earliest=found.earliest, latest=found.latest)), ()


def split_rows(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(number from 1, bytes) of every row of JSON Lines or of a JSON array. An array that is no JSON comes as one bad row."""
    if content.lstrip()[:1] == b"[":
        try:
            for number, row in enumerate(json.loads(content), start=1):
                yield number, json.dumps(row, ensure_ascii=True, sort_keys=True).encode()
        except (ValueError, RecursionError):
            yield 1, content
        return
    if _is_one_object(content):
        yield 1, content
        return
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            yield number, line.rstrip(b"\r")


def _is_one_object(content: bytes) -> bool:
    """Whether the file is one object printed over several lines."""
    try:
        return isinstance(json.loads(content), dict)
    except (ValueError, RecursionError):
        return False


def looks_like_rows(text: str) -> bool:
    """Whether a text is JSON by its beginning: an object or an array of objects."""
    return bool(re.match(r"\s*(?:\[\s*)?\{\s*(?:\"|\})", text))
