"""The shipped pipeline: the text stays as it is, sentences stay inside their spans, the same words give the same analysis."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.errors import UsageError
from crosswire.language import MODEL_FOLDER, load
from crosswire.types import Span
from tests.conftest import case_params

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=120) | st.lists(
    st.sampled_from(["The", "army", "said", "“", "”", '"', "'", "`", ".", "?", "\n\n", "  ", "12", "U.S.", "Mr.", "—", "£5bn", "\t", "é"]),
    max_size=30,
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(TEXT, st.data())
def test_text_is_kept_and_sentences_lie_in_their_spans(english, text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    doc, sentences = english.read(text, spans)
    assert doc.text == text
    for s in sentences:
        assert any(span.holds(s) for span in spans)
        assert text[s.start : s.end].strip() == text[s.start : s.end] != ""
    assert sentences == sorted(sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))


@pytest.mark.parametrize("case", case_params("sentences"))
def test_sentences(english, case):
    _, found = english.read(case["text"], [Span(0, len(case["text"]))])
    assert [case["text"][s.start : s.end] for s in found] == case["sentences"]


@pytest.mark.parametrize("case", case_params("lemmas"))
def test_lemmas(english, case):
    doc, _ = english.read(case["text"], [Span(0, len(case["text"]))])
    assert {t.text: t.lemma_ for t in doc if t.text in case["lemmas"]} == case["lemmas"]


def test_what_stands_around_a_sentence_does_not_change_its_analysis(english):
    sentence = "Rebels shelled the port of Brevik on Tuesday, killing four dockers."
    alone, _ = english.read(sentence, [Span(0, len(sentence))])
    long = "The ministry denied it. " * 3 + sentence + " Nobody else was hurt in a town that had seen worse."
    among, _ = english.read(long, [Span(0, len(long))])
    at = long.index(sentence)
    rows = [(t.text, t.tag_, t.dep_, t.head.text, t.ent_type_) for t in among if at <= t.idx < at + len(sentence)]
    assert rows == [(t.text, t.tag_, t.dep_, t.head.text, t.ent_type_) for t in alone]


def test_a_plain_clause_is_understood(english):
    text = "Soldiers killed three farmers in Ankara on Monday."
    doc, _ = english.read(text, [Span(0, len(text))])
    by = {t.text: t for t in doc}
    assert by["killed"].dep_ == "ROOT"
    assert by["Soldiers"].dep_ == "nsubj"
    assert by["farmers"].dep_ == "obj"
    assert by["three"].head.text == "farmers"
    assert [(e.text, e.label_) for e in doc.ents] == [("Ankara", "LOC"), ("Monday", "DATE")]


def test_the_files_that_ship_are_the_ones_that_were_measured():
    rows = (MODEL_FOLDER / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    names = {row.split("  ")[1] for row in rows}
    assert names == {p.name for p in MODEL_FOLDER.iterdir() if p.name != "SHA256SUMS"}
    for row in rows:
        digest, name = row.split("  ")
        assert hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_an_unknown_pipeline_is_a_clear_error():
    with pytest.raises(UsageError, match="no language pipeline 'xx_none_such'"):
        load("xx_none_such")
