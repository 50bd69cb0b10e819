"""The fields of one article of Factiva.

What is a fact on the article and not its text is left out of the text: section, number of words, date, time, outlet, codes, page, edition,
language, copyright, contact, publisher, index terms, accession number; the byline and the agency that is credited are in ``given.byline``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from crosswire.acquire.formats.office_dates import Dated, date_line
from crosswire.acquire.formats.office_lines import Line
from crosswire.acquire.formats.office_reports import Article
from crosswire.wordlists import load_toml, words_of

_LIST = "news_databases.toml"
NUMBER = re.compile(r"(?:AN[\s|]+)?(?:Document|Dokument|Documento) (?P<number>[A-Za-z][A-Za-z0-9]{1,7}0[A-Za-z0-9]{10,24})$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: ?[A-Z]{2,4})?$")
_CODE = re.compile(r"[A-Z0-9]{2,10}$")
_RIGHTS = re.compile(r"(?:\(c\)|©|copyright\b)", re.IGNORECASE)
_BY = re.compile(r"by:? (?=\S)", re.IGNORECASE)
_SECTION_WORDS, _NAME_WORDS, _FACTS = 3, 6, 14
_DELETED = "this is a deletion"  # Factiva's headline in place of an article that its publisher took back


@cache
def _codes() -> dict[str, int]:
    """Field codes -> their place in the order of fields."""
    return {code: i for i, code in enumerate(load_toml(_LIST)["factiva_codes"]["words"])}


@cache
def _count() -> re.Pattern[str]:
    units = "|".join(sorted(words_of(_LIST, "length_units"), key=len, reverse=True))
    return re.compile(rf"\d{{1,3}}(?:[.,\u202f ]?\d{{3}})* (?:{units})$", re.IGNORECASE)


def is_count(text: str) -> bool:
    """Whether a line is an article's number of words: "1,274 words"."""
    return len(text) <= 24 and bool(_count().match(text))


class Code(NamedTuple):
    """What a line begins with: a field code in small letters (empty: none), what stands behind it, and whether a bar parts them."""

    code: str = ""
    value: str = ""
    barred: bool = False


def code_of(line: Line) -> Code:
    """The field code of a line: one that stands alone or before a bar; before a blank only where it is no word ("IN BAGHDAD ...")."""
    if line.role == "paragraph":
        return Code()
    head, _, rest = line.text.partition(" ")
    code = head.rstrip("|")
    if not code.isupper() or code.lower() not in _codes():
        return Code()
    value = rest.lstrip("| ")
    barred = head != code or rest.startswith("|") or not rest
    plain = code.lower() not in words_of(_LIST, "factiva_codes_that_are_words") or " : " in value
    return Code(code.lower(), value, barred) if barred or plain else Code()


def read_coded(lines: Sequence[Line]) -> Article:
    """An article with field codes. A code that goes back in the order of fields is a line of the text."""
    fields: dict[str, list[str]] = {}
    current, reached = "", -1
    bars = next((found.barred for line in lines if (found := code_of(line)).code == "hd"), False)
    for line in lines:
        found = code_of(line)
        if found.code and _codes()[found.code] > reached and found.barred >= bars:
            current, reached = found.code, _codes()[found.code]
            fields[current] = [found.value] if found.value else []
        else:
            fields.setdefault(current or "lp", []).append(line.text)
    one = {key: " ".join(values) for key, values in fields.items()}
    article = Article(
        title=one.get("hd") or None,
        byline="; ".join(v for v in (_name(one.get("by", "")), one.get("cr", "")) if v) or None,
        outlet=one.get("sn") or None,
        dated=date_line(one.get("pd", "")) or Dated(),
        paragraphs=[text for key in ("lp", "td", "art") for text in fields.get(key, [])],
    )
    return _checked(article)


def is_byline(text: str) -> bool:
    """Whether a line is "By Anna Field"."""
    return len(text) < 100 and bool(_BY.match(text)) and (text.startswith("BY") or text.split()[1][:1].isupper()) and not text.endswith(".")


def read_displayed(lines: Sequence[Line]) -> Article:
    """An article as it is displayed: the line with its number of words parts what stands above the text."""
    article = Article()
    counted = next((i for i, line in enumerate(lines) if is_count(line.text)), None)
    if counted is None:
        article.title = next((line.text for line in lines if line.role == "title"), None)
        article.paragraphs = [line.text for line in lines if line.role != "title"]
        return _checked(article)
    _read_top(article, lines[:counted])
    at = _read_facts(article, lines, counted + 1)
    rights = next((line.text for line in lines[counted:at] if _RIGHTS.match(line.text)), "")
    body = list(lines[at:])
    if body and _is_publisher(body[-1], rights):
        body.pop()
    article.paragraphs += [line.text for line in body]
    return _checked(article)


def _checked(article: Article) -> Article:
    if not article.dated:
        article.warnings.append("the export has no date that can be read for this article")
    if article.title and article.title.lower() == _DELETED:
        article.withdrawn = True
    return article


def _name(text: str) -> str:
    return _BY.sub("", text, count=1).strip() if _BY.match(text) else text


def _read_top(article: Article, top: Sequence[Line]) -> None:
    """Section, title, byline: by their markup where there is some, else by their shape."""
    styled = [line.text for line in top if line.role == "title"]
    if styled:
        article.title = " ".join(styled)
        named = [line.text for line in top if line.role == "byline"]
        last = max(i for i, line in enumerate(top) if line.role == "title")
        behind = [line.text for line in top[last + 1 :] if line.role != "byline"]
        article.byline = _name("; ".join(named or behind)) or None
        article.paragraphs += behind if named else []
        return
    texts = [line.text for line in top]
    if len(texts) > 1 and (_BY.match(texts[-1]) or _is_names(texts[-1])):
        article.byline = _name(texts.pop())
    if len(texts) > 1 and len(texts[0].split()) <= _SECTION_WORDS < len(texts[1].split()):
        texts.pop(0)
    article.title = " ".join(texts) or None


def _is_names(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    return (
        2 <= len(words) <= _NAME_WORDS
        and all(w[0].isupper() or w in ("and", "de", "al", "el", "van", "von") for w in words)
        and not {w.lower() for w in words if w[0].isupper()} & words_of("function_words.toml", "function")
        and not re.search(r"[\d:?!\"“”]", text)
    )


def _read_facts(article: Article, lines: Sequence[Line], start: int) -> int:
    """Date, time, outlet, codes, language, copyright; returns where the text begins."""
    at, stop = start, min(len(lines), start + _FACTS)
    stop = next((i for i in range(start, stop) if lines[i].role == "paragraph"), stop)
    if at < stop and (found := date_line(lines[at].text)):
        article.dated, at = found, at + 1
    if at < stop and _CLOCK.match(lines[at].text):
        at += 1
    if at < stop:
        article.outlet, at = lines[at].text, at + 1
    ends = [i for i in range(at, stop) if _RIGHTS.match(lines[i].text)] or [
        i for i in range(at, stop) if lines[i].text.lower() in words_of(_LIST, "languages")
    ]
    if ends:
        at = ends[0] + 1
        while at < stop and re.match(r"all rights reserved\W*$", lines[at].text, re.IGNORECASE):
            at += 1
    elif at < stop and _CODE.match(lines[at].text):
        at += 1
    return at


def _is_publisher(line: Line, rights: str) -> bool:
    """Whether the last line names the publisher, whom the copyright names too."""
    words = set(re.findall(r"[^\W\d_]{3,}", line.text.lower()))
    held = set(re.findall(r"[^\W\d_]{3,}", rights.lower()))
    return (
        line.role != "paragraph"
        and 0 < len(words) <= 8
        and not line.text.endswith((".", "!", "?", "”", '"'))
        and bool(words & held - {"the", "and", "all", "rights", "reserved", "ltd", "inc", "limited", "company", "copyright"})
    )
