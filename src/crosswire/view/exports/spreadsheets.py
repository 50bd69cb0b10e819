"""A workbook for people: what is opened first, with names in the place of ids, a sheet each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from crosswire import __version__
from crosswire.errors import InputError
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection
from crosswire.view.exports.sheets import SHEETS
from crosswire.view.exports.tables import json_text

NAME = "record.xlsx"
LONGEST = 32_767  # characters that a cell holds
ROWS = 1_048_576  # rows that a sheet holds, its header among them
_WIDTHS = {"words": 60, "what": 60, "quote": 60, "text": 60, "values": 40, "report": 40, "title": 40, "url": 30, "aliases": 40}
_MADE = datetime(2000, 1, 1)  # a clock would make two exports of a record differ


@dataclass(slots=True)
class _Written:
    """How much of a sheet was written, and how much there was."""

    name: str
    rows: int
    left_out: int = 0
    cut: int = 0


def _write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    path = folder / NAME
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": False,
        "tmpdir": str(folder),
    }  # fmt: skip
    try:
        _workbook(selection, path, options, settings)
    except XlsxFileError as error:
        raise InputError(f"{NAME} cannot be written: {error}.") from error
    return [path]


def _workbook(selection: Selection, path: Path, options: Mapping[str, Any], settings: Settings) -> None:
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": f"Crosswire: {selection.record.path.name}", "created": _MADE})
        day, head = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True, "bottom": 1})
        readme = book.add_worksheet("README")  # the first sheet; it is filled last, when it is known what was cut
        written = [_sheet(book, selection, name, sql, settings, day, head) for name, sql in SHEETS.items()]
        settings.tally.cut += sum(w.cut for w in written)
        settings.tally.rows |= {w.name: w.rows for w in written}
        _readme(readme, selection, settings, written)


def _sheet(book: Workbook, selection: Selection, name: str, sql: str, settings: Settings, day: Format, head: Format) -> _Written:
    sheet = book.add_worksheet(name)
    asked = sql.format_map(_Tables(selection))
    told, names = _Written(name, 0), _columns(selection, asked)
    for i, column in enumerate(names):
        sheet.set_column(i, i, _WIDTHS.get(column, 14))
        sheet.write_string(0, i, column, head)
    sheet.freeze_panes(1, 0)
    for batch in selection.record.batches(asked, size=5_000):
        for row in batch.to_pylist():
            if told.rows + 1 == ROWS:
                told.left_out += 1
                continue
            told.rows += 1
            for i, value in enumerate(row.values()):
                told.cut += _cell(sheet, told.rows, i, value, settings, day)
    sheet.autofilter(0, 0, told.rows, len(names) - 1)
    return told


class _Tables(dict[str, str]):
    """``{claims}`` in the SQL of a sheet: the rows of the table that are wanted."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._selection = selection

    def __missing__(self, table: str) -> str:
        return f"({self._selection.sql(table)})"


def _columns(selection: Selection, sql: str) -> list[str]:
    return [row["column_name"] for row in selection.record.rows(f"DESCRIBE {sql}")]


def _cell(sheet: Worksheet, row: int, column: int, value: Any, settings: Settings, day: Format) -> bool:
    """Write a value; returns whether it was cut."""
    if value is None:
        return False
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, day)
    else:
        text = value if isinstance(value, str) else value.isoformat() if isinstance(value, date) else _listed(value)
        cell = settings.cell(text)
        sheet.write_string(row, column, cell[:LONGEST])
        return len(cell) > LONGEST
    return False


def _listed(value: Sequence[Any] | Mapping[str, Any]) -> str:
    """A list of words with semicolons; what is nested as JSON."""
    return "; ".join(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else json_text(value)


def _readme(sheet: Worksheet, selection: Selection, settings: Settings, written: Sequence[_Written]) -> None:
    lines: list[tuple[str, str | int]] = [
        ("Record", selection.record.path.name), ("Made by", f"Crosswire {__version__}"), ("Filters", json_text(selection.filters.given())),
        ("Cells made harmless", settings.tally.neutralised), ("Cells cut at 32,767 characters", settings.tally.cut),
        *((f"Rows of {w.name}", w.rows) for w in written),
        *((f"Rows of {w.name} left out: more than a sheet holds", w.left_out) for w in written if w.left_out),
        ("Left out", "; ".join(_LOSES)),
        ("An empty cell", "not known"),
    ]  # fmt: skip
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    quiet = replace(settings)  # the words of this sheet are not the record's, so they are not counted
    for i, (name, value) in enumerate(lines):
        sheet.write_string(i, 0, name)
        if isinstance(value, int):
            sheet.write_number(i, 1, value)
        else:
            sheet.write_string(i, 1, quiet.cell(value))


_LOSES = (
    "The reports' full texts, segments, sentences, mentions, times, amounts, victims, passages, namings, links and decisions.",
    "Ids of who, whom, where and on whose word: names stand in their place.",
    "Cells are cut at 32,767 characters, sheets at 1,048,576 rows; the README sheet and the manifest say how many.",
)
PROFILES = (
    Profile(
        "xlsx", "A workbook for Excel or LibreOffice with names in the place of ids: to look through, sort and filter.", _write, _LOSES
    ),
)
