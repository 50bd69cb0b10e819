"""What a reader asked a page for: the parts of its path, and the parameters behind the question mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from crosswire.errors import NotFound, UsageError

PAGE_SIZE = 50  # rows of a list on one page
MOST_ROWS = 100_000  # rows of a CSV; ``crosswire export`` writes more
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Query:
    """A question put to a page: ``where`` is its path, ``parts`` what the path names, ``asked`` the parameters in their order.

    Parameters that were left empty are as good as not given.
    """

    where: str = "/"
    parts: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, where: str, parts: Mapping[str, str], asked: Iterable[tuple[str, str]]) -> Query:
        """A question from what a server was sent."""
        return cls(where, tuple(sorted(parts.items())), tuple((k, v) for k, v in asked if v.strip()))

    def part(self, name: str) -> str:
        """A part of the path."""
        return dict(self.parts)[name]

    def get(self, name: str, default: str = "") -> str:
        """A parameter; the last one counts where it was given twice."""
        return dict(self.asked).get(name, default)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter that may be given more than once, without repeats."""
        return tuple(dict.fromkeys(v for k, v in self.asked if k == name))

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """A parameter that has but a few values; the first of them where it was not given. Raises UsageError for any other."""
        value = self.get(name, known[0])
        if value not in known:
            raise UsageError(f"{name}={value} is not known here; there are: {', '.join(known)}.")
        return value

    def number(self, name: str, default: int, *, low: int = 0, high: int = 1_000_000_000) -> int:
        """A whole number. Raises UsageError where it is none, or out of its bounds."""
        text = self.get(name, str(default))
        if not re.fullmatch(r"-?\d{1,9}", text) or not low <= int(text) <= high:
            raise UsageError(f"{name}={text} is no whole number from {low} to {high}.")
        return int(text)

    def day(self, name: str) -> date | None:
        """A day as 2030-03-04, or None where it was not given. Raises UsageError."""
        text = self.get(name)
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise UsageError(f"{name}={text} is no day; write it as 2030-03-04.")

    def page(self) -> int:
        """Which page of a long list, from 1."""
        return self.number("page", 1, low=1)

    def url(self, **changes: str | int | None) -> str:
        """This page's address with some parameters changed (None: taken away); another page of a list starts anew."""
        gone = set(changes) | ({"page"} if "page" not in changes else set())
        kept = [(k, v) for k, v in self.asked if k not in gone]
        given = [(k, str(v)) for k, v in changes.items() if v is not None and str(v)]
        return address(self.where, [*kept, *given])

    def twin(self, ending: str) -> str:
        """The address of this page as data: ``.json``, or ``/TABLE.csv``."""
        where = "/index" if self.where == "/" else self.where
        return address(where + ending, self.asked)


def address(where: str, asked: Iterable[tuple[str, str]] = ()) -> str:
    """A path and its parameters as an address.

    >>> address("/report", [("id", "a&b"), ("at", "3-9")])
    '/report?id=a%26b&at=3-9'
    """
    told = urlencode(list(asked), quote_via=quote)
    return f"{where}?{told}" if told else where


def missing(what: str, key: str) -> NotFound:
    """The error for an id that the record does not have."""
    return NotFound(f"The record has no {what} {key}.")
