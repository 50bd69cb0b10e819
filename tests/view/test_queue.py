"""What is most worth a person's minute: the order of questions, on small records in tests/cases/queue; what is judged is not asked again.

A case names ``events`` (reports, origins, grade, ``values``: field -> labels, the first chosen), ``claims`` (id -> event), ``links`` (kind,
left, right, score, joined, reasons), ``findings``, ``decisions`` (verdict, subject, ...) and the ``order`` of keys that it expects.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crosswire.reconcile.judged import amount_of
from crosswire.store.database import open_record, write_record
from crosswire.types import (
    Actor,
    ActorMention,
    Claim,
    Decision,
    Event,
    EventValue,
    Finding,
    FoundValue,
    Link,
    Reason,
    Story,
    StoryDocument,
    Tables,
)
from crosswire.view.review import queue
from tests.conftest import case_params


def tables(case: dict[str, Any]) -> Tables:
    """A record as far as the queue looks at it; every report is of the story that its event names."""
    events = case.get("events", {})
    actors = case.get("actors", {})
    return Tables(
        events=tuple(_event(name, row) for name, row in events.items()),
        event_values=tuple(v for name, row in events.items() for v in _values(name, row)),
        claims=tuple(_claim(name, event) for name, event in case.get("claims", {}).items()),
        findings=tuple(_finding(row) for row in case.get("findings", ())),
        links=tuple(_link(row) for row in case.get("links", ())),
        decisions=tuple(_decision(n, row) for n, row in enumerate(case.get("decisions", ()))),
        stories=tuple(Story(s, s, None, None, 1) for s in sorted({r.get("story", "story") for r in events.values()})),
        story_documents=tuple(
            StoryDocument(row.get("story", "story"), f"report of {claim}")
            for claim, event in case.get("claims", {}).items()
            for name, row in events.items()
            if name == event
        ),
        actors=tuple(Actor(a, row["name"], row.get("kind"), row.get("country"), None, (row["name"],)) for a, row in actors.items()),
        actor_mentions=tuple(
            ActorMention(f"mention_{e}", f"report of {claim}", 0, 5, a, None, "name", e)
            for a, row in actors.items()
            for e, claim in row["entities"].items()
        ),
    )


def _event(name: str, row: dict[str, Any]) -> Event:
    story, reports, origins = row.get("story", "story"), row.get("reports", 1), row.get("origins", 1)
    day = date(2030, 3, 4)
    return Event(
        name, story, name, "ASSAULT", None, None, None, day, day, "happened", reports, reports, origins, row.get("grade", "single")
    )


def _values(event: str, row: dict[str, Any]) -> list[EventValue]:
    claims = tuple(row.get("told_by", ("claim_none",)))
    return [
        EventValue(event, field, label, *(amount_of(label) or (None, None, None)), ("r",), claims, ("o",), "only", chosen=n == 0)
        for field, labels in row.get("values", {}).items()
        for n, label in enumerate(labels)
    ]


def _claim(name: str, event: str) -> Claim:
    spans = (0, 10, 0, 4)
    return Claim(name, f"report of {name}", *spans, "ASSAULT", None, None, None, None, None, None, None, "happened", None, 0.8, "test",
                 event_id=event)  # fmt: skip


def _finding(row: dict[str, Any]) -> Finding:
    sides = tuple(FoundValue(label, tuple(reports), ()) for label, reports in row["values"].items())
    return Finding(row["id"], row.get("event"), row.get("kind", "conflict"), row["field"], sides, row.get("holds"), "A sentence.")


def _link(row: dict[str, Any]) -> Link:
    reasons = tuple(Reason(rule, score, "why") for rule, score in row.get("reasons", {"words": 1.0}).items())
    return Link(row["left"], row["right"], row.get("kind", "claim"), row["score"], row["joined"], reasons)


def _decision(number: int, row: dict[str, Any]) -> Decision:
    return Decision(f"decision_{number}", row["verdict"], row["subject"], row.get("value"), None, "Ada", f"2031-01-0{number + 1}", None,
                    row.get("withdrawn"), row.get("state", "applied"), None, row.get("field"), row.get("said"))  # fmt: skip


@pytest.fixture
def asked(tmp_path):
    """``asked(case, story="")``: the queue of a case."""

    def make(case: dict[str, Any], story: str = "") -> queue.Queue:
        path = tmp_path / "r.duckdb"
        write_record(path, tables(case), {})
        with open_record(path) as record:
            return queue.of(record, story)

    return make


@pytest.mark.parametrize("case", case_params("queue"))
def test_case(case: dict[str, Any], asked) -> None:
    found = asked(case, case.get("story", ""))
    assert [i.key for i in found.items] == case["order"]
    assert sum(found.waiting.values()) == len(case["order"])
    scores = [i.score for i in found.items]
    assert scores == sorted(scores, reverse=True)


ITEMS = [queue.Item(f"claim_{n}.claim_x", "event", 3.0, (e,)) for n, e in enumerate("aab")]


def test_a_second_question_on_an_event_waits_behind_as_good_a_one_on_another():
    assert [i.key[6] for i in queue.varied(ITEMS)] == ["0", "2", "1"]


def test_the_order_does_not_depend_on_the_order_of_rows():
    assert queue.varied(ITEMS) == queue.varied(reversed(ITEMS))


def test_skipped_questions_go_to_the_end_in_the_order_of_skipping():
    whole = queue.Queue(tuple(ITEMS), {})
    assert [i.key[6] for i in whole.asked(skipped=["claim_1.claim_x", "claim_0.claim_x"])] == ["2", "1", "0"]
    assert whole.asked("actor") == []


def test_what_is_on_the_events_of_an_answer_under_way_waits():
    whole = queue.Queue(tuple(ITEMS), {})
    assert [i.key[6] for i in whole.asked(sent=["claim_0.claim_x"])] == ["2", "1"]
