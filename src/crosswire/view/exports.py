"""A record as files: every table as JSON Lines or Parquet, in the order in which the record keeps it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from crosswire.errors import InputError, UsageError
from crosswire.store.database import Record
from crosswire.store.tables import TABLES


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def write_jsonl(record: Record, table: str, folder: Path) -> Path:
    """One table as ``<table>.jsonl``; unknown values are null, days are ISO 8601."""
    path = folder / f"{table}.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in record.table(table):
            out.write(json.dumps(row, ensure_ascii=False, default=_as_json) + "\n")
    return path


def write_parquet(record: Record, table: str, folder: Path) -> Path:
    """One table as ``<table>.parquet``."""
    path = folder / f"{table}.parquet"
    pq.write_table(record.arrow(table), path)
    return path


FORMATS: dict[str, Callable[[Record, str, Path], Path]] = {"jsonl": write_jsonl, "parquet": write_parquet}


def export(record: Record, form: str, folder: Path) -> list[Path]:
    """Write every table of a record to ``folder`` (made if it is not there). Raises UsageError for an unknown format."""
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}; known: {', '.join(sorted(FORMATS))}")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder to export to.")
    folder.mkdir(parents=True, exist_ok=True)
    return [FORMATS[form](record, name, folder) for name in TABLES]
