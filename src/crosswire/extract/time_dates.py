"""Dates as they are written: days, months, years, decades, quarters, holidays; a missing year is the nearest that fits."""

from __future__ import annotations

import re
from dataclasses import replace
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
    year_of,
)
from crosswire.extract.time_feasts import occurrences
from crosswire.extract.time_values import Value, unresolved
from crosswire.language.calendar import month_number, weekday_number
from crosswire.language.numbers import number_value
from crosswire.wordlists import load_toml

CENTURIES = {
    word: n
    for n, word in enumerate(
        "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        10,
    )
}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}


def _iso(match: Match, _context: Context) -> Value:
    found = v.valid_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return v.day(found) if found else unresolved("no such day")


def _slashed(match: Match, context: Context) -> Value:
    a, b, y = int(match["a"]), int(match["b"]), int(match["y"])
    y += 2000 if y < 50 else 1900 if y < 100 else 0
    both = {d for d in (v.valid_day(y, b, a), v.valid_day(y, a, b)) if d}
    near = {d for d in both if context.published is not None and abs((d - context.published).days) <= 3}
    for certain in (both, near):
        if len(certain) == 1:
            return v.day(certain.pop())
    return unresolved("day or month may come first" if both else "no such day")


def _one_day(context: Context, name: str, number: str, y: str | None, rel: str | None = None, weekday: str | None = None) -> date | None:
    m, d = month_number(name) or 0, digits(number)
    if y or rel:
        told = int(y) if y else year_of(context, (rel or "").lower())
        return v.valid_day(told, m, d) if told else None
    if context.published is None:
        return None
    return v.closest_year(context.published, m, d, context.leaning, sure=context.sure, weekday=weekday_number(weekday or ""))


def _dated(first: date | None, last: date | None, context: Context, y: str | None, *, night: bool = False) -> Value:
    if first is None or last is None:
        return unresolved("no such day" if y or context.published else "no year, and the report has no date")
    found = v.days(first, first + timedelta(days=1)) if night and first == last else v.days(first, last)
    return found.anchored(None if y else "published")


def _day_month(match: Match, context: Context) -> Value:
    first = _one_day(context, match["m"], match["d"], match["y"], match["rel"], match["wd"])
    last = _one_day(context, match["m"], match["d2"], match["y"], match["rel"]) if match["d2"] else first
    return _dated(first, last, context, match["y"], night=bool(match["night"]))


def _month_day(match: Match, context: Context) -> Value:
    if match["which"] and context.published is not None:
        context = replace(context, leaning="past" if BACK.search(match["which"]) else "future", sure=True)
    first = _one_day(context, match["m"], match["d"], match["y"], None, match["wd"])
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
    if AHEAD.search(which):
        return at.year + (number <= at.month)
    if BACK.search(which):
        return at.year - (number >= at.month)
    return at.year if which.startswith("this") else v.nearest_month(at, number, context.leaning, sure=context.sure)


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


def _year_words(match: Match, _context: Context) -> Value:
    """ "nineteen eighty-four", "two thousand twelve"."""
    if not match["century"]:
        return v.year(2000 + int(number_value(match["rest"]) or 0 if match["rest"] else 0))
    base = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[match["century"].lower()]
    tens = 0 if match["tens"].lower() == "oh" else int(number_value(match["tens"]) or 0)
    return v.year(base + tens + int(number_value(match["ones"]) or 0 if match["ones"] else 0))


def _short_year(match: Match, context: Context) -> Value:
    now = context.published.year if context.published else 2000
    number = now - now % 100 + int(match["yy"])
    return v.year(number if number <= now + 5 else number - 100)


def _decade(match: Match, _context: Context) -> Value:
    if match["y"]:
        return v.decade(int(match["y"]))
    number = int(match["short"] or match["plain"]) if match["short"] or match["plain"] else DECADES[match["word"].lower()]
    return v.decade(1900 + number)


def _century(match: Match, _context: Context) -> Value:
    n = int(match["n"]) if match["n"] else CENTURIES.get(match["word"].lower(), 0)
    if match["bc"]:
        return unresolved("before our era")
    if not 1 <= n <= 30:
        return unresolved("no such century")
    return Value(date(100 * (n - 1) + (n == 1), 1, 1), date(100 * n - 1, 12, 31), f"{n - 1:02d}", "decade")


def _named_day(match: Match, _context: Context) -> Value:
    """Attacks that are called by their day."""
    return v.day(date(2005, 7, 7) if match["july"] else date(2008, 11, 26) if match["nov"] else date(2001, 9, 11))


def _holiday(match: Match, context: Context) -> Value:
    name = re.sub(r"\s+", " ", match["name"].lower().replace("’", "'"))
    rule, at = load_toml("times.toml")["holidays"]["words"][name], context.published
    y = int(match["y"]) if match["y"] else year_of(context, match["rel"].lower()) if match["rel"] else None
    if y is not None:
        found = occurrences(rule, y)
        return v.days(*found[0]).anchored(None if match["y"] else "published") if found else unresolved("no such day")
    if at is None:
        return unresolved(NO_DATE)
    near = [days for k in (-1, 0, 1) for days in occurrences(rule, at.year + k)]
    which = match["which"] or ""
    if BACK.search(which) or AHEAD.search(which):
        near = [d for d in near if (d[1] < at if BACK.search(which) else d[0] > at)]
    elif which.lower().startswith("this"):
        near = [d for d in near if d[0].year == at.year] or near
    elif context.sure and match["on"]:
        behind = context.leaning == "past"
        near = [d for d in near if (d[0] <= at if behind else d[1] >= at)]
    away = 60 if context.leaning == "future" else -60  # a feast a good while behind is spoken of as often as one just ahead
    found_days = min(near, key=lambda d: (abs((d[0] - at).days - away // 2), d), default=None)
    return v.days(*found_days).anchored("published") if found_days else unresolved("no such day")


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
    "year-words": _year_words,
    "short-year": _short_year,
    "named-day": _named_day,
    "decade": _decade,
    "century": _century,
    "holiday": _holiday,
}
