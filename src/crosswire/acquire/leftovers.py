"""What each stretch of a report is: title, byline, dateline, caption, body, or a leftover of the page. Marked, never cut.

The rules look at language and shape (:mod:`furniture`), at the top of the page (:mod:`heads`), at pictures (:mod:`captions`), at
datelines, and at neighbours and repetition (:mod:`tails`); the words are data in ``wordlists/leftovers.toml``. What no rule names is body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crosswire.acquire import captions, heads, tails
from crosswire.acquire.blocks import Block, split_blocks
from crosswire.acquire.datelines import find_dateline
from crosswire.acquire.furniture import furniture, is_crumbs
from crosswire.acquire.language import readable
from crosswire.acquire.unread import apart, no_prose
from crosswire.types import Document, Segment, SegmentKind, Span


class Mark(NamedTuple):
    """What a block is, and by which rule."""

    kind: SegmentKind
    rule: str


_NO_PROSE = Mark("leftover", "no-prose")


def mark(document: Document, hints: Sequence[Segment]) -> tuple[Segment, ...]:
    """The segments of a document: sorted, without overlap, covering all but white space.

    ``hints`` are what the page's markup said (captions, bylines, furniture); they go before the rules.
    """
    blocks = split_blocks(document.text)
    marks = _hinted(blocks, hints)
    title = heads.stands_at_top(document.title, blocks) if document.title else None
    if title and title.index not in marks:
        marks[title.index] = Mark("title", "title")
    _add(marks, _top(blocks, title, document.byline))
    glued = _add_captions(marks, blocks, title)
    _add(marks, _leftovers(blocks, title, marks))
    pieces = [_pieces(block, marks.get(block.index), glued) for block in blocks]
    return _segments(document, blocks, pieces, marks)


def _add(marks: dict[int, Mark], more: Mapping[int, Mark]) -> None:
    for index, one in more.items():
        marks.setdefault(index, one)


def _hinted(blocks: Sequence[Block], hints: Sequence[Segment]) -> dict[int, Mark]:
    marks = {}
    for block in blocks:
        span = Span(block.start, block.end)
        hint = next((h for h in hints if Span(h.start, h.end).overlaps(span)), None)
        if hint:
            marks[block.index] = Mark(hint.kind, hint.rule)
    return marks


def _top(blocks: Sequence[Block], title: Block | None, byline: str | None) -> dict[int, Mark]:
    """Paths, kickers, bylines and date lines above the first paragraph, and a few blocks into it."""
    marks: dict[int, Mark] = {}
    prose = 0
    for block in blocks[: heads.LOOK + 4]:
        if title and block.index < title.index and len(block.words) <= 5 and not block.ends_sentence:
            marks[block.index] = Mark("leftover", "kicker")
        elif is_crumbs(block) and block.index <= 3:
            marks[block.index] = Mark("leftover", "breadcrumbs")
        elif rule := heads.is_byline(block, byline):
            marks[block.index] = Mark("byline", rule)
        elif heads.is_date_line(block):
            marks[block.index] = Mark("leftover", "date-line")
        prose += block.is_prose
        if prose >= 2:
            break
    return marks


def _add_captions(marks: dict[int, Mark], blocks: Sequence[Block], title: Block | None) -> dict[int, int]:
    """Mark captions; block index -> offset in its text where a glued credit begins."""
    glued: dict[int, int] = {}
    for index, at in captions.caption_pairs(blocks).items():
        if marks.get(index - 1, Mark("caption", "")).kind == "caption" and at is not None:
            marks.setdefault(index - 1, Mark("caption", "caption:doubled"))
        marks.setdefault(index, Mark("leftover", "repeated"))
    for block in blocks:
        if title and block.index == title.index:
            continue
        rule = captions.is_caption(block)
        if rule and (block.index not in marks or marks[block.index].kind == "caption"):
            marks.setdefault(block.index, Mark("caption", rule))
            at = captions.glued_credit(block.text)
            if at is not None:
                glued[block.index] = at
    return glued


def _leftovers(blocks: Sequence[Block], title: Block | None, marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Leftovers by shape and phrase, then by what stands around them."""
    free = [b for b in blocks if b.index not in marks]
    found = {b.index: rule for b in free if (rule := furniture(b))}
    for more in (tails.repeated(blocks), tails.after_openers(blocks)):
        found = {**more, **found}
    gone = {**{i: m.rule for i, m in marks.items() if m.kind == "leftover"}, **found}
    found = {**tails.tail(blocks, gone), **found}
    return {i: Mark("leftover", rule) for i, rule in found.items() if i not in marks and not (title and i == title.index)}


def _pieces(block: Block, found: Mark | None, glued: Mapping[int, int]) -> list[tuple[int, int, Mark]]:
    """A block as pieces: a glued credit is cut off its caption."""
    if found is None:
        return []
    at = glued.get(block.index)
    if found.kind == "caption" and at is not None:
        middle = block.start + at
        return [(block.start, middle, found), (middle, block.end, Mark("leftover", "agency-credit"))]
    return [(block.start, block.end, found)]


def _segments(
    document: Document, blocks: Sequence[Block], pieces: Sequence[Sequence[tuple[int, int, Mark]]], marks: Mapping[int, Mark]
) -> tuple[Segment, ...]:
    body = [b for b in blocks if b.index not in marks]
    rank = {b.index: i for i, b in enumerate(body)}
    last = body[-1].index if body else -1
    unread = no_prose(document.text) if readable(document.language) else []
    out: list[Segment] = []
    for block, cut in zip(blocks, pieces, strict=True):
        for start, end, found in cut or _body(block, rank[block.index], block.index == last):
            for left, right, lost in apart(start, end, unread):
                if spans := _trimmed(document.text, left, right):
                    one = _NO_PROSE if lost else found
                    out.append(Segment(document.document_id, *spans, one.kind, one.rule))
    return tuple(out)


def _body(block: Block, rank: int, last: bool) -> list[tuple[int, int, Mark]]:
    """A paragraph of body, without the dateline before it and the agency's name behind it."""
    start, end, out = block.start, block.end, []
    dateline = find_dateline(block, rank)
    if dateline:
        out.append((start, dateline[0], Mark("dateline", dateline[1])))
        start = dateline[0]
    signed = tails.signed_end(block) if last else None
    middle = block.start + signed if signed is not None and block.start + signed > start else end
    out.append((start, middle, Mark("body", "body")))
    if middle < end:
        out.append((middle, end, Mark("leftover", "sign-off")))
    return out


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip())
    right = end - (len(inner) - len(inner.rstrip()))
    return (left, right) if left < right else None
