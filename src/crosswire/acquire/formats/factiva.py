"""Exports of Factiva: how one is told, and where its articles begin and end.

Two shapes are known (from public samples and the readers that others have written), in HTML, RTF, DOCX and plain text: the one with field
codes ("Full article/report plus indexing": HD, BY, WC, PD, SN ... AN), and the one for reading (title, "By Name", "274 words", "16 June
2014", outlet, code, language, copyright, text). Both end with "Document" and the accession number. What stands behind the last one (the
summary of the search) is no article. The fields are read in :mod:`crosswire.acquire.formats.factiva_fields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crosswire.acquire.decoding import decode
from crosswire.acquire.formats.base import FileFormat, Found, Source, head_text
from crosswire.acquire.formats.factiva_fields import NUMBER, code_of, is_byline, is_count, read_coded, read_displayed
from crosswire.acquire.formats.office_dates import date_line
from crosswire.acquire.formats.office_lines import COLUMN, Line, is_wrapped, joined, split_lines
from crosswire.acquire.formats.office_reports import to_found
from crosswire.errors import RejectedInput

_FURNITURE = re.compile(
    r"(?:Page \d+ of \d+\b.*|(?:Dow Jones )?Factiva(?: Dow Jones)?|Dow Jones|(?:©|\(c\)) ?\d{4} Factiva\b.*)$", re.IGNORECASE
)
_TITLE = re.compile(r"<title>\s*(?:dow jones\s+)?factiva\s*</title>", re.IGNORECASE)
_ARTICLE = re.compile(r"class=[\"'](?:article [a-z]{2,3}Article|[a-z]{2,3}Headline|articleParagraph [a-z]{2,3}articleParagraph)[\"']")
_ARTICLE_CLASS = re.compile(r"[a-z]{2,3}Article$")
_TEXT_SIGNS = re.compile(r"^[ \t\u00a0]*(?:HD\b|(?:AN\b[ \t|\u00a0]*)?(?:Document|Dokument|Documento) [A-Za-z])", re.MULTILINE)
_MAIL = re.compile(r"^(?:MIME-Version|Message-ID|Received):", re.IGNORECASE | re.MULTILINE)
_TELLING = ("hd", "wc", "pd", "sn", "lp", "la")  # of these codes four must stand at the beginning of a line
_HEAD = 16  # lines of a displayed article among which the number of words stands


def is_export(lines: Sequence[Line]) -> bool:
    """Whether a file is such an export: by its codes, or by an accession number that ends what a number of words begins."""
    codes = {code_of(line).code for line in lines}
    if len(codes.intersection(_TELLING)) >= 4:
        return True
    counted = next((i for i, line in enumerate(lines) if is_count(line.text)), None)
    return counted is not None and any(NUMBER.match(line.text) for line in lines[counted:])


def read_lines(lines: Sequence[Line], source: Source, parser: str, warnings: tuple[str, ...] = ()) -> Iterator[Found]:
    """The articles, and a reject for each that cannot be read. Raises RejectedInput (``no-article``)."""
    place = 0
    for place, (chunk, number) in enumerate(_chunks(lines), start=1):
        coded = len({code_of(line).code for line in chunk}.intersection(_TELLING)) >= 3
        article = (read_coded if coded else read_displayed)(chunk)
        article.number = number or article.number
        article.warnings += [*warnings, *([] if number else ["the file ends before this article's accession number"])]
        yield to_found(article, source, place, parser)
    if not place:
        looked = "'Document' lines with an accession number, 'N words' lines, and the codes HD, WC, PD, SN, LP, AN"
        raise RejectedInput("no-article", f"an export of Factiva in which no article was found (looked for {looked})")


def _chunks(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], str | None]]:
    """(lines of an article, its accession number) without the page's furniture; last, an article that the file's end cut."""
    start = 0
    for i, line in enumerate(lines):
        found = NUMBER.match(line.text)
        if found and line.role != "paragraph":
            chunk = [one for one in lines[start:i] if not _FURNITURE.match(one.text)]
            if chunk and code_of(chunk[-1]).code == "an":
                chunk.pop()
            start = i + 1
            if chunk:
                yield chunk, found["number"]
    rest = [one for one in lines[start:] if not _FURNITURE.match(one.text)]
    counted = any(is_count(line.text) for line in rest[:_HEAD])
    if counted or {code_of(line).code for line in rest[:_HEAD]} >= {"hd", "wc"}:
        yield rest, None


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text; those that a wrap cut are one again, a line of the head is one by itself."""
    lines = split_lines(text)
    return joined(lines, _begins, short=COLUMN) if is_wrapped(lines) else lines


def _begins(text: str) -> bool:
    """Whether a line is none that goes on in the line before."""
    return bool(code_of(Line(text)).code or is_count(text) or NUMBER.match(text) or is_byline(text) or date_line(text))


def _says_text(head: bytes) -> bool:
    text = head_text(head)
    if not _TEXT_SIGNS.search(text) or text.lstrip()[:1] in ("<", "{", "[") or _MAIL.search(text[:4000]):
        return False
    return is_export(split_lines(text))


def _says_page(head: bytes) -> bool:
    text = head_text(head)
    return text.lstrip()[:1] == "<" and bool(_TITLE.search(text) or _ARTICLE.search(text))


def _read_text(source: Source) -> Iterator[Found]:
    decoded = decode(source.read())
    yield from read_lines(text_lines(decoded.text), source, "factiva-txt", decoded.warnings)


def _read_page(source: Source) -> Iterator[Found]:
    from crosswire.acquire.formats.office_html import page_lines, page_tree  # the main process only tells formats

    decoded = decode(source.read(), page=True)
    root = page_tree(decoded.text)
    articles = [div for div in root.iter("div") if any(_ARTICLE_CLASS.match(c) for c in div.get("class", "").split())]
    lines = [line for div in articles for line in page_lines(div)]
    yield from read_lines(lines, source, "factiva-html", decoded.warnings)


FORMATS = (FileFormat("factiva-txt", _says_text, _read_text), FileFormat("factiva-html", _says_page, _read_page))
