"""Sentences, tokens, tags, dependency arcs and names over a document's unchanged text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from crosswire.language import English
from crosswire.types import Document, Segment, Sentence, Span, make_id

READ = frozenset({"title", "body", "caption"})


@dataclass(frozen=True)
class Page:
    """One document with its analysis: what every module of ``extract`` reads.

    ``doc`` covers ``document.text`` character for character (``doc.text == document.text``, ``token.idx`` is the offset).
    Tokens outside title, body and caption carry no annotation and belong to no row of ``sentences``.
    """

    document: Document
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    doc: Doc

    def tokens(self, start: int, end: int) -> Tokens:
        """The tokens that touch ``start:end``."""
        found = self.doc.char_span(start, end, alignment_mode="expand")
        if found is None:
            raise ValueError(f"no tokens at {start}:{end} of {self.document.document_id}")
        return found

    def sentence_tokens(self) -> list[Tokens]:
        """The tokens of every sentence, in order."""
        return [self.tokens(s.start, s.end) for s in self.sentences]

    def kind_at(self, offset: int) -> str | None:
        """The kind of the segment that holds an offset."""
        return next((s.kind for s in self.segments if s.start <= offset < s.end), None)


def read_sentences(document: Document, segments: Sequence[Segment], english: English) -> Page:
    """Analyse the segments that are read as prose; each segment is analysed by itself, so no sentence crosses two."""
    wanted = [Span(s.start, s.end) for s in segments if s.kind in READ]
    doc, spans = english.read(document.text, wanted)
    sentences = tuple(
        Sentence(make_id("sentence", document.document_id, start, end), document.document_id, start, end) for start, end in spans
    )
    return Page(document, tuple(segments), sentences, doc)
