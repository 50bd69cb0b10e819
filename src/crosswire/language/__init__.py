"""The English pipeline: text -> a spaCy ``Doc`` with tags, lemmas, dependency arcs (Universal Dependencies) and names.

The pipeline that ships with the package is the default; any installed spaCy pipeline can take its place by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from spacy.tokens import Doc

from crosswire.types import Span

SHIPPED = "crosswire"
MODEL_FOLDER = Path(__file__).parent / "model"


class English(Protocol):
    """What the rest of Crosswire needs of a language pipeline."""

    name: str

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Doc, list[Span]]:
        """Analyse the named stretches of a text.

        Returns a ``Doc`` over the whole text (``doc.text == text``), in which only tokens inside ``spans`` are annotated, and
        the sentences found, white space trimmed, in order. No sentence crosses the border of a span.
        """
        ...


@cache
def load(name: str = SHIPPED) -> English:
    """The pipeline of that name, loaded once per process.

    Raises :class:`crosswire.errors.UsageError` where no such pipeline is installed or it lacks a parser or names.
    """
    if name == SHIPPED:
        from crosswire.language.shipped import ShippedEnglish  # noqa: PLC0415  (each pipeline loads only what it needs)

        return ShippedEnglish(MODEL_FOLDER)
    from crosswire.language.foreign import SpacyEnglish  # noqa: PLC0415

    return SpacyEnglish(name)
