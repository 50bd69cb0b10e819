"""The pages of a finding and of a claim: their words stand where they say, and what they lead to is there."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def texts(room_record):
    return {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}


def stands(words, texts):
    return words["cut"] or texts[words["document_id"]][words["start"] : words["end"]] == words["exact"]


def test_every_side_of_every_finding_is_there_in_words_that_stand(room, room_record, texts):
    for row in room_record.rows("SELECT * FROM findings"):
        model = room.get(f"/finding/{row['finding_id']}.json").json()
        assert [s["value"] for s in model["sides"]] == [v["value"] for v in row["values"]]
        for side, value in zip(model["sides"], row["values"], strict=True):
            assert all(stands(w, texts) for w in side["words"])
            given = [(s["document_id"], s["start"], s["end"]) for s in value["spans"]]
            if row["kind"] != "naming":
                assert [(w["document_id"], w["start"], w["end"]) for w in side["words"]] == given[: len(side["words"])]
                assert len(side["words"]) + side["further"] == len(given)
            assert {r["document_id"] for r in side["reports"]} == set(value["documents"])


def test_the_words_of_a_naming_hold_the_name(room, room_record):
    row = room_record.rows("SELECT finding_id FROM findings WHERE kind = 'naming' ORDER BY len(\"values\") DESC")[0]
    sides = room.get(f"/finding/{row['finding_id']}.json").json()["sides"]
    worded = [s for s in sides if s["words"]]
    assert len(worded) == len(sides)
    for side in worded:
        assert all(w["exact"].lower() in side["value"].lower() or side["value"].lower() in w["exact"].lower() for w in side["words"])


def test_a_finding_leads_to_its_event_and_each_origin(room, room_record):
    row = room_record.rows("SELECT finding_id, event_id FROM findings WHERE kind = 'conflict' AND event_id IS NOT NULL")[0]
    page = room.get(f"/finding/{row['finding_id']}").text
    assert f"/event/{row['event_id']}" in page
    for side in room.get(f"/finding/{row['finding_id']}.json").json()["sides"]:
        assert all(f"/origin/{o['origin_id']}" in page for o in side["origins"])


def test_every_claim_is_explained_in_its_words(room, room_record, texts):
    for row in room_record.rows('SELECT claim_id, document_id, "start", "end" FROM claims'):
        model = room.get(f"/claim/{row['claim_id']}.json").json()
        assert (model["words"]["document_id"], model["words"]["start"], model["words"]["end"]) == (
            row["document_id"],
            row["start"],
            row["end"],
        )
        told = [model["words"], *(s["words"] for s in model["slots"] if s["words"]), *(a["words"] for a in model["amounts"])]
        assert all(stands(w, texts) for w in told)


def test_the_amounts_of_a_claim_are_those_of_the_record(room, room_record):
    row = room_record.rows("SELECT claim_id, count(*) AS n FROM quantities WHERE claim_id IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1")[0]
    assert len(room.get(f"/claim/{row['claim_id']}.json").json()["amounts"]) == row["n"] > 1


def test_a_claim_on_the_word_of_another_says_why(room, room_record):
    rows = room_record.rows("SELECT left_id FROM links WHERE kind = 'origin' ORDER BY left_id LIMIT 5")
    for row in rows:
        reasons = room.get(f"/claim/{row['left_id']}.json").json()["chain"]["reasons"]
        assert reasons
        assert reasons[0]["sentence"] in room.get(f"/claim/{row['left_id']}").text.replace("&#39;", "'")


@pytest.mark.parametrize("path", ["/finding/finding_none", "/claim/claim_none"])
def test_what_is_not_there_is_said(room, path):
    assert room.get(path).status_code == 404
