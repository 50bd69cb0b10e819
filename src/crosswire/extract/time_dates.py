"""Dates as they are written: days, months, years, decades, quarters, holidays; a missing year is the nearest that fits."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crosswire.extract import time_values as v
from crosswire.extract.time_context import (
    AHEAD,
    BACK,
    NO_DATE,
    NO_REFERENCE,
    Context,
    Match,
    Resolver,
    digits,
    way_of,
    year_of,
)
from crosswire.extract.time_values import Value, unresolved
from crosswire.language.calendar import month_number
from crosswire.wordlists import load_toml

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}


def _iso(match: Match, _context: Context) -> Value:
    found = v.valid_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return v.day(found) if found else unresolved("no such day")


def _slashed(match: Match, _context: Context) -> Value:
    a, b, y = int(match["a"]), int(match["b"]), int(match["y"])
    y += 2000 if y < 50 else 1900 if y < 100 else 0
    both = {d for d in (v.valid_day(y, b, a), v.valid_day(y, a, b)) if d}
    if len(both) == 1:
        return v.day(both.pop())
    return unresolved("day or month may come first" if both else "no such day")


def _one_day(context: Context, name: str, number: str, y: str | None, rel: str | None = None) -> date | None:
    m, d = month_number(name) or 0, digits(number)
    if y or rel:
        told = int(y) if y else year_of(context, (rel or "").lower())
        return v.valid_day(told, m, d) if told else None
    return v.closest_year(context.published, m, d, context.leaning) if context.published else None


def _dated(first: date | None, last: date | None, context: Context, y: str | None, *, night: bool = False) -> Value:
    if first is None or last is None:
        return unresolved("no such day" if y or context.published else "no year, and the report has no date")
    found = v.days(first, first + timedelta(days=1)) if night and first == last else v.days(first, last)
    return found.anchored(None if y else "published")


def _day_month(match: Match, context: Context) -> Value:
    first = _one_day(context, match["m"], match["d"], match["y"], match["rel"])
    last = _one_day(context, match["m"], match["d2"], match["y"], match["rel"]) if match["d2"] else first
    return _dated(first, last, context, match["y"], night=bool(match["night"]))


def _month_day(match: Match, context: Context) -> Value:
    first = _one_day(context, match["m"], match["d"], match["y"])
    last = _one_day(context, match["m"], match["d2"], match["y"]) if match["d2"] else first
    return _dated(first, last, context, match["y"])


def _days_of_months(match: Match, context: Context) -> Value:
    k = "" if match["m"] else "3"
    names = (("m", "d"), ("m2", "d2")) if not k else (("m3", "d3"), ("m4", "d4"))
    y = match["y"] or match["y2"]
    first, last = (_one_day(context, match[m], match[d], y) for m, d in names)
    return _dated(first, last, context, y)


def _month(match: Match, context: Context) -> Value:
    number, y = month_number(match["m"]) or 1, _month_year(match, context)
    if y is None:
        return unresolved("no year, and the report has no date" if context.published is None else NO_REFERENCE)
    found = v.month(y, number)
    side = match["side"].lower()
    if re.search(r"\b(?:end|close) of", side) and found.end:
        found = v.day(found.end)
    return found.anchored(None if match["y"] else "published")


def _month_year(match: Match, context: Context) -> int | None:
    number, which = month_number(match["m"]) or 1, (match["which"] or "").lower()
    if match["y"]:
        return int(match["y"])
    if match["rel"]:
        return year_of(context, match["rel"].lower())
    told = context.here or context.before
    if which and re.search(r"following|previous|same|that", which) and told and told.value.start:
        at = told.value.start
        later = at.year if number > at.month else at.year + 1
        return at.year if re.search(r"same|that", which) else later if "following" in which else later - 1
    if context.published is None:
        return None
    at = context.published
    if AHEAD.search(which) or (context.leaning == "future" and not BACK.search(which)):
        return at.year if number >= at.month + bool(AHEAD.search(which)) else at.year + 1
    if which.startswith("this") and "past" not in which:
        return at.year
    return at.year if number <= at.month - bool(BACK.search(which)) else at.year - 1


def _months(match: Match, context: Context) -> Value:
    first, last = month_number(match["m"]) or 1, month_number(match["m2"]) or 1
    if match["y"] is None and context.published is None:
        return unresolved("no year, and the report has no date")
    if match["y"]:
        y = int(match["y"])
    else:
        at = context.published or date.min
        y = at.year if context.leaning == "future" or last <= at.month else at.year - 1
    start, end = v.month(y - (first > last), first), v.month(y, last)
    return Value(start.start, end.end, f"{start.timex}/{end.timex}", "month", None if match["y"] else "published")


def _years(match: Match, _context: Context) -> Value:
    first, last = int(match["y"]), int(match["y2"])
    if last < 100:
        last += first - first % 100
    return v.years(first, last) if first <= last else unresolved("not a stretch of years")


def _year(match: Match, _context: Context) -> Value:
    return v.year(int(match["y"]))


def _decade(match: Match, _context: Context) -> Value:
    if match["y"]:
        return v.decade(int(match["y"]))
    number = int(match["short"]) if match["short"] else DECADES[match["word"].lower()]
    return v.decade(1900 + number)


def _century(match: Match, _context: Context) -> Value:
    n = int(match["n"])
    if not 1 <= n <= 30:
        return unresolved("no such century")
    return Value(date(100 * (n - 1) + (n == 1), 1, 1), date(100 * n - 1, 12, 31), f"{n - 1:02d}", "decade")


def _quarter(match: Match, context: Context) -> Value:
    number = int(match["q"]) if match["q"] else ORDINALS[match["n"].lower()]
    told = match["y"] or match["y2"]
    if told:
        return v.quarter(int(told), number)
    if context.published is None:
        return unresolved(NO_DATE)
    at = context.published
    if match["rel"]:
        return v.quarter(at.year + way_of(match["rel"]), number).anchored("published")
    ahead = 1 if number > (at.month + 2) // 3 and context.leaning != "future" else 0
    # A quarter that has not begun is told of in advance when it is the next one; an older one is last year's.
    late = ahead and number != (at.month + 2) // 3 + 1
    return v.quarter(at.year - bool(late), number).anchored("published")


def _holiday_value(found: date | None) -> Value:
    return v.day(found) if found else unresolved("no such day")


def _holiday(match: Match, context: Context) -> Value:
    name = re.sub(r"\s+", " ", match["name"].lower())
    m, d = (int(part) for part in load_toml("times.toml")["holidays"]["words"][name].split("-"))
    if match["y"]:
        return _holiday_value(v.valid_day(int(match["y"]), m, d))
    at = context.published
    return unresolved(NO_DATE) if at is None else _holiday_value(v.closest_year(at, m, d, context.leaning)).anchored("published")


WRITTEN: dict[str, Resolver] = {
    "iso": _iso,
    "slashed": _slashed,
    "day-month": _day_month,
    "month-day": _month_day,
    "days-of-months": _days_of_months,
    "month": _month,
    "months": _months,
    "years": _years,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "holiday": _holiday,
}
