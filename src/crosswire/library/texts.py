"""Text that a notebook shows as it is, line by line, and plain rows that are shown so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Text(str):
    """Lines of text; what Python prints of it are the lines themselves, not a string in quote marks."""

    __slots__ = ()

    @classmethod
    def of(cls, lines: Iterable[str]) -> Text:
        """The text of these lines."""
        return cls("\n".join(lines))

    def __repr__(self) -> str:
        return str(self)


class Found(dict[str, Any]):
    """Plain rows by name; ``told`` is what the command of the same name prints of them, and what Python shows."""

    def __init__(self, rows: Mapping[str, Any], told: Text) -> None:
        super().__init__(rows)
        self.told = told

    def __repr__(self) -> str:
        return str(self.told)

    __str__ = __repr__
