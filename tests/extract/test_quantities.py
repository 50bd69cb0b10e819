"""Counted and measured amounts: bounds, modality, unit and role (cases in ``tests/cases/quantities``)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.extract import quantities
from crosswire.extract.quantity_bounds import find_amounts
from crosswire.types import make_id
from crosswire.wordlists import load_toml
from tests.conftest import case_params

WILD = (
    "At least 12 people died and 40 were hurt; up to 275 'military personnel', $1.2bn and some 60% of 3,000-3,500 tents were sent 20 km on."
)


def touching(rows, start, end):
    return [r for r in rows if r.start < end and start < r.end]


@pytest.mark.parametrize("case", case_params("quantities"))
def test_case(case, page_of):
    text = case["text"]
    found = quantities.read(page_of(text))
    said = [(text[q.start : q.end], q.low, q.best, q.high, q.modality, q.role, q.unit_kind) for q in found]
    for words, *values in case["quantities"]:
        at = text.index(words)
        here = max((q for q in touching(found, at, at + len(words)) if q.start <= at), key=lambda q: q.start, default=None)
        assert here is not None, said
        assert [here.low, here.best, here.high, here.modality, here.role, here.unit_kind][: len(values)] == values, said
    for words in case.get("none", []):
        at = text.index(words)
        assert not touching(found, at, at + len(words)), said


@pytest.mark.parametrize(
    ("text", "span", "unit"),
    [
        ("It sent up to 275 'military personnel' there.", "up to 275 'military personnel'", "military personnel"),
        ("It lost dozens of US special operations forces there.", "dozens of US special operations forces", "US special operations forces"),
        ("They held 24 African Union monitors.", "24 African Union monitors", "African Union monitors"),
        ("They held three of the wounded.", "three of the wounded", "wounded"),
        ("They held 85 more soldiers.", "85 more soldiers", "soldiers"),
        ("They held 17, eleven of them women.", "eleven of them", None),
        ("The number of refugees has passed 62,000.", "62,000", "refugees"),
        ("It held nine out of 14 lorries.", "nine out of 14 lorries", "lorries"),
        ("It held 2.3bn rupees.", "2.3bn rupees", "rupees"),
        ("It held 40 mg/L and 5mm.", "40 mg/L", "mg/L"),
        ("It held half of the 80 drivers.", "half", "drivers"),
        ("It held 6 feet 3 inches.", "6 feet 3 inches", "feet"),
    ],
)
def test_spans_hold_modifier_number_and_unit(text, span, unit, page_of):
    rows = {text[q.start : q.end]: q.unit for q in quantities.read(page_of(text))}
    assert span in rows
    assert rows[span] == unit


def test_rows_lie_in_the_text_sorted_and_apart_with_ids_from_their_place(page_of):
    rows = quantities.read(page_of(WILD))
    assert len(rows) == 7
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))
    assert all(q.quantity_id == make_id("quantity", q.document_id, q.start, q.end) for q in rows)
    assert all(q.claim_id is None and q.rule for q in rows)


def test_every_role_is_a_key_of_the_list_or_a_step(page_of):
    known = {*load_toml("quantity_roles.toml"), "total", "change"}
    roles = {q.role for q in quantities.read(page_of(WILD))}
    assert {"killed", "injured"} <= roles <= {*known, None}


def test_a_change_that_is_deployed_keeps_the_role_and_tells_the_step_in_the_rule(page_of):
    (row, total) = quantities.read(page_of("London will deploy 600 more troops, bringing the total to 5,200."))
    assert (row.role, row.rule.endswith("+change")) == ("deployed", True)
    assert total.role == "total"


WORDS = st.sampled_from(
    """up to at least 12 40,000 dozens hundreds of between and three half a million dead wounded people killed were $ % percent no not one nobody them
    the more or so - ( ) km 2031 May 'military personnel' bn""".split()
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=14))
def test_any_words_give_ordered_bounds_and_honest_spans(words, page_of):
    text = " ".join(words)
    rows = quantities.read(page_of(text))
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        known = [b for b in (row.low, row.best, row.high) if b is not None]
        assert known == sorted(known)
    assert all(a.start < b.start for a, b in itertools.pairwise(rows))


@given(st.text(max_size=60))
def test_any_text_gives_amounts_inside_it(text):
    for amount in find_amounts(text):
        assert 0 <= amount.start <= amount.first < amount.last <= amount.end <= len(text)


def test_the_same_page_gives_the_same_rows(page_of):
    assert quantities.read(page_of(WILD)) == quantities.read(page_of(WILD))
