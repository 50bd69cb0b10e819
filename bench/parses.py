"""Parses kept on disk by sentence, so that a rule can be changed and measured again without running the network again.

For measuring only: the store is read whole into memory and knows nothing of the model's version, so start with a new file after training.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path

from crosswire import language
from crosswire.language.parser import Analysis
from crosswire.language.shipped import ShippedEnglish

Parse = Callable[[tuple[str, ...]], Analysis]


class KeptParses:
    """A parser that remembers. ``save`` writes what is new."""

    def __init__(self, parse: Parse, path: Path) -> None:
        self._parse, self._path, self._new = parse, path, 0
        self._known: dict[tuple[str, ...], Analysis] = pickle.loads(path.read_bytes()) if path.is_file() else {}

    def __call__(self, words: Sequence[str]) -> Analysis:
        """The analysis of one sentence."""
        key = tuple(words)
        if key not in self._known:
            self._known[key] = self._parse(key)
            self._new += 1
        return self._known[key]

    def save(self) -> None:
        """Write the store where something was added; a second process that saves at the same moment wins or loses whole."""
        if self._new:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_suffix(".new")
            beside.write_bytes(pickle.dumps(self._known, protocol=5))
            beside.replace(self._path)


def keep_parses(path: Path) -> KeptParses:
    """Put a store before the shipped pipeline's network, for this process."""
    english = language.load(language.SHIPPED)  # by its name, as a build asks for it: the loader keeps one per argument
    assert isinstance(english, ShippedEnglish)
    kept = KeptParses(english.parse, path)
    english.parse = kept
    return kept
