"""Shared words: the cases in tests/cases/passages, and what holds for any reports."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.link import passages, postings
from crosswire.types import Segment, Tables
from tests.conftest import case_params
from tests.link.making import body, document, quote, reports, texts_of

LETTERS = "bcdfghklmnprstvz"
words = st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=5, max_size=40, unique=True)


@pytest.mark.parametrize("case", case_params("passages"))
def test_cases(case: dict[str, Any]) -> None:
    tables = reports(case["reports"])
    tables = replace(tables, quotes=tuple(quote(tables, q) for q in case.get("quotes", ())))
    rows = passages.find(tables).passages
    assert texts_of(tables, rows) == sorted(((s["kind"], s["texts"]) for s in case["shared"]), key=lambda g: (g[0], sorted(g[1].items())))
    words = tables.texts()
    evidence = {words[p.document_id][p.start : p.end]: p.evidence for p in rows}
    assert evidence == {text: s.get("evidence", True) for s in case["shared"] for text in s["texts"].values()}
    for document_id, count in case.get("spots", {}).items():
        assert sum(p.document_id == document_id for p in rows) == count


def planted(run: list[str], around: list[list[str]]) -> Tables:
    """Reports that all hold a run, each between its own words (in capitals A, B, ..., so that no two reports share others)."""
    made = []
    for i, own in enumerate(around):
        mine = [f"{w}{'aeiou'[i]}x" for w in own]
        half = len(mine) // 2
        made.append(document(f"d{i}", " ".join([*mine[:half], *run, *mine[half:]]) + "."))
    return Tables(documents=tuple(made), segments=tuple(body(d) for d in made))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=8, max_size=30, unique=True), st.lists(words, min_size=2, max_size=4))
def test_a_planted_run_is_found_whatever_stands_around_it(run: list[str], around: list[list[str]]) -> None:
    tables = planted(run, around)
    found = passages.find(tables).passages
    assert len({p.passage_id for p in found}) == 1
    assert {p.document_id for p in found} == {d.document_id for d in tables.documents}
    assert {tables.texts()[p.document_id][p.start : p.end] for p in found} == {" ".join(run)}
    assert {p.similarity for p in found} == {1.0}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(LETTERS, min_size=3, max_size=8), min_size=16, max_size=30, unique=True),
    words,
    words,
    st.integers(min_value=7, max_value=9),
)
def test_a_run_survives_a_changed_word(run: list[str], left: list[str], right: list[str], at: int) -> None:
    tables = planted(run, [left, right])
    edited = tables.documents[1].text.replace(f" {run[at]} ", " altogetherdifferent ")
    tables = replace(tables, documents=(tables.documents[0], replace(tables.documents[1], text=edited)))
    tables = replace(tables, segments=tuple(body(d) for d in tables.documents))
    found = passages.find(tables).passages
    first = next(p for p in found if p.document_id == "d0")
    assert len({p.passage_id for p in found}) == 1
    assert tables.texts()["d0"][first.start : first.end] == " ".join(run)
    assert 0.8 < first.similarity < 1


@settings(max_examples=30, deadline=None)
@given(st.lists(words, min_size=2, max_size=5), words, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(around: list[list[str]], run: list[str], chance: random.Random) -> None:
    tables = planted([*run, "alpha", "beta", "gamma"], around)
    mixed = list(tables.documents)
    chance.shuffle(mixed)
    segments = list(tables.segments)
    chance.shuffle(segments)
    assert passages.find(replace(tables, documents=tuple(mixed), segments=tuple(segments))).passages == passages.find(tables).passages


# --- what is promised: every verbatim run of 11 words, of 6 inside quotation marks -------------------------------------
RARE = [f"{a}{b}o" for a in LETTERS[:5] for b in ("rimb", "olv", "unt")]  # few words, so that runs repeat, overlap and break by chance
sequences = st.lists(st.sampled_from(RARE), min_size=11, max_size=60)


def common_runs(left: list[str], right: list[str], least: int) -> list[tuple[int, int, int]]:
    """Every maximal run of equal words (start in the left, start in the right, words), the slow way."""
    out = []
    for a in range(len(left)):
        for b in range(len(right)):
            if a and b and left[a - 1] == right[b - 1]:
                continue
            size = 0
            while a + size < len(left) and b + size < len(right) and left[a + size] == right[b + size]:
                size += 1
            if size >= least:
                out.append((a, b, size))
    return out


@settings(max_examples=60, deadline=None)
@given(st.lists(sequences, min_size=2, max_size=3), st.lists(st.sampled_from(RARE), min_size=11, max_size=20), st.data())
def test_every_verbatim_run_of_eleven_words_is_found(own: list[list[str]], run: list[str], data: st.DataObject) -> None:
    texts = []
    for sequence in own:
        at = data.draw(st.integers(min_value=0, max_value=len(sequence)))
        texts.append([*sequence[:at], *run, *sequence[at:]])
    made = tuple(document(f"d{i}", " ".join(words)) for i, words in enumerate(texts))
    rows = passages.find(Tables(documents=made)).passages

    def covered(i: int, first: int, size: int) -> bool:
        starts = [len(" ".join(texts[i][:k])) + bool(k) for k in range(first, first + size)]
        return all(any(p.document_id == f"d{i}" and p.start <= at < p.end for p in rows) for at in starts)

    for i, j in combinations(range(len(texts)), 2):
        for a, b, size in common_runs(texts[i], texts[j], 11):
            if len(set(texts[i][a : a + size])) > 2:
                assert covered(i, a, size), (texts[i], texts[j])
                assert covered(j, b, size), (texts[i], texts[j])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.text(LETTERS, min_size=4, max_size=8), min_size=6, max_size=10, unique=True),
    words,
    words,
    st.sampled_from(["“”", '""', "«»"]),
)
def test_every_run_of_six_words_in_quotation_marks_is_found(run: list[str], left: list[str], right: list[str], marks: str) -> None:
    quoted = f"{marks[0]}{' '.join(run)}{marks[1]}"
    tables = planted([quoted], [left, right])
    found = passages.find(tables).passages
    assert [tables.texts()[p.document_id][p.start : p.end] for p in found] == [" ".join(run)] * 2
    assert all(p.evidence for p in found)


# --- incremental ------------------------------------------------------------------------------------------------------
@settings(max_examples=40, deadline=None)
@given(st.lists(sequences, min_size=2, max_size=7), st.data())
def test_pairs_with_a_new_report_and_pairs_of_old_ones_are_all_pairs(own: list[list[str]], data: st.DataObject) -> None:
    made = [document(f"d{i}", " ".join(text), published=f"2031-01-{i + 1:02}") for i, text in enumerate(own)]
    fresh = data.draw(st.sets(st.sampled_from([d.document_id for d in made])))
    whole = passages.readings(Tables(documents=tuple(made)))
    old = passages.readings(Tables(documents=tuple(d for d in made if d.document_id not in fresh)))
    everything, kept, new = passages.matches(whole), passages.matches(old), passages.matches(whole, fresh)
    assert all({m.left.document_id, m.right.document_id} & fresh for m in new)
    assert sorted(everything) == sorted(kept + new)
    tables = Tables(documents=tuple(made))
    assert passages.rows(tables, whole, kept + new) == passages.find(tables).passages


def test_what_very_many_reports_say_is_looked_at_in_few_pairs_and_a_late_one_adds_few() -> None:
    run = "every sluice on the upper canal will stay shut until engineers have inspected the northern embankment"
    made = [
        document(f"d{i:03}", f"report{i} opens {run} report{i} closes", published=f"2031-{1 + i // 28:02}-{1 + i % 28:02}")
        for i in range(150)
    ]
    read = passages.readings(Tables(documents=tuple(made)))
    old, every = postings.pairs(postings.table(read[:-1])), postings.pairs(postings.table(read))
    assert len(every) <= postings.HUBS * len(read)
    assert sorted(old + postings.pairs(postings.table(read), [len(read) - 1])) == every
    assert len(every) - len(old) == postings.HUBS


def test_postings_of_a_report_do_not_depend_on_the_others() -> None:
    one = document("a", "Dredgers cleared the silted harbour mouth before the autumn storms came in from the strait.")
    other = document("b", "Dredgers were sold. Nobody had cleared the silted harbour mouth before the autumn storms.")
    alone, together = passages.readings(Tables(documents=(one,))), passages.readings(Tables(documents=(other, one)))
    again = next(r for r in together if r.document_id == "a")
    assert postings.posted(alone[0]).tolist() == postings.posted(again).tolist()
    assert set(postings.posted(together[0]).tolist()) & set(postings.posted(together[1]).tolist())


def test_leftovers_are_not_compared_and_runs_do_not_cross_them() -> None:
    text = "Rescue teams searched the collapsed tower [SHARE THIS STORY] all night for eleven missing workers."
    made = [document("a", text), document("b", text)]
    cut, end = text.index("["), text.index("]") + 1
    rows = [(0, cut, "body"), (cut, end, "leftover"), (end, len(text), "body")]
    segments = tuple(Segment(d.document_id, s, e, kind, "test") for d in made for s, e, kind in rows)  # type: ignore[arg-type]
    found = passages.find(Tables(documents=tuple(made), segments=segments))
    assert texts_of(found, found.passages) == []
    whole = passages.find(Tables(documents=tuple(made), segments=tuple(body(d) for d in made)))
    assert len(whole.passages) == 2


def test_no_reports_no_passages() -> None:
    assert passages.find(Tables()) == Tables()


def test_a_statement_in_very_many_reports_is_one_passage() -> None:
    run = "Every sluice on the upper canal will stay shut until engineers have inspected the northern embankment"
    made = tuple(document(f"d{i:03}", f"Report{i} opens. {run}. Report{i} closes.") for i in range(60))
    found = passages.find(Tables(documents=made, segments=tuple(body(d) for d in made))).passages
    assert len(found) == 60
    assert len({p.passage_id for p in found}) == 1
