"""The reading room is made ready beside its first requests, and ends quietly in the midst of that."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import pytest

from crosswire.errors import CrosswireError
from crosswire.view.web import desk, warming


def test_what_pages_keep_is_there_before_it_is_asked_for(examples_record: Path):
    with desk.looking(examples_record) as table:
        for step in warming.steps(table):
            with suppress(CrosswireError):
                step()
        table.reading().once("overview", lambda: pytest.fail("the overview was not made"))
        table.reading().once("filters of outlet", lambda: pytest.fail("what the form offers was not read"))


def test_it_ends_with_the_room_whatever_is_left_to_do(examples_record: Path, monkeypatch: pytest.MonkeyPatch):
    begun, done, let = threading.Event(), [], threading.Event()

    def first() -> None:
        begun.set()
        let.wait(5)

    monkeypatch.setattr(warming, "steps", lambda table: iter([first, lambda: done.append(1)]))
    with desk.looking(examples_record) as table, warming.warming(table):
        assert begun.wait(5)
        threading.Timer(0.05, let.set).start()
    assert not done
    assert "warming pages" not in {t.name for t in threading.enumerate()}
