"""What became of events that a record once had: named once, with the newest state, and led on to where their claims are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.store.database import open_record, write_record
from crosswire.store.history import Before, Told, next_tombstones
from crosswire.store.succession import Report, Said
from crosswire.store.tombstones import REASONS, Tombstone, buried, tombstones
from crosswire.store.tombstones import stones as tombstones_of
from crosswire.types import Tables
from tests.store.test_history import claim, document, event

EARLIER, AT = "2031-05-01T00:00:00+00:00", "2031-05-02T00:00:00+00:00"

CASES = {
    # events before, claim -> event before, claim -> event now, events now, reports now: what is said of which id
    "its claims joined another event": (("a", "b"), {"1": "a", "2": "b"}, {"1": "a", "2": "a"}, {"a"}, {"r"}, [("b", "merged", "a")]),
    "two are one under a third id": (
        ("a", "b"),
        {"1": "a", "2": "b"},
        {"1": "c", "2": "c"},
        {"c"},
        {"r"},
        [("a", "merged", "c"), ("b", "merged", "c")],
    ),
    "another claim comes first": (("b",), {"2": "b"}, {"2": "a"}, {"a"}, {"r"}, [("b", "renamed", "a")]),
    "it fell apart": (("a",), {"1": "a", "2": "a", "3": "a"}, {"1": "b", "2": "c", "3": "c"}, {"b", "c"}, {"r"}, [("a", "split", "c")]),
    "its report is gone": (("a",), {"1": "a"}, {}, set(), set(), [("a", "report gone", None)]),
    "its report is read otherwise": (("a",), {"1": "a"}, {}, set(), {"r"}, [("a", "read otherwise", None)]),
    "it is still there": (("a",), {"1": "a"}, {"1": "a"}, {"a"}, {"r"}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_became_of_an_event(name):
    events, was, now, present, reports, expected = CASES[name]
    found = buried((), events, was, now, present, dict.fromkeys(was, "r"), reports, AT)
    assert [(t.event_id, t.reason, t.merged_into) for t in found] == expected
    assert all(t.reason in REASONS and t.deleted_at == AT for t in found)


def test_an_id_that_is_back_is_no_longer_listed_and_others_stay():
    earlier = (Tombstone("a", EARLIER, "report gone", None), Tombstone("z", EARLIER, "report gone", None))
    assert buried(earlier, ["b"], {"1": "b"}, {"1": "b"}, {"a", "b"}, {}, (), AT) == (earlier[1],)


def test_the_way_is_followed_to_the_event_that_has_the_claims_now():
    earlier = (Tombstone("a", EARLIER, "merged", "b"),)
    found = buried(earlier, ["b"], {"1": "b"}, {"1": "c"}, {"c"}, {}, (), AT)
    assert found == (Tombstone("a", EARLIER, "merged", "c"), Tombstone("b", AT, "renamed", "c"))


@given(st.lists(st.dictionaries(st.sampled_from("12345"), st.sampled_from("abcd"), max_size=5), min_size=2, max_size=5))
def test_ids_appear_once_and_never_lead_to_what_is_gone(builds):
    stones: tuple[Tombstone, ...] = ()
    for was, now in pairwise(builds):
        present = set(now.values())
        stones = buried(stones, set(was.values()), was, {c: now[c] for c in was if c in now}, present, {}, (), AT)
        ids = [t.event_id for t in stones]
        assert len(ids) == len(set(ids))
        assert not present & set(ids)
        assert {t.merged_into for t in stones} <= present | {None}


def test_a_build_buries_what_it_no_longer_has():
    before = Before((), {}, {"event_a": Told("was", "single"), "event_b": Told("was", "single")}, {"c1": "event_a", "c2": "event_b"},
                    {"c1": Said("a", "ASSAULT", "Text"), "c2": Said("gone", "ASSAULT", "Word")}, {"a": Report("1"), "gone": Report("2")})  # fmt: skip
    tables = Tables(documents=(document("a", "1"),), claims=(claim("c1", "event_c"),), events=(event("event_c"),))
    assert next_tombstones(before, tables, AT) == (
        Tombstone("event_a", AT, "renamed", "event_c"),
        Tombstone("event_b", AT, "report gone", None),
    )
    assert next_tombstones(None, tables, AT) == ()


def test_what_is_written_is_read_again(tmp_path):
    stones = (Tombstone("a", EARLIER, "merged", "c"), Tombstone("b", AT, "report gone", None))
    write_record(tmp_path / "r.duckdb", Tables(), {}, (), stones)
    with open_record(tmp_path / "r.duckdb") as record:
        assert tombstones(record)[1] == {"event_id": "b", "deleted_at": AT, "reason": "report gone", "merged_into": None}
        assert stones == tombstones_of(record)
