"""How a record's layout came about: named steps, in order, each run once and noted in the record."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pyarrow as pa

from crosswire.store import tombstones
from crosswire.store.history import COLUMNS
from crosswire.store.tables import KEPT, TABLES, schema

FORMAT = 1  # raised when an older Crosswire could no longer read the record


def sql_type(kind: pa.DataType) -> str:
    """DuckDB's name of an Arrow type."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{f.name}" {sql_type(f.type)}' for f in kind) + ")"
    return {"string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN", "date32[day]": "DATE"}[str(kind)]


def _tables(connection: duckdb.DuckDBPyConnection) -> None:
    for name in TABLES:
        _table(connection, name)


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    columns = ", ".join(f'"{f.name}" {sql_type(f.type)}' for f in schema(name))
    connection.execute(f'CREATE TABLE IF NOT EXISTS "{name}" ({columns})')


def _builds(connection: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE builds ({columns})")


def _ground(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE word_rarity (word VARCHAR, rarity DOUBLE)")
    connection.execute("CREATE TABLE text_families (document_id VARCHAR, family_id VARCHAR)")


def _versions(connection: duckdb.DuckDBPyConnection) -> None:
    for table, column, kind in (
        ("documents", "modified_at", "VARCHAR"),
        ("documents", "received", "BIGINT DEFAULT 0"),
        ("documents", "replaces", "VARCHAR"),
        ("documents", "state", "VARCHAR DEFAULT 'current'"),
        ("claims", "withdrawn", "BOOLEAN DEFAULT false"),
    ):
        connection.execute(f'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS "{column}" {kind}')


def _kept(connection: duckdb.DuckDBPyConnection) -> None:
    for name in KEPT:
        _table(connection, name)


def _tombstones(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(tombstones.CREATE)


MIGRATIONS: tuple[tuple[str, Callable[[duckdb.DuckDBPyConnection], None]], ...] = (
    ("2026-11 tables", _tables),
    ("2026-11 builds", _builds),
    ("2026-11 ground", _ground),  # what judgements need to know of all reports: filled by the first of them (crosswire.judging.excerpts)
    ("2026-11 versions", _versions),
    ("2026-11 what was read", _kept),
    ("2026-11 tombstones", _tombstones),
)


def behind(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a record has an older layout."""
    known = connection.execute("SELECT 1 FROM information_schema.tables WHERE table_name = 'migrations'").fetchone()
    done = {row[0] for row in connection.execute("SELECT name FROM migrations").fetchall()} if known else set()
    return any(name not in done for name, _ in MIGRATIONS)


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring a record to the newest layout; each step runs in a transaction with the note that it ran."""
    connection.execute("CREATE TABLE IF NOT EXISTS meta (key VARCHAR PRIMARY KEY, value VARCHAR)")
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR PRIMARY KEY)")
    done = {row[0] for row in connection.execute("SELECT name FROM migrations").fetchall()}
    for name, step in MIGRATIONS:
        if name not in done:
            connection.begin()
            step(connection)
            connection.execute("INSERT INTO migrations VALUES (?)", [name])
            connection.commit()
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('format', ?)", [str(FORMAT)])
