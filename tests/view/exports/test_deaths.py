"""How many were killed, as whole numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.view.exports.deaths import deaths
from crosswire.view.exports.sides import is_one_of
from tests.view.exports.telling import Tell, counted, exact, happening

_NUMBERS = st.integers(1, 500)
_COUNTS = st.one_of(
    _NUMBERS.map(exact),
    _NUMBERS.map(lambda n: counted(f"at least {n}", n, n, None)),
    _NUMBERS.map(lambda n: counted(f"up to {n}", 0, n, n)),
    _NUMBERS.map(lambda n: counted(f"some {n} or so", n)),
)


@given(st.lists(_COUNTS, min_size=1, max_size=5, unique_by=lambda c: c[1]), st.data())
def test_low_best_and_high_are_in_order_and_made_of_counts_that_are_not_vague(counts, data):
    tops = [max(n for n in c[2:5] if n is not None) for c in counts]
    bounds = (min(tops), tops[0], max(tops))
    dead = deaths(happening(Tell(counts=counts, bounds=bounds)))
    firm = {n for c, n in zip(counts, tops, strict=True) if c[3] is not None}
    known = [n for n in (dead.low, dead.best, dead.high) if n is not None]
    assert known == sorted(known)
    assert set(known) <= firm
    assert bool(known) == bool(firm)
    assert len(dead.said) == len(counts)
    assert dead.any


def test_one_group_of_the_dead_stands_for_all_where_nothing_else_is_said():
    dead = deaths(happening(Tell(counts=[exact(4, of="killed:worker")])))
    assert (dead.low, dead.best, dead.high) == (4, 4, 4)
    assert dead.said == ("4 [worker] (Ministry of Health, in Dawn)",)


def test_of_groups_that_may_overlap_only_the_least_is_known():
    dead = deaths(happening(Tell(counts=[exact(4, of="killed:worker"), exact(6, of="killed:child")])))
    assert (dead.low, dead.best, dead.high) == (6, None, None)


def test_a_group_that_is_larger_than_the_whole_is_not_thrown_away():
    dead = deaths(happening(Tell(counts=[exact(9), exact(12, "Wire", of="killed:child"), exact(4, of="killed:woman")])))
    assert (dead.low, dead.best, dead.high) == (9, 9, 12)


def test_a_toll_over_time_is_none_of_this_event():
    dead = deaths(happening(Tell(counts=[exact(300, of="killed:over time")])))
    assert not dead.any
    assert not dead.said


def test_no_noun_is_of_no_group():
    assert not any(is_one_of(group, "") for group in ("civilians", "forces", "fighters", "protesters"))
    assert is_one_of("civilians", "women")
    assert is_one_of("civilians", "Children")
    assert is_one_of("forces", "policemen")
