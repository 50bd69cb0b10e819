"""Claims into events: cases in tests/cases/events, people's decisions, and what holds for every input."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import blocks, claim_views, events
from crosswire.link.clusters import cluster, pair
from crosswire.link.constraints import Decided
from crosswire.types import Decision, Tables
from tests.conftest import case_params, read_cases
from tests.reconcile import builder

CASES = [case for _, case, fails in read_cases("events") if not fails]


def groups(tables: Tables) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for claim in tables.claims:
        found.setdefault(str(claim.event_id), set()).add(claim.claim_id)
    return {frozenset(g) for g in found.values()}


def decided(verdict: str, a: str, b: str, at: str = "2030-04-01T00:00:00Z", state: str = "applied") -> Decision:
    return Decision(f"d-{verdict}-{at}", verdict, f"{a} {b}", None, None, "Ada", at, None, None, state)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", case_params("events"))
def test_groups(case: dict[str, Any]) -> None:
    assert groups(events.join(builder.tables(case))) == builder.expected(case)


@pytest.mark.parametrize("case", CASES)
def test_every_claim_is_in_one_event_and_the_rest_is_unchanged(case: dict[str, Any]) -> None:
    before = builder.tables(case)
    after = events.join(before)
    assert all(c.event_id for c in after.claims)
    assert [replace(c, event_id=None) for c in after.claims] == list(before.claims)
    assert events.join(after) == after


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("seed", range(3))
def test_order_of_the_rows_does_not_matter(case: dict[str, Any], seed: int) -> None:
    before = builder.tables(case)
    mixed = random.Random(seed)
    shuffled = replace(
        before,
        **{
            name: tuple(mixed.sample(list(getattr(before, name)), len(getattr(before, name))))
            for name in ("claims", "quantities", "sentences", "actors")
        },
    )
    assert groups(events.join(shuffled)) == groups(events.join(before))
    assert events.join(shuffled).links == events.join(before).links


def test_joined_pairs_have_reasons() -> None:
    tables = events.join(builder.tables(CASES[0]))
    joined = [link for link in tables.links if link.joined]
    assert joined
    assert all(link.kind == "claim" and link.reasons and link.reasons[0].sentence for link in joined)
    of = {c.claim_id: c.event_id for c in tables.claims}
    assert all((of[link.left_id] == of[link.right_id]) == link.joined for link in tables.links)


def test_what_is_kept_apart_says_why() -> None:
    case = next(c for c in CASES if "a week apart" in c["about"])
    links = events.join(builder.tables(case)).links
    assert [(link.joined, link.reasons[0].rule) for link in links] == [(False, "far in time")]


def test_a_person_may_join_and_part() -> None:
    raids = builder.tables(next(c for c in CASES if "a week apart" in c["about"]))
    a, b = (c.claim_id for c in raids.claims)
    assert len(groups(events.join(replace(raids, decisions=(decided("same", a, b),))))) == 1
    plan = builder.tables(next(c for c in CASES if "the plan and the deed" in c["about"]))
    a, b = (c.claim_id for c in plan.claims)
    parted = events.join(replace(plan, decisions=(decided("different", a, b),)))
    assert len(groups(parted)) == 2
    assert parted.links[0].reasons[0].sentence == "Ada decided that they are two events"


def test_the_latest_judgement_counts_and_orphans_do_not() -> None:
    plan = builder.tables(next(c for c in CASES if "the plan and the deed" in c["about"]))
    a, b = (c.claim_id for c in plan.claims)
    both = (decided("different", a, b), decided("same", b, a, "2030-04-02T00:00:00Z"))
    assert len(groups(events.join(replace(plan, decisions=both)))) == 1
    gone = (decided("different", a, b, state="orphaned"), replace(decided("different", a, b), withdrawn_at="2030-04-03T00:00:00Z"))
    assert len(groups(events.join(replace(plan, decisions=gone)))) == 1


def test_no_claims() -> None:
    assert events.join(Tables()) == Tables()


NAMES = st.sampled_from("abcdefgh")
SCORES = st.dictionaries(st.tuples(NAMES, NAMES).filter(lambda p: p[0] < p[1]), st.floats(-5, 5).map(lambda x: round(x, 3)), max_size=20)


@settings(max_examples=150)
@given(SCORES, st.lists(st.tuples(NAMES, NAMES).filter(lambda p: p[0] < p[1]), max_size=4), st.randoms())
def test_clusters(scores: dict[tuple[str, str], float], never: list[tuple[str, str]], mixer: random.Random) -> None:
    items = list("abcdefgh")
    found = cluster(items, scores, absent=-3.0, at_least=0.0, never=never)
    assert sorted(i for group in found for i in group) == items
    assert not any(a in group and b in group for a, b in never for group in found)
    mixer.shuffle(items)
    turned = dict(sorted(scores.items(), key=lambda _: mixer.random()))
    assert cluster(items, turned, absent=-3.0, at_least=0.0, never=never) == found


PAIRS = st.lists(st.tuples(NAMES, NAMES).filter(lambda p: p[0] < p[1]), max_size=4)


def judged(same: list[tuple[str, str]], different: list[tuple[str, str]]) -> Decided:
    return Decided({pair(*p): decided(v, *p) for v, rows in (("same", same), ("different", different)) for p in rows})


@given(SCORES, PAIRS)
def test_must_holds(scores: dict[tuple[str, str], float], must: list[tuple[str, str]]) -> None:
    people = judged(must, [])
    found = people.settle(cluster("abcdefgh", scores, absent=-3.0, at_least=0.0, never={pair("a", "b"), *people.never()}))
    assert sorted(i for group in found for i in group) == list("abcdefgh")
    assert all(any(a in group and b in group for group in found) for a, b in must)


@given(SCORES, PAIRS, PAIRS)
def test_different_holds_against_every_inference(
    scores: dict[tuple[str, str], float], same: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    people = judged([p for p in same if p not in apart], apart)
    found = people.settle(cluster("abcdefgh", scores, absent=-3.0, at_least=0.0, never=people.never()))
    assert sorted(i for group in found for i in group) == list("abcdefgh")
    assert not any(a in group and b in group for a, b in apart for group in found)


def test_same_joins_whole_groups() -> None:
    people = judged([("b", "c")], [])
    assert people.settle([["a", "b"], ["c", "d"], ["e"]]) == [["a", "b", "c", "d"], ["e"]]


def test_different_wins_over_what_is_inferred_beside_a_judged_pair() -> None:
    people = judged([("b", "c")], [("a", "c")])
    assert people.never() == {("a", "b"), ("a", "c")}
    assert people.settle([["a"], ["b"], ["c", "d"]]) == [["a"], ["b", "c", "d"]]
    assert judged([("b", "c")], [("a", "d")]).settle([["a", "b"], ["c", "d"]]) == [["a", "b", "c"], ["d"]]


def test_a_person_may_join_across_stories_and_whole_events() -> None:
    case = next(c for c in CASES if "two stories" in c["about"])
    apart = builder.tables(case)
    a, b = (c.claim_id for c in apart.claims)
    joined = events.join(replace(apart, decisions=(decided("same", a, b),)))
    assert len(groups(joined)) == 1
    assert [(link.joined, link.reasons[0].rule) for link in joined.links] == [(True, "decision")]


def test_weak_pairs_are_no_best_pairs() -> None:
    scores = {("a", "b"): 3.0, ("b", "c"): 3.0, ("a", "c"): 3.0}
    assert cluster("abc", scores, absent=-3.0, at_least=0.0, weak={("a", "b"), ("b", "c"), ("a", "c")}) == [["a"], ["b"], ["c"]]
    assert cluster("abc", scores, absent=-3.0, at_least=0.0, weak={("a", "b"), ("b", "c")}) == [["a", "c"], ["b"]]


def test_blocks_are_complete_for_a_small_story_and_bounded_for_a_crowd() -> None:
    tables = builder.tables(CASES[0])
    views, _ = claim_views.read(tables)
    one = {d.document_id: "story" for d in tables.documents}
    found = [(a.claim.claim_id, b.claim.claim_id) for a, b in blocks.pairs(views, one)]
    assert found == sorted(set(found))
    assert all(a < b for a, b in found)
    assert not list(blocks.pairs(views, {d.document_id: d.document_id for d in tables.documents if d.document_id != "wire"}))[3:]
    crowd = [
        replace(views[0], claim=replace(views[0].claim, claim_id=f"claim_{n:04}", document_id=f"d{n:04}")) for n in range(blocks.CROWD + 1)
    ]
    assert not list(blocks.pairs(crowd, {v.claim.document_id: "story" for v in crowd}))
