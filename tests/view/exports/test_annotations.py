"""Quotes and claims as W3C Web Annotations."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from crosswire.errors import CrosswireError
from crosswire.view.exports import annotations
from tests.view.exports.telling import TEXT, Tell, counted, recorded, written

REPORT = {"document_id": "a b", "sha256": "0" * 64, "url": None, "text": "One 🙂 said: “Two e\u0301.” Three"}


def at(report: dict, start: int, end: int) -> dict:
    return annotations.target(report, {"start": start, "end": end}, "1" * 64)


def test_offsets_are_code_points_and_the_words_around_are_there():
    words, place = at(REPORT, 13, 20)["selector"]
    assert (words["exact"], words["prefix"], words["suffix"]) == ("Two e\u0301.", "One 🙂 said: “", "” Three")
    assert (place["start"], place["end"]) == (13, 20)


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://dawn.example/1", "https://dawn.example/1"),
        (None, "urn:crosswire:report:a%20b"),
        ("javascript:alert(1)", "urn:crosswire:report:a%20b"),
    ],
)
def test_a_source_is_a_web_address_or_a_name_of_ours(url, source):
    assert at({**REPORT, "url": url}, 0, 3)["source"] == source


@pytest.mark.parametrize(
    ("which", "key", "value"), [(0, "exact", "Six"), (0, "prefix", "x"), (0, "suffix", "y"), (1, "start", 1), (1, "end", 4), (1, "end", 0)]
)
def test_a_selector_that_does_not_give_the_words_is_an_error(which, key, value):
    made = {"id": "urn:crosswire:quote_1", "target": at(REPORT, 0, 3)}
    annotations.check(json.dumps(made), REPORT["text"])
    wrong = deepcopy(made)
    wrong["target"]["selector"][which][key] = value
    with pytest.raises(CrosswireError, match="urn:crosswire:quote_1"):
        annotations.check(json.dumps(wrong), REPORT["text"])


def test_a_claim_says_what_is_known_of_it_and_no_more(tmp_path):
    with recorded(tmp_path, Tell(mode="firearms", counts=[counted("Gunmen", 2, 2, 2)])) as record:
        lines = written(annotations, record, tmp_path / "out")["annotations.jsonl"].read_text(encoding="utf-8").splitlines()
    made = json.loads(lines[0])
    told = {body["crosswire:field"]: body["value"] for body in made["body"]}
    assert told == {
        "type": "ASSAULT",
        "mode": "firearms",
        "status": "happened",
        "origin": "Ministry of Health",
        "quantity:killed": "Gunmen",
    }
    assert (made["id"], made["crosswire:event"], made["motivation"]) == ("urn:crosswire:claim_event_000_Dawn", "event_000", "classifying")
    assert made["target"]["selector"][0]["exact"] == TEXT[:26]


def test_every_quote_and_claim_of_the_examples_is_found_again(room_record, tmp_path):
    texts = {d["document_id"]: d["text"] for d in room_record.table("documents")}
    lines = [
        json.loads(x)
        for x in written(annotations, room_record, tmp_path / "out")["annotations.jsonl"].read_text(encoding="utf-8").splitlines()
    ]
    ids = {r[key] for table, key in (("quotes", "quote_id"), ("claims", "claim_id")) for r in room_record.table(table)}
    assert {made["id"].removeprefix("urn:crosswire:") for made in lines} == ids
    assert len(lines) == len(ids)
    for made in lines:
        words, place = made["target"]["selector"]
        text = texts[made["target"]["crosswire:report"]]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert (words["prefix"] + words["exact"] + words["suffix"]) in text
        assert len(words["prefix"]) <= 32 >= len(words["suffix"])
