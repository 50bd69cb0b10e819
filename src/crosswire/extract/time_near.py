"""Times around the day of publication: today, weekdays, weekends, last week, two days ago."""

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
    calendar_unit,
    count_of,
    on_publication,
    unit_of,
    way_of,
)
from crosswire.extract.time_periods import compared
from crosswire.extract.time_values import Value, unresolved
from crosswire.language.calendar import weekday_number


def _off(days: int) -> Resolver:
    def resolve(match: Match, context: Context) -> Value:
        part = match.groupdict().get("part")
        far = days * (2 if match.groupdict().get("two") else 1)
        return on_publication(context, lambda p: v.day(p + timedelta(days=far)).with_part(part))

    return resolve


def _overnight(_match: Match, context: Context) -> Value:
    here = context.here
    if here is not None and here.day is not None and context.leaning == "past" and here.day != context.published:
        return v.days(here.day, here.day + timedelta(days=1)).anchored(f"{here.start}:{here.end}")
    ahead = 1 if context.leaning == "future" else 0
    return on_publication(context, lambda p: v.days(p + timedelta(days=ahead - 1), p + timedelta(days=ahead)))


def _weekday_near(context: Context, name: str, which: str = "", week: str = "") -> date | None:
    at, number = context.published, weekday_number(name) or 0
    if at is None:
        return None
    monday = at - timedelta(days=at.weekday())
    if week:
        return monday + timedelta(days=7 * way_of(week) + number)
    since = (at.weekday() - number) % 7
    which = which.lower()
    if re.search(r"\bnext|coming\b", which):
        return at + timedelta(days=(7 - since) or 7)
    if BACK.search(which):
        return at - timedelta(days=since or 7)
    if which.startswith("this"):
        return monday + timedelta(days=number)
    if context.leaning == "future":
        return at + timedelta(days=(-since) % 7)
    return at - timedelta(days=since)


def _told_weekday(match: Match, context: Context) -> Value | None:
    """ "the previous Friday", "the following Monday": counted from the day that the text is at."""
    which = (match["which"] or "").lower()
    if not re.search(r"following|previous|same|that", which):
        return None
    at, anchor = context.told()
    if at is None:
        return unresolved(NO_REFERENCE)
    gap = ((weekday_number(match["w"]) or 0) - at.weekday()) % 7
    if re.search(r"same|that", which):
        gap = gap - 7 if gap > 3 else gap
    else:
        gap = gap or 7
        gap = gap if "following" in which else gap - 7 if gap != 7 else -7
    return v.day(at + timedelta(days=gap)).anchored(anchor)


def _weekday(match: Match, context: Context) -> Value:
    told = _told_weekday(match, context)
    if told is not None:
        return told
    found = _weekday_near(context, match["w"], match["which"] or "", match["week"] or "")
    if found is None:
        return unresolved(NO_DATE)
    if match["back"]:
        found -= timedelta(days=7)
    if match["night"]:
        return v.days(found, found + timedelta(days=1)).anchored("published")
    part = re.sub(r"^.*\s", "", match["part"]) if match["part"] else None
    return v.day(found).with_part(part).anchored("published")


def _weekdays(match: Match, context: Context) -> Value:
    """From one weekday to the next: the later one is placed first, the earlier one lies in the week before it."""
    last = _weekday_near(context, match["w2"], match["which"] or "", match["week"] or "")
    if last is None:
        return unresolved(NO_DATE)
    gap = ((weekday_number(match["w2"]) or 0) - (weekday_number(match["w"]) or 0)) % 7
    if context.leaning == "future" and not match["week"]:
        first = _weekday_near(context, match["w"]) or last
        last = first + timedelta(days=gap)
    return v.days(last - timedelta(days=gap), last).anchored("published")


def _weekend(match: Match, context: Context) -> Value:
    which = (match["which"] or "").lower()

    def near(at: date) -> Value:
        if re.search(r"\bnext|coming|following\b", which) or (context.leaning == "future" and not BACK.search(which)):
            return v.weekend(at + timedelta(days=7) if which == "next" and at.weekday() >= 5 else at)
        if which.startswith("this") and "past" not in which and at.weekday() >= 3:
            return v.weekend(at)
        return v.weekend(at) if at.weekday() >= 5 and not BACK.search(which) else v.weekend(at - timedelta(days=7))

    return on_publication(context, near)


def _unit(match: Match, context: Context) -> Value:
    """Last, this, next week, month, year, decade, quarter."""
    which, unit = match["which"].lower(), match["u"].lower()
    whole = match.group().lower()
    told = context.here or context.before
    if re.search(r"following|previous|same|that", which):
        if told is None or told.value.start is None:
            return unresolved(NO_REFERENCE)
        return calendar_unit(told.value.start, unit, way_of(which)).anchored(f"{told.start}:{told.end}")
    if re.search(r"\b(?:in|over|during|within|for)\s+the\s+(?:past|last)\b", whole) and unit in ("week", "month", "fortnight"):
        return on_publication(context, lambda p: v.days(_back(p, 1, unit), p))
    return on_publication(context, lambda p: calendar_unit(p, unit, way_of(which)))


def _side_of_unit(match: Match, context: Context) -> Value:
    if match["ye"]:
        back = 1 if re.search(r"\bsince\s+$", match.string[: match.start()], re.IGNORECASE) else 0
        return on_publication(context, lambda p: v.day(date(p.year - back, 12, 31)))
    if match["u2"] or match["u3"]:
        return on_publication(context, lambda p: v.year(p.year))
    unit = match["u"].lower()
    return on_publication(context, lambda p: _side(calendar_unit(p, unit, 0), match["side"].lower()))


def _side(found: Value, side: str) -> Value:
    return v.day(found.end) if "end" in side and found.grain == "month" and found.end else found


def _back(at: date, count: int, unit: str) -> date:
    if unit in ("day", "night"):
        return at - timedelta(days=count)
    if unit == "hour":
        return at - timedelta(days=-(-count // 24))
    if unit == "weekend":
        return at - timedelta(days=7 * count)
    if unit in ("week", "fortnight"):
        return at - timedelta(days=count * (14 if unit == "fortnight" else 7))
    return v.add_months(at, -count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])


def _past_span(match: Match, context: Context) -> Value:
    count, unit = count_of(match["n"]), unit_of(match["u"])
    if count is None or count > 500:
        return unresolved("no count")

    def span(p: date) -> Value:
        if AHEAD.search(match["which"]):
            return v.days(p, p + (p - _back(p, count, unit)))
        return v.days(_back(p, count, unit), p)

    return on_publication(context, span)


def _ago(match: Match, context: Context) -> Value:
    count = count_of(match["n"])
    if count is None:
        return unresolved("no count")
    unit = unit_of(match["u"])
    if count == 1 and unit == "year" and not match["half"] and (like := compared(match, context)) is not None:
        return like
    if match["half"] and unit == "year":
        return on_publication(context, lambda p: v.shifted(p, -12 * count - 6, "month"))
    return on_publication(context, lambda p: v.shifted(p, -count, unit))


def _from_now(match: Match, context: Context) -> Value:
    count, unit = count_of(match["n"] or match["n2"]), unit_of(match["u"] or match["u2"])
    return unresolved("no count") if count is None else on_publication(context, lambda p: v.shifted(p, count, unit))


def _vague(timex: str) -> Resolver:
    def resolve(_match: Match, _context: Context) -> Value:
        return unresolved("vague: it names no day", timex)

    return resolve


NEAR: dict[str, Resolver] = {
    "today": _off(0),
    "this-part": _off(0),
    "tonight": _off(0),
    "yesterday": _off(-1),
    "last-night": _off(-1),
    "tomorrow": _off(1),
    "overnight": _overnight,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "weekend": _weekend,
    "unit": _unit,
    "side-of-unit": _side_of_unit,
    "past-span": _past_span,
    "ago": _ago,
    "from-now": _from_now,
    "now": _vague("PRESENT_REF"),
    "then": _vague("PAST_REF"),
    "ahead": _vague("FUTURE_REF"),
}
