"""Sources, origins, outlets: their figures are the record's, and each leads to the claims that it counts."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from crosswire.view import links
from crosswire.view.sources import sourcing


def json(room, path: str):
    where, _, asked = path.partition("?")
    answer = room.get(f"{where}.json" + (f"?{asked}" if asked else ""))
    assert answer.status_code == 200, answer.text
    return answer.json()


def one(record, sql: str, *given):
    return next(iter(record.rows(sql, list(given))[0].values()))


@pytest.fixture(scope="module")
def model(room):
    return json(room, "/sources")


def test_the_outlets_count_every_report_and_every_claim(model, room_record):
    assert sum(o["reports"] for o in model["outlets"]) == one(room_record, "SELECT count(*) FROM documents")
    assert sum(o["claims"] for o in model["outlets"]) == one(room_record, "SELECT count(*) FROM claims")
    for o in model["outlets"]:
        assert o["own"] + o["speakers"] + o["agencies"] + o["others"] == o["claims"]


def test_every_pair_of_copies_stands_in_one_edge(model, room_record):
    pairs = one(room_record, "SELECT count(*) FROM links WHERE kind = 'copy' AND joined")
    assert pairs == 3
    assert sum(c["pairs"] for c in model["copies"]) == pairs
    assert sum(e["pairs"] for e in model["graph"]["edges"]) == pairs


def test_shared_characters_are_counted_once(room_record):
    texts = {r["document_id"]: len(r["text"]) for r in room_record.rows("SELECT document_id, text FROM documents")}
    for pair in sourcing.pairs(room_record):
        spans = room_record.rows(
            """SELECT a."start", a."end" FROM passages a WHERE a.document_id = ? AND a.evidence AND a.kind <> 'recycled'
               AND a.passage_id IN (SELECT passage_id FROM passages WHERE document_id = ?)""",
            [pair["taken_id"], pair["given_id"]],
        )
        held = {i for s in spans for i in range(s["start"], s["end"])}
        assert pair["characters"] == len(held) <= texts[pair["taken_id"]]


def test_the_way_of_a_copy_is_that_of_its_link(model, room_record):
    outlets = {r["document_id"]: r["outlet"] for r in room_record.rows("SELECT document_id, outlet FROM documents")}
    for copy in model["copies"]:
        row = room_record.rows(
            "SELECT * FROM links WHERE kind = 'copy' AND left_id = ? AND right_id = ?", [copy["taken_id"], copy["given_id"]]
        )
        assert row[0]["reasons"][0]["sentence"] == copy["reason"]
        assert (outlets[copy["given_id"]], outlets[copy["taken_id"]]) == (copy["giver"], copy["taker"])


def test_the_ways_of_a_speaker_add_up_to_its_claims(model, room_record):
    for s in model["speakers"]:
        told = one(room_record, "SELECT count(*) FROM claims WHERE origin_id = ?", s["origin_id"])
        assert s["claims"] == told
        assert sum(o["claims"] for way in s["through"] for o in way["outlets"]) == told


def test_every_figure_of_a_way_leads_to_that_many_claims(room, room_record, model):
    texts = {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}
    seen = 0
    for path in model["paths"]:
        address = links.origin(path["origin_id"], outlet=path["outlet"], via=path["via"] or sourcing.DIRECTLY)
        page = json(room, address.split("#")[0])
        assert sum(g["total"] for g in page["events"]) == path["claims"], address
        for claim in (c for g in page["events"] for c in g["claims"]):
            assert claim["outlet"] == path["outlet"]
            assert texts[claim["document_id"]][claim["start"] : claim["end"]].startswith(claim["exact"])
            assert one(room_record, "SELECT origin_id FROM claims WHERE claim_id = ?", claim["claim_id"]) == path["origin_id"]
            seen += 1
    assert seen > 30


def test_words_that_were_copied_came_through_the_one_they_were_copied_from(model):
    ways = {(p["name"], p["via"], p["how"], p["outlet"]) for p in model["paths"]}
    assert ("Rosalba Quiñónez", "Andean Wire", "named", "Litoral Today") in ways
    assert ("Marcela Ayala", "Andean Wire", "copied", "Quito Courier") in ways
    assert not [p for p in model["paths"] if p["via"] in (p["name"], "")]


def test_the_sources_of_one_story_are_those_of_its_reports(room, room_record):
    story = room_record.rows("SELECT story_id FROM stories ORDER BY documents DESC, story_id LIMIT 1")[0]["story_id"]
    page = json(room, f"/sources?story={story}")
    reports = one(room_record, "SELECT count(*) FROM story_documents WHERE story_id = ?", story)
    assert sum(o["reports"] for o in page["outlets"]) == reports
    assert page["story"]["story_id"] == story


@pytest.mark.parametrize("name", ["speakers", "outlets", "origins", "agencies", "copies"])
def test_one_list_is_shown_alone_and_narrowed_by_words(room, name):
    page = json(room, f"/sources?list={name}&q=wire")
    assert page["list"]["total"] == page["counts"][name] == len(page[name])
    assert not [t for t in ("speakers", "outlets", "origins", "agencies", "copies") if t != name and page[t]]


def test_a_table_is_whole_as_csv_where_the_page_shows_its_beginning(room, room_record):
    origins = one(room_record, "SELECT count(*) FROM origins")
    assert len(json(room, "/sources")["origins"]) < origins
    assert len(room.get("/sources/origins.csv").text.strip().splitlines()) == origins + 1


@pytest.mark.parametrize("path", ["/sources?list=nothing", "/sources?story=none", "/names?kind=angry", "/names?show=some"])
def test_an_unknown_choice_is_a_sentence(room, path):
    assert room.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/origin/none", "/actor/none", "/outlet?name=None+such"])
def test_what_is_not_there_is_not_found(room, path):
    assert room.get(path).status_code == 404


def test_an_outlet_has_its_own_origins_and_pairs(room, room_record):
    page = json(room, "/outlet?name=" + quote("The Pacific Post"))
    claims = "SELECT count(*) FROM claims JOIN documents USING (document_id) WHERE outlet = 'The Pacific Post'"
    assert sum(o["claims"] for o in page["origins"]) == one(room_record, claims) == page["outlet"]["claims"]
    assert {p["taken_id"] for p in page["pairs"]} == {"04-post"}
    assert len(json(room, "/outlet?name=The%20Pacific%20Post&with=Andean%20Wire")["pairs"]) == 1


def test_an_outlet_with_a_hostile_name_has_its_page(hostile_room):
    for row in hostile_room.desk.reading().rows("SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL"):
        answer = hostile_room.get(links.source(row["outlet"]))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    assert "<script>alert" not in hostile_room.get("/sources").text
    assert "<script>alert" not in hostile_room.get("/names?show=all").text
