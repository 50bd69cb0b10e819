"""Victims: who is found killed or hurt and who is not, in cases of our own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire import pipeline
from crosswire.acquire.sentences import Page
from crosswire.types import Victim
from tests.conftest import case_params

PIECES = [
    "A man",
    "Paul Reed, 34,",
    "and",
    "her two sons",
    "was shot",
    "died",
    "killed himself",
    "both",
    "in 2031",
    ",",
    ".",
    "murder-suicide",
    "another",
]


def found_in(page: Page) -> tuple[Victim, ...]:
    return pipeline.extract(page).victims


@pytest.mark.parametrize("case", case_params("victims"))
def test_case(case: dict[str, Any], page_of: Callable[..., Page]) -> None:
    text = case["text"]
    found = found_in(page_of(text))
    said = [(text[v.start : v.end], v.role, v.number, v.name, v.age, v.sex, v.own, v.anew) for v in found]
    for words, role, number, *more in case.get("victims", []):
        at = text.index(words)
        here = [v for v in found if v.start < at + len(words) and at < v.end and (v.role, v.number) == (role, number)]
        assert here, (words, said)
        for key, value in (more[0] if more else {}).items():
            assert any(getattr(v, key) == value for v in here), (words, key, said)
    for key, roles in (("none", ("killed", "injured", "hit")), ("none_killed", ("killed",))):
        for words in case.get(key, []):
            at = text.index(words)
            assert not [v for v in found if v.role in roles and v.start < at + len(words) and at < v.end], (words, said)


def test_a_victim_belongs_to_the_claim_that_tells_it(page_of: Callable[..., Page]) -> None:
    extraction = pipeline.extract(page_of("Gunmen killed a teacher in Orvan on Monday. The minister met the mayor."))
    (victim,) = extraction.victims
    assert victim.claim_id in {c.claim_id for c in extraction.claims if c.type == "ASSAULT"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_any_words_give_honest_spans(pieces: list[str], page_of: Callable[..., Page]) -> None:
    text = " ".join(pieces)
    rows = found_in(page_of(text))
    assert list(rows) == sorted(rows, key=lambda v: (v.start, v.end, v.role))
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        assert 0 <= row.deed_start < row.deed_end <= len(text)
        assert row.number >= 1
        assert row.rule
