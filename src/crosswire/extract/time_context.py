"""What a time expression may be resolved against, and the small readings that all its rules share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire.extract import time_values as v
from crosswire.extract.time_values import Value, unresolved
from crosswire.language.numbers import number_value

NO_DATE = "relative, and the report has no date"
NO_REFERENCE = "relative to another time, and none is told before it"
BACK = re.compile(r"\b(?:last|past|previous|preceding)\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:next|coming|following)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A time that was resolved earlier in the text, and where it stands."""

    value: Value
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The last day of it, where it is told to a few days."""
        return self.value.end if self.value.grain == "day" else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression may be resolved against.

    ``leaning`` is "past" or "future" as the governing verb has it; ``here`` the last time told earlier in the same sentence,
    ``before`` the last one in the text above it (None where that is too far off to be meant), ``period`` the quarter that figures
    are of, or a month of the same sentence. ``sure`` is False where no finite verb decided on the leaning.
    """

    published: date | None
    leaning: str
    here: Told | None
    before: Told | None
    period: Told | None = None
    sure: bool = True

    def told(self) -> tuple[date | None, str | None]:
        """The day that the text is at: told in this sentence, else just above, else the day of publication."""
        for told in (self.here, self.before):
            if told is not None and told.day is not None and not self._ahead(told.day):
                return told.day, f"{told.start}:{told.end}"
        return self.published, "published"

    def _ahead(self, at: date) -> bool:
        """Whether a day lies ahead of publication while the verb looks back: it is then not the day that is meant."""
        return self.leaning == "past" and self.published is not None and at > self.published

    def main(self) -> tuple[date | None, str | None]:
        """The day of the main clause: told in this sentence, else the day of publication."""
        if self.here is not None and self.here.day is not None:
            return self.here.day, f"{self.here.start}:{self.here.end}"
        return self.published, "published"


Match = re.Match[str]
Resolver = Callable[[Match, Context], Value]


def on_publication(context: Context, make: Callable[[date], Value]) -> Value:
    """What ``make`` gives for the day of publication; unresolved where the report has none."""
    return unresolved(NO_DATE) if context.published is None else make(context.published).anchored("published")


def digits(text: str) -> int:
    """The digits of a word as a number: "3rd" -> 3."""
    return int(re.sub(r"\D", "", text))


def year_of(context: Context, rel: str) -> int | None:
    """The year that "last year", "that year" name."""
    if re.search(r"that|same|following|previous", rel):
        told = context.here or context.before
        if told is None or told.value.start is None:
            return None
        return told.value.start.year + (1 if "following" in rel else -1 if "previous" in rel else 0)
    return None if context.published is None else context.published.year + way_of(rel)


def way_of(which: str) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    return -1 if BACK.search(which) else 1 if AHEAD.search(which) else 0


def calendar_unit(at: date, unit: str, way: int) -> Value:
    """The week, month, quarter, year or decade that lies ``way`` units from the one that holds a day."""
    if unit in ("week", "fortnight"):
        return v.week(at + timedelta(days=7 * way))
    if unit == "month":
        there = v.add_months(at, way)
        return v.month(there.year, there.month)
    if unit == "quarter":
        y, q = divmod(4 * at.year + (at.month - 1) // 3 + way, 4)
        return v.quarter(y, q + 1)
    if unit == "year":
        return v.year(at.year + way)
    return v.decade(at.year + 10 * way) if unit == "decade" else unresolved("century")


def count_of(text: str) -> int | None:
    """The value of a counting word, None where it is none."""
    if text.lower().startswith("a couple"):
        return 2
    value = number_value(text)
    return int(value) if value is not None else None


def unit_of(text: str) -> str:
    """The singular of a unit of time: "weeks" -> "week"."""
    return "century" if text.lower().startswith("centur") else text.lower().removesuffix("s")
