"""A filter chooses events and what goes with them, and leaves no id that points at nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from crosswire.errors import CrosswireError, InputError, UsageError
from crosswire.store.columns import KEYS, LISTS, references
from crosswire.store.database import open_record, write_record
from crosswire.store.tables import KEPT, TABLES
from crosswire.types import Story, Tables
from crosswire.view.exports import Filters, Selection
from tests.view.exports.conftest import claim, document, event, place


def ids(rows: list[dict], table: str, path: str) -> Iterator[str]:
    """The ids that a column of a table holds; ``values.claims`` stands for a list within a list."""
    name, _, inner = path.partition(".")
    for row in rows:
        value = row[name]
        yield from ([i for v in value for i in v[inner]] if inner else value if isinstance(value, list) else [value] if value else [])


def dangling(selection: Selection) -> dict[tuple[str, str], int]:
    """(table, column) -> how many ids in it are no row of the selection."""
    rows = {table: selection.rows(table) for table in TABLES}
    known = {table: {row[key[0]] for row in rows[table]} for table, key in KEYS.items() if len(key) == 1}
    columns = {(t, c): target for t in TABLES for c, target in references(t).items()} | dict(LISTS)
    found = {at: sum(i not in known[target] for i in ids(rows[at[0]], at[0], at[1])) for at, target in columns.items()}
    everything = set().union(*known.values())
    found["links", "left_id"] = sum(link[side] not in everything for link in rows["links"] for side in ("left_id", "right_id"))
    return {at: n for at, n in found.items() if n}


FILTERS = (
    Filters(), Filters(grade=("corroborated",)), Filters(type=("ASSAULT", "MOBILIZE")), Filters(since=date(2031, 6, 7)),
    Filters(until=date(2031, 6, 4), grade=("single", "corroborated")),
)  # fmt: skip


@pytest.mark.parametrize("filters", FILTERS, ids=lambda f: str(f.given()))
def test_no_id_points_at_nothing(examples, filters):
    found = dangling(Selection(examples, filters))
    found.pop(("event_values", "origins"), None)  # a report stands for itself where no origin is known
    assert found == {}


def test_reports_go_whole(examples):
    selection = Selection(examples, Filters(type=("AID",)))
    assert {r["type"] for r in selection.rows("events")} == {"AID"}
    reports = {r["document_id"] for r in selection.rows("documents")}
    assert 0 < len(reports) < len(examples.table("documents"))
    listed = ", ".join(f"'{r}'" for r in reports)
    for table in ("segments", "sentences", "quotes", "times", "quantities", "actor_mentions", "place_mentions"):
        assert selection.number(table) == examples.rows(f"SELECT count(*) AS n FROM {table} WHERE document_id IN ({listed})")[0]["n"]
    assert not set(KEPT) & set(selection.tables)


def test_without_filters_it_is_the_record(examples):
    selection = Selection(examples)
    assert all(selection.rows(table) == examples.table(table) for table in TABLES)
    assert set(KEPT) < set(selection.tables)


@pytest.fixture(scope="module")
def at_the_date_line(tmp_path_factory):
    """The record of two events, open."""
    path = tmp_path_factory.mktemp("line") / "line.duckdb"
    write_record(path, two_events(grade="contested"), {})
    with open_record(path) as record:
        yield record


def two_events(**more):
    """Two events at either side of the date line, told in one report."""
    return Tables(
        documents=(document("a", "Text. Text."),),
        places=(place("place_1", 10.0, 179.0), place("place_2", 12.0, -179.0)),
        claims=(claim(1, "a", "event_1"), claim(2, "a", "event_2")),
        events=(
            event("event_1", None, "place_1", date(2030, 3, 1), date(2030, 3, 10)),
            event("event_2", None, "place_2", date(2030, 4, 1), None, **more),
        ),
    )


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(bbox=(170, 0, -170, 20)), {"event_1", "event_2"}),
        (Filters(bbox=(170, 0, 180, 20)), {"event_1"}),
        (Filters(bbox=(-180, 11, 180, 20)), {"event_2"}),
        (Filters(since=date(2030, 3, 10), until=date(2030, 3, 31)), {"event_1"}),
        (Filters(since=date(2030, 3, 11)), {"event_2"}),
        (Filters(since=date(2031, 1, 1)), {"event_2"}),  # it has begun, and no end is known
        (Filters(until=date(2030, 3, 1)), {"event_1"}),
        (Filters(grade=("contested", "denied")), {"event_2"}),
        (Filters(type=("AID", "ASSAULT")), {"event_1", "event_2"}),
    ],
)
def test_which_events_are_let_through(at_the_date_line, filters, wanted):
    selection = Selection(at_the_date_line, filters)
    assert {r["event_id"] for r in selection.rows("events")} == wanted
    assert {r["event_id"] for r in selection.rows("claims")} == wanted
    assert dangling(selection) == {}


def test_a_story_is_found_by_the_beginning_of_its_title(record_of):
    tables = two_events()
    told = replace(
        tables,
        stories=(Story("story_1", "Bridge taken", None, None, 1),),
        events=(replace(tables.events[0], story_id="story_1"), tables.events[1]),
    )
    assert [r["event_id"] for r in Selection(record_of(told), Filters(story="bridge")).rows("events")] == ["event_1"]


def test_nothing_let_through_is_an_error(record_of):
    record = record_of(two_events())
    with pytest.raises(InputError, match="No event"):
        Selection(record, Filters(type=("AID",))).rows("events")
    with pytest.raises(CrosswireError, match="no story"):
        Selection(record, Filters(story="nowhere")).choose()


@pytest.mark.parametrize(
    "wrong", [{"since": date(2030, 1, 2), "until": date(2030, 1, 1)}, {"bbox": (0, 10, 1, 5)}, {"bbox": (0, 0, 200, 1)}]
)
def test_filters_that_make_no_sense(wrong):
    with pytest.raises(UsageError):
        Filters(**wrong)
