"""Times that lean on another time of the text: three days later, that night, at 10 a.m., a day after the vote."""

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
from crosswire.language.numbers import number_value


def _earlier(match: Match, context: Context) -> Value:
    """ "two days earlier", "a week later": counted from the time last told."""
    count, unit = (1, match["u2"].lower()) if match["way2"] else (count_of(match["n"]), unit_of(match["u"]))
    if count is None:
        return unresolved("no count")
    way = -1 if (match["way"] or match["way2"]).lower() in ("earlier", "before", "previous", "prior") else 1
    if match["than"] and context.here is not None:
        return context.here.value  # "on Sunday, a day later than promised": the day is the one just told
    if way < 0 and count == 1 and unit == "year" and (like := compared(match, context)) is not None:
        return like
    told = context.here or context.before
    if told is not None and told.value.start is not None:
        return v.shifted(told.value.start, way * count, unit).anchored(f"{told.start}:{told.end}")
    return on_publication(context, lambda p: v.shifted(p, way * count, unit)) if way < 0 else unresolved(NO_REFERENCE)


def _offset(match: Match, context: Context) -> Value:
    """ "a day after X" with X told in words: the day of X, counted back from the main clause."""
    count, unit = (1, match["u2"].split()[-1]) if match["the"] else (count_of(match["n"]), unit_of(match["u"]))
    unit = "day" if unit in ("morning", "night") else unit
    if count is None:
        return unresolved("no count")
    at, anchor = context.main()
    if at is None:
        return unresolved(NO_DATE)
    if not re.match(r"after|following|since", match["way"].lower()):
        return unresolved("before something whose day is not told")
    way = -1
    return v.shifted(at, way * count, unit).anchored(anchor)


def moved(match: Match | None, value: Value) -> Value:
    """ "two days after <time>": the told time, moved; without a match the day before it ("the eve of")."""
    if match is None:
        return v.shifted(value.start, -1, "day") if value.start else unresolved(NO_REFERENCE)
    count, unit = (1, match["u2"]) if match["the"] else (count_of(match["n"]), unit_of(match["u"]))
    if count is None or value.start is None:
        return unresolved(NO_REFERENCE)
    way = -1 if re.match(r"before|prior|ahead", match["way"].lower()) else 1
    return v.shifted(value.start, way * count, "day" if unit in ("morning", "night") else unit)


def _same(match: Match, context: Context) -> Value:
    part = match["part"].lower()
    told = context.here or context.before
    if part in ("week", "month", "year"):
        if told is None or told.value.start is None:
            return unresolved(NO_REFERENCE)
        return calendar_unit(told.value.start, part, 0).anchored(f"{told.start}:{told.end}")
    at, anchor = context.told()
    if at is None:
        return unresolved(NO_REFERENCE)
    if part == "night" and told is not None and told.value.grain == "day" and told.value.start != told.value.end:
        return told.value.anchored(anchor)
    return (v.days(at, at + timedelta(days=1)) if part == "night" else v.day(at).with_part(part)).anchored(anchor)


def _next_day(match: Match, context: Context) -> Value:
    way = (match["way"] or match["way2"]).lower()
    for told in (context.here, context.before):
        if told is not None and told.day is not None:
            step = 1 if way in ("next", "following", "after") else -1
            return v.day(told.day + timedelta(days=step)).with_part(match["part"]).anchored(f"{told.start}:{told.end}")
    return unresolved(NO_REFERENCE)


def _eve(match: Match, context: Context) -> Value:
    """ "On the eve of the vote" is the day before the one that the text is at; "this is the eve of" tells no other day."""
    at, anchor = context.told()
    if at is None or not match.group().lower().startswith("on"):
        return unresolved("the eve of something whose day is not told")
    return v.day(at - timedelta(days=1)).anchored(anchor)


def _within(_match: Match, context: Context) -> Value:
    at, anchor = context.told()
    return unresolved(NO_DATE) if at is None else v.day(at).anchored(anchor)


def _clock(match: Match, context: Context) -> Value:
    at, anchor = context.told()
    if at is None:
        return unresolved(NO_DATE)
    small_hours = re.match(r"0?[0-3][:.]\d\d(?!\s?p)|12[:.]\d\d\s?a", match.groupdict().get("clock") or "")
    later = context.here is not None and anchor != "published" and context.leaning == "past" and at != context.published
    if small_hours and later:
        at += timedelta(days=1)  # "on Monday the boats left and made land at 01:15"
    return v.day(at).anchored(anchor)


def _of_day(_match: Match, context: Context) -> Value:
    at, anchor = context.told()
    return unresolved(NO_DATE) if at is None else v.day(at).anchored(anchor)


def _day_count(match: Match, context: Context) -> Value:
    """ "For a third straight day", "Day 12 of the siege": the day that the text is at; counted where the first one is told."""
    here, number = context.here, _ordinal(match["n"] or match["k"])
    began = here is not None and re.match(r"\s+of\s[^.;]*\b(?:began|begun|started|launched)\b", match.string[match.end() :])
    if began and here is not None and here.day is not None and number:
        return v.day(here.day + timedelta(days=number - 1)).anchored(f"{here.start}:{here.end}")
    at, anchor = context.told()
    return unresolved(NO_DATE) if at is None else v.day(at).anchored(anchor)


def _ordinal(words: str) -> int | None:
    """ "third", "21st", "thirty-seventh", "forty" as a number."""
    if words[0].isdigit():
        return int(re.sub(r"\D", "", words))
    *tens, last = words.lower().split("-")
    units = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
    stem = re.sub(r"ieth$", "y", last).removesuffix("th") if last not in units else ""
    ones = units.index(last) + 1 if last in units else number_value({"eigh": "eight"}.get(stem, stem))
    return None if ones is None else int(ones + (number_value(tens[0]) or 0 if tens else 0))


def _moment(match: Match, context: Context) -> Value:
    at, anchor = context.told()
    if at is None:
        return unresolved(NO_DATE)
    if (match["moment"] or match["bare"]).lower() == "midnight":
        prep = (match["prep"] or "").lower()
        if prep.endswith("after"):
            return v.day(at + timedelta(days=0 if anchor == "published" else 1)).anchored(anchor)
        if "before" in prep and anchor == "published" and context.leaning == "past":
            return v.day(at - timedelta(days=1)).anchored(anchor)
        if not re.search(r"before|by", prep):
            return v.days(at, at + timedelta(days=1)).anchored(anchor)
    return v.day(at).with_part(match["moment"] or match["bare"]).anchored(anchor)


def _part(match: Match, context: Context) -> Value:
    part = (match["part"] or match["part2"] or match["part3"]).lower()
    at, anchor = context.told()
    if at is None:
        return unresolved(NO_DATE)
    if part != "night":
        return v.day(at).with_part(part).anchored(anchor)
    told = context.here or context.before
    if told is not None and told.value.start != told.value.end and told.day == at:
        return told.value.anchored(anchor)
    start = at - timedelta(days=1) if at == context.published and context.leaning == "past" else at
    return v.days(start, start + timedelta(days=1)).anchored(anchor)


def _season(match: Match, context: Context) -> Value:
    """Three whole months, as weather services count them in the north, where most news is; a winter is its January's."""
    name, which = (match["s"] or match["s2"]).lower(), (match["which"] or match["which2"] or "").lower()
    first, code = {"spring": (3, "SP"), "summer": (6, "SU"), "autumn": (9, "FA"), "fall": (9, "FA"), "winter": (12, "WI")}[name]
    y = match["y"] or match["y2"]
    if y is None and context.published is None:
        return unresolved(NO_DATE)
    if y:
        told = int(y)
    else:
        at = context.published or date.min
        told = at.year + way_of(match["rel"]) if match["rel"] else _season_year(at, first, which, context)
    return Value(date(told, first, 1), v.add_months(date(told, first, 1), 3) - timedelta(days=1), f"{told:04d}-{code}", "quarter").anchored(
        None if y else "published"
    )


def _season_year(at: date, first: int, which: str, context: Context) -> int:
    """The year in which the season begins."""
    begun = at.month >= first
    over = first < 12 and at.month >= first + 3
    if AHEAD.search(which):
        return at.year + begun
    if BACK.search(which):
        return at.year if over else at.year - 1
    if first == 12 and at.month < 3:
        return at.year - 1
    if which.startswith("this") or context.leaning == "future":
        return at.year
    return at.year if begun else at.year - 1


TOLD: dict[str, Resolver] = {
    "earlier": _earlier,
    "offset": _offset,
    "eve": _eve,
    "same": _same,
    "next-day": _next_day,
    "clock": _clock,
    "clock-words": _clock,
    "moment": _moment,
    "part": _part,
    "within": _within,
    "of-day": _of_day,
    "day-count": _day_count,
    "season": _season,
}
