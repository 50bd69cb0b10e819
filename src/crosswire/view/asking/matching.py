"""What is searched for, read off a line that a person typed; and where it stands in a text, at the text's own offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from crosswire.store.indexing import APOSTROPHES, fold

LONGEST, MOST_TERMS = 300, 12  # characters and terms of one search; what is typed beyond them is left out
# Left out beside other words, but for phrases: they stand in every report, and say nothing of what is looked for.
_LITTLE = frozenset("a an and are as at by for from in is it of on or that the to was were with".split())
# Words that count, of which an amount may be made.
_COUNTING = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen dozens score scores tens
    several half""".split()
)
_MONTHS = "january february march april may june july august september october november december".split()
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?')
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_SPELT_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W_]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ID = re.compile(r"[a-z]+_[0-9a-f]{26}")
_BETWEEN = f"[{re.escape(APOSTROPHES)}\u0300-\u036f]?"  # what a folded word lacks and its text may have between two letters
# A word begins where no letter or digit stands before; the same in the expressions of DuckDB and of Python.
_START, _SQL_START, _END, _SQL_END = r"(?<![^\W_])", r"(?:^|[^\pL\pN])", r"(?![^\W_])", r"(?:$|[^\pL\pN])"


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that must be there: ``words`` are folded. A word alone is met by its plural too, and by what begins with it
    if it was written with a star."""

    words: tuple[str, ...]
    prefix: bool = False
    exact: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The words of which one must stand in the index; of a phrase, its own words."""
        if self.exact or self.prefix:
            return self.words
        (word,) = self.words
        if len(word) < 3 or word[-1].isdigit():
            return (word,)
        single = (word[:-1],) if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else ()
        return (word, f"{word}s", f"{word}es", *single)

    def pattern(self, *, sql: bool = False) -> str:
        """An expression that finds it in a text without case and accents (SQL: ``strip_accents(lower(...))``; else ``flat``)."""
        start, end = (_SQL_START, _SQL_END) if sql else (_START, _END)
        if self.exact:
            told = self.letters() if sql else r"(?:[\W_])+".join(map(_spelt, self.words))
            return f"{start}{told}{end}"
        told = "|".join(sorted(map(_spelt, self.forms), key=len, reverse=True))
        return f"{start}(?:{told})" + ("" if self.prefix else f"(?:['’`]s)?{end}")

    def letters(self) -> str:
        """An expression for SQL that finds its letters, be they a whole word or not: every form of a word begins with the shortest."""
        return r"[^\pL\pN]+".join(map(_spelt, self.words if self.exact else (min(self.forms, key=len),)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: terms that must all be met, a number and a day if there were such, and the id that it is, if it is one."""

    terms: tuple[Term, ...] = ()
    number: float | None = None
    days: tuple[date, date] | None = None
    id: str | None = None

    @property
    def counting(self) -> tuple[Term, ...]:
        """The terms that are words for a number ("dozens")."""
        return tuple(t for t in self.terms if not _COUNTING.isdisjoint(t.words))

    @property
    def words(self) -> tuple[Term, ...]:
        """The terms that are not the number."""
        return tuple(t for t in self.terms if self.number is None or not t.words[0][0].isdigit())


def read(line: str) -> Asked:
    """What a line asks for.

    >>> asked = read('Shi`ite "air strike" 4,600 2030-03-04')
    >>> [t.words for t in asked.terms], asked.number, asked.days[0].isoformat()
    ([('shiite',), ('air', 'strike'), ('4600',)], 4600.0, '2030-03-04')
    """
    stripped = line.replace("\0", " ").strip()[:LONGEST]
    if _ID.fullmatch(stripped):
        return Asked(id=stripped)
    days, rest = _days(stripped)
    phrases: list[Term] = []

    def phrase(found: re.Match[str]) -> str:
        words = tokens(found[1])
        phrases.append(Term(words, exact=True)) if words else None
        return f" \0{len(phrases) - 1} " if words else " "

    terms: list[Term] = []
    for piece in _QUOTED.sub(phrase, rest).split():
        if piece.startswith("\0"):
            terms.append(phrases[int(piece[1:])])
        else:
            words = tokens(piece)
            terms += [Term((w,), prefix=piece.endswith("*") and w is words[-1] and len(w) > 1) for w in words]
    told = [t for t in terms if t.exact or t.words[0] not in _LITTLE] or terms
    numbers = [n for n in (_number(piece) for piece in rest.split()) if n is not None]
    return Asked(tuple(dict.fromkeys(told))[:MOST_TERMS], numbers[0] if numbers else None, days)


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as the index has them."""
    return tuple(t.replace(",", "") for t in _TOKEN.findall(fold(text)))


def _days(line: str) -> tuple[tuple[date, date] | None, str]:
    for expression in (_DAY, _SPELT_DAY):
        found = expression.search(line)
        if found:
            first, second, third = found.groups()
            parts = (first, second, third) if expression is _DAY else (third, str(_MONTHS.index(second.lower()) + 1), first)
            try:
                day = date(*map(int, parts))
            except ValueError:
                return None, line
            return (day, day), line[: found.start()] + " " + line[found.end() :]
    return None, line


def _number(piece: str) -> float | None:
    return float(piece.replace(",", "")) if _NUMBER.fullmatch(piece) and len(piece) < 16 else None


def _spelt(word: str) -> str:
    if word.isdigit():
        return "[,]?".join(word)
    return _BETWEEN.join(map(re.escape, word))


class Finder:
    """Finds the terms of a search in texts."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self._patterns = [re.compile(t.pattern()) for t in terms]

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, number of the term), in the order of the text, none overlapping: code points into ``text``."""
        plain = flat(text)
        found = sorted((m.start(), -m.end(), n) for n, p in enumerate(self._patterns) for m in p.finditer(plain))
        kept: list[tuple[int, int, int]] = []
        for start, end, n in found:
            if not kept or start >= kept[-1][1]:
                kept.append((start, -end, n))
        return kept

    def all_in(self, text: str) -> bool:
        """Whether every term is met."""
        plain = flat(text)
        return all(p.search(plain) for p in self._patterns)


@cache
def _plain() -> dict[int, str]:
    """Letters with a mark or a capital -> the bare letter: one character for one, so that offsets stay."""
    table = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x590), *range(0x1E00, 0x2000), *range(0xFF21, 0xFF3B)):
        bare = [c for c in unicodedata.normalize("NFD", chr(code).lower()) if not unicodedata.combining(c)]
        if len(bare) == 1 and bare[0] != chr(code):
            table[code] = bare[0]
    return table


def flat(text: str) -> str:
    """A text in bare small letters, as long as it was."""
    return text.translate(_plain())
