"""Casualties: how many one report means where no numeral says so, from victims made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crosswire.link.people import harmed
from crosswire.reconcile import casualties, fields, values
from crosswire.reconcile.numbers import field_of
from crosswire.reconcile.scopes import over_time
from crosswire.types import Quantity, Tables, Victim
from tests.reconcile import builder


def victim(text: str, deed: str, words: str, role: str, number: int = 1, **more: Any) -> Victim:
    """One row: ``words`` <deed>; the deed is looked for behind the words first."""
    start = text.index(words)
    at = text.find(deed, start) if text.find(deed, start) >= 0 else text.index(deed)
    defaults: dict[str, Any] = {"name": None, "age": None, "sex": None, "own": False, "anew": False, "entity_id": None, "claim_id": None}
    return Victim(
        f"v:{start}:{at}:{role}", "r", start, start + len(words), at, at + len(deed), role, number,  # type: ignore[arg-type]
        **(defaults | {"rule": "verb:kill/noun"} | more),
    )  # fmt: skip


def tables(text: str, rows: list[Victim], **claim: Any) -> Tables:
    base = builder.tables(
        {
            "reports": [{"id": "r", "text": text}],
            "claims": [{"doc": "r", "text": text, "trigger": text.split()[1], "type": "ASSAULT", "event": "e"} | claim],
        }
    )
    return replace(base, victims=tuple(rows))


def counts(text: str, rows: list[Victim], **claim: Any) -> dict[str, float | None]:
    """role -> the number that the victims add."""
    made = tables(text, rows, **claim)
    said = [(c, q) for c in made.claims for q in made.quantities if q.claim_id == c.claim_id]
    return {role: quantity.best for role, _, quantity in casualties.counted(made.claims, harmed(made), said)}


def test_one_person_told_three_times_is_one() -> None:
    text = "A man was shot. The victim, 34, was dead. Paul Reed died."
    rows = [
        victim(text, "shot", "A man", "hit", sex="m"),
        victim(text, "dead", "The victim, 34", "killed", age=34),
        victim(text, "died", "Paul Reed", "killed", name="Paul Reed"),
    ]
    assert counts(text, rows) == {"killed": 1.0}


def test_names_ages_and_sexes_tell_people_apart() -> None:
    text = "Paul Reed, 34, was killed. Ann Cole, 29, was killed. A boy was killed."
    rows = [
        victim(text, "killed", "Paul Reed, 34", "killed", name="Paul Reed", age=34),
        victim(text, "killed", "Ann Cole, 29", "killed", name="Ann Cole", age=29),
        victim(text, "killed", "A boy", "killed", sex="m"),
    ]
    assert counts(text, rows) == {"killed": 3.0}


def test_one_clause_names_two_people() -> None:
    text = "Raiders killed a farmer and his wife."
    rows = [victim(text, "killed", "a farmer", "killed"), victim(text, "killed", "his wife", "killed", sex="f")]
    assert counts(text, rows) == {"killed": 2.0}


def test_who_was_shot_and_died_is_not_hurt() -> None:
    text = "Men shot four people. One of them died."
    rows = [victim(text, "shot", "four people", "hit", 4), victim(text, "died", "One", "killed")]
    assert counts(text, rows) == {"killed": 1.0, "injured": 3.0}


def test_who_kills_others_and_himself_is_one_more() -> None:
    text = "He killed two people before he killed himself."
    rows = [victim(text, "killed", "two people", "killed", 2), victim(text, "himself", "he killed", "killed", own=True)]
    assert counts(text, rows) == {"killed": 3.0}


def test_those_named_after_they_were_counted_are_not_counted_again() -> None:
    text = "A blast killed two children, Ann and Tom, and a guard."
    rows = [
        victim(text, "killed", "two children", "killed", 2),
        victim(text, "killed", "Ann", "killed", name="Ann"),
        victim(text, "killed", "Tom", "killed", name="Tom"),
        victim(text, "killed", "a guard", "killed"),
    ]
    assert counts(text, rows) == {"killed": 3.0}


def test_a_number_beyond_belief_costs_nobody_the_record() -> None:
    text = "A blast killed a million million people, Ann among them."
    rows = [victim(text, "killed", "a million million people", "killed", 10**12), victim(text, "killed", "Ann", "killed", name="Ann")]
    assert counts(text, rows)["killed"] >= 10**12


def test_a_numeral_that_says_as_much_is_left_to_speak() -> None:
    text = "Gunmen killed 12 people. Ann Cole died."
    rows = [victim(text, "died", "Ann Cole", "killed", name="Ann Cole")]
    assert counts(text, rows, quantities=[{"text": "12", "best": 12, "unit": "people", "role": "killed"}]) == {}


@pytest.mark.parametrize("status", ["planned", "possible", "denied"])
def test_what_did_not_happen_has_no_victims(status: str) -> None:
    text = "Gunmen shot a man."
    assert counts(text, [victim(text, "shot", "a man", "hit")], status=status) == {}


def test_the_count_becomes_a_value_of_the_event() -> None:
    text = "Gunmen killed a farmer."
    made = tables(text, [victim(text, "killed", "a farmer", "killed")])
    made = replace(made, claims=tuple(replace(c, event_id="e") for c in made.claims))
    (row,) = [v for v in values.settle(made).event_values if v.field == "quantity:killed"]
    assert (row.best, row.documents) == (1.0, ("r",))
    shelf = fields.shelve(made)
    assert fields.read(made.claims, shelf)["quantity:killed"][0].span == ("r", text.index("a farmer"), text.index("a farmer") + 8)


@pytest.mark.parametrize(
    ("text", "words", "long"),
    [
        ("The city has seen 41 homicides this year.", "41 homicides", True),
        ("Some 300 people are killed on that road every year.", "300 people", True),
        ("There were 90 murders in 2029.", "90 murders", True),
        ("A total of 300 people were killed there last year.", "300 people", True),
        ("Nine people were killed in the raid in 2029.", "Nine people", False),
        ("Nine people were killed on Monday. The road is closed this year.", "Nine people", False),
    ],
)
def test_counts_over_months_and_years_are_set_apart(text: str, words: str, long: bool) -> None:
    start = text.index(words)
    quantity = Quantity("q", "r", start, start + len(words), 9, 9, 9, "exact", words.split()[1], "people", "killed", None)
    assert over_time(quantity, text) is long


def test_no_one_else_hurt_says_nothing_of_all_who_were() -> None:
    text = "Gunmen shot a guard. No one else was hurt."
    made = tables(text, [], quantities=[{"text": "No one", "best": 0, "role": "injured"}])
    claim = made.claims[0]
    assert field_of(made.quantities[0], claim) == "quantity:injured"
    assert "quantity:injured" not in fields.read(made.claims, fields.shelve(made))


def test_a_nameless_second_victim_needs_another_report() -> None:
    told = "A man was killed. A woman was killed."
    case = {
        "reports": [{"id": "r", "text": told}, {"id": "s", "text": "One person was killed."}],
        "claims": [
            {"doc": "r", "text": told, "trigger": "killed", "type": "ASSAULT", "event": "e"},
            {"doc": "s", "text": "One person was killed", "trigger": "killed", "type": "ASSAULT", "event": "e"},
        ],
    }
    rows = [victim(told, "killed", "A man", "killed", sex="m"), victim(told, "killed", "A woman", "killed", sex="f")]
    other = replace(victim("One person was killed.", "killed", "One person", "killed"), victim_id="v", document_id="s")
    made = replace(builder.tables(case), victims=(*rows, other))
    found = {
        claim.document_id: quantity.best for role, claim, quantity in casualties.counted(made.claims, harmed(made), []) if role == "killed"
    }
    assert found == {"r": 1.0, "s": 1.0}
    named = [replace(rows[0], name="Paul Reed"), replace(rows[1], name="Ann Cole")]
    made = replace(made, victims=(*named, other))
    found = {
        claim.document_id: quantity.best for role, claim, quantity in casualties.counted(made.claims, harmed(made), []) if role == "killed"
    }
    assert found == {"r": 2.0, "s": 1.0}


def test_a_gunman_who_is_shot_is_one_more() -> None:
    text = "The gunman killed three guards and was then shot dead by police."
    rows = [
        victim(text, "killed", "three guards", "killed", 3, rule="verb:kill/counted"),
        victim(text, "shot", "The gunman", "killed", sex="m", rule="verb:shoot+dead/noun"),
    ]
    assert counts(text, rows) == {"killed": 4.0}


def test_a_gunman_counted_with_his_victims_is_none_more() -> None:
    text = "The raid left seven people dead, including the gunman, who was shot dead."
    rows = [
        victim(text, "dead", "seven people", "killed", 7, rule="state:dead+left/counted+doer"),
        victim(text, "shot", "the gunman", "killed", rule="verb:shoot+dead/noun"),
    ]
    assert counts(text, rows) == {"killed": 7.0}


def test_a_report_by_which_all_live_says_that_none_died() -> None:
    text = "Five people were shot in Orvan. All are expected to survive."
    hit = victim(text, "shot", "Five people", "hit", 5, rule="verb:shoot/counted")
    made = tables(text, [hit], trigger="shot")
    (killed,) = [q for role, _, q in casualties.counted(made.claims, harmed(made), []) if role == "killed"]
    assert (killed.best, killed.rule, text[killed.start : killed.end]) == (0.0, "victims:alive", "expected to survive")
    died = victim(text, "shot", "Five people", "killed", 5)
    assert counts(text, [hit, died])["killed"] == 5.0


def test_the_reports_own_count_outweighs_people_without_a_name() -> None:
    text = "One man was killed. A worker was killed. A guard was killed."
    rows = [victim(text, "killed", words, "killed") for words in ("A worker", "A guard")]
    made = tables(text, rows)
    (claim,) = made.claims
    one = Quantity("q", "r", 0, 7, 1.0, 1.0, 1.0, "exact", "man", "people", "killed", claim.claim_id)
    assert [q.best for role, _, q in casualties.counted(made.claims, harmed(made), [(claim, one)]) if role == "killed"] == []
