"""A record of the examples, opened by the library."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import crosswire as cw


@pytest.fixture(scope="session")
def record(examples_record) -> Iterator[cw.Record]:
    """The examples. To be read only."""
    with cw.open(examples_record) as opened:
        yield opened
