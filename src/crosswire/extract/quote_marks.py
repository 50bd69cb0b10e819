"""Quote marks of every style, paired: which characters of a paragraph stand inside marks.

Apostrophes are told from marks by what stands around them. A mark that opens a paragraph, is not closed in it and opens the
next one again runs to the paragraph's end, as long quotes are set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.types import Span

# opening mark -> the marks that may close it; the second pair of each stands in badly converted texts
CLOSES = {
    "“": "”\"“", "„": "“”\"", "‟": "”\"", "«": "»", "»": "«", "‹": "›", "\"": "\"”",
    "‘": "’'", "‚": "‘’", "'": "'’", "`": "`'’", "``": "''", "''": "''",
}  # fmt: skip
SINGLE = frozenset("‘‚'`")
MARKS = re.compile(r"``|''|[“”„‟«»‹›\"‘’‚'`]")
BEFORE_OPEN = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-/:;,.")
AFTER_CLOSE = frozenset(" \t\n\r\u00a0\u2009\u202f)]}—–-/:;,.!?…")
ELISION = re.compile(r"[’'](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|n[’']|round\b)", re.IGNORECASE)
BLOCK = re.compile(r"[^\n]+")
ENDINGS = ".!?…"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text between two marks: ``start:end`` is what stands inside, ``outer`` takes the marks in.

    ``closed`` is False where the paragraph ended first; ``opens`` the mark that opened it.
    """

    start: int
    end: int
    outer: Span
    opens: str
    closed: bool


def blocks(text: str, start: int, end: int) -> list[Span]:
    """The paragraphs (runs without a line break) of ``text[start:end]`` that are not blank."""
    return [Span(m.start(), m.end()) for m in BLOCK.finditer(text, start, end) if m.group().strip()]


def quoted_in(text: str, block: Span) -> list[Quoted]:
    """The outermost quoted stretches of one paragraph, in order.

    An unclosed one counts only where it opens the paragraph or follows a colon or comma.
    """
    out: list[Quoted] = []
    at = block.start
    while match := MARKS.search(text, at, block.end):
        mark = match.group()
        at = match.end()
        if mark not in CLOSES or not _opens(text, match.start(), match.end(), block):
            continue
        close = _close(text, mark, match.end(), block.end)
        if close is not None:
            out.append(_made(text, match.start(), match.end(), close, mark))
            at = close.end
        elif _may_stay_open(text, match.start(), block, mark):
            out.append(_made(text, match.start(), match.end(), Span(block.end, block.end), mark, closed=False))
            break
    return [q for q in out if q.start < q.end]


def _made(text: str, start: int, inside: int, close: Span, mark: str, *, closed: bool = True) -> Quoted:
    body = text[inside : close.start]
    left = inside + len(body) - len(body.lstrip())
    right = left + len(body.strip())
    return Quoted(left, right, Span(start, close.end), mark, closed)


def _opens(text: str, start: int, end: int, block: Span) -> bool:
    """Whether the mark at ``start:end`` can open: a boundary before it, and something to quote behind it."""
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    loose = text[start:end] in "“„«" and end - start == 1 and before in BEFORE_OPEN and text[end : end + 2].strip()  # “ So it goes”
    if (after.isspace() and not loose) or after in ")],;:!?":
        return False
    if text[start] in SINGLE | {"’"} and ELISION.match(text, start, block.end):
        return False
    if text[start:end] in "“„‟«‹":
        return True
    return before in BEFORE_OPEN or before in '"“‘'


def _close(text: str, mark: str, start: int, limit: int) -> Span | None:
    """Where the quote that ``mark`` opened closes."""
    found = _candidates(text, mark, start, limit)
    if mark not in SINGLE:
        return next(found, None)  # the rest of a paragraph of quotation marks would be walked over again for each
    candidates = list(found)
    # a mark behind "s" may be the genitive of a plural: it closes only where no surer one follows before the next opening
    sure = [c for c in candidates if text[c.start - 1] not in "sS"]
    first = candidates[0] if candidates else None
    if first is None or not sure or first == sure[0]:
        return first
    between = text[first.end : sure[0].start]
    return (
        sure[0]
        if not re.search(r"(?:^|[\s(])[‘`'](?=\w)", between)
        and not re.search(r"[.!?]\s", between)
        and text[first.end : first.end + 1] == " "
        else first
    )


def _candidates(text: str, mark: str, start: int, limit: int) -> Iterator[Span]:
    closers = CLOSES[mark]
    double = mark in {"``", "''"}
    for match in MARKS.finditer(text, start, limit):
        found = match.group()
        if double:
            if found in {"''", '"'}:
                yield Span(match.start(), match.end())
            continue
        if len(found) == 2 and mark not in SINGLE:
            continue
        if not set(found) <= set(closers) or match.start() == start:
            continue
        after = text[match.end()] if match.end() < limit else " "
        before = text[match.start() - 1]
        if found == "”" and mark == '"' and text.count("“", start, match.start()) > text.count("”", start, match.start()):
            continue  # it closes one of its own kind inside
        directional = (
            found in "”»›"
            or (found == "“" and (mark in "„" or (mark == "“" and before in ",.!?")))
            or (before == " " and after.isspace() and text[match.start() - 2] in "'’")
        )
        if directional or (not before.isspace() and (after in AFTER_CLOSE or after in "\"”’'")):
            yield Span(match.start(), match.start() + 1)


def _may_stay_open(text: str, start: int, block: Span, mark: str) -> bool:
    if mark in SINGLE:
        return False
    before = text[block.start : start].rstrip()
    return not before or before[-1] in ":,"


def continues(earlier: Quoted | None, later: Quoted, block: Span) -> bool:
    """Whether ``later`` opens a paragraph whose forerunner ended inside a quote: the same quote, opened again."""
    return earlier is not None and not earlier.closed and later.outer.start == block.start
