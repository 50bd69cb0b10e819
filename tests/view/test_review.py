"""The review and the list of decisions: cards, answers by form and as JSON, skipping, what two people judge differently."""

from __future__ import annotations

import html
import re

import pytest

from crosswire.store.database import open_record, write_record
from crosswire.types import Anchor, Decision, Tables
from crosswire.view import cards
from crosswire.view.asking.query import Query
from crosswire.view.pages import decisions, review
from crosswire.view.review import decided, queue


def page(room, **asked):
    return room.get("/review.json", params=asked).json()


def answer(room, choice, **more):
    told = {k: choice[k] for k in ("verdict", "ids", "field", "value") if choice[k]}
    reply = room.post("/decide", json={**told, "by": "Ada", **more})
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_every_question_of_the_examples_has_a_card_that_can_be_answered(room_record):
    found = queue.of(room_record)
    assert {i.kind for i in found.items} >= {"conflict", "event", "actor"}
    for item in found.items:
        card = cards.card(room_record, item.key)
        assert card is not None
        assert card["key"] == item.key
        assert card["kind"] == item.kind
        assert card["question"].endswith("?")
        assert card["sides"]
        assert all(side["words"] for side in card["sides"]), card["question"]
        assert len({c["key"] for c in card["choices"]}) == len(card["choices"]) >= 2
        assert all(c["ids"] and c["verdict"] for c in card["choices"])


def test_words_of_a_card_stand_at_their_offsets(room_record):
    card = cards.card(room_record, next(i.key for i in queue.of(room_record).items if i.kind == "conflict"))
    for side in card["sides"]:
        for span in side["words"]:
            text = room_record.rows("SELECT text FROM documents WHERE document_id = ?", [span["document_id"]])[0]["text"]
            assert span["exact"] == text[span["start"] : span["end"]]
            assert text[: span["start"]].endswith(span["before"])
            assert text[span["end"] :].startswith(span["after"])


def test_a_value_of_a_conflict_has_the_key_that_stands_beside_it(room):
    card = page(room, kind="conflict")["card"]
    marked = {side["mark"]: side["label"] for side in card["sides"] if side["mark"]}
    assert marked
    assert marked.items() <= {c["key"]: c["label"] for c in card["choices"]}.items()


@pytest.mark.parametrize(
    "key", ["finding_no", "value_no", "claim_a.claim_b", "claim_a", "entity_a.entity_b", "event_no.time", "nonsense", "é"]
)
def test_a_question_that_is_not_in_the_record_says_so(room, key):
    told = room.get("/review", params={"card": key})
    assert told.status_code == 200
    assert "not in the record any more" in told.text


def test_a_kind_or_a_story_that_is_not_known_is_an_error(room):
    assert room.get("/review?kind=everything").status_code == 400
    assert room.get("/review?story=story_no").status_code == 404


def test_what_is_skipped_comes_again_at_the_end(room):
    first = page(room, kind="actor")
    keys = [row["key"] for row in first["queue"]]
    second = room.get(first["skip"].replace("/review?", "/review.json?")).json()
    assert second["card"]["key"] == keys[1]
    assert second["skipped"] == 1
    assert [row["key"] for row in second["queue"]] == [*keys[1:], keys[0]]
    again = room.get(second["skip"].replace("/review?", "/review.json?")).json()
    assert [row["key"] for row in again["queue"]][-2:] == keys[:2]


def test_marks_of_all_questions_differ(room_record):
    keys = [i.key for i in queue.of(room_record).items]
    assert len({review.mark(k) for k in keys}) == len(keys)


def test_a_form_without_scripts_judges_and_leads_back(writing_room):
    room = writing_room
    shown = html.unescape(room.get("/review?kind=conflict&by=Ada").text)
    form = re.search(r'<form method="post" action="/decide".*?</form>', shown, re.DOTALL)[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    told = {name: [v for n, v in fields if n == name] for name, _ in fields}
    back = room.post("/decide", data=told, follow_redirects=False)
    assert back.status_code == 303
    assert back.headers["location"].startswith("/review?kind=conflict&by=Ada&done=decision_")
    after = room.get(back.headers["location"]).text
    assert "Written down: " in after
    decision = page(room)["recent"][0]
    assert decision["by"] == "Ada"
    assert decision["state"] == "applied"


def test_a_judged_question_leaves_the_queue_and_comes_back_when_it_is_undone(writing_room):
    room = writing_room
    before = page(room, kind="event")
    card = before["card"]
    apart = next(c for c in card["choices"] if c["key"] == "x")
    told = answer(room, apart, note="two days apart")
    keys = [row["key"] for row in page(room)["queue"]]
    assert card["key"] not in keys
    row = page(room)["recent"][0]
    assert (row["summary"], row["note"], row["again"], row["other_verdict"]) == ("two events", "two days apart", card["key"], "same")
    room.post("/undo", json={"decision": told["decision"]["decision_id"]})
    assert page(room, kind="event")["card"]["key"] == card["key"]
    assert page(room)["recent"][0]["stands"] == "taken back"


def test_every_answer_of_the_first_cards_is_taken(writing_room):
    room = writing_room
    for kind in ("conflict", "reading"):
        for key in [c["key"] for c in page(room, kind=kind)["card"]["choices"]][:4]:
            card = page(room, kind=kind)["card"]
            choice = next((c for c in card["choices"] if c["key"] == key), card["choices"][0])
            told = answer(room, choice if choice["key"] != "v" else choice | {"value": "at least 9"})
            assert told["state"] == "applied"
            assert card["key"] not in [row["key"] for row in page(room)["queue"]]


def decision(number, verdict, subject, by="Ada", **more):
    told = {"value": None, "anchor": None, "note": None, "withdrawn_at": None, "state": "applied", "field": None, "said": None} | more
    return Decision(f"decision_{number}", verdict, subject, by=by, at=f"2031-01-0{number}T10:00:00+00:00", **told)


@pytest.fixture
def judged(tmp_path):
    """``judged(*decisions)``: a record that has nothing but these decisions."""

    def make(*rows: Decision):
        write_record(tmp_path / "r.duckdb", Tables(decisions=rows), {})
        return open_record(tmp_path / "r.duckdb")

    return make


PAIR = "claim_1 claim_2"


@pytest.mark.parametrize(
    ("rows", "differ"),
    [
        ([decision(1, "same", PAIR), decision(2, "different", "claim_2 claim_1", by="Ben")], [True]),
        ([decision(1, "same", PAIR), decision(2, "different", PAIR)], [False]),
        ([decision(1, "same", PAIR), decision(2, "different", PAIR, by="Ben"), decision(3, "same", PAIR, by="Ben")], [False]),
        ([decision(1, "same", PAIR), decision(2, "same", PAIR, by="Ben")], []),
        ([decision(1, "same", PAIR), decision(2, "different", PAIR, by="Ben", withdrawn_at="2031-02-01")], []),
        ([decision(1, "value", "event_1", value="14", field="quantity:killed"),
          decision(2, "value", "event_1", by="Ben", value="12", field="quantity:killed")], [True]),
        ([decision(1, "value", "event_1", value="14", field="quantity:killed"),
          decision(2, "value", "event_1", by="Ben", value="12", field="quantity:injured")], []),
        ([decision(1, "right", "value_1", said="14", field="quantity:killed"),
          decision(2, "wrong", "value_1", by="Ben", said="14", field="quantity:killed")], [True]),
    ],
)  # fmt: skip
def test_contradictions(judged, rows, differ):
    with judged(*rows) as record:
        found = decided.contradictions(record)
    assert [c["two_people"] for c in found] == differ
    assert all(c["decisions"][0]["at"] == max(d["at"] for d in c["decisions"]) for c in found)  # the latest, which counts, first


def test_decisions_orphans_first_then_the_newest(judged):
    words = Anchor("0" * 64, "the words that are gone from every report", "", "")
    rows = [
        decision(1, "right", "claim_9", state="orphaned", anchor=words),
        decision(2, "same", PAIR),
        decision(3, "same", "claim_3 claim_4"),
    ]
    with judged(*rows) as record:
        told = decisions_of(record)
        assert [d["decision_id"] for d in told] == ["decision_1", "decision_3", "decision_2"]
        assert told[0]["lost"][0]["leads"][0]["url"].startswith("/search?q=the%20words%20that%20are%20gone")
        assert [d["decision_id"] for d in decisions_of(record, state="orphaned")] == ["decision_1"]
        assert decisions_of(record, verdict="wrong") == decisions_of(record, by="Ben") == []


def decisions_of(record, **asked):
    return decisions.model(record, Query.of("/decisions", {}, asked.items()))["decisions"]
