"""A review by keyboard alone: every key, what it writes down, what it does at once, and that it holds when the reports are built again."""

from __future__ import annotations

import json

import pytest

from crosswire import pipeline
from crosswire.store.database import open_record
from tests.conftest import EXAMPLES

NAME = "Ada"
REPORTS = EXAMPLES / "reports"


@pytest.fixture
def room(serve, examples_record):
    """A reading room of the test's own."""
    return serve(examples_record)


@pytest.fixture
def desk(open_reader, room):
    """A reader who has given a name once, and sits at the review."""
    reader = open_reader(room)
    reader.open("/review")
    name = reader.page.locator(".who [name=by]")
    name.fill(NAME)
    name.blur()
    return reader


def lines(room):
    path = room.record.parent / "decisions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def data(reader, path):
    return reader.page.request.get(reader.address + path).json()


def key_of(reader):
    return reader.page.locator(".question").get_attribute("data-key")


def said(reader, words):
    """Wait until the line that tells what was done holds some words; returns it."""
    line = reader.page.locator(".said", has_text=words)
    line.wait_for()
    return line.inner_text()


def answer(reader, key, words=""):
    """Press the key of an answer, and wait until it is worked in and another card stands there."""
    card = key_of(reader)
    label = reader.page.locator(f'.question [data-press="{key}"] b').first.inner_text()
    reader.press(key)
    reader.page.wait_for_function("key => document.querySelector('.question').dataset.key !== key", arg=card)
    return said(reader, f"{label}: {words}")


def test_a_review_by_keyboard_holds_when_the_reports_are_built_again(desk, room):
    desk.open("/review?kind=conflict")
    conflict = data(desk, "/review.json?kind=conflict")["card"]
    told = answer(desk, "2")
    assert "value" in told
    value = conflict["choices"][1]["value"]

    desk.open("/review?kind=event")
    pair = key_of(desk).split(".")
    events = data(desk, "/index.json")["counts"]["events"]
    desk.press("n")
    desk.page.keyboard.type("one raid, told twice")
    desk.press("Enter")
    assert "2 events became 1" in answer(desk, "s")
    assert data(desk, "/index.json")["counts"]["events"] == events - 1
    apart = key_of(desk).split(".")
    answer(desk, "x")

    written = [(d["verdict"], d["by"], d.get("note")) for d in lines(room)]
    assert written == [("value", NAME, None), ("same", NAME, "one raid, told twice"), ("different", NAME, None)]
    assert all(d["at"][:2] == "20" for d in lines(room))
    room.stop()

    def holds():
        with open_record(room.record) as record:
            event_of = {r["claim_id"]: r["event_id"] for r in record.rows("SELECT claim_id, event_id FROM claims")}
            chosen = record.rows(
                "SELECT v.value FROM event_values v JOIN decisions d ON d.subject = v.event_id AND d.field = v.field WHERE v.chosen"
            )
            states = {r["state"] for r in record.rows("SELECT state FROM decisions")}
        assert event_of[pair[0]] == event_of[pair[1]]
        assert event_of[apart[0]] != event_of[apart[1]]
        assert [r["value"] for r in chosen] == [value]
        assert states == {"applied"}

    holds()
    pipeline.build([REPORTS], room.record, at="2031-07-01T00:00:00+00:00")
    holds()


def test_undo_takes_back_the_last_answer_and_shows_its_question_again(desk, room):
    desk.open("/review?kind=event")
    first = key_of(desk)
    answer(desk, "x")
    desk.press("u")
    said(desk, "Taken back")
    assert key_of(desk) == first
    assert [bool(d.get("withdrawn_at")) for d in lines(room)] == [False, True]
    desk.page.locator(".recent li[data-gone]").wait_for()
    answer(desk, "s")
    assert lines(room)[-1]["verdict"] == "same"


def test_space_skips_to_the_end_and_o_opens_the_event(desk):
    desk.open("/review?kind=actor")
    keys = [row["key"] for row in data(desk, "/review.json?kind=actor")["queue"]]
    desk.press(" ")
    said(desk, "Skipped")
    assert key_of(desk) == keys[1]
    assert "skip=" in desk.at
    desk.open("/review?kind=conflict")
    desk.press("o")
    desk.page.wait_for_url(lambda url: "/event/" in url)


def test_another_value_is_typed_in(desk, room):
    desk.open("/review?kind=conflict")
    card = key_of(desk)
    desk.press("v")
    desk.page.keyboard.type("at least 9")
    desk.press("Enter")
    desk.page.wait_for_function("key => document.querySelector('.question').dataset.key !== key", arg=card)
    said(desk, "Another value: ")
    assert (lines(room)[0]["verdict"], lines(room)[0]["value"]) == ("value", "at least 9")


def test_a_value_that_is_none_is_refused_in_a_sentence_and_its_question_stays_in_the_queue(desk, room):
    desk.open("/review?kind=conflict")
    desk.press("v")
    desk.page.keyboard.type("a good many")
    desk.press("Enter")
    assert "is no number" in said(desk, "is no number")
    assert lines(room) == []
    desk.expect("400")


def test_right_and_wrong(desk, room):
    desk.open("/review?kind=reading")
    answer(desk, "w")
    answer(desk, "r")
    assert [d["verdict"] for d in lines(room)] == ["wrong", "right"]


def test_letters_of_other_keys_judge_nothing(desk, room):
    desk.open("/review?kind=event")
    desk.press("?")
    assert desk.page.locator("dialog.help", has_text="same, different").is_visible()
    desk.press("s", "Escape")
    desk.press("/", "s", "x", "Escape")
    desk.press("g", "s")  # to the stories
    desk.page.wait_for_url(lambda url: url.endswith("/stories"))
    assert lines(room) == []


def test_the_last_decisions_can_be_changed_and_noted(desk, room):
    desk.open("/review?kind=event")
    answer(desk, "x")
    row = desk.page.locator(".recent li").first
    row.locator("summary").click()
    row.locator("[name=note]").fill("the days differ")
    row.locator("form[action='/note'] button").click()
    desk.page.locator(".recent li .why", has_text="the days differ").wait_for()
    desk.page.locator(".recent li summary").first.click()
    desk.page.locator(".recent li").first.locator("form[action='/edit'] button").click()
    desk.page.locator(".recent li", has_text="one event").first.wait_for()
    decisions = {d["decision_id"]: d for d in lines(room)}
    assert sorted((d["verdict"], bool(d.get("withdrawn_at"))) for d in decisions.values()) == [("different", True), ("same", False)]


def test_it_works_without_scripts(open_reader, room):
    reader = open_reader(room, js=False)
    reader.open("/review?kind=event&by=Ben")
    reader.page.locator('.question [data-press="x"]').click()
    reader.page.locator(".said", has_text="Written down: two events").wait_for()
    assert [(d["verdict"], d["by"]) for d in lines(room)] == [("different", "Ben")]
    reader.page.locator(".recent button").first.click()
    assert lines(room)[-1]["withdrawn_at"]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("kind", ["conflict", "event", "actor", "reading"])
def test_the_answers_are_on_the_screen_without_scrolling(open_reader, served, kind, width, height):
    reader = open_reader(served, width=width, height=height)
    reader.open(f"/review?kind={kind}")
    box = reader.page.locator(".answers").bounding_box()
    assert box["y"] + box["height"] <= height
    assert reader.overflow() <= 0
    assert min(words.bounding_box()["width"] for words in reader.page.locator(".side .words").all()) > 250
    assert reader.faults() == []
    reader.picture(f"review-{kind}-{width}")
