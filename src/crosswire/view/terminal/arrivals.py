"""What came to a record and what could not be taken in, in a terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crosswire.errors import REJECT_REASONS
from crosswire.store.database import Record
from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import clip, plural

if TYPE_CHECKING:
    from crosswire.pipeline import Added
    from crosswire.store.history import Build, EventChange

NAMED = 5  # ids in one line
SHOWN = 5  # events of which one turn is told
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
        yield from _events(arrived.build)


def _which(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f" ({', '.join(ids[:NAMED])}{more})"


def _events(build: Build) -> Iterator[str]:
    turns = Counter[str](c.kind for c in build.events_changed)
    if not turns:
        yield "events: as they were"
        return
    yield "events: " + ", ".join(f"{turns[kind]:,} {words}" for kind, words in TURNS.items() if turns[kind])
    for kind in TURNS:
        if kind != "appeared":
            for change in [c for c in build.events_changed if c.kind == kind][:SHOWN]:
                yield wrapped(_change(change), "    ", "  ")


def _change(change: EventChange) -> str:
    how = f"{change.was} -> {change.now}" if change.kind == "grade" else TURNS[change.kind]
    return f"{how}: {clip(change.what, 100)}  [{change.event_id}]"


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
