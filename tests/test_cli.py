"""The command line, as a user meets it: output, sentences for errors, exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crosswire import cli
from crosswire.cli.base import GROUPS, Bar
from crosswire.store.database import open_record
from crosswire.store.tables import KEPT, TABLES
from crosswire.view.terminal.explanations import KINDS
from tests.browser.serving import Served

REPORT = """Army says nine killed in Brevik

BREVIK, 4 March 2030 (Norrland News) - Rebels shelled the port of Brevik on Monday, killing nine dockers, the Defence Ministry said.

"This was a crime," Colonel Ana Lund told reporters.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("reports")
    (root / "one.txt").write_text(REPORT, encoding="utf-8")
    (root / "two.txt").write_text(REPORT.replace("nine", "12").replace("Rebels", "Insurgents"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def record(folder):
    path = folder.parent / "r.duckdb"
    assert cli.run(["build", str(folder), "-o", str(path), "--quiet"]) == 0
    return path


def test_build_says_in_one_line_what_it_made(folder, capsys):
    assert cli.run(["build", str(folder), "-o", str(folder.parent / "s.duckdb")]) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(
        r"\S+s\.duckdb: 2 reports, \d+ stor(y|ies), \d+ events?, \d+ claims?, \d+ origins?, \d+ findings?, 0 rejects\n", out
    )
    assert "reading" not in err  # no bar where standard error is no terminal


def test_an_empty_source_is_not_the_working_directory(tmp_path, capsys):
    for command in (["build", "", "-o", str(tmp_path / "r.duckdb")], ["add", str(tmp_path / "r.duckdb"), ""]):
        assert cli.run(command) == 2
        assert "name of a source is empty" in capsys.readouterr().err


def test_export_writes_every_table(record, tmp_path):
    assert cli.run(["export", str(record), "--format", "jsonl", "--to", str(tmp_path / "out")]) == 0
    assert {p.stem for p in (tmp_path / "out").glob("*.jsonl")} == {*TABLES, *KEPT}
    rows = [json.loads(line) for line in (tmp_path / "out/documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [r["document_id"] for r in rows] == ["one", "two"]
    assert cli.run(["export", str(record), "--format", "parquet", "--to", str(tmp_path / "pq")]) == 0
    assert {p.stem for p in (tmp_path / "pq").glob("*.parquet")} == {*TABLES, *KEPT}


def test_show_fits_80_columns_and_every_id_can_be_explained(record, capsys):
    assert cli.run(["show", str(record)]) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    ids = set(re.findall(r"\[((?:event|finding)_[0-9a-f]+)\]", shown))
    assert ids
    for key in ids:
        assert cli.run(["explain", str(record), key]) == 0
        assert ">>" in capsys.readouterr().out


def test_explain_leads_to_the_characters(record, tmp_path, capsys):
    assert cli.run(["export", str(record), "--to", str(tmp_path)]) == 0
    for table, column in (
        ("claims", "claim_id"),
        ("event_values", "value_id"),
        ("quotes", "quote_id"),
        ("quantities", "quantity_id"),
        ("actors", "actor_id"),
        ("origins", "origin_id"),
        ("documents", "document_id"),
    ):
        rows = [json.loads(line) for line in (tmp_path / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert rows, table
        capsys.readouterr()
        assert cli.run(["explain", str(record), rows[0][column]]) == 0
        assert re.search(r"one|two", capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [["show"], ["findings"], ["status"], ["findings", "--kind", "conflict"]])
def test_what_is_printed_can_be_had_as_json(record, capsys, arguments):
    command, *options = arguments
    assert cli.run([command, str(record), *options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"]


def test_whatever_can_be_explained_can_be_explained_as_json(record, capsys):
    with open_record(record) as opened:
        ids = [opened.rows(f'SELECT "{column}" AS id FROM "{table}" LIMIT 1') for table, column, _ in KINDS]
    for key in [rows[0]["id"] for rows in ids if rows]:
        assert cli.run(["explain", str(record), key, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["title"]


def test_the_beginning_of_an_id_will_do(record, capsys):
    assert cli.run(["show", str(record)]) == 0
    key = re.findall(r"event_[0-9a-f]+", capsys.readouterr().out)[0]
    assert cli.run(["show", str(record), key[:16]]) == 0
    assert key in capsys.readouterr().out


def test_the_status_is_told_and_leads_on(record, capsys):
    assert cli.run(["status", str(record)]) == 0
    out = capsys.readouterr().out
    assert "2 reports of an outlet that is not known" in out
    assert f"crosswire show {record}" in " ".join(out.split())


def test_the_status_counts_judgements(record, tmp_path, capsys):
    own = Path(shutil.copy(record, tmp_path / "own.duckdb"))
    with open_record(own) as opened:
        claim = opened.rows("SELECT claim_id FROM claims LIMIT 1")[0]["claim_id"]
    assert cli.run(["decide", str(own), "right", claim, "--by", "Ada"]) == 0
    capsys.readouterr()
    assert cli.run(["status", str(own)]) == 0
    assert "judgements    1 applied" in capsys.readouterr().out
    assert cli.run(["decisions", str(own)]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_an_unknown_kind_of_finding_is_a_usage_error(record, capsys):
    assert cli.run(["findings", str(record), "--kind", "riddle"]) == 2
    assert cli.run(["findings", str(record), "--story", "none"]) == 1
    assert "no story" in capsys.readouterr().err


def test_an_unknown_id(record, capsys):
    assert cli.run(["explain", str(record), "event_nothing"]) == 1
    assert "has the id 'event_nothing'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "NOWHERE", "-o", "r.duckdb"], 1, "NOWHERE"),
        (["build", "EMPTY", "-o", "r.duckdb"], 1, "EMPTY"),
        (["build"], 2, "Missing argument"),
        (["build", "EMPTY"], 2, "--output"),
        (["frobnicate"], 2, "No such command"),
        (["show", "none.duckdb"], 1, "There is no record"),
        (["export", "none.duckdb", "--to", "x", "--format", "word"], 2, "word"),
        (["build", "EMPTY", "-o", "NODIR/r.duckdb"], 1, "There is no folder"),
    ],
)
def test_errors_are_one_sentence_with_the_right_exit_code(arguments, code, says, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "EMPTY").mkdir()
    assert cli.run(arguments) == code
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err


def test_a_bad_report_is_rejected_and_the_build_goes_on(folder, tmp_path, capsys):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "reports/bad.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "reports/void.txt").write_bytes(b"")
    record = tmp_path / "r.duckdb"
    assert cli.run(["build", str(tmp_path / "reports"), "-o", str(record), "--quiet"]) == 3
    out, err = capsys.readouterr()
    assert "1 report," in out
    assert "2 rejects" in out
    assert "not-text" in err
    assert "empty" in err
    assert cli.run(["status", str(record)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "rejected 1 input, empty:" in out
    assert "rejected 1 input, not-text:" in out


def test_a_record_in_use_and_a_damaged_one(record, folder, tmp_path, capsys):
    code = f"import duckdb, sys; c = duckdb.connect({str(record)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "open\n"
        assert cli.run(["show", str(record)]) == 4
        assert str(holder.pid) in capsys.readouterr().err
        assert cli.run(["build", str(folder), "-o", str(record), "--quiet"]) == 4
        holder.communicate("")
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"nothing of the kind" * 1000)
    assert cli.run(["show", str(broken)]) == 5


def test_an_unknown_language_pipeline_is_one_error(folder, tmp_path, capsys):
    assert cli.run(["build", str(folder), "-o", str(tmp_path / "r.duckdb"), "--language", "xx_none", "--quiet"]) == 2
    assert "no language pipeline 'xx_none'" in capsys.readouterr().err


def test_the_module_runs():
    done = subprocess.run([sys.executable, "-m", "crosswire", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("crosswire, version ")


def test_a_terminal_without_letters_beyond_ascii_is_no_error(record):
    command = [sys.executable, "-m", "crosswire", "show", str(record)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Brevik" in done.stdout


def test_serving_tells_its_address_and_ends_in_peace(record, tmp_path):
    with Served(Path(shutil.copy(record, tmp_path / "own.duckdb"))) as served:
        assert served.address.startswith("http://127.0.0.1:")
        assert served.stop() == ""
    assert served.process.returncode == 0


def test_a_record_that_is_served_is_in_use(record, tmp_path, capsys):
    with Served(Path(shutil.copy(record, tmp_path / "own.duckdb"))) as served:
        assert cli.run(["serve", str(served.record), "--no-browser"]) == 4
        assert str(served.process.pid) in capsys.readouterr().err
        assert cli.run(["status", str(served.record)]) == 4


def test_a_closed_pipe_is_no_error(record):
    command = f"{sys.executable} -m crosswire show {record} | head -2; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_where_nothing_can_be_read_the_old_record_stays(record, tmp_path, capsys):
    (tmp_path / "void.txt").write_bytes(b"")
    before = record.read_bytes()
    assert cli.run(["build", str(tmp_path / "void.txt"), "-o", str(record), "--quiet"]) == 1
    assert "None of the 1 inputs could be read" in capsys.readouterr().err
    assert record.read_bytes() == before


def test_a_date_on_the_command_line_is_for_one_report(folder, tmp_path, capsys):
    out = str(tmp_path / "r.duckdb")
    assert cli.run(["build", str(folder), "-o", out, "--quiet", "--published", "2030-03-04"]) == 2
    assert "for a single report" in capsys.readouterr().err
    assert cli.run(["build", str(folder / "one.txt"), "-o", out, "--quiet", "--published", "2030-03-04", "--outlet", "Norrland News"]) == 0


def test_metadata_that_names_no_report_is_told(folder, tmp_path, capsys):
    (tmp_path / "m.csv").write_text("file,outlet\none.txt,A\nnone.txt,B\n", encoding="utf-8")
    assert cli.run(["build", str(folder), "-o", str(tmp_path / "r.duckdb"), "--metadata", str(tmp_path / "m.csv"), "--quiet"]) == 0
    assert "'none.txt', which is no report here" in capsys.readouterr().err


def test_every_story_can_be_explained(record, capsys):
    assert cli.run(["show", str(record)]) == 0
    for key in re.findall(r"\[(story_[0-9a-f]+)\]", capsys.readouterr().out):
        assert cli.run(["explain", str(record), key]) == 0
        assert ">>" in capsys.readouterr().out


def test_a_folder_is_no_record(folder, capsys):
    assert cli.run(["show", str(folder)]) == 1
    assert "is a folder, not a record" in capsys.readouterr().err


def test_every_command_stands_in_one_group_of_the_help_and_is_told_in_a_whole_line(capsys):
    named = [name for group in GROUPS.values() for name in group]
    assert sorted(named) == sorted(cli.commands.commands)
    assert cli.run(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if (line.rstrip().endswith("...") and "Usage:" not in line) or len(line) > 80] == []
    assert {f"{heading}:" for heading in GROUPS} <= set(lines)
    for group in GROUPS.values():
        for name, says in group.items():
            assert sum(line.split() == [name, *says.split()] for line in lines) == 1, name


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_alone(monkeypatch):
    for stream, drawn in ((Screen(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        bar = Bar(quiet=False)
        bar("reading", 1, 2)
        bar.close()
        assert ("reading" in stream.getvalue()) is drawn
