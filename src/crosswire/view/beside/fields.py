"""A matched row and event, field by field: what is the same, what is otherwise, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.types import Reason
from crosswire.view.beside import actors
from crosswire.view.beside.coded import Coded, Count
from crosswire.view.beside.events import Event
from crosswire.view.beside.features import gives, same_day, same_place, same_type, told
from crosswire.view.events.matrix import PARTS
from crosswire.view.words import days, kind, number, plural

Row = dict[str, Any]
NAMED = 3  # origins, outlets or values that a sentence names


def fields(row: Coded, event: Event) -> list[Row]:
    """A row a field that both, or one of them, give: ``field``, ``verdict``, ``theirs``, ``ours``, ``sentence``.

    ``verdict``: same; within (one is inside the other, or near to it; of no count); otherwise; theirs, ours (only that side gives it).
    """
    found = [
        _row(
            "day", same_day(row, event), days(row.start, row.end) if row.start else "", days(event.start, event.end) if event.start else ""
        ),
        _row("place", same_place(row, event), row.place or ", ".join(row.admin), event.place or ""),
        _row("type", same_type(row, event), row.said_type, kind(event.type)),
    ]
    found.append(_actor(row, event))
    found += [_count(name, getattr(row, name), getattr(event, name), event) for name in ("killed", "injured")]
    return [f for f in found if f["theirs"] or f["ours"]]


def _row(name: str, reason: Reason | None, theirs: str, ours: str) -> Row:
    if not theirs or not ours or reason is None:
        verdict = "theirs" if theirs and not ours else "ours" if ours and not theirs else "within"
    elif name == "day":
        verdict = "same" if theirs == ours else "within" if reason.score > 0 and "overlap" in reason.sentence else "otherwise"
    else:
        verdict = "same" if reason.score >= 1 else "within" if reason.score > -1 else "otherwise"
    return {"field": name, "verdict": verdict, "theirs": theirs, "ours": ours, "sentence": reason.sentence if reason else ""}


def _actor(row: Coded, event: Event) -> Row:
    """Who did it; where another value of ours is one of their names, who of ours says so."""
    said, stands = "; ".join(row.actors), event.actor.name if event.actor else ""
    made = {"field": "actor", "theirs": said, "ours": stands}
    if event.actor is None or not row.actors:
        return {**made, "verdict": "theirs" if said else "ours", "sentence": ""}
    verdict, sentence = actors.compare(row.actors, event.actor)
    if verdict == "otherwise":
        values = [v for v in event.values.get("actor", ()) if not v["withdrawn"]]
        agree = [v for v in values if v["actor"] and actors.compare(row.actors, v["actor"])[0] == "same"]
        who = _who([v for v in values if v not in agree])
        first = f"{agree[0]['value']} is what {_sources(agree[0])} says" if agree else "theirs is named by no report of ours"
        sentence = f"{first}{f'; ours: {who}' if who else ''}"
    return {**made, "verdict": verdict, "sentence": sentence}


def _count(name: str, theirs: Count, ours: Count, event: Event) -> Row:
    values, aside = event.values.get(name, ()), event.aside.get(name, ())
    said, stands = (told(c) if c.known() else "" for c in (theirs, ours))
    if said and stands:
        verdict = "same" if _agree(theirs, ours, values) else "otherwise"
    else:
        # A coder writes 0 where no dead are told of, so that is nothing that we lack.
        verdict = "otherwise" if said and _some(theirs) else "theirs" if said else "ours"
    sentence = _sentence(theirs, said, values, aside) if verdict == "otherwise" else _who(values) if verdict == "ours" and stands else ""
    return {"field": name, "verdict": verdict, "theirs": said, "ours": stands, "sentence": sentence}


def _some(count: Count) -> bool:
    """Whether it tells of anybody."""
    return (count.bounds()[0] if count.best is None else count.best) > 0


def _agree(theirs: Count, ours: Count, values: Sequence[Row]) -> bool:
    """Whether two counts are the same: the same best; the same bounds where neither has a best; or a single number of theirs that one of
    our values is, too, where our values do not conflict and no later one took its place. That the bounds overlap is not enough: 24 to
    31 is no 14 to 31."""
    best = ours.best if ours.best is not None or ours.high is not None else ours.low
    if theirs.best is not None and theirs.best == best:
        return True
    if theirs.best is None and ours.best is None and theirs.bounds() == ours.bounds():
        return True
    single = theirs.best is not None and theirs.bounds() == (theirs.best, theirs.best)
    contested = any(v["standing"] == "conflicting" for v in values)
    return single and not contested and any(gives(v, theirs) for v in values if not v.get("part") and v["standing"] != "updated")


def _sentence(theirs: Count, said: str, values: Sequence[Row], aside: Sequence[Row]) -> str:
    """Who of ours says what theirs has, and what stands."""
    agree = [v for v in values if gives(v, theirs)]
    rest = _who([v for v in values if v not in agree])
    if agree:
        return f"theirs {said} is what {_sources(agree[0])} says{f'; ours {rest}' if rest else ''}"
    beside = sorted((v for v in aside if gives(v, theirs)), key=lambda v: (v["withdrawn"], bool(v["part"])))
    return f"theirs {said} {_beside(beside)}; {f'ours: {rest}' if rest else 'we have no count'}"


def _beside(values: Sequence[Row]) -> str:
    """Where a count of theirs is found beside what we count: for a part, or as what was taken back."""
    if not values:
        return "is given by no report of ours"
    part = values[0]["part"]
    of_part = f" for {PARTS.get(part, f'a part of them ({part})')}" if part else ""
    if values[0]["withdrawn"]:
        return f"was given by {_sources(values[0])}{of_part} and taken back"
    return f"is what {_sources(values[0])} says{of_part}"


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
