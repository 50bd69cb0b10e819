"""Exports of Nexis Uni and LexisNexis: how one is told, and where its articles begin and end.

Two shapes are known (from public samples and the readers that others have written): the one of Nexis Uni (a cover page with a table of
contents, then title, outlet, date, Copyright, labelled fields, "Body", text, labelled fields, "End of Document"), and the older one ("3 of
25 DOCUMENTS", outlet and date in the middle of the line, title, BYLINE:, LENGTH:, text, LOAD-DATE:). An article's fields are read in
:mod:`crosswire.acquire.formats.nexis_fields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crosswire.acquire.decoding import decode
from crosswire.acquire.formats.base import FileFormat, Found, Source, head_text
from crosswire.acquire.formats.nexis_fields import is_head_field, label_of, read_new, read_old
from crosswire.acquire.formats.office_lines import COLUMN, Line, is_long, is_wrapped, joined, split_lines, tidy
from crosswire.acquire.formats.office_reports import Article, to_found
from crosswire.errors import RejectedInput
from crosswire.types import Reject
from crosswire.wordlists import words_of

_MARKER = re.compile(r"\d{1,6} of \d{1,6} DOCUMENTS?$")
_END = re.compile(r"End of Document$", re.IGNORECASE)
_LENGTH = re.compile(r"(?:length|longueur|länge): ?[\d,.]+ \w+$", re.IGNORECASE)
_LOADED = re.compile(r"(?:load-date|date-chargement): ?\S", re.IGNORECASE)
_COUNT = re.compile(r"Documents? \((\d{1,6})\)$", re.IGNORECASE)
_ENTRY = re.compile(r"(?P<number>\d{1,6})\.(?: (?P<title>.*))?$")
_FAILED = re.compile(r"We are sorry but there is an error in this document", re.IGNORECASE)
_PAGE = re.compile(r"Page \d+ of \d+$", re.IGNORECASE)
_HTML_SIGNS = re.compile(r"<DOC NUMBER=\d|NAME=\"DOC_ID_\d|>\s*\d{1,6} of \d{1,6} DOCUMENTS?\s*<", re.IGNORECASE)
_TEXT_SIGNS = re.compile(  # what is looked for before a text is cut into lines: most texts have none of them
    r"^[ \t\u00a0]*(?:\d{1,6} of \d{1,6} DOCUMENTS?\b|End of Document\b|(?:length|longueur|länge):|Job Number)",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = re.compile(r"^(?:MIME-Version|Message-ID|Received):", re.IGNORECASE | re.MULTILINE)
_HEAD = 25  # lines of an article among which its head stands
_LEFTOVER = 200  # characters behind the last article that are worth a word


def is_export(lines: Sequence[Line]) -> bool:
    """Whether a file is such an export: by lines that stand alone, never by words in a sentence."""
    texts = [line.text for line in lines]
    length, loaded = any(map(_LENGTH.match, texts)), any(map(_LOADED.match, texts))
    if any(map(_MARKER.match, texts)) and (length or loaded or any(map(is_head_field, texts))):
        return True
    if any(map(_END.match, texts)) and (length or loaded or "Body" in texts):
        return True
    return (length and loaded) or _has_cover(texts)


def _has_cover(texts: Sequence[str]) -> bool:
    """The cover page of a delivery: "Job Number: 79564983", "Documents (7)"."""
    top = texts[:12]
    return any(t.lower().startswith(("job number", "date and time")) for t in top) and any(map(_COUNT.match, top))


def read_lines(lines: Sequence[Line], source: Source, parser: str, warnings: tuple[str, ...] = ()) -> Iterator[Found]:
    """The articles, a reject for each that cannot be read, and one where the cover page counts others.

    Raises RejectedInput (``no-article``).
    """
    old = any(_MARKER.match(line.text) for line in lines)
    found = 0
    for found, (chunk, whole) in enumerate(_old_chunks(lines) if old else _new_chunks(lines), start=1):
        article = (read_old if old else read_new)(chunk)
        article.warnings += [*warnings, *([] if whole else ["the file ends before this article's end"])]
        yield _found(article, chunk, source, found, parser)
    if not found:
        looked = "'End of Document' or 'n of N DOCUMENTS' lines, and 'Length:' or 'Load-Date:' fields"
        raise RejectedInput("no-article", f"an export of Nexis in which no article was found (looked for {looked})")
    said = next((int(m[1]) for line in lines[:12] if (m := _COUNT.match(line.text))), found)
    if not old and said != found:
        detail = f"the cover page says {said} documents, and {found} were found; export the others again"
        yield Reject(f"{source.shown}#cover", "not-a-report", detail, None, None)


def _found(article: Article, chunk: Sequence[Line], source: Source, place: int, parser: str) -> Found:
    if any(_FAILED.match(line.text) for line in chunk):
        detail = "Nexis wrote that it could not deliver this document; export it again"
        return Reject(f"{source.shown}#{place}", "not-a-report", detail, None, None)
    return to_found(article, source, place, parser)


def _old_chunks(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], bool]]:
    """(lines of an article, whether it has its end) of the older shape; what stands before the first is the request that was made."""
    marks = [i for i, line in enumerate(lines) if _MARKER.match(line.text)]
    for start, stop in pairwise([*marks, len(lines)]):
        chunk = lines[start + 1 : stop]
        if chunk:
            tailed = any(_LOADED.match(line.text) or line.text.lower().startswith("copyright") for line in chunk)
            yield chunk, stop < len(lines) or tailed


def _new_chunks(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], bool]]:
    """(lines of an article, whether it has its end) of Nexis Uni's shape, without the cover page."""
    start = _after_cover(lines)
    for stop in [i for i, line in enumerate(lines) if _END.match(line.text)]:
        chunk = _without_pages(lines[start:stop])
        start = max(start, stop + 1)
        if chunk:
            yield chunk, True
    rest = _without_pages(lines[start:])
    headed = any(is_head_field(line.text) or _LOADED.match(line.text) for line in rest[:_HEAD])
    if headed or sum(len(line.text) for line in rest) > _LEFTOVER:
        loaded = any(_LOADED.match(line.text) for line in rest)
        yield rest, loaded


def _without_pages(lines: Sequence[Line]) -> Sequence[Line]:
    return [line for line in lines if not _PAGE.match(line.text)]


def _after_cover(lines: Sequence[Line]) -> int:
    """Where the first article begins: behind the last entry of the table of contents."""
    texts = [line.text for line in lines]
    if not _has_cover(texts):
        return 0
    # The table of contents ends before the first line that only an article has.
    limit = next((i for i, t in enumerate(texts) if i and (t == "Body" or _LENGTH.match(t) or is_head_field(t))), len(texts))
    count = next(i for i, t in enumerate(texts) if _COUNT.match(t))
    start = count + 1
    title, number = "", 0
    for i in range(start, limit):
        entry, label = _ENTRY.match(texts[i]), label_of(texts[i])
        counts_on = entry is not None and int(entry["number"]) == number + 1
        if entry is not None and counts_on:
            number += 1
            title = title or tidy(entry["title"] or texts[min(i + 1, limit - 1)])
        if lines[i].row or counts_on or (label or texts[i].lower()) in words_of("news_databases.toml", "nexis_cover"):
            start = i + 1
    # The table of contents has the first article's title as its first entry.
    again = [i for i in range(start, limit) if title and title.startswith(texts[i])]
    return again[0] if again else start


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text, those that a wrap cut made one again."""
    lines = split_lines(text)
    old = any(_MARKER.match(line.text) for line in lines)
    if old and not is_long(lines):
        return joined(lines, _begins)
    return joined(lines, _begins, short=COLUMN) if is_wrapped(lines) else lines


def _begins(text: str) -> bool:
    """Whether a line is none that goes on in the line before."""
    if label_of(text):
        return text[:1].isupper()
    return text in ("Body", "Classification") or bool(_END.match(text) or _MARKER.match(text))


def _says_text(head: bytes) -> bool:
    text = head_text(head)
    if not _TEXT_SIGNS.search(text) or text.lstrip()[:1] in ("<", "{", "[") or _MAIL.search(text[:4000]):
        return False
    return is_export(split_lines(text))


def _says_page(head: bytes) -> bool:
    text = head_text(head)
    return text.lstrip()[:1] == "<" and bool(_HTML_SIGNS.search(text))


def _read_text(source: Source) -> Iterator[Found]:
    decoded = decode(source.read())
    yield from read_lines(text_lines(decoded.text), source, "nexis-txt", decoded.warnings)


def _read_page(source: Source) -> Iterator[Found]:
    from crosswire.acquire.formats.office_html import page_lines, page_tree  # the main process only tells formats

    decoded = decode(source.read(), page=True)
    yield from read_lines(joined(page_lines(page_tree(decoded.text)), _begins), source, "nexis-html", decoded.warnings)


FORMATS = (FileFormat("nexis-txt", _says_text, _read_text), FileFormat("nexis-html", _says_page, _read_page))
