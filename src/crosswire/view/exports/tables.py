"""A record as files, every table, in the order in which the record keeps it: JSON Lines, Parquet, CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crosswire.store.tables import schema
from crosswire.view.exports import codebook, csvw
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection

GROUP = 50_000  # rows that Parquet keeps together


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def json_text(value: Any) -> str:
    """A value, row or list as one line of JSON; days are ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_as_json)


def _jsonl(selection: Selection, folder: Path, _: Settings) -> list[Path]:
    return [_write_jsonl(selection, name, folder / f"{name}.jsonl") for name in selection.tables]


def _write_jsonl(selection: Selection, table: str, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for rows in selection.batches(table):
            out.writelines(json_text(row) + "\n" for row in rows)
    return path


def _parquet(selection: Selection, folder: Path, _: Settings) -> list[Path]:
    return [_write_parquet(selection, name, folder / f"{name}.parquet") for name in selection.tables]


def _write_parquet(selection: Selection, table: str, path: Path) -> Path:
    with pq.ParquetWriter(path, schema(table)) as out:
        for group in _groups(selection.arrow(table), schema(table)):
            out.write_table(group, row_group_size=GROUP)
    return path


def _groups(batches: Iterable[pa.RecordBatch], columns: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in groups of one size, however the record hands them out: the same record gives the same file."""
    held = columns.empty_table()
    for batch in batches:
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        while held.num_rows >= GROUP:
            yield held.slice(0, GROUP).combine_chunks()
            held = held.slice(GROUP)
    yield held.combine_chunks()


def _csv(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    written = [_write_csv(selection, name, folder / f"{name}.csv", settings) for name in selection.tables]
    return [*written, csvw.write(selection.tables, folder), *codebook.write(selection.tables, folder, settings)]


def _write_csv(selection: Selection, table: str, path: Path, settings: Settings) -> Path:
    columns = schema(table)
    written = [_writer(f.type, settings) for f in columns]
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(",".join(columns.names) + "\n")
        for batch in selection.arrow(table):
            cells = [[to_cell(v) for v in column.to_pylist()] for column, to_cell in zip(batch.columns, written, strict=True)]
            out.writelines(",".join(row) + "\n" for row in zip(*cells, strict=True))
    return path


def _writer(kind: pa.DataType, settings: Settings) -> Callable[[Any], str]:
    """How a value is written: text in quotation marks, so that an empty text is not taken for an unknown one, which is left empty."""
    if pa.types.is_string(kind):
        return lambda value: "" if value is None else quoted(settings.cell(value))
    if pa.types.is_nested(kind):
        return lambda value: "" if value is None else quoted(json_text(value))
    if pa.types.is_boolean(kind):
        return lambda value: "" if value is None else str(value).lower()
    return lambda value: "" if value is None else str(value)


def quoted(text: str) -> str:
    """A text as a field of CSV."""
    return '"' + text.replace('"', '""') + '"'


_LOSES = ("Nothing: crosswire import makes the same record of it.",)
PROFILES = (
    Profile("jsonl", "Every table as JSON Lines, a row a line: for scripts, and to keep beside other text under version control.", _jsonl,
            _LOSES, whole=True),
    Profile("parquet", "Every table as Parquet with its types: for R, pandas, Polars and DuckDB, and the smallest.", _parquet, _LOSES,
            whole=True),
    Profile("csv", "Every table as CSV (UTF-8) with CSV on the Web metadata and a codebook: for any tool that reads tables.", _csv, _LOSES,
            whole=True),
)  # fmt: skip
