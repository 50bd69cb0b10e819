"""A record that one process owns: each reader sees one state, a change shows whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from crosswire.errors import CrosswireError, RecordInUse
from crosswire.store.database import open_record, write_record
from crosswire.store.owning import own_record
from crosswire.types import Origin, Tables

ANA, BEA = Origin("origin_1", "speaker", "Ana Lund"), Origin("origin_2", "speaker", "Bea Holt")
COUNT = "SELECT count(*) AS n FROM origins"


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.duckdb"
    write_record(path, Tables(origins=(ANA,)), {"crosswire": "0"})
    return path


def count(reader):
    return reader.rows(COUNT)[0]["n"]


def test_a_reader_keeps_the_state_that_it_began_with(record):
    with own_record(record) as owned:
        before = owned.reading()
        with owned.changing() as draft:
            draft.insert("origins", [BEA])
            assert (count(draft), count(owned.reading())) == (2, 1)
        assert (count(before), count(owned.reading()), owned.generation) == (1, 2, 1)
    with open_record(record) as opened:
        assert count(opened) == 2


def test_a_change_that_fails_is_none(record):
    with own_record(record) as owned:
        with pytest.raises(CrosswireError), owned.changing() as draft:
            draft.insert("origins", [BEA]) or draft.rows("SELECT no_such_column")
        assert (count(owned.reading()), owned.generation) == (1, 0)
        with owned.changing() as draft:
            draft.delete("origins", [ANA])
        assert count(owned.reading()) == 0


def test_what_is_kept_is_kept_for_one_state(record):
    made = []
    with own_record(record) as owned:
        for _ in range(2):
            owned.reading().once("origins", lambda: made.append(1))
        with owned.changing() as draft:
            draft.update("origins", [Origin("origin_1", "speaker", "Ana Lind")], ("name",))
        owned.reading().once("origins", lambda: made.append(1))
        assert [o.name for o in owned.reading().some("origins", "true", ())] == ["Ana Lind"]
    assert len(made) == 2


def test_a_reader_can_change_nothing_and_a_failing_query_does_not_end_it(record):
    with own_record(record) as owned:
        reader = owned.reading()
        with pytest.raises(CrosswireError, match="read-only"):
            reader.rows("DELETE FROM origins")
        assert count(reader) == 1


def test_many_read_while_one_writes(record):
    seen: set[int] = set()
    with own_record(record) as owned:
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                reader = owned.reading()
                first, again = count(reader), count(reader)
                assert first == again
                seen.add(first)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for _ in range(10):
            with owned.changing() as draft:
                draft.replace("origins", [ANA, BEA])
            with owned.changing() as draft:
                draft.replace("origins", [])
        done.set()
        for reader in readers:
            reader.join()
    assert seen <= {0, 1, 2}


def test_nobody_else_opens_a_record_that_is_owned(record):
    code = "import sys; from pathlib import Path; from crosswire.store.owning import own_record\nwith own_record(Path(sys.argv[1])): print('mine', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(record)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "mine\n"
        with pytest.raises(RecordInUse, match=f"process {holder.pid}"), open_record(record):
            pass
        holder.send_signal(signal.SIGKILL)
    with open_record(record) as opened:
        assert count(opened) == 1


def test_a_record_that_an_older_build_made_opens(record):
    with duckdb.connect(str(record)) as older:
        for table in ("builds", "word_rarity", "text_families"):
            older.execute(f"DROP TABLE {table}")
        older.execute("DELETE FROM migrations WHERE name <> '2026-11 tables'")
    with own_record(record) as owned:
        assert owned.reading().rows("SELECT count(*) AS n FROM builds") == [{"n": 0}]


def environment() -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    return {**os.environ, "PYTHONPATH": str(root / "src")}
