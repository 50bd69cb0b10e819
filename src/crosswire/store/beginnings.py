"""The beginning of an id that may stand for the whole, since people copy ids by hand."""

from __future__ import annotations

SHORTEST = 3  # characters behind the kind ("event_" and so many)


def may_stand(key: str) -> bool:
    """Whether a key can be the beginning of an id: a kind, a line, and enough of the rest.

    >>> may_stand("event_3f2"), may_stand("event_3"), may_stand("3f2a")
    (True, False, False)
    """
    kind, line, rest = key.partition("_")
    return bool(line) and len(rest) >= SHORTEST and kind.isalpha()
