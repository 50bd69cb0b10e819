"""A record of the examples, open for reading, and a small one with everything that trips a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crosswire.store.database import Record, open_record, write_record
from crosswire.types import Claim, Decision, Document, Event, EventValue, Place, Quantity, Story, StoryDocument, Tables

NASTY = (
    "=1+1",
    "'=1+1",
    "''",
    "",
    "007",
    "a,b;c",
    'he said "no"',
    "two\nlines\r\nthree\rfour",
    "🙂 é e\u0301",
    "\u202eright",
    " -5",
    "NULL",
    "nan",
    "'",
    "\t",
)


def document(name: str, text: str = "Text.", **more: object) -> Document:
    """A report; what is not given is not known."""
    bare = Document(name, "0" * 64, f"{name}.txt", None, None, None, None, None, None, None, None, "en", text, "text")
    return replace(bare, **more)


def claim(number: int, report: str, event: str | None) -> Claim:
    """A claim in a report on an event."""
    return Claim(
        f"claim_{number:04}", report, 0, 4, 0, 4, "ASSAULT", None, None, None, None, None, None, None, "happened", None, 0.5, "test",
        event_id=event, origin_id=None,
    )  # fmt: skip


def event(
    name: str, story: str | None = "story_1", place: str | None = None, start: date | None = None, end: date | None = None, **more: object
) -> Event:
    """An event; ``more``: other columns."""
    made = Event(name, story, "=what", "ASSAULT", None, None, place, start, end, "happened", 1, 1, 1, "single")
    return replace(made, **more)


def place(name: str, lat: float, lon: float) -> Place:
    """A place."""
    return Place(name, name, None, None, lat, lon, 1.0, "test", name)


@pytest.fixture(scope="session")
def nasty() -> Tables:
    """Tables with whatever trips a format: what looks like a formula, a number, nothing; line ends, quotation marks, emoji, days, minus."""
    documents = tuple(
        document(
            f"{n:03}",
            f"{text} and so on",
            title=text,
            byline=None if n % 2 else "",
            warnings=(text,),
            published_earliest=date(2030, 1, 1 + n),
        )
        for n, text in enumerate(NASTY)
    )
    return Tables(
        documents=documents,
        places=(place("place_1", -33.9, -18.25),),
        stories=(Story("story_1", "@Story", date(2030, 1, 1), None, len(documents)),),
        story_documents=tuple(StoryDocument("story_1", d.document_id) for d in documents),
        claims=tuple(claim(n, d.document_id, "event_1") for n, d in enumerate(documents)),
        events=(event("event_1", place="place_1", start=date(1899, 12, 30)),),
        quantities=(Quantity("quantity_1", "000", 0, 1, 0.1, 1e16, None, "exact", "-people", "people", "killed", "claim_0000"),),
        event_values=(EventValue("event_1", "place", "=place", None, None, None, ("000",), ("claim_0000",), (), "only", chosen=True),),
        decisions=(Decision("decision_1", "right", "claim_0000", None, None, "=me", "2030-01-01T00:00:00Z", None, None, "applied"),),
    )


@pytest.fixture(scope="session")
def nasty_record(nasty: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of :func:`nasty`. To be read only."""
    path = tmp_path_factory.mktemp("nasty") / "nasty.duckdb"
    write_record(path, nasty, {"crosswire": "test", "language": "none"})
    return path


@pytest.fixture
def record_of(tmp_path: Path) -> Iterator[Callable[[Tables], Record]]:
    """``record_of(tables)``: an open record of them."""
    opened = []

    def make(tables: Tables) -> Record:
        write_record(tmp_path / "made.duckdb", tables, {"crosswire": "test"})
        context = open_record(tmp_path / "made.duckdb")
        opened.append(context)
        return context.__enter__()

    yield make
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def examples(examples_record: Path) -> Iterator[Record]:
    """The record of the examples, open."""
    with open_record(examples_record) as record:
        yield record
