"""Findings between events that linking kept apart, on cases in tests/cases/across: the claims of a case keep the events it gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crosswire.reconcile import findings, values
from crosswire.reconcile.standing import Said
from crosswire.reconcile.wording import told
from crosswire.types import Document, Tables
from tests.conftest import case_params
from tests.reconcile import builder
from tests.reconcile.test_findings import fits


def found_in(case: dict[str, Any]) -> Tables:
    """The findings of a case whose claims are of the events that it says."""
    tables = builder.tables(case)
    spots = {(row["doc"], *builder.span(_text(case, row["doc"]), row["text"])): f"event_{row['event']}" for row in case["claims"]}
    claims = tuple(replace(c, event_id=spots[c.document_id, c.start, c.end]) for c in tables.claims)
    return findings.find(values.settle(replace(tables, claims=claims)))


def _text(case: dict[str, Any], document_id: str) -> str:
    return next(str(r["text"]) for r in case["reports"] if r["id"] == document_id)


@pytest.mark.parametrize("case", case_params("across"))
def test_case(case: dict[str, Any]) -> None:
    tables = found_in(case)
    said = [f"{f.kind} {f.field}: {f.text}" for f in tables.findings]
    assert len(tables.findings) == len(case["findings"]), said
    for wanted in case["findings"]:
        assert any(fits(f, wanted) for f in tables.findings), said


def test_of_two_numbers_in_one_clause_none_is_put_to_the_speaker_of_the_clause() -> None:
    text = "Unions said 200,000 marched, the government about 60,000"
    documents = {"a": Document("a", "sha", "a", None, "Agency", None, None, "2030-03-14", "given", None, None, "en", text, "test")}
    one = Said("1", "200,000", "claim_1", "a", "origin_1", None, ("a", 12, 19))
    rows = (one, replace(one, key="2", label="60,000", span=("a", 49, 55)))
    assert told(rows, documents, {"origin_1": "government"}) == "200,000 (Agency); 60,000 (Agency)"
    assert told(rows[:1], documents, {"origin_1": "unions"}) == "200,000 (Agency, on the word of unions)"
