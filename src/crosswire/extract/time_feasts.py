"""The days of feasts and holidays, fixed and moveable, for any year of the Gregorian calendar.

A rule is a line of the word list ``times.toml``: ``fixed 12-25``, ``nth 4 thursday 11`` (-1: the last one), ``easter +1``,
``orthodox -2``, ``newyear -163`` (days from the Jewish new year), ``hanukkah``, ``hijri 10-1``; then, where it lasts, ``x3`` (days)
or ``xmonth``. Sources: the anonymous Gregorian algorithm for Easter (Nature, 1876) and Meeus's Julian one; the tabular Islamic
calendar, which is a day off at times, as the moon is sighted; the arithmetic of the Hebrew calendar (Reingold and Dershowitz,
Calendrical Calculations).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from crosswire.language.calendar import weekday_number

Days = tuple[date, date]
FIRST, LAST = 326, 3000  # Easter is reckoned since the council of Nicaea; the other calendars drift off in the far future
HIJRI_EPOCH = 227015  # 16 July 622 (Julian) as a day number of ``date.toordinal``
HEBREW_EPOCH = -1373428  # 1 Tishri of the year 1, less a day


def occurrences(rule: str, year: int) -> list[Days]:
    """The stretches of days on which a feast begins in a Gregorian year; none where it does not, two at times (hijri).

    >>> occurrences("easter 0", 2024)
    [(datetime.date(2024, 3, 31), datetime.date(2024, 3, 31))]
    """
    if not FIRST <= year <= LAST:
        return []
    kind, *rest = rule.split()
    length = rest.pop() if rest and rest[-1].startswith("x") else "x1"
    return [(first, first + timedelta(days=_length(length, first) - 1)) for first in KINDS[kind](rest, year)]


def _length(length: str, first: date) -> int:
    if length != "xmonth":
        return int(length[1:])
    y, m = _hijri_month(first)
    return (_hijri(y + (m == 12), m % 12 + 1, 1) - first).days


def _fixed(args: list[str], year: int) -> Iterator[date]:
    month, day = (int(part) for part in args[0].split("-"))
    if day <= calendar.monthrange(year, month)[1]:
        yield date(year, month, day)


def _nth(args: list[str], year: int) -> Iterator[date]:
    number, weekday, month = int(args[0]), weekday_number(args[1]) or 0, int(args[2])
    last = calendar.monthrange(year, month)[1]
    every = [d for d in (date(year, month, n) for n in range(1, last + 1)) if d.weekday() == weekday]
    after = int(args[3]) if len(args) > 3 else 0
    yield every[number - 1 if number > 0 else number] + timedelta(days=after)


def _easter(args: list[str], year: int) -> Iterator[date]:
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    yield date(year, month, day + 1) + timedelta(days=int(args[0]))


def _orthodox(args: list[str], year: int) -> Iterator[date]:
    d = (19 * (year % 19) + 15) % 30
    month, day = divmod(d + (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7 + 114, 31)
    julian = date(year, month, day + 1)
    yield julian + timedelta(days=year // 100 - year // 400 - 2 + int(args[0]))


@cache
def _hebrew_new_year(year: int) -> int:
    """The day number of 1 Tishri of a Hebrew year."""

    def elapsed(y: int) -> int:
        months = (235 * y - 234) // 19
        parts = 12084 + 13753 * months
        day = 29 * months + parts // 25920
        return day + 1 if 3 * (day + 1) % 7 < 3 else day

    before, at, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
    late = 2 if after - at == 356 else 1 if at - before == 382 else 0
    return HEBREW_EPOCH + at + late + 1


def _newyear(args: list[str], year: int) -> Iterator[date]:
    yield date.fromordinal(_hebrew_new_year(year + 3761) + int(args[0]))


def _hanukkah(_args: list[str], year: int) -> Iterator[date]:
    """25 Kislev: the month before it has 30 days in a long year."""
    first = _hebrew_new_year(year + 3761)
    days = _hebrew_new_year(year + 3762) - first
    yield date.fromordinal(first + (84 if days in (355, 385) else 83))


def _hijri(year: int, month: int, day: int) -> date:
    return date.fromordinal(HIJRI_EPOCH - 1 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day)


def _hijri_month(when: date) -> tuple[int, int]:
    """The Hijri year and month that hold a day."""
    year = (30 * (when.toordinal() - HIJRI_EPOCH) + 10646) // 10631
    return year, max(m for m in range(1, 13) if _hijri(year, m, 1) <= when)


def _in_hijri(args: list[str], year: int) -> Iterator[date]:
    month, day = (int(part) for part in args[0].split("-"))
    near = (year - 622) * 33 // 32
    yield from (d for d in (_hijri(y, month, day) for y in range(max(near - 1, 1), near + 2)) if d.year == year)


KINDS: dict[str, Callable[[list[str], int], Iterator[date]]] = {
    "fixed": _fixed,
    "nth": _nth,
    "easter": _easter,
    "orthodox": _orthodox,
    "newyear": _newyear,
    "hanukkah": _hanukkah,
    "hijri": _in_hijri,
}
