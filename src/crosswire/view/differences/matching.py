"""Which event of a newer record is which event of an older one, told by their claims; and what differs between the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crosswire.store.succession import roots, successors
from crosswire.view import words
from crosswire.view.differences.sides import Side, Value

Row = dict[str, Any]
# Fields of event_values that the event's own row tells, too.
_IN_THE_ROW = frozenset({"place", "time", "status"})
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Matched:
    """``now_is`` old claim -> new claim; ``into`` old event -> new events by the claims that went there; ``out_of`` the way back;
    ``pairs`` old event -> the new event that is the same one."""

    now_is: Mapping[str, str]
    into: Mapping[str, Counter[str]]
    out_of: Mapping[str, Counter[str]]
    pairs: Mapping[str, str]


def match(old: Side, new: Side) -> Matched:
    """Events are the same where each has most of its claims in the other; of equals the first by id."""
    now_is = successors(old.said, new.said, *roots(old.reports(), new.reports()))
    into: dict[str, Counter[str]] = defaultdict(Counter)
    out_of: dict[str, Counter[str]] = defaultdict(Counter)
    for was, now in now_is.items():
        into[old.event_of[was]][new.event_of[now]] += 1
        out_of[new.event_of[now]][old.event_of[was]] += 1
    best = {o: _most(c) for o, c in into.items()}
    return Matched(now_is, into, out_of, {o: n for o, n in best.items() if _most(out_of[n]) == o})


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def changes(old: Side, was: str, new: Side, now: str) -> list[Row]:
    """What is otherwise: ``field``, ``was``, ``now`` (as a reader writes them), one row each."""
    a, b = old.events[was], new.events[now]
    found = [_row(name, a[name], b[name]) for name in ("grade", "status", "type") if a[name] != b[name]]
    if (a["start"], a["end"]) != (b["start"], b["end"]):
        found.append(_row("day", words.days(a["start"], a["end"]), words.days(b["start"], b["end"])))
    if a["place"] != b["place"]:
        found.append(_row("place", a["place"] or NOT_KNOWN, b["place"] or NOT_KNOWN))
    found += _values(old.values.get(was, {}), new.values.get(now, {}))
    found += [
        _row(name, words.plural(a[name], name[:-1]), words.plural(b[name], name[:-1]))
        for name in ("reports", "origins")
        if a[name] != b[name]
    ]
    return found + list(_conflicts(old.conflicts.get(was, {}), new.conflicts.get(now, {})))


def _row(field: str, was: str | None, now: str | None) -> Row:
    return {"field": field, "was": was, "now": now}


def _values(was: Mapping[str, Value], now: Mapping[str, Value]) -> Iterator[Row]:
    for name in sorted({*was, *now} - _IN_THE_ROW):
        left, right = was.get(name), now.get(name)
        if left != right:
            yield _row(name, _said(left), _said(right))


def _said(value: Value | None) -> str | None:
    if value is None:
        return None
    if (value.low, value.best, value.high) == (None, None, None):
        return value.value
    return words.counted(value.value, value.low, value.best, value.high, given=2)


def _conflicts(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Row]:
    for name in sorted({*was, *now}):
        if (name in was) != (name in now):
            yield _row(f"conflict of {words.field(name)}", was.get(name), now.get(name))
