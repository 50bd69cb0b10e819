"""Reports that tell only of people who live: which words say so, in cases of our own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crosswire import pipeline
from crosswire.acquire.sentences import Page
from crosswire.link.survivors import alive, survivors
from tests.conftest import case_params


@pytest.mark.parametrize("case", case_params("survivors"))
def test_case(case: dict[str, Any], page_of: Callable[..., Page]) -> None:
    text = case["text"]
    found = alive(sorted(pipeline.extract(page_of(text)).victims, key=lambda v: (v.start, v.end, v.role)), text)
    assert (text[found.start : found.end] if found else None) == case["says"]


def test_a_report_without_victims_says_nothing() -> None:
    assert survivors({"r": []}, {"r": "All are expected to survive."}) == {}
