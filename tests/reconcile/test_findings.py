"""Findings on cases in tests/cases/findings: what must be found, and what must not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.reconcile import arithmetic, findings, values
from crosswire.reconcile.nouns import singular
from crosswire.reconcile.numbers import label
from crosswire.types import Decision, Finding, Quantity, Tables
from tests.conftest import case_params, read_cases
from tests.reconcile import builder


def found_in(case: dict[str, Any]) -> Tables:
    """The findings of a case; all of its claims are one event, so that only the finding is tested."""
    tables = builder.tables(case)
    tables = replace(tables, claims=tuple(replace(c, event_id="event_1") for c in tables.claims))
    return findings.find(values.settle(tables))


def fits(finding: Finding, wanted: dict[str, Any]) -> bool:
    sides = {v.value: list(v.documents) for v in finding.values}
    return (
        finding.kind == wanted["kind"]
        and finding.field.startswith(wanted.get("field", ""))
        and finding.holds == wanted.get("holds")
        and wanted.get("values", sides) == sides
        and all(word in finding.text for word in wanted.get("says", ()))
    )


@pytest.mark.parametrize("case", case_params("findings"))
def test_case(case: dict[str, Any]) -> None:
    tables = found_in(case)
    told = [f"{f.kind} {f.field}: {f.text}" for f in tables.findings]
    assert len(tables.findings) == len(case["findings"]), told
    for wanted in case["findings"]:
        assert any(fits(f, wanted) for f in tables.findings), told


@pytest.mark.parametrize("case", [c for _, c, fails in read_cases("findings") if not fails])
def test_findings_are_sorted_and_show_their_words(case: dict[str, Any]) -> None:
    tables = found_in(case)
    texts = tables.texts()
    assert [f.finding_id for f in tables.findings] == sorted({f.finding_id for f in tables.findings})
    for finding in tables.findings:
        assert finding.text.endswith(".")
        assert "\n" not in finding.text
        for value in finding.values:
            assert value.documents == tuple(sorted(set(value.documents)))
            assert all(0 <= start < end <= len(texts[doc]) for doc, start, end in value.spans)
    assert findings.find(tables) == tables


def shelling(third: dict[str, Any] | None) -> Tables:
    """Two reports that name two parties for one shelling, and what one of them tells of the two elsewhere."""
    one, two = ("Red Front shelled the market in Gao on Monday", "Army Command shelled the market in Gao on Monday")
    rest = {"doc": "b", "text": "Army Command raided Red Front", "type": "ASSAULT", "trigger": "raided", "actor": "Army Command"}
    told = {"type": "ASSAULT", "trigger": "shelled", "place": "Gao", "start": "2030-03-11"}
    case = {
        "reports": [{"id": "a", "outlet": "A", "text": f"{one}."}, {"id": "b", "outlet": "B", "text": f"{two}. {rest['text']}."}],
        "claims": [
            {"doc": "a", "text": one, "actor": "Red Front", **told},
            {"doc": "b", "text": two, "actor": "Army Command", **told},
            {**rest, **(third or {})},
        ],
    }
    tables = builder.tables(case)
    claims = tuple(replace(c, event_id="event_2" if "raided" in c.rule or c.time_start is None else "event_1") for c in tables.claims)
    return findings.find(values.settle(replace(tables, claims=claims)))


def test_two_doers_conflict_only_where_the_one_acts_against_the_other() -> None:
    assert [f.field for f in shelling({"target": "Red Front"}).findings] == ["actor"]
    assert shelling(None).findings == ()


def test_a_decided_field_is_no_open_conflict() -> None:
    case = next(c for _, c, _ in read_cases("findings") if c["about"] == "two outlets, one day, two tolls")
    before = found_in(case)
    assert [f.field for f in before.findings] == ["quantity:killed"]
    row = next(v for v in before.event_values if v.value == "12")
    made = Decision("d", "right", row.value_id, None, None, "Ada", "2030-04-01T00:00:00Z", None, None, "applied", said="12")
    after = findings.find(values.settle(replace(before, decisions=(made,))))
    assert after.findings == ()


def test_nothing_to_find() -> None:
    assert findings.find(Tables()) == Tables()


def amount(best: float, modality: str) -> Quantity:
    return Quantity("q", "d", 0, 1, best, best, best, modality, None, "people", None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("best", "modality", "off"),
    [
        (5200, "approximate", 50),
        (330, "approximate", 5),
        (400, "exact", 0),
        (7, "approximate", 0.5),
        (2.5, "approximate", 0),
        (1000, "at_least", 0),
    ],
)
def test_rounding(best: float, modality: str, off: float) -> None:
    assert arithmetic.slack(amount(best, modality)) == off


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_exact_sums(a: int, b: int) -> None:
    parts = (amount(a, "exact"), amount(b, "exact"))
    assert arithmetic.comes_out(parts, amount(a + b, "exact"))
    assert not arithmetic.comes_out(parts, amount(a + b + 1, "exact"))


@pytest.mark.parametrize(
    ("low", "best", "high", "modality", "shown"),
    [
        (19, 19, 19, "exact", "19"), (0, 275, 275, "at_most", "up to 275"), (19, None, None, "at_least", "at least 19"),
        (4140, 4600, 5060, "approximate", "about 4,600"), (10, None, 12, "range", "10 to 12"), (24, None, None, "vague", "24 or more"),
        (2.5, 2.5, 2.5, "exact", "2.5"), (None, None, None, "vague", "unknown"),
    ],
)  # fmt: skip
def test_labels(low: float | None, best: float | None, high: float | None, modality: str, shown: str) -> None:
    assert label(Quantity("q", "d", 0, 1, low, best, high, modality, None, None, None, None)) == shown  # type: ignore[arg-type]


@given(st.text(alphabet="abcdeimnorshxyw", min_size=1, max_size=10))
def test_singular_keeps_something(noun: str) -> None:
    assert singular(noun)
