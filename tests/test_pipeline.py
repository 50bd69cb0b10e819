"""The whole way on the examples: the golden run, and that nothing but the reports decides what comes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from crosswire import pipeline
from crosswire.acquire import files
from crosswire.config import Options
from crosswire.store.database import open_record, write_record
from crosswire.store.tables import TABLES
from crosswire.view.terminal.explanations import explain
from crosswire.view.terminal.record_lines import show
from tests.conftest import EXAMPLES, ROOT

AT = "2030-01-01T00:00:00+00:00"
GOLDEN = ROOT / "tests/golden/examples.txt"
TOUR = ROOT / "docs/tutorial.md"
# What a small set of well-formed reports gives nothing to, and the tables that depend on a person.
MAY_BE_EMPTY = {"decisions", "rejects"}


@pytest.fixture(scope="module")
def read():
    """The examples, read once in this process."""
    return pipeline.read_all(files.gather([EXAMPLES / "reports"]), Options(workers=1))


@pytest.fixture(scope="module")
def made(read):
    return pipeline.relate(read)


@pytest.fixture(scope="module")
def record(made, tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "examples.duckdb"
    write_record(path, made, {})
    return path


def test_no_example_is_rejected_and_every_table_has_rows(made):
    assert made.rejects == ()
    assert {name for name in TABLES if not getattr(made, name)} <= MAY_BE_EMPTY


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("quantities", "quantity_id"),
        ("quotes", "quote_id"),
        ("victims", "victim_id"),
        ("places", "place_id"),
        ("actors", "actor_id"),
        ("claims", "claim_id"),
    ],
)
def test_whatever_has_an_id_can_be_explained(record, made, table, column):
    with open_record(record) as opened:
        for row in getattr(made, table):
            lines = list(explain(opened, getattr(row, column)))
            assert len(lines) > 1, row
            assert table == "actors" or any(">>" in line for line in lines), row  # a country can be known by its bodies alone


def test_the_golden_run(record):
    """What ``make demo`` shows. After a change that is meant: ``python -m tests.golden``, then read the difference."""
    with open_record(record) as opened:
        assert "\n".join(show(opened)).splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def excerpt(lines: list[str], most: int = 96) -> list[str]:
    """The beginning of what is shown, up to the end of an event: the picture in the tour."""
    ends = [i for i, line in enumerate(lines) if not line and i <= most]
    return lines[: ends[-1]] if ends else lines[:most]


def test_the_picture_in_the_tour_is_what_the_terminal_shows():
    picture = TOUR.read_text(encoding="utf-8").split("<!-- picture -->")[1].split("<!-- /picture -->")[0]
    assert picture.strip().splitlines()[1:-1] == excerpt(GOLDEN.read_text(encoding="utf-8").splitlines())


def test_every_span_lies_in_its_text_and_every_id_leads_somewhere(made):
    texts = made.texts()
    for name in ("segments", "sentences", "actor_mentions", "place_mentions", "times", "quantities", "quotes", "claims", "passages"):
        for row in getattr(made, name):
            assert 0 <= row.start < row.end <= len(texts[row.document_id]), (name, row)
    actors, places = {a.actor_id for a in made.actors}, {p.place_id for p in made.places}
    origins, events = {o.origin_id for o in made.origins}, {e.event_id for e in made.events}
    for claim in made.claims:
        assert claim.event_id in events
        assert claim.origin_id in origins
        assert {claim.actor_id, claim.target_id} <= actors | {None}
        assert claim.place_id in places | {None}
    assert {m.actor_id for m in made.actor_mentions} <= actors
    assert {q.claim_id for q in made.quantities} <= {c.claim_id for c in made.claims} | {None}


def test_the_order_of_the_reports_does_not_matter(read, made):
    intake = files.gather([EXAMPLES / "reports"])
    backwards = [pipeline.read_report(raw, "crosswire") for raw in reversed(intake.reports)]
    assert pipeline.relate(pipeline.assemble(backwards, intake.rejects, read.receipts)) == made


def test_every_stage_gives_the_same_for_its_tables_turned_around(read):
    tables = read
    for name, stage in pipeline.STAGES:
        backwards = replace(
            tables,
            **{n: tuple(reversed(getattr(tables, n))) for n in ("documents", "mentions", "quotes", "claims", "passages", "quantities")},
        )
        forward, turned = stage(tables), stage(backwards)
        for table in TABLES:
            assert sorted(map(repr, getattr(forward, table))) == sorted(map(repr, getattr(turned, table))), (name, table)
        tables = forward


@pytest.mark.parametrize(("seed", "workers"), [("1", "1"), ("77", "2")])
def test_hash_seed_and_number_of_workers_do_not_matter(record, tmp_path, seed, workers):
    out = tmp_path / "r.duckdb"
    command = [sys.executable, "-m", "crosswire", "build", str(EXAMPLES / "reports"), "-o", str(out), "--workers", workers, "--quiet"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    with open_record(record) as one, open_record(out) as two:
        for name in TABLES:
            assert _comparable(one.table(name)) == _comparable(two.table(name)), name


def _comparable(rows):
    """Rows without what names the folder that the reports lay in."""
    return [json.dumps({k: v for k, v in row.items() if k != "path"}, default=str) for row in rows]


def test_the_seeds_give_every_table_something(shared, tmp_path: Path):
    seeds = shared / "gold/crises/seeds"
    made = pipeline.build([seeds / "reports"], tmp_path / "seeds.duckdb", Options(metadata=seeds / "metadata.csv", workers=1), at=AT).tables
    assert {name for name in TABLES if not getattr(made, name)} <= MAY_BE_EMPTY | {"victims"}  # they count the dead, and name none
