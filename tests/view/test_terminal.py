"""What the terminal shows, on a record made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from crosswire.store.database import open_record, write_record
from crosswire.types import Claim, Document, Event, EventValue, Finding, FoundValue, Origin, Story, StoryDocument, Tables
from crosswire.view.explanations import explain
from crosswire.view.terminal import days, plural, show

TEXT = "Rebels took the port on Monday. In 2019 they had failed."


def made() -> Tables:
    document = Document("r1", "0" * 64, "r1.txt", None, None, None, None, "2030-03-05", "given", None, None, "en", TEXT, "text")
    claims = tuple(
        Claim(f"claim_{n}", "r1", start, end, start, end, "ASSAULT", None, None, None, None, None, None, None, "happened", None, 0.5, "verb",
              origin_id="origin_1", event_id=f"event_{n}")
        for n, start, end in ((1, 0, 30), (2, 32, 56))
    )  # fmt: skip
    events = tuple(
        Event(f"event_{n}", "story_1", TEXT[start:end], "ASSAULT", None, None, None, day, day, "happened", 1, 1, 1, "single")
        for n, start, end, day in ((1, 0, 30, date(2030, 3, 4)), (2, 32, 56, date(2019, 1, 1)))
    )
    value = EventValue("event_1", "quantity:killed", "12", 12, 12, 12, ("r1",), ("claim_1",), ("origin_1",), "only")
    finding = Finding(
        "finding_1", "event_1", "update", "quantity:killed", (FoundValue("12", ("r1",), (), (("r1", 0, 6),)),), None, "It grew."
    )
    return Tables(
        documents=(document,), claims=claims, events=events, event_values=(value,), findings=(finding,), origins=(Origin("origin_1", "outlet", "r1"),),
        stories=(Story("story_1", "Port taken", date(2030, 3, 5), date(2030, 3, 5), 1),), story_documents=(StoryDocument("story_1", "r1"),),
    )  # fmt: skip


@pytest.fixture
def record(tmp_path):
    write_record(tmp_path / "r.duckdb", made(), {})
    with open_record(tmp_path / "r.duckdb") as opened:
        yield opened


def test_what_was_long_before_stands_under_background(record):
    lines = list(show(record))
    assert (
        lines.index(" 1. Rebels took the port on Monday")
        < lines.index("Background, from before:")
        < lines.index(" 2. In 2019 they had failed.")
    )


def test_nothing_is_invented_where_nothing_is_known(record):
    shown = "\n".join(show(record))
    assert "outlet not known" in shown
    assert "place not known" in shown


def test_findings_stand_beside_their_event(record):
    lines = list(show(record))
    at = next(i for i, line in enumerate(lines) if "! update: It grew." in line)
    assert lines.index(" 1. Rebels took the port on Monday") < at < lines.index("Background, from before:")


def test_every_explanation_ends_at_characters(record):
    value_id = made().event_values[0].value_id
    for key in ("event_1", "claim_1", "finding_1", value_id):
        lines = list(explain(record, key))
        assert any(">>" in line for line in lines), key
        assert any("characters 0-" in line for line in lines), key


def test_words():
    assert (plural(1, "story"), plural(2, "story"), plural(2, "report")) == ("1 story", "2 stories", "2 reports")
    assert days(None, None) == "time not known"
    assert days(date(2030, 1, 1), None) == "2030-01-01 to ..."
