"""FollowTheMoney statements. That followthemoney itself takes them was tried by hand: it is no dependency of ours."""

from __future__ import annotations

import json
import re
from itertools import groupby

from crosswire.view.exports import ftm
from tests.view.exports.telling import Tell, exact, recorded, written

KEYS = "canonical_id entity_id prop schema value dataset lang original_value first_seen last_seen external origin id".split()
REQUIRED = {"Event": "name", "Article": "fileName", "Person": "name", "Organization": "name", "PublicBody": "name", "Mention": "document"}
POINTS_TO = {
    "addressEntity": {"Address"}, "proof": {"Article"}, "document": {"Article"},
    **{key: {"Person", "Organization", "PublicBody", "LegalEntity"} for key in ("involved", "resolved")},
}  # fmt: skip


def statements(record, folder) -> list[dict]:
    return [json.loads(line) for line in written(ftm, record, folder)["statements.jsonl"].read_text(encoding="utf-8").splitlines()]


def test_an_id_is_the_hash_that_followthemoney_makes():
    made = ftm.statement("event-1", "Event", "name", "Fire")
    assert list(made) == KEYS == list(ftm.COLUMNS)
    assert made["id"] == "efe65d3a1a49158b49fe0a268ddd0d0bc7fbd84a"  # sha1 of "crosswire.event-1.name.Fire"


def test_the_examples_are_whole_entities_that_point_to_each_other(room_record, tmp_path):
    made = statements(room_record, tmp_path / "out")
    runs = [key for key, _ in groupby(made, key=lambda s: s["entity_id"])]
    assert len(runs) == len(set(runs)), "the statements of an entity stand together"
    assert len({s["id"] for s in made}) == len(made)
    schema = {s["entity_id"]: s["schema"] for s in made}
    assert all(re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", key) for key in schema)
    props = {key: {s["prop"] for s in found} for key, found in groupby(made, key=lambda s: s["entity_id"])}
    assert all("id" in told and REQUIRED.get(schema[key], "id") in told for key, told in props.items())
    assert all(schema[s["value"]] in POINTS_TO[s["prop"]] for s in made if s["prop"] in POINTS_TO)
    assert {s["value"] for s in made if s["prop"] == "recordId"} == {e["event_id"] for e in room_record.table("events")}
    texts = {d["text"] for d in room_record.table("documents")}
    assert not any(s["value"] in texts for s in made)


def test_a_value_says_whose_word_it_is_and_when_it_was_published(tmp_path):
    with recorded(tmp_path, Tell(counts=[exact(3)], more={"status": "denied"})) as record:
        made = [s for s in statements(record, tmp_path / "out") if s["schema"] == "Event"]
    told = {(s["prop"], s["value"]): s for s in made}
    name = told["name", "Gunmen fired on the market"]
    assert (name["origin"], name["first_seen"], name["last_seen"]) == ("Ministry of Health", "2031-06-04T00:00:00", "2031-06-06T00:00:00")
    assert any(p == "summary" and v.startswith("told as denied; ") for p, v in told)
    assert ("notes", "killed: 3 (Ministry of Health, in Dawn)") in told
    assert ("keywords", "status: denied") in told


def test_a_figure_is_dated_and_sourced_by_the_reports_that_give_it(tmp_path):
    with recorded(tmp_path, Tell(counts=[exact(3, "Herald"), exact(5, "Wire")])) as record:
        made = {s["value"]: s for s in statements(record, tmp_path / "out") if s["prop"] == "notes"}
    first, last = made["killed: 3 (Ministry of Health, in Herald)"], made["killed: 5 (Ministry of Health, in Wire)"]
    assert (first["first_seen"], first["last_seen"]) == ("2031-06-05T00:00:00",) * 2
    assert (last["first_seen"], last["origin"]) == ("2031-06-06T00:00:00", "Ministry of Health")


def test_an_actor_that_nobody_names_is_no_entity(tmp_path):
    with recorded(tmp_path, Tell()) as record:
        made = statements(record, tmp_path / "out")
    assert {s["schema"] for s in made} == {"Article", "Address", "Event"}
    assert any(s["value"] == "against: families" for s in made)
