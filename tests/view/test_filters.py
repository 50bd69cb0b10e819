"""The shared filters: what they let through, what they refuse, and that they stay what they are from page to page."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.store.indexing import fold
from crosswire.view import links
from crosswire.view.asking.filters import NAMES, Filters
from crosswire.view.asking.query import Query
from tests.conftest import read_cases

CASES = {name: case for name, case, _ in read_cases("filters")}


def rows_of(room, page, asked):
    return room.get(f"/{page}.json?{asked}").json()[page]


@pytest.mark.parametrize("name", [n for n in CASES if n.startswith("chosen")])
def test_a_filter_lets_through_what_was_chosen(room, name):
    case = CASES[name]
    rows = rows_of(room, case["page"], case["asked"])
    assert len(rows) == case.get("count", len(rows))
    assert rows or case.get("count") == 0
    for row in rows:
        assert case.get("every", {}).items() <= row.items()
        assert all(row[key] >= n for key, n in case.get("least", {}).items())
        if "words" in case:
            assert case["words"] in fold(" ".join(str(row[c] or "") for c in case["in"]))
        if "days" in case:
            first, last = case["days"]
            assert (row["end"] or row["start"]) >= first
            assert (row["start"] or row["end"]) <= last
    if "some" in case:
        assert any(case["some"].items() <= row.items() for row in rows)


@pytest.mark.parametrize("name", [n for n in CASES if n.startswith("refused")])
def test_what_no_filter_has_is_refused_in_a_sentence(room, name):
    case = CASES[name]
    answer = room.get(f"/{case['page']}.json?{case['asked']}")
    assert answer.status_code == 400
    assert case["sentence"] in answer.json()["error"]


@pytest.mark.parametrize(("name", "column"), [("actor", "actor_id"), ("origin", "origin_id"), ("place", "place_id"), ("outlet", "outlet")])
def test_events_of_someone_are_those_whose_claims_say_so(room, room_record, name, column):
    claims = room_record.rows("SELECT c.*, d.outlet FROM claims c JOIN documents d USING (document_id) WHERE c.event_id IS NOT NULL")
    value = next(c[column] for c in claims if c[column])
    told = {c["event_id"] for c in claims if value == c[column] or (name == "actor" and value == c["target_id"])}
    found = {e["event_id"] for e in rows_of(room, "events", f"{name}={quote(value)}")}
    own = {"actor": "value IN (e.actor_id, e.target_id)", "place": "e.place_id = value"}.get(name, "false")
    events = {r["event_id"] for r in room_record.rows(f"SELECT event_id FROM events e, (SELECT ? AS value) WHERE {own}", [value])}
    assert found == (events if name == "place" else told | events)
    assert found


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_is_never_part_of_the_sql(room, name):
    asked = quote("'); DROP TABLE events; SELECT ('")
    assert room.get(f"/events?{name}={asked}").status_code in (200, 400)
    assert room.get("/events").status_code == 200


def test_filters_go_along_from_list_to_map_to_timeline(room):
    page = room.get("/events.json?grade=single&from=2031-06-01&sort=origins").json()
    assert [v["label"] for v in page["views"] if v["current"]] == ["list"]
    for view in page["views"]:
        assert dict(parse_qsl(urlsplit(view["url"]).query)) == {"from": "2031-06-01", "grade": "single"}


def test_each_chosen_filter_can_be_taken_away(room):
    text = room.get("/events?grade=single&type=ASSAULT&sort=origins").text
    assert 'href="/events?type=ASSAULT&amp;sort=origins"' in text
    assert 'href="/events?grade=single&amp;sort=origins"' in text
    assert 'href="/events?sort=origins"' in text
    assert '<input type="hidden" name="sort" value="origins">' in text


def test_the_form_is_not_in_the_twin(room):
    assert "form" not in room.get("/events.json").json()


# Characters that may stand in an address; surrogates cannot.
VALUES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_an_address_gives_back_the_filters_that_it_was_made_of(chosen):
    filters = Filters(tuple((name, chosen[name]) for name in NAMES if name in chosen))
    address = urlsplit(links.listed("events", **filters.asked()))
    query = Query.of(address.path, {}, parse_qsl(address.query, keep_blank_values=True))
    assert tuple((name, query.get(name)) for name in NAMES if query.get(name)) == filters.chosen


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.sampled_from(NAMES))
def test_a_changed_address_keeps_all_else(asked, name):
    query = Query.of("/events", {}, asked.items())
    without = dict(parse_qsl(urlsplit(query.url(**{name: None})).query))
    assert without == {k: v for k, v in asked.items() if k != name}


@given(st.text(max_size=40))
def test_any_words_make_sql_that_takes_its_parameters(words):
    for sql, parameters in (f(Filters((("q", words),))) for f in (Filters.events, Filters.reports, Filters.findings, Filters.stories)):
        assert sql.count("?") - sql.count("(?:") == len(parameters)
