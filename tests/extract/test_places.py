"""Places: names found in running text and put on the map (cases in ``tests/cases/places``)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.extract import places
from crosswire.extract.place_words import Spot, apart
from crosswire.types import make_id
from tests.conftest import case_params


def found_in(page):
    rows, mentions = places.read(page)
    at = {p.place_id: p for p in rows}
    return [(page.document.text[m.start : m.end], at.get(m.place_id)) for m in mentions]


@pytest.mark.parametrize("case", case_params("places"))
def test_case(case, page_of):
    found = found_in(page_of(case["text"]))
    named = {text: (place.name, place.country) for text, place in found if place}
    for text, name, country in case["places"]:
        assert named.get(text) == (name, country), found
    for text in case.get("none", []):
        assert all(text not in said for said, place in found if place), found


TEXT = "Shelling hit Homs and Zubrowka on Sunday. Aid from Damascus reached the town of Qusayr in Homs province, Syria."


def test_mentions_lie_in_the_text_in_order_and_apart(page_of):
    _, mentions = places.read(page_of(TEXT))
    spans = [(m.start, m.end) for m in mentions]
    assert spans == sorted(spans)
    assert all(0 <= a < b <= len(TEXT) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert all(m.rule for m in mentions)


def test_ids_are_made_from_the_gazetteer_and_every_id_has_a_row(page_of):
    rows, mentions = places.read(page_of(TEXT))
    assert rows == sorted(rows, key=lambda p: p.place_id)
    assert all(p.place_id == make_id("place", p.gazetteer, p.gazetteer_id) for p in rows)
    ids = {p.place_id for p in rows}
    assert len(ids) == len(rows)
    for mention in mentions:
        assert mention.place_id is None or mention.place_id in ids
        assert set(mention.runners_up) <= ids
        assert mention.place_id not in mention.runners_up


def test_what_reads_as_a_place_and_is_in_no_gazetteer_stays_unresolved(page_of):
    found = dict(found_in(page_of("Troops entered the village of Qorbexatun, near Homs in Syria, on Sunday.")))
    assert "Qorbexatun" in found
    assert found["Qorbexatun"] is None


def test_a_capital_has_the_precision_of_a_town_and_a_country_that_of_its_area(page_of):
    at = {text: place for text, place in found_in(page_of("The minister left Cairo. Egypt is at peace.")) if place}
    assert at["Cairo"].precision_km <= 30
    assert at["Egypt"].precision_km > 300


def test_company_decides_between_places_of_one_name(page_of):
    seychelles = dict(
        found_in(page_of("Delegates from Seychelles met in Victoria. Seychelles welcomed the outcome, Seychellois media said."))
    )
    canada = dict(found_in(page_of("Police in Victoria, British Columbia, and in Vancouver warned Canadians.")))
    assert seychelles["Victoria"].country == "SC"
    assert canada["Victoria"].country == "CA"


def test_a_document_reads_the_same_twice(page_of):
    assert places.read(page_of(TEXT)) == places.read(page_of(TEXT))


spots = st.lists(
    st.builds(
        lambda a, n, rule: Spot(a, a + n, "x", (), rule), st.integers(0, 60), st.integers(1, 12), st.sampled_from(["names", "again"])
    ),
    max_size=12,
)


@given(spots, st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.differing_executors])
def test_apart_keeps_no_overlap_and_does_not_depend_on_order(rows, random):
    kept = apart(rows)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert apart(shuffled) == kept
    assert all(any(k.start < r.end and r.start < k.end for k in kept) for r in rows)
