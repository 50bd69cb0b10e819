"""Ids are made of content."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.types import Span, make_id

PARTS = st.lists(st.text(max_size=6), max_size=4)


@given(PARTS, PARTS)
def test_ids_are_equal_only_for_equal_parts(a, b):
    assert (make_id("x", *a) == make_id("x", *b)) == (a == b)


def test_ids_are_the_same_on_every_machine():
    assert make_id("quote", "report-1", 10, 42) == "quote_86911c999a7d93c2f1f6567b3c"
    assert make_id("a", "bc", "d") != make_id("a", "b", "cd")


def test_spans_touch_only_when_they_share_a_character():
    assert Span(0, 4).overlaps(Span(3, 5))
    assert not Span(0, 4).overlaps(Span(4, 5))
    assert Span(0, 4).holds(Span(0, 4))
