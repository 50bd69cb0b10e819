"""Every table and column of a record has its words, and every id says where it is a row."""

from __future__ import annotations

import pytest

from crosswire.store.columns import KEYS, LISTS, about, columns, references
from crosswire.store.meanings import MEANINGS, ROWS
from crosswire.store.tables import TABLES, schema


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_meaning(table):
    assert list(MEANINGS[table])
    assert set(MEANINGS[table]) == set(schema(table).names)
    assert all(column.meaning and column.kind for column in columns(table))
    assert about(table)


def test_no_words_for_what_is_not_there():
    assert set(MEANINGS) == set(ROWS) == set(TABLES)


def test_values_are_those_of_the_type():
    grade = next(c for c in columns("events") if c.name == "grade")
    assert grade.values == ("corroborated", "single", "contested", "denied", "withdrawn")
    assert grade.required
    assert not next(c for c in columns("events") if c.name == "start").required


def test_ids_point_at_keys():
    for table in TABLES:
        assert all(len(KEYS[target]) == 1 for target in references(table).values())
        assert set(KEYS.get(table, ())) <= set(schema(table).names)
    assert references("claims")["event_id"] == "events"
    assert references("actors") == {"part_of": "actors"}
    assert set(LISTS.values()) <= set(KEYS)
