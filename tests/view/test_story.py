"""The story page: the account in order, and which count leads."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crosswire.view.events import accounts
from tests import samples


@pytest.fixture
def story(room_record):
    return samples.first(room_record, "story_id")


def test_events_stand_in_the_order_in_which_they_happened(room, story):
    events = room.get(f"/story/{story}.json").json()["events"]
    days = [e["start"] for e in events]
    known = [d for d in days if d]
    assert known == sorted(known)
    assert days[len(known) :] == [None] * (len(days) - len(known)), "what has no day comes last"


def test_every_event_of_the_story_is_told_once(room, room_record, story):
    page = room.get(f"/story/{story}.json").json()
    ids = {r["event_id"] for r in room_record.rows("SELECT event_id FROM events WHERE story_id = ?", [story])}
    assert sorted(page["told"] + page["background"]) == sorted(ids)


def weights(text):
    return [(int(n), noun) for n, noun in re.findall(r"<b>(\d+)</b> (origin|report)s?<small>", text)]


def test_the_switch_says_which_count_leads(room, story):
    events = room.get(f"/story/{story}.json").json()["events"]
    order = room.get(f"/story/{story}.json").json()
    shown = [e for part in ("told", "background") for e in events if e["event_id"] in order[part]]
    once, every = (weights(room.get(f"/story/{story}", params=asked).text) for asked in ({}, {"copies": "every"}))
    assert once == [(e["origins"], "origin") for e in shown]
    assert every == [(e["reports"], "report") for e in shown]
    assert [n for n, _ in once] != [n for n, _ in every], "the examples hold copies"


def test_another_way_of_counting_is_a_sentence(room, story):
    answer = room.get(f"/story/{story}", params={"copies": "twice"})
    assert answer.status_code == 400
    assert "once, every" in answer.text


def test_a_finding_stands_beside_its_event(room, room_record, story):
    events = {e["event_id"]: e for e in room.get(f"/story/{story}.json").json()["events"]}
    sql = "SELECT finding_id, event_id FROM findings JOIN events USING (event_id) WHERE story_id = ?"
    found = room_record.rows(sql, [story])
    assert found
    for row in found:
        assert row["finding_id"] in [f["finding_id"] for f in events[row["event_id"]]["findings"]]


@pytest.mark.parametrize(
    ("ended", "first", "expected"),
    [
        (date(2030, 1, 1), date(2030, 3, 1), True),
        (date(2030, 2, 20), date(2030, 3, 1), False),
        (None, date(2030, 3, 1), False),
        (date(2030, 1, 1), None, False),
    ],
)
def test_what_was_over_long_before_the_first_report_is_background(ended, first, expected):
    assert accounts.background({"start": None, "end": ended}, first) is expected


def test_the_overview_counts_what_is_there(room, room_record):
    counts = room.get("/index.json").json()["counts"]
    assert counts["reports"] == room_record.rows("SELECT count(*) AS n FROM documents")[0]["n"]
    assert counts["outlets"] == room_record.rows("SELECT count(DISTINCT outlet) AS n FROM documents")[0]["n"]
    for table in ("events", "claims", "findings", "origins", "stories"):
        assert counts[table] == room_record.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]


def test_the_findings_that_are_cut_are_led_to_and_the_toll_comes_first(room, room_record):
    for row in room_record.rows("SELECT story_id FROM stories"):
        page = room.get(f"/story/{row['story_id']}").text
        for event in room.get(f"/story/{row['story_id']}.json").json()["events"]:
            toll = [f["field"] == "quantity:killed" for f in event["findings"]]
            assert toll == sorted(toll, reverse=True)
            kinds = [f["kind"] for f in event["findings"] if f["field"] == "quantity:killed"]
            assert kinds == sorted(kinds, key=lambda k: k != "update")
            cut = len(event["findings"]) - 4
            if cut > 0:
                noun = "further finding" if cut == 1 else "further findings"
                assert f'<a href="/event/{event["event_id"]}#values">and {cut} {noun}</a>' in page
