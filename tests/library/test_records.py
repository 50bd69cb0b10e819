"""Records as objects: tables, SQL, events, judgements."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

import crosswire as cw
from crosswire import cli
from crosswire.library.relations import Relations
from crosswire.store.database import open_record
from crosswire.store.tables import TABLES, schema
from crosswire.view.asking.query import Query
from crosswire.view.pages import event as event_page
from crosswire.view.terminal import explanations
from tests.conftest import EXAMPLES, ROOT


@pytest.fixture(scope="module")
def contested(record) -> cw.Event:
    """The event that most reports tell of."""
    return record.event(record.sql("SELECT event_id FROM events ORDER BY reports DESC, event_id LIMIT 1").fetchall()[0][0])


def test_importing_the_package_loads_neither_spacy_nor_duckdb():
    told = (
        "import sys, crosswire as cw; dir(cw); cw.CrosswireError; sys.exit(' '.join({'spacy', 'duckdb', 'numpy'} & set(sys.modules)) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", told], env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_every_name_that_is_offered_is_there():
    assert all(getattr(cw, name) is not None for name in cw.__all__)
    assert set(cw.__all__) <= set(dir(cw))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = cw.nonsense


def test_every_table_is_a_relation_under_its_name(record):
    assert record.tables == tuple(TABLES)
    for name in TABLES:
        assert isinstance(getattr(Relations, name), property)
        assert getattr(record, name).columns == list(schema(name).names), name


def test_relations_become_frames(record):
    many = record.events.filter("reports > 2").order("reports DESC, event_id")
    ids = [row[0] for row in many.fetchall()]
    assert len(ids) > 3
    assert list(many.df()["event_id"]) == many.pl()["event_id"].to_list() == many.to_arrow_table()["event_id"].to_pylist() == ids


def test_sql_sees_the_record_and_no_file(record, tmp_path):
    (tmp_path / "a.csv").write_text("a\n1\n")
    assert record.sql("SELECT count(*) FROM documents WHERE outlet = ?", ["Andean Wire"]).fetchall() == [(3,)]
    assert record.sql("SELECT count(*) FROM documents WHERE outlet = $outlet", {"outlet": "Andean Wire"}).fetchall() == [(3,)]
    for query in (
        f"SELECT * FROM '{tmp_path}/a.csv'",
        f"COPY events TO '{tmp_path}/b.csv'",
        "SELECT nonsense FROM events",
        "DROP TABLE events",
    ):
        with pytest.raises(cw.UsageError, match=r"^The record cannot answer: \S"):
            record.sql(query)
    assert not (tmp_path / "b.csv").exists()
    with pytest.raises(cw.UsageError, match="no table 'event'"):
        record.table("event")


def test_a_second_reader_in_the_same_process_works(record, examples_record):
    with cw.open(str(examples_record)) as other:
        assert other.events.fetchall() == record.events.fetchall()
    assert record.events.limit(1).fetchall()
    with pytest.raises(cw.UsageError, match="was closed"):
        _ = other.events
    assert "closed" in repr(other)
    assert "12 reports, 1 story, " in repr(record)


def test_an_open_reader_of_arrow_stops_nothing_else(examples_record, own_copy):
    with cw.open(own_copy(examples_record)) as record:
        reader = record.events.arrow()
        assert record.report("02-aw").quantities
        assert len(record.documents.df()) == 12
        claim = record.claims.limit(1).fetchall()[0][0]
        with pytest.raises(cw.RecordInUse, match="to_arrow_table"):  # DuckDB would wait for ever
            record.decide("right", claim)
        assert reader.read_all().num_rows == record.events.count("*").fetchall()[0][0]
        assert record.decide("right", claim, by="Ana")


def test_relations_of_one_thread_can_be_joined(record):
    joined = record.events.set_alias("e").join(record.claims.set_alias("c"), "e.event_id = c.event_id")
    assert len(joined) == record.sql("SELECT count(event_id) FROM claims").fetchall()[0][0]


def test_threads_ask_one_record(record):
    def ask(number: int) -> tuple[int, int, int]:
        return len(record.list_events()), len(record.claims.filter(f"{number} > -1").fetchall()), len(record.report("02-aw").quantities)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(ask, range(12)))) == 1


def test_an_event_knows_its_values_claims_and_sources(record, contested):
    assert contested == record.event(contested.event_id[:12])
    assert {v.standing for v in contested.values} & {"conflicting", "updated", "refined"}
    assert len(contested.sources) == contested.reports == len({c.document_id for c in contested.claims})
    named = record.sql("SELECT count(DISTINCT origin_id) FROM claims WHERE event_id = ?", [contested.event_id]).fetchall()[0][0]
    assert len({o for s in contested.sources for o in s.origins}) == named
    assert all(f.event_id == contested.event_id and "Reports" in str(f) for f in contested.findings if f.kind == "conflict")
    assert contested.grade in str(contested)


def test_the_matrix_is_that_of_the_page(record, examples_record, contested):
    with open_record(examples_record) as opened:
        page = event_page.model(opened, Query.of(f"/event/{contested.event_id}", {"event_id": contested.event_id}, ()))
    matrix = contested.matrix()
    assert len(matrix.columns) <= 10  # what the page shows at once
    shown = {f["field"] for f in page["fields"] + page["further"]}
    assert matrix.cells == page["cells"]
    assert {c["field"] for c in matrix.cells} <= shown
    assert len(contested.matrix(copies="every").sources) == contested.reports
    killed = next(row for row in matrix.rows if row["field"] == "Killed")
    assert killed["stands"]
    assert list(killed) == ["field", "stands", *matrix.sources]
    assert contested._repr_html_() == matrix._repr_html_()


def test_explanations_are_those_of_the_terminal(record, examples_record, contested):
    with open_record(examples_record) as opened:
        told = "\n".join(explanations.explain(opened, contested.event_id))
    assert contested.explain() == record.explain(contested.event_id) == told
    assert repr(contested.explain()) == told
    finding = record.finding(record.findings.limit(1).fetchall()[0][0])
    assert finding.text in str(finding)
    assert " ".join(finding.text.split())[:40] in " ".join(finding.explain().split())


def test_stories_are_found_by_their_title_and_told_in_order(record):
    (story,) = record.list_stories()
    assert record.story(story.title[:12].upper()) == story
    events = record.list_events(story)
    assert [e.event_id for e in events] == [e.event_id for e in story.events]
    assert len(events) == record.sql("SELECT count(*) FROM events WHERE story_id IS NOT NULL").fetchall()[0][0]
    days = [e.start for e in events if e.start]
    assert days == sorted(days)
    assert "<script" not in story.printable()
    assert story.explain().startswith("Story:")


def test_what_is_not_there_is_said(record):
    for ask, error in (
        (record.event, cw.NotFound),
        (record.finding, cw.NotFound),
        (record.report, cw.NotFound),
        (record.story, cw.NotFound),
        (record.explain, cw.NotFound),
    ):
        with pytest.raises(error, match="nothing_000"):
            ask("nothing_000")
    with pytest.raises(cw.InputError, match="no record"):
        cw.open("nowhere.duckdb")


def test_the_beginning_of_many_ids_is_said_to_be_one(record):
    events = record.sql("SELECT count(*) FROM events").fetchall()[0][0]
    for ask in (record.event, record.explain):
        with pytest.raises(cw.InputError, match=rf"'event_' is how {events} ids begin"):
            ask("event_")


CALLS = {
    "event() takes an id": lambda record: record.event(None),
    "event() takes an id or the beginning of one as text, not 5": lambda record: record.event(5),
    "search() takes words": lambda record: record.search(None),
    "bbox=(1, 2, 3) is no box": lambda record: record.export("jsonl", "out", bbox=(1, 2, 3)),
    "bbox='1,2,3,4' is no box": lambda record: record.export("jsonl", "out", bbox="1,2,3,4"),
    "since=5 is no day": lambda record: record.export("jsonl", "out", since=5),
    "grade=3 is to be": lambda record: record.export("jsonl", "out", grade=3),
    "workers='two' is no number": lambda _: cw.build("x", "y.duckdb", workers="two"),
    "workers=-3 is no number": lambda record: record.update("x", workers=-3),
    "a file or a list of them, not from None": lambda _: cw.build(None, "y.duckdb"),
    "not from 3": lambda _: cw.build(["x", 3], "y.duckdb"),
    "Crosswire downloads nothing": lambda _: cw.build("https://example.org/a.html", "y.duckdb"),
    "A source is empty": lambda _: cw.build("", "y.duckdb"),
    "The record takes the path": lambda _: cw.open(None),
    "published=5 is no date": lambda _: cw.read("Rebels left.", published=5),
    "decide() takes an id": lambda record: record.decide("right", None),
    "is no .svg": lambda record: record.map().save("m.png"),
}


@pytest.mark.parametrize("says", CALLS)
def test_what_makes_no_sense_is_one_sentence(record, says):
    with pytest.raises(cw.UsageError) as error:
        CALLS[says](record)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_objects_dates_and_numbers_are_judged_and_given_as_they_are(examples_record, own_copy):
    with cw.open(own_copy(examples_record)) as record:
        event = record.event(record.sql("SELECT event_id FROM events ORDER BY reports DESC LIMIT 1").fetchall()[0][0])
        judged = record.decide("right", event.claims[0], by="Ana")
        assert judged.decision.subject == event.claims[0].claim_id
        number = next(v for v in event.values if v.field == "quantity:killed")
        assert record.decide("value", number, 12, by="Ana").decision.value == "12"
        assert record.explain(event.values[0]).startswith("Value:")
        assert record.decide("value", record.event(event.event_id), "time", date(2031, 6, 3), by="Ana").decision.value == "2031-06-03"
    for given in (date(2030, 3, 14), datetime(2030, 3, 14, 9)):
        assert cw.read("Rebels left on Monday, the army said.", published=given).document.published_at.startswith("2030-03-14")


def test_search_and_status(record):
    found = record.search("terminal")
    assert found["reports"]
    assert all(rows for rows in found.values())
    assert record.search(record.list_stories()[0].story_id) == {}  # an id is asked for with explain()
    assert "12 reports" in record.status()


def test_a_judgement_shows_at_once_and_can_be_taken_back(examples_record, own_copy):
    with cw.open(own_copy(examples_record)) as record:
        claim = record.claims.limit(1).fetchall()[0][0]
        before = record.decisions
        judged = record.decide("right", claim, by="Ana", note="read it twice")
        assert record.sql('SELECT "by", note, state FROM decisions').fetchall() == [("Ana", "read it twice", "applied")]
        with pytest.raises(Exception, match="closed"):
            before.fetchall()
        with pytest.raises(cw.UsageError, match="no verdict"):
            record.decide("perhaps", claim)
        assert record.undo(judged.decision.decision_id).decision.withdrawn_at
        with cw.open(record.path), pytest.raises(cw.RecordInUse, match="in this process"):
            record.decide("right", claim)
        assert record.decisions.fetchall()  # open again after every error


def test_exports_take_filters(record, tmp_path):
    files = record.export("jsonl", tmp_path / "out")
    assert {"events.jsonl"} <= {Path(f).name for f in files}
    with pytest.raises(cw.UsageError, match="is no day"):
        record.export("jsonl", tmp_path / "out2", since="soon")


def test_contested_counts_have_the_words_of_who_gives_them(record):
    rows = record.contested()
    assert rows.columns[:12] == [
        "event", "day", "place", "field", "value", "low", "best", "high", "standing", "stands", "outlets", "origins",
    ]  # fmt: skip
    killed = {row[4]: row for row in rows.filter("field = 'killed' AND words IS NOT NULL").fetchall()}
    assert len(killed) > 3
    for value, row in killed.items():
        assert row[10], "somebody gives it"
        texts = [text for (text,) in record.sql("SELECT text FROM documents WHERE outlet IN (SELECT unnest(?))", [row[10]]).fetchall()]
        assert any(row[12] in text for text in texts), value
    assert {row[8] for row in killed.values()} >= {"conflicting"}


def test_the_map_is_a_picture_that_stands_alone(record, tmp_path):
    drawn = record.map()
    page = etree.fromstring(drawn.svg.encode())
    assert not page.xpath("//*[local-name()='a' or local-name()='script' or local-name()='image'] | //@href")
    named = "".join(page.itertext())
    assert [p["name"] for p in drawn.places if p["on_map"] and p["name"] not in named] == []
    assert drawn.events + drawn.unplaced == record.sql("SELECT count(*) FROM events").fetchall()[0][0]
    assert drawn.save(tmp_path / "map.svg").read_text(encoding="utf-8") == drawn._repr_svg_()
    assert record.map(grade=["corroborated"], since="2031-06-01").events < drawn.events
    with pytest.raises(cw.UsageError, match="no filter 'colour'; there are: q, since"):
        record.map(colour="red")
    with pytest.raises(cw.InputError, match="cannot be written"):
        drawn.save(tmp_path / "no" / "map.svg")


def test_a_record_is_laid_beside_another_hand_coded_data_and_gold(record, examples_record, tmp_path, capsys):
    (tmp_path / "ours.csv").write_text("day,town,dead\n2031-06-03,San Lorenzo,14\n", encoding="utf-8")
    found = record.compare(tmp_path / "ours.csv", columns={"date": "day", "place": "town", "killed": "dead"})
    assert cli.run(["compare", str(examples_record), str(tmp_path / "ours.csv"), "--columns", "date=day,place=town,killed=dead"]) == 0
    assert capsys.readouterr().out.strip() == repr(found).strip()
    assert found["sums"]["rows"] == 1
    same = record.diff(record)
    assert not any(same["events"][kind] for kind in ("appeared", "vanished", "changed"))
    assert str(same).startswith("old: ")
    assert {f.layer for f in record.measure(EXAMPLES / "gold.json")} >= {"actors", "claims"}
    for ask in (record.compare, record.diff, record.measure):
        with pytest.raises(cw.UsageError, match="not None"):
            ask(None)
