"""Events and their values: who gives which value, how values stand to one another, and which is best."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.reconcile import decisions, headlines, values
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
            {"doc": f"r{i}", "text": t.rstrip("."), "type": "ASSAULT", "event": "1", **row.get("claim", {})}
            for i, (row, t) in enumerate(zip(rows, texts, strict=True))
        ],
        **more,
    }
    tables = builder.tables(case)
    return values.settle(replace(tables, claims=tuple(replace(c, event_id="e1") for c in tables.claims)))


def killed(said: str, best: float | None, **more: Any) -> dict[str, Any]:
    detail = {k: more.pop(k) for k in ("low", "high", "modality") if k in more}
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
        (["planned", "happened"], "happened", "corroborated"), (["possible"], "possible", "single"),
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
    event = settled({"claim": {}}).events[0]
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
