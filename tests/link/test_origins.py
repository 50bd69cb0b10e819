"""Independent sources: the cases in tests/cases/origins, and what holds for any reports."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import agencies, origins, passages
from crosswire.types import StoryDocument, Tables
from tests.conftest import case_params
from tests.link.making import actor, amount, body, claim, document, mentions, quote, reports


def built(case: dict[str, Any]) -> tuple[Tables, list[str]]:
    """The tables of a case, passages found, and the ids of its claims in the order in which it gives them."""
    tables = reports(case["reports"])
    tables = replace(tables, actors=tuple(actor(n, row) for n, row in sorted(case["actors"].items())))
    tables = replace(tables, actor_mentions=mentions(tables, case["actors"]))
    quotes = [quote(tables, q) for q in case["quotes"]]
    claims = [replace(claim(tables, c, quotes), event_id=c.get("event")) for c in case["claims"]]
    amounts = [amount(tables, a, claims) for a in case.get("amounts", ())]
    tables = replace(tables, quotes=tuple(quotes), claims=tuple(claims), quantities=tuple(amounts))
    if case.get("one_story"):
        tables = replace(tables, story_documents=tuple(StoryDocument("story", d.document_id) for d in tables.documents))
    return passages.find(tables), [c.claim_id for c in claims]


@pytest.mark.parametrize("case", case_params("origins"))
def test_cases(case: dict[str, Any]) -> None:
    tables, order = built(case)
    traced = origins.trace(tables)
    names = {o.origin_id: o.name for o in traced.origins}
    found: dict[str, list[int]] = defaultdict(list)
    for c in traced.claims:
        assert c.origin_id is not None
        found[c.origin_id].append(order.index(c.claim_id))
    assert sorted((names[o], sorted(n)) for o, n in found.items()) == sorted((name.strip(), n) for name, n in case["sources"].items())


SENTENCES = [
    "Raiders burnt the granary of the upper village before anyone could reach it",
    "The garrison left its post on the ridge without firing a single shot that night",
    "Two ferries full of families were turned back at the mouth of the estuary",
    "Masked men took the headmaster from his house in front of all his pupils",
]


@st.composite
def some_reports(draw: st.DrawFn) -> Tables:
    """Two to five reports of one to four sentences, each of them a claim, some of them on somebody's word."""
    made, quotes, claims = [], [], []
    for i in range(draw(st.integers(2, 5))):
        told = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
        outlet = draw(st.sampled_from(["Kelda Star", "Evening Ledger", "Northern News Agency", None]))
        day = draw(st.sampled_from(["2031-05-04", "2031-05-05", None]))
        made.append(document(f"d{i}", "\n\n".join(f"{t}." for t in told), outlet, day))
        for sentence in told:
            speaker = draw(st.sampled_from([None, None, "the mayor", "Brandt"]))
            quotes += [{"doc": f"d{i}", "text": sentence, "speaker": speaker, "mode": "indirect"}] if speaker else []
            claims.append({"doc": f"d{i}", "text": sentence})
    tables = Tables(documents=tuple(made), segments=tuple(body(d) for d in made), actors=(actor("Brandt", {"kind": "person"}),))
    said = [quote(tables, q) for q in quotes]
    return replace(tables, quotes=tuple(said), claims=tuple(claim(tables, c, said) for c in claims))


def traced(tables: Tables) -> Tables:
    return origins.trace(passages.find(tables))


def counts(tables: Tables) -> dict[str, int]:
    """How many origins each sentence has."""
    texts = tables.texts()
    found: dict[str, set[str | None]] = defaultdict(set)
    for c in tables.claims:
        found[texts[c.document_id][c.start : c.end]].add(c.origin_id)
    return {sentence: len(ids) for sentence, ids in found.items()}


@settings(max_examples=60, deadline=None)
@given(some_reports(), st.randoms(use_true_random=False))
def test_a_copy_of_a_report_never_adds_an_origin(tables: Tables, chance: random.Random) -> None:
    before = counts(traced(tables))
    source = chance.choice(tables.documents)
    copy = replace(source, document_id="copy", outlet="Copy Post", published_at="2031-05-09")
    claims = [
        {"doc": "copy", "text": source.text[c.start : c.end]} for c in tables.claims if c.document_id == source.document_id
    ]  # the copy keeps the words but names no speaker
    more = replace(tables, documents=(*tables.documents, copy), segments=(*tables.segments, body(copy)))
    after = counts(traced(replace(more, claims=(*tables.claims, *(claim(more, c) for c in claims)))))
    assert all(after[s] <= before[s] for s in before)


@settings(max_examples=40, deadline=None)
@given(some_reports(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tables: Tables, chance: random.Random) -> None:
    mixed = {}
    for name in ("documents", "segments", "quotes", "claims"):
        rows = list(getattr(tables, name))
        chance.shuffle(rows)
        mixed[name] = tuple(rows)
    once, again = traced(tables), traced(replace(tables, **mixed))
    assert (once.origins, once.links, once.claims) == (again.origins, again.links, again.claims)


@settings(max_examples=30, deadline=None)
@given(some_reports())
def test_every_claim_has_an_origin_and_every_origin_a_claim(tables: Tables) -> None:
    done = traced(tables)
    assert {c.origin_id for c in done.claims} == {o.origin_id for o in done.origins}
    known = {c.claim_id for c in done.claims} | {d.document_id for d in done.documents}
    assert all(k.left_id in known and k.right_id in known and k.reasons for k in done.links)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KELDA, May 4 (NNA) - Rain fell.", {"NNA"}),
        ("KELDA (Reuters) — Rain fell.", {"Reuters"}),
        ("Rain fell.\n\nWith AFP", {"AFP"}),
        ("Rain fell.\n\nReporting by Reuters and AP", {"Reuters", "AP"}),
        ("By Jane Doe\n\nRain fell.", set()),
        ("Rain fell (again) - and again.", set()),
        ("Rain fell.\n\nWith reporting by AFP in Kelda", {"AFP"}),
        ("Rain fell.\n\nWith reporting by AFP", {"AFP"}),
        ("Rain fell.\n\n(Additional reporting by Reuters; editing by Jane Doe)", {"Reuters"}),
    ],
)
def test_credits(text: str, names: set[str]) -> None:
    report = document("a", text, "Kelda Star")
    assert {s.name for s in agencies.Credits([report]).of(report)} == names


def test_an_agency_is_no_credit_of_its_own_report() -> None:
    report = document("a", "KELDA (NNA) - Rain fell.", "Northern News Agency")
    assert agencies.Credits([report]).of(report) == ()
