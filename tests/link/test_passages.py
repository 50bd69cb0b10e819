"""Shared words: the cases in tests/cases/passages, and what holds for any reports."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import passages
from crosswire.types import Segment, Tables
from tests.conftest import case_params
from tests.link.making import body, document, quote, reports, texts_of

LETTERS = "bcdfghklmnprstvz"
words = st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=5, max_size=40, unique=True)


@pytest.mark.parametrize("case", case_params("passages"))
def test_cases(case: dict[str, Any]) -> None:
    tables = reports(case["reports"])
    tables = replace(tables, quotes=tuple(quote(tables, q) for q in case.get("quotes", ())))
    found = texts_of(tables, passages.find(tables).passages)
    assert found == sorted(((s["kind"], s["texts"]) for s in case["shared"]), key=lambda g: (g[0], sorted(g[1].items())))


def planted(run: list[str], around: list[list[str]]) -> Tables:
    """Reports that all hold a run, each between its own words (in capitals A, B, ..., so that no two reports share others)."""
    made = []
    for i, own in enumerate(around):
        mine = [f"{w}{'aeiou'[i]}x" for w in own]
        half = len(mine) // 2
        made.append(document(f"d{i}", " ".join([*mine[:half], *run, *mine[half:]]) + "."))
    return Tables(documents=tuple(made), segments=tuple(body(d) for d in made))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=8, max_size=30, unique=True), st.lists(words, min_size=2, max_size=4))
def test_a_planted_run_is_found_whatever_stands_around_it(run: list[str], around: list[list[str]]) -> None:
    tables = planted(run, around)
    found = passages.find(tables).passages
    assert len({p.passage_id for p in found}) == 1
    assert {p.document_id for p in found} == {d.document_id for d in tables.documents}
    assert {tables.texts()[p.document_id][p.start : p.end] for p in found} == {" ".join(run)}
    assert {p.similarity for p in found} == {1.0}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=16, max_size=30, unique=True),
    words,
    words,
    st.integers(min_value=7, max_value=9),
)
def test_a_run_survives_a_changed_word(run: list[str], left: list[str], right: list[str], at: int) -> None:
    tables = planted(run, [left, right])
    edited = tables.documents[1].text.replace(f" {run[at]} ", " altogetherdifferent ")
    tables = replace(tables, documents=(tables.documents[0], replace(tables.documents[1], text=edited)))
    tables = replace(tables, segments=tuple(body(d) for d in tables.documents))
    found = passages.find(tables).passages
    first = next(p for p in found if p.document_id == "d0")
    assert len({p.passage_id for p in found}) == 1
    assert tables.texts()["d0"][first.start : first.end] == " ".join(run)
    assert 0.8 < first.similarity < 1


@settings(max_examples=30, deadline=None)
@given(st.lists(words, min_size=2, max_size=5), words, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(around: list[list[str]], run: list[str], chance: random.Random) -> None:
    tables = planted([*run, "alpha", "beta", "gamma"], around)
    mixed = list(tables.documents)
    chance.shuffle(mixed)
    segments = list(tables.segments)
    chance.shuffle(segments)
    assert passages.find(replace(tables, documents=tuple(mixed), segments=tuple(segments))).passages == passages.find(tables).passages


def test_leftovers_are_not_compared_and_runs_do_not_cross_them() -> None:
    text = "Rescue teams searched the collapsed tower [SHARE THIS STORY] all night for eleven missing workers."
    made = [document("a", text), document("b", text)]
    cut, end = text.index("["), text.index("]") + 1
    rows = [(0, cut, "body"), (cut, end, "leftover"), (end, len(text), "body")]
    segments = tuple(Segment(d.document_id, s, e, kind, "test") for d in made for s, e, kind in rows)  # type: ignore[arg-type]
    found = passages.find(Tables(documents=tuple(made), segments=segments))
    assert texts_of(found, found.passages) == []
    whole = passages.find(Tables(documents=tuple(made), segments=tuple(body(d) for d in made)))
    assert len(whole.passages) == 2


def test_no_reports_no_passages() -> None:
    assert passages.find(Tables()) == Tables()


def test_a_statement_in_very_many_reports_is_one_passage() -> None:
    run = "Every sluice on the upper canal will stay shut until engineers have inspected the northern embankment"
    made = tuple(document(f"d{i:03}", f"Report{i} opens. {run}. Report{i} closes.") for i in range(60))
    found = passages.find(Tables(documents=made, segments=tuple(body(d) for d in made))).passages
    assert len(found) == 60
    assert len({p.passage_id for p in found}) == 1
