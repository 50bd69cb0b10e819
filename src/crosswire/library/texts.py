"""Text that a notebook shows as it is, line by line."""

from __future__ import annotations

from collections.abc import Iterable


class Text(str):
    """Lines of text; what Python prints of it are the lines themselves, not a string in quote marks."""

    __slots__ = ()

    @classmethod
    def of(cls, lines: Iterable[str]) -> Text:
        """The text of these lines."""
        return cls("\n".join(lines))

    def __repr__(self) -> str:
        return str(self)
