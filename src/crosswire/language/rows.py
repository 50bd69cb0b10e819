"""A ``Doc`` under construction, column by column, over a whole text of which only some stretches are analysed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens
from spacy.vocab import Vocab

from crosswire.types import Span


class KeptText(Doc):
    """A ``Doc`` that keeps its text and its names: spaCy walks over every token each time it is asked, and rules ask often."""

    @property
    def text(self) -> str:
        """The text, character for character."""
        kept: str | None = self.user_data.get("text")
        if kept is None:
            kept = self.user_data["text"] = "".join(t.text_with_ws for t in self)
        return kept

    @property
    def ents(self) -> Sequence[Tokens]:
        """The names. The spans point back at the document: the collector of cycles frees both."""
        kept: tuple[Tokens, ...] | None = self.user_data.get("ents")
        if kept is None:
            kept = self.user_data["ents"] = tuple(super().ents)
        return kept

    @ents.setter
    def ents(self, value: Sequence[Tokens]) -> None:
        self.user_data.pop("ents", None)
        self.set_ents(list(value))


@dataclass(slots=True)
class Rows:
    """The columns of a ``Doc`` under construction."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    starts: list[bool | int | None] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def add_plain(self, tokens: Sequence[Token], *, starts: bool) -> None:
        """Tokens without annotation, each hanging on the first."""
        first = len(self.words)
        for i, token in enumerate(tokens):
            self.words.append(token.text)
            self.spaces.append(bool(token.whitespace_))
            self.tags.append("_SP" if token.is_space else "")
            self.pos.append("SPACE" if token.is_space else "X")
            self.morphs.append("")
            self.lemmas.append(token.text)
            self.heads.append(first)
            self.deps.append("dep" if i else "ROOT")
            self.starts.append(starts and i == 0)
            self.names.append("O")

    def doc(self, vocab: Vocab) -> Doc:
        """The finished ``Doc``."""
        return KeptText(
            vocab, words=self.words, spaces=self.spaces, tags=self.tags, pos=self.pos, morphs=self.morphs, lemmas=self.lemmas,
            heads=self.heads, deps=self.deps, sent_starts=self.starts, ents=self.names,
        )  # fmt: skip


def pieces(length: int, spans: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """The text cut at every border: (start, end, whether it is to be analysed)."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield at, start, False
        if end > start:
            yield start, end, True
        at = max(at, end)
    if at < length:
        yield at, length, False
