"""The event's page: what stands in the matrix stands in the reports, and the page and its data say the same."""

from __future__ import annotations

from html import escape

import pytest

from crosswire.store.database import Record
from crosswire.view import words
from crosswire.view.asking.query import Query
from crosswire.view.events import joins
from crosswire.view.events.families import families
from crosswire.view.pages import event


@pytest.fixture(scope="module")
def texts(room_record):
    return {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}


@pytest.fixture(scope="module")
def models(room_record):
    """Every event of the examples, as its page has it."""
    keys = [r["event_id"] for r in room_record.rows("SELECT event_id FROM events ORDER BY reports DESC, event_id")]
    return [event.model(room_record, Query.of(f"/event/{k}", {"event_id": k}, [])) for k in keys]


def cells(model):
    return [e for row in (*model["fields"], *model["further"]) for cell in row["cells"] for e in cell]


def address(model):
    return f"/event/{model['event']['event_id']}"


def test_every_cell_leads_to_its_own_words(models, texts):
    told = [e for m in models for e in cells(m)]
    assert len(told) > 300
    for e in told:
        if e["words"] is not None and not e["cut"]:
            assert texts[e["document_id"]][e["start"] : e["end"]] == e["words"], e


def test_nearly_every_value_is_shown_in_words(models):
    told = [e for m in models for e in cells(m)]
    counts = [e for e in told if e["field"].startswith("quantity")]
    assert sum(e["words"] is not None for e in counts) == len(counts)
    assert sum(e["words"] is not None for e in told) > 0.9 * len(told)


def test_the_words_of_a_count_hold_its_number(models):
    told = [e for m in models for e in cells(m) if e["field"].startswith("quantity") and e["words"]]
    digits = [e for e in told if e["words"][0].isdigit()]
    assert len(digits) > 20
    for e in digits:
        number = "".join(c for c in e["value"] if c.isdigit())
        assert number in e["words"].replace(",", ""), e


def test_every_value_of_the_record_has_a_cell(models, room_record):
    for m in models:
        given = room_record.rows("SELECT value_id FROM event_values WHERE event_id = ? AND len(claims) > 0", [m["event"]["event_id"]])
        assert {e["value_id"] for e in cells(m)} == {r["value_id"] for r in given}


def test_copies_count_once_or_each(room, models):
    model = next(m for m in models if m["event"]["families"] < m["event"]["reports"] < 10)
    once, every = (room.get(f"{address(model)}.json", params={"copies": c}).json() for c in ("once", "every"))
    assert len(once["columns"]) == model["event"]["families"]
    assert len(every["columns"]) == model["event"]["reports"]
    page = room.get(address(model), params={"copies": "every"}).text
    assert '<span class="bracket">one text</span>' in page
    assert f"<b>{words.plural(model['event']['reports'], 'report')}</b>" in page
    assert f"<b>{words.plural(model['event']['origins'], 'origin')}</b>" in room.get(address(model)).text
    assert room.get(address(model), params={"copies": "twice"}).status_code == 400


def test_the_page_shows_what_its_data_say(room, models):
    model = models[0]
    page = room.get(address(model)).text
    for e in cells(model):
        assert escape(e["words"] if e["words"] is not None else e["shown"], quote=False).replace('"', "&#34;") in page.replace(
            "&#39;", "'"
        ), e
    for finding in model["findings"]:
        assert finding["finding_id"] in page
    assert room.get(f"{address(model)}.json").json()["cells"] == [{**row, "chosen": bool(row["chosen"])} for row in model["cells"]]


def test_texts_are_told_apart_as_the_record_counts_them(room_record):
    rows = room_record.rows("""SELECT e.event_id, e.families, list(DISTINCT c.document_id ORDER BY c.document_id) AS documents
                               FROM events e JOIN claims c USING (event_id) GROUP BY ALL""")
    assert any(r["families"] < len(r["documents"]) for r in rows)
    for r in rows:
        assert len(families(room_record, r["documents"])) == r["families"], r["event_id"]


def test_the_reasons_add_up(models):
    links = [link for m in models for link in (*m["why"]["drawn"], *m["near"])]
    assert len(links) > 40
    for link in links:
        if link["prior"] is not None:
            assert link["prior"] + sum(r["score"] for r in link["reasons"]) == pytest.approx(link["score"], abs=0.001)
            assert link["prior"] == pytest.approx(-1.8, abs=0.01)
    assert any(link["vetoes"] for link in links)


def test_near_misses_lead_to_other_events(models):
    for m in models:
        own = m["event"]["event_id"]
        others = [link["other"]["event_id"] for link in m["near"]]
        assert own not in others
        assert len(set(others)) == len(others)


def test_a_tree_joins_what_the_links_join_and_no_more():
    def link(a, b, score, joined=True):
        return {"left_id": a, "right_id": b, "score": score, "joined": joined}

    links = [link("a", "b", 5.0), link("b", "c", 4.0), link("a", "c", 3.0), link("c", "x", 2.9, joined=False), link("d", "e", 1.0)]
    tree = joins.tree(links, ["a", "b", "c", "d", "e"])
    assert [(t["left_id"], t["right_id"]) for t in tree] == [("a", "b"), ("b", "c"), ("d", "e")]
    (miss,) = joins.near_misses(links, ["a", "b", "c", "d", "e"])
    assert (miss["inner"], miss["outer"]) == ("c", "x")


def test_an_outlet_that_quotes_another_is_told_as_such(models):
    told = {c["sentence"]: c for m in models for o in m["origins"] for c in o["claims"]}
    relayed = [c for c in told.values() if any(s["kind"] == "relay" for s in c["path"])]
    assert relayed
    for c in relayed:
        assert [s["kind"] for s in c["path"]][:3] == ["outlet", "relay", "speaker"]
        assert " quoting " in c["sentence"]


def test_claims_stand_once_each_under_their_origins(models, room_record):
    for m in models:
        listed = [c["claim_id"] for o in m["origins"] for c in o["claims"]]
        given = room_record.rows("SELECT claim_id FROM claims WHERE event_id = ?", [m["event"]["event_id"]])
        assert sorted(listed) == sorted(r["claim_id"] for r in given)


def test_an_event_that_has_another_id_now_is_found_by_a_claim(room, models):
    claim = models[0]["back"][0]
    assert room.get("/event/event_gone").status_code == 404
    found = room.get("/event/event_gone.json", params={"claim": claim})
    assert found.json()["event"]["event_id"] == models[0]["event"]["event_id"]


def test_the_number_of_queries_does_not_grow_with_the_claims(room_record, monkeypatch, models):
    asked, rows = [], Record.rows
    monkeypatch.setattr(Record, "rows", lambda self, sql, given=(): asked.append(sql) or rows(self, sql, given))
    for m in models:
        asked.clear()
        event.model(room_record, Query.of("/event", {"event_id": m["event"]["event_id"]}, []))
        assert len(asked) <= 32


def test_names_and_words_with_markup_stay_text(hostile_room):
    record = hostile_room.desk.reading()
    for row in record.rows("SELECT event_id FROM events"):
        page = hostile_room.get(f"/event/{row['event_id']}")
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_further_mentions_look_like_no_values(models, room):
    """Digits in brackets behind a word, and a link where there are more than stand there."""
    busy = max(models, key=lambda m: sum(len(e["more"]) for e in cells(m)))
    page = room.get(address(busy)).text
    assert "also at <a" in page
    assert ">[2]</a>" in page
    assert not [e for e in cells(busy) if e["further"] and f'<a href="#claims">and {e["further"]} more</a>' not in page]
