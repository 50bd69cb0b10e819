"""An export says what it is, and leaves a folder in order whatever lies in it and whenever it stops."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3

import pytest
from xlsxwriter.exceptions import FileCreateError

from crosswire import cli
from crosswire.errors import InputError, UsageError
from crosswire.store.database import open_record
from crosswire.store.tables import TABLES
from crosswire.view import exports
from crosswire.view.exports import Filters, Settings, spreadsheets, sqlite, tables
from tests.view.exports.telling import Tell, recorded


def test_the_manifest_says_what_was_written(examples, tmp_path):
    handed = exports.hand_over(examples, "csv", tmp_path / "out", Filters(type=("AID",)))
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert told == json.loads(json.dumps(handed.manifest))
    assert {f["name"] for f in told["files"]} | {"manifest.json"} == {p.name for p in (tmp_path / "out").iterdir()}
    for file in told["files"]:
        data = (tmp_path / "out" / file["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    assert told["filters"] == {"type": ["AID"]}
    assert told["rows"]["events"] == len(examples.rows("SELECT 1 FROM events WHERE type = 'AID'"))
    assert told["record"]["built_at"] == "2030-01-01T00:00:00+00:00"
    assert any("null" in loss for loss in told["loses"])
    assert (tmp_path / "out" / "deletions.csv").read_text() == "event_id,deleted_at,reason,merged_into\n"
    assert exports.told(handed).count("\n") == 0


def test_the_same_record_gives_the_same_bytes(examples, examples_record, tmp_path):
    shutil.copy(examples_record, tmp_path / examples_record.name)
    exports.export(examples, "xlsx", tmp_path / "one")
    with open_record(tmp_path / examples_record.name) as again:
        exports.export(again, "xlsx", tmp_path / "two")
    assert (tmp_path / "one" / "manifest.json").read_bytes() == (tmp_path / "two" / "manifest.json").read_bytes()


def test_foreign_files_stay_and_ours_go(nasty_record, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    with open_record(nasty_record) as record:
        exports.export(record, "csv", out)
        (out / "claims.csv").write_text("mine now")
        exports.export(record, "geojson", out)
    left = {p.name for p in out.iterdir()}
    assert {"notes.txt", "claims.csv", "manifest.json"} <= left
    assert "events.csv" not in left
    assert "codebook.md" not in left


def test_what_was_edited_is_kept_aside(nasty_record, tmp_path, capsys):
    out = tmp_path / "out"
    asked = ["export", str(nasty_record), "--format", "acled", "--to", str(out)]
    for mine in ("mine", "mine again"):
        assert cli.run(asked) == 0
        assert cli.run(asked) == 0  # as it was exported: nothing to keep
        (out / "acled.csv").write_text(mine)
    assert cli.run(asked) == 0
    assert "acled.csv.edited2" in capsys.readouterr().err
    assert [(out / f"acled.csv.edited{n}").read_text() for n in ("", "2")] == ["mine", "mine again"]
    assert len(list(out.glob("*.edited*"))) == 2


def test_the_line_says_how_many_events_have_no_row(tmp_path, capsys):
    with recorded(tmp_path, Tell(), Tell("REJECT")):
        pass
    assert cli.run(["export", str(tmp_path / "told.duckdb"), "--format", "acled", "--to", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'out'}: 1 event as acled (1 left out, see left_out.csv)\n"


def test_a_manifest_cannot_take_files_elsewhere_away(nasty_record, tmp_path):
    out, mine = tmp_path / "out", tmp_path / "mine.txt"
    out.mkdir()
    mine.write_text("mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    names = ["../mine.txt", str(mine), ""]
    (out / "manifest.json").write_text(json.dumps({"crosswire": "1", "files": [{"name": n, "sha256": digest} for n in names]}))
    with open_record(nasty_record) as record:
        exports.export(record, "jsonl", out)
    assert mine.read_text() == "mine"


def test_a_stopped_export_leaves_what_was_there(nasty_record, tmp_path, monkeypatch):
    with open_record(nasty_record) as record:
        exports.export(record, "jsonl", tmp_path / "out")
        before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
        monkeypatch.setattr(tables, "json_text", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            exports.export(record, "jsonl", tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_where_it_cannot_be_written(nasty_record, tmp_path):
    (tmp_path / "file").write_text("")
    with open_record(nasty_record) as record:
        with pytest.raises(InputError, match="is a file"):
            exports.export(record, "jsonl", tmp_path / "file")
        with pytest.raises(InputError, match="cannot be written"):
            exports.export(record, "jsonl", tmp_path / "file" / "within")
        with pytest.raises(UsageError, match="jsonl"):
            exports.export(record, "word", tmp_path / "out")


@pytest.mark.parametrize(
    ("form", "fault"), [("sqlite", sqlite3.OperationalError("database or disk is full")), ("xlsx", FileCreateError("no room"))]
)
def test_a_full_disk_is_said(form, fault, nasty_record, tmp_path, monkeypatch):
    def full(*_):
        raise fault

    monkeypatch.setattr(sqlite, "_fill", full)
    monkeypatch.setattr(spreadsheets, "_readme", full)
    with open_record(nasty_record) as record, pytest.raises(InputError, match="cannot be written"):
        exports.export(record, form, tmp_path / "out")


def test_the_command_says_it_in_one_line(nasty_record, tmp_path, capsys):
    asked = [
        "export",
        str(nasty_record),
        "--format",
        "csv",
        "--to",
        str(tmp_path / "out"),
        "--bbox",
        "-19,-34,-18,-33",
        "--from",
        "1899-01-01",
    ]
    assert cli.run(asked) == 0
    line, notes = capsys.readouterr()
    assert line == f"{tmp_path / 'out'}: 1 event as csv\n"
    assert "apostrophe" in notes
    assert "-33.9,-18.25" in (tmp_path / "out" / "places.csv").read_text()
    assert cli.run([*asked, "--raw", "--verbose"]) == 0
    line, notes = capsys.readouterr()
    assert "loses: what does not belong" in line
    assert "loses: nothing" not in line  # a filter leaves something out
    assert "apostrophe" not in notes
    assert '"=1+1"' in (tmp_path / "out" / "documents.csv").read_text()
    assert cli.run(["export", str(nasty_record), "--to", str(tmp_path / "out"), "--bbox", "1,2,3"]) == 2
    assert cli.run(["export", str(nasty_record), "--to", ""]) == 2


def test_formats_are_listed_with_what_they_lose(capsys):
    assert cli.run(["formats"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in exports.PROFILES)
    assert "loses:" in told
    for profile in exports.PROFILES.values():
        assert profile.about.endswith(".")
        assert profile.loses


def test_every_profile_writes_the_nasty_record(nasty_record, tmp_path):
    with open_record(nasty_record) as record:
        for form in exports.PROFILES:
            handed = exports.hand_over(record, form, tmp_path / form, settings=Settings())
            assert handed.files[-1].name == "manifest.json"
            assert set(TABLES) <= set(handed.manifest["rows"])
            assert exports.PROFILES[form].whole or handed.manifest["written"], f"{form} does not say how many rows it wrote"
