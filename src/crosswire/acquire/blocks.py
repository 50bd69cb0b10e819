"""Lines and paragraphs of a text: what the rules on titles, captions and leftovers look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})
_MARKS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Small letters and digits with one space between words: how two lines are compared."""
    return _MARKS.sub(" ", text.lower()).strip()


def plain(text: str) -> str:
    """Small letters, straight quotes, short dashes, single spaces: how a line is compared with a phrase."""
    return " ".join(text.lower().translate(_QUOTES).split())


LINE = 700  # characters: what is longer is a paragraph, and no rule on titles, captions or leftovers looks at it


@dataclass(frozen=True)
class Block:
    """One line of a text, or several that a hard wrap cut; ``start:end`` are offsets of its first and last visible character."""

    start: int
    end: int
    text: str
    index: int  # place among the blocks of the text
    gap: bool  # whether an empty line stands before it

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, without marks."""
        return tuple(_WORD.findall(self.text))

    @cached_property
    def folded(self) -> str:
        """See :func:`fold`."""
        return fold(self.text)

    @cached_property
    def plain(self) -> str:
        """See :func:`plain`."""
        return plain(self.text)

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text: a sentence's end and a sentence's length."""
        return self.ends_sentence and len(self.words) >= 8


def split_blocks(text: str) -> list[Block]:
    """The blocks of a text, in order. Lines that a hard wrap cut (as in mails and old archives) are one block."""
    spans = []
    for match in _LINE.finditer(text):
        inner = match.group().strip()
        if inner:
            start = match.start() + match.group().index(inner)
            spans.append((start, start + len(inner)))
    if _is_wrapped(text, spans):
        spans = _joined(text, spans)
    blocks, last = [], 0
    for index, (start, end) in enumerate(spans):
        blocks.append(Block(start, end, text[start:end], index, text.count("\n", last, start) > 1))
        last = end
    return blocks


def _follows(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether ``right`` goes on in the sentence that ``left`` began."""
    between = text[left[1] : right[0]]
    return between.count("\n") == 1 and left[1] - left[0] >= 50 and not _END.search(text[left[0] : left[1]])


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Hard-wrapped text has many lines that stop short of 100 characters inside a sentence and go on in small letters."""
    cut = sum(_follows(text, a, b) and text[b[0]].islower() for a, b in pairwise(spans))
    return cut >= 2 and max(end - start for start, end in spans) <= 100


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for span in spans:
        line_before = text.rfind("\n", 0, out[-1][1]) + 1 if out else 0
        if out and text[out[-1][1] : span[0]].count("\n") == 1 and out[-1][1] - line_before >= 45:
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return out
