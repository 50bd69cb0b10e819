"""Stories: the cases in tests/cases/stories, and what holds for any reports."""

from __future__ import annotations

import random
import re
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import headings, profiles, stories, verdicts
from crosswire.types import Decision, Document, Tables, Time
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


def dated(tables: Tables) -> Tables:
    """The tables with the times that the texts tell: days in full ("4 May 2031"), and weekdays where the report has no date."""
    times = [t for d in tables.documents for t in [*_days(d), *([] if d.published_at else _weekdays(d))]]
    return replace(tables, times=tuple(sorted(times, key=lambda t: (t.document_id, t.start))))


def _days(report: Document) -> list[Time]:
    found = re.finditer(r"\d{1,2} (?:March|May|November) 20\d\d", report.text)
    return [_time(report, m, datetime.strptime(m.group(), "%d %B %Y").date()) for m in found]


def _weekdays(report: Document) -> list[Time]:
    return [_time(report, m, None) for m in re.finditer(r"on (?:Thurs|Satur)day", report.text)]


def _time(report: Document, at: re.Match[str], day: date | None) -> Time:
    return Time(report.document_id, at.start(), at.end(), day, day, None, "day" if day else None, None, "test")


@pytest.mark.parametrize("case", case_params("stories"))
def test_cases(case: dict[str, Any]) -> None:
    assert grouped(dated(reports(case["reports"]))) == sorted(case["stories"])


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


def test_a_report_has_the_day_of_publication_else_the_end_of_its_bracket() -> None:
    report = document("a", "Rain fell on 4 May 2031.")
    assert profiles.day_of(report) is None
    bracket = replace(report, published_earliest=date(2031, 5, 4), published_latest=date(2031, 5, 6))
    assert profiles.day_of(bracket) == date(2031, 5, 6)
    assert profiles.day_of(replace(bracket, published_at="2031-05-05", published_from="given")) == date(2031, 5, 5)


def decision(verdict: str, left: str, right: str, at: str = "2031-05-04T10:00:00+00:00") -> Decision:
    """A person's judgement of two reports."""
    empty: dict[str, Any] = dict.fromkeys((f.name for f in fields(Decision)), None)
    keys = " ".join(verdicts.report_key(i) for i in (left, right))
    return Decision(
        **{
            **empty,
            "decision_id": f"{verdict} {left} {right}",
            "at": at,
            "by": "Ada",
            "verdict": verdict,
            "subject": keys,
            "state": "applied",
        }
    )


def test_a_person_may_join_reports_and_part_them() -> None:
    shaft = "Miners occupied the Ostrava shaft on Sunday and said they would stay underground until the company pays."
    made = reports([{"id": i, "published": "2031-05-04", "text": t} for i, t in (("a", shaft), ("b", shaft), ("c", "Kelda won the cup."))])
    assert grouped(made) == [["a", "b"], ["c"]]
    judged = replace(made, decisions=(decision("different", "a", "b"), decision("same", "c", "a")))
    done = stories.group(judged)
    assert grouped(judged) == [["a", "c"], ["b"]]
    links = {(k.left_id, k.right_id): k for k in done.links}
    assert [(pair, k.joined, k.reasons[0].rule) for pair, k in sorted(links.items())] == [
        (("a", "b"), False, "decision"),
        (("a", "c"), True, "decision"),
    ]
    torn = replace(made, decisions=(decision("different", "a", "b"), decision("same", "a", "c"), decision("same", "b", "c")))
    assert grouped(torn) == [["a", "c"], ["b"]]


def test_a_link_says_what_the_reports_share_in_their_words() -> None:
    made = reports(
        [
            {
                "id": "a",
                "published": "2031-05-04",
                "text": "Troops of the Varga Brigade shelled Old Tallow, and the bridges at Tallow fell.",
            },
            {
                "id": "b",
                "published": "2031-05-06",
                "text": "Shells of the Varga Brigade destroyed both bridges at Tallow, and Old Tallow burnt.",
            },
        ]
    )
    (link,) = stories.group(made).links
    said = {r.rule: r.sentence for r in link.reasons}
    assert "Tallow" in said["same_names"]
    assert "Varga Brigade" in said["same_phrases"]
    assert said["days_apart"] == "they were published 2 days apart"


def test_a_story_is_named_by_a_report_that_has_a_title() -> None:
    flood = "The river Orra rose four metres overnight and two bridges at Tallow were swept away, the harbour office said."
    made = reports(
        [{"id": "a", "text": flood}, {"id": "b", "text": f"Bridges lost at Tallow\n\n{flood}", "title": "Bridges lost at Tallow"}]
    )
    assert [s.title for s in stories.group(made).stories] == ["Bridges lost at Tallow"]
    alone = stories.group(reports([{"id": "a", "text": flood * 3}])).stories[0].title
    assert len(alone) <= 120
    assert alone.endswith("...")


@pytest.mark.parametrize(
    "line",
    ["By Ada Lorne", "BY ADA LORNE", "By Ada Lorne and Sven Bach, in Tallow", "From: press@tallow.example", "Subject: situation report", "• Bridges lost at Tallow",
     "- two bridges are lost", "HOST: Good evening and welcome.", "ADA LORNE (reporting): We are in Tallow.", "Q: Who shot first?", "(Reuters)", "1. Background"],
)  # fmt: skip
def test_what_is_no_headline(line: str) -> None:
    assert not headings.is_headline(line)
    report = document("a", f"{line}\nTwo bridges at Tallow were lost in the night.", title=line)
    assert headings.heading([(report, [body(report)])]) == "Two bridges at Tallow were lost in the night."


@pytest.mark.parametrize(
    "line",
    ["Bridges lost at Tallow", "UPDATE 2: Toll at Tallow rises", "Mayor of Tallow: we were not warned", "By dawn, two bridges were gone", "From Tallow to the sea, a river of mud",
     "‘They came at night’", "Tallow flood – what we know", "By the time help came, two bridges were gone"],
)  # fmt: skip
def test_what_is_a_headline(line: str) -> None:
    assert headings.is_headline(line)
