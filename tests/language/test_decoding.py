"""Trees and name tags from scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from crosswire.language.decoding import NameDecoder, best_heads, crosses, projective_tree, spanning_tree

SCORES = st.floats(-50, 50, allow_nan=False, width=32)


def is_single_rooted_tree(heads):
    if sum(h == 0 for h in heads) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at:
            at, steps = int(heads[at - 1]), steps + 1
            if steps > len(heads):
                return False
    return True


def with_root_row(scores):
    table = np.full((scores.shape[0] + 1, scores.shape[1]), -1e9)
    table[1:] = scores
    return table


def total(scores, heads):
    return sum(scores[i, h] for i, h in enumerate(heads))


def squares(most):
    return st.integers(1, most).flatmap(lambda n: hnp.arrays(np.float64, (n, n + 1), elements=SCORES))


@given(squares(9))
def test_heads_always_form_one_tree_with_one_root_and_no_crossing(scores):
    heads = best_heads(scores)
    assert is_single_rooted_tree(heads)
    assert not crosses(heads)


@given(squares(4))
def test_the_spanning_tree_is_the_best_of_all_trees(scores):
    n = len(scores)
    best = max(
        total(scores, h) for h in product(range(n + 1), repeat=n) if is_single_rooted_tree(h) and all(x != i + 1 for i, x in enumerate(h))
    )
    # among roots only the greedy one and the three most likely are tried; with up to 3 words that is all
    found = total(scores, spanning_tree(with_root_row(scores)))
    assert found <= best + 1e-6
    if n <= 3:
        assert found == pytest.approx(best)


@given(squares(4))
def test_the_projective_tree_is_the_best_without_crossing(scores):
    n = len(scores)
    trees = [h for h in product(range(n + 1), repeat=n) if is_single_rooted_tree(h) and all(x != i + 1 for i, x in enumerate(h))]
    best = max(total(scores, h) for h in trees if not crosses(np.array(h)))
    assert total(scores, projective_tree(with_root_row(scores))) == pytest.approx(best)


TAGS = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


@given(st.integers(1, 7).flatmap(lambda n: hnp.arrays(np.float32, (n, len(TAGS)), elements=SCORES)))
def test_names_are_well_formed(scores):
    tags = NameDecoder(TAGS)(scores)
    assert len(tags) == len(scores)
    for before, tag in zip(["O", *tags], tags, strict=False):
        if tag.startswith("I-"):
            assert before[2:] == tag[2:]


def test_a_clear_name_is_read():
    rows = [[9, 0, 0, 0, 0], [0, 9, 0, 0, 0], [0, 0, 9, 8, 0], [9, 0, 0, 0, 0]]
    assert NameDecoder(TAGS)(np.array(rows, np.float32)) == ["O", "B-ORG", "I-ORG", "O"]
