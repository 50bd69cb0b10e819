"""The fields of one article of Nexis or LexisNexis.

What is a fact on the article and not its text is left out of the text: outlet, date, edition, copyright, section, length, byline (it is
in ``given.byline``), load date, language, classification and index terms. Kept as paragraphs of the text: highlight, dateline, captions
under "Graphic", notes and corrections, and every line that is none of the known fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crosswire.acquire.formats.office_dates import Dated, date_line
from crosswire.acquire.formats.office_lines import Line
from crosswire.acquire.formats.office_reports import Article
from crosswire.wordlists import words_of

_LIST = "news_databases.toml"
_RIGHTS = re.compile(r"(?:(?:copyright\b|\(c\)|©)|all rights reserved\W*$)", re.IGNORECASE)
_CONTENT_ITEM = re.compile(r"urn(?::|%3A)contentItem(?::|%3A)([0-9A-Z]{4,}(?:-[0-9A-Z]+)+)", re.IGNORECASE)
_BYLINES, _DATELINES, _HIGHLIGHTS = ("byline", "auteur", "autor"), ("dateline",), ("highlight",)
_NO_TITLE = re.compile(r"no head(?:line|ing) in original\W*$", re.IGNORECASE)  # what the database writes where the paper had none
_EDITION = re.compile(r"\bedition\b", re.IGNORECASE)
_TERMS = re.compile(r"\(\d{1,3}%\)")  # index terms with their weight
# Labels that an article's own last lines may have too: they count only where a surer field stands before them.
_WEAK = frozenset("state country city type category name company person series transcript distribution industry organization".split())
_HEADINGS = ("graphic", "classification", "notes", "correction", "load-date")
_TOP = 10  # lines among which title, outlet, date and the first field stand
_HEAD = 25  # lines among which the heading of the text stands
_ODD_WORDS, _ODD_LENGTH = 6, 60  # a line between the fields at the end that is no field: a code, a name


@cache
def _labels() -> re.Pattern[str]:
    groups = ("nexis_head", "nexis_tail", "nexis_text_in_tail", "nexis_cover")
    names = sorted({w for group in groups for w in words_of(_LIST, group)}, key=len, reverse=True)
    return re.compile(rf"(?P<label>{'|'.join(map(re.escape, names))}) ?:\s*(?P<value>.*)", re.IGNORECASE)


def label_of(text: str) -> str:
    """The known label that a line begins with, in small letters; empty where there is none."""
    match = _labels().match(text)
    return match["label"].lower() if match else ""


def value_of(text: str) -> str:
    """What stands behind the label."""
    match = _labels().match(text)
    return match["value"].strip() if match else text


def is_head_field(text: str) -> bool:
    """Whether a line is one of the fields that only stand before an article's text."""
    label = label_of(text)
    return (
        label in ("section", "length", "byline", "dateline", "highlight", "longueur", "länge", "rubrique", "rubrik") and text[:1].isupper()
    )


def read_new(lines: Sequence[Line]) -> Article:
    """An article in the shape of Nexis Uni: title, outlet, date, Copyright, fields, "Body", text, fields."""
    article = Article(number=_number(lines))
    body, fields = _body_heading(lines), _first_field(lines)
    if body is not None:
        fields = min(fields, body)
    dated = _date_at(lines[: min(fields, _TOP)], least=2) or _date_at(lines[: min(fields, _TOP)], least=1)
    if fields == len(lines):  # neither a field nor a heading: the head ends with the date, or is the title alone
        fields = min(dated[0] + 1 if dated else 1, len(lines))
    _read_top(article, lines[:fields], dated)
    stop = _end_of_fields(lines, fields) if body is None else body
    article.paragraphs += _head_fields(article, lines[fields:stop])
    start = stop if body is None else body + 1
    end = _tail_start(lines, start)
    article.paragraphs += _body(article, lines[start:end])
    _read_tail(article, lines[end:])
    return _checked(article)


def read_old(lines: Sequence[Line]) -> Article:
    """An article in the older shape: outlet and date, title, BYLINE: and the like, text, LOAD-DATE: and the like."""
    article = Article(number=_number(lines))
    lines = _without_rights(lines)
    dated = _date_at(lines[:_TOP], least=0)
    fields = _first_field(lines)
    bare = fields == len(lines)  # no field at all: the first line behind the date is the title, the rest is text
    if dated and dated[0] <= fields:
        place, article.dated = dated
        article.outlet = " ".join(line.text for line in lines[:place]) or None
        fields = min(place + 2, len(lines)) if bare else fields
        title = lines[place + 1 : fields]
    else:
        fields = 0 if bare else fields
        article.outlet = lines[0].text if fields > 1 else None
        title = lines[int(fields > 1) : fields]
    while len(title) > 1 and _EDITION.search(title[0].text) and len(title[0].text.split()) <= _ODD_WORDS:
        title = title[1:]
    article.title = " ".join(line.text for line in title) or None
    stop = _end_of_fields(lines, fields)
    article.paragraphs += _head_fields(article, lines[fields:stop])
    end = _tail_start(lines, stop)
    article.paragraphs += _body(article, lines[stop:end])
    _read_tail(article, lines[end:])
    return _checked(article)


def _checked(article: Article) -> Article:
    if article.title and _NO_TITLE.match(article.title):
        article.title = None
    if not article.dated:
        article.warnings.append("the export has no date line that can be read for this article")
    return article


def _number(lines: Sequence[Line]) -> str | None:
    """The database's own id, from what the title links to."""
    found = (_CONTENT_ITEM.search(line.address) for line in lines[:4] if line.address)
    return next((m[1].upper() for m in found if m), None)


def _body_heading(lines: Sequence[Line]) -> int | None:
    """Where "Body" stands, which must have a head before it."""
    return next((i for i, line in enumerate(lines[:_HEAD]) if i >= 2 and line.text.lower() in ("body", "body:")), None)


def _first_field(lines: Sequence[Line]) -> int:
    """Where the labelled fields or the copyright begin: what stands before has no label."""
    for i, line in enumerate(lines[:_TOP]):
        if i and (label_of(line.text) in words_of(_LIST, "nexis_head") or _RIGHTS.match(line.text)):
            return i
    return len(lines)


def _date_at(lines: Sequence[Line], *, least: int) -> tuple[int, Dated] | None:
    """The first line from ``least`` on that is a date, and the date."""
    return next(((i, found) for i, line in enumerate(lines) if i >= least and (found := date_line(line.text))), None)


def _read_top(article: Article, top: Sequence[Line], dated: tuple[int, Dated] | None) -> None:
    """Title (one line or more), outlet, date, edition."""
    place = len(top)
    if dated:
        place, article.dated = dated
    styled = sum(line.role == "title" for line in top[:place])
    titles = styled or (place - 1 if place > 1 else int(not dated))  # a line alone before a date is the outlet
    article.title = " ".join(line.text for line in top[:titles]) or None
    article.outlet = " ".join(line.text for line in top[titles:place]) or None
    if dated:  # behind the date stand words of the edition; a sentence there is text
        article.paragraphs += [line.text for line in top[place + 1 :] if line.text.endswith((".", "!", "?", "”", '"'))]


def _end_of_fields(lines: Sequence[Line], start: int) -> int:
    """Where the fields before the text end, in an article without a "Body" heading. Each field stands once, and a length has a number."""
    seen = set()
    for at, line in enumerate(lines[start:], start):
        label = label_of(line.text)
        wordy = label in ("length", "longueur", "länge") and not value_of(line.text)[:1].isdigit()
        if not _RIGHTS.match(line.text) and (label not in words_of(_LIST, "nexis_head") or label in seen or wordy):
            return at
        seen.add(label)
    return len(lines)


def _head_fields(article: Article, lines: Sequence[Line]) -> list[str]:
    """Reads the fields before the text; returns what belongs to the text."""
    kept, highlights, datelines = [], [], []
    open_label = ""
    for line in lines:
        label = label_of(line.text)
        value = value_of(line.text) if label else line.text
        if not label and open_label:
            label = open_label
        open_label = label if label and not value else ""
        if label in _BYLINES:
            article.byline = "; ".join(v for v in (article.byline, value) if v) or None
        elif label in _DATELINES:
            datelines.append(value)
        elif label in _HIGHLIGHTS:
            highlights.append(value)
        elif not label and not _RIGHTS.match(line.text):
            kept.append(line.text)
    article.dateline = "; ".join(filter(None, datelines))
    return [text for text in (*highlights, *kept) if text]


def _body(article: Article, lines: Sequence[Line]) -> list[str]:
    """The text's paragraphs; a dateline that is a field stands before the first, as papers print it."""
    texts = [line.text for line in lines if not _is_heading(line.text)]
    if article.dateline and not (texts and texts[0].casefold().startswith(article.dateline.casefold())):
        return [f"{article.dateline} — {texts[0]}", *texts[1:]] if texts else [article.dateline]
    return texts


def _is_heading(text: str) -> bool:
    return text.lower().rstrip(":") == "graphic"


def _tail_start(lines: Sequence[Line], start: int) -> int:
    """Where the fields behind the text begin, looked for from the end; a short line between two of them belongs to them."""
    end, odd = len(lines), 0
    for i in range(len(lines) - 1, start - 1, -1):
        text = lines[i].text
        label = label_of(text)
        if (
            label in words_of(_LIST, "nexis_tail") | words_of(_LIST, "nexis_text_in_tail")
            or _RIGHTS.match(text)
            or text.lower() in _HEADINGS
        ):
            end, odd = i, 0
        elif odd < 2 and len(text) <= _ODD_LENGTH and len(text.split()) <= _ODD_WORDS and not text.endswith((".", "!", "?", "”", '"')):
            odd += 1
        else:
            break
    while end < len(lines) and label_of(lines[end].text) in _WEAK and not _TERMS.search(lines[end].text):
        end += 1
    return end


def _read_tail(article: Article, lines: Sequence[Line]) -> None:
    """Reads the fields behind the text; captions, notes and corrections go on in the text."""
    under = ""
    for line in lines:
        label, value = label_of(line.text), value_of(line.text)
        if line.text.lower().rstrip(":") in _HEADINGS:
            under = line.text.lower().rstrip(":")
            continue
        if label == "url" and value.startswith(("http://", "https://")):
            article.url = value.split()[0]
        elif label == "correction-date":
            found = date_line(value)
            article.modified_at = found.at if found else None
        elif label in words_of(_LIST, "nexis_text_in_tail") and value:
            article.paragraphs.append(value if label in ("graphic", "notes") else line.text)
        elif not label and under in ("graphic", "notes", "correction"):
            article.paragraphs.append(line.text)
        under = "" if label else under


def _without_rights(lines: Sequence[Line]) -> Sequence[Line]:
    """Without the copyright lines at the top."""
    at = 0
    while at < len(lines) and _RIGHTS.match(lines[at].text):
        at += 1
    return lines[at:]
