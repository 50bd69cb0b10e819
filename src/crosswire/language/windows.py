"""A tokenizer that takes time in proportion to any text: spaCy's takes the square of it for a run of signs without a space."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

from spacy.tokens import Doc
from spacy.vocab import Vocab

WINDOW = 100  # characters that stand for a word where there are no words
# 300 characters without white space (the longest words and most addresses are shorter), or 100 signs without a letter or a digit.
RUN = re.compile(r"(?<!\S)\S{300,}|(?<![^\w\s])[^\w\s]{100,}")


class Windowed:
    """spaCy's tokenizer, but for runs (:data:`RUN`), which are cut every :data:`WINDOW` characters. The text stays as it is."""

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self.tokenizer = tokenizer
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text; ``doc.text == text``."""
        if not RUN.search(text):
            return self.tokenizer(text)
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in chain((run.span() for run in RUN.finditer(text)), ((len(text), len(text)),)):
            doc = self.tokenizer(text[at:start])
            words += [token.text for token in doc]
            spaces += [bool(token.whitespace_) for token in doc]
            cut = [text[i : min(i + WINDOW, end)] for i in range(start, end, WINDOW)]
            words += cut
            spaces += [False] * len(cut)
            at = end
            if cut and text[at : at + 1] == " ":
                spaces[-1] = True
                at += 1
        return Doc(self.vocab, words=words, spaces=spaces)
