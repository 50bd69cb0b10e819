"""What a person knows about reports, as a CSV: a column ``file`` or ``id``, and any of ``outlet``, ``published_at``, ``url``, ``title``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from crosswire.acquire.archives import KEYS
from crosswire.acquire.dates import parse_given
from crosswire.acquire.decoding import decode
from crosswire.acquire.raw import Given
from crosswire.errors import InputError, RejectedInput

NAME = "metadata.csv"
_FILE = ("file", "filename", "file_name", "path", "name")


def is_metadata(path: Path) -> bool:
    """Whether a file of a folder is its metadata and no report."""
    return path.name.lower() == NAME


def read_metadata(path: Path) -> dict[str, Given]:
    """Key (an id, a file's name or its path) -> what is said. Raises InputError that names the file and the row."""
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except RejectedInput as error:
        raise InputError(f"{path} is no CSV file: {error.detail}") from error
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        header = [cell.strip().lower() for cell in next(rows)]
        columns = _columns(path, header)
        found: dict[str, Given] = {}
        for cells in rows:
            if any(cell.strip() for cell in cells):
                _add(found, _row(f"{path}, row {rows.line_num}", header, columns, cells), f"{path}, row {rows.line_num}")
    except csv.Error as error:
        raise InputError(f"{path}, row {rows.line_num}: {error}") from error
    return found


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _columns(path: Path, header: list[str]) -> dict[str, int]:
    """What is read from which column; the key first."""
    names = {"key": (*_FILE, *KEYS["id"]), **{k: KEYS[k] for k in ("outlet", "published_at", "url", "title")}}
    columns = {what: header.index(known) for what, group in names.items() for known in reversed(group) if known in header}
    if "key" not in columns:
        raise InputError(f"{path}, row 1: no column 'id' or 'file'; the columns are: {', '.join(header)}")
    return columns


def _row(where: str, header: list[str], columns: Mapping[str, int], cells: list[str]) -> tuple[str, Given]:
    if len(cells) != len(header):
        raise InputError(f"{where}: {len(cells)} cells, but {len(header)} columns")
    said = {what: cells[column].strip() or None for what, column in columns.items()}
    key = said["key"]
    if not key:
        raise InputError(f"{where}: no id")
    given = Given(said.get("url"), said.get("outlet"), said.get("title"))
    if said.get("published_at"):
        try:
            date = parse_given(said["published_at"] or "")
        except ValueError as error:
            raise InputError(f"{where}: {error}") from error
        given = given.over(Given(published_at=date.at, earliest=date.earliest, latest=date.latest))
    return key, given


def _add(found: dict[str, Given], row: tuple[str, Given], where: str) -> None:
    key, given = row
    if key in found and found[key] != given:
        raise InputError(f"{where}: {key!r} stands in it twice, with different values")
    found[key] = given


def keys_of(path: str, document_id: str, *, row: bool) -> Iterable[str]:
    """The keys under which metadata may speak of a report, the surest first; ``row``: it is one of several in its file."""
    if row:  # the file's name says nothing about it
        return [document_id]
    inner = PurePosixPath(path)
    relative = [str(PurePosixPath(*inner.parts[i:])) for i in range(len(inner.parts))]
    return dict.fromkeys([document_id, *relative, inner.name.removesuffix(".gz"), inner.stem])
