"""A record that one process owns: many threads read it, one at a time changes it, and each reader sees one state of it.

DuckDB lets no second process near a file that is open for writing; :mod:`crosswire.store.database` says whose it is. What is changed is
one transaction: a process that is killed half-way leaves the record as it was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import Any

import pyarrow as pa

from crosswire.store.database import Record, connected, written
from crosswire.store.indexing import NAMES_ANEW
from crosswire.store.keeping import Kept
from crosswire.store.tables import KEYS, to_arrow


class Draft(Record):
    """The record as its one writer sees it, with what is already changed; nobody else sees that before the end."""

    def delete(self, table: str, rows: Sequence[Any]) -> None:
        """Take rows out, by what they are known by."""
        if rows:
            same = " AND ".join(f'"{table}"."{key}" = gone."{key}"' for key in KEYS[table])
            self._with("gone", table, rows, f'DELETE FROM "{table}" USING gone WHERE {same}')

    def insert(self, table: str, rows: Sequence[Any]) -> None:
        """Put rows in."""
        if rows:
            self._with("fresh", table, rows, f'INSERT INTO "{table}" SELECT * FROM fresh')

    def update(self, table: str, rows: Sequence[Any], columns: Sequence[str]) -> None:
        """Change some columns of rows that are there, in their place."""
        if rows:
            same = " AND ".join(f'"{table}"."{key}" = fresh."{key}"' for key in KEYS[table])
            given = ", ".join(f'"{c}" = fresh."{c}"' for c in columns)
            self._with("fresh", table, rows, f'UPDATE "{table}" SET {given} FROM fresh WHERE {same}')

    def replace(self, table: str, rows: Sequence[Any]) -> None:
        """Put other rows in the place of a whole table."""
        self.rows(f'DELETE FROM "{table}"')
        self.insert(table, rows)

    def fill(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Put rows, given by columns, into a table that is no part of what is known of the reports."""
        self._connection.register("fresh", pa.table(dict(columns)))
        try:
            self.rows(f'INSERT INTO "{table}" SELECT * FROM fresh')
        finally:
            self._connection.unregister("fresh")

    def index_names(self) -> None:
        """Make the index of names anew."""
        for sql in NAMES_ANEW:
            self.rows(sql)

    def _with(self, name: str, table: str, rows: Sequence[Any], sql: str) -> None:
        self._connection.register(name, to_arrow(table, rows))
        try:
            self.rows(sql)
        finally:
            self._connection.unregister(name)


class Owned:
    """An open record that this process may change. ``generation`` grows with every change."""

    def __init__(self, connection: Any, path: Path) -> None:
        self.path, self.generation = path, 0
        self._connection, self._kept = connection, Kept()
        self._writing, self._gate = RLock(), Lock()

    def reading(self) -> Record:
        """The record as it stands now, for one thread; it stays so for this reader, whatever is decided meanwhile."""
        with self._gate:
            record = Record(self._connection.cursor(), self.path, self._kept)
            record.start()
            return record

    @contextmanager
    def changing(self) -> Iterator[Draft]:
        """The record to be changed, by one thread at a time: all that is changed shows at once at the end, or nothing after an error."""
        with self._writing:
            cursor = self._connection.cursor()
            draft = Draft(cursor, self.path)
            try:
                draft.start(writing=True)
                yield draft
                with self._gate:  # whoever starts to read now gets the new state, and nothing that was kept of the old one
                    with written(self.path):
                        cursor.commit()
                    self.generation, self._kept = self.generation + 1, Kept()
            finally:
                cursor.close()  # takes back what was not committed


@contextmanager
def own_record(path: Path) -> Iterator[Owned]:
    """A record for reading and changing. Raises the errors of opening one; no other process can open it until this ends."""
    with connected(path, read_only=False) as connection:
        yield Owned(connection, path)
