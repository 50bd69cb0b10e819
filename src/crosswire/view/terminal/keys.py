"""What a person means by a key: an id, the unique beginning of one, or how a story's title begins."""

from __future__ import annotations

from typing import Any

from crosswire.errors import InputError, NotFound
from crosswire.store.beginnings import may_stand
from crosswire.store.database import Record

Row = dict[str, Any]
NAMED = 5  # of several that begin alike, so many are named


def story(record: Record, key: str) -> Row:
    """A story by its id, the beginning of its id, or of its title. Raises NotFound where none is meant, InputError where several are."""
    found = _whole(record, "stories", "story_id", key) or _begun(record, "stories", "story_id", key)
    if not found:
        titled = "SELECT * FROM stories WHERE starts_with(lower(title), lower(?)) ORDER BY documents DESC, story_id"
        found = record.rows(titled, [key.strip()]) if key.strip() else []
    if not found:
        raise NotFound(f"The record has no story whose id or title begins with {key!r}. The stories: crosswire show {record.path}")
    return _only(found, "story_id", "title", key)


def event(record: Record, key: str) -> Row | None:
    """An event by its id or the beginning of its id; None where none is meant. Raises InputError where several are."""
    found = _whole(record, "events", "event_id", key) or _begun(record, "events", "event_id", key)
    return _only(found, "event_id", "what", key) if found else None


def item(record: Record, table: str, column: str, key: str) -> Row | None:
    """A row of any table by its id or the beginning of its id; None where none is meant. Raises InputError where several are."""
    found = _whole(record, table, column, key) or _begun(record, table, column, key)
    rows = list({r[column]: r for r in found}.values())
    return _only(rows, column, column, key) if rows else None


def _whole(record: Record, table: str, column: str, key: str) -> list[Row]:
    return record.rows(f'SELECT * FROM "{table}" WHERE "{column}" = ? LIMIT 1', [key])


def _begun(record: Record, table: str, column: str, key: str) -> list[Row]:
    """The rows whose id begins like that; an id is a kind, a line and hexadecimal digits, or what the user called a report."""
    if not may_stand(key):
        if key.partition("_")[1]:
            _too_short(record, table, column, key)
        return []
    sql = f'SELECT * FROM "{table}" WHERE starts_with("{column}", ?) ORDER BY "{column}" LIMIT 100'
    return record.rows(sql, [key])


def _too_short(record: Record, table: str, column: str, key: str) -> None:
    """Raise InputError where ids do begin so, but too little of one is said."""
    found = record.rows(f'SELECT count(DISTINCT "{column}") AS n FROM "{table}" WHERE starts_with("{column}", ?)', [key])
    if found[0]["n"] > 1:
        raise InputError(f"{key!r} is how {found[0]['n']} ids begin. Say more of the one that is meant.")


def _only(found: list[Row], column: str, says: str, key: str) -> Row:
    if len(found) > 1:
        several = ", ".join(f"{r[column]} ({r[says]})" if says != column else str(r[column]) for r in found[:NAMED])
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        raise InputError(f"{key!r} may mean {several}{more}. Say more of it.")
    return found[0]
