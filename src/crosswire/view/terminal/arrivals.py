"""What came to a record and what could not be taken in, in a terminal."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crosswire.errors import REJECT_REASONS
from crosswire.store.database import Record
from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import clip, days, field, plural

if TYPE_CHECKING:
    from crosswire.pipeline import Added
    from crosswire.store.history import Build, EventChange

COUNTED = ("reports", "origins")
NAMED = 5  # ids in one line
SHOWN = 5  # events of which one turn is told
PARTS = 4  # changes of one event
TURNS = {
    "appeared": "new", "vanished": "gone", "joined": "of several made one", "parted": "of one made several", "grade": "with another grade",
}  # fmt: skip


def added(arrived: Added) -> Iterator[str]:
    """How many reports are new, known, changed, withdrawn and rejected, and what changed among the events."""
    parts = [f"{len(arrived.new)} new", f"{len(arrived.known)} known"]
    parts += [f"{len(ids)} {what}{_which(ids)}" for what, ids in (
        ("said otherwise", arrived.anew), ("changed", arrived.changed), ("withdrawn", arrived.withdrawn)) if ids]  # fmt: skip
    parts += [f"{len(arrived.rejected)} rejected (crosswire rejects)"] if arrived.rejected else []
    yield ", ".join(parts)
    if arrived.build:
        yield from events(arrived.build)


def _which(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f" ({', '.join(ids[:NAMED])}{more})"


def events(build: Build) -> Iterator[str]:
    """What a build changed among the events, in lines."""
    turns = Counter[str](c.kind for c in build.events_changed)
    otherwise: dict[str, list[EventChange]] = defaultdict(list)
    for change in build.events_changed:
        if change.kind not in TURNS:
            otherwise[change.event_id].append(change)
    counts = [f"{turns[kind]:,} {words}" for kind, words in TURNS.items() if turns[kind]]
    counts += [f"{len(otherwise):,} changed"] if otherwise else []
    yield f"events: {', '.join(counts) or 'as they were'}"
    for kind, words in TURNS.items():
        if kind != "appeared":
            for change in [c for c in build.events_changed if c.kind == kind][:SHOWN]:
                yield _line(f"{change.was} -> {change.now}" if kind == "grade" else words, change)
    for changes in sorted(otherwise.values(), key=_telling)[:SHOWN]:
        told = sorted(changes, key=lambda c: (c.kind in COUNTED, None in (c.was, c.now)))
        more = f" and {plural(len(told) - PARTS, 'more change')}" if len(told) > PARTS else ""
        yield _line(", ".join(_said(c) for c in told[:PARTS]) + more, told[0])


def _line(how: str, change: EventChange) -> str:
    return wrapped(f"{how}: {clip(change.what, 100)}  [{change.event_id}]", "    ", "  ")


def _telling(changes: Sequence[EventChange]) -> tuple[bool, str]:
    """Events of which only more or fewer tell come last."""
    return all(c.kind in COUNTED for c in changes), changes[0].event_id


def _said(change: EventChange) -> str:
    was, now = (_plain(change.kind, said) for said in (change.was, change.now))
    return f"{field(change.kind)} {was} -> {now}"


def _plain(kind: str, said: str | None) -> str:
    if said is None:
        return "not known"
    first, line, last = said.partition("/")
    return days(first or None, (last if line else first) or None) if kind == "day" else said


def rejected(record: Record) -> Iterator[str]:
    """Every input that could not be taken in: why, what that means, what to do."""
    rows = _rows(record)
    yield plural(len(rows), "reject")
    for row in rows:
        yield wrapped(f"{row['path']}: {row['reason']}: {row['detail']}", "  ")
        yield wrapped(row["meaning"], "    ", "    ")


def rejects_json(record: Record) -> str:
    """The same as JSON."""
    return json.dumps({"rejects": _rows(record)}, ensure_ascii=False, indent=2, default=str)


def _rows(record: Record) -> list[dict[str, Any]]:
    rows = record.rows('SELECT path, reason, detail, bytes, sha256, "at" FROM rejects ORDER BY path, reason, detail')
    return [{**row, "meaning": REJECT_REASONS.get(row["reason"], "")} for row in rows]
