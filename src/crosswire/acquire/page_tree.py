"""An HTML page as a tree that reads like a page: scripts out, layout tables and double line breaks turned into paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lxml import etree, html

from crosswire.errors import RejectedInput

_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "button", "canvas")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_WRAPPERS = re.compile(r"</?(?:div|span|font|center|section|b|i|table|tbody|tr|td|ul|li|blockquote)\b[^>]*>", re.IGNORECASE)
_DATA_URI = re.compile(r"(?:data:[\w/+.-]+;base64,)[A-Za-z0-9+/=]{200,}")
_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
MAX_DEPTH = 200  # libxml2 stops at 256, trafilatura returns nothing from 255 on
_KEY = re.compile(r"[\W_]+")

Element = Any  # lxml gives no type that its own methods return


def key(text: str) -> str:
    """Letters and digits alone, in small letters: how stretches of a page are compared across white space and markup."""
    return _KEY.sub("", text).lower()


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def text_of(element: Element) -> str:
    """The text of an element and all below it, on one line; block elements and line breaks part words."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        apart = isinstance(node.tag, str) and (node.tag in _BLOCKS or node.tag == "br")
        if event == "start":
            parts.append(" " if apart else "")
            parts.append(node.text or "" if isinstance(node.tag, str) else "")
        else:
            parts.append(" " if apart else "")
            if node is not element:
                parts.append(node.tail or "")
    return squeeze("".join(parts))


def classes(element: Element) -> str:
    """Class, id and role of an element, in small letters."""
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".lower()


def parse(source: str) -> Element:
    """The tree of a page. Raises RejectedInput (``parser-failed``, ``no-article``)."""
    source = _DATA_URI.sub("", _DECLARATION.sub("", source, count=1))
    tree = _parsed(source)
    if _depth(tree) >= MAX_DEPTH:
        tree = _parsed(_WRAPPERS.sub(" ", source))
    return tree


def _parsed(source: str) -> Element:
    try:
        return html.document_fromstring(source, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except etree.ParserError as error:
        raise RejectedInput("no-article", f"the page is empty: {error}") from error
    except (etree.LxmlError, ValueError) as error:
        raise RejectedInput("parser-failed", str(error)) from error


def _depth(tree: Element) -> int:
    deepest = now = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def prepare(tree: Element) -> Element:
    """The same tree, readable: what is no text dropped, layout tables as divisions, double line breaks as paragraphs."""
    for element in list(tree.iter(*_DROPPED)):
        element.drop_tree()
    for table in list(tree.iter("table")):
        if _is_layout(table):
            _as_divisions(table)
    for element in [e for e in tree.iter("div", "td", "body", "p", "article", "section", "span", "font", "center") if _has_double_break(e)]:
        _as_paragraphs(element)
    return tree


def _is_layout(table: Element) -> bool:
    """A table that holds a page and no figures: no header cells, and a cell with another table, paragraphs or a long text."""
    if next(table.iter("th", "caption", "thead"), None) is not None:
        return False
    for cell in table.iter("td"):
        if next(cell.iter("table", "h1", "h2", "p", "ul", "img"), None) is not None or len(cell.text_content()) > 300:
            return True
    return False


def _as_divisions(table: Element) -> None:
    for element in [table, *(e for e in table.iter("tbody", "tr", "td") if _table_of(e) is table)]:
        element.tag = "div"


def _table_of(element: Element) -> Element | None:
    return next((a for a in element.iterancestors("table")), None)


def _has_double_break(element: Element) -> bool:
    return any(br.getnext() is not None and br.getnext().tag == "br" and not (br.tail or "").strip() for br in element.findall("br"))


def _as_paragraphs(element: Element) -> None:
    """Wrap the stretches between double line breaks, and between blocks, into paragraphs."""
    if element.tag in ("p", "span", "font"):
        element.tag = "div"
    children = list(element)
    runs: list[Element] = []
    current = html.Element("p")
    current.text, element.text = element.text, None
    breaks = 0
    for child in children:
        tail, child.tail = child.tail, None
        element.remove(child)
        if child.tag in _BLOCKS:
            runs += [current, child]
            current, breaks = html.Element("p"), 0
            current.text = tail
            continue
        breaks = breaks + 1 if child.tag == "br" else 0
        if breaks == 2:
            runs.append(current)
            current = html.Element("p")
        if child.tag == "br":
            _append_text(current, " ")
        else:
            current.append(child)
        _append_text(current, tail)
        breaks = 0 if (tail or "").strip() else breaks
    for run in [*runs, current]:
        if run.tag != "p" or len(run) or (run.text or "").strip():
            element.append(run)


def _append_text(element: Element, text: str | None) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


class Order:
    """Where stretches of text stand on a page: positions in the keys (:func:`key`) of its text, in the order of reading."""

    def __init__(self, tree: Element) -> None:
        self._starts: list[int] = []
        self._elements: list[Element] = []
        self._first: dict[Element, int] = {}
        parts, at = [], 0
        for element, text in _texts(tree):
            for above in (element, *element.iterancestors()):
                if above in self._first:
                    break
                self._first[above] = at
            made = key(text)
            if made:
                self._starts.append(at)
                self._elements.append(element)
                parts.append(made)
                at += len(made)
        self._all = "".join(parts)

    def find(self, text: str, after: int = 0) -> int | None:
        """The position where a text begins, first looked for behind ``after``; None where it does not stand."""
        wanted = key(text)[:80]
        if not wanted:
            return None
        at = self._all.find(wanted, after)
        if at < 0:
            at = self._all.find(wanted)
        return at if at >= 0 else None

    def of(self, element: Element) -> int | None:
        """The position where an element's text begins."""
        return self._first.get(element)

    def element_at(self, position: int) -> Element | None:
        """The element whose own text stands at a position."""
        i = bisect_right(self._starts, position) - 1
        return self._elements[i] if i >= 0 else None

    @cached_property
    def length(self) -> int:
        """How many letters and digits the page has."""
        return len(self._all)


def _texts(tree: Element) -> Iterator[tuple[Element, str]]:
    """(element, its own text) in the order of reading; a tail belongs to the parent."""
    body = tree.find("body")
    for event, node in etree.iterwalk(body if body is not None else tree, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if event == "start" and node.text:
            yield node, node.text
        elif event == "end" and node.tail and node.getparent() is not None:
            yield node.getparent(), node.tail
