"""Text of reports with what lies over it: flat stretches, every character of the text in its place and nothing but text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from crosswire.view.reports.layers import Block, Covering, Stretch, blocks, runs
from crosswire.view.reports.legend import LAYERS, NAMES

Row = Mapping[str, Any]
LABELS = {layer.name: layer.label for layer in LAYERS}
MOST = 16  # notes that one stretch carries: where more lie over it, those of the longest spans are left to their lists


def plain(text: str) -> Markup:
    """Text, with a visible marker at every character that would not be seen; such a character cannot turn what follows it."""
    if text.isascii() and text.isprintable():
        return escape(text)
    unseen = Markup('<bdi class="unseen" data-shown="{}" title="{}">{}</bdi>')
    return Markup("").join(escape(r) if name is None else unseen.format(name.split(" ", 1)[0], name, r) for r, name in runs(text))


class _Article:
    """One report on its way to the page."""

    def __init__(self, page: Row) -> None:
        self.text: str = page["text"]
        self.at: Sequence[int] | None = page["at"]
        self.headline: Sequence[int] | None = page["headline"]
        self.on = {layer["name"] for layer in page["layers"] if layer["on"]}
        self.notes = {row["n"]: (name, row) for name in NAMES for row in page[name]}
        self.parts = sorted(page["parts"], key=lambda p: p["start"])
        self.part_starts = [p["start"] for p in self.parts]
        self.marked = False
        self.titled: bool = page.get("titled", False)

    def inner_first(self, notes: Sequence[int]) -> list[int]:
        """Notes over a stretch, that of the shortest span first."""
        size = {n: self.notes[n][1]["end"] - self.notes[n][1]["start"] for n in notes}
        return sorted(notes, key=lambda n: (size[n], n))[:MOST]

    def stretch(self, piece: Stretch) -> Markup:
        """One stretch: a link to what its innermost note leads to, as long as a layer that is on lies over it."""
        words = plain(self.text[piece.start : piece.end])
        if not piece.notes:
            return words
        notes = self.inner_first(piece.notes)
        classes = " ".join(dict.fromkeys(f"in-{self.notes[n][0]}" for n in notes))
        numbers = " ".join(str(n) for n in notes)
        if self.titled:  # where nothing can be followed or listed beside the text, what was read is said on hover
            says = "\n".join(f"{LABELS[self.notes[n][0]]}: {self.notes[n][1]['says']}" for n in notes)
            return Markup('<span class="m {}" title="{}">{}</span>').format(classes, says, words)
        if words.isspace():  # nothing to read aloud, so no link
            return Markup('<span class="m {}" data-n="{}">{}</span>').format(classes, numbers, words)
        followed = next((n for n in notes if self.notes[n][0] in self.on and self.notes[n][1]["leads"]), None)
        if followed is None:
            return Markup('<a class="m {}" data-n="{}">{}</a>').format(classes, numbers, words)
        row = self.notes[followed][1]
        skipped = Markup("") if row["start"] == piece.start else Markup(' tabindex="-1"')
        return Markup('<a class="m {}" data-n="{}" href="{}" aria-describedby="n{}"{}>{}</a>').format(
            classes, numbers, row["leads"][0]["href"], followed, skipped, words
        )

    def line(self, block: Block) -> Markup:
        """The stretches of a line and its line ends; those that are to be highlighted inside a mark."""
        start, end = self.at or (0, 0)
        before = [s for s in block.stretches if s.end <= start or not self.at]
        inside = [s for s in block.stretches if self.at and s.start >= start and s.end <= end]
        behind = [s for s in block.stretches if self.at and s.start >= end]
        gap = Markup('<span class="gap">{}</span>').format(self.text[block.end : block.after]) if block.after > block.end else Markup("")
        told = [Markup("").join(self.stretch(s) for s in group) for group in (before, inside, behind)]
        # What is asked for may be nothing but line ends; it still has a place to scroll to.
        if inside or (self.at and not self.marked and block.end <= start < block.after):
            name = Markup("") if self.marked else Markup(' id="at"')
            told[1] = Markup('<mark class="at"{}>{}</mark>').format(name, told[1])
            self.marked = True
        return Markup("").join([*told, gap])

    def block(self, block: Block) -> Markup:
        """A line as a paragraph, the headline as the page's heading."""
        if self.headline and block.start == self.headline[0] and block.end > block.start:
            return Markup('<h1 class="line" dir="auto">{}</h1>').format(self.line(block))
        at = bisect_right(self.part_starts, block.start) - 1
        part = self.parts[at]["kind"] if at >= 0 and block.start < block.end <= self.parts[at]["end"] else None
        classes = ["line", *([f"is-{part}"] if part else []), *(["close"] if block.after - block.end == 1 else [])]
        if block.start == block.end:
            classes.append("empty-line")
        return Markup('<p class="{}" dir="auto">{}</p>').format(" ".join(classes), self.line(block))


def article(page: Row) -> Markup:
    """The text of a report as the page ``report`` models it: its lines as paragraphs, its layers as flat stretches inside them.

    With ``titled`` the stretches lead nowhere, and say on hover what they were read as: for a text that stands alone.
    """
    made = _Article(page)
    spans = [Covering(row["start"], row["end"], n) for n, (_, row) in made.notes.items()]
    return Markup("").join(made.block(b) for b in blocks(made.text, spans, made.at or ()))
