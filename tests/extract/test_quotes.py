"""Quotes: cases as data, quote marks by themselves, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.acquire.sentences import read_sentences
from crosswire.extract import quotes
from crosswire.extract.quote_marks import blocks, quoted_in
from crosswire.extract.quote_speakers import same_outlet
from crosswire.extract.reporting_words import LIST
from crosswire.types import Document, Segment, Span
from crosswire.wordlists import load_toml
from tests.conftest import case_params

PIECES = [
    "\"", "“", "”", "'", "’", "‘", "`", "``", "''", "«", "»", ": ", ", ", ". ", "\n\n", " ", " — ", "Tomas Berg said", " that ", "the army denied", "according to the UN",
    "it had left", "told Reuters", "as saying", "9,000", "; ", "he added", "threatened to leave", "“No,” she said.", "called it", "quoted", "by its own count",
]  # fmt: skip


@pytest.mark.parametrize("case", case_params("quotes"))
def test_cases(case, page_of):
    page = page_of(case["text"], outlet=case.get("outlet"))
    found = quotes.read(page)
    expected = sorted(case["quotes"], key=lambda q: case["text"].index(q["text"]))
    assert [(case["text"][q.start : q.end], q.mode, q.speaker_text) for q in found] == [
        (e["text"], e["mode"], e["speaker"]) for e in expected
    ]
    for quote, wanted in zip(found, expected, strict=True):
        assert quote.stance == wanted["stance"]
        assert wanted.get("cue", quote.cue) == quote.cue
        assert wanted.get("relay", list(quote.relay)) == list(quote.relay)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("She said “no” and “never”.", ["no", "never"]),
        ("the rebels' camp and the army's tents", []),
        ("a 'safe zone' in the rebels' town", ["safe zone"]),
        ("`military advisers', the paper wrote", ["military advisers"]),
        ("Shi`ite and Sana'a and al-Ra‘i", []),
        ("He said: “It isn’t over", ["It isn’t over"]),
        ("“He said ‘stop’ twice,” she said", ["He said ‘stop’ twice,"]),
        ('a board of 6" by 4', []),
        ("''They left,'' she said", ["They left,"]),
        ("rock 'n' roll in the '60s", []),
        ("„Nein,“ he said", ["Nein,"]),
    ],
)
def test_marks(text, inside):
    assert [text[q.start : q.end] for q in quoted_in(text, Span(0, len(text)))] == inside


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_marks_lie_inside_and_do_not_overlap(text):
    for block in blocks(text, 0, len(text)):
        found = quoted_in(text, block)
        edges = [e for q in found for e in (q.outer.start, q.outer.end)]
        assert edges == sorted(edges)
        assert all(block.start <= q.outer.start < q.start < q.end <= q.outer.end <= block.end for q in found)
        assert all("\n" not in text[q.start : q.end] for q in found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join))
def test_rows_hold_for_any_text(text, page_of):
    found = quotes.read(page_of(text))
    assert found == sorted(found, key=lambda q: (q.start, q.end, q.quote_id))
    assert len({q.quote_id for q in found}) == len(found)
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.rule
        assert (quote.speaker_text is None) == (quote.speaker_start is None) == (quote.speaker_end is None)
        assert quote.speaker_text in (None, text[quote.speaker_start : quote.speaker_end])
        assert (quote.cue_start is None) == (quote.cue_end is None)


@pytest.mark.parametrize(
    ("name", "outlet", "same"),
    [
        ("Reuters", "Reuters", True),
        ("CNA", "Coastal News Agency", True),
        ("the Times", "Coastal Times", True),
        ("BBC", "Coastal Times", False),
        ("AFP", None, False),
    ],
)
def test_an_outlet_is_no_relay_of_its_own(name, outlet, same):
    assert same_outlet(name, outlet) is same


def test_every_verb_group_says_what_it_takes():
    known = {"clause", "infinitive", "object infinitive", "number", "noun", "name", "set"}
    assert all(set(keys["takes"]) <= known for keys in load_toml(LIST).values() if "takes" in keys)


def test_captions_and_titles_are_read_but_leftovers_are_not(english):
    lines = ["US to send ships: Pentagon", "The army said it had left.", "Tomas Berg said the port was open."]
    text = "\n".join(lines)
    document = Document("d", "0" * 64, "d.txt", None, None, None, None, None, None, None, None, "en", text, "text")
    starts = [text.index(line) for line in lines]
    segments = [
        Segment("d", s, s + len(line), kind, "test") for s, line, kind in zip(starts, lines, ("title", "caption", "leftover"), strict=True)
    ]
    found = quotes.read(read_sentences(document, segments, english))
    assert [text[q.start : q.end] for q in found] == ["US to send ships", "it had left"]
    assert found[0].speaker_text == "Pentagon"
