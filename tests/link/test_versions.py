"""Which report is a later version of which, and what happens to the claims of the older one."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations

import pytest

from crosswire.link import versions
from crosswire.link.verdicts import report_key
from crosswire.types import Anchor, Decision, Receipt, Tables
from tests.conftest import ROOT
from tests.link.making import body, claim, document

MILL = (
    "Four people were killed on Saturday when the river Venn flooded a mill at Tallow, Mayor Ada Lorne said. Nobody had been warned that the "
    "dam would be opened at night, she said. Police detained two engineers. The army sent 40 soldiers to the town on Sunday, and the bridge "
    "was closed until further notice."
)
TEXTS = {
    "mill": MILL,
    "mill16": MILL.replace("Four", "Six").replace("two engineers", "three engineers"),
    "mill18": MILL.replace("Four", "Eight") + " The mayor resigned.",
    "strike": (
        "About 300 dockers went on strike at Brevik on Friday over wages, their union said. Ships waited outside the harbour. The company called "
        "the strike unlawful and said it would ask a court to end it by the middle of next week."
    ),
    "council": (
        "The council of Brevik put off its vote on the new ferry until autumn. Members asked for the figures of the last three years, which the "
        "operator had promised to publish in spring and did not."
    ),
}
CASES = [
    json.loads(line)
    for name in ("synthetic", "negative")
    for line in (ROOT / f"tests/cases/versions/{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


def made(case) -> Tables:
    """The reports of a case; ``$name`` in a text is one of TEXTS, ``name`` the id that the input gave."""
    documents, receipts = [], []
    for row in case["reports"]:
        text = row["text"]
        for name in sorted(TEXTS, reverse=True):
            text = text.replace(f"${name}", TEXTS[name])
        plain = document(row["id"], text, row.get("outlet"), row.get("published"), row.get("title"))
        documents.append(
            replace(plain, path=row["path"], url=row.get("url"), received=row.get("received", 0), modified_at=row.get("modified"),
                    sha256=f"{len(documents):064}", state=row.get("state", "current"))
        )  # fmt: skip
        receipts.append(Receipt(row["id"], row.get("name", row["id"]), "name" in row, "", withdrawn=row.get("state") == "withdrawn"))
    return Tables(documents=tuple(documents), segments=tuple(map(body, documents)), receipts=tuple(receipts))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["case"])
def test_versions(case):
    tables = made(case)
    for order in list(permutations(tables.documents))[:6]:
        marked = versions.mark(replace(tables, documents=order))
        assert {d.document_id: d.replaces for d in marked.documents if d.replaces} == case["replaces"]
        assert {d.document_id: d.state for d in marked.documents} == case["states"]
        unsure = [d.document_id for d in marked.documents if any(w.startswith(versions.UNSURE) for w in d.warnings)]
        assert sorted(unsure) == case.get("unsure", [])
        doubts = {d.document_id: w for d in marked.documents for w in d.warnings if d.document_id not in unsure}
        assert doubts.keys() == case.get("warned", {}).keys()
        assert all(doubts[i].startswith(words) for i, words in case.get("warned", {}).items())
        assert versions.unmarked(marked) == replace(tables, documents=order)


def test_claims_of_a_replaced_report_are_withdrawn_and_carry_on_in_the_new_one():
    tables = made(CASES[0])
    rows = [{"doc": d, "text": t} for d in ("a", "a-2") for t in ("Nobody had been warned", "Police detained")]
    tables = versions.mark(replace(tables, claims=tuple(claim(tables, row) for row in rows)))
    assert [c.withdrawn for c in tables.claims] == [True, True, False, False]
    assert len(versions.carried(tables)) == 2
    assert versions.newest(tables.documents) == {"a": "a-2"}


@pytest.mark.parametrize(("verdicts", "state"), [(["wrong"], "withdrawn"), (["wrong", "right"], "current")])
def test_a_person_may_withdraw_a_report(verdicts, state):
    tables = made(CASES[0])
    one = replace(tables, documents=tables.documents[:1])
    anchor = Anchor(one.documents[0].sha256, "Four people", "", "")
    made_by = [
        Decision(f"d{i}", v, report_key("a"), None, anchor, "Ada", f"2030-01-0{i + 1}", None, None, "orphaned")
        for i, v in enumerate(verdicts)
    ]
    assert versions.mark(replace(one, decisions=tuple(made_by))).documents[0].state == state
    taken_back = tuple(replace(d, withdrawn_at="2030-02-01") for d in made_by)
    assert versions.mark(replace(one, decisions=taken_back)).documents[0].state == "current"


def test_a_person_may_say_that_a_replaced_report_stands():
    tables = made(CASES[0])
    stands = Decision(
        "d", "right", report_key("a"), None, Anchor(tables.documents[0].sha256, "Four", "", ""), "A", "2030", None, None, "orphaned"
    )
    marked = versions.mark(replace(tables, decisions=(stands,)))
    assert [d.state for d in marked.documents] == ["current", "current"]
