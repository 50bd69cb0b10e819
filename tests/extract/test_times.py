"""Time expressions: where they stand and which days they mean (cases in ``tests/cases/times``)."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.extract import times
from crosswire.extract.time_patterns import PATTERNS
from crosswire.extract.time_rules import RESOLVERS
from crosswire.types import Segment
from tests.conftest import case_params

WILD = "On Monday the army left. Two days later, at 10 p.m. on 3 May 2030, shells fell; talks resume next week, after the 1990s treaty."


def day_or_none(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", case_params("times"))
def test_case(case, page_of):
    text = case["text"]
    found = times.read(page_of(text, published=case["published"]))
    said = [(text[t.start : t.end], t.value_start, t.value_end) for t in found]
    for words, start, end in case["times"]:
        at = text.index(words)
        near = [(t.value_start, t.value_end) for t in found if t.start < at + len(words) and at < t.end]
        assert near == [(day_or_none(start), day_or_none(end))], said
    for words in case.get("none", []):
        at = text.index(words)
        assert not [t for t in found if t.start < at + len(words) and at < t.end], said


def test_every_pattern_has_a_rule():
    assert set(PATTERNS) == set(RESOLVERS)


def test_rows_lie_in_the_text_sorted_and_apart(page_of):
    rows = times.read(page_of(WILD))
    assert len(rows) >= 5
    assert all(0 <= t.start < t.end <= len(WILD) for t in rows)
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))
    assert all(t.rule for t in rows)


@pytest.mark.parametrize(
    ("words", "timex", "grain"),
    [
        ("on Monday morning", "2030-03-11TMO", "day"),
        ("last week", "2030-W10", "week"),
        ("in June 2029", "2029-06", "month"),
        ("in 2019", "2019", "year"),
        ("in the 1980s", "198", "decade"),
        ("the second quarter of 2028", "2028-Q2", "quarter"),
        ("between Monday and Wednesday", "2030-03-11/2030-03-13", "day"),
    ],
)
def test_timex_and_grain(words, timex, grain, page_of):
    (row,) = times.read(page_of(f"They met {words}."))
    assert (row.timex, row.grain) == (timex, grain)


def test_anchor_names_what_a_time_was_resolved_against(page_of):
    text = "It fell on 2 March 2030. Three days later it rose, and on Monday it fell."
    first, second, third = times.read(page_of(text))
    assert first.anchor is None
    assert second.anchor == f"{first.start}:{first.end}"
    assert third.anchor == "published"


def test_without_a_date_explicit_times_resolve_and_relative_ones_say_why(page_of):
    rows = times.read(page_of("They met on Monday, yesterday, last month and on 4 June 2029.", published=None))
    relative, explicit = rows[:-1], rows[-1]
    assert len(relative) == 3
    assert all((t.value_start, t.value_end, t.grain, t.anchor) == (None, None, None, None) and t.reason for t in relative)
    assert (explicit.value_start, explicit.reason) == (date(2029, 6, 4), None)


def test_titles_tell_of_the_past_and_datelines_are_read_but_leftovers_are_not(page_of):
    text = "Storm hits coast on Friday\nOSLO, 7 May\nIt rained.\nPosted on Monday"
    page = page_of(text, published="2030-05-08")
    kinds = ["title", "dateline", "body", "leftover"]
    starts = [text.index(line) for line in text.split("\n")]
    segments = tuple(Segment("d1", a, a + len(line), kind, "test") for a, line, kind in zip(starts, text.split("\n"), kinds, strict=True))
    kept = tuple(s for s in page.sentences if page.document.text[s.start : s.end] in ("Storm hits coast on Friday", "It rained."))
    rows = times.read(type(page)(page.document, segments, kept, page.doc))
    assert [(text[t.start : t.end], t.value_start) for t in rows] == [("on Friday", date(2030, 5, 3)), ("7 May", date(2030, 5, 7))]


WORDS = st.sampled_from(
    """on in at the a day week month year May March Monday Friday night 3 14 31 2029 1990s last next this before after since until two ago later
    earlier between and to from noon 10:30 p.m. quarter third weekend end of early - , . 2030-02-31 99/99/99 century 21st eve same""".split()
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=12), published=st.sampled_from(["2030-03-14", "0001-01-01", "9998-12-31", None]))
def test_any_words_give_ordered_days_and_honest_spans(words, published, page_of):
    text = " ".join(words)
    rows = times.read(page_of(text, published=published))
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        assert (row.value_start is None) == (row.value_end is None) == (row.grain is None)
        assert row.value_start is None or row.value_start <= row.value_end
        assert (row.value_start is None) == (row.reason is not None)
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))


def test_the_same_page_gives_the_same_rows(page_of):
    assert times.read(page_of(WILD)) == times.read(page_of(WILD))
