"""Texts that are no prose: they are kept as they are, marked, and cost no more time than others of their length."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from crosswire import pipeline
from crosswire.acquire import unread
from crosswire.acquire.raw import RawReport
from crosswire.errors import RejectedInput
from crosswire.language import load, windows
from crosswire.types import Span
from crosswire.workers import clock

NEWS = "Nine people drowned in the flood at Arua on Monday, the mayor said."


@pytest.mark.parametrize("sign", ['"', "(", "“A said ", "Abc ", "a,"])
def test_a_text_of_signs_is_read_in_time_and_the_rest_of_it_as_ever(sign):
    load().read("warm", [])
    text = f"{NEWS}\n\n{sign * (60_000 // len(sign))}\n\nForty are missing."
    begun = time.monotonic()
    found = pipeline.read_report(RawReport("d1", "d1.txt", text.encode(), "text"), "crosswire")
    assert time.monotonic() - begun < 8
    assert found.document.text == text
    assert any("characters are no prose" in warning for warning in found.document.warnings)
    assert [(s.kind, s.rule) for s in found.segments] == [("body", "body"), ("leftover", "no-prose"), ("body", "body")]
    assert [text[s.start : s.end] for s in found.sentences] == [NEWS, "Forty are missing."]


def test_a_text_of_quotation_marks_is_laid_beside_others_in_time():
    read = pipeline.assemble(
        [pipeline.read_report(RawReport("d1", "d1.txt", f"{NEWS}\n\n{20_000 * chr(34)}".encode(), "text"), "crosswire")]
    )
    begun = time.monotonic()
    pipeline.relate(read)
    assert time.monotonic() - begun < 5


def test_ordinary_texts_have_none_and_runs_are_found_where_they_stand():
    assert unread.no_prose(f"{NEWS} " * 500 + "-" * 80) == []
    assert unread.no_prose(f"{NEWS} {'x' * 300} {NEWS}") == [Span(len(NEWS) + 1, len(NEWS) + 301)]
    assert unread.RUN.pattern == windows.RUN.pattern


@pytest.mark.parametrize("text", ["x" * 301, f" {'(' * 400} a", f"He said {'!' * 250}  so.\n\n{'=' * 100}", f"{'y' * 350}\n{'z' * 999} "])
def test_tokens_cover_every_text(text):
    doc, sentences = load().read(text, [Span(0, len(text))])
    assert doc.text == text
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in sentences)


def test_the_clock_rings_once_and_leaves_nothing_behind():
    def work(seconds: float) -> None:
        with clock.at_most(seconds):
            time.sleep(0.2)

    if signal.getsignal(signal.SIGALRM) != signal.SIG_DFL:
        pytest.skip("somebody else has set the alarm")
    with pytest.raises(RejectedInput, match="not read within"):
        work(0.05)
    work(5)
    assert (signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)) == (signal.SIG_DFL, (0.0, 0.0))
    thread = threading.Thread(target=work, args=(0.05,))
    thread.start()
    thread.join()
