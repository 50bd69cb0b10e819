"""The record's file. The only module that opens DuckDB."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from crosswire.errors import CrosswireError, InputError, RecordDamaged, RecordInUse, RecordTooNew
from crosswire.store.filling import fill
from crosswire.store.history import Before, Build, before, read
from crosswire.store.holding import alone, check_folder, check_readable, check_writable
from crosswire.store.indexing import index_words
from crosswire.store.keeping import Kept
from crosswire.store.migrations import FORMAT, behind, migrate
from crosswire.store.tables import KEPT, ORDER, TABLES, from_arrow, to_arrow
from crosswire.store.tombstones import Tombstone
from crosswire.types import Mention, Tables

# What DuckDB raises where blocks of a file do not hold what they should.
_DAMAGE = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException, duckdb.SerializationException)
_PID = re.compile(r"PID (\d+)")
# Given when it is opened, not set afterwards: a second reader in the same process then shares what the first one opened.
_SHUT = {"enable_external_access": "false", "lock_configuration": "true"}
Made = TypeVar("Made")
# For those who may not open DuckDB themselves.
Connection = duckdb.DuckDBPyConnection
Relation = duckdb.DuckDBPyRelation
Failed = duckdb.Error
Busy = duckdb.ResourceInUseException


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a file with DuckDB, its errors turned into ours."""
    try:
        with path.open("rb") as file:
            known = file.read(12)[8:] == b"DUCK"
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if not known:  # DuckDB takes a CSV file for a database, too
        raise RecordDamaged(f"{path} is damaged or no Crosswire record: it is no DuckDB file.")
    if not read_only:
        check_writable(path)
    try:
        return duckdb.connect(str(path), read_only=read_only, config=dict(_SHUT) if read_only else {})
    except duckdb.ConnectionException as error:
        raise RecordInUse(f"The record {path} is open in this process already. Close it first, and try again.") from error
    except duckdb.IOException as error:
        pid = _PID.search(str(error))
        if "lock" in str(error).lower():
            holder = f"process {pid.group(1)}" if pid else "another process"
            raise RecordInUse(f"The record {path} is in use by {holder}. Wait for it to end, or stop it, and try again.") from error
        raise RecordDamaged(f"{path} is damaged or no Crosswire record: {first_line(error)}") from error
    except duckdb.Error as error:
        raise RecordDamaged(f"{path} is damaged or no Crosswire record: {first_line(error)}") from error


def first_line(error: Exception) -> str:
    """What went wrong, without where in the query."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__


class Record:
    """An open record, for reading. ``rows`` runs one query; the file system is closed to SQL.

    ``start`` begins a transaction: all queries then see the record as it is at that moment, whatever is written meanwhile.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, kept: Kept | None = None) -> None:
        self._connection, self.path, self._kept = connection, path, kept or Kept()
        self._still = False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def start(self, *, writing: bool = False) -> None:
        """Hold the record still for this reader; ``writing`` for one who is going to change it."""
        self._connection.execute("BEGIN TRANSACTION" if writing else "BEGIN TRANSACTION READ ONLY")
        self._connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchall()  # DuckDB takes the state at the first look
        self._still = not writing

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """The result of one query as dictionaries; a failing query raises with its text."""
        try:
            result = self._connection.execute(sql, parameters)
            names = [d[0] for d in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        except duckdb.Error as error:
            if self._still:  # a query that fails ends its transaction; the next one needs another
                self._connection.rollback()
                self.start()
            raise self._failed(error, sql) from error

    def _failed(self, error: duckdb.Error, sql: str) -> CrosswireError:
        if isinstance(error, _DAMAGE) or "corrupt" in str(error).lower():
            return RecordDamaged(f"The record {self.path} is damaged: {first_line(error)}. Build it again from the reports.")
        return CrosswireError(f"the record could not answer: {first_line(error)}\n{sql}")

    def batches(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), size: int = 10_000) -> Iterator[pa.RecordBatch]:
        """What one query answers as Arrow, ``size`` rows at a time; ask nothing else before it is read to the end."""
        try:
            yield from self._connection.sql(sql, params=parameters).to_arrow_reader(size)
        except duckdb.Error as error:
            raise self._failed(error, sql) from error

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` returns, made once for as long as the record stays as it is; ``name`` says what it is."""
        return self._kept.once(name, make)

    def table(self, name: str) -> list[dict[str, Any]]:
        """A whole table, in the order in which a build writes it."""
        if name not in TABLES:
            raise KeyError(name)
        return self.rows(f'SELECT * FROM "{name}"{in_order(name)}')

    def some(self, name: str, condition: str, parameters: Sequence[Any] | Mapping[str, Any]) -> tuple[Any, ...]:
        """The rows of a table of which a condition holds, as their type."""
        if name not in TABLES and name not in KEPT:
            raise KeyError(name)
        try:
            found = self._connection.sql(f'SELECT * FROM "{name}" WHERE {condition}', params=parameters)
            return from_arrow(name, found.to_arrow_table())
        except duckdb.Error as error:
            raise CrosswireError(f"the record could not answer: {first_line(error)}\n{condition}") from error

    def arrow(self, name: str) -> Any:
        """A whole table as an Arrow table."""
        if name not in TABLES and name not in KEPT:
            raise KeyError(name)
        try:
            return self._connection.sql(f'SELECT * FROM "{name}"{in_order(name)}').to_arrow_table()
        except duckdb.Error as error:
            raise RecordDamaged(f"The record {self.path} is damaged: {first_line(error)}. Build it again from the reports.") from error


def in_order(name: str) -> str:
    """The order of a table whose rows a decision takes out and puts in again."""
    columns = [f'"{column}"' for column in ORDER.get(name, ())]
    return f" ORDER BY {', '.join([*columns, 'rowid'])}" if columns else ""


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
    with connected(path, read_only=True) as connection:
        yield Record(connection, path)


@contextmanager
def connected(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a record, checked, with the file system closed to SQL; raises what :func:`open_record` raises."""
    connection = _ready(path, read_only=read_only)
    try:
        yield connection
    finally:
        connection.close()


def hold(path: Path, kind: Callable[[duckdb.DuckDBPyConnection, Path], Made]) -> Made:
    """A record for reading, of a ``kind``, that stays open until its ``close``, or until nothing that was taken from it is left."""
    return kind(_ready(path, read_only=True), path)


def _ready(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    check_readable(path)
    if path.is_dir():
        raise InputError(
            f"{path} is a folder, not a record. Make a record of the reports in it with: crosswire build {path} -o NAME.duckdb"
        )
    if not path.is_file():
        raise InputError(f"There is no record {path}. Make one with: crosswire build FOLDER -o {path}")
    if read_only:
        _bring_up(path)
    connection = _connect(path, read_only=read_only)
    with ExitStack() as unless_ready:
        unless_ready.callback(connection.close)
        _check(connection, path)
        if not read_only:
            migrate(connection)
            index_words(connection)
            for name, value in _SHUT.items():
                connection.execute(f"SET {name} = {value}")
        unless_ready.pop_all()
    return connection


def _bring_up(path: Path) -> None:
    """Bring a record of an older Crosswire to the newest layout before it is read; whoever has it open does so themselves."""
    with closing(_connect(path, read_only=True)) as connection:
        _check(connection, path)
        old = behind(connection)
    if not old:
        return
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise InputError(f"{path} was made by an older Crosswire and has to be brought up to date, which its file does not allow: copy it.")
    with closing(_connect(path, read_only=False)) as connection:
        migrate(connection)


def side_file(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a file that is kept beside a record while it is made, made where there is none.

    Raises RecordInUse, RecordDamaged, InputError.
    """
    if path.exists():
        return _connect(path, read_only=False)
    with written(path):
        return duckdb.connect(str(path))


@contextmanager
def written(path: Path) -> Iterator[None]:
    """A file is written meanwhile; where it cannot be (the disk is full, the folder is shut), that is one InputError."""
    try:
        yield
    except (*_DAMAGE, duckdb.TransactionException, duckdb.OutOfMemoryException, OSError) as error:
        why = getattr(error, "strerror", None) or first_line(error)
        raise InputError(f"{path} cannot be written: {why}. What was there before is as it was; see that there is room.") from error


def read_tables(record: Record) -> tuple[Tables, dict[str, str]]:
    """(all that a record holds, what it says of itself): what ``write_record`` was given, mentions as one report knows them included."""
    found = {name: from_arrow(name, record.arrow(name)) for name in (*TABLES, *KEPT)}
    mentions = tuple(Mention(m.mention_id, m.document_id, m.start, m.end, m.entity_id, m.form, m.role) for m in found["actor_mentions"])
    meta = {row["key"]: row["value"] for row in record.rows("SELECT key, value FROM meta WHERE key <> 'format' ORDER BY key")}
    return Tables(**found, mentions=mentions), meta


def builds_of(record: Record) -> tuple[Build, ...]:
    """The builds that made a record, the last one last; a record that is older than the table has none."""
    if not record.rows("SELECT 1 AS known FROM information_schema.tables WHERE table_name = 'builds'"):
        return ()
    return read(record.rows("SELECT * FROM builds"))


def before_build(path: Path) -> Before | None:
    """What a build must know of the record that it takes the place of, to tell what is different; None where there is none."""
    if not path.exists():
        return None
    with open_record(path) as record:
        return before(record, builds_of(record))


def check_target(path: Path) -> None:
    """Raise unless a new record may be written to ``path``: free, or an older record that nobody has open."""
    check_folder(path)
    if path.exists():
        try:
            with closing(_connect(path, read_only=False)) as connection:
                _check(connection, path)
        except RecordDamaged as error:
            raise RecordDamaged(f"{error} It is left as it is: move it away, or name another file to write the record to.") from error


@contextmanager
def making(path: Path) -> Iterator[None]:
    """A record is made at ``path`` meanwhile, by nobody else; raises what :func:`check_target` raises, and RecordInUse."""
    with alone(path):
        check_target(path)
        yield


def write_record(path: Path, tables: Tables, meta: Mapping[str, str], builds: Sequence[Build] = (), ends: Sequence[Tombstone] = ()) -> None:
    """Write a record whole, as :func:`write_rows` does."""
    write_rows(path, ((name, to_arrow(name, getattr(tables, name))) for name in (*TABLES, *KEPT)), meta, builds, ends)


def write_rows(
    path: Path, rows: Iterable[tuple[str, pa.Table]], meta: Mapping[str, str], builds: Sequence[Build] = (), ends: Sequence[Tombstone] = ()
) -> None:
    """Write a record of (table, some of its rows) whole: beside its place first, then moved there, so that it is never half written."""
    fresh = path.with_name(path.name + ".new")
    with making(path), ExitStack() as afterwards:
        afterwards.callback(_removed, fresh)
        with written(path):
            _removed(fresh)
            with closing(duckdb.connect(str(fresh))) as connection:
                fill(connection, rows, meta, builds, ends)
            fresh.replace(path)


def _removed(fresh: Path) -> None:
    for path in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        path.unlink(missing_ok=True)
