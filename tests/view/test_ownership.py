"""The server owns the record: whoever else wants it is told by whom it is held, and a server that is killed leaves a record that opens."""

from __future__ import annotations

import json
import shutil
import signal
import threading
import urllib.error
import urllib.request

import pytest

from crosswire import cli
from crosswire.errors import EXIT_IN_USE, EXIT_OK
from crosswire.reconcile import decision_lines
from crosswire.store.database import open_record, read_tables
from crosswire.store.owning import own_record
from crosswire.view.web import desk
from tests.browser.serving import Served
from tests.conftest import EXAMPLES


@pytest.fixture
def record(examples_record, tmp_path):
    return shutil.copy(examples_record, tmp_path / "r.duckdb")


def post(address, path, sent):
    request = urllib.request.Request(f"{address}{path}", json.dumps(sent).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def claims_of(record):
    with open_record(record) as opened:
        return [r["claim_id"] for r in opened.rows("SELECT claim_id FROM claims ORDER BY claim_id")]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_nobody_else_opens_what_the_server_holds(record, capsys, stop):
    claim = claims_of(record)[0]
    with Served(record, "--by", "Ada") as served:
        held = f"in use by process {served.process.pid}"
        reports = str(EXAMPLES / "reports")
        for command in (
            ["serve", str(record), "--no-browser"],
            ["build", reports, "-o", str(record), "--quiet"],
            ["decide", str(record), "wrong", claim],
            ["show", str(record)],
        ):
            assert cli.run(command) == EXIT_IN_USE, command
            assert held in capsys.readouterr().err
        assert not (record.parent / "decisions.jsonl").exists()  # what could not be worked in was not written down
        assert post(served.address, "/decide", {"verdict": "wrong", "ids": [claim]})["decision"]["by"] == "Ada"
        served.process.send_signal(stop)
        served.process.wait(20)
        assert "Traceback" not in served.errors.read_text()
    assert cli.run(["show", str(record)]) == EXIT_OK
    assert cli.run(["decisions", str(record)]) == EXIT_OK
    assert "wrong, by Ada" in capsys.readouterr().out


def test_a_killed_server_leaves_a_record_that_opens_and_no_answered_decision_is_lost(record):
    claims, answered = claims_of(record), []
    with Served(record) as served:

        def judge() -> None:
            for claim in claims:
                try:
                    answered.append(post(served.address, "/decide", {"verdict": "wrong", "ids": [claim]})["decision"]["decision_id"])
                except (urllib.error.URLError, ConnectionError):
                    return
                enough.set()

        enough = threading.Event()
        judging = threading.Thread(target=judge)
        judging.start()
        assert enough.wait(60)
        served.process.send_signal(signal.SIGKILL)
        served.process.wait(20)
        judging.join()
    with open_record(record) as opened:
        read_tables(opened)
    written = decision_lines.read(record.parent / "decisions.jsonl")
    assert set(answered) <= {d.decision_id for d in written}
    with desk.opened(record) as table:  # what was written down, and not worked in any more, is now
        rows = table.reading().rows("SELECT decision_id, state FROM decisions")
        assert {r["decision_id"] for r in rows} == {d.decision_id for d in written}
        assert {r["state"] for r in rows} == {"applied"}


def test_a_decision_that_came_into_the_file_is_worked_in_when_the_record_is_opened(record, tmp_path):
    with desk.opened(record) as table:
        claim = claims_of_open(table)[0]
        table.decide("wrong", (claim,), by="Ada")
    line = (tmp_path / "decisions.jsonl").read_text(encoding="utf-8")
    other = shutil.copytree(tmp_path, tmp_path / "other", ignore=shutil.ignore_patterns("other")) / "r.duckdb"
    (other.parent / "decisions.jsonl").write_text("", encoding="utf-8")
    with desk.opened(other) as table:  # somebody emptied it
        assert table.reading().rows("SELECT * FROM decisions") == []
    (other.parent / "decisions.jsonl").write_text(line, encoding="utf-8")
    with own_record(other) as owned:
        assert owned.reading().rows("SELECT * FROM decisions") == []
    with desk.opened(other) as table:
        assert [r["subject"] for r in table.reading().rows("SELECT subject FROM decisions")] == [claim]


def claims_of_open(table):
    return [r["claim_id"] for r in table.reading().rows("SELECT claim_id FROM claims ORDER BY claim_id")]
