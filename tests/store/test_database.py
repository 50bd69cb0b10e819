"""The record's file: what is written is read again, and every way it can fail is one clear sentence."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import CrosswireError, InputError, RecordDamaged, RecordInUse, RecordTooNew
from crosswire.store.database import check_target, connected, open_record, write_record
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

    monkeypatch.setattr("crosswire.store.database.migrate", broken)
    with pytest.raises(RuntimeError):
        write_record(record, Tables(), {})
    with open_record(record) as opened:
        assert len(opened.table("origins")) == 1
