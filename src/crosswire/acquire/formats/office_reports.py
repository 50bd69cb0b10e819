"""One article of a database's export as a report."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from crosswire.acquire.formats.base import Found, Source
from crosswire.acquire.formats.office_dates import Dated
from crosswire.acquire.raw import Given, RawReport, clean_name
from crosswire.types import Reject


@dataclass(slots=True)
class Article:
    """What an export says of one article. ``paragraphs`` are its text without the title; ``number`` its own id in the database."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    dated: Dated = field(default_factory=Dated)
    dateline: str = ""
    url: str | None = None
    number: str | None = None
    modified_at: str | None = None
    withdrawn: bool = False
    paragraphs: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The title and the paragraphs, with an empty line between them; no line twice where the text opens with its title."""
        again = bool(self.title and self.paragraphs and self.paragraphs[0] == self.title)
        return "\n\n".join([*([self.title] if self.title and not again else []), *self.paragraphs])


def to_found(article: Article, source: Source, place: int, parser: str) -> Found:
    """The report, or the reject of an article without any text. ``place`` counts the articles of the file from 1."""
    shown = f"{source.shown}#{place}"
    text = article.text
    if not text:
        return Reject(shown, "missing-text", "an article without a title and without text", None, None)
    content = text.encode("utf-8", "replace")
    dated = article.dated
    given = Given(
        url=article.url, outlet=article.outlet, title=article.title, published_at=dated.at, earliest=dated.earliest, latest=dated.latest,
        byline=article.byline, modified_at=article.modified_at, withdrawn=article.withdrawn,
    )  # fmt: skip
    warnings = (*article.warnings, *([dated.warning] if dated.warning else []))
    name = clean_name(article.number)
    return RawReport(name or _own_id(article, content), shown, content, "text", given, warnings, parser, named=bool(name))


def _own_id(article: Article, content: bytes) -> str:
    """An id that does not depend on the file: the same article in two exports has it twice, one text in two papers has two."""
    day = article.dated.at[:10] if article.dated.at else "undated"
    outlet = article.outlet or "report"
    key = hashlib.sha256("\x1f".join((outlet, article.dated.at or "", article.byline or "")).encode("utf-8", "replace") + content)
    name = unicodedata.normalize("NFKD", outlet.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:40].strip("-")
    return f"{slug or 'report'}-{day}-{key.hexdigest()[:8]}"
