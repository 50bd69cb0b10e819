"""A name said at one spot, and a sentence as its words."""

from __future__ import annotations

from dataclasses import dataclass

from crosswire.acquire.sentences import Page
from crosswire.extract.name_text import Word, words_of
from crosswire.types import ActorKind, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name said at one spot. ``key``: the listed actor or body it is; ``name``: how it is called in full, titles off."""

    start: int
    end: int
    name: str
    kind: ActorKind | None
    key: str | None
    country: str | None
    role: str | None
    rule: str
    role_start: int | None = None

    @property
    def whole(self) -> Span:
        """Where it stands with the title right before it; a title set off by a comma is a description of its own."""
        apart = self.role_start is None or self.role is None or self.role_start + len(self.role) + 1 < self.start
        return Span(self.start if apart or self.role_start is None else self.role_start, self.end)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Line:
    """One sentence: its words and its end points."""

    span: Span
    words: tuple[Word, ...]


def lines_of(page: Page) -> list[Line]:
    """The words of every sentence."""
    text = page.document.text
    return [Line(Span(s.start, s.end), tuple(words_of(text, s.start, s.end))) for s in page.sentences]
