"""One report, from its bytes to a document: first taken apart, where need be in a child process, then its language told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crosswire.acquire import pages, unread
from crosswire.acquire.archives import read_row
from crosswire.acquire.blocks import split_blocks
from crosswire.acquire.dates import Published, from_text, from_url, plausible
from crosswire.acquire.decoding import Decoded, check_size, decode, repair
from crosswire.acquire.front_matter import read_front_matter
from crosswire.acquire.heads import find_title, stands_at_top
from crosswire.acquire.language import detect_language, partly_foreign, readable, remark
from crosswire.acquire.raw import Given, Opened, RawReport, clean_name
from crosswire.types import Document, Segment


def open_report(raw: RawReport) -> Opened:
    """One report as a document with its text, and hints of its markup. Raises RejectedInput."""
    return with_language(take_apart(raw))


def with_language(opened: Opened) -> Opened:
    """The report with its language, and what there is to say of it. Not for a child with limits: what tells languages apart unpacks its
    tables into a temporary file."""
    document = opened.document
    language = detect_language(document.text)
    notes = [said] if (said := remark(document.text, language) or partly_foreign(document.text)) else []
    if readable(language) and (said := unread.remark(unread.no_prose(document.text))):
        notes.append(said)
    return replace(opened, document=replace(document, language=language, warnings=(*document.warnings, *notes)))


def take_apart(raw: RawReport) -> Opened:
    """One report as :func:`open_report` gives it, but for its language. Raises RejectedInput."""
    if raw.format == "page":
        return _open_page(raw, decode(raw.content, page=True))
    if raw.format == "text":
        return _open_text(raw, decode(raw.content), raw.parser or "text")
    row = read_row(raw.content)
    if row.page is not None:
        return _open_page(raw, repair(row.page))
    return _open_text(raw, repair(row.text or ""), raw.parser or row.parser)


def _open_text(raw: RawReport, decoded: Decoded, parser: str) -> Opened:
    text, notes = decoded.text, decoded.warnings
    check_size(text)
    if not raw.parser and (headed := read_front_matter(text)):
        raw = replace(raw, given=raw.given.over(headed.given))
        text, notes = headed.text, (*notes, *headed.warnings)
    title = clean_name(raw.given.title) or None
    if title and not stands_at_top(title, split_blocks(text)):
        text = f"{title}\n\n{text}"  # claims may stand in a title
    blocks = split_blocks(text)
    if not title:
        found = find_title(blocks)
        title = found.text if found else None
    published = _published(raw.given, Published(), blocks_of=text)
    notes = (*notes, *_no_days(raw.given.published_at))
    return Opened(_document(raw, raw.given, text, title, published, parser, notes), ())


def _open_page(raw: RawReport, decoded: Decoded) -> Opened:
    page = pages.read_page(decoded.text, clean_name(raw.given.title) or None)
    given = raw.given.over(Given(page.facts.url, page.facts.outlet, byline=page.facts.byline))
    published = _published(given, page.facts.published, blocks_of=page.text)
    warnings = (*decoded.warnings, *page.warnings, *_no_days(given.published_at, page.facts.published.at))
    parser = f"{raw.parser}, {page.parser}" if raw.parser else page.parser
    document = _document(raw, given, page.text, page.title, published, parser, warnings)
    return Opened(document, tuple(Segment(raw.document_id, h.start, h.end, h.kind, h.rule) for h in page.hints))


def _published(given: Given, page: Published, *, blocks_of: str) -> Published:
    """What a person said, else the page's markup, else the address, else the text."""
    if given.dated and (not given.published_at or plausible(given.published_at)):
        return Published(given.published_at, "given" if given.published_at else None, given.earliest, given.latest)
    if page.at and plausible(page.at):
        return page
    by_url = from_url(given.url)
    return by_url if by_url.at else _no_later(from_text(split_blocks(blocks_of)), given)


def _no_days(*said: str | None) -> list[str]:
    """A warning for each date that cannot be one of publication."""
    return [f"{at} is no day of publication and is left out" for at in said if at and not plausible(at)]


def _no_later(found: Published, given: Given) -> Published:
    """A report was published before the day on which it was seen."""
    if found.at or given.latest is None or (found.earliest and given.latest < found.earliest):
        return found
    return Published(None, found.source, found.earliest, min(found.latest or given.latest, given.latest))


def _document(
    raw: RawReport, given: Given, text: str, title: str | None, published: Published, parser: str, warnings: Sequence[str]
) -> Document:
    return Document(
        document_id=raw.document_id, sha256=raw.sha256, path=raw.path, url=given.url, outlet=given.outlet, title=title, byline=given.byline,
        published_at=published.at, published_from=published.source if published.at else None,
        published_earliest=None if published.at else published.earliest, published_latest=None if published.at else published.latest,
        language=None, text=text, parser=parser, warnings=(*raw.warnings, *warnings),
        modified_at=given.modified_at, state="withdrawn" if given.withdrawn else "current",
    )  # fmt: skip
