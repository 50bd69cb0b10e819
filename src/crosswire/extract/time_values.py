"""Days, weeks, months, quarters, years as values of time expressions: inclusive day intervals with their TIMEX3 value."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year", "decade"]
PARTS = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "dawn": "TMO",
    "noon": "T12:00",
    "midday": "T12:00",
    "midnight": "T24:00",
}


@dataclass(frozen=True, slots=True)
class Value:
    """What a time expression stands for; without days, ``reason`` says why it cannot be resolved."""

    start: date | None
    end: date | None
    timex: str | None
    grain: Grain | None
    anchor: str | None = None
    reason: str | None = None

    def anchored(self, anchor: str | None) -> Value:
        """The same value, resolved against ``anchor``."""
        return replace(self, anchor=anchor)

    def with_part(self, part: str | None) -> Value:
        """The same day with its part of day in the TIMEX3 value."""
        code = PARTS.get((part or "").lower())
        return replace(self, timex=f"{self.timex}{code}") if code and self.timex and self.grain == "day" else self


def unresolved(reason: str, timex: str | None = None) -> Value:
    """A time expression whose days are not known."""
    return Value(None, None, timex, None, None, reason)


def day(when: date) -> Value:
    """One day."""
    return Value(when, when, when.isoformat(), "day")


def days(start: date, end: date) -> Value:
    """A stretch of days; the reversed order is read as written from its later end."""
    first, last = min(start, end), max(start, end)
    return day(first) if first == last else Value(first, last, f"{first.isoformat()}/{last.isoformat()}", "day")


def week(inside: date) -> Value:
    """The ISO week (Monday to Sunday) that holds a day."""
    monday = inside - timedelta(days=inside.weekday())
    year, number, _ = inside.isocalendar()
    return Value(monday, monday + timedelta(days=6), f"{year}-W{number:02d}", "week")


def weekend(inside: date) -> Value:
    """Saturday and Sunday of the ISO week that holds a day."""
    monday = inside - timedelta(days=inside.weekday())
    year, number, _ = inside.isocalendar()
    return Value(monday + timedelta(days=5), monday + timedelta(days=6), f"{year}-W{number:02d}-WE", "day")


def month(year_number: int, month_number: int) -> Value:
    """A calendar month."""
    last = calendar.monthrange(year_number, month_number)[1]
    return Value(
        date(year_number, month_number, 1), date(year_number, month_number, last), f"{year_number:04d}-{month_number:02d}", "month"
    )


def quarter(year_number: int, number: int) -> Value:
    """A quarter of a calendar year, 1 to 4."""
    first, last = month(year_number, 3 * number - 2), month(year_number, 3 * number)
    return Value(first.start, last.end, f"{year_number:04d}-Q{number}", "quarter")


def year(number: int) -> Value:
    """A calendar year."""
    return Value(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", "year")


def years(first: int, last: int) -> Value:
    """A stretch of calendar years."""
    return Value(date(first, 1, 1), date(last, 12, 31), f"{first:04d}/{last:04d}", "year") if first < last else year(first)


def decade(number: int) -> Value:
    """A decade by any of its years: 1994 -> 1990 to 1999."""
    first = number - number % 10
    return Value(date(first, 1, 1), date(first + 9, 12, 31), f"{first // 10:03d}", "decade")


def valid_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (1 <= month_number <= 12 and 1 <= year_number <= 9998):
        return None
    return date(year_number, month_number, day_number) if 1 <= day_number <= calendar.monthrange(year_number, month_number)[1] else None


def add_months(when: date, count: int) -> date:
    """The same day ``count`` months on (or back), the month's last day where it has no such day."""
    at = when.year * 12 + when.month - 1 + count
    year_number, month_number = divmod(at, 12)
    year_number = min(max(year_number, 1), 9998)
    return date(year_number, month_number + 1, min(when.day, calendar.monthrange(year_number, month_number + 1)[1]))


def shifted(when: date, count: int, unit: str) -> Value:
    """The day, month, year or decade that lies ``count`` units on (or back) from a day.

    Days and up to three weeks are counted to the day, and so is one month ("a month ago"); longer stretches are told
    loosely and stand for the week, month, year or decade that they fall in (gold/crises/README.md, TimeBank).
    """
    if abs(count) > 9000:
        return unresolved("too far off")
    if unit in ("hour", "minute"):
        return _safe_day(when, int(count / 24) if unit == "hour" else 0)
    if unit in ("day", "night"):
        return _safe_day(when, count)
    if unit == "weekend":
        there = _safe_day(when, 7 * count)
        return weekend(there.start) if there.start else there
    if unit in ("week", "fortnight"):
        weeks = 2 * count if unit == "fortnight" else count
        there = _safe_day(when, 7 * weeks)
        return there if abs(weeks) <= 3 or there.start is None else week(there.start)
    if unit == "month":
        there_day = add_months(when, count)
        return day(there_day) if abs(count) == 1 else month(there_day.year, there_day.month)
    if unit == "quarter":
        there_day = add_months(when, 3 * count)
        return quarter(there_day.year, (there_day.month + 2) // 3)
    if unit in ("year", "decade", "century"):
        number = when.year + count * {"year": 1, "decade": 10, "century": 100}[unit]
        if not 1 <= number <= 9990:
            return unresolved("too far off")
        return year(number) if unit == "year" else decade(number)
    return day(when)


def _safe_day(when: date, count: int) -> Value:
    try:
        return day(when + timedelta(days=count))
    except OverflowError:
        return unresolved("too far off")


def nearest_month(published: date, number: int, leaning: str, *, sure: bool = True) -> int:
    """The year of a month that is told without one: the side that the verb leans to, unless that is far off and none is sure."""
    back, ahead = (published.month - number) % 12, (number - published.month) % 12
    behind = ahead > 6 and not sure if leaning == "future" else sure or not (back >= 8 and ahead <= 4)
    if behind:
        return published.year - (number > published.month)
    return published.year + (number < published.month)


def week_in(year_number: int, month_number: int, which: str) -> Value:
    """The first, second, last week of a month: those whose Thursday lies in it."""
    last = calendar.monthrange(year_number, month_number)[1]
    thursdays = [d for d in (date(year_number, month_number, n) for n in range(1, last + 1)) if d.weekday() == 3]
    place = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}[which]
    return week(thursdays[place])


def closest_year(
    published: date, month_number: int, day_number: int, leaning: str, *, sure: bool = False, weekday: int | None = None
) -> date | None:
    """The date of a day without a year that lies nearest to publication; among near ones the side that the verb leans to.

    Where a finite verb tells of the past, a day far ahead of publication is not meant; a weekday told with it must be its own.
    """
    near = [valid_day(published.year + k, month_number, day_number) for k in (-1, 0, 1)]
    known = [d for d in near if d is not None]
    known = [d for d in known if d.weekday() == weekday] or known
    if sure and leaning == "past":
        known = [d for d in known if (d - published).days <= 31] or known
    if not known:
        return None
    if leaning == "future":
        return min(known, key=lambda d: (abs((d - published).days) + (240 if d < published else 0), d))
    return min(known, key=lambda d: (abs((d - published).days) + (90 if d > published else 0), d))
