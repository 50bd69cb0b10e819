"""The reader without a browser: the text as it is stored, what lies over it, where it leads, and what cannot be asked."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest

from crosswire.view.pages.report import scheme
from crosswire.view.reports.marks import NAMES
from tests.view.test_layers import Reading

ALL = ",".join(NAMES)


def texts(record):
    return {r["document_id"]: r["text"] for r in record.rows("SELECT document_id, text FROM documents")}


def read(room, **asked):
    answer = room.get("/report", params=asked)
    assert answer.status_code == 200
    return answer.text


def shown(page):
    """The text of the report on a page, as a browser takes it."""
    inner = page.split('<div class="words-of-report">')[1].split("</article>")[0].removesuffix("</div>\n")
    return Reading(inner).text


@pytest.mark.parametrize("layers", ["", "none", ALL, "claims,passages"])
def test_every_report_is_shown_as_it_is_stored(room, room_record, layers):
    for document_id, text in texts(room_record).items():
        assert shown(read(room, id=document_id, layers=layers)) == text


def test_a_hostile_report_is_shown_as_it_is_stored(hostile_room):
    for document_id, text in texts(hostile_room.desk.reading()).items():
        page = read(hostile_room, id=document_id, layers=ALL, at="0-40")
        assert shown(page) == text
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_the_same_words_are_marked_whatever_layers_are_on(room):
    pages = [read(room, id="05-radio", layers=layers) for layers in ("none", "claims", ALL)]
    for one, other in combinations(pages, 2):
        assert re.findall(r'data-n="([\d ]+)"', one) == re.findall(r'data-n="([\d ]+)"', other)
    assert 'href="/event/' not in pages[0].split('<aside class="margin"')[0].split("words-of-report")[1]


def test_every_span_of_the_twin_is_what_its_words_say(room):
    model = json.loads(room.get("/report.json?id=02-aw").text)
    for name in NAMES:
        for row in model[name]:
            told = " ".join(model["text"][row["start"] : row["end"]].split())
            assert told.startswith(row["words"].removesuffix("…"))
    assert [layer["count"] for layer in model["layers"]] == [len(model[name]) for name in NAMES]
    assert all(claim["leads"][0]["href"].startswith("/event/") for claim in model["claims"])


def test_a_highlight_is_what_was_asked_for(room, room_record):
    text = texts(room_record)["04-post"]
    start = text.index("foreman known as")
    end = text.index("\n", start) + 8
    page = read(room, id="04-post", at=f"{start}-{end}")
    assert page.count('id="at"') == 1
    inner = [Reading(m).text for m in re.findall(r'<mark class="at"[^>]*>(.*?)</mark>', page)]
    assert "".join(inner) == text[start:end].replace("\n", "")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("id=04-post&at=0-99999", "lies outside the report"),
        ("id=04-post&at=7-7", "lies outside the report"),
        ("id=04-post&at=9-3", "lies outside the report"),
        ("id=04-post&at=-1-3", "names no characters"),
        ("id=04-post&at=x", "names no characters"),
        ("id=04-post&layers=colours", "no layer colours"),
        ("", "Which report?"),
    ],
)
def test_what_cannot_be_shown_is_said(room, asked, told):
    answer = room.get(f"/report?{asked}")
    assert answer.status_code == 400
    assert told in answer.text


def test_layers_are_switched_by_links_where_no_script_runs(room):
    page = read(room, id="04-post", layers="claims,quotes")
    chip = re.search(r'<a class="chip" href="([^"]+)" data-layer="quotes"', page)
    assert "layers=claims&amp;" not in chip[1]
    assert chip[1].endswith("layers=claims")
    assert re.search(r'data-layer="claims"[^>]*aria-current="true"', page)


def test_only_an_address_of_the_web_is_a_link(room, hostile_room):
    assert 'rel="noopener noreferrer' in read(room, id="04-post")
    assert 'rel="noopener noreferrer' not in read(hostile_room, id="two")
    assert [scheme(u) for u in ("https://a.example", "JavaScript:x", "//a.example", "http://[", "data:text/html,x")] == [
        "https",
        "javascript",
        "",
        "",
        "data",
    ]


def test_a_report_leads_to_the_one_before_and_the_one_after(room):
    story = json.loads(room.get("/report.json?id=02-aw").text)["stories"][0]
    assert (story["before"]["document_id"], story["after"]["document_id"]) == ("05-radio", "03-courier")
    last = json.loads(room.get("/report.json?id=11-post").text)["stories"][0]  # it has no date, so it stands last
    assert last["after"] is None
    assert last["place"] == last["of"]


def test_who_copied_is_said_in_the_head(room):
    assert re.search(r'Copied from <a href="/compare\?id=02-aw&amp;id=03-courier"><bdi>Andean Wire', read(room, id="03-courier"))
    assert re.search(r'Copied by <a href="/compare\?id=02-aw&amp;id=03-courier"><bdi>Quito Courier', read(room, id="02-aw"))


def test_a_long_report_holds_the_layers_asked_for_alone(room, monkeypatch):
    monkeypatch.setattr("crosswire.view.pages.report.LONG", 100)
    model = json.loads(room.get("/report.json?id=02-aw&layers=quotes").text)
    assert model["quotes"]
    assert not model["claims"]
    counts = {layer["name"]: layer["count"] for layer in model["layers"]}
    assert counts["claims"] > 5
    assert counts["quotes"] == len(model["quotes"])
    assert [f["claims"] for f in model["origins"]]


def test_a_table_of_a_report_is_safe_in_a_spreadsheet(room):
    lines = room.get("/report/quantities.csv?id=02-aw").text.splitlines()
    assert {"start", "end", "low", "best", "high", "modality", "role", "words"} <= set(lines[0].split(","))
    assert len(lines) > 5
