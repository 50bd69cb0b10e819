"""When events happened, and when they were reported: bounded rows for the timeline, whatever the size of the record.

A few events are given one by one; of many, counts by day, week, month, quarter or year, in lanes. What has no day is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.filters import Filters
from crosswire.view.words import clip, kind

Row = dict[str, Any]
MARKS = 140  # so many events are shown one by one
LANES = 7
# Grain -> (the most days of a range that is counted by it, how many days an event's time may cover to be counted so).
GRAINS = {"day": (120, 1), "week": (820, 7), "month": (7600, 31), "quarter": (20_000, 92), "year": (10**9, 366)}
MOST_BARS = 900  # with more, counts are by the next coarser grain
_LANE = {"kind": "e.type", "story": "coalesce(e.story_id, '')", "none": "'all'"}
_CHOSEN = """SELECT e.event_id, e.what, e.type, e.grade, e.origins, e.reports, {lane} AS lane,
             coalesce(e."start", e."end") AS first_day, coalesce(e."end", e."start") AS last_day FROM events e WHERE {where}"""
_PUBLISHED = (
    """SELECT try_cast(substr(d.published_at, 1, 10) AS DATE) AS day, count(*) AS reports FROM documents d WHERE {which} GROUP BY 1"""
)
_THEIRS = "d.document_id IN (SELECT c.document_id FROM claims c JOIN chosen USING (event_id))"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A record under filters, in lanes by ``by``."""

    record: Record
    filters: Filters
    by: str
    given: str  # what makes ``chosen`` known to a query that follows

    @classmethod
    def of(cls, record: Record, filters: Filters, by: str) -> _Asked:
        """Filters are applied once, as some cost more than all that is asked of what they leave: in a table that only this reader has."""
        where, asked = filters.events()
        chosen = _CHOSEN.format(lane=_LANE[by], where=where)
        if not filters.chosen:
            return cls(record, filters, by, f"WITH chosen AS ({chosen}) ")
        record.rows(f"CREATE OR REPLACE TEMP TABLE chosen AS {chosen}", asked)
        return cls(record, filters, by, "")

    def rows(self, sql: str, *further: Any) -> list[Row]:
        """The answer over ``chosen``: the events under the filters with first_day, last_day and lane. ``further`` are parameters."""
        return self.record.rows(self.given + sql, further)

    def published(self) -> list[Row]:
        """(day, reports): when the reports were published that tell of the events."""
        which = _THEIRS if self.filters.chosen else "true"
        return [r for r in self.rows(_PUBLISHED.format(which=which)) if r["day"] is not None]


def of(record: Record, filters: Filters | None = None, *, by: str = "kind", everything: bool = False, undated: int = 0) -> Row:
    """What ``drawing.timelines.strip`` draws of the events under the filters; ``by`` is kind, story or none (one lane).

    Unless ``everything``, or days were chosen, the range leaves out the few events that lie far before or after all others; they are
    counted in ``before`` and ``after``. ``undated`` is how many of those without a day are listed, the best told first.
    """
    asked = _Asked.of(record, filters or Filters(), by)
    published = asked.published()
    first, last = _range(asked, published, everything)
    counts = asked.rows(
        """SELECT count(*) FILTER (first_day IS NULL) AS undated, count(first_day) AS dated, count(*) FILTER (last_day < ?) AS before,
                  count(*) FILTER (first_day > ?) AS after FROM chosen""",
        first,
        last,
    )[0]
    shown = counts["dated"] - counts["before"] - counts["after"]
    lanes = _lanes(asked, first, last)
    for grain in (g for g, (most, _) in GRAINS.items() if (last - first).days <= most):
        bars = _bars(asked, first, last, grain, [lane["key"] for lane in lanes])
        if len(bars) <= MOST_BARS:
            break
    return {
        "first": first,
        "last": last,
        "grain": grain,
        "by": by,
        "shown": shown,
        **counts,
        "lanes": lanes,
        "bars": bars,
        "longer": shown - sum(b["events"] for b in bars),
        "events": _events(asked, first, last) if shown <= MARKS else [],
        "reports": _reports(published, first, last, grain),
        "undated_events": _undated(asked, undated) if undated else [],
        "asked": asked.filters.asked(),
    }


def _range(asked: _Asked, published: list[Row], everything: bool) -> tuple[date, date]:
    """The first and the last day shown: of events known to the month or better, and of their reports."""
    since, until = asked.filters.day("from"), asked.filters.day("to")
    if everything:
        days = asked.rows("SELECT unnest([min(first_day), max(last_day)]) AS day, 1 AS n FROM chosen WHERE first_day IS NOT NULL")
        days = [d for d in days if d["day"]]
    else:
        days = asked.rows("SELECT first_day AS day, count(*) AS n FROM chosen WHERE last_day - first_day <= 31 GROUP BY 1 ORDER BY 1")
    days = days or asked.rows("SELECT first_day AS day, count(*) AS n FROM chosen WHERE first_day IS NOT NULL GROUP BY 1 ORDER BY 1")
    told = sorted([d["day"] for d in days for _ in range(d["n"])] + [p["day"] for p in published for _ in range(p["reports"])])
    if not told:
        today = since or until or date(2000, 1, 1)
        return since or today, until or today
    first, last = told[0], told[-1]
    low, high = told[int(len(told) * 0.04)], told[int((len(told) - 1) * 0.96)]
    core = (high - low).days + 10
    if not everything and not since and not until and (last - first).days > 3 * core:
        reach = timedelta(days=core // 2)
        inner = [d for d in told if low - reach <= d <= high + reach]
        first, last = inner[0], inner[-1]
    return since or min(first, until or first), until or max(last, since or last)


def _lanes(asked: _Asked, first: date, last: date) -> list[Row]:
    """The lanes with most events, and one ("") for all others: key, label, events, url."""
    sql = "SELECT lane AS key, count(*) AS events FROM chosen WHERE last_day >= ? AND first_day <= ? GROUP BY 1 ORDER BY events DESC, 1"
    found = asked.rows(sql, first, last)
    kept = found if len(found) <= LANES + 1 else found[:LANES]
    names: dict[str, str] = {}
    if asked.by == "story":
        keys = [r["key"] for r in kept]
        rows = asked.record.rows("SELECT story_id, title FROM stories WHERE story_id IN (SELECT unnest(?))", [keys])
        names = {r["story_id"]: clip(r["title"] or "a story without a title", 60) for r in rows}
    parameter = {"kind": "type", "story": "story"}.get(asked.by)
    lanes = []
    for row in kept:
        label = kind(row["key"]) if asked.by == "kind" else names.get(row["key"], "in no story") if asked.by == "story" else "events"
        named = parameter is not None and row["key"] != ""
        url = links.listed("timeline", **{**asked.filters.asked(), "by": asked.by, str(parameter): row["key"]}) if named else None
        lanes.append({**row, "label": label, "url": url})
    if len(found) > len(kept):
        rest = sum(r["events"] for r in found[LANES:])
        lanes.append({"key": None, "events": rest, "label": f"{len(found) - LANES} others", "url": None})
    return lanes


def _bars(asked: _Asked, first: date, last: date, grain: str, keys: list[str | None]) -> list[Row]:
    """Counts by lane, stretch of time and grade, of events whose time is known as exactly as a bar is wide."""
    sql = f"""SELECT CASE WHEN lane IN (SELECT unnest(?)) THEN lane END AS lane, date_trunc('{grain}', first_day)::DATE AS day, grade,
                     count(*) AS events
              FROM chosen WHERE last_day >= ? AND first_day BETWEEN ? AND ? AND last_day - first_day < ?
              GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    named = [k for k in keys if k is not None]
    rows = asked.rows(sql, named, first, first, last, GRAINS[grain][1])
    return [{**row, "until": ends(row["day"], grain)} for row in rows]


def ends(day: date, grain: str) -> date:
    """The last day of the stretch of time that begins with a day.

    >>> ends(date(2030, 2, 1), "month"), ends(date(2030, 3, 4), "week")
    (datetime.date(2030, 2, 28), datetime.date(2030, 3, 10))
    """
    if grain in ("month", "quarter"):
        months = day.year * 12 + day.month - 1 + (1 if grain == "month" else 3)
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return day.replace(month=12, day=31) if grain == "year" else day + timedelta(days={"day": 0, "week": 6}[grain])


def begins(day: date, grain: str) -> date:
    """The first day of the stretch of time in which a day lies: a Monday for weeks."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain in ("month", "quarter", "year"):
        span = {"month": 1, "quarter": 3, "year": 12}[grain]
        return day.replace(month=(day.month - 1) // span * span + 1, day=1)
    return day


def _events(asked: _Asked, first: date, last: date) -> list[Row]:
    sql = """SELECT event_id, what, type, grade, lane, first_day AS "start", last_day AS "end" FROM chosen
             WHERE last_day >= ? AND first_day <= ? ORDER BY first_day, last_day, reports DESC, event_id"""
    return asked.rows(sql, first, last)


def _reports(published: list[Row], first: date, last: date, grain: str) -> list[Row]:
    counts: dict[date, int] = {}
    for row in published:
        if first <= row["day"] <= last:
            day = begins(row["day"], grain)
            counts[day] = counts.get(day, 0) + row["reports"]
    return [{"day": day, "until": ends(day, grain), "reports": n} for day, n in sorted(counts.items())]


def _undated(asked: _Asked, most: int) -> list[Row]:
    """Events whose day is not known, the best told first."""
    sql = """SELECT event_id, what, type, grade, origins, reports FROM chosen WHERE first_day IS NULL
             ORDER BY origins DESC, reports DESC, event_id LIMIT ?"""
    return asked.rows(sql, most)
