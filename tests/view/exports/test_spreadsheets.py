"""The workbook opens, holds what it says, and runs nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from crosswire.view import exports
from crosswire.view.exports import Settings, spreadsheets
from crosswire.view.exports.sheets import SHEETS
from tests.view.exports.telling import PLACES, Tell, recorded


def opened(record, folder, **how):
    """The workbook of a record, and its manifest."""
    handed = exports.hand_over(record, "xlsx", folder, settings=Settings(**how))
    return openpyxl.load_workbook(folder / "record.xlsx"), handed.manifest


def table(book, name):
    """The rows of a sheet as dictionaries."""
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_sheet_has_the_rows_of_its_table(examples, tmp_path):
    book, manifest = opened(examples, tmp_path)
    assert book.sheetnames == ["README", *SHEETS]
    for sheet, name in (
        ("events", "events"),
        ("values", "event_values"),
        ("claims", "claims"),
        ("reports", "documents"),
        ("actors", "actors"),
    ):
        assert len(table(book, sheet)) == manifest["rows"][name]
    first = next(e for e in table(book, "events") if e["start"])
    assert isinstance(first["start"], datetime)
    assert isinstance(first["reports"], int)
    assert book["claims"].freeze_panes == "A2"
    assert book["claims"].auto_filter.ref.startswith("A1:")
    assert all(claim["words"] and claim["outlet"] for claim in table(book, "claims"))


def test_nothing_runs_and_numbers_are_numbers(record_of, nasty, tmp_path):
    book, manifest = opened(record_of(nasty), tmp_path)
    assert not [c for sheet in book for row in sheet for c in row if c.data_type == "f"]
    assert table(book, "events")[0]["what"] == "'=what"
    assert table(book, "places")[0]["latitude"] == -33.9
    assert table(book, "events")[0]["start"] == "1899-12-30"  # a workbook has no day before 1900
    assert manifest["cells"]["neutralised"] > 0


def test_a_country_has_no_point_in_the_tables_for_people(tmp_path):
    with recorded(tmp_path, *(Tell(place=kind) for kind in PLACES)) as record:
        events = table(opened(record, tmp_path / "xlsx")[0], "events")
        exports.export(record, "sqlite", tmp_path / "sqlite")
    with closing(sqlite3.connect(tmp_path / "sqlite" / "record.db")) as database:
        views = database.execute("SELECT place, latitude, longitude, precision_km FROM events_readable ORDER BY event_id").fetchall()
    assert [(e["place"], e["latitude"], e["longitude"], e["precision_km"]) for e in sorted(events, key=lambda e: e["event_id"])] == views
    assert [latitude is None for _, latitude, _, _ in views] == [kind in ("country", "region") for kind in PLACES]
    assert all(km for *_, km in views)


def test_what_is_too_long_is_cut_and_told(record_of, nasty, tmp_path):
    long = replace(nasty, documents=(replace(nasty.documents[0], title="x" * 40_000), *nasty.documents[1:]))
    book, manifest = opened(record_of(long), tmp_path, raw=True)
    assert max(len(r["title"] or "") for r in table(book, "reports")) == 32_767
    assert manifest["cells"]["cut"] == dict(book["README"].iter_rows(values_only=True))["Cells cut at 32,767 characters"] > 0


def test_rows_that_no_sheet_holds_are_told(examples, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "ROWS", 11)
    book, _ = opened(examples, tmp_path)
    assert len(table(book, "claims")) == 10
    left = dict(book["README"].iter_rows(values_only=True))["Rows of claims left out: more than a sheet holds"]
    assert left == len(examples.table("claims")) - 10


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheets_are_in_an_order(sheet):
    assert "ORDER BY" in SHEETS[sheet]
