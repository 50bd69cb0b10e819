"""Every feature on cases in tests/cases/features, and what holds for all of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.link import claim_views, features
from crosswire.link.clause_words import content_words, cosine, stem, weigh
from tests.conftest import case_params
from tests.reconcile import builder


def pair_of(case: dict[str, Any]) -> tuple[claim_views.View, claim_views.View, claim_views.Context]:
    views, context = claim_views.read(builder.tables(case))
    first, second = sorted(views, key=lambda v: (v.claim.document_id, v.claim.start))
    return first, second, context


@pytest.mark.parametrize("case", case_params("features"))
def test_feature(case: dict[str, Any]) -> None:
    a, b, context = pair_of(case)
    found = {r.rule: r for r in (f(a, b, context) for f, _ in features.FEATURES) if r is not None}
    reason = found.get(case["rule"])
    if case["low"] is None:
        assert reason is None
        return
    assert reason is not None
    assert case["low"] <= reason.score <= case["high"]
    assert reason.sentence
    if "sentence" in case:
        assert reason.sentence == case["sentence"]


@pytest.mark.parametrize("case", case_params("features"))
def test_either_way_round(case: dict[str, Any]) -> None:
    a, b, context = pair_of(case)
    assert features.compare(a, b, context)[0] == pytest.approx(features.compare(b, a, context)[0])


def test_every_feature_is_explained_and_weighs() -> None:
    assert all(f.__doc__ and weight for f, weight in features.FEATURES)


@given(st.text())
def test_words_have_unit_length(text: str) -> None:
    vector = weigh(text, {})
    assert not vector or cosine(vector, vector) == pytest.approx(1.0)


@given(st.text(alphabet="abcdefgs'", min_size=1, max_size=12))
def test_stem_is_never_empty(word: str) -> None:
    assert stem(word) or word.strip("'’s") == ""


def test_function_words_say_nothing() -> None:
    assert content_words("it was there and they had been with us") == []
