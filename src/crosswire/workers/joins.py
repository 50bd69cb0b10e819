"""Joins over a whole corpus as SQL: DuckDB in memory, which goes to disk where they would not fit.

The text of a join is plain SQL over named tables, so that another engine can run it. Nothing is kept: tables go in, a table comes out.
"""

from __future__ import annotations

import tempfile

import duckdb
import pyarrow as pa

MEMORY = "2GB"  # of a laptop's eight; beyond it DuckDB spills to a folder that is deleted afterwards


def join(sql: str, **tables: pa.Table) -> pa.Table:
    """The result of ``sql`` over ``tables``, each under its name. Give the SQL an ORDER BY where the order of rows matters."""
    with tempfile.TemporaryDirectory(prefix="crosswire-") as folder, duckdb.connect(":memory:") as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET temp_directory = ?", [folder])
        connection.execute("SET preserve_insertion_order = false")
        for name in sorted(tables):
            connection.register(name, tables[name])
        return connection.sql(sql).to_arrow_table()
