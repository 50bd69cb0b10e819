"""Stories: the cases in tests/cases/stories, and what holds for any reports."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import stories
from crosswire.types import Tables, Time
from tests.conftest import case_params
from tests.link.making import body, document, reports

TOPICS = [
    "miners shaft Ostrava wages company strike underground",
    "ferry capsized estuary divers captain passengers lifeboat",
    "election ballot parliament coalition candidate Kelda recount",
]


def grouped(tables: Tables) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for row in stories.group(tables).story_documents:
        found.setdefault(row.story_id, []).append(row.document_id)
    return sorted(found.values())


@pytest.mark.parametrize("case", case_params("stories"))
def test_cases(case: dict[str, Any]) -> None:
    assert grouped(reports(case["reports"])) == sorted(case["stories"])


@st.composite
def some_reports(draw: st.DrawFn) -> Tables:
    made = []
    for i in range(draw(st.integers(1, 8))):
        topic = draw(st.sampled_from(TOPICS)).split()
        told = draw(st.lists(st.sampled_from(topic), min_size=3, max_size=12))
        day = draw(st.sampled_from([None, "2031-05-01", "2031-05-04", "2031-05-20", "2031-07-01"]))
        made.append(document(f"d{i}", " ".join(told), "Kelda Star", day, title=" ".join(told[:3])))
    return Tables(documents=tuple(made), segments=tuple(body(d) for d in made))


@settings(max_examples=60, deadline=None)
@given(some_reports(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(tables: Tables, chance: random.Random) -> None:
    mixed = list(tables.documents)
    chance.shuffle(mixed)
    once, again = stories.group(tables), stories.group(replace(tables, documents=tuple(mixed)))
    assert (once.stories, once.story_documents, once.links) == (again.stories, again.story_documents, again.links)


@settings(max_examples=60, deadline=None)
@given(some_reports())
def test_every_report_is_in_one_story_and_counts_agree(tables: Tables) -> None:
    done = stories.group(tables)
    assert sorted(r.document_id for r in done.story_documents) == [d.document_id for d in tables.documents]
    assert {s.story_id: s.documents for s in done.stories} == {
        s.story_id: sum(r.story_id == s.story_id for r in done.story_documents) for s in done.stories
    }
    titles = {d.title for d in tables.documents}
    assert all(s.title in titles and (s.start is None) == (s.end is None) for s in done.stories)
    assert len([k for k in done.links if k.kind == "document"]) == len(tables.documents) - len(done.stories)


@settings(max_examples=20, deadline=None)
@given(some_reports(), st.integers(0, 7))
def test_a_copy_joins_the_story_of_its_original(tables: Tables, number: int) -> None:
    original = tables.documents[number % len(tables.documents)]
    copy = replace(original, document_id="copy")
    more = replace(tables, documents=(*tables.documents, copy), segments=(*tables.segments, body(copy)))
    assert any({original.document_id, "copy"} <= set(group) for group in grouped(more))


def test_an_undated_report_has_the_latest_day_that_it_names_in_full() -> None:
    report = document("a", "On 4 May 2031, a year after 3 May 2030, rain fell.")
    named = [
        Time("a", 3, 13, date(2031, 5, 4), date(2031, 5, 4), "2031-05-04", "day", "text", "test"),
        Time("a", 28, 38, date(2030, 5, 3), date(2030, 5, 3), "2030-05-03", "day", "text", "test"),
    ]
    assert stories.day_of(report, named) == date(2031, 5, 4)
    assert stories.day_of(replace(report, published_at="2031-06-01", published_from="given"), named) == date(2031, 6, 1)
    assert stories.day_of(report, []) is None


def test_a_story_is_named_by_a_report_that_has_a_title() -> None:
    flood = "The river Orra rose four metres overnight and two bridges at Tallow were swept away, the harbour office said."
    made = reports(
        [{"id": "a", "text": flood}, {"id": "b", "text": f"Bridges lost at Tallow\n\n{flood}", "title": "Bridges lost at Tallow"}]
    )
    assert [s.title for s in stories.group(made).stories] == ["Bridges lost at Tallow"]
    alone = stories.group(reports([{"id": "a", "text": flood * 3}])).stories[0].title
    assert len(alone) <= 120
    assert alone.endswith("...")
