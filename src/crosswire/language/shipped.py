"""The shipped pipeline: spaCy's tokenizer, sentences by rule, one joint network, lemmas by table and rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc, Token

from crosswire.language.parser import Analysis, Parser
from crosswire.language.rows import Rows, pieces
from crosswire.language.splitting import sentence_starts
from crosswire.language.tokens import blank_english
from crosswire.language.windows import Windowed
from crosswire.types import Span

MAX_SENTENCE = 160  # words; longer stretches without an end (tables, lists) are cut, the encoder reads 512 pieces at most
CACHED_SENTENCES = 4096  # wire copy repeats whole sentences


class ShippedEnglish:
    """See :class:`crosswire.language.English`."""

    name = "crosswire"

    def __init__(self, folder: Path) -> None:
        self._nlp = blank_english()
        self._nlp.tokenizer = Windowed(self._nlp.tokenizer, self._nlp.vocab)
        parser = Parser(folder)
        self.parse: Callable[[tuple[str, ...]], Analysis] = lru_cache(maxsize=CACHED_SENTENCES)(parser.__call__)

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Doc, list[Span]]:
        """Analyse the named stretches; see :meth:`crosswire.language.English.read`."""
        rows, sentences = Rows(), []
        for start, end, wanted in pieces(len(text), spans):
            tokens = list(self._nlp.make_doc(text[start:end]))
            if not wanted:
                rows.add_plain(tokens, starts=True)
                continue
            for group in _sentences(tokens):
                kept = [i for i, t in enumerate(group) if not t.is_space]
                if not kept:
                    rows.add_plain(group, starts=True)
                    continue
                _add_sentence(rows, group, kept, self.parse(tuple(group[i].text for i in kept)))
                first, last = group[kept[0]], group[kept[-1]]
                sentences.append(Span(start + first.idx, start + last.idx + len(last)))
        return rows.doc(self._nlp.vocab), sentences


def _add_sentence(rows: Rows, tokens: Sequence[Token], kept: Sequence[int], found: Analysis) -> None:
    """One analysed sentence; ``kept`` are the indices of its tokens that are not white space."""
    first = len(rows.words)
    rows.add_plain(tokens, starts=True)
    for row, i in enumerate(kept):
        at = first + i
        rows.tags[at], rows.pos[at], rows.morphs[at] = found.tags[row], found.pos[row], found.morphs[row]
        rows.lemmas[at], rows.names[at] = found.lemmas[row], found.names[row]
        head = found.heads[row]
        rows.heads[at] = first + kept[head - 1] if head else at
        rows.deps[at] = found.deps[row] if head else "ROOT"
    for i, token in enumerate(tokens):
        if token.is_space:
            rows.heads[first + i] = first + (max((k for k in kept if k < i), default=kept[0]))
            rows.deps[first + i] = "dep"


def _sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    bounds = [*sentence_starts(tokens), len(tokens)]
    for start, end in pairwise(bounds):
        for at in range(start, end, MAX_SENTENCE):
            yield tokens[at : min(at + MAX_SENTENCE, end)]
