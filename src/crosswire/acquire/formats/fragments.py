"""A fragment of HTML (an item of a feed, a part of a mail) as plain text with its paragraphs."""

from __future__ import annotations

import html
import re

import lxml.html
from lxml.etree import LxmlError, strip_elements

_TAG = re.compile(r"<[a-zA-Z!/?]")
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "tr", "pre", "section", "article", "hr"}
)


def plain_text(markup: str) -> str:
    """The words of a fragment, an empty line between its paragraphs; scripts, styles and pictures are gone."""
    if not _TAG.search(markup):
        return html.unescape(markup).strip()
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (LxmlError, ValueError, AssertionError):  # lxml asserts that there is one body
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^<>]*>", " ", markup))).strip()
    strip_elements(root, "script", "style", "template", "noscript", with_tail=False)
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        block = element.tag in _BLOCKS
        if event == "start":
            parts.append(f"{_break(element.tag, block)}{_words(element.text)}")
        else:
            parts.append(("\n\n" if block and event == "end" else "") + _words(element.tail if element is not root else None))
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _break(tag: object, block: bool) -> str:
    return "\n" if tag == "br" else "\n\n" if block else ""


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
