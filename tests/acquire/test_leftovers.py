"""What each stretch of a report is. Cases: ``tests/cases/leftovers``, ``tests/cases/datelines``."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.acquire.blocks import split_blocks
from crosswire.acquire.datelines import find_dateline
from crosswire.acquire.leftovers import mark
from crosswire.acquire.opening import open_report
from crosswire.acquire.raw import Given, RawReport
from crosswire.errors import RejectedInput
from crosswire.types import Document
from tests.conftest import case_params


def opened(text: str, title: str | None = None) -> tuple[Document, list[tuple[str, str]]]:
    """A text as a document, and (kind, words) of its segments."""
    document, hints = _open(text, title)
    return document, [(s.kind, document.text[s.start : s.end]) for s in mark(document, hints)]


def _open(text, title=None):
    report = open_report(RawReport("d1", "d1.txt", text.encode(), "text", Given(title=title)))
    return report.document, report.hints


@pytest.mark.parametrize("case", case_params("leftovers"))
def test_segments(case):
    _, found = opened(case["text"], case.get("title"))
    assert found == [tuple(pair) for pair in case["expect"]]


@pytest.mark.parametrize("case", case_params("datelines"))
def test_datelines(case):
    (block,) = split_blocks(case["text"])
    found = find_dateline(block, case["rank"])
    assert (case["text"][: found[0]] if found else None) == case["dateline"]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "", "Share", "READ MORE: elsewhere", "ROME, 3 May 2031 (LNA) — Two people were hurt on Friday, police said.", "By Ann Lee",
                "(Reporting by Ann Lee)", "A man waits in Arua on FridayReuters", "Most read", "12 comments", "www.example.org", "\u00a0", "|",
                "The council said on Monday that nine people had drowned.", "“Nine people had drowned”", "Home / News", "Photo: Ann Lee",
            ]
        ),
        st.text(max_size=60),
    ),
    max_size=14,
)  # fmt: skip


@given(LINES)
def test_segments_tile_the_text(lines):
    try:
        document, hints = _open("\n".join(lines))
    except RejectedInput:
        return
    segments = mark(document, hints)
    covered = set()
    for before, after in pairwise(segments):
        assert before.end <= after.start
    for segment in segments:
        assert 0 <= segment.start < segment.end <= len(document.text)
        piece = document.text[segment.start : segment.end]
        assert piece == piece.strip()
        assert segment.rule
        covered.update(range(segment.start, segment.end))
    missing = [c for i, c in enumerate(document.text) if i not in covered and not c.isspace()]
    assert missing == []


def test_hard_wrapped_lines_are_one_paragraph():
    lines = [
        "The council said on Monday that nine people had drowned in the flood and",
        "that forty were missing, most of them from the three villages below the",
        "dam, which had been built in a hurry and, engineers say, of the wrong",
        "concrete, although the company that poured it denies this and has gone",
        "to court over it, as it did two years ago when a smaller dam failed in",
        "the south and the same engineers were heard by the same judge in vain.",
    ]
    _, found = opened("\n".join(lines))
    assert found == [("body", "\n".join(lines))]


def test_gold_crises_keep_their_body_and_lose_their_leftovers(shared):
    """The targets of the design: nine in ten leftovers marked, no body lost. Scored by the project's own scorer."""
    from tests.acquire.scoring import leftovers_of  # noqa: PLC0415  needs the scorer beside the repository

    for crisis in ("seeds", "dev/ferry-talks", "dev/harbor-embassy", "dev/valley-strike"):
        figures = leftovers_of(shared, shared / "gold/crises" / crisis)
        assert figures["removed"] >= 0.9, crisis
        assert figures["body_kept"] >= 0.99, crisis
