"""The day of a claim: said in its clause, told in its sentence, or told on from the sentence above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from crosswire.acquire.sentences import Page
from crosswire.extract import claims, times

PUBLISHED = "2030-03-14"  # a Thursday


@pytest.mark.parametrize(
    ("text", "trigger", "day", "whence"),
    [
        ("Rebels attacked the mill on Monday.", "attacked", date(2030, 3, 11), "said"),
        ("On Sunday the army said that rebels had attacked the mill.", "attacked", date(2030, 3, 10), "context"),
        ("On Monday rebels came to the town. They attacked the mill.", "attacked", date(2030, 3, 11), "context"),
        ("On Monday rebels came to the town. Four guards were arrested at the mill.", "arrested", date(2030, 3, 11), "context"),
        # What is ahead, what goes on, and what only may be does not tell on from a day.
        ("On Monday rebels came to the town. They will attack the mill.", "attack", None, None),
        ("On Monday rebels came to the town. They have attacked the mill.", "attacked", None, None),
        # A day that is not yet over dates nothing of the past.
        ("The council will meet on Monday. Rebels attacked the mill.", "attacked", None, None),
        # A month or a year is no day to tell on from.
        ("Rebels came to the town in 2024. They attacked the mill.", "attacked", None, None),
    ],
)
def test_day_of_a_claim(text: str, trigger: str, day: date | None, whence: str | None, page_of: Callable[..., Page]) -> None:
    page = page_of(text, published=PUBLISHED)
    told, _ = claims.read(page, claims.Layers(times=tuple(times.read(page))))
    (claim,) = [c for c in told if text[c.trigger_start : c.trigger_end] == trigger]
    assert (claim.time_start, claim.time_from) == (day, whence)


def test_a_day_far_above_is_not_told_on(page_of: Callable[..., Page]) -> None:
    text = f"On Monday rain fell. {'The mill is old and stands by the river. ' * 10}Rebels attacked the mill."
    page = page_of(text, published=PUBLISHED)
    told, _ = claims.read(page, claims.Layers(times=tuple(times.read(page))))
    assert [(c.time_start, c.time_from) for c in told if text[c.trigger_start : c.trigger_end] == "attacked"] == [(None, None)]
