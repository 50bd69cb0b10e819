"""When a report was published. Cases: ``tests/cases/dates`` (``given``: what a person wrote; ``text``: what the report says)."""

from __future__ import annotations

from datetime import date

import pytest

from crosswire.acquire.blocks import split_blocks
from crosswire.acquire.dates import from_text, from_url, parse_given
from tests.conftest import case_params


def _day(value):
    return date.fromisoformat(value) if value else None


@pytest.mark.parametrize("case", case_params("dates"))
def test_dates(case):
    if case["at"] == "error":
        with pytest.raises(ValueError, match="write it as"):
            parse_given(case["given"])
        return
    found = parse_given(case["given"]) if "given" in case else from_text(split_blocks(case["text"]))
    assert (found.at, found.earliest, found.latest) == (case["at"], _day(case["earliest"]), _day(case["latest"]))


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://upland.example/world/2031/05/04/dam", "2031-05-04"),
        ("https://upland.example/2031/may/04/dam", "2031-05-04"),
        ("https://upland.example/2031-05-04-dam", "2031-05-04"),
        ("https://upland.example/2031/13/04/dam", None),
        ("https://upland.example/article/20310504", None),
        ("https://upland.example/1234/05/04", None),
        (None, None),
    ],
)
def test_dates_in_addresses(url, day):
    assert from_url(url).at == day
