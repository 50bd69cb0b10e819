"""Time expressions: where they stand in a report and which days they stand for.

The text of each sentence is matched against the grammar of :mod:`crosswire.extract.time_patterns`; what is found is resolved
in reading order against the day of publication, the verb's tense and the times told before it. What cannot be resolved keeps
its span, has no days, and says why; so do vague times ("recently", "in the coming weeks"). Durations ("for three hours") are no
times of the calendar, and bare "now" tells none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crosswire.acquire.sentences import Page
from crosswire.extract.time_context import Context, Told
from crosswire.extract.time_guards import plausible
from crosswire.extract.time_leaning import leaning
from crosswire.extract.time_patterns import rules_for
from crosswire.extract.time_rules import RESOLVERS
from crosswire.extract.time_told import moved
from crosswire.extract.time_values import Value, unresolved
from crosswire.types import Time

PREPOSITION = re.compile(r"\b(?:on|in|at)\s+(?:the\s+)?$", re.IGNORECASE)
JOINT = re.compile(r",?\s*(?:on\s+|,\s*)?", re.IGNORECASE)
# Rules whose day is that of another time told in the same sentence, before or behind them.
DEPENDENT = frozenset(
    {
        "clock",
        "clock-words",
        "moment",
        "part",
        "within",
        "same",
        "next-day",
        "earlier",
        "offset",
        "overnight",
        "of-day",
        "day-count",
        "same-period",
        "year-ago",
        "quarter-told",
    }
)
CLOCKS = frozenset({"clock", "clock-words", "moment"})
QUARTER_REACH = 12  # sentences over which "a year earlier" means the quarter that the figures are of
REACH = 5  # sentences over which "that day" and a bare clock time look back


@dataclass(frozen=True, slots=True)
class Found:
    """One match of the grammar; offsets are those of the document."""

    start: int
    end: int
    rule: str
    match: re.Match[str]
    base: int  # offset of the match's text in the document
    joined: Found | None = None  # the date that a clock time or an offset hangs on


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or dateline: what is matched at once."""

    start: int
    end: int
    kind: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Said:
    """What has been resolved so far, with the number of its sentence: times, and the quarters that figures are of."""

    times: list[tuple[int, Told]]
    quarters: list[tuple[int, Told]]


def read(page: Page) -> list[Time]:
    """The time expressions of a document's title, body, captions and datelines, sorted by offset, without overlap.

    Relative ones of a document without a date have no days, and ``reason`` says so.
    """
    rows: list[Time] = []
    said = Said([], [])
    for stretch in _stretches(page):
        joined = _join(_candidates(page, stretch), page.document.text)
        found = [replace(one, start=_opened(page.document.text, one.start)) for one in joined]
        rows += _resolved(page, stretch, found, said)
    return sorted(rows, key=lambda r: (r.start, r.end))


def _stretches(page: Page) -> list[Stretch]:
    spans = [(s.start, s.end, page.kind_at(s.start)) for s in page.sentences]
    spans += [(s.start, s.end, s.kind) for s in page.segments if s.kind == "dateline"]
    return [Stretch(start, end, kind, i) for i, (start, end, kind) in enumerate(sorted(spans))]


def _candidates(page: Page, stretch: Stretch) -> list[Found]:
    """The longest matches that do not overlap, left to right."""
    text = page.document.text[stretch.start : stretch.end]
    every = [
        (m.end() - m.start(), -order, m.start(), name, m)
        for order, name, pattern in rules_for(text)
        for m in pattern.finditer(text)
        if m.end() > m.start() and plausible(name, m, page, stretch.start)
    ]
    chosen: list[Found] = []
    for _, _, _, name, match in sorted(every, key=lambda e: (-e[0], -e[1], e[2])):
        start, end = _trimmed(match)
        start, end = start + stretch.start, end + stretch.start
        if all(end <= c.start or start >= c.end for c in chosen):
            chosen.append(Found(start, end, name, match, stretch.start))
    return sorted(chosen, key=lambda c: c.start)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match.group()
    start = match.start() + len(text) - len(text.lstrip(" ,"))
    return start, match.end() - (len(text) - len(text.rstrip(" ,")))


def _opens_date(pair: Sequence[Found], text: str) -> bool:
    """Whether a clock time is followed by a date of its own ("until 3 a.m. Friday")."""
    return len(pair) > 1 and pair[1].rule not in DEPENDENT and JOINT.fullmatch(text[pair[0].end : pair[1].start]) is not None


def _join(found: Sequence[Found], text: str) -> list[Found]:
    """Clock times and the dates beside them become one; "two days after" takes the time that follows it."""
    out: list[Found] = []
    for i, one in enumerate(found):
        last = out[-1] if out else None
        gap = text[last.end : one.start] if last else ""
        if last is not None and last.joined is None and JOINT.fullmatch(gap):
            if last.rule in CLOCKS and one.rule not in DEPENDENT:
                out[-1] = replace(one, start=last.start)
                continue
            if one.rule in CLOCKS and last.rule not in DEPENDENT and not _opens_date(found[i : i + 2], text):
                out[-1] = replace(last, end=one.end)
                continue
        if last is not None and last.rule in ("offset", "eve") and last.joined is None and re.fullmatch(r"\s+(?:on\s+|the\s+)?", gap):
            out[-1] = replace(last, end=one.end, joined=one)
            continue
        out.append(one)
    return out


def _resolved(page: Page, stretch: Stretch, found: Sequence[Found], said: Said) -> Iterator[Time]:
    """Rows of one sentence: times that stand alone first, then those that lean on them; ``said`` grows by what is resolved."""
    last = next(((stretch.number - n, t) for n, t in reversed(said.times) if stretch.number - n <= REACH), None)
    quarter = next((t for n, t in reversed(said.quarters) if stretch.number - n <= QUARTER_REACH), None)
    known: dict[int, Value] = {}
    for pass_dependent in (False, True):
        for i, one in enumerate(found):
            if (one.rule in DEPENDENT) is pass_dependent:
                way, sure = _leaning(page, stretch, one)
                here, period = _here(one, found, known), _period(one, found, known) or quarter
                context = Context(page.document.published, way, here, _above(stretch, one, last), period, sure)
                known[i] = _value(one, context)
    for i, one in enumerate(found):
        value = known[i]
        if value.start is not None and stretch.kind not in ("dateline", "caption") and _leads(one, value):
            said.times.append((stretch.number, Told(value, one.start, one.end)))
        if value.grain == "quarter" and _is_period(one) and _is_over(value, page):
            said.quarters.append((stretch.number, Told(value, one.start, one.end)))
        yield _row(page, one, value)


def _opened(text: str, start: int) -> int:
    """Where the expression begins with its "on", "in" or "at"."""
    opening = PREPOSITION.search(text, max(0, start - 12), start)
    return opening.start() if opening and "\n" not in opening.group() else start


def _here(one: Found, found: Sequence[Found], known: dict[int, Value]) -> Told | None:
    """The nearest time already resolved in the sentence: the last one before, for clocks else the first one behind."""
    ready = [(f, known[i]) for i, f in enumerate(found) if i in known and known[i].start is not None]
    behind = [(f, value) for f, value in ready if f.start < one.start]
    if behind:
        f, value = behind[-1]
        return Told(value, f.start, f.end)
    ahead = [(f, value) for f, value in ready if f.start > one.start and value.grain == "day"]
    if ahead and one.rule in ("clock", "clock-words", "moment", "part", "day-count"):
        f, value = ahead[0]
        return Told(value, f.start, f.end)
    return None


def _is_period(one: Found) -> bool:
    """Whether figures may be of it: "the third quarter", not "the year-ago third quarter"."""
    return one.rule == "quarter" and not any(one.match[group] for group in ("ago", "ago2", "rel", "rel0", "y0"))


def _leads(one: Found, value: Value) -> bool:
    """Whether later times may lean on it; a feast is spoken of without the text being at its day, unless it says "on"."""
    return value.grain in ("day", "month", "year") and (one.rule != "holiday" or bool(one.match["on"]))


def _is_over(value: Value, page: Page) -> bool:
    """Whether a quarter had ended on publication, so that figures can be of it."""
    at = page.document.published
    return at is None or (value.end is not None and value.end < at)


def _period(one: Found, found: Sequence[Found], known: dict[int, Value]) -> Told | None:
    """The quarter or month told last before it in its sentence."""
    ready = [(f, known[i]) for i, f in enumerate(found) if i in known and f.start < one.start and known[i].start is not None]
    return next((Told(value, f.start, f.end) for f, value in reversed(ready) if _is_period(f) or f.rule == "month"), None)


def _above(stretch: Stretch, one: Found, last: tuple[int, Told] | None) -> Told | None:
    """The time told above that an expression may lean on; ``last`` is (sentences between, time).

    A clock time that opens a line ("18:30 Where things stand") is that of a live page: the day of publication. "a week earlier"
    leans on a time of the sentence before, not on one farther off.
    """
    if last is None or (one.rule == "clock" and one.start == stretch.start):
        return None
    near = 1 if one.rule == "earlier" and (one.match["way"] or "").lower() in ("earlier", "before") else REACH
    return last[1] if last[0] <= near else None


def _leaning(page: Page, stretch: Stretch, one: Found) -> tuple[str, bool]:
    if stretch.kind == "dateline":
        return "past", True
    core = max(one.base + one.match.start(), one.start)
    tokens = page.tokens(core, one.base + one.match.end())
    return leaning(tokens, page.document.text[stretch.start : core], stretch.kind)


def _value(one: Found, context: Context) -> Value:
    try:
        return _told(one, context)
    except (OverflowError, ValueError):  # the calendar of ``datetime`` ends: "9,000 years ago"
        return unresolved("outside the years 1 to 9999")


def _told(one: Found, context: Context) -> Value:
    if one.joined is not None:
        value = moved(None if one.rule == "eve" else one.match, _value(one.joined, context))
        return value.anchored(f"{one.joined.start}:{one.joined.end}") if value.start else value
    return RESOLVERS[one.rule](one.match, context)


def _row(page: Page, one: Found, value: Value) -> Time:
    rule = f"{one.rule}+{one.joined.rule}" if one.joined else one.rule
    return Time(
        page.document.document_id,
        one.start,
        one.end,
        value.start,
        value.end,
        value.timex,
        value.grain if value.start else None,
        value.anchor,
        rule,
        value.reason,
    )
