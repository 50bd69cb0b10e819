"""Joins over whole tables."""

import duckdb
import pyarrow as pa
import pytest

from crosswire.workers import joins


def test_tables_are_joined_under_their_names_in_the_order_asked_for():
    left = pa.table({"word": ["b", "a", "b"], "report": [1, 2, 3]})
    right = pa.table({"word": ["a", "b"], "weight": [0.5, 2.0]})
    found = joins.join("SELECT report, weight FROM l JOIN r USING (word) ORDER BY report", l=left, r=right)
    assert found.to_pylist() == [{"report": 1, "weight": 2.0}, {"report": 2, "weight": 0.5}, {"report": 3, "weight": 2.0}]


def test_a_join_leaves_nothing_for_the_next_one():
    one = pa.table({"x": [1]})
    joins.join("SELECT * FROM here", here=one)
    with pytest.raises(duckdb.CatalogException):
        joins.join("SELECT * FROM here", there=one)


def test_what_does_not_fit_goes_to_disk(monkeypatch):
    monkeypatch.setattr(joins, "MEMORY", "300MB")
    many = pa.table({"x": list(range(2_000_000)), "y": ["word"] * 2_000_000})
    found = joins.join("SELECT a.x, b.y FROM many a JOIN many b USING (x) ORDER BY a.x DESC", many=many)
    assert (found.num_rows, found["x"][0].as_py()) == (2_000_000, 1_999_999)
