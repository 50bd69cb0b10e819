"""Judging over HTTP: what is sent as JSON or as a form acts at once, is written down first, and is told in a sentence."""

from __future__ import annotations

import json

import pytest

from crosswire.view.web.judging_routes import LONGEST


def one(room, sql):
    return room.desk.reading().rows(sql)[0]


def log(room):
    path = room.desk.reading().path.parent / "decisions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def killed(room):
    return one(room, "SELECT value_id, event_id FROM event_values WHERE field = 'quantity:killed' AND standing <> 'only' ORDER BY value_id")


def two_events(room):
    rows = room.desk.reading().rows("SELECT event_id FROM events ORDER BY reports DESC, event_id LIMIT 2")
    return [r["event_id"] for r in rows]


def test_two_events_become_one_at_once_and_two_again(writing_room):
    events = two_events(writing_room)
    told = writing_room.post("/decide", json={"verdict": "same", "ids": events, "by": "Ada", "note": "one night"}).json()
    assert told["state"] == "applied"
    assert told["sentence"].startswith("2 events became 1")
    assert (sorted(told["before"]), len(told["events"])) == (sorted(events), 1)
    assert writing_room.get(f"/event/{told['events'][0]}.json").status_code == 200
    assert (told["decision"]["by"], told["decision"]["note"]) == ("Ada", "one night")
    assert log(writing_room)[0]["decision_id"] == told["decision"]["decision_id"]
    back = writing_room.post("/undo", json={"decision": told["decision"]["decision_id"]}).json()
    assert back["state"] == "withdrawn"
    assert back["sentence"].startswith("Taken back. 1 event became 2")
    assert sorted(back["events"]) == sorted(events)
    assert back["generation"] == told["generation"] + 1
    assert len(log(writing_room)) == 2


def test_a_value_that_a_person_gives_stands(writing_room):
    value = killed(writing_room)
    told = writing_room.post(
        "/decide", json={"verdict": "value", "ids": [value["event_id"]], "field": "quantity:killed", "value": "21"}
    ).json()
    assert (told["state"], told["decision"]["by"]) == ("applied", writing_room.desk.by)
    row = one(
        writing_room, f"SELECT value FROM event_values WHERE event_id = '{value['event_id']}' AND field = 'quantity:killed' AND chosen"
    )
    assert row == {"value": "21"}
    edited = writing_room.post("/edit", json={"decision": told["decision"]["decision_id"], "value": "22"}).json()
    row = one(
        writing_room, f"SELECT value FROM event_values WHERE event_id = '{value['event_id']}' AND field = 'quantity:killed' AND chosen"
    )
    assert (row, edited["decision"]["value"]) == ({"value": "22"}, "22")
    first, second = log(writing_room)[0], {d["decision_id"]: d for d in log(writing_room)}
    assert second[first["decision_id"]]["withdrawn_at"]
    assert len(log(writing_room)) == 3


def test_a_form_works_without_scripts(writing_room):
    value = killed(writing_room)["value_id"]
    sent = {"verdict": "right", "id": value, "next": "/review?kind=conflict&done=decision_old"}
    answer = writing_room.post("/decide", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    decision = log(writing_room)[0]["decision_id"]
    assert answer.headers["location"] == f"/review?kind=conflict&done={decision}"
    noted = writing_room.post("/note", data={"decision": decision, "note": "seen the list"}, follow_redirects=False)
    assert noted.headers["location"] == f"/review?done={decision}"
    assert one(writing_room, "SELECT note, state FROM decisions") == {"note": "seen the list", "state": "applied"}
    answer = writing_room.post("/undo", data={"decision": "decision_x"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert "There is no decision decision_x" in answer.text


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "review", "javascript:x", "/a\nb"]
)
def test_the_way_back_stays_on_this_server(writing_room, address):
    sent = {"verdict": "right", "id": killed(writing_room)["value_id"], "next": address}
    answer = writing_room.post("/decide", data=sent, follow_redirects=False)
    assert answer.headers["location"].startswith("/review?done=decision_")


@pytest.mark.parametrize(
    ("path", "sent", "status", "why"),
    [
        ("/decide", b"{", 400, "no JSON"),
        ("/decide", b"[1]", 400, "is an object"),
        ("/decide", b"\xff", 400, "no JSON"),
        ("/decide", b"[" * 60_000, 400, "no JSON"),
        ("/decide", rb'{"verdict": "right", "ids": ["\ud800"]}', 400, "half a character"),
        ("/decide", rb'{"verdict": "right", "ids": ["x"], "note": "\udc00"}', 400, "half a character"),
        ("/decide", b'{"verdict": "wrong", "ids": "claim_x"}', 400, "a list of ids"),
        ("/decide", b'{"verdict": 3, "ids": []}', 400, "must be text"),
        ("/decide", b'{"verdict": "maybe", "ids": ["claim_x"]}', 400, "no verdict"),
        ("/decide", b'{"verdict": "same", "ids": ["claim_x"]}', 400, "two different ids"),
        ("/decide", b'{"verdict": "wrong", "ids": ["claim_x"]}', 400, "has no claim"),
        ("/undo", b"{}", 400, "no decision"),
        ("/edit", b'{"decision": "decision_x", "verdict": "wrong"}', 400, "no decision"),
        ("/decide", b'"' + b"x" * LONGEST, 413, "too long"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(room, path, sent, status, why):
    answer = room.post(path, content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert why in answer.json()["error"]
    assert log(room) == []


def test_a_verdict_cannot_be_made_one_of_another_kind(writing_room):
    told = writing_room.post("/decide", json={"verdict": "same", "ids": two_events(writing_room)}).json()
    for sent in ({"verdict": "wrong"}, {"verdict": "value", "value": "3"}):
        answer = writing_room.post("/edit", json={"decision": told["decision"]["decision_id"], **sent})
        assert answer.status_code == 400
    assert (
        writing_room.post("/edit", json={"decision": told["decision"]["decision_id"], "verdict": "different"}).json()["state"] == "applied"
    )
    assert len(log(writing_room)) == 3


def test_a_finding_that_left_can_be_judged_otherwise(writing_room):
    finding = one(writing_room, "SELECT finding_id FROM findings WHERE kind = 'conflict' ORDER BY finding_id")["finding_id"]
    told = writing_room.post("/decide", json={"verdict": "wrong", "ids": [finding]}).json()
    assert writing_room.get(f"/finding/{finding}").status_code == 404
    again = writing_room.post("/edit", json={"decision": told["decision"]["decision_id"], "verdict": "right"}).json()
    assert again["state"] == "applied"
    assert one(writing_room, f"SELECT count(*) AS n FROM findings WHERE finding_id = '{finding}'") == {"n": 1}
