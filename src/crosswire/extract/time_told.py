"""Times that lean on another time of the text: three days later, that night, at 10 a.m., a day after the vote."""

from __future__ import annotations

import re
from datetime import timedelta

from crosswire.extract import time_values as v
from crosswire.extract.time_context import (
    NO_DATE,
    NO_REFERENCE,
    Context,
    Match,
    Resolver,
    calendar_unit,
    count_of,
    on_publication,
    unit_of,
)
from crosswire.extract.time_values import Value, unresolved


def _earlier(match: Match, context: Context) -> Value:
    """ "two days earlier", "a week later": counted from the time last told."""
    count, unit = count_of(match["n"]), unit_of(match["u"])
    if count is None:
        return unresolved("no count")
    way = -1 if match["way"].lower() in ("earlier", "before") else 1
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


def moved(match: Match, value: Value) -> Value:
    """ "two days after <time>": the told time, moved."""
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


def _eve(_match: Match, context: Context) -> Value:
    at, anchor = context.told()
    return unresolved(NO_DATE) if at is None else v.day(at - timedelta(days=1)).anchored(anchor)


def _within(_match: Match, context: Context) -> Value:
    at, anchor = context.told()
    return unresolved(NO_DATE) if at is None else v.day(at).anchored(anchor)


def _clock(_match: Match, context: Context) -> Value:
    at, anchor = context.told()
    return unresolved(NO_DATE) if at is None else v.day(at).anchored(anchor)


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
    part = (match["part"] or match["part2"]).lower()
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


def _season(_match: Match, _context: Context) -> Value:
    return unresolved("a season has no fixed days")


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
    "season": _season,
}
