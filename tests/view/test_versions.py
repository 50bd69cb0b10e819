"""A report that was put out again, and one that was taken back, as pages show them."""

from __future__ import annotations

import json

import pytest

from crosswire.store.database import open_record
from crosswire.view.reports.versions import standing, versions
from tests.view.conftest import client

TOLD = "BREVIK, 4 March 2030 - Rebels shelled the port of Brevik on Monday, killing {dead} dockers, Defence Minister Ana Lund said. {rest}"
REST = "The army closed the road to the port, and the governor called for calm. The market stays shut until Friday, the mayor said."
REPORTS = (
    {
        "id": "first",
        "url": "https://lantern.example/1",
        "published_at": "2030-03-04T10:00:00Z",
        "text": TOLD.format(dead="nine", rest=REST),
    },
    {"id": "second", "url": "https://lantern.example/1", "published_at": "2030-03-04T12:00:00Z", "text": TOLD.format(dead="12", rest=REST)},
    {"id": "third", "url": "https://lantern.example/1", "published_at": "2030-03-04T14:00:00Z", "text": TOLD.format(dead="13", rest=REST)},
    {
        "id": "gone",
        "published_at": "2030-03-05",
        "withdrawn": True,
        "text": "Police arrested 40 dockers in Brevik on Tuesday, the mayor said.",
    },
    {
        "id": "alone",
        "published_at": "2030-03-06",
        "text": "The army sent 200 soldiers to Brevik on Wednesday, Defence Minister Ana Lund said.",
    },
)


@pytest.fixture(scope="module")
def record(built, tmp_path_factory):
    source = tmp_path_factory.mktemp("versions") / "reports.jsonl"
    source.write_text("".join(json.dumps({"outlet": "Daily Lantern", **r}) + "\n" for r in REPORTS), encoding="utf-8")
    return built("versions", [source])


@pytest.fixture(scope="module")
def room(record, tmp_path_factory):
    yield from client(record, tmp_path_factory.mktemp("room"))


def test_the_chain_is_told_from_every_version(record):
    with open_record(record) as opened:
        for key in ("first", "second", "third"):
            assert [r["document_id"] for r in versions(opened, key)] == ["first", "second", "third"]
        middle = standing(opened, {"document_id": "second", "state": "replaced"}, versions(opened, "second"))
        assert (middle["by"]["document_id"], middle["replaces"]["document_id"]) == ("third", "first")
        assert "replaced by third" in middle["why"]
        assert versions(opened, "alone") == []
        assert standing(opened, {"document_id": "alone", "state": "current"}, []) is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("first", ["Replaced", "counts for nothing", "/report?id=second"]),
        ("third", ["It replaces", "/report?id=second", "/compare?id=second&amp;id=third"]),
        ("gone", ["Withdrawn", "its publisher took this report back", "counts for nothing"]),
    ],
)
def test_a_report_says_what_became_of_it(room, key, words):
    page = room.get(f"/report?id={key}").text
    head = page[: page.index('class="legend"')]
    for word in words:
        assert word in head


def test_a_report_that_counts_says_nothing_of_versions(room):
    page = room.get("/report?id=alone").text
    assert "counts for nothing" not in page
    assert "It replaces" not in page


def test_the_list_of_reports_marks_what_does_not_count(room):
    states = {r["document_id"]: r["state"] for r in room.get("/reports.json").json()["reports"]}
    assert states == {"first": "replaced", "second": "replaced", "third": "current", "gone": "withdrawn", "alone": "current"}
    assert room.get("/reports").text.count("standing-withdrawn") == 3


def test_claims_of_an_older_version_are_marked_and_the_event_counts_the_newest_alone(room, record):
    with open_record(record) as opened:
        event = opened.rows("SELECT event_id FROM claims WHERE document_id = 'third' ORDER BY event_id LIMIT 1")[0]["event_id"]
        claim = opened.rows("SELECT claim_id FROM claims WHERE document_id = 'first' ORDER BY claim_id LIMIT 1")[0]["claim_id"]
    told = room.get(f"/event/{event}.json").json()["event"]
    assert told["reports"] == 1
    assert ">withdrawn</span>" in room.get(f"/event/{event}").text
    assert "counts for nothing" in room.get(f"/claim/{claim}").text
