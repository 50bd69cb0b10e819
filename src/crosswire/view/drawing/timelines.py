"""The timeline: when events happened, in lanes, and beneath, when they were reported, so that what came late is seen to be late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from markupsafe import Markup

from crosswire.view import links
from crosswire.view.drawing import signs, svg
from crosswire.view.drawing.labels import text_width
from crosswire.view.drawing.scales import Days
from crosswire.view.words import clip, days, plural, told

Row = Mapping[str, Any]
ROW = 17.0  # the height of a row of marks
MOST_ROWS = 34
LANE = 46.0  # the height of a lane of bars
RUG = 34.0
LETTER = 6.0  # the width of a letter of an event's words


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand: names of lanes above their lane where the drawing is narrow, left of it where it is wide."""

    axis: Days
    width: float
    narrow: bool
    named: bool

    @property
    def head(self) -> float:
        """The height of a lane's name above it."""
        return 20.0 if self.narrow and self.named else 0.0


def strip(timeline: Row, width: float = 1120.0, *, lanes: bool = True, label: str = "Timeline of events") -> Markup:
    """A timeline of what ``view.chronology.of`` gives: events one by one where there is room, else counts.

    ``lanes`` says whether lanes are named. Reports are the rug beneath the axis. The height follows from what there is.
    """
    narrow = width < 700
    left = 8.0 if narrow or not lanes else 214.0 if timeline["by"] == "story" else 132.0
    axis = Days(timeline["first"], timeline["last"], left, width - 10)
    sheet = _Sheet(axis, width, narrow, lanes)
    packed = {lane["key"]: _packed(_of_lane(timeline, lane), axis) for lane in timeline["lanes"]} if timeline["events"] else {}
    single = bool(timeline["events"]) and sum(len(rows) for rows in packed.values()) <= MOST_ROWS
    y, drawn = 8.0, []
    timeline = timeline if single or not narrow else _merged(timeline)
    for lane in timeline["lanes"]:
        top = y
        y += sheet.head
        if single:
            drawn.append(_marks(packed[lane["key"]], sheet, y))
            y += max(len(packed[lane["key"]]), 1) * ROW + 7
        else:
            drawn.append(_bars(timeline, lane, sheet, y))
            y += LANE + 8
        if lanes:
            drawn.append(_lane(lane, sheet, top, y, "" if single else _peak(timeline, lane)))
    y += 4
    rug = _rug(timeline, sheet, y + 22)
    height = y + 22 + RUG + (36 if narrow else 18)
    grades = [e["grade"] for e in timeline["events"]] if single else [b["grade"] for b in timeline["bars"]]
    children = [_grid(sheet, y), *drawn, _axis(sheet, y), rug, signs.key(grades, left, height - (22 if narrow else 4), bars=not single)]
    return svg.drawing(width, height, children, label=label, class_="timeline narrow" if narrow else "timeline")


def _merged(timeline: Row) -> Row:
    """A timeline with all its lanes in one: on a narrow sheet, lanes of thin bars would tell nothing."""
    found: dict[tuple[date, str], dict[str, Any]] = {}
    for bar in timeline["bars"]:
        one = found.setdefault((bar["day"], bar["grade"]), {**bar, "lane": "", "events": 0})
        one["events"] += bar["events"]
    lane = {"key": "", "label": "all events", "events": timeline["shown"], "url": None}
    return {**timeline, "lanes": [lane], "bars": list(found.values()), "by": "none"}


def _of_lane(timeline: Row, lane: Row) -> list[Row]:
    named = {one["key"] for one in timeline["lanes"]}
    return [e for e in timeline["events"] if e["lane"] == lane["key"] or (lane["key"] is None and e["lane"] not in named)]


def _packed(events: Sequence[Row], axis: Days) -> list[list[Row]]:
    """Events in as few rows as keep them apart."""
    rows: list[list[Row]] = []
    ends: list[float] = []
    for event in events:
        begin, end = _extent(event, axis)
        free = next((i for i, taken in enumerate(ends) if taken <= begin), None)
        if free is None:
            rows.append([])
            ends.append(0.0)
            free = len(rows) - 1
        rows[free].append(event)
        ends[free] = end + 3
    return rows


def _extent(event: Row, axis: Days) -> tuple[float, float]:
    """From where to where an event reaches: its days, and at least its sign."""
    begin, end = axis.begin(event["start"]), axis.end(event["end"])
    middle = (begin + end) / 2
    return min(begin, middle - 6.5), max(end, middle + 6.5)


def _marks(rows: Sequence[Sequence[Row]], sheet: _Sheet, top: float) -> Markup:
    parts = []
    for i, row in enumerate(rows):
        y = top + (i + 0.5) * ROW
        taken = sheet.axis.left
        for event, after in zip(row, [*row[1:], None], strict=True):
            limit = _extent(after, sheet.axis)[0] if after else sheet.width - 4
            mark, taken = _mark(event, sheet, y, (taken, limit))
            parts.append(mark)
    return Markup("").join(parts)


def _mark(event: Row, sheet: _Sheet, y: float, room: tuple[float, float]) -> tuple[Markup, float]:
    """An event, and where it ends: its sign in the middle of its days, a bar over them where they are many, its first words.

    The words stand behind it where there is room, else before it.
    """
    begin, end = sheet.axis.begin(event["start"]), sheet.axis.end(event["end"])
    middle, long = (begin + end) / 2, end - begin > 13 and event["start"] != event["end"]
    parts = [svg.title(f"{days(event['start'], event['end'])}: {told(event['what'], 160)} ({event['grade']})")]
    if long:
        tone = signs.TONES.get(event["grade"], "only")
        parts.append(svg.element("rect", x=begin, y=y - 4.5, width=end - begin, height=9, rx=4.5, class_=f"span tone-{tone}"))
    parts.append(signs.sign(event["grade"], middle, y, 4.8))
    left, right = (begin, end) if long else (middle - 5, middle + 5)
    behind, before = int((room[1] - right - 9) / LETTER), int((left - room[0] - 9) / LETTER)
    if behind >= 14:
        words = told(event["what"], min(behind, 64))
        parts.append(svg.element("text", words, x=right + 5, y=y + 4, class_="what"))
        right += 5 + len(words) * LETTER
    elif before >= 14:
        words = told(event["what"], min(before, 64))
        parts.append(svg.element("text", words, x=left - 5, y=y + 4, text_anchor="end", class_="what"))
    return svg.link(links.event(event["event_id"]), *parts, class_="mark"), right


def _bars(timeline: Row, lane: Row, sheet: _Sheet, top: float) -> Markup:
    """A lane of bars: events counted by stretch of time, graver grades on top; each leads to those events."""
    stacks: dict[date, list[Row]] = {}
    for bar in timeline["bars"]:
        if bar["lane"] == lane["key"]:
            stacks.setdefault(bar["day"], []).append(bar)
    most = max(_totals(timeline, lane).values(), default=1)
    return Markup("").join(_stack(timeline, lane, bars, sheet, top + LANE, LANE / most) for _, bars in sorted(stacks.items()))


def _stack(timeline: Row, lane: Row, bars: Sequence[Row], sheet: _Sheet, foot: float, unit: float) -> Markup:
    begin, end = sheet.axis.begin(bars[0]["day"]), sheet.axis.end(bars[0]["until"])
    total = sum(b["events"] for b in bars)
    order = list(signs.TONES)
    told_ = ", ".join(f"{b['events']} {b['grade']}" for b in sorted(bars, key=lambda b: order.index(b["grade"])))
    parts = [svg.title(f"{days(bars[0]['day'], bars[0]['until'])}: {plural(total, 'event')} ({told_})")]
    for bar in sorted(bars, key=lambda b: -order.index(b["grade"])):
        high = max(bar["events"] * unit, 1.0)
        foot -= high
        tone = signs.TONES.get(bar["grade"], "only")
        wide = max(end - begin - (1.0 if end - begin > 4 else 0.2), 0.8)
        parts.append(svg.element("rect", x=begin, y=foot, width=wide, height=high, class_=f"stack tone-{tone} {bar['grade']}"))
    return svg.link(_list_of(timeline, lane, bars[0]), *parts, class_="bars")


def _list_of(timeline: Row, lane: Row, bar: Row) -> str:
    """The list of the events that a bar counts."""
    asked = {**timeline["asked"], "from": bar["day"].isoformat(), "to": bar["until"].isoformat()}
    parameter = {"kind": "type", "story": "story"}.get(timeline["by"])
    if parameter and lane["key"]:
        asked[parameter] = lane["key"]
    return links.listed("events", **asked)


def _lane(lane: Row, sheet: _Sheet, top: float, bottom: float, peak: str) -> Markup:
    """A lane's name and count, leading to the lane alone, what its highest bar stands for, and the line under it."""
    room = sheet.width - 60 if sheet.narrow else sheet.axis.left - 14
    x, y = (8.0, top + 14.0) if sheet.narrow else (2.0, top + 13.0)
    lines = _lines(lane["label"], room - 7.0 * len(f"{lane['events']:,}") - 6, 1 if sheet.narrow else 2)
    count = svg.element("tspan", f" {lane['events']:,}", class_="n")
    spans = [svg.element("tspan", line, x=x, y=y + 14 * i) for i, line in enumerate(lines)]
    text = svg.element("text", *spans, count, x=x, y=y, class_="lane")
    named = svg.link(lane["url"], svg.title(lane["label"]), text) if lane["url"] else text
    if peak and not sheet.narrow:
        named += svg.element("text", peak, x=x, y=y + 14 * len(lines), class_="key")
    return svg.element("path", d=f"M0 {bottom - 4:.1f}H{sheet.width:g}", class_="rule") + named


def _lines(text: str, room: float, most: int) -> list[str]:
    """A text in so many lines, cut where it does not fit."""
    lines, words = [""], text.split()
    for i, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, 12.5) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = clip(" ".join([lines[-1], *words[i:]]), len(lines[-1]) + 1)
            break
    return lines


def _peak(timeline: Row, lane: Row) -> str:
    totals = _totals(timeline, lane)
    return f"at most {max(totals.values()):,} a {timeline['grain']}" if totals else ""


def _totals(timeline: Row, lane: Row) -> dict[date, int]:
    """Day -> the events that a lane's bar from that day on counts."""
    found: dict[date, int] = {}
    for bar in timeline["bars"]:
        if bar["lane"] == lane["key"]:
            found[bar["day"]] = found.get(bar["day"], 0) + bar["events"]
    return found


def _grid(sheet: _Sheet, bottom: float) -> Markup:
    d = "".join(f"M{sheet.axis.begin(day):.1f} 4V{bottom:.1f}" for day, _ in sheet.axis.ticks(_apart(sheet)))
    return svg.element("path", d=d, class_="grid-line")


def _apart(sheet: _Sheet) -> float:
    return 66.0 if sheet.narrow else 78.0


def _axis(sheet: _Sheet, y: float) -> Markup:
    parts = [svg.element("path", d=f"M{sheet.axis.left:.1f} {y:.1f}H{sheet.axis.right:.1f}", class_="axis")]
    for day, words in sheet.axis.ticks(_apart(sheet)):
        x = sheet.axis.begin(day)
        wide = text_width(words, 12)
        at = min(max(x, 2.0), sheet.width - wide)
        parts.append(svg.element("path", d=f"M{x:.1f} {y:.1f}v5", class_="axis"))
        parts.append(svg.element("text", words, x=at, y=y + 16, class_="tick"))
    return Markup("").join(parts)


def _rug(timeline: Row, sheet: _Sheet, top: float) -> Markup:
    """When the reports were published: bars that hang from the axis."""
    most = max((r["reports"] for r in timeline["reports"]), default=1)
    parts = []
    for row in timeline["reports"]:
        begin, end = sheet.axis.begin(row["day"]), sheet.axis.end(row["until"])
        wide = min(max(end - begin - 1, 1.5), 16.0)
        high = max((RUG - 16) * sqrt(row["reports"] / most), 2.0)
        words = f"{plural(row['reports'], 'report')} published {days(row['day'], row['until'])}"
        bar = svg.element("rect", x=(begin + end - wide) / 2, y=top, width=wide, height=high, class_="published")
        address = links.listed("reports", **{"from": row["day"].isoformat(), "to": row["until"].isoformat()})
        parts.append(svg.link(address, svg.title(words), bar))
    if not timeline["reports"]:
        return Markup("")
    if sheet.narrow:
        parts.append(svg.element("text", "reports published", x=sheet.axis.left, y=top + RUG + 32, class_="key"))
    elif sheet.named:
        parts.append(svg.element("text", "reports published", x=2, y=top + 11, class_="key"))
    else:
        parts.append(svg.element("text", "reports published", x=sheet.width - 8, y=top + RUG + 14, text_anchor="end", class_="key"))
    return Markup("").join(parts)
