"""No cell that a spreadsheet would run, and every text comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosswire.view.exports.cells import dangerous, neutral, restored
from crosswire.view.exports.profiles import Settings

SIGNS = st.text(alphabet="=+-@\t\r\n'\" ＝＋－＠−﹣\u200b\ufeff\u00a0“‘a1", max_size=8)
TEXTS = st.one_of(SIGNS, st.text(max_size=20), st.builds("".join, st.tuples(SIGNS, st.text(max_size=5))))


@given(TEXTS)
@example("''=1+1")
@example("'\t=1")
@example(" '=1")
def test_every_text_comes_back(text):
    assert restored(neutral(text)) == text


@given(TEXTS)
def test_no_cell_begins_like_a_formula(text):
    cell = neutral(text)
    assert not dangerous(cell)
    assert not cell.strip(' \u00a0\u200b\ufeff"').startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '"=1', "“=1", "＝1", "－1", "\u200b=1", "\n=1"])
def test_what_is_made_harmless(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "12 killed", "'tis", "a=b", "O'Neill", '[{"rule": "=1"}]', "'", "…"])
def test_what_is_left_alone(text):
    assert neutral(text) == text


def test_what_is_made_harmless_is_counted():
    settings = Settings()
    assert [settings.cell(t) for t in ("=1", "two", "@3")] == ["'=1", "two", "'@3"]
    assert settings.tally.neutralised == 2
    assert Settings(raw=True).cell("=1") == "=1"
