"""Quarters, halves and the periods that reports of figures compare: the quarter, the year-ago quarter, the same month last year.

"A year earlier" beside a quarter or a month is that quarter or month of the year before: like is compared with like.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from crosswire.extract import time_values as v
from crosswire.extract.time_context import NO_DATE, NO_REFERENCE, Context, Match, Resolver, Told, calendar_unit, digits, way_of
from crosswire.extract.time_feasts import occurrences
from crosswire.extract.time_values import Value, unresolved
from crosswire.language.calendar import month_number

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
FIGURES = re.compile(r"[$£€#]\s?\d|\d\s?%|\bpercent\b|\bper cent\b|\bmillion\b|\bbillion\b|\bcents?\b")
COMPARED = re.compile(r"\b(?:from|than|versus|compar\w+|against|over|above|below|up|down)\b[^.;]*$", re.IGNORECASE)


def year_before(told: Told) -> Value:
    """The same period a year before one that was told."""
    at = told.value.start or date.min
    if told.value.grain == "quarter":
        found = v.quarter(at.year - 1, (at.month + 2) // 3)
    elif told.value.grain == "month":
        found = v.month(at.year - 1, at.month)
    else:
        found = v.year(at.year - 1)
    return found.anchored(f"{told.start}:{told.end}")


def compared(match: Match, context: Context) -> Value | None:
    """What "a year earlier" is set against: the quarter that the figures are of, a month of the same sentence; None where neither."""
    period = context.period
    if period is None or period.value.start is None or _to_come(period, context) or not FIGURES.search(match.string):
        return None
    if period.value.grain == "month" and not COMPARED.search(match.string[: match.start()]):
        return None
    return year_before(period)


def _to_come(period: Told, context: Context) -> bool:
    """Whether a quarter was not over on publication: no figures are of it yet."""
    end, at = period.value.end, context.published
    return period.value.grain == "quarter" and end is not None and at is not None and end >= at


def _quarter(match: Match, context: Context) -> Value:
    number = int(match["q"]) if match["q"] else ORDINALS[match["n"].lower()]
    told = match["y"] or match["y2"] or match["y0"]
    if told:
        return v.quarter(int(told), number)
    if context.published is None:
        return unresolved(NO_DATE)
    at = context.published
    if match["rel"] or match["rel0"]:
        return v.quarter(at.year + way_of(match["rel"] or match["rel0"]), number).anchored("published")
    ahead = 1 if number > (at.month + 2) // 3 and context.leaning != "future" else 0
    # A quarter that has not begun is told of in advance when it is the next one; an older one is last year's.
    late = ahead and number != (at.month + 2) // 3 + 1
    before = bool(match["ago"] or match["ago2"])
    return v.quarter(at.year - bool(late) - before, number).anchored("published")


def _half(match: Match, context: Context) -> Value:
    y = int(match["y"]) if match["y"] else None
    if y is None:
        if context.published is None:
            return unresolved(NO_DATE)
        y = context.published.year + way_of(match["rel"] or "")
    first, last = (1, 6) if match["n"].lower() == "first" else (7, 12)
    found = Value(v.month(y, first).start, v.month(y, last).end, f"{y:04d}-H{1 + (first > 1)}", "quarter")
    return found if match["y"] else found.anchored("published")


def _quarter_told(match: Match, context: Context) -> Value:
    """ "The quarter", "the latest period", "the quarter ended Sept. 30": the one told above, else the last that was over."""
    ago, period = bool(match["ago"] or match["ago2"]), context.period
    if match["m"] and context.published is not None:
        at, number = context.published, month_number(match["m"]) or 1
        ended = v.add_months(
            date(at.year - (number > at.month) - ago, number, 1), -(number % 3 == 1)
        )  # its first month is half of the next
        return v.quarter(ended.year, (ended.month + 2) // 3).anchored("published")
    if period is not None and period.value.grain == "quarter" and period.value.start is not None and not _to_come(period, context):
        start = period.value.start
        found = v.quarter(int(match["y"]) if match["y"] else start.year - ago, (start.month + 2) // 3)
        return found.anchored(f"{period.start}:{period.end}")
    vague = match["u"].lower() == "period" and not (ago or match["last"])
    if context.published is None or match["y"] or vague or not FIGURES.search(match.string):
        return unresolved(NO_REFERENCE)
    latest = calendar_unit(context.published, "quarter", -1)
    return calendar_unit(latest.start, "quarter", -4).anchored("published") if ago and latest.start else latest.anchored("published")


def _year_ago(_match: Match, context: Context) -> Value:
    period = context.period
    if period is not None and period.value.grain == "quarter":
        return year_before(period)
    return unresolved(NO_DATE) if context.published is None else v.year(context.published.year - 1).anchored("published")


def _same_period(match: Match, context: Context) -> Value:
    """ "The same period last year", "the same month a year ago": the period told last, a year before."""
    unit, big = match["u"].lower(), (match["big"] or match["big2"] or "year").lower()
    told = context.here if context.here is not None and context.here.value.grain in ("month", "quarter", "week", "day") else context.period
    if told is None or told.value.start is None:
        return _same_unit(unit, big, match, context)
    if match["y"]:
        moved = year_before(told)
        gap = told.value.start.year - int(match["y"])
        return _shift_years(told, gap) if moved.start and 0 < gap < 200 else unresolved(NO_REFERENCE)
    return _shift_years(told, 1) if big == "year" else _same_unit(unit, big, match, context)


def _shift_years(told: Told, count: int) -> Value:
    start, grain = told.value.start or date.min, told.value.grain
    if grain == "day":
        found = v.valid_day(start.year - count, start.month, start.day)
        return v.day(found).anchored(f"{told.start}:{told.end}") if found else unresolved("no such day")
    if grain == "week":
        return v.week(start - timedelta(days=364 * count)).anchored(f"{told.start}:{told.end}")
    back = v.quarter(start.year - count, (start.month + 2) // 3) if grain == "quarter" else v.month(start.year - count, start.month)
    return back.anchored(f"{told.start}:{told.end}")


def _same_unit(unit: str, big: str, match: Match, context: Context) -> Value:
    at = context.published
    if match["y"]:
        return v.year(int(match["y"]))
    if at is None or unit in ("stage", "point"):
        return unresolved(NO_DATE)
    if big == "year" and unit in ("month", "quarter", "week"):
        then = v.valid_day(at.year - 1, at.month, min(at.day, 28)) or at
        return calendar_unit(then, unit, 0).anchored("published")
    return calendar_unit(at, big, -1).anchored("published")


def _week_of(match: Match, context: Context) -> Value:
    """ "The last week of May": the last one that lies in it; "the week of 6 May": the one that holds the day."""
    name, y = match["m"] or match["m2"] or match["m3"], match["y"] or match["y2"]
    number, at = month_number(name) or 1, context.published
    if not y and at is None:
        return unresolved(NO_DATE)
    if match["m"]:
        told = int(y) if y else v.nearest_month(at or date.min, number, context.leaning, sure=context.sure)
        return v.week_in(told, number, match["n"].lower()).anchored(None if y else "published")
    d = digits(match["d2"] or match["d3"])
    day = v.valid_day(int(y), number, d) if y else v.closest_year(at or date.min, number, d, context.leaning, sure=context.sure)
    if day is None:
        return unresolved("no such day")
    found = v.days(day - timedelta(days=6), day) if match["how"].lower().startswith("end") else v.week(day)
    return found.anchored(None if y else "published")


def _nth_weekday(match: Match, context: Context) -> Value:
    """ "The third Monday in May"."""
    number, y, at = month_number(match["m"]) or 1, match["y"], context.published
    if not y and at is None:
        return unresolved(NO_DATE)
    told = int(y) if y else v.nearest_month(at or date.min, number, context.leaning, sure=context.sure)
    place = -1 if match["n"].lower() == "last" else ORDINALS[match["n"].lower()]
    found = occurrences(f"nth {place} {match['w']} {number}", told)
    return v.days(*found[0]).anchored(None if y else "published") if found else unresolved("no such day")


PERIODS: dict[str, Resolver] = {
    "quarter": _quarter,
    "half": _half,
    "quarter-told": _quarter_told,
    "year-ago": _year_ago,
    "same-period": _same_period,
    "week-of": _week_of,
    "nth-weekday": _nth_weekday,
}
