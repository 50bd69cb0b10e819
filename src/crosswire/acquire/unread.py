"""Stretches of a text that nobody would call prose, and that cost more to read than a thousand reports: they are marked, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crosswire.types import Span

# The same as crosswire.language.windows.RUN, without loading spaCy in the processes that only take files apart.
RUN = re.compile(r"(?<!\S)\S{300,}|(?<![^\w\s])[^\w\s]{100,}")
ENDLESS = 10_000  # characters in one line without the end of a sentence: 1,600 words; a paragraph of news has 60
_ENDLESS = re.compile(rf"(?<![^.?!…\n])[^.?!…\n]{{{ENDLESS},}}")


def no_prose(text: str) -> list[Span]:
    """Runs without white space (data, signs, code), and lines that go on without the end of a sentence; sorted, without overlap."""
    found: list[Span] = []
    for start, end in sorted(match.span() for pattern in (RUN, _ENDLESS) for match in pattern.finditer(text)):
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


def remark(spans: Sequence[Span]) -> str | None:
    """The warning that a document with such stretches carries."""
    if not spans:
        return None
    return f"{sum(span.end - span.start for span in spans):,} characters are no prose (no spaces, or no end of a sentence) and are not read"


def apart(start: int, end: int, spans: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """A stretch cut at the borders of ``spans``: (start, end, whether it lies in one)."""
    for span in spans:
        left, right = max(start, span.start), min(end, span.end)
        if left >= right:
            continue
        if start < left:
            yield start, left, False
        yield left, right, True
        start = right
    if start < end:
        yield start, end, False
