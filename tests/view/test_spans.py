"""Words at spans: what a page shows is what the record's offsets say, whatever the characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosswire.store.database import open_record, write_record
from crosswire.types import Document, Tables
from crosswire.view.reports.spans import by_spot, words

# Astral characters, combining marks, joiners, right-to-left letters, white space of several kinds.
TEXT = "a\U0001f600e\u0301x\u200dy \u0645\u0631\u062d\u0628\u0627\u00a0\U0001f468\u200d\U0001f469 <b>end</b>\nline\r\n" + "word " * 60


@pytest.fixture
def record(tmp_path: Path):
    def document(key: str, text: str) -> Document:
        return Document(key, "0" * 64, f"{key}.txt", None, f"Outlet {key}", "A title", None, None, None, None, None, "en", text, "text")

    path = tmp_path / "spans.duckdb"
    write_record(path, Tables(documents=(document("one", TEXT), document("two", "Nine people were hurt."))), {})
    with open_record(path) as opened:
        yield opened


def test_every_span_of_a_text_with_odd_characters_reads_as_python_slices_it(record) -> None:
    spots = [("one", i, j) for i in range(40) for j in range(i, 41)]
    found = words(record, spots, around=7)
    assert [(r["start"], r["end"]) for r in found] == [(i, j) for _, i, j in spots]
    assert [r["exact"] for r in found] == [TEXT[i:j] for _, i, j in spots]
    assert all(TEXT[: r["start"]].endswith(r["before"]) and TEXT[r["end"] :].startswith(r["after"]) for r in found)
    assert all(len(r["before"]) <= 7 and len(r["after"]) <= 7 for r in found)


def test_the_context_begins_and_ends_with_whole_words(record) -> None:
    (row,) = words(record, [("one", 80, 84)], around=12)
    assert row["before"].split()
    assert set(row["before"].split()) <= {"word"}
    assert set(row["after"].split()) == {"word"}


def test_long_words_are_cut_and_say_so(record) -> None:
    long, short = words(record, [("one", 0, 300), ("two", 0, 4)], most=20)
    assert (long["cut"], len(long["exact"])) == (True, 20)
    assert (short["cut"], short["exact"], short["before"], short["outlet"]) == (False, "Nine", "", "Outlet two")


def test_the_order_is_the_one_asked_and_an_unknown_report_is_left_out(record) -> None:
    found = words(record, [("two", 5, 11), ("gone", 0, 3), ("one", 0, 1), ("two", 5, 11)])
    assert [r["exact"] for r in found] == ["people", "a", "people"]
    assert words(record, []) == []


def test_spans_asked_twice_are_read_once(record) -> None:
    assert list(by_spot(record, [("two", 0, 4), ("two", 0, 4)])) == [("two", 0, 4)]
