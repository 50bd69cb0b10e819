"""The record's file: what is written is read again, and every way it can fail is one clear sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import CrosswireError, InputError, RecordDamaged, RecordInUse, RecordTooNew
from crosswire.store.database import check_target, connected, making, open_record, write_record
from crosswire.store.tables import TABLES, schema, to_arrow
from crosswire.types import Finding, FoundValue, Link, Origin, Reason, Tables, Time

TABLES_MADE = Tables(
    origins=(Origin("origin_1", "speaker", "Ana Lund"),),
    times=(Time("d", 3, 9, date(2030, 3, 4), None, "2030-03-04", "day", "published", "weekday"),),
    findings=(Finding("finding_1", None, "conflict", "speaker", (FoundValue("A", ("d", "e"), (), (("d", 1, 4),)),), None, "Two say it."),),
    links=(Link("a", "b", "claim", 0.75, True, (Reason("same type", 1.0, "both are ASSAULT"),)),),
)


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.duckdb"
    write_record(path, TABLES_MADE, {"crosswire": "0"})
    return path


def test_rows_come_back_as_they_were_written(record):
    with open_record(record) as opened:
        assert opened.table("origins") == [{"origin_id": "origin_1", "kind": "speaker", "name": "Ana Lund"}]
        assert opened.table("times")[0]["value_start"] == date(2030, 3, 4)
        assert opened.table("times")[0]["value_end"] is None
        finding = opened.table("findings")[0]
        assert finding["values"] == [
            {"value": "A", "documents": ["d", "e"], "claims": [], "spans": [{"document_id": "d", "start": 1, "end": 4}]}
        ]
        assert opened.table("links")[0]["reasons"] == [{"rule": "same type", "score": 1.0, "sentence": "both are ASSAULT"}]
        assert all(opened.table(name) is not None for name in TABLES)


def test_every_column_of_the_contract_is_there():
    assert schema("quotes").names[:4] == ["quote_id", "document_id", "start", "end"]
    assert "value_id" in schema("event_values").names


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"), min_size=1)), max_size=5))
def test_any_text_survives_arrow(rows):
    made = to_arrow("origins", [Origin(i, "outlet", n) for i, n in rows]).to_pylist()
    assert [(r["origin_id"], r["name"]) for r in made] == rows


def test_sql_cannot_reach_the_file_system(record, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with open_record(record) as opened, pytest.raises(CrosswireError, match="could not answer"):
        opened.rows(f"SELECT * FROM '{tmp_path}/secret.csv'")


def test_a_missing_record_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(InputError, match="crosswire build"), open_record(tmp_path / "none.duckdb"):
        pass


def test_a_file_that_is_no_record(tmp_path):
    path = tmp_path / "x.duckdb"
    path.write_text("this is a letter, not a database\n" * 500)
    with pytest.raises(RecordDamaged, match="damaged or no Crosswire record"), open_record(path):
        pass


def test_a_database_of_somebody_else_is_neither_read_nor_overwritten(tmp_path):
    path = tmp_path / "x.duckdb"
    duckdb.connect(str(path)).execute("CREATE TABLE mine (a INTEGER)").close()
    with pytest.raises(RecordDamaged, match="no table 'meta'"), open_record(path):
        pass
    with pytest.raises(RecordDamaged):
        write_record(path, Tables(), {})
    assert duckdb.connect(str(path)).execute("SELECT count(*) FROM mine").fetchone() == (0,)


def test_a_table_of_reports_is_not_called_a_database(tmp_path):
    path = tmp_path / "metadata.csv"
    path.write_text("file,outlet\na.txt,Litoral Today\n")
    with pytest.raises(RecordDamaged, match="it is no DuckDB file"), connected(path, read_only=False):
        pass


def test_a_record_that_lost_a_table_is_damaged(record):
    duckdb.connect(str(record)).execute("DROP TABLE claims").close()
    with pytest.raises(RecordDamaged, match="lacks claims"), open_record(record):
        pass


def test_a_newer_record_asks_for_an_update(record):
    duckdb.connect(str(record)).execute("UPDATE meta SET value = '99' WHERE key = 'format'").close()
    with pytest.raises(RecordTooNew, match="newer Crosswire"), open_record(record):
        pass


def test_a_record_in_use_names_the_process(record):
    code = f"import duckdb, sys; c = duckdb.connect({str(record)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(RecordInUse, match=f"process {holder.pid}"):
            check_target(record)
        with pytest.raises(RecordInUse, match=f"process {holder.pid}"), open_record(record):
            pass
        holder.communicate("")


def test_a_failed_write_leaves_the_old_record(record, monkeypatch):
    def broken(*_):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("crosswire.store.filling.migrate", broken)
    with pytest.raises(RuntimeError):
        write_record(record, Tables(), {})
    assert list(record.parent.iterdir()) == [record]
    with open_record(record) as opened:
        assert len(opened.table("origins")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of a process there")
def test_a_full_disk_is_one_sentence_and_leaves_the_old_record(record):
    code = f"""
import resource
from pathlib import Path
from crosswire.errors import InputError
from crosswire.store.database import write_record
from crosswire.types import Origin, Tables
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
try:
    write_record(Path({str(record)!r}), Tables(origins=tuple(Origin(f"origin_{{i * 7919}}", "outlet", f"{{i * 104729}}" * 9) for i in range(40_000))), {{}})
except InputError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert re.fullmatch(r"\S+r\.duckdb cannot be written: .+\. What was there before is as it was; see that there is room\.\n", done.stdout)
    assert list(record.parent.iterdir()) == [record]
    with open_record(record) as opened:
        assert len(opened.table("origins")) == 1


def _shut(monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("crosswire.store.holding.TemporaryFile", denied)


def test_a_folder_that_may_not_be_written_is_named_before_anything_is_read(tmp_path, monkeypatch):
    _shut(monkeypatch)
    with pytest.raises(InputError, match=r"The folder \S+ may not be written \(Permission denied\)"), making(tmp_path / "r.duckdb"):
        pass


def test_a_record_that_may_not_be_written_is_not_called_damaged(record, monkeypatch):
    _shut(monkeypatch)
    for opened in (lambda: connected(record, read_only=False), lambda: making(record)):
        with pytest.raises(InputError, match="may not be written"), opened():
            pass
    with open_record(record):
        pass


def test_one_record_is_made_by_one_at_a_time(record):
    def other():
        with making(record):
            pass

    code = f"""
from pathlib import Path
from crosswire.store.database import making
try:
    with making(Path({str(record)!r})):
        print("made twice")
except Exception as error:
    print(type(error).__name__, error)
"""
    with making(record):
        with ThreadPoolExecutor() as pool, pytest.raises(RecordInUse, match="being made by this process"):
            pool.submit(other).result()
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        assert done.stdout.startswith(f"RecordInUse The record {record} is being made by process {os.getpid()}.")
        write_record(record, Tables(), {})  # who holds it goes on
    with making(record):
        pass
    assert list(record.parent.iterdir()) == [record]
