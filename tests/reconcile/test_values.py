"""Events and their values: who gives which value, how values stand to one another, and which is best."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.reconcile import decisions, fields, headlines, values
from crosswire.reconcile.judged import Judged
from crosswire.types import Decision, Tables
from tests.reconcile import builder


def settled(*rows: dict[str, Any], **more: Any) -> Tables:
    """One event of one claim a row; a row holds what is special about its claim, and when and by whom it was published."""
    texts = [row.get("text", "A blast in Gao killed N people.").replace("N", row.get("said", "12")) for row in rows]
    case = {
        "reports": [
            {"id": f"r{i}", "outlet": row.get("outlet", f"Outlet {i}"), "text": t, "published": row.get("day", "2030-03-14")}
            for i, (row, t) in enumerate(zip(rows, texts, strict=True))
        ],
        "claims": [
            {"doc": f"r{i}", "text": t.rstrip("."), "type": "ASSAULT", "event": "1", **_told(t), **row.get("claim", {})}
            for i, (row, t) in enumerate(zip(rows, texts, strict=True))
        ],
        **more,
    }
    tables = builder.tables(case)
    return values.settle(replace(tables, claims=tuple(replace(c, event_id="e1") for c in tables.claims)))


def _told(text: str) -> dict[str, Any]:
    """The word for the deed and the place, where the text is the usual one."""
    return {"trigger": "killed", "place": "Gao"} if "killed" in text and "Gao" in text else {}


def killed(said: str, best: float | None, **more: Any) -> dict[str, Any]:
    detail = {k: more.pop(k) for k in ("low", "high", "modality", "rule") if k in more}
    claim = {"quantities": [{"text": said, "best": best, "unit": "people", "role": "killed", **detail}], **more.pop("claim", {})}
    return {"said": said, "claim": claim, **more}


def standing(tables: Tables, field: str) -> dict[str, str]:
    return {v.value: v.standing for v in tables.event_values if v.field == field}


def test_agreed_needs_two_origins() -> None:
    one = settled(killed("12", 12, claim={"origin": "o1"}), killed("12", 12, claim={"origin": "o1"}))
    assert standing(one, "quantity:killed") == {"12": "only"}
    two = settled(killed("12", 12, claim={"origin": "o1"}), killed("12", 12, claim={"origin": "o2"}))
    assert standing(two, "quantity:killed") == {"12": "agreed"}


def test_refined() -> None:
    tables = settled(killed("up to 275", 275, low=0, high=275, modality="at_most"), killed("275", 275))
    assert standing(tables, "quantity:killed") == {"up to 275": "refined", "275": "refined"}
    about = settled(killed("about 40", 40, low=36, high=44, modality="approximate"), killed("38", 38))
    assert standing(about, "quantity:killed") == {"about 40": "refined", "38": "refined"}


def test_updated() -> None:
    tables = settled(killed("12", 12, day="2030-03-14"), killed("19", 19, day="2030-03-15"), killed("31", 31, day="2030-03-17"))
    assert set(standing(tables, "quantity:killed").values()) == {"updated"}


def test_conflicting() -> None:
    same_day = settled(killed("12", 12), killed("19", 19))
    assert set(standing(same_day, "quantity:killed").values()) == {"conflicting"}
    shrunk = settled(killed("19", 19, day="2030-03-14"), killed("12", 12, day="2030-03-15"))
    assert set(standing(shrunk, "quantity:killed").values()) == {"conflicting"}
    undated = settled(killed("12", 12, day=None), killed("19", 19, day=None))
    assert set(standing(undated, "quantity:killed").values()) == {"conflicting"}


def test_places_and_parties() -> None:
    town = settled({"claim": {"place": "Gao"}}, {"claim": {"place": "Mali"}})
    assert set(standing(town, "place").values()) == {"refined"}
    towns = settled({"claim": {"place": "Gao"}}, {"claim": {"place": "Mopti"}})
    assert set(standing(towns, "place").values()) == {"conflicting"}
    navy = settled({"claim": {"actor": "Navy"}}, {"claim": {"actor": "State"}}, actors={"Navy": {"part_of": "State"}})
    assert set(standing(navy, "actor").values()) == {"refined"}


def test_event_takes_the_value_of_most_origins_never_a_mean() -> None:
    tables = settled(
        {"claim": {"place": "Gao", "origin": "o1", "start": "2030-03-12"}},
        {"claim": {"place": "Gao", "origin": "o2", "start": "2030-03-12"}},
        {"claim": {"place": "Mopti", "origin": "o1", "start": "2030-03-10"}},
    )
    event = tables.events[0]
    assert event.place_id == builder.make_id("place", "Gao")
    assert str(event.start) == "2030-03-12"
    assert (event.reports, event.outlets, event.origins, event.grade) == (3, 3, 2, "corroborated")


def test_copies_do_not_corroborate() -> None:
    event = settled(*({"claim": {"origin": "agency"}} for _ in range(10))).events[0]
    assert (event.reports, event.origins, event.grade) == (10, 1, "single")


@pytest.mark.parametrize(
    ("statuses", "status", "grade"),
    [
        (["happened", "denied"], "happened", "contested"), (["denied", "denied"], "denied", "denied"),
        (["happened", "happened"], "happened", "corroborated"), (["possible"], "possible", "single"),
        (["planned", "happened"], "happened", "single"),  # that it was planned does not bear out that it was done
    ],
)  # fmt: skip
def test_status_and_grade(statuses: list[str], status: str, grade: str) -> None:
    event = settled(*({"claim": {"status": s, "origin": f"o{i}"}} for i, s in enumerate(statuses))).events[0]
    assert (event.status, event.grade) == (status, grade)


def test_what_is_verbatim_and_one_line() -> None:
    tables = settled({"text": "A blast tore through Gao" + " and the streets around" * 20 + ".", "claim": {}})
    what = tables.events[0].what
    assert what in tables.documents[0].text
    assert len(what) <= headlines.LINE
    assert what[-1] != " "


def test_unknown_stays_unknown() -> None:
    event = settled({"claim": {"place": None}}).events[0]
    assert (event.actor_id, event.target_id, event.place_id, event.start, event.end) == (None, None, None, None, None)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(10, 20), st.sampled_from("abc")), min_size=1, max_size=6), st.randoms())
def test_any_order_of_claims(rows: list[tuple[int, int, str]], mixer: Any) -> None:
    tables = settled(*(killed(str(n), n, day=f"2030-03-{d}", claim={"origin": o}) for n, d, o in rows))
    claims = list(tables.claims)
    mixer.shuffle(claims)
    again = values.settle(replace(tables, claims=tuple(claims)))
    assert (again.events, again.event_values) == (tables.events, tables.event_values)
    assert all(v.documents and v.claims and v.origins for v in tables.event_values)


# --- one line ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "claim", "rule", "what"),
    [
        ("It was late, as gunmen raided the depot near Gao.", "as gunmen raided the depot near Gao", "subordinate clause", "gunmen raided the depot near Gao"),
        ("Since dawn gunmen have raided three depots.", "Since dawn gunmen have raided three depots", "main clause", "Since dawn gunmen have raided three depots"),
        ("However, gunmen raided the depot.", "However, gunmen raided the depot", "main clause", "gunmen raided the depot"),
        ("The men fled, after raiding the depot.", "after raiding the depot", "fragment", "The men fled, after raiding the depot."),
        ("He called it “a raid on bread”, she said.", "He called it “a raid on bread", "main clause", "He called it “a raid on bread”"),
    ],
)  # fmt: skip
def test_what_reads_on_its_own(text: str, claim: str, rule: str, what: str) -> None:
    tables = settled({"text": text, "claim": {"text": claim, "rule": f"verb:x; told; {rule}"}})
    assert tables.events[0].what == what


def test_a_whole_clause_comes_before_a_fragment_and_a_pronoun() -> None:
    rows = [
        {"text": "They raided the depot.", "claim": {"rule": "verb:x; told; main clause"}},
        {"text": "raiding a depot near Gao.", "claim": {"rule": "verb:x; told; fragment", "place": "Gao"}},
        {"text": "Gunmen raided the depot.", "claim": {"rule": "verb:x; told; main clause"}},
    ]
    assert settled(*rows).events[0].what == "Gunmen raided the depot"


# --- what people judged ----------------------------------------------------------------------------------------------------------
def judge(tables: Tables, *rows: tuple[str, str, str | None]) -> Tables:
    made = tuple(
        Decision(f"d{i}", verdict, subject, value, None, "Ada", f"2030-04-0{i + 1}T00:00:00Z", None, None, "orphaned")  # type: ignore[arg-type]
        for i, (verdict, subject, value) in enumerate(rows)
    )
    once = values.settle(replace(tables, decisions=made))
    assert values.settle(once) == once
    return decisions.apply(once)


def test_a_claim_judged_wrong_no_longer_counts() -> None:
    tables = settled(killed("12", 12), killed("19", 19))
    wrong = next(v for v in tables.event_values if v.value == "19").claims[0]
    after = judge(tables, ("wrong", wrong, None))
    assert standing(after, "quantity:killed") == {"12": "only"}
    assert (after.events[0].reports, after.events[0].grade) == (1, "single")
    assert len(after.claims) == 2
    assert standing(judge(tables, ("wrong", wrong, None), ("right", wrong, None)), "quantity:killed").keys() == {"12", "19"}


@pytest.mark.parametrize("time", ["2031-02-30", "0000-01-01", "2031-03-06/2031-03-04"])
def test_a_day_that_is_none_in_the_file_of_decisions_moves_no_event(time: str) -> None:
    tables = settled(killed("12", 12))
    bad = Decision("d", "value", tables.events[0].event_id, time, None, "Ada", "2030-04-01T00:00:00Z", None, None, "applied", field="time")
    after = values.settle(replace(tables, decisions=(bad,)))
    assert [(e.start, e.end) for e in after.events] == [(e.start, e.end) for e in tables.events]


def test_an_event_without_a_right_claim_is_withdrawn() -> None:
    tables = settled(killed("12", 12))
    assert judge(tables, ("wrong", tables.claims[0].claim_id, None)).events[0].grade == "withdrawn"
    assert judge(tables, ("wrong", "e1", None)).events[0].grade == "withdrawn"


def test_a_value_judged_wrong_stays_on_the_record_but_does_not_count() -> None:
    tables = settled({"claim": {"place": "Gao"}}, {"claim": {"place": "Gao"}}, {"claim": {"place": "Mopti"}})
    gao = next(v for v in tables.event_values if v.value == "Gao")
    after = judge(tables, ("wrong", gao.value_id, None))
    assert standing(after, "place") == {"Gao": "only", "Mopti": "only"}
    assert {p.place_id: p.name for p in after.places}[str(after.events[0].place_id)] == "Mopti"
    assert after.decisions[0].state == "applied"


def test_a_decided_value_stands() -> None:
    tables = settled({"claim": {"place": "Gao", "start": "2030-03-11"}}, {"claim": {"place": "Gao"}}, {"claim": {"place": "Mopti"}})
    of = {(v.field, v.value): v.value_id for v in tables.event_values}
    after = judge(
        tables, ("value", of["place", "Gao"], "Mopti"), ("value", of["time", "2030-03-11"], "2030-03-12"), ("value", of["status", "happened"], "ongoing")
    )  # fmt: skip
    event = after.events[0]
    assert {p.place_id: p.name for p in after.places}[str(event.place_id)] == "Mopti"
    assert (event.start.isoformat() if event.start else None, event.status) == ("2030-03-12", "ongoing")
    assert standing(after, "time") == {"2030-03-11": "only", "2030-03-12": "only"}
    assert {d.state for d in after.decisions} == {"applied"}


def test_a_description_says_nothing_against_a_name() -> None:
    tables = settled({"claim": {"actor": "River Front"}}, {"claim": {"actor": "the gunmen"}})
    assert set(standing(tables, "actor").values()) == {"only"}
    fronts = settled({"claim": {"actor": "River Front"}}, {"claim": {"actor": "Norland Army"}})
    assert set(standing(fronts, "actor").values()) == {"conflicting"}


# --- low, best and high; what stands for a field -------------------------------------------------------------------------------
def field_triple(tables: Tables, field: str = "quantity:killed") -> tuple[float | None, float | None, float | None]:
    rows = {(v.field_low, v.field_best, v.field_high) for v in tables.event_values if v.field == field}
    assert len(rows) == 1
    return rows.pop()


@pytest.mark.parametrize(
    ("rows", "triple", "stands"),
    [
        ([killed("12", 12)], (12, 12, 12), "12"),
        ([killed("7", 7), killed("12", 12, claim={"origin": "o1"}), killed("12", 12, claim={"origin": "o2"})], (7, 12, 12), "12"),
        ([killed("12", 12, day="2030-03-14"), killed("19", 19, day="2030-03-15")], (19, 19, 19), "19"),
        ([killed("up to 9", 9, low=0, high=9, modality="at_most"), killed("7", 7)], (7, 7, 9), "7"),
        ([killed("at least 19", None, low=19, high=None, modality="at_least")], (19, 19, 19), "at least 19"),
        ([killed("about 40", 40, low=36, high=44, modality="approximate")], (36, 40, 44), "about 40"),
        ([killed("14", 14, day="2030-03-14"), killed("1", 1, day="2030-03-15", rule="victims")], (14, 14, 14), "14"),
        ([killed("1", 1, rule="victims")], (1, 1, 1), "1"),
    ],
)
def test_low_best_and_high(rows: list[dict[str, Any]], triple: tuple[float, float, float], stands: str) -> None:
    tables = settled(*rows)
    assert field_triple(tables) == triple
    assert [v.value for v in tables.event_values if v.field == "quantity:killed" and v.chosen] == [stands]


def test_a_number_in_between_is_never_made() -> None:
    tables = settled(killed("10", 10), killed("20", 20))
    assert field_triple(tables)[1] in (10, 20)


def test_unrelated_claims_with_empty_slots_corroborate_nothing() -> None:
    rows = [
        {"text": "Two sailors were wounded.", "claim": {"trigger": "wounded", "origin": "o1"}},
        {"text": "The rebels seized a mill.", "claim": {"trigger": "seized", "origin": "o2"}},
    ]
    assert settled(*rows).events[0].grade == "single"


def test_the_place_alone_corroborates_nothing() -> None:
    rows = [
        {"text": "Two sailors were wounded in Gao.", "claim": {"trigger": "wounded", "place": "Gao", "origin": "o1"}},
        {"text": "The rebels seized a mill in Gao.", "claim": {"trigger": "seized", "place": "Gao", "origin": "o2"}},
    ]
    assert settled(*rows).events[0].grade == "single"
    rows[1] = {"text": "Two were hurt in Gao.", "claim": {"trigger": "hurt", "place": "Gao", "origin": "o2"}}
    assert settled(*rows).events[0].grade == "corroborated"


def test_what_the_outlet_took_back_is_withdrawn_and_does_not_count() -> None:
    said = "An earlier entry said that a blast in Gao killed 45 people. We should not have used it."
    back = {"text": said, "claim": {"text": "a blast in Gao killed 45 people", "trigger": "killed", "quantities": [
        {"text": "45", "best": 45, "unit": "people", "role": "killed"}]}}  # fmt: skip
    alone = settled(back)
    assert alone.events[0].grade == "withdrawn"
    tables = settled(back, killed("12", 12))
    assert field_triple(tables) == (12, 12, 12)
    assert {v.value: v.withdrawn for v in tables.event_values if v.field == "quantity:killed"} == {"45": True, "12": False}
    assert tables.events[0].grade == "single"


def test_a_decided_field_that_nobody_reports() -> None:
    verdicts = Judged(decided={"e1 quantity:killed": "7"})
    rows = values.event_values("e1", {}, fields.shelve(Tables()), verdicts)
    assert [(v.field, v.value, v.chosen, v.field_best, v.documents) for v in rows] == [("quantity:killed", "7", True, 7, ())]


def test_a_plan_told_before_the_day_of_the_deed_bears_nothing_out() -> None:
    text, claim = "Traders marched in Gao on Tuesday.", {"type": "PROTEST", "trigger": "marched", "place": "Gao", "start": "2030-03-12"}
    deed = {"text": text, "claim": {**claim, "origin": "o1"}, "day": "2030-03-13"}
    call = {"text": text, "claim": {**claim, "origin": "o2", "status": "planned"}}
    assert [(e.origins, e.grade) for e in settled(deed, {**call, "day": "2030-03-11"}).events] == [(1, "single")]
    assert [e.origins for e in settled(deed, {**call, "day": "2030-03-13"}).events] == [2]
