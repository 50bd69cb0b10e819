"""The measures of bench/coreference.py against their definitions."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import coreference

GROUPINGS = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("123"), min_size=1)


@given(GROUPINGS)
def test_a_perfect_grouping_scores_one(gold: dict[str, str]) -> None:
    renamed = {i: f"x{g}" for i, g in gold.items()}
    assert coreference.conll(gold, renamed) == pytest.approx(1.0)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=3))
def test_the_best_assignment_is_found(rows: list[list[int]]) -> None:
    value = np.array(rows, dtype=float)
    best = max(sum(value[i, p[i]] for i in range(len(rows))) for p in permutations(range(3), len(rows)))
    assert coreference._assign(value) == pytest.approx(best)


def test_all_in_one_and_all_apart() -> None:
    gold = {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert coreference.bcubed(gold, dict.fromkeys(gold, "x")) == pytest.approx((0.5, 1.0, 2 / 3))
    assert coreference.muc(gold, dict.fromkeys(gold, "x")) == pytest.approx(0.8)
    assert coreference.muc(gold, {i: i for i in gold}) == 0.0
