"""All that a record holds, put into a new file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from crosswire.store import tombstones
from crosswire.store.history import COLUMNS, Build, row
from crosswire.store.indexing import index_words
from crosswire.store.migrations import migrate
from crosswire.store.tombstones import Tombstone


def fill(
    connection: Any, rows: Iterable[tuple[str, pa.Table]], meta: Mapping[str, str], builds: Sequence[Build], ends: Sequence[Tombstone]
) -> None:
    """Write (table, some of its rows), what the record says of itself, its builds and the ends of its events; down to the disk."""
    migrate(connection)
    for key in sorted(meta):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, meta[key]])
    for name, some in rows:
        connection.register("incoming", some)
        connection.execute(f'INSERT INTO "{name}" SELECT * FROM incoming')
        connection.unregister("incoming")
    index_words(connection)
    for build in builds:
        connection.execute(f"INSERT INTO builds VALUES ({', '.join('?' * len(COLUMNS))})", row(build))
    for end in ends:
        connection.execute("INSERT INTO tombstones VALUES (?, ?, ?, ?)", tombstones.row(end))
    connection.execute("CHECKPOINT")
