"""One report of an archive as a row: keys and values, by the keys that a program is known to write.

A row is a JSON object (JSON Lines, one JSON array) or a row of a table. Which program wrote it is told by its keys, because the same key
means different things: ``source`` is an address to trafilatura and an outlet to others, ``date_download`` is no date of publication.
Sources of the keys: trafilatura 2 (``trafilatura.xml.build_json_output`` and the slots of its ``Document``), news-please
(``NewsArticle.get_dict``), newspaper4k (``Article.to_json``), IPTC ninjs 1.4 and 2.0, schema.org ``NewsArticle``, Media Cloud's lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from crosswire.acquire.dates import Published, parse_given
from crosswire.acquire.raw import Given, clean_name
from crosswire.errors import RejectedInput

# What a report's keys are called where no known program wrote them; the first that is filled counts.
KEYS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "document_id", "doc_id", "uid", "_id", "guid", "article_id", "stories_id", "story_id"),
    "url": ("url", "link", "canonical_url", "article_url", "href", "main_entity_of_page", "permalink", "source_url"),
    "outlet": (
        "outlet", "sitename", "site_name", "publisher", "publication", "newspaper", "media_name", "source_name", "source", "source_domain",
        "hostname", "domain",
    ),
    "title": ("title", "headline"),
    "published_at": (
        "published_at", "published", "date_publish", "publish_date", "published_date", "publication_date", "publishing_date",
        "date_published", "pub_date", "date",
    ),
    "modified_at": (
        "modified_at", "date_modified", "date_modify", "modified_date", "updated_at", "last_modified", "last_updated", "updated",
    ),
    "text": (
        "text", "maintext", "body", "content", "full_text", "article_text", "body_text", "plain_text", "article_body", "article",
        "raw_text",
    ),
    "page": ("html", "raw_html", "body_html"),
    "byline": ("byline", "author", "authors"),
    "withdrawn": ("withdrawn", "retracted"),
}  # fmt: skip


class Dialect(NamedTuple):
    """How one program writes a report. ``signs``: sets of keys, each enough to know it by; ``keys``: what differs from ``KEYS``."""

    name: str
    signs: tuple[frozenset[str], ...]
    keys: Mapping[str, tuple[str, ...]]


class Row(NamedTuple):
    """One report of an archive. Exactly one of ``text`` and ``page`` (HTML) is filled; ``parser`` names the dialect."""

    id: str | None
    text: str | None
    page: str | None
    given: Given
    warnings: tuple[str, ...]
    parser: str

    @property
    def ours(self) -> bytes:
        """The row under our own keys, as JSON: the same report gives the same bytes whatever columns stood beside it."""
        given = self.given
        month = given.earliest.isoformat()[:7] if given.earliest else None
        values = {
            "id": self.id, "url": given.url, "outlet": given.outlet, "title": given.title, "published_at": given.published_at or month,
            "modified_at": given.modified_at, "byline": given.byline, "withdrawn": given.withdrawn or None, "text": self.text,
            "html": self.page,
        }  # fmt: skip
        return json.dumps({key: value for key, value in values.items() if value is not None}, sort_keys=True).encode()


def fold(key: str) -> str:
    """A key or a column's name as it is compared: ``datePublished``, ``date_published`` and ``Date published`` are one."""
    return re.sub(r"[^a-z0-9@]", "", key.lower())


def _signs(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(fold, group.split())) for group in groups)


_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0+)?(?:Z|[+-]00:?00)?$")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|article|section|div|p|h\d|ul|blockquote)\b", re.IGNORECASE)
_NOTHING = frozenset({"", "none", "null", "nan", "nat", "n/a", "unknown"})
YES = frozenset({"true", "1", "yes", "y", "x", "withdrawn", "retracted", "canceled", "cancelled"})
_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting)$")
_NEWSPAPER = ("canonical_link", "meta_site_name", "top_image", "top_img", "read_more_link", "meta_img", "source_url", "movies")

DIALECTS = (
    Dialect("json-lines", _signs("document_id published_from"), {}),
    Dialect(
        "ninjs",
        _signs(*(f"{key} {body}" for key in ("uri", "guid", "versioncreated") for body in ("body_text", "body_html", "pubstatus"))),
        {
            "id": ("uri", "guid"), "url": ("canonical_url", "url", "uri"), "title": ("headline", "title"), "byline": ("byline", "by"),
            "outlet": ("provider", "publisher", "source", "infosources", "copyrightholder"),
            "published_at": ("firstpublished", "firstcreated", "versioncreated"), "modified_at": ("versioncreated",),
            "text": ("body_text",), "page": ("body_html", "body_xhtml"), "withdrawn": ("pubstatus",),
        },
    ),
    Dialect(
        "news-please",
        _signs("maintext", "date_download date_publish", "source_domain date_publish"),
        {
            "outlet": ("source_domain",), "title": ("title", "headline", "title_page", "title_rss"), "published_at": ("date_publish",),
            "modified_at": ("date_modify",), "text": ("maintext", "text"), "byline": ("authors",),
        },
    ),
    Dialect(
        "trafilatura-json",
        _signs("sitename hostname", "source-hostname", "fingerprint hostname", "fingerprint raw_text"),
        {
            "url": ("url", "source"), "outlet": ("sitename", "source-hostname", "hostname"), "published_at": ("date",), "modified_at": (),
            "text": ("text", "raw_text"), "byline": ("author",),
        },
    ),
    Dialect(
        "newspaper",
        _signs(*(f"publish_date {key}" for key in _NEWSPAPER)),
        {
            "url": ("url", "canonical_link"), "outlet": ("meta_site_name", "source_url"), "published_at": ("publish_date",),
            "modified_at": (), "text": ("text", "text_cleaned"), "byline": ("authors",),
        },
    ),
    Dialect(
        "newsarticle",
        _signs("articleBody"),
        {
            "id": ("identifier",), "url": ("url", "main_entity_of_page", "@id"), "outlet": ("publisher", "source_organization"),
            "title": ("headline", "name"), "published_at": ("date_published",), "text": ("article_body", "text"), "byline": ("author",),
        },
    ),
)  # fmt: skip
_ANY = Dialect("json-lines", (), {})
TEXT_KEYS = frozenset(fold(key) for keys in (KEYS, *(d.keys for d in DIALECTS)) for key in (*keys.get("text", ()), *keys.get("page", ())))
KNOWN = frozenset(fold(key) for keys in (KEYS, *(d.keys for d in DIALECTS)) for group in keys.values() for key in group)


def read_row(content: bytes) -> Row:
    """The report in one row of JSON. Raises RejectedInput (``bad-json``, ``missing-text``)."""
    notes: tuple[str, ...] = ()
    try:
        try:
            row = json.loads(content)
        except UnicodeDecodeError:
            row, notes = json.loads(content.decode("cp1252", "replace")), ("not valid UTF-8: read as cp1252",)
    except (ValueError, RecursionError) as error:
        raise RejectedInput("bad-json", _fault(error)) from error
    if not isinstance(row, dict):
        raise RejectedInput("bad-json", f"a row must be an object, this is {type(row).__name__}")
    found = read_mapping(row)
    return found._replace(warnings=(*notes, *found.warnings))


def _fault(error: ValueError | RecursionError) -> str:
    """What is wrong with a row, in plain words where Python's speak of Python."""
    if isinstance(error, RecursionError):
        return "its objects and lists lie in one another too deeply"
    return "a number in it has more than 4,300 digits" if "integer string" in str(error) else str(error)


def read_mapping(row: Mapping[str, Any]) -> Row:
    """The report in keys and values, whatever program wrote them. Raises RejectedInput (``missing-text``)."""
    reading = _Reading(_flat(row))
    text, page = reading.long("text"), reading.long("page")
    if text and _MARKUP.match(text):
        text, page = None, text
    elif text or not (page and _MARKUP.match(page)):
        page = None
    given, warnings = reading.given()
    note = reading.line("ednote") if reading.dialect.name == "ninjs" else None
    if not text and not page and given.withdrawn:
        text = "\n\n".join(filter(None, (given.title, note)))  # the notice is all that is left of the report
    if not text and not page:
        raise RejectedInput("missing-text", f"no text under any of: {', '.join(reading.names('text'))}")
    if note:
        warnings = (*warnings, f"the editor's note says: {note[:200]}")
    return Row(reading.said("id"), text, page, given, warnings, reading.dialect.name)


class _Reading:
    """A row by its folded keys, in its dialect."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.values: dict[str, Any] = {}
        for key, value in row.items():
            self.values.setdefault(fold(key), value)
        self.dialect = self._told()

    def _told(self) -> Dialect:
        if _is_article(self.values.get("@type")):
            return DIALECTS[-1]
        return next((d for d in DIALECTS if any(sign <= self.values.keys() for sign in d.signs)), _ANY)

    def names(self, what: str) -> tuple[str, ...]:
        return self.dialect.keys.get(what, KEYS[what])

    def line(self, key: str) -> str | None:
        """The value of a key as one line of text."""
        return _line(_plain(self.values.get(fold(key))))

    def said(self, what: str) -> str | None:
        return next((said for key in self.names(what) if (said := self.line(key))), None)

    def long(self, what: str) -> str | None:
        """A text with its line ends: a string, or a list of paragraphs."""
        for key in self.names(what):
            value = self.values.get(fold(key))
            if isinstance(value, list) and all(isinstance(part, str) for part in value):
                value = "\n\n".join(value)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return None

    def given(self) -> tuple[Given, tuple[str, ...]]:
        published, first = self._date("published_at", "published")
        modified, second = self._date("modified_at", "modified")
        if published == modified:
            modified = Published()
        given = Given(
            self._url(), self._outlet(), self.said("title"), published.at, published.earliest, published.latest, self.said("byline"),
            modified.at, self._withdrawn(),
        )  # fmt: skip
        return given, (*first, *second)

    def _url(self) -> str | None:
        said = [self.line(key) for key in (*self.names("url"), "source")]
        addresses = [one for one in said if one and re.match(r"https?://", one, re.IGNORECASE)]
        # What is no address on the web is kept only where it stands under a key that means nothing else.
        return next(iter(addresses), None) or next((one for one in said[:2] if one and self.dialect is _ANY), None)

    def _outlet(self) -> str | None:
        said = self.said("outlet")
        host = re.match(r"(?:https?://(?:www\.)?|www\.)([^/\s:]+)", said, re.IGNORECASE) if said else None
        return host[1] if host else said

    def _withdrawn(self) -> bool:
        told = [self.said("withdrawn"), self.line("state") if self.dialect is DIALECTS[0] else None]
        return any(one.lower() in YES for one in told if one)

    def _date(self, what: str, name: str) -> tuple[Published, tuple[str, ...]]:
        """A date as it was said, and a word where it cannot be read. A date that was read out of the text is read there again."""
        if what == "published_at" and self.dialect is DIALECTS[0] and self.line("published_from") in ("text", "url"):
            return Published(), ()
        said = self.said(what)
        if not said:
            return Published(), ()
        try:
            return parse_given(_day_or_moment(said)), ()
        except ValueError as error:
            return Published(), (f"{name}: {error}",)


def _flat(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row with what ninjs 2 and schema.org put a level deeper: ``headlines``, ``bodies``, ``@graph``."""
    graph = row.get("@graph")
    if isinstance(graph, list):
        inside = [one for one in graph if isinstance(one, dict)]
        return next((one for one in inside if _is_article(one.get("@type"))), row)
    if not isinstance(row.get("bodies"), list) and not isinstance(row.get("headlines"), list):
        return row
    found = dict(row)
    for one in reversed([one for one in _items(row.get("bodies")) if isinstance(one.get("value"), str)]):
        found["body_html" if "html" in str(one.get("contenttype") or one.get("contentType")) else "body_text"] = one["value"]
    for one in reversed(_items(row.get("headlines"))):
        found["headline"] = one.get("value")
    return found


def _is_article(kinds: Any) -> bool:
    return any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _items(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _plain(value: Any) -> str | None:
    """A JSON value as text: strings, numbers, lists of them, and objects that carry a name."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return _plain(value.get("name") or value.get("title") or value.get("@id") or value.get("$oid"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value))) or None
    return None


def _line(value: str | None) -> str | None:
    """One line without control characters and lone surrogates; None for the words that programs write where they have nothing."""
    bare = clean_name(value)
    return None if bare.lower() in _NOTHING else bare


def _day_or_moment(said: str) -> str:
    """A date as it can be read: seconds or milliseconds since 1970 as a moment, midnight (a program's way to write a day) as a day."""
    if re.fullmatch(r"\d{10}|\d{13}|\d{10}\.\d+", said):
        seconds = float(said) / (1000 if len(said) == 13 and "." not in said else 1)
        said = datetime.fromtimestamp(seconds, UTC).isoformat()
    midnight = _MIDNIGHT.match(said)
    return midnight[1] if midnight else said


def looks_like_rows(text: str) -> bool:
    """Whether a text is JSON by its beginning: an object or an array of objects."""
    return bool(re.match(r"\s*(?:\[\s*)?\{\s*(?:\"|\})", text))
