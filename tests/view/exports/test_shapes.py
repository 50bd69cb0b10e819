"""What holds of every export in another tool's shape."""

from __future__ import annotations

import csv
import json

import pytest

from crosswire.store.database import open_record
from crosswire.view.exports import PROFILES
from crosswire.view.exports.cells import dangerous
from crosswire.view.exports.profiles import Settings
from crosswire.view.exports.selection import Filters, Selection

SHAPES = ("acled", "ucdp", "plover", "geojson", "annotations", "ftm")


def cells(path):
    """Every cell or value of a file, as a tool that opens it sees it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    made = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else json.loads(text)
    return [json.dumps(made)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_says_what_it_loses_and_what_its_columns_are(shape):
    profile = PROFILES[shape]
    assert profile.loses
    assert all(loss.endswith(".") for loss in profile.loses)
    assert profile.columns
    assert all(profile.columns.values())
    assert shape not in ("acled", "ucdp", "plover") or "-shaped" in profile.about


@pytest.mark.parametrize("shape", SHAPES)
def test_what_trips_a_table_trips_no_shape(shape, nasty_record, tmp_path):
    with open_record(nasty_record) as record:
        paths = PROFILES[shape].write(Selection(record), tmp_path, settings := Settings())
    assert set(settings.tally.rows) == {path.name for path in paths}
    for path in paths:
        told = cells(path)
        assert told
        assert path.suffix != ".csv" or not [cell for cell in told if dangerous(cell) and not cell.lstrip("-").replace(".", "").isdigit()]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_rows_are_counted(shape, room_record, tmp_path):
    paths = PROFILES[shape].write(Selection(room_record), tmp_path, settings := Settings())
    for path in paths:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                number = sum(1 for _ in csv.reader(file)) - 1
        else:
            text = path.read_text(encoding="utf-8")
            number = len(text.splitlines()) if path.suffix == ".jsonl" else len(json.loads(text)["features"])
        assert settings.tally.rows[path.name] == number


@pytest.mark.parametrize("shape", SHAPES)
def test_two_exports_are_the_same_and_a_filter_only_leaves_out(shape, room_record, tmp_path):
    def written(name, filters=None):
        (tmp_path / name).mkdir()
        paths = PROFILES[shape].write(Selection(room_record, filters), tmp_path / name, Settings())
        return {path.name: path.read_text(encoding="utf-8") for path in paths}

    assert written("one") == (whole := written("two"))
    some = written("three", Filters(type=("ASSAULT", "MOBILIZE")))
    events = {e["event_id"] for e in room_record.table("events")}
    named = {e for text in some.values() for e in events if e in text}
    assert named
    assert named < {e for text in whole.values() for e in events if e in text}
