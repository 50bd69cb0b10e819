"""Events in the fields of the PLOVER manual."""

from __future__ import annotations

import json

import pytest

from crosswire.types.base import DISASTER
from crosswire.view.exports import plover
from tests.view.exports.telling import TEXT, Tell, counted, exact, happening, read_csv, recorded, written

TEXTS = dict.fromkeys(("dawn", "herald", "wire"), TEXT)


def line(tell: Tell) -> dict:
    return plover.line(happening(tell), TEXTS)


def test_a_line_has_the_fields_that_are_told_of_and_leads_back_to_the_words():
    made = line(Tell(mode="firearms", counts=[exact(3), exact(5, of="injured"), counted("dozens", 24, of="detained")]))
    assert set(made) == set(plover.COLUMNS)
    assert (made["event"], made["mode"], made["quad_code"]) == (["ASSAULT"], ["firearms"], 4)
    assert made["size"] == {"dead": 3, "injured": 5, "arrested": "dozens"}
    assert TEXT[made["text_info"]["start"] : made["text_info"]["end"]] == made["text"]
    assert made["event_text"] == ["fired"] * 3
    assert [c["document_id"] for c in made["x_claims"]] == ["dawn", "herald", "wire"]
    assert (made["actor"][0]["sector"], made["recipient"][0]["sector"]) == ("REB", "CVL")


@pytest.mark.parametrize(
    ("status", "mode"), [("planned", "future"), ("possible", "hypothetical"), ("denied", "negation"), ("ongoing", None)]
)
def test_what_did_not_happen_has_the_manuals_auxiliary_mode(status, mode):
    assert line(Tell(more={"status": status}))["mode"] == ([mode] if mode else [])


@pytest.mark.parametrize(("place", "told"), [("town", (1.25, 1)), ("province", (-0.8, 3)), ("country", (None, 4)), ("region", (None, 5))])
def test_a_place_is_as_exact_as_it_is_known(place, told):
    made = line(Tell(place=place))["event_loc"]
    assert (made["lat"], made["resolution"]) == told


def test_no_date_is_null_and_no_place_null():
    made = line(Tell(place=None, start=None, end=None, actor=None))
    assert (made["date"], made["enddate"], made["event_loc"], made["actor"]) == (None, None, None, [])


def test_a_disaster_is_left_out_with_the_reason(tmp_path):
    with recorded(tmp_path, Tell(), Tell(DISASTER)) as record:
        files = written(plover, record, tmp_path / "out")
    assert len(files["plover.jsonl"].read_text(encoding="utf-8").splitlines()) == 1
    assert [(r["event_id"], r["reason"]) for r in read_csv(files["left_out.csv"])] == [("event_001", "DISASTER is no type of PLOVER")]


def test_the_examples_lead_back_to_their_words(room_record, tmp_path):
    texts = {d["document_id"]: d["text"] for d in room_record.table("documents")}
    lines = [json.loads(x) for x in written(plover, room_record, tmp_path / "out")["plover.jsonl"].read_text(encoding="utf-8").splitlines()]
    assert {made["id"] for made in lines} == {e["event_id"] for e in room_record.table("events")}
    for made in lines:
        info = made["text_info"]
        assert texts[made["cite_info"]["x_document_id"]][info["start"] : info["end"]] == made["text"]
