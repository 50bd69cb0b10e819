"""The record's file. The only module that opens DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from crosswire.errors import CrosswireError, InputError, RecordDamaged, RecordInUse, RecordTooNew
from crosswire.store.migrations import FORMAT, migrate
from crosswire.store.tables import TABLES, from_arrow, to_arrow
from crosswire.types import Mention, Tables

# What DuckDB raises where blocks of a file do not hold what they should.
_DAMAGE = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException)
_PID = re.compile(r"PID (\d+)")


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a file with DuckDB, its errors turned into ours."""
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        pid = _PID.search(str(error))
        if "lock" in str(error).lower():
            holder = f"process {pid.group(1)}" if pid else "another process"
            raise RecordInUse(f"The record {path} is in use by {holder}. Wait for it to end, or stop it, and try again.") from error
        raise RecordDamaged(f"{path} is damaged or no Crosswire record: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise RecordDamaged(f"{path} is damaged or no Crosswire record: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


class Record:
    """An open record, for reading. ``rows`` runs one query; the file system is closed to SQL."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection, self.path = connection, path
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """The result of one query as dictionaries; a failing query raises with its text."""
        try:
            result = self._connection.execute(sql, parameters)
            names = [d[0] for d in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        except duckdb.Error as error:
            if isinstance(error, _DAMAGE) or "corrupt" in str(error).lower():
                raise RecordDamaged(f"The record {self.path} is damaged: {_first_line(error)}. Build it again from the reports.") from error
            raise CrosswireError(f"the record could not answer: {_first_line(error)}\n{sql}") from error

    def table(self, name: str) -> list[dict[str, Any]]:
        """A whole table, in the order in which it was written."""
        if name not in TABLES:
            raise KeyError(name)
        return self.rows(f'SELECT * FROM "{name}"')

    def arrow(self, name: str) -> Any:
        """A whole table as an Arrow table."""
        if name not in TABLES:
            raise KeyError(name)
        try:
            return self._connection.sql(f'SELECT * FROM "{name}"').to_arrow_table()
        except duckdb.Error as error:
            raise RecordDamaged(f"The record {self.path} is damaged: {_first_line(error)}. Build it again from the reports.") from error


def _check(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except duckdb.Error as error:
        raise RecordDamaged(f"{path} is a DuckDB file but no Crosswire record: it has no table 'meta'.") from error
    if row is None or not str(row[0]).isdigit():
        raise RecordDamaged(f"{path} is a damaged record: it does not say which format it has.")
    if int(row[0]) > FORMAT:
        raise RecordTooNew(f"{path} was made by a newer Crosswire (format {row[0]}, this one reads up to {FORMAT}). Update Crosswire.")
    missing = sorted(set(TABLES) - {r[0] for r in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()})
    if missing:
        raise RecordDamaged(f"{path} is a damaged record: it lacks {', '.join(missing)}.")


@contextmanager
def open_record(path: Path) -> Iterator[Record]:
    """A record for reading.

    Raises InputError (no such file), RecordInUse, RecordDamaged or RecordTooNew.
    """
    if path.is_dir():
        raise InputError(
            f"{path} is a folder, not a record. Make a record of the reports in it with: crosswire build {path} -o NAME.duckdb"
        )
    if not path.is_file():
        raise InputError(f"There is no record {path}. Make one with: crosswire build FOLDER -o {path}")
    connection = _connect(path, read_only=True)
    try:
        _check(connection, path)
        yield Record(connection, path)
    finally:
        connection.close()


def read_tables(record: Record) -> tuple[Tables, dict[str, str]]:
    """(all that a record holds, what it says of itself): what ``write_record`` was given, mentions as one report knows them included."""
    found = {name: from_arrow(name, record.arrow(name)) for name in TABLES}
    mentions = tuple(Mention(m.mention_id, m.document_id, m.start, m.end, m.entity_id, m.form, m.role) for m in found["actor_mentions"])
    meta = {row["key"]: row["value"] for row in record.rows("SELECT key, value FROM meta WHERE key <> 'format' ORDER BY key")}
    return Tables(**found, mentions=mentions), meta


def check_target(path: Path) -> None:
    """Raise unless a new record may be written to ``path``: free, or an older record that nobody has open."""
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to write the record to.")
    if path.is_dir():
        raise InputError(f"{path} is a folder; name the file that the record is to be.")
    if path.exists():
        try:
            connection = _connect(path, read_only=False)
            try:
                _check(connection, path)
            finally:
                connection.close()
        except RecordDamaged as error:
            raise RecordDamaged(f"{error} It is left as it is: move it away, or name another file to write the record to.") from error


def write_record(path: Path, tables: Tables, meta: Mapping[str, str]) -> None:
    """Write a record whole: beside its place first, then moved there, so that a record is never half written."""
    check_target(path)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    connection = duckdb.connect(str(fresh))
    try:
        migrate(connection)
        for key in sorted(meta):
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, meta[key]])
        for name in TABLES:
            connection.register("incoming", to_arrow(name, getattr(tables, name)))
            connection.execute(f'INSERT INTO "{name}" SELECT * FROM incoming')
            connection.unregister("incoming")
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    fresh.replace(path)
