"""Search over everything: what is found, how it is marked, and where it leads."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.view.asking.matching import Finder, flat, read
from crosswire.view.asking.searching import pieces
from tests.conftest import read_cases

CASES = [pytest.param(case, id=name) for name, case, _ in read_cases("search")]
NAMES = ("name", "title", "what", "outlet", "text")


def group(room, line, only):
    found = room.get(f"/search.json?q={quote(line)}&in={only}").json()["groups"]
    return next((g for g in found if g["name"] == only), {"total": 0, "rows": []})


@pytest.mark.parametrize("case", CASES)
def test_what_is_searched_for_is_found(room, case):
    found = group(room, case["q"], case["in"])
    assert found["total"] == case.get("count", found["total"])
    if "first" in case:
        assert next(found["rows"][0][n] for n in NAMES if n in found["rows"][0]) == case["first"]
    if "alias" in case:
        assert found["rows"][0]["alias"] == case["alias"]
    if "has" in case:
        assert any(case["has"] in json.dumps(row, ensure_ascii=False) for row in found["rows"])


def test_every_report_with_a_word_is_found_and_no_other(room, room_record):
    for word in ("ferry", "curfew", "minister", "lorries", "Quito"):
        rows = room_record.rows("SELECT document_id, text FROM documents")
        expected = {r["document_id"] for r in rows if Finder(read(word).terms).spans(r["text"])}
        found = group(room, word, "reports")
        assert {r["document_id"] for r in found["rows"]} == expected, word
        assert found["total"] == len(expected)


def test_a_snippet_shows_the_words_that_its_link_highlights(room, room_record):
    texts = {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}
    for row in group(room, "terminal attack", "reports")["rows"]:
        text = texts[row["document_id"]]
        assert flat(text[row["start"] : row["end"]]) in ("terminal", "attack", "attacks")
        assert "".join(p["text"] for p in row["pieces"]) in text
        assert any(p["mark"] and flat(p["text"]) in ("terminal", "attack", "attacks") for p in row["pieces"])


def test_groups_are_counted_and_paged(room):
    whole = room.get("/search.json?q=attack").json()["groups"]
    for found in whole:
        alone = group(room, "attack", found["name"])
        assert alone["total"] == found["total"]
        assert len(found["rows"]) == min(found["total"], 5)
        assert len(alone["rows"]) == min(found["total"], 20)
    seen, page = [], 1
    total = group(room, "said", "reports")["total"]
    while len(seen) < total:
        rows = next(g for g in room.get(f"/search.json?q=said&in=quotes&page={page}").json()["groups"] if g["name"] == "quotes")["rows"]
        if not rows:
            break
        seen += [r["quote_id"] for r in rows]
        page += 1
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("table", "column", "goes"),
    [
        ("events", "event_id", "/event/"), ("stories", "story_id", "/story/"), ("actors", "actor_id", "/actor/"),
        ("findings", "finding_id", "/finding/"), ("claims", "claim_id", "/claim/"), ("quotes", "quote_id", "/report?id="),
        ("quantities", "quantity_id", "/report?id="), ("event_values", "value_id", "/event/"), ("documents", "document_id", "/report?id="),
        ("places", "place_id", "/events?place="), ("passages", "passage_id", "/passage/"),
    ],
)  # fmt: skip
def test_an_id_leads_to_its_page(room, room_record, table, column, goes):
    key = room_record.rows(f"SELECT {column} AS id FROM {table} LIMIT 1")[0]["id"]
    answer = room.get(f"/search?q={quote(key)}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(goes)
    assert room.get(answer.headers["location"]).status_code == 200


def test_an_id_as_a_terminal_shows_it_leads_there_too(room, room_record):
    key = room_record.rows("SELECT event_id AS id FROM events ORDER BY event_id LIMIT 1")[0]["id"]
    answer = room.get(f"/search?q={key[:14]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/event/{key}")
    assert room.get("/search?q=event_", follow_redirects=False).status_code == 200


@pytest.mark.parametrize("line", ["", "   ", "***", '""', "\x00", "a" * 5000, "(" * 200, "\\", "[a-", "?" * 50, "é" * 400, "1" * 400])
def test_no_line_breaks_the_search(room, line):
    assert room.get(f"/search?q={quote(line)}").status_code == 200


def test_a_search_for_markup_is_text(room):
    assert "<script>alert" not in room.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text


WORDS = st.text(st.sampled_from("aeıiştţłéÉ’'`- 12,.\"*"), max_size=24)


@settings(deadline=None)
@given(WORDS, st.text(st.sampled_from("aeıiştţłéÉ’'`- \n12,."), max_size=60))
def test_spans_lie_in_the_text_in_order(line, text):
    spans = Finder(read(line).terms).spans(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(p["text"] for p in pieces(text, spans)) == text


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("shiite", "The Shi‘ite and Shi`ites", ["Shi‘ite", "Shi`ites"]),
        ("lita", "Liţa, LITA, Litany", ["Liţa", "LITA"]),
        ("4600", "4,600 of 46000", ["4,600"]),
        ("army", "the army’s men, armyless", ["army’s"]),
        ('"air strike"', "an air\nstrike; air-strike; air and strike", ["air\nstrike", "air-strike"]),
        ("kill*", "killed, killing, skill", ["kill", "kill"]),
        ("forces", "a force of forces", ["force", "forces"]),
    ],
)
def test_words_are_marked_as_they_stand(line, text, found):
    assert [text[start:end] for start, end, _ in Finder(read(line).terms).spans(text)] == found


def test_the_index_finds_what_the_finder_marks(room):
    """The two ways of reading a word, in DuckDB and in Python, agree: whatever the index finds has a place to mark."""
    for line in ("San Lorenzo", "Calderón", "Liţa", "o'clock", "1,150", "soldier", "Black-Tide"):
        for row in group(room, line, "reports")["rows"]:
            assert row["matches"] > 0, (line, row["document_id"])


def test_a_page_of_results_has_no_markup_but_its_own(room):
    text = room.get("/search?q=killed").text
    assert re.search(r"<mark>killed</mark>", text)
