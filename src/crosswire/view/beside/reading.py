"""A CSV file of hand-coded data -> its rows. All cells are text until a shape reads them."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire.errors import InputError
from crosswire.view.beside.coded import Coded
from crosswire.view.beside.shapes import SHAPES, Shape, key, own, shape_of
from crosswire.view.exports.cells import restored

PREAMBLE = 40  # lines in which the header is looked for
HEADLESS = 40  # columns of a file whose first line is no header from which on it is taken for UCDP GED, which has 49
MOST = 400_000_000  # bytes; all of UCDP GED is half of it
CELL = 1_000_000  # characters of one cell
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8-sig", "cp1252")  # what is no UTF-8 was written by a spreadsheet on Windows


@dataclass(frozen=True, slots=True)
class Handcoded:
    """The rows of a file, and which shape they have."""

    path: Path
    shape: Shape
    rows: tuple[Coded, ...]


def read(path: Path, columns: Mapping[str, str] | None = None) -> Handcoded:
    """Read hand-coded data; ``columns`` names those of a shape of the user's own. Raises InputError, and UsageError for odd ``columns``."""
    text = _text(path)
    wanted = own(columns) if columns else None
    for separator in SEPARATORS:
        head = _header(text, separator, wanted)
        if head is not None:
            number, names, shape = head
            try:
                return Handcoded(path, shape, tuple(_rows(text, separator, number, names, shape)))
            except csv.Error as error:
                raise InputError(f"{path} cannot be read as CSV: {error}.") from error
    raise InputError(_unknown(path, text, wanted))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST:
            raise InputError(f"{path} is larger than {MOST:,} bytes; cut it to the days and places that are compared.")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    for encoding in ENCODINGS if b"\0" not in content else ():
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path} is text neither in UTF-8 nor as Windows writes it; save it as CSV in UTF-8.")


def _reader(text: str, separator: str) -> Any:
    csv.field_size_limit(CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _header(text: str, separator: str, wanted: Shape | None) -> tuple[int, list[str], Shape] | None:
    """(which row it is, its names, the shape) of the first row that names what a shape needs."""
    try:
        for number, row in zip(range(PREAMBLE), _reader(text, separator), strict=False):
            names = [key(cell) for cell in row]
            if wanted is not None and all(set(names) & one for one in wanted.needs):
                return number, names, wanted
            if wanted is None and (shape := shape_of(names)) is not None:
                return number, names, shape
    except csv.Error:
        return None
    return None


def _rows(text: str, separator: str, header: int, names: Sequence[str], shape: Shape) -> Iterator[Coded]:
    reader = _reader(text, separator)
    for number, row in enumerate(reader):
        if number > header and any(cell.strip() for cell in row):
            yield shape.read(reader.line_num, dict(zip(names, map(restored, row), strict=False)))


def _unknown(path: Path, text: str, wanted: Shape | None) -> str:
    first: list[str] = next((row for row in _reader(text[:5000], ",") if row), [])
    has = ", ".join(cell.strip() for cell in first[:12]) or "nothing"
    if wanted is not None:
        looked = ", ".join(sorted(c for one in wanted.needs for c in one))
        return f"{path} has no row with the columns {looked}. Its first line has: {has}."
    if "ibc_code" in {key(cell) for row in itertools.islice(_reader(text, ","), PREAMBLE) for cell in row}:
        return f"{path} is not the incidents file of Iraq Body Count, which has Start Date and Reported Minimum; take that one."
    if len(first) > HEADLESS and first[0].strip().isdigit():
        return f"{path} has no header, as some candidate events of UCDP GED; put the line with the names of the columns in front."
    looked = "; ".join(f"{s.name} ({', '.join('/'.join(sorted(one)) for one in s.needs)})" for s in SHAPES)
    return (
        f"{path} is none of the data that are known by their columns. Looked for: {looked}. Its first line has: {has}. "
        "Say which column is which: --columns date=...,place=...,killed=..."
    )
