"""The database keeps its promises: keys hold, views read, words are found."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from crosswire.store.database import open_record
from crosswire.view import exports


@pytest.fixture(scope="module")
def folder(examples_record, tmp_path_factory):
    out = tmp_path_factory.mktemp("sqlite")
    with open_record(examples_record) as record:
        exports.export(record, "sqlite", out)
    return out


@pytest.fixture
def database(folder):
    with closing(sqlite3.connect(folder / "record.db")) as opened:
        yield opened


def test_every_id_is_a_row_and_the_file_is_sound(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_views_have_a_row_each(database, examples):
    for view, table in (("events_readable", "events"), ("who_says_what", "claims")):
        assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0] == len(examples.table(table))
    assert database.execute("SELECT count(*) FROM who_says_what WHERE words = '' OR outlet IS NULL").fetchone()[0] == 0


def test_words_are_found(database):
    words, report = database.execute("SELECT words, document_id FROM claim_words ORDER BY length(words) LIMIT 1").fetchone()
    phrase = '"' + words.replace('"', " ") + '"'
    found = database.execute(
        "SELECT c.words FROM claim_words_fts f JOIN claim_words c ON c.rowid = f.rowid WHERE claim_words_fts MATCH ?", [phrase]
    )
    assert words in {row[0] for row in found}
    ids = database.execute(
        "SELECT d.document_id FROM documents_fts f JOIN documents d ON d.rowid = f.rowid WHERE documents_fts MATCH ?", [phrase]
    )
    assert report in {row[0] for row in ids}


def test_datasette_is_told_about_columns_that_are_there(folder, database):
    described = json.loads((folder / "metadata.json").read_text())["databases"]["record"]["tables"]
    for name, told in described.items():
        columns = {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')}
        assert columns
        assert set(told.get("columns", {})) | set(told.get("facets", [])) | set(told.get("units", {})) <= columns
