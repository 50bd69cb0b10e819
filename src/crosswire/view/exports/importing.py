"""The way back: a record made of the files that an export wrote, row for row, with the same ids and types.

What a file holds is trusted as far as its manifest's hash goes; a file that was changed since is named.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from crosswire.errors import InputError
from crosswire.reconcile import decision_lines
from crosswire.store import decision_log, history
from crosswire.store.database import open_record, write_rows
from crosswire.store.tables import KEPT, TABLES, from_arrow, schema
from crosswire.store.tombstones import Tombstone
from crosswire.view.exports import manifests
from crosswire.view.exports.cells import restored
from crosswire.view.exports.sqlite import NAME
from crosswire.view.words import plural

BATCH = 5_000  # rows that are held at a time
_BLOCK = 1 << 26  # bytes of CSV that are read at a time; a row, so a report, must fit in
_FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError, pa.ArrowException, sqlite3.Error)
Rows = Iterator[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read: rows by table, whether it was the whole record, and what the user should know."""

    rows: Mapping[str, int]
    whole: bool
    notes: tuple[str, ...]


def read(folder: Path, record: Path, *, force: bool = False) -> Imported:
    """Make a record of a folder that ``crosswire export`` wrote as jsonl, parquet, csv or sqlite.

    Raises InputError for a folder that is no such export, for a file that is not as it was written and for a record that is there already
    (unless ``force``), for a file that is missing, and for rows that are no rows of a record.
    """
    manifest = manifests.read(folder)
    form = str(manifest.get("format"))
    if form not in READERS:
        raise InputError(f"{folder} holds {form}, which leaves things out; a record can be made of: {', '.join(READERS)}.")
    if record.exists() and not force:
        raise InputError(f"{record} is there already. Name another file with -o, or replace it with --force.")
    if missing := [name for name in _named(manifest) if not (folder / name).is_file()]:
        raise InputError(f"{folder} lacks {', '.join(missing)}, which its manifest names. Export anew.")
    changed = _changed(folder, manifest)
    if changed and not force:
        raise InputError(f"{', '.join(changed)} in {folder} is not as crosswire export wrote it. Export anew, or take it with --force.")
    whole = not manifest.get("filters")
    counted: dict[str, int] = {}
    write_rows(record, _all(folder, manifest, counted), *_history(folder, manifest))
    notes = [f"{name} was changed since it was exported; it is taken as it is." for name in changed]
    if not whole:
        notes.append("the export was filtered, so this record is smaller; to add reports, build from the reports.")
    return Imported(counted, whole, (*notes, *_decided(record)))


def _named(manifest: Mapping[str, Any]) -> list[str]:
    """The names of the files of an export, without any folder."""
    return [Path(file["name"]).name for file in manifest["files"]]


def _changed(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    hashes = zip(_named(manifest), manifest["files"], strict=True)
    return [name for name, file in hashes if manifests.file_hash(folder / name) != file["sha256"]]


def _all(folder: Path, manifest: Mapping[str, Any], counted: dict[str, int]) -> Iterator[tuple[str, pa.Table]]:
    """(table, some of its rows) for every table of the export."""
    reader = READERS[str(manifest["format"])]
    raw = bool(manifest.get("settings", {}).get("raw"))
    names = list(TABLES) if manifest.get("filters") else [*TABLES, *KEPT]
    for table in names:
        counted[table] = 0
        try:
            for some in reader(folder, table, raw):
                counted[table] += some.num_rows
                yield table, some
        except _FAULTS as error:
            raise InputError(
                f"{folder}: the table {table} cannot be read: {str(error).splitlines()[0] if str(error) else error!r}"
            ) from error


def _history(folder: Path, manifest: Mapping[str, Any]) -> tuple[dict[str, str], tuple[history.Build, ...], list[Tombstone]]:
    """(what the record says of itself, its builds, the ids that are gone)."""
    try:
        meta = {str(k): str(v) for k, v in manifest["record"]["meta"].items() if k != "format"}
        with (folder / manifests.DELETIONS).open(encoding="utf-8", newline="") as file:
            gone = [Tombstone(r["event_id"], r["deleted_at"], r["reason"], r["merged_into"] or None) for r in csv.DictReader(file)]
        return meta, history.read(manifest["builds"]), gone
    except _FAULTS as error:
        raise InputError(f"{folder}: the manifest or {manifests.DELETIONS} cannot be read: {error!r}") from error


def _decided(record: Path) -> list[str]:
    """Judgements are kept beside a record, for every later build: write them there, unless others are there already."""
    with open_record(record) as opened:
        found = from_arrow("decisions", opened.arrow("decisions"))
    log = decision_log.beside(record)
    if not log.exists():
        if found:
            decision_log.append(log, *map(decision_lines.line, found))
        return []
    ours, known = {d.decision_id for d in found}, {d.decision_id for d in decision_lines.read(log)}
    notes = []
    if lost := len(ours - known):
        notes.append(f"{log} is there already and lacks {plural(lost, 'judgement')} of this record; merge them into it.")
    if strange := len(known - ours):
        notes.append(
            f"{log} holds {plural(strange, 'judgement')} of another record; what is built here next takes them up. Move it if not."
        )
    return notes


# --- formats ------------------------------------------------------------------------------------------------------------
def _jsonl(folder: Path, table: str, _: bool) -> Iterator[pa.Table]:
    with (folder / f"{table}.jsonl").open(encoding="utf-8", newline="\n") as lines:
        yield from _tables(table, _objects(table, lines))


def _objects(table: str, lines: Iterable[str]) -> Rows:
    for number, line in enumerate(lines, 1):
        try:
            yield _days(table, json.loads(line))
        except _FAULTS as error:
            raise ValueError(f"line {number}: {error}") from error


def _parquet(folder: Path, table: str, _: bool) -> Iterator[pa.Table]:
    with pq.ParquetFile(folder / f"{table}.parquet") as file:
        for batch in file.iter_batches(BATCH):
            some = pa.Table.from_batches([batch])
            yield _complete(table, some).cast(schema(table))


def _csv(folder: Path, table: str, raw: bool) -> Iterator[pa.Table]:
    kinds = {f.name: pa.string() if pa.types.is_nested(f.type) else f.type for f in schema(table)}
    opened = pa_csv.open_csv(
        folder / f"{table}.csv",
        read_options=pa_csv.ReadOptions(block_size=_BLOCK),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=kinds, null_values=[""], true_values=["true"], false_values=["false"], strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )  # fmt: skip
    text = {f.name for f in schema(table) if pa.types.is_string(f.type)} if not raw else set()
    with opened:
        for batch in opened:
            rows = ({n: restored(v) if n in text and v is not None else v for n, v in row.items()} for row in batch.to_pylist())
            yield from _tables(table, (_nested(table, row) for row in rows))


def _sqlite(folder: Path, table: str, _: bool) -> Iterator[pa.Table]:
    with closing(sqlite3.connect(f"{(folder / NAME).resolve().as_uri()}?mode=ro", uri=True)) as database:
        found = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        names = [d[0] for d in found.description]
        yield from _tables(table, (_days(table, _nested(table, dict(zip(names, row, strict=True)))) for row in found))


READERS: Mapping[str, Callable[[Path, str, bool], Iterator[pa.Table]]] = {
    "jsonl": _jsonl,
    "parquet": _parquet,
    "csv": _csv,
    "sqlite": _sqlite,
}


# --- rows ---------------------------------------------------------------------------------------------------------------
def _tables(table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[pa.Table]:
    """Rows in batches; raises ValueError where a column is missing or is not known, or a value is none of its column."""
    held: list[Mapping[str, Any]] = []
    before = 0
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            yield _table(table, held, before)
            before, held = before + BATCH, []
    if held:
        yield _table(table, held, before)


def _table(table: str, rows: list[Mapping[str, Any]], before: int) -> pa.Table:
    """Rows of which ``before`` others stand in the file."""
    names = list(rows[0])
    if odd := next((n for n, row in enumerate(rows, 1) if list(row) != names), None):
        raise ValueError(f"row {before + odd} does not have the columns of the others")
    kinds = pa.schema([f for f in schema(table) if f.name in names])
    if strange := sorted(set(names) - set(kinds.names)):
        raise ValueError(f"it has columns that this Crosswire does not know: {', '.join(strange)}")
    try:
        made = pa.Table.from_pylist(rows, schema=kinds)
    except pa.ArrowException as error:
        raise ValueError(f"{_culprit(rows, kinds, before)}: {error}") from error
    return _complete(table, made).select(schema(table).names)


def _culprit(rows: list[Mapping[str, Any]], kinds: pa.Schema, before: int) -> str:
    """The row and the column of the first value that is none of its column."""
    for number, row in enumerate(rows, before + 1):
        for kind in kinds:
            try:
                pa.array([row[kind.name]], kind.type)
            except pa.ArrowException:
                return f"row {number}, {kind.name}"
    return "a row"


def _complete(table: str, some: pa.Table) -> pa.Table:
    """With the columns that an older Crosswire did not have, as they are by default; raises ValueError where there is no default."""
    given = {f.name: f.default for f in dataclasses.fields(TABLES.get(table) or KEPT[table])}
    for column in schema(table):
        if column.name not in some.column_names:
            if given.get(column.name, dataclasses.MISSING) is dataclasses.MISSING:
                raise ValueError(f"it lacks the column {column.name}")
            some = some.append_column(column, pa.array([given[column.name]] * some.num_rows, column.type))
    return some


def _days(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Days from ISO 8601, and what SQLite holds as 0 and 1."""
    kinds = schema(table)
    found = dict(row)
    for name, value in row.items():
        if value is not None and name in kinds.names:
            kind = kinds.field(name).type
            if pa.types.is_date(kind):
                found[name] = date.fromisoformat(value)
            elif pa.types.is_boolean(kind):
                found[name] = bool(value)
    return found


def _nested(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Lists and what is nested from JSON text."""
    found = dict(row)
    for column in schema(table):
        if pa.types.is_nested(column.type) and found.get(column.name) is not None:
            found[column.name] = json.loads(found[column.name])
    return found
