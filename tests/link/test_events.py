"""Claims into events: cases in tests/cases/events, people's decisions, and what holds for every input."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import events
from crosswire.link.clusters import cluster, pair
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


@given(SCORES, st.lists(st.tuples(NAMES, NAMES).filter(lambda p: p[0] < p[1]), max_size=4))
def test_must_holds(scores: dict[tuple[str, str], float], must: list[tuple[str, str]]) -> None:
    found = cluster("abcdefgh", scores, absent=-3.0, at_least=0.0, must=must, never=[pair("a", "b")])
    assert all(any(a in group and b in group for group in found) for a, b in must)
