"""A report's text and the spans that lie over it, cut into stretches that a page can show: every stretch knows what covers it.

Offsets are code points of the text, as in the record. Nothing is nested: where spans overlap, the text is cut at every boundary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Covering(NamedTuple):
    """A span of the text and the number of the note that says what it is."""

    start: int
    end: int
    note: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start:end`` of the text that the same ``notes`` cover; in the order in which the notes were given."""

    start: int
    end: int
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text, ``start:end``, and the line ends behind it, ``end:after``; ``stretches`` make up the line."""

    start: int
    end: int
    after: int
    stretches: tuple[Stretch, ...]


def stretches(length: int, spans: Iterable[Covering], cuts: Iterable[int] = ()) -> list[Stretch]:
    """A text of ``length`` code points cut wherever a span begins or ends, and at ``cuts``; together they are the whole text.

    Spans may overlap in every way; what lies outside the text is left out.

    >>> [(s.start, s.end, s.notes) for s in stretches(6, [Covering(1, 4, 0), Covering(3, 6, 1)])]
    [(0, 1, ()), (1, 3, (0,)), (3, 4, (0, 1)), (4, 6, (1,))]
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for span in spans:
        start, end = max(span.start, 0), min(span.end, length)
        if start < end:
            begins.setdefault(start, []).append(span.note)
            ends.setdefault(end, []).append(span.note)
    edges = sorted({0, length, *begins, *ends, *(c for c in cuts if 0 < c < length)})
    open_notes: dict[int, int] = {}  # note -> how many of its spans are open
    found = []
    for start, end in pairwise(edges):
        for note in ends.get(start, ()):
            open_notes[note] -= 1
            if not open_notes[note]:
                del open_notes[note]
        for note in begins.get(start, ()):
            open_notes[note] = open_notes.get(note, 0) + 1
        found.append(Stretch(start, end, tuple(sorted(open_notes))))
    return found


_LINE = re.compile(r"([^\n]*)(\n*)")


def blocks(text: str, spans: Iterable[Covering], cuts: Iterable[int] = ()) -> list[Block]:
    """A text as its lines, each cut into stretches; the blocks together are the text, line ends included.

    >>> [(b.start, b.end, b.after) for b in blocks("ab\\n\\nc", [])]
    [(0, 2, 4), (4, 5, 5)]
    """
    lines = [(m.start(1), m.end(1), m.end(2)) for m in _LINE.finditer(text) if m.end() > m.start()]
    edges = [edge for line in lines for edge in line]
    pieces = stretches(len(text), spans, [*cuts, *edges])
    found, at = [], 0
    for start, end, after in lines:
        held = []
        while at < len(pieces) and pieces[at].end <= after:
            if pieces[at].end <= end:
                held.append(pieces[at])
            at += 1
        found.append(Block(start, end, after, tuple(held)))
    return found


# Characters that a reader does not see, and that hide words, cut them apart or turn the reading order round.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"


def runs(text: str) -> list[tuple[str, str | None]]:
    """Text as runs: (characters, None) as they are, (one character, what it is) where it would not be seen.

    Joiners inside words of other scripts and inside pictographs are spelling, and stay as they are.

    >>> runs("ab\\u202ec")
    [('ab', None), ('\\u202e', 'U+202E right-to-left override'), ('c', None)]
    """
    found: list[tuple[str, str | None]] = []
    at = 0
    for match in _UNSEEN.finditer(text):
        character, spot = match.group(), match.start()
        if character in _JOINERS and spot and not text[spot - 1].isascii():
            continue
        if at < spot:
            found.append((text[at:spot], None))
        found.append((character, named(character)))
        at = match.end()
    if at < len(text):
        found.append((text[at:], None))
    return found


def named(character: str) -> str:
    """A character as its number and, where it has one, its name.

    >>> named("\\x07"), named("\\u200b")
    ('U+0007 control character', 'U+200B zero width space')
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character').lower()}"
