"""HTML that a database wrote -> lines, with what its markup says of them."""

from __future__ import annotations

from lxml import etree, html

from crosswire.acquire.formats.office_lines import Line, tidy
from crosswire.errors import RejectedInput

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("head script style noscript template select textarea button title".split())


def page_tree(text: str) -> etree._Element:
    """The tree of a page. Raises RejectedInput where there is none."""
    try:
        return html.document_fromstring(
            text, parser=html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RejectedInput("unreadable", f"the page cannot be read: {error}") from error


def page_lines(root: etree._Element) -> list[Line]:
    """The lines of an element in their order; every block begins a line, and so does what stands behind it."""
    out: list[Line] = []
    pieces: list[str] = []
    roles: list[str] = [""]
    address, skipped, gap = "", 0, True

    def flush(*, within: bool = False) -> None:
        """Ends a line; ``within``: the next one goes on in the same paragraph, if this one held something."""
        nonlocal address, gap
        inner = tidy("".join(pieces))
        if inner:
            out.append(Line(inner, gap, roles[-1], address=address))
            address = ""
        gap = not (within and inner)
        pieces.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        unseen = name in _UNSEEN
        if event == "start":
            skipped += unseen
            if not skipped:
                if name in _BLOCKS:
                    flush()
                roles.append(_role(element, roles[-1]))
                address = address or (element.get("href", "") if name == "a" else "")
                pieces.append(element.text or "")
            continue
        if not skipped:
            if name in _BLOCKS or roles[-1] != roles[-2]:
                flush()
            elif name == "br":
                flush(within=True)
            roles.pop()
        skipped -= unseen
        if not skipped and element is not root:
            pieces.append(element.tail or "")
    flush()
    return out


def _role(element: etree._Element, outer: str) -> str:
    """What Factiva's classes say: ``enHeadline``, ``articleParagraph``, ``author`` (two letters of a language stand before the first)."""
    classes = element.get("class", "").split()
    if any(c.endswith("Headline") and len(c) <= 11 for c in classes) or element.get("id") == "hd":
        return "title"
    if "articleParagraph" in classes:
        return "paragraph"
    return "byline" if "author" in classes else outer
