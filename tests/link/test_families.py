"""Text families: the cases in tests/cases/families, and what holds for any reports."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import families, passages
from crosswire.types import Tables
from tests.conftest import case_params
from tests.link.making import body, document, reports


def grouped(tables: Tables) -> list[list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for document_id, family in families.families(tables).items():
        found[family].append(document_id)
    return sorted(sorted(rows) for rows in found.values())


@pytest.mark.parametrize("case", case_params("families"))
def test_cases(case: dict[str, Any]) -> None:
    assert grouped(passages.find(reports(case["reports"]))) == sorted(sorted(f) for f in case["families"])


words = st.lists(st.text("bcdfghklmnprstvz", min_size=3, max_size=8), min_size=24, max_size=60, unique=True)


def report(document_id: str, said: list[str], outlet: str, day: str | None) -> Tables:
    made = document(document_id, " ".join(said) + ".", outlet, day)
    return Tables(documents=(made,), segments=(body(made),))


def together(parts: list[Tables]) -> Tables:
    documents = tuple(d for p in parts for d in p.documents)
    return passages.find(Tables(documents=documents, segments=tuple(s for p in parts for s in p.segments)))


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_copy_joins_a_family_and_never_adds_one(texts: list[list[str]], chance: random.Random) -> None:
    parts = [report(f"d{i}", [f"{w}{'aeiou'[i]}" for w in said], f"Outlet {i}", "2031-05-04") for i, said in enumerate(texts)]
    before = grouped(together(parts))
    source = chance.choice(parts)
    copy = replace(source.documents[0], document_id="copy", outlet="Copy Post", published_at=chance.choice([None, "2031-05-09"]))
    after = grouped(together([*parts, Tables(documents=(copy,), segments=(body(copy),))]))
    assert len(after) == len(before)
    assert next(f for f in after if "copy" in f) == sorted([*next(f for f in before if source.documents[0].document_id in f), "copy"])


@settings(max_examples=20, deadline=None)
@given(words, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(said: list[str], chance: random.Random) -> None:
    parts = [report(f"d{i}", said[: len(said) - 4 * i], f"Outlet {i}", None) for i in range(4)]
    tables = together(parts)
    mixed = list(tables.passages)
    chance.shuffle(mixed)
    rows = list(tables.documents)
    chance.shuffle(rows)
    assert families.families(tables) == families.families(replace(tables, passages=tuple(mixed), documents=tuple(rows)))


def test_every_document_has_a_family() -> None:
    tables = reports([{"id": "a", "text": "Rain fell."}, {"id": "b", "text": ""}])
    assert set(families.families(tables)) == {"a", "b"}


def test_very_many_copies_are_one_family() -> None:
    text = "Two ferries full of families were turned back at the mouth of the estuary, and nobody said why they were not let in."
    tables = passages.find(reports([{"id": f"d{i:03}", "outlet": f"Outlet {i}", "text": text} for i in range(60)]))
    assert len(set(families.families(tables).values())) == 1
