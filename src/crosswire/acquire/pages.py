"""HTML page -> a report's text and what its markup says.

The article is found by trafilatura; its paragraphs are put in the order of the page, the title goes on the first line, and captions and
the standfirst, which trafilatura leaves out, are put back at their places. Offsets refer to the text that is built here.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafilatura import bare_extraction
from trafilatura.settings import Document

from crosswire.acquire.blocks import fold, plain
from crosswire.acquire.decoding import check_size
from crosswire.acquire.page_facts import Facts, read_facts
from crosswire.acquire.page_tree import Element, Order, classes, key, parse, prepare, text_of
from crosswire.errors import RejectedInput
from crosswire.types import SegmentKind
from crosswire.wordlists import words_of

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|title|meta)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"</(?:p|div|a|span|h[1-6]|td|li|font)>|<(?:p|div|br|a|span|h[1-6]|td|li|font)\b", re.IGNORECASE)
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "form", "menu", "dialog"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|foot|pied|aside|sidebar|side|related|promo|newsletter|share|sharing|social|comments?|cookies?|consent|cmp|"
    r"gdpr|advert\w*|ads?|mpu|pub|publicite|banner|widget|taboola|outbrain|most-?read|popular|trending|breadcrumbs?|crumbs?|poll|sondage|"
    r"recommend\w*|recirc\w*|subscribe|subscription|signup|meter|paywall|tags|toolbar|tools|outils|downloads?|licen[cs]e|read-?more|pull|pullquote|copyright)"
    r"(?=$|[\s_-])"
)  # fmt: skip
_CAPTION = re.compile(r"(?:^|[\s_-])(?:\w*caption\w*|legende|legend|cutline|bildunterschrift)(?=$|[\s_-])")
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|chapo|chapeau|dek|deck|subtitle|sub-title|subhead|subheading|subheadline|sub-headline|lede|lead|"
    r"intro|strapline|teaser|headline-sub)(?=$|[\s_-])"
)
_PICTURE = re.compile(r"(?:^|[\s_-])(?:photo|image|img|picture|media|figure|foto|bild)(?=$|[\s_-])")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b.{0,12}$")
MIN_WORDS = 8  # below this nothing was found; a flash of one sentence is a report


class Hint(NamedTuple):
    """A stretch of the built text and what the markup says it is."""

    start: int
    end: int
    kind: SegmentKind
    rule: str


class Page(NamedTuple):
    """A page as read. ``text``: title, then paragraphs with an empty line between."""

    title: str | None
    text: str
    hints: tuple[Hint, ...]
    facts: Facts
    parser: str
    warnings: tuple[str, ...]


class Piece(NamedTuple):
    """A paragraph with its position on the page, and what the markup says of it."""

    position: int
    text: str
    kind: SegmentKind | None
    rule: str


def looks_like_page(text: str) -> bool:
    """Whether a text is HTML by its content."""
    if not _PAGE.match(text):
        return text.lstrip()[:1] == "<" and len(_TAGS.findall(text[:20_000])) >= 4
    return True


def read_page(source: str, title: str | None = None) -> Page:
    """The report on a page; ``title`` is what a person said it is called. Raises RejectedInput (``no-article``, ``parser-failed``)."""
    tree = parse(source)
    facts = read_facts(tree, source)
    prepare(tree)
    check_size(tree.text_content())
    order = Order(tree)
    paragraphs, parser = _article(tree)
    named, at = _title(tree, order, facts, paragraphs, title)
    if _is_elsewhere(paragraphs, facts.body):
        paragraphs, parser = list(facts.body), "json-ld"
        pieces = [Piece(i, text, None, "body") for i, text in enumerate(paragraphs) if not named or fold(text) != fold(named)]
    else:
        pieces = _pieces(tree, order, [p for p in paragraphs if not named or fold(p) != fold(named)], at)
    if sum(len(p.text.split()) for p in pieces if p.kind != "leftover") < MIN_WORDS:
        raise RejectedInput("no-article", "no article text was found on the page")
    text, hints = _build(named, pieces)
    if _is_consent(text):
        raise RejectedInput("no-article", "a notice about cookies stands where the article should be: save the page after it is answered")
    notes = () if parser != "paragraphs" else ("trafilatura found no article: all paragraphs were taken",)
    return Page(named, text, hints, facts, parser, notes)


def _is_elsewhere(paragraphs: Sequence[str], body: Sequence[str]) -> bool:
    """Whether a page shows next to nothing of the text that its data for programs hold."""
    shown, held = (sum(len(one.split()) for one in some) for some in (paragraphs, body))
    return held >= MIN_WORDS and shown < 100 and 3 * shown < held


def _is_consent(text: str) -> bool:
    """Whether a short text is nothing but a wall that asks for consent."""
    said = plain(text)
    return len(said.split()) < 150 and sum(phrase in said for phrase in words_of("leftovers.toml", "consent")) >= 3


def _article(tree: Element) -> tuple[list[str], str]:
    """The article's paragraphs as trafilatura has them, else every paragraph that reads as one."""
    # No deduplicate: it keeps state in the process, and the same page would give another text the fourth time.
    found = bare_extraction(copy.deepcopy(tree), with_metadata=False, include_comments=False, favor_precision=True)
    text = str(found.text or "") if isinstance(found, Document) else ""
    lines = [_line(line) for line in text.split("\n") if re.search(r"\w", line)]
    if sum(len(line.split()) for line in lines) >= MIN_WORDS:
        return lines, "trafilatura"
    return list(_plain_paragraphs(tree)), "paragraphs"


def _line(line: str) -> str:
    """A line as trafilatura prints it without the marks it adds: "- " before items, "|" between cells."""
    bare = line.replace("|", " ") if line.startswith("|") else line.removeprefix("- ")
    return " ".join(bare.split())


def _plain_paragraphs(tree: Element) -> Iterator[str]:
    for element in tree.iter("p", "li", "blockquote", "pre", "div", "td"):
        own = element.tag in ("p", "li", "pre") or not any(
            isinstance(c.tag, str) and c.tag in ("p", "div", "table", "ul", "td", "li") for c in element
        )
        text = text_of(element) if own else ""
        linked = sum(len(text_of(a)) for a in element.iter("a")) if own else 0
        if len(text.split()) >= MIN_WORDS and linked < len(text) / 2 and _furniture(element) is None:
            yield text


def _title(tree: Element, order: Order, facts: Facts, paragraphs: Sequence[str], given: str | None) -> tuple[str | None, int | None]:
    """The title and its position: the heading on the page that the markup's titles agree with, else what the markup says."""
    heads = [(text_of(h), order.of(h)) for h in tree.iter("h1", "h2") if text_of(h)]
    for wanted in map(fold, [given] if given else facts.titles):
        for text, at in heads:
            if fold(text) == wanted:
                return text, at
    if given:
        return given, order.find(given)
    first = facts.titles[0] if facts.titles else next((t for t, _ in heads), None)
    if first is None:
        return None, None
    at = order.find(first)
    before = order.find(paragraphs[0]) if paragraphs else None
    return first, at if at is None or before is None or at <= before else None


def _pieces(tree: Element, order: Order, paragraphs: Sequence[str], title_at: int | None) -> list[Piece]:
    """Paragraphs, captions and the standfirst in the order of the page."""
    pieces, last = [], 0
    for paragraph in paragraphs:
        at = order.find(paragraph, last)
        last = last if at is None else at
        pieces.append(Piece(last, paragraph, None, "body"))
    captions = {key(p.text): p for p in _captions(tree, order)}
    pieces = [captions[key(p.text)]._replace(position=p.position) if key(p.text) in captions else p for p in pieces]
    first, final = min((p.position for p in pieces), default=0), max((p.position for p in pieces), default=0)
    begin = title_at if title_at is not None else first
    first = min((p.position for p in pieces if p.position > begin), default=first)
    keys = "\n".join(key(p.text) for p in pieces)
    extras = [c for k, c in captions.items() if k not in keys and begin <= c.position <= final]
    extras += [s for s in _standfirst(tree, order, begin, first) if key(s.text) not in keys][:1]
    extras += [h for h in _headings(tree, order) if key(h.text) not in keys.split("\n") and begin < h.position < final]
    ordered = sorted([*pieces, *extras], key=lambda p: p.position)
    return _with_furniture(order, ordered, title_at)


def _with_furniture(order: Order, pieces: Sequence[Piece], title_at: int | None) -> list[Piece]:
    """Mark paragraphs that stand in a page's own boxes, or above the title, as long as the article itself does not."""
    rules = []
    for piece in pieces:
        element = order.element_at(piece.position)
        rule = _furniture(element) or _links(element) if element is not None else None
        if rule is None and title_at is not None and piece.position < title_at:
            rule = "page:above-title"
        rules.append(rule if piece.kind is None else None)
    every = sum(len(p.text) for p in pieces)
    share = {rule: sum(len(p.text) for p, r in zip(pieces, rules, strict=True) if r == rule) / max(1, every) for rule in set(rules) if rule}
    return [p._replace(kind="leftover", rule=r) if r and share[r] <= 0.3 else p for p, r in zip(pieces, rules, strict=True)]


def _furniture(element: Element) -> str | None:
    """The box of the page that an element stands in ("page:aside"), else None."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("body", "html", "article", "main"):
            return None
        if above.tag in _FURNITURE_TAGS:
            return f"page:{above.tag}"
        match = _FURNITURE.search(classes(above))
        if match:
            return f"page:{match.group().strip(' _-')}"
    return None


def _links(element: Element) -> str | None:
    """A block that is made of links, as lists of other stories are."""
    block = next((e for e in (element, *element.iterancestors()) if e.tag in ("p", "li", "div", "td", "h2", "h3", "h4", "body")), element)
    text, links = key(text_of(block)), [key(text_of(a)) for a in block.iter("a")]
    linked = sum(map(len, links))
    return "page:links" if len(links) >= 2 and linked >= 0.6 * len(text) and len(text_of(block).split()) <= 80 else None


def _captions(tree: Element, order: Order) -> Iterator[Piece]:
    """The captions of the page; of boxes inside one another the outermost, and each wording once (galleries print them twice)."""
    taken: set[Element] = set()
    seen = ""
    for element in tree.iter():
        if not isinstance(element.tag, str) or not (
            element.tag == "figcaption" or _CAPTION.search(classes(element)) or _frames_picture(element)
        ):
            continue
        text, at = text_of(element), order.of(element)
        inner = taken.intersection(element.iterancestors())
        if not inner and 3 <= len(text.split()) <= 80 and at is not None and key(text) not in seen and _furniture(element) is None:
            taken.add(element)
            seen += f"\n{key(text)}"
            yield Piece(at, text, "caption", "page:caption")


def _frames_picture(element: Element) -> bool:
    """A small box that holds a picture and a line of text."""
    if element.tag not in ("div", "table", "p", "span") or element.find(".//img") is None:
        return False
    boxed = element.get("align") or _PICTURE.search(classes(element))
    return bool(boxed) and len(text_of(element).split()) <= 40 and element.find(".//a") is None


def _standfirst(tree: Element, order: Order, begin: int, first: int) -> Iterator[Piece]:
    for element in tree.iter("p", "div", "h2", "h3", "span", "strong"):
        at = order.of(element)
        if at is None or not begin < at < first:
            continue
        text = text_of(element)
        named = _STANDFIRST.search(classes(element)) or (element.tag == "h2" and _follows_title(element))
        if named and 4 <= len(text.split()) <= 80 and _furniture(element) is None:
            yield Piece(at, text, None, "body")


def _headings(tree: Element, order: Order) -> Iterator[Piece]:
    """On a live page, the hour and the heading of every entry: trafilatura drops them, and both date and name what stands below."""
    clocks = [e for e in tree.iter("time") if _CLOCK.match(text_of(e))]
    if len(clocks) < 3:
        return
    for element in [*clocks, *tree.iter("h2", "h3", "h4")]:
        at, text = order.of(element), text_of(element)
        if at is not None and text and len(text.split()) <= 25 and _furniture(element) is None:
            yield Piece(at, text, None, "body")


def _follows_title(element: Element) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "h1"


def _build(title: str | None, pieces: Sequence[Piece]) -> tuple[str, tuple[Hint, ...]]:
    parts = [title] if title else []
    at = len(title) + 2 if title else 0
    hints = []
    for piece in pieces:
        if piece.kind:
            hints.append(Hint(at, at + len(piece.text), piece.kind, piece.rule))
        parts.append(piece.text)
        at += len(piece.text) + 2
    return "\n\n".join(parts), tuple(hints)
