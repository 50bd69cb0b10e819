"""A matched row and event, field by field: what is the same, what is otherwise, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.types import Reason
from crosswire.view.beside.coded import Coded, Count
from crosswire.view.beside.events import Event
from crosswire.view.beside.features import gives, same_day, same_place, same_type, told
from crosswire.view.words import days, kind, number, plural

Row = dict[str, Any]
NAMED = 3  # origins, outlets or values that a sentence names


def fields(row: Coded, event: Event) -> list[Row]:
    """A row a field that both, or one of them, give: ``field``, ``verdict``, ``theirs``, ``ours``, ``sentence``.

    ``verdict``: same; within (one is inside the other, or near to it); otherwise; theirs, ours (only that side gives it).
    """
    found = [
        _row(
            "day", same_day(row, event), days(row.start, row.end) if row.start else "", days(event.start, event.end) if event.start else ""
        ),
        _row("place", same_place(row, event), row.place or ", ".join(row.admin), event.place or ""),
        _row("type", same_type(row, event), row.said_type, kind(event.type)),
    ]
    found += [_count(name, getattr(row, name), getattr(event, name), event.values.get(name, ())) for name in ("killed", "injured")]
    return [f for f in found if f["theirs"] or f["ours"]]


def _row(name: str, reason: Reason | None, theirs: str, ours: str) -> Row:
    if not theirs or not ours or reason is None:
        verdict = "theirs" if theirs and not ours else "ours" if ours and not theirs else "within"
    elif name == "day":
        verdict = "same" if theirs == ours else "within" if reason.score > 0 and "overlap" in reason.sentence else "otherwise"
    else:
        verdict = "same" if reason.score >= 1 else "within" if reason.score > -1 else "otherwise"
    return {"field": name, "verdict": verdict, "theirs": theirs, "ours": ours, "sentence": reason.sentence if reason else ""}


def _count(name: str, theirs: Count, ours: Count, values: Sequence[Row]) -> Row:
    said, stands = (told(c) if c.known() else "" for c in (theirs, ours))
    if not said or not stands:
        verdict = "theirs" if said else "ours"
        return {"field": name, "verdict": verdict, "theirs": said, "ours": stands, "sentence": _who(values) if stands else ""}
    (low_a, high_a), (low_b, high_b) = theirs.bounds(), ours.bounds()
    if (low_a, high_a) == (low_b, high_b) or (theirs.best is not None and theirs.best == ours.best):
        verdict = "same"
    else:
        verdict = "within" if low_a <= high_b and low_b <= high_a else "otherwise"
    sentence = "" if verdict == "same" else _sentence(theirs, said, values)
    return {"field": name, "verdict": verdict, "theirs": said, "ours": stands, "sentence": sentence}


def _sentence(theirs: Count, said: str, values: Sequence[Row]) -> str:
    """Who of ours says what theirs has, and what stands."""
    agree = [v for v in values if gives(v, theirs)]
    rest = [v for v in values if v not in agree]
    if not agree:
        return f"theirs {said} is given by no report of ours; ours: {_who(rest)}"
    others = f"; ours {_who(rest)}" if rest else ""
    return f"theirs {said} is what {_sources(agree[0])} says{others}"


def _who(values: Sequence[Row]) -> str:
    """Values with their sources, what stands first."""
    said = [f"{'best ' if v['chosen'] and len(values) > 1 else ''}{v['value']} from {_sources(v)}" for v in values[:NAMED]]
    more = f" and {plural(len(values) - NAMED, 'further value')}" if len(values) > NAMED else ""
    return ", ".join(said) + more


def _sources(value: Row) -> str:
    """The origins of a value; the outlets where they are others."""
    if not value["documents"]:
        return "a person’s decision"
    origins, outlets = list(dict.fromkeys(value["origins"])), value["outlets"]
    first = " and ".join(_few(origins)) if origins else " and ".join(_few(outlets))
    through = [o for o in outlets if o not in origins]
    return f"{first} (in {', '.join(_few(through))})" if origins and through else first


def _few(names: Sequence[str]) -> list[str]:
    return [*names[:NAMED], *([f"{number(len(names) - NAMED)} more"] if len(names) > NAMED else [])]
