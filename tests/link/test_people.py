"""Victims told apart within a report, known again in another, and what that says of two claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from crosswire.link import claim_views, events, features
from crosswire.link.people import harmed, people
from crosswire.types import Tables, Victim
from tests.reconcile import builder

RAID = {
    "about": "one death told in two words, in two reports",
    "reports": [
        {"id": "a", "text": "A man was shot in Orvan. Paul Reed died in hospital."},
        {"id": "b", "text": "Paul Reed, 34, was killed on Monday."},
    ],
    "claims": [
        {"doc": "a", "text": "A man was shot in Orvan", "trigger": "shot", "type": "ASSAULT", "event": "e"},
        {"doc": "a", "text": "Paul Reed died in hospital", "trigger": "died", "type": "ASSAULT", "event": "e"},
        {"doc": "b", "text": "Paul Reed, 34, was killed on Monday", "trigger": "killed", "type": "ASSAULT", "event": "e"},
    ],
}


def victim(doc: str, start: int, deed: int, role: str, **more: Any) -> Victim:
    defaults: dict[str, Any] = {"name": None, "age": None, "sex": None, "own": False, "anew": False, "entity_id": None, "claim_id": None}
    fields = defaults | {"rule": "verb:shoot/noun"} | more
    return Victim(f"{doc}:{start}:{deed}:{role}", doc, start, start + 4, deed, deed + 4, role, 1, **fields)  # type: ignore[arg-type]


def raid() -> Tables:
    rows = (
        victim("a", 0, 10, "hit", sex="m"),
        victim("a", 25, 35, "killed", name="Paul Reed"),
        victim("b", 0, 19, "killed", name="Paul Reed", age=34),
    )
    return replace(builder.tables(RAID), victims=rows)


def test_the_same_victim_speaks_for_one_event() -> None:
    views, context = claim_views.read(raid())
    first, second, other = sorted(views, key=lambda v: (v.claim.document_id, v.claim.start))
    inside = features.same_victims(first, second, context)
    across = features.same_victims(second, other, context)
    assert inside is not None
    assert across is not None
    assert (inside.score, across.score) == (1.0, 1.0)
    assert across.sentence == "both name Paul Reed as harmed"
    assert len({c.event_id for c in events.join(raid()).claims}) == 1


def test_strangers_say_nothing() -> None:
    views, context = claim_views.read(replace(raid(), victims=()))
    assert all(features.same_victims(a, b, context) is None for a in views for b in views)


def test_people_harmed_on_days_far_apart_are_two() -> None:
    rows = [victim("a", 0, 10, "killed"), victim("a", 25, 35, "killed")]
    near = people(rows, "x" * 60, {})
    apart = people(rows, "x" * 60, {rows[0].victim_id: date(2030, 1, 1), rows[1].victim_id: date(2030, 3, 1)})
    assert len({p.key for p in near.values()}) == 1
    assert len({p.key for p in apart.values()}) == 2


def test_another_report_may_tell_of_a_death() -> None:
    rows = (victim("a", 0, 10, "hit", name="Paul Reed"), victim("b", 0, 19, "killed", name="Paul Reed"))
    found = harmed(replace(raid(), victims=rows)).persons
    assert found[rows[0].victim_id].died_since
    assert not found[rows[1].victim_id].died_since
