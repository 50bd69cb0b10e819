"""What files of word processors and exports of databases come down to before their articles are told apart: lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_ENDS = (".", "!", "?", '"', "”", ":")


class Line(NamedTuple):
    """A paragraph, or a line of plain text.

    ``gap`` is whether an empty line stands before it (always, where the file has paragraphs); ``role`` is what its markup says ("title",
    "byline", "paragraph", else empty); ``row``: it stands in a table; ``address`` is the first one that it links to.
    """

    text: str
    gap: bool = True
    role: str = ""
    row: bool = False
    address: str = ""


def tidy(text: str) -> str:
    """One line with single spaces; a non-breaking space is a space."""
    return " ".join(text.split())


def split_lines(text: str) -> list[Line]:
    """The lines of a plain text that are not empty."""
    out, gap = [], True
    for line in text.split("\n"):
        inner = tidy(line)
        if inner:
            out.append(Line(inner, gap))
        gap = not inner
    return out


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines were cut at a column, as the older exports are: sentences go on in the next line, and few lines are long."""
    cut = sum(not b.gap and len(a.text) >= 55 and not a.text.endswith(_ENDS) for a, b in pairwise(lines))
    return not is_long(lines) and cut * 8 > len(lines)


def is_long(lines: Sequence[Line]) -> bool:
    """Whether lines are as long as their paragraphs: one in twenty is longer than a column."""
    return sum(len(line.text) > 100 for line in lines) * 20 > len(lines)


def joined(lines: Iterable[Line], begins: Callable[[str], bool], *, short: int = 0) -> list[Line]:
    """Lines that a wrap cut as one again. One that ``begins`` says yes to begins anew, and so does one behind a line below ``short``."""
    out: list[Line] = []
    before = 0
    for line in lines:
        if line.gap or before < short or not out or begins(line.text):
            out.append(line)
        else:
            out[-1] = out[-1]._replace(text=f"{out[-1].text} {line.text}")
        before = len(line.text)
    return out


COLUMN = 45  # characters: a line of wrapped text that is shorter ends its paragraph
