"""What has been read so far, kept in a file beside the record while it is made: after a crash the next run goes on where that one stopped.

Reading is the long part of a build. Each report is kept under what its reading depends on: its bytes, its id and path, what was said
about it, the version of Crosswire, the language pipeline, a user's word lists. The file is removed when the record is written.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crosswire import __version__, wordlists
from crosswire.acquire.raw import RawReport
from crosswire.errors import RecordDamaged
from crosswire.store.database import side_file, written
from crosswire.store.tables import from_json, to_json
from crosswire.types import Extraction, Reject

SMALL = 40  # reports; fewer are read again in seconds
EVERY, SECONDS = 20, 5.0  # reports, or seconds, after which what was read is written down

Result = Extraction | Reject
KINDS: dict[str, type] = {"report": Extraction, "reject": Reject}


def beside(record: Path) -> Path:
    """Where what has been read for a record is kept."""
    return record.with_name(f"{record.name}.reading")


def remove(record: Path) -> None:
    """Take the file away: the record is written."""
    for path in (beside(record), beside(record).with_name(f"{beside(record).name}.wal")):
        path.unlink(missing_ok=True)


def key(raw: RawReport, language: str) -> str:
    """What the reading of a report depends on, as one hash; ``language`` names the pipeline, with its version."""
    parts = (raw.sha256, raw.document_id, raw.path, raw.format, raw.parser, raw.given, raw.warnings, __version__, language)
    return hashlib.sha256(repr((*parts, wordlists.fingerprint())).encode("utf-8", "surrogatepass")).hexdigest()


class Readings:
    """What has been read so far; without a file it keeps nothing."""

    def __init__(self, connection: Any = None, path: Path = Path()) -> None:
        self._connection, self._path = connection, path
        self._fresh, self._since = list[tuple[str, str, bytes]](), time.monotonic()

    @property
    def keeping(self) -> bool:
        """Whether there is a file."""
        return self._connection is not None

    def known(self, wanted: str) -> Result | None:
        """What was read of a report by an earlier run."""
        if not self.keeping:
            return None
        row = self._connection.execute("SELECT kind, body FROM readings WHERE key = ?", [wanted]).fetchone()
        return from_json(KINDS[row[0]], zlib.decompress(row[1]).decode()) if row else None

    def keep(self, wanted: str, result: Result) -> None:
        """Keep what was read of a report."""
        if not self.keeping:
            return
        kind = "report" if isinstance(result, Extraction) else "reject"
        self._fresh.append((wanted, kind, zlib.compress(to_json(result).encode(), 1)))
        if len(self._fresh) >= EVERY or time.monotonic() - self._since > SECONDS:
            self.write()

    def write(self) -> None:
        """Write down what was read since the last time, all of it or nothing."""
        if self.keeping and self._fresh:
            with written(self._path):
                self._connection.begin()
                self._connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", self._fresh)
                self._connection.commit()
        self._fresh, self._since = [], time.monotonic()


@contextmanager
def readings(record: Path | None, reports: int) -> Iterator[Readings]:
    """What was read for a record by earlier runs, to be added to; of few reports, or without a record, nothing is kept.

    Raises RecordInUse where another process reads for the same record. A file that is damaged is begun anew.
    """
    if record is None or reports < SMALL:
        yield Readings()
        return
    try:
        connection = side_file(beside(record))
    except RecordDamaged:
        remove(record)
        connection = side_file(beside(record))
    try:
        with written(beside(record)):
            connection.execute("CREATE TABLE IF NOT EXISTS readings (key VARCHAR PRIMARY KEY, kind VARCHAR, body BLOB)")
        kept = Readings(connection, beside(record))
        yield kept
        kept.write()
    finally:
        connection.close()
