"""What differs between two events, field by field, in words: what stands, and which values are new, gone, withdrawn or given again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crosswire.view import words
from crosswire.view.differences.sides import Side, Value
from crosswire.view.events.matrix import FIRST, label, rank, said

Row = dict[str, Any]
NOT_KNOWN, NOT_GIVEN = "not known", "not given"
IN_THE_ROW = {"status": "status", "day": "time", "place": "place"}  # what the event's own row tells, and the field of event_values
LABELS = {"grade": "Grade", "type": "Kind of event", "day": label("time")}
ORDER = ("grade", "status", "type", "day", "place")
TURNS = ("new", "gone", "withdrawn", "again")
IS = {"new": "is new", "gone": "is gone", "withdrawn": "is withdrawn", "again": "is given again"}
FEW = 3  # values of one turn, or reports, that a sentence names


def changes(old: Side, was: str, new: Side, now: str) -> list[Row]:
    """What is otherwise, a row each: ``field``, ``was``, ``now`` (as a reader writes them), ``sentence``; of a field with values also
    those that are ``new``, ``gone``, ``withdrawn`` and given ``again``, where there are any."""
    a, b = old.events[was], new.events[now]
    left, right = old.values.get(was, {}), new.values.get(now, {})
    turned = {n: _turns(left.get(n), right.get(n)) for n in sorted({*left, *right})}
    told = {
        "grade": (a["grade"], b["grade"]),
        "status": (a["status"], b["status"]),
        "type": (words.kind(a["type"]), words.kind(b["type"])),
        "day": (words.days(a["start"], a["end"]), words.days(b["start"], b["end"])),
        "place": (a["place"] or NOT_KNOWN, b["place"] or NOT_KNOWN),
    }
    found = [_row(n, *pair, turned.get(IN_THE_ROW.get(n, ""), {}), new) for n, pair in told.items()]
    found += [_row(n, *_stand(left.get(n), right.get(n)), turned[n], new) for n in turned if n not in IN_THE_ROW.values()]
    for name, noun in (("reports", "report"), ("origins", "independent origin")):
        one, other = words.plural(a[name], noun), words.plural(b[name], noun)
        found += [{"field": name, "was": one, "now": other, "sentence": f"{one} -> {other}"}] if one != other else []
    found += _conflicts(old.conflicts.get(was, {}), new.conflicts.get(now, {}))
    return sorted((row for row in found if row), key=_telling)


def _telling(row: Row) -> tuple[object, ...]:
    """The order of changes, since a page has room for a few: what the event is, the dead and the injured, disputes; then what else stands
    otherwise, and last values beside what stands."""
    name = row["field"]
    if name in ORDER:
        return (0 if row["was"] != row["now"] else 4, ORDER.index(name))
    if name in FIRST:
        return 1, FIRST.index(name)
    return (2 if name.startswith("conflict") else 3 if row["was"] != row["now"] else 4, len(ORDER), rank(name))


def _turns(was: Value | None, now: Value | None) -> dict[str, list[tuple[str, Sequence[str]]]]:
    """Turn -> (value, the newer record's reports of it). What was withdrawn before, or is new and withdrawn at once, never stood."""
    left, right = ({g.value: g for g in value.given} if value else {} for value in (was, now))
    found: dict[str, list[tuple[str, Sequence[str]]]] = {turn: [] for turn in TURNS}
    for value in sorted({*left, *right}):
        before, after = left.get(value), right.get(value)
        stood, stands = before is not None and not before.withdrawn, after is not None and not after.withdrawn
        if stood != stands:
            turn = ("again" if before else "new") if stands else ("withdrawn" if after else "gone")
            found[turn].append((value, after.documents if after else ()))
    return {turn: rows for turn, rows in found.items() if rows}


def _stand(was: Value | None, now: Value | None) -> tuple[str | None, str | None]:
    """What stands in either record; told by value and bounds."""
    return _stands(was), _stands(now)


def _stands(value: Value | None) -> str | None:
    if value is None or (value.low, value.best, value.high) == (None, None, None):
        return value.value if value else None
    return words.counted(value.value, value.low, value.best, value.high, given=2)


def _row(field: str, was: str | None, now: str | None, turned: Mapping[str, Sequence[tuple[str, Sequence[str]]]], new: Side) -> Row:
    """Empty where nothing is otherwise. A value that an arrow tells is not told again."""
    if was == now and not turned:
        return {}
    name = IN_THE_ROW.get(field, field)
    parts = [f"{was or NOT_GIVEN} -> {now or NOT_GIVEN}"] if was != now else []
    for turn, rows in turned.items():
        arrow = {"new": now, "again": now, "gone": was}.get(turn) if was != now else None
        own = [(said(name, value), documents) for value, documents in rows]
        left = [(v, d) for v, d in own if arrow is None or arrow not in (v, f"{v} ({arrow.partition('(')[2]}")]
        parts += [f"{v} {IS[turn]}{_taken_back(d, new) if turn == 'withdrawn' else ''}" for v, d in left[:FEW]]
        parts += [f"{words.plural(len(left) - FEW, 'more value')} {IS[turn].replace('is', 'are', 1)}"] if len(left) > FEW else []
    values = {turn: [value for value, _ in rows] for turn, rows in turned.items()}
    called = LABELS.get(field) or label(field)
    return {"field": field, "was": was, "now": now, **values, "sentence": f"{called}: {', '.join(parts)}"}


def _taken_back(documents: Sequence[str], new: Side) -> str:
    """What became of the reports that gave a value, in brackets."""
    newer = {row["replaces"]: i for i, row in sorted(new.documents.items()) if row["replaces"]}
    told = [
        f"report [{i}] was replaced by [{newer[i]}]" if i in newer else f"report [{i}] was withdrawn"
        for i in documents
        if i in newer or (i in new.documents and new.documents[i]["state"] == "withdrawn")
    ]
    return f" ({'; '.join(told[:FEW])})" if told else ""


def _conflicts(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Row]:
    for name in sorted({*was, *now}):
        if (name in was) != (name in now):
            text = f"a conflict has come up: {now[name]}" if name in now else f"a conflict is gone; it was: {was[name]}"
            told = {"field": f"conflict of {words.field(name)}", "sentence": f"{label(name)}: {text}"}
            yield {**told, "was": was.get(name), "now": now.get(name)}
