"""Texts beside each other: changes that give back both texts, shares of words, passages inside passages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.view.reports.aligning import alike, changes, differing, outermost, union, within, words_of

WORDS = st.lists(st.sampled_from(["nine", "Nine", "people", "died", "don't", "don’t", "in", "7", "مدينة", "—", "\n\n", "."]), max_size=14)
TEXTS = WORDS.map(" ".join)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple), max_size=8)


@given(TEXTS, TEXTS)
def test_changes_give_back_the_words_of_both_texts(first, second):
    found = changes(first, second)
    assert [w.key for w in words_of("".join(c.text for c in found if c.kind != "gone"))] == [w.key for w in words_of(second)]
    assert [w.key for c in found if c.kind != "new" for w in words_of(c.text)] == [w.key for w in words_of(first)]


@given(TEXTS, TEXTS)
def test_what_is_alike_has_no_changes(first, second):
    one = [w.key for w in words_of(first)] == [w.key for w in words_of(second)]
    assert all(c.kind == "same" for c in changes(first, second)) == one
    if one and words_of(first):
        assert alike(first, second) == 1.0
        assert differing(first, second) == []


@given(SPANS)
def test_a_union_covers_what_its_spans_cover(spans):
    found = union(spans)
    assert {i for s, e in found for i in range(s, e)} == {i for s, e in spans for i in range(s, e)}
    assert all(a[1] < b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("spans", "count"),
    [([], 0), ([(0, 8)], 2), ([(0, 7)], 1), ([(5, 16), (0, 7)], 3), ([(0, 100)], 4)],
)
def test_words_inside_spans_are_counted_once(spans, count):
    assert len(within(words_of("Nine men were there"), spans)) == count


def test_a_passage_inside_another_is_left_out_only_where_it_is_so_in_every_report():
    whole = {"spans": {"a": (0, 90), "b": (5, 95)}}
    part = {"spans": {"a": (10, 20), "b": (15, 25)}}
    elsewhere = {"spans": {"a": (10, 20), "b": (200, 210)}}
    wider = {"spans": {"a": (10, 20), "c": (0, 10)}}
    assert outermost([part, whole, elsewhere, wider]) == [whole, elsewhere, wider]


def test_a_changed_figure_is_where_it_stands():
    text = "At least 14 people died, officials said."
    assert [(text[s:e]) for s, e in differing(text, "At least 17 people died, officials said.")] == ["14"]
