"""Victims told apart within a report, known again in another, and what that says of two claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from crosswire.link import claim_views, events, features
from crosswire.link.people import COUNTED, NUMBERED, harmed, people, same_people
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


TWO_REPORTS = {
    "about": "two reports that begin with the same people, told in other words",
    "reports": [
        {"id": "a", "text": "Five people were hurt in Orvan. A teacher was killed in 2029."},
        {"id": "b", "text": "A lorry hit 5 pupils on Monday."},
    ],
    "claims": [
        {"doc": "a", "text": "Five people were hurt in Orvan", "trigger": "hurt", "type": "ASSAULT", "event": "e"},
        {"doc": "a", "text": "A teacher was killed in 2029", "trigger": "killed", "type": "ASSAULT", "event": "f"},
        {"doc": "b", "text": "A lorry hit 5 pupils on Monday", "trigger": "hit", "type": "ASSAULT", "event": "e"},
    ],
}


def told(first: Victim, second: Victim) -> tuple[float, str] | None:
    """What speaks for it that the victims of the first claim of either report are the same."""
    tables = replace(builder.tables(TWO_REPORTS), victims=(first, second))
    harm = harmed(tables)
    claims = {c.claim_id: c.document_id for c in tables.claims}
    home = {claims[claim_id]: claim_id for claim_id, rows in sorted(harm.victims.items()) if rows}
    return same_people(harm.told(home["a"]), harm.told(home["b"]), one_report=False)


def test_as_many_people_speak_for_one_event() -> None:
    five = replace(victim("a", 0, 17, "injured"), number=5)
    assert told(five, replace(victim("b", 8, 8, "hit"), number=5)) == (1.0, "both reports begin with them")
    assert COUNTED > NUMBERED


def test_another_number_name_age_or_sex_speaks_for_two() -> None:
    for left, right in (
        (replace(victim("a", 0, 17, "hit"), number=5), replace(victim("b", 8, 8, "hit"), number=7)),
        (victim("a", 0, 17, "hit", name="Paul Reed"), victim("b", 8, 8, "hit", name="Ann Cole")),
        (victim("a", 0, 17, "hit", age=34), victim("b", 8, 8, "hit", age=9)),
        (victim("a", 0, 17, "hit", sex="m"), victim("b", 8, 8, "hit", sex="f")),
    ):
        assert told(left, right) is None


def test_people_told_of_further_down_do_not_lead() -> None:
    first, later = "Five people were hurt in Orvan.", "A teacher was killed in 2029."
    text = f"{first} {'The mayor spoke of the road. ' * 12}{later}"
    crisis = {
        "about": "a report that ends with an older killing",
        "reports": [{"id": "a", "text": text}],
        "claims": [
            {"doc": "a", "text": first, "trigger": "hurt", "type": "ASSAULT", "event": "e"},
            {"doc": "a", "text": later, "trigger": "killed", "type": "ASSAULT", "event": "f"},
        ],
    }
    at = text.index(later)
    tables = replace(builder.tables(crisis), victims=(victim("a", 0, 17, "injured"), victim("a", at, at + 14, "killed")))
    begins = {c.claim_id for c in tables.claims if c.start == 0}
    assert harmed(tables).leads == begins
