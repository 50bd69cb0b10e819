"""What is different since the build before, told by the reports' bytes and the claims of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crosswire.store import history
from crosswire.store.database import before_build, builds_of, open_record, write_record
from crosswire.store.history import Before, Told
from crosswire.types import Claim, Document, Event, EventValue, Tables
from crosswire.view.review import changes
from crosswire.view.terminal import arrivals

AT = "2031-05-0{}T00:00:00+00:00"


def document(document_id: str, sha256: str) -> Document:
    return Document(
        document_id,
        sha256,
        f"{document_id}.txt",
        None,
        "Harbour Post",
        f"Title {document_id}",
        None,
        None,
        None,
        None,
        None,
        "en",
        "Text.",
        "text",
    )


def claim(claim_id: str, event_id: str) -> Claim:
    return Claim(
        claim_id, "a", 0, 4, 0, 4, "ASSAULT", None, None, None, None, None, None, None, "happened", None, 1.0, "test", event_id=event_id
    )


def event(event_id: str, grade: str = "single") -> Event:
    return Event(event_id, None, f"what of {event_id}", "ASSAULT", None, None, None, None, None, "happened", 1, 1, 1, grade)  # type: ignore[arg-type]


def before(documents: dict[str, str], events: dict[str, str], event_of: dict[str, str]) -> Before:
    return Before(
        (history.Build(1, AT.format(1), len(documents), len(events), len(event_of), 0, 0),),
        {i: (sha, "Harbour Post", None) for i, sha in documents.items()},
        {i: Told(f"was {i}", grade) for i, grade in events.items()},
        event_of,
    )


def turns(known: Before, tables: Tables) -> list[tuple[str, str, str | None, str | None]]:
    return [(e.kind, e.event_id, e.was, e.now) for e in history.next_build(known, tables, AT.format(2))[-1].events_changed]


def test_reports_are_known_by_their_bytes():
    known = before({"a": "1", "b": "2", "c": "3", "d": "4"}, {}, {})
    tables = Tables(documents=(document("a", "1"), document("b", "22"), document("cc", "3"), document("e", "5")))
    made = history.next_build(known, tables, AT.format(2))[-1]
    assert [(r.document_id, r.kind) for r in made.reports_changed] == [("b", "changed"), ("e", "new"), ("d", "gone")]  # c has a new name
    assert (made.number, made.reports) == (2, 4)


@pytest.mark.parametrize(
    ("events", "event_of", "claims", "expected"),
    [
        ({"x": "single"}, {"1": "x"}, {"1": "y"}, []),  # another id, the same claims
        ({"x": "single"}, {"1": "x"}, {"1": "x", "2": "y"}, [("appeared", "y", None, "single")]),
        ({"x": "denied"}, {"1": "x"}, {}, [("vanished", "x", "denied", None)]),
        ({"x": "denied"}, {"1": "x"}, {"1": "y"}, [("grade", "y", "denied", "single")]),
        ({"x": "single", "y": "single"}, {"1": "x", "2": "y"}, {"1": "x", "2": "x"}, [("joined", "x", "2", "1")]),
        ({"x": "single"}, {"1": "x", "2": "x", "3": "x"}, {"1": "x", "2": "x", "3": "z"}, [("parted", "x", "1", "2")]),
    ],
)
def test_events_are_known_by_their_claims(events, event_of, claims, expected):
    tables = Tables(claims=tuple(claim(i, e) for i, e in claims.items()), events=tuple(event(e) for e in sorted(set(claims.values()))))
    assert turns(before({}, events, event_of), tables) == expected


def test_another_toll_day_or_place_of_an_event_is_told(tmp_path):
    path = tmp_path / "r.duckdb"

    def tables(killed, day, low, reports):
        made = replace(event("x"), start=day, end=day, reports=reports)
        value = EventValue("x", "quantity:killed", killed, None, None, None, ("a",), ("1",), (), "single", 1, True, False, low, 19, 19)  # type: ignore[arg-type]
        return Tables(documents=(document("a", "1"),), claims=(claim("1", "x"),), events=(made,), event_values=(value,))

    first = tables("18", None, 19, 1)
    write_record(path, first, {}, history.next_build(None, first, AT.format(1)))
    known = before_build(path)
    assert turns(known, first) == []
    assert turns(known, tables("19", date(2030, 3, 4), 17, 2)) == [
        ("day", "x", None, "2030-03-04"), ("quantity:killed", "x", "18", "19 (17–19)"), ("reports", "x", "1", "2"),
    ]  # fmt: skip
    write_record(path, first, {}, history.next_build(known, tables("19", date(2030, 3, 4), 19, 2), AT.format(2)))
    with open_record(path) as record:
        assert list(arrivals.events(builds_of(record)[-1])) == [
            "events: 1 changed",
            "  killed 18 -> 19, day not known -> 4 March 2030, reports 1 -> 2: what of x [x]",
        ]
        assert changes.since_last_build(record)["events"]["grade"]["total"] == 0


def test_the_builds_of_a_record_are_kept_from_one_to_the_next(tmp_path):
    path = tmp_path / "r.duckdb"
    first = Tables(documents=(document("a", "1"),), claims=(claim("1", "x"),), events=(event("x"),))
    second = Tables(
        documents=(document("a", "1"), document("b", "2")), claims=(claim("1", "x"), claim("2", "y")), events=(event("x"), event("y"))
    )
    for number, tables in enumerate((first, second, second), start=1):
        write_record(path, tables, {}, history.next_build(before_build(path), tables, AT.format(number)))
        with open_record(path) as record:
            since = changes.since_last_build(record)
            assert [b.number for b in builds_of(record)] == list(range(1, number + 1))
        if number == 1:
            assert since is None
        if number == 2:
            assert since is not None
            assert since["counts"]["reports"] == (1, 2)
            assert since["reports"]["new"] == {"total": 1, "rows": [{"document_id": "b", "outlet": "Harbour Post", "title": "Title b"}]}
            assert since["events"]["appeared"]["rows"] == [{"event_id": "y", "what": "what of y", "was": None, "now": "single"}]
    assert since is not None
    assert since["same"]
