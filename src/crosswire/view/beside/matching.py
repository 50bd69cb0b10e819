"""Which hand-coded row is which event: candidates by day, one to one, the best first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire.types import Reason
from crosswire.view.beside.coded import Coded
from crosswire.view.beside.events import WIDE_KM, Event
from crosswire.view.beside.features import FAR, FEW, GAP, NEVER, compare, enough, gives, reach_km

LONGEST = 62  # days of an event that are looked up one by one; a longer one tells nothing of the day
TIE = 0.25  # scores that are nearer than this are alike
DEGREE_KM = 111.0  # of latitude, rounded down, so that nothing near is passed over


@dataclass(frozen=True, slots=True)
class Pair:
    """A row and an event that may be one happening; ``row`` is where it stands among the rows."""

    row: int
    event: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs`` one to one; ``shared`` further rows of an event, or further events of a row, that are matched already; ``ties`` row ->
    events that would have done as well; ``nearest`` row -> its best candidate that was not enough."""

    pairs: tuple[Pair, ...]
    shared: tuple[Pair, ...]
    ties: Mapping[int, tuple[str, ...]]
    nearest: Mapping[int, Pair]


def match(rows: Sequence[Coded], events: Sequence[Event], ids: Mapping[str, str]) -> Matching:
    """Match rows with events; ``ids`` every id by which a row may name an event itself."""
    known = {e.event_id: e for e in events}
    by_day = _by_day(events)
    good: list[Pair] = []
    nearest: dict[int, Pair] = {}
    for i, row in enumerate(rows):
        if (own := ids.get(row.key)) is not None:
            good.append(Pair(i, own, 100.0, (Reason("id", 100.0, f"the row has the id of this event, {row.key}"),)))
            continue
        for event_id in _candidates(row, by_day, known):
            score, reasons = compare(row, known[event_id])
            pair = Pair(i, event_id, score, reasons)
            if enough(score, reasons):
                good.append(pair)
            elif score > NEVER and (i not in nearest or score > nearest[i].score):
                nearest[i] = pair
    return _assigned(good, nearest)


def _by_day(events: Sequence[Event]) -> dict[date, list[str]]:
    found: dict[date, list[str]] = defaultdict(list)
    for event in events:
        if event.start is not None and event.end is not None and (event.end - event.start).days <= LONGEST:
            for n in range((event.end - event.start).days + 1):
                found[event.start + timedelta(n)].append(event.event_id)
    return found


def _candidates(row: Coded, by_day: Mapping[date, Sequence[str]], known: Mapping[str, Event]) -> Iterator[str]:
    """The events of the days of a row and a few around them, but those that are plainly elsewhere."""
    if row.start is None or row.end is None:
        return
    reach = min(row.slack + GAP, LONGEST)
    first, last = row.start - timedelta(reach), min(row.end, row.start + timedelta(LONGEST)) + timedelta(reach)
    seen: set[str] = set()
    for n in range((last - first).days + 1):
        for event_id in by_day.get(first + timedelta(n), ()):
            if event_id not in seen:
                seen.add(event_id)
                if not _elsewhere(row, known[event_id]) or _same_toll(row, known[event_id]):
                    yield event_id


def _same_toll(row: Coded, event: Event) -> bool:
    """Whether a telling number of dead is the same: such an event is worth naming as the nearest, wherever its place was found."""
    return (row.killed.best or 0) > FEW and any(gives(v, row.killed) for v in event.values["killed"])


def _elsewhere(row: Coded, event: Event) -> bool:
    if row.country is not None and event.country is not None and row.country != event.country:
        return True
    if row.lat is None or row.lon is None or event.lat is None or event.lon is None or event.precision_km >= WIDE_KM / 2:
        return False
    most = FAR * reach_km(row, event) / DEGREE_KM
    apart = abs(row.lon - event.lon)
    narrow = math.cos(math.radians(min(89.0, max(abs(row.lat), abs(event.lat)))))
    return abs(row.lat - event.lat) > most or min(apart, 360.0 - apart) * narrow > most * math.pi / 2


def _assigned(good: Sequence[Pair], nearest: Mapping[int, Pair]) -> Matching:
    """One to one, the best first; of equals the first row and the first id."""
    ordered = sorted(good, key=lambda p: (-p.score, p.row, p.event))
    rows: dict[int, Pair] = {}
    events: dict[str, Pair] = {}
    shared: list[Pair] = []
    for pair in ordered:
        if pair.row not in rows and pair.event not in events:
            rows[pair.row] = events[pair.event] = pair
    ties: dict[int, list[str]] = defaultdict(list)
    told: set[int | str] = set()
    for pair in ordered:
        taken = rows.get(pair.row)
        if taken is not None and taken.event != pair.event and taken.score - pair.score < TIE:
            ties[pair.row].append(pair.event)
        lone: int | str | None = pair.row if taken is None else pair.event if pair.event not in events else None
        if lone is not None and lone not in told:
            told.add(lone)
            shared.append(pair)
    left = {i: p for i, p in nearest.items() if i not in rows and i not in told}
    return Matching(tuple(sorted(rows.values(), key=lambda p: p.row)), tuple(shared), {i: tuple(e) for i, e in ties.items()}, left)
