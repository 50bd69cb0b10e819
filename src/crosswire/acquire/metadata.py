"""What a person knows about reports, as a CSV: a column ``file`` or ``id``, and any of those in :data:`COLUMNS`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from crosswire.acquire.archives import KEYS, YES, fold
from crosswire.acquire.dates import parse_given
from crosswire.acquire.decoding import decode
from crosswire.acquire.raw import Given
from crosswire.errors import InputError, RejectedInput

NAME = "metadata.csv"
COLUMNS = ("outlet", "published_at", "modified_at", "url", "title", "byline", "withdrawn")
_FILE = ("file", "filename", "file_name", "path", "name")
_PART = re.compile(r"#\d+$")


class Metadata(NamedTuple):
    """What is said, by key (an id, a file's name or its path), and what could not be used of it."""

    said: Mapping[str, Given]
    warnings: tuple[str, ...]


def is_metadata(path: Path) -> bool:
    """Whether a file of a folder is its metadata and no report."""
    return path.name.lower() == NAME


def read_metadata(content: bytes, name: str) -> Metadata:
    """A table by its bytes; ``name`` stands in messages. A date that is none is left out with a warning.

    Raises InputError that names the file and the row where the table itself is at fault.
    """
    try:
        text = decode(content).text
    except RejectedInput as error:
        raise InputError(f"{name} is no CSV file: {error.detail}") from error
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    found: dict[str, Given] = {}
    warnings: list[str] = []
    try:
        header = [cell.strip() for cell in next(rows)]
        columns = _columns(name, header)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                where = f"{name}, row {rows.line_num}"
                _add(found, _row(where, header, columns, cells, warnings), where)
    except csv.Error as error:
        raise InputError(f"{name}, row {rows.line_num}: {error}") from error
    return Metadata(found, tuple(warnings))


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _columns(name: str, header: list[str]) -> dict[str, int]:
    """What is read from which column; the key first."""
    names = {"key": (*_FILE, *KEYS["id"]), **{k: KEYS[k] for k in COLUMNS}}
    folded = [fold(cell) for cell in header]
    columns = {what: folded.index(fold(known)) for what, group in names.items() for known in reversed(group) if fold(known) in folded}
    if "key" not in columns:
        raise InputError(f"{name}, row 1: no column 'id' or 'file'; the columns are: {', '.join(header)}")
    return columns


def _row(where: str, header: list[str], columns: Mapping[str, int], cells: list[str], warnings: list[str]) -> tuple[str, Given]:
    if len(cells) != len(header):
        raise InputError(f"{where}: {len(cells)} cells, but {len(header)} columns")
    said = {what: cells[column].strip() or None for what, column in columns.items()}
    key = said["key"]
    if not key:
        raise InputError(f"{where}: no id")
    given = Given(said.get("url"), said.get("outlet"), said.get("title"), byline=said.get("byline"))
    given = replace(given, withdrawn=(said.get("withdrawn") or "").lower() in YES)
    for column in ("published_at", "modified_at"):
        if value := said.get(column):
            try:
                date = parse_given(value)
            except ValueError as error:
                warnings.append(f"{where}: {error}; the rest of the row is used")
                continue
            told = Given(modified_at=date.at) if column == "modified_at" else Given(None, None, None, date.at, date.earliest, date.latest)
            given = given.over(told)
    return key, given


def _add(found: dict[str, Given], row: tuple[str, Given], where: str) -> None:
    key, given = row
    if key in found and found[key] != given:
        raise InputError(f"{where}: {key!r} stands in it twice, with different values")
    found[key] = given


def keys_of(path: str, document_id: str) -> Iterable[str]:
    """The keys under which metadata may speak of a report, the surest first; of a part of a file the file's name says nothing."""
    if _PART.search(path):
        return [document_id]
    inner = PurePosixPath(path)
    relative = [str(PurePosixPath(*inner.parts[i:])) for i in range(len(inner.parts))]
    return dict.fromkeys([document_id, *relative, re.sub(r"\.(?:gz|bz2|xz)$", "", inner.name), inner.stem])
