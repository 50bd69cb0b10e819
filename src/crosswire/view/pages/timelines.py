"""The timeline: when the events under the filters happened, when they were reported, and which have no day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking import choices
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.query import Query
from crosswire.view.events import chronology
from crosswire.view.pages import Model, Page

UNDATED = 50


def model(record: Record, query: Query) -> Model:
    """Events one by one or counted, the reports' days, what lies outside the range, and what has no day."""
    filters = Filters.of(record, query)
    by, everything = query.one_of("by", ("kind", "story")), query.one_of("show", ("most", "all")) == "all"
    line = chronology.of(record, filters, by=by, everything=everything, undated=UNDATED)
    asked = filters.asked()
    return {
        "title": "Timeline",
        "line": line,
        "events": line["events"],
        "counts": line["bars"],
        "reports": line["reports"],
        "totals": _totals(line),
        "undated": line.pop("undated_events"),
        "before": _outside(line, asked, "before"),
        "after": _outside(line, asked, "after"),
        "all": query.url(show="all") if line["before"] or line["after"] else None,
        "lanes": [{"label": f"by {name}", "url": query.url(by=name), "current": by == name} for name in ("kind", "story")],
        "moves": _moves(query, line["first"], line["last"]) if line["dated"] else {},
        "form": choices.form(record, query, filters),
        "views": choices.views(query, filters),
    }


def _totals(line: dict[str, Any]) -> list[dict[str, Any]]:
    """The counts without lanes: day, until, events, contested, url."""
    found: dict[date, dict[str, Any]] = {}
    for bar in line["bars"]:
        row = found.setdefault(bar["day"], {"day": bar["day"], "until": bar["until"], "events": 0, "contested": 0})
        row["events"] += bar["events"]
        row["contested"] += bar["events"] if bar["grade"] == "contested" else 0
    for row in found.values():
        row["url"] = links.listed("events", **{**line["asked"], "from": row["day"].isoformat(), "to": row["until"].isoformat()})
    return [found[day] for day in sorted(found)]


def _outside(line: dict[str, Any], asked: dict[str, str], side: str) -> dict[str, Any]:
    """How many events lie before or after the range, and the list of them."""
    day = line["first"] - timedelta(days=1) if side == "before" else line["last"] + timedelta(days=1)
    parameter = "to" if side == "before" else "from"
    return {"events": line[side], "day": day, "url": links.listed("events", **{**asked, parameter: day.isoformat()})}


def _moves(query: Query, first: date, last: date) -> dict[str, str]:
    """Other stretches of time: half as long, twice as long, the one before, the one after."""
    days = (last - first).days + 1
    ways = {"earlier": (-days, -days), "later": (days, days), "wider": (-max(days // 2, 1), max(days // 2, 1))}
    if days >= 4:
        ways["closer"] = (days // 4, -(days // 4))
    found = {}
    for name, (start, end) in ways.items():
        try:
            since, until = first + timedelta(days=start), last + timedelta(days=end)
        except OverflowError:
            continue
        found[name] = query.url(**{"from": since.isoformat(), "to": until.isoformat(), "show": None}) + "#timeline"
    return found


PAGE = Page("timeline", "/timeline", model, ("counts", "reports", "events", "undated"))
