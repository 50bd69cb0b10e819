"""The reading room without a browser: a client over a record of the examples, and one over reports full of scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crosswire.store.database import Record
from crosswire.view.web import desk
from crosswire.view.web.server import application


def client(record: Path, folder: Path) -> Iterator[TestClient]:
    """A client over a copy of a record, so that no test waits for another's."""
    with desk.opened(Path(shutil.copy(record, folder / record.name))) as table, TestClient(application(table)) as made:
        made.desk = table  # type: ignore[attr-defined]
        yield made


@pytest.fixture(scope="session")
def room(examples_record, tmp_path_factory) -> Iterator[TestClient]:
    """``room.get("/story/...")``: the reading room over the examples. ``room.desk`` is its desk. To be read only."""
    yield from client(examples_record, tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="session")
def room_record(room) -> Record:
    """The open record behind ``room``: to look up ids, and to check what a page says."""
    return room.desk.reading()


@pytest.fixture(scope="session")
def hostile_room(hostile_record, tmp_path_factory) -> Iterator[TestClient]:
    """The reading room over reports full of scripts. To be read only."""
    yield from client(hostile_record, tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def writing_room(examples_record, tmp_path) -> Iterator[TestClient]:
    """A reading room of a test's own, over a copy of the examples that it may judge."""
    yield from client(examples_record, tmp_path)
