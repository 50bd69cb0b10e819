"""The index of words: made with the record, the same in DuckDB and in Python, and made anew where a record lacks it."""

from __future__ import annotations

import shutil

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.store.database import connected
from crosswire.store.indexing import fold, folded

TABLES = ("search_reports", "search_words", "search_names")


@pytest.fixture(scope="module")
def sql():
    with duckdb.connect() as connection:
        yield lambda text: connection.execute(f"SELECT {folded('?')}", [text]).fetchone()[0]


@given(text=st.text(st.sampled_from("aA'’`ʿsS éÉţŢłßøİ-.,12 "), max_size=30))
def test_words_are_folded_alike_in_sql_and_in_python(sql, text):
    assert fold(text) == sql(text)


def counted(path):
    with connected(path, read_only=True) as connection:
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in TABLES}


def test_a_record_without_an_index_gets_one_when_it_is_opened_for_changing(examples_record, tmp_path):
    older = shutil.copy(examples_record, tmp_path / "older.duckdb")
    with duckdb.connect(str(older)) as connection:
        for name in TABLES:
            connection.execute(f"DROP TABLE {name}")
    with connected(older, read_only=False):
        pass
    assert counted(older) == counted(examples_record)


def test_every_word_of_a_report_is_in_the_index(examples_record):
    with connected(examples_record, read_only=True) as connection:
        words = {r[0] for r in connection.execute("SELECT word FROM search_words").fetchall()}
        text = connection.execute("SELECT text FROM documents ORDER BY document_id").fetchone()[0]
    assert {w for w in fold(text).split() if w.isalnum()} <= words
