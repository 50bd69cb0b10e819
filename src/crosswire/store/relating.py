"""A record that is held open for a caller: its tables are handed out as relations of DuckDB, and several threads may ask it.

DuckDB refuses two things at once on one connection. Each thread therefore has a connection of its own, and relations have one apart from
what the record itself asks; relations of one connection can be joined, so another is only taken while a reader of Arrow is open there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import RLock, local
from typing import Any

from crosswire.errors import UsageError
from crosswire.store import database
from crosswire.store.database import Busy, Connection, Failed, Record, Relation
from crosswire.store.keeping import Kept
from crosswire.store.tables import TABLES


class Held:
    """An open record for the threads of one process; ``record`` is the one for the thread that asks."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection, self._path, self._kept = connection, path, Kept()
        self._own, self._lock = local(), RLock()
        self._relating: list[Connection] = []

    def record(self) -> Record:
        """The record, for this thread."""
        if not hasattr(self._own, "record"):
            self._own.record = Record(self._another(), self._path, self._kept)
        found: Record = self._own.record
        return found

    def relation(self, name: str) -> Relation:
        """A whole table as a relation of DuckDB, which is read when it is asked for rows."""
        if name not in TABLES:
            raise KeyError(name)
        return self.query(f'SELECT * FROM "{name}"{database.in_order(name)}')

    def query(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> Relation:
        """What one SELECT answers, as a relation of DuckDB. Raises UsageError where DuckDB cannot make sense of it."""
        try:
            found = self._free().sql(sql, params=parameters)
        except Failed as error:
            raise UsageError(f"The record cannot answer: {database.first_line(error)}") from error
        if found is None:
            raise UsageError("The record is open for reading: ask it with a SELECT.")
        return found

    def is_read(self) -> bool:
        """Whether somebody has a reader of Arrow that is not read to its end; DuckDB then cannot let go of the file, and waits for ever."""
        with self._lock:
            return any(map(_busy, self._relating))

    def close(self) -> None:
        """Let go of the file, for all threads."""
        self._connection.close()

    def _free(self) -> Connection:
        """Where a new relation of this thread is read: where its last one is, or, while that is read bit by bit, beside it."""
        last: Connection | None = getattr(self._own, "relating", None)
        if last is None or _busy(last):
            self._own.relating = last = self._another()
            with self._lock:
                self._relating.append(last)
        return last

    def _another(self) -> Connection:
        with self._lock:
            return self._connection.cursor()


def _busy(connection: Connection) -> bool:
    try:
        connection.execute("SELECT 1").fetchall()
    except Busy:
        return True
    return False


def hold(path: Path) -> Held:
    """A record for reading that stays open until its ``close``. Raises what :func:`crosswire.store.database.open_record` raises."""
    return database.hold(path, Held)
