"""Names and actors: the words are the record's, each leads to where it stands, and what an actor did and said is counted rightly."""

from __future__ import annotations

from collections import Counter

import pytest

from crosswire.view import links
from crosswire.view.sources import naming, voices
from crosswire.view.sources.naming import Asked
from tests.view.test_sources import json, one

FRONT = "Black Tide Front"


@pytest.fixture(scope="module")
def front(room_record) -> str:
    return str(one(room_record, "SELECT actor_id FROM actors WHERE name = ?", FRONT))


def test_every_word_of_every_actor_is_found_where_it_stands(room_record):
    texts = {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}
    for row in room_record.rows("SELECT DISTINCT actor_id FROM namings ORDER BY actor_id"):
        namings = naming.reports_of_word(room_record, row["actor_id"], "", "")
        spots = naming.spans(room_record, row["actor_id"], namings)
        found = Counter((s["document_id"], s["word"]) for s in spots)
        assert found == Counter({(n["document_id"], n["text"]): n["uses"] for n in namings})
        for s in spots:
            said = " ".join(texts[s["document_id"]][s["start"] : s["end"]].split()).lower()
            assert s["word"].strip("“”").removeprefix("so-called ").split()[-1].lower() in said


def test_outlets_differ_where_no_word_is_common_or_a_loaded_one_is_not(room_record):
    differ = set(naming.differing(room_record, Asked()))
    rows = room_record.rows("SELECT n.actor_id, d.outlet, n.kind, n.text FROM namings n JOIN documents d USING (document_id)")
    for actor in {r["actor_id"] for r in rows}:
        words: dict[str, set[tuple[str, str]]] = {}
        for r in (r for r in rows if r["actor_id"] == actor):
            word = r["text"].lower() if r["kind"] == "name" else r["text"].lower().removesuffix("s")
            words.setdefault(r["outlet"], set()).add((r["kind"], word))
        common = set.intersection(*words.values())
        loaded = {w for said in words.values() for w in said if w[0] == "loaded"}
        assert (actor in differ) == (len(words) > 1 and (not common or not loaded <= common)), actor


def test_loaded_words_stand_beside_neutral_ones_and_lead_to_their_places(room, room_record, front):
    page = json(room, "/names")
    actor = next(a for a in page["actors"] if a["actor_id"] == front)
    said = {row["outlet"]: {kind: {w["text"] for w in row[kind]} for kind in naming.KINDS} for row in actor["rows"]}
    assert "terrorists" in said["State Radio Ecuador"]["loaded"]
    assert "fighters" in said["Litoral Today"]["neutral"]
    assert actor["uses"] == one(room_record, "SELECT sum(uses)::BIGINT FROM namings WHERE actor_id = ?", front)
    for row in actor["rows"]:
        for word in (w for kind in naming.KINDS for w in row[kind]):
            address = links.actor(front, word=word["text"], outlet=row["outlet"]).split("#")[0]
            mentions = json(room, address)["mentions"]
            assert len(mentions) == word["uses"], address
            assert {m["outlet"] for m in mentions} == {row["outlet"]}


def test_a_loaded_word_is_marked_by_a_sign_and_a_word(room):
    text = room.get("/names").text
    assert '<span aria-hidden="true">▲</span><span class="hidden">loaded: </span><bdi>terrorists</bdi>' in text
    assert "Reuters Handbook" in text


@pytest.mark.parametrize(("asked", "least"), [("kind=loaded", 1), ("outlet=Litoral+Today", 1), ("q=tide", 1), ("q=nobody+here", 0)])
def test_filters_narrow_the_actors(room, room_record, asked, least):
    for show in ("differ", "all"):
        page = json(room, f"/names?{asked}&show={show}")
        every = json(room, f"/names?show={show}")
        assert page["list"]["total"] < every["list"]["total"]
        assert page["list"]["total"] >= least


def test_the_words_as_csv_are_those_of_every_actor(room, room_record):
    rows = room.get("/names/words.csv?show=all").text.strip().splitlines()
    sql = "SELECT count(*) FROM (SELECT DISTINCT actor_id, outlet, kind, n.text FROM namings n JOIN documents USING (document_id))"
    assert len(rows) == one(room_record, sql) + 1


def test_what_an_actor_did_and_said_is_counted_as_the_record_has_it(room, room_record, front):
    page = json(room, links.actor(front))
    assert page["did"]["total"] == one(room_record, "SELECT count(*) FROM events WHERE actor_id = ?", front)
    assert page["suffered"]["total"] == one(room_record, "SELECT count(*) FROM events WHERE target_id = ?", front)
    assert page["counts"]["quotes"] == sum(s["quotes"] for s in page["stances"])
    assert page["counts"]["mentions"] == page["list"]["total"]
    kind = page["did"]["types"][0]
    narrowed = json(room, links.actor(front) + f"?did={kind['type']}")["did"]
    assert len(narrowed["events"]) == kind["n"]
    assert {e["type"] for e in narrowed["events"]} == {kind["type"]}


def test_what_an_actor_said_stands_at_its_characters(room, room_record, front):
    quotes = json(room, links.actor(front) + "?stance=denies")["quotes"]
    assert quotes
    for q in quotes:
        text = one(room_record, "SELECT text FROM documents WHERE document_id = ?", q["document_id"])
        assert text[q["start"] : q["end"]] == q["exact"]
        assert q["stance"] == "denies"


def test_why_it_is_one_actor_is_said_in_sentences(room, front):
    reasons = json(room, links.actor(front))["reasons"]
    assert {r["rule"] for r in reasons} >= {"shared name", "short name"}
    assert all(r["sentences"] and r["pairs"] for r in reasons)


def test_two_actors_may_be_judged_the_same(writing_room):
    record = writing_room.desk.reading()
    ids = [r["actor_id"] for r in record.rows("SELECT actor_id FROM actors WHERE name = 'San Lorenzo hospital' ORDER BY actor_id")]
    page = writing_room.get(links.actor(ids[0]))
    assert f'<input type="hidden" name="id" value="{ids[1]}">' in page.text
    told = {"verdict": "same", "id": ids, "next": "/decisions"}
    answer = writing_room.post("/decide", data=told, follow_redirects=False)
    assert answer.status_code == 303
    record = writing_room.desk.reading()
    assert one(record, "SELECT count(*) FROM decisions WHERE verdict = 'same'") == 1


def test_a_loaded_word_says_in_whose_voice_it_is_used(room, room_record, front):
    """09-radio calls the front terrorists in its title, in its own voice, and twice in what the ministry is said to have told."""
    found = voices.at(room_record, front, ["09-radio"])
    text = one(room_record, "SELECT text FROM documents WHERE document_id = '09-radio'")
    said = {start: text[start:end].lower().removeprefix("the ") for _, start, end in found}
    titled = text.lower().index("terrorists")
    assert titled not in said
    assert "terrorists" in said.values()
    for _, start, end in found:
        inside = 'SELECT count(*) FROM quotes WHERE document_id = ? AND "start" <= ? AND "end" >= ?'
        assert room_record.rows(f"{inside}", ["09-radio", start, end])[0]["count_star()"] > 0
    radio = next(
        r for a in json(room, "/names")["actors"] if a["actor_id"] == front for r in a["rows"] if r["outlet"].startswith("State Radio")
    )
    word = next(w for w in radio["loaded"] if w["text"] == "terrorists")
    assert 0 < word["quoted"] + word["reported"] < word["uses"]
    assert all(w["quoted"] is None for w in radio["neutral"])
    assert "quoted,reported" in room.get("/names/words.csv").text.splitlines()[0]


@pytest.mark.parametrize(
    ("before", "named", "how"),
    [
        ("rebels that the government calls ", False, "quoted"),
        ("the ministry called them the ", False, "quoted"),
        ("a raid on the so-called ", False, "quoted"),
        ("what he said were “", False, "quoted"),
        ("the army called on the ", False, None),
        ("a raid on the so-called ", True, None),
        ("soldiers killed two ", False, None),
    ],
)
def test_words_that_somebody_gives_are_not_the_outlets_own(before, named, how):
    assert voices.how({"direct": None, "named": named, "before": before}) == how
    assert voices.how({"direct": False, "named": named, "before": before}) == (how or "reported")
