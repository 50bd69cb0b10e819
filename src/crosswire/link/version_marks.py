"""The marks by which a report says that it is a later version of another one, or takes it back (``versions.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crosswire.types import Document
from crosswire.wordlists import words_of

LIST = "versions.toml"
Kind = Literal["correction", "update", "withdrawal"]
KINDS: tuple[Kind, ...] = ("update", "correction", "withdrawal")
LINE = 200  # characters of a first line that may be a title
NOTICE = 600  # characters in which a notice says what it is
SHORT = 120  # words; what stands in the place of a report that was taken down is no longer
TITLE = 4  # words of a title that is looked for inside a notice
_QUOTED = re.compile(r"[“\"]([^“”\"]{8,200})[”\"]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a title is marked: the kind (None: not at all), its number ("UPDATE 2-"), and the title without it, in words and as it is."""

    kind: Kind | None
    number: int
    rest: tuple[str, ...]
    title: str = ""  # empty where it is the text that says so

    @property
    def rank(self) -> int:
        """Among versions of one moment the higher one is the newer."""
        return 0 if self.kind is None else 1 + KINDS.index(self.kind)


def title_words(text: str) -> tuple[str, ...]:
    """The words of a title, in small letters."""
    return tuple(w.replace("’", "'").casefold() for w in _WORD.findall(text))


def _any(group: str) -> str:
    return "|".join(re.escape(w) for w in sorted(words_of(LIST, group), key=lambda w: (-len(w), w)))


def _head(words: str) -> re.Pattern[str]:
    return re.compile(rf"^[\W_]*(?:(?:urgent|attention)\W+)?(?:{words})(?:\s+(?P<n>\d{{1,2}}))?\s*(?:[-–—:)\]]+)\s*(?=\S)", re.IGNORECASE)


@cache
def _notice_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Marks that only a notice has, and what desks are told."""
    return _head(_any("kill")), re.compile(rf"\b(?:{_any('desk')})\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...]:
    found = []
    for kind in KINDS:
        words = _any(kind)
        head = _head(words)
        tail = re.compile(rf"\s*[(\[](?:{words})(?:\s+(?P<n>\d{{1,2}}))?[)\]]\s*$|\s[-–—]\s(?:{words})\s*$", re.IGNORECASE)
        found.append((kind, head, tail))
    return tuple(found)


def mark_of(document: Document) -> Mark:
    """The mark of a report's title, or of its first line where that is marked and the title is not."""
    first = document.text.lstrip()[:LINE].split("\n", 1)[0]
    lines = [line for line in dict.fromkeys((document.title or "", first)) if line]
    marks = [_marked(line) for line in lines]
    kind: Kind | None = "withdrawal" if len(document.text.split()) <= SHORT and _says(document.text, "order") else None
    return next((m for m in marks if m.kind), Mark(kind, 0, marks[0].rest if marks else ()))


def _marked(line: str) -> Mark:
    """Marks may be put before one another ("CORRECTED-UPDATE 2-"): the first one tells."""
    kind, number, rest = None, 0, line
    while True:
        for name, head, tail in _patterns():
            match = head.search(rest) or tail.search(rest)
            if match:
                kind, number = kind or name, max(number, int(match.groupdict().get("n") or 0))
                rest = (rest[: match.start()] + rest[match.end() :]).strip()
                break
        else:
            return Mark(kind, number, title_words(rest), rest)


def gone(text: str) -> bool:
    """Whether a text only says that a report was taken down."""
    return len(text.split()) <= SHORT and (_says(text, "gone") or _says(text, "taken"))


def notice(document: Document, mark: Mark) -> str | None:
    """The title that a report names which is nothing but a notice that takes another one back; None for any other report.

    More is asked than of a mark, since a notice counts for nothing even where no report of that title is known: "KILLED: four soldiers"
    may stand over news.
    """
    if mark.kind != "withdrawal" or len(document.text.split()) > SHORT:
        return None
    head, desk = _notice_patterns()
    start = " ".join(document.text[:NOTICE].split())
    told = desk.search(start)
    quoted = _QUOTED.search(start, told.end()) if told else None
    if quoted and len(title_words(quoted[1])) >= TITLE:
        return quoted[1].strip(" ,.")
    marked = any(head.search(line) for line in (document.title or "", start[:LINE]))
    return mark.title or None if told or marked or _says(document.text, "gone") else None


def _says(text: str, group: str) -> bool:
    start = " ".join(text[:NOTICE].casefold().split())
    return any(words in start for words in words_of(LIST, group))
