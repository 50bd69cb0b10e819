"""Long lists: paged without a gap, in the order asked for, whole in their CSV."""

from __future__ import annotations

import csv
import io

import pytest

from crosswire.view.asking.lists import Listing
from crosswire.view.asking.query import PAGE_SIZE
from crosswire.view.pages import claims, events, findings, origins, quotes, rejects, reports, stories

LISTS = {m.__name__.rsplit(".", 1)[1]: m for m in (claims, events, findings, origins, quotes, rejects, reports, stories)}
KEYS = {
    "claims": "claim_id", "events": "event_id", "findings": "finding_id", "origins": "origin_id", "quotes": "quote_id", "rejects": "path",
    "reports": "document_id", "stories": "story_id",
}  # fmt: skip
TABLES = {"reports": "documents"}


def pages(room, name, sort):
    first = room.get(f"/{name}.json?sort={sort}").json()
    yield first
    for number in range(2, first["list"]["pages"] + 1):
        yield room.get(f"/{name}.json?sort={sort}&page={number}").json()


@pytest.mark.parametrize(("name", "sort"), [(n, s) for n, m in LISTS.items() for s in m.LIST.orders])
def test_the_pages_hold_every_row_exactly_once(room, room_record, name, sort):
    rows = [row[KEYS[name]] for page in pages(room, name, sort) for row in page[name]]
    whole = room_record.rows(f'SELECT "{KEYS[name]}" AS id FROM {TABLES.get(name, name)}')
    assert sorted(rows) == sorted(r["id"] for r in whole)


@pytest.mark.parametrize("name", LISTS)
def test_the_csv_holds_every_row_in_the_order_of_the_pages(room, name):
    sort = list(LISTS[name].LIST.orders)[-1]
    shown = [row[KEYS[name]] for page in pages(room, name, sort) for row in page[name]]
    table = list(csv.DictReader(io.StringIO(room.get(f"/{name}/{name}.csv?sort={sort}").text)))
    assert [row[KEYS[name]] for row in table] == shown


@pytest.mark.parametrize(
    ("address", "column", "down"),
    [
        ("/events.json?sort=date", "start", False), ("/events.json?sort=latest", "start", True), ("/events.json?sort=origins", "origins", True),
        ("/events.json?sort=reports", "reports", True), ("/events.json?sort=killed", "killed_best", True),
        ("/reports.json?sort=latest", "published_at", True), ("/stories.json", "reports", True), ("/origins.json", "claims", True),
    ],
)  # fmt: skip
def test_a_list_is_in_its_order(room, address, column, down):
    page = room.get(address).json()
    values = [row[column] for row in page[address.split(".")[0][1:]]]
    known = [v for v in values if v is not None]
    assert known == sorted(known, reverse=down)
    assert values[: len(known)] == known, "what is not known comes last"


def test_an_events_toll_is_its_fields_own(room, room_record):
    event = room.get("/events.json?sort=killed").json()["events"][0]
    values = room_record.rows("SELECT DISTINCT field_low, field_best, field_high FROM event_values WHERE event_id = ? AND field = 'quantity:killed'",
                              [event["event_id"]])  # fmt: skip
    assert {(v["field_low"], v["field_best"], v["field_high"]) for v in values} == {
        tuple(event[f"killed_{k}"] for k in ("low", "best", "high"))
    }


def test_the_share_of_shared_text_counts_no_character_twice(room, room_record):
    for report in room.get("/reports.json").json()["reports"]:
        spans = room_record.rows('SELECT "start", "end" FROM passages WHERE document_id = ? AND evidence', [report["document_id"]])
        inside = {at for s in spans for at in range(s["start"], s["end"])}
        assert report["shared"] == pytest.approx(len(inside) / report["characters"], abs=0.001)


def test_every_claim_and_quotation_shows_its_words(room, room_record):
    texts = {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}
    for name, most in (("claims", claims.WORDS), ("quotes", quotes.WORDS)):
        for row in room.get(f"/{name}.json").json()[name]:
            assert row["words"] == texts[row["document_id"]][row["start"] : row["end"]][:most]


def test_conflicts_come_first(room):
    kinds = [f["kind"] for f in room.get("/findings.json").json()["findings"]]
    assert kinds[0] == "conflict"
    assert "conflict" not in kinds[kinds.count("conflict") :]


def test_too_many_rows_for_a_csv_are_said_so(room, monkeypatch):
    for module in ("asking.lists", "web.csvs"):
        monkeypatch.setattr(f"crosswire.view.{module}.MOST_ROWS", 10)
    answer = room.get("/events/events.csv")
    assert answer.status_code == 400
    assert "Narrow them with the filters" in answer.json()["error"]


def test_no_order_leaves_two_rows_tied():
    for module in LISTS.values():
        listing: Listing = module.LIST
        assert all(order.rstrip().endswith(listing.key) for _, order in listing.orders.values())


def test_a_page_of_a_list_is_bounded(room):
    assert len(room.get("/claims.json").json()["claims"]) == PAGE_SIZE
