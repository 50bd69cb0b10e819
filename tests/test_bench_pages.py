"""The bench of pages: the record that it makes holds together, and no page is left out."""

from __future__ import annotations

import duckdb
import pytest

from bench import pages
from bench.many import multiplied
from crosswire.view.web.registry import PAGES

REFERENCES = (
    ("claims", "document_id", "documents"), ("claims", "event_id", "events"), ("claims", "actor_id", "actors"),
    ("claims", "place_id", "places"), ("claims", "origin_id", "origins"), ("claims", "quote_id", "quotes"),
    ("events", "story_id", "stories"), ("findings", "event_id", "events"), ("event_values", "event_id", "events"),
    ("story_documents", "document_id", "documents"), ("quotes", "speaker_id", "actors"), ("actor_mentions", "actor_id", "actors"),
)  # fmt: skip


@pytest.fixture(scope="module")
def many(examples_record, tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "many.duckdb"
    assert multiplied(examples_record, path, 30) == 36
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(("table", "column", "of"), REFERENCES)
def test_a_copied_row_points_to_a_row_of_its_own_copy(many, table, column, of):
    sql = f"SELECT count(*) FROM {table} t WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {of} o WHERE o.{column if column != 'speaker_id' else 'actor_id'} = t.{column})"
    assert many.execute(sql).fetchone() == (0,)


def test_copies_are_stories_of_their_own(many):
    assert many.execute("SELECT count(*), count(DISTINCT story_id) FROM stories").fetchone() == (3, 3)
    for table, key in (
        ("documents", "document_id"),
        ("events", "event_id"),
        ("claims", "claim_id"),
        ("places", "place_id"),
        ("actors", "actor_id"),
    ):
        assert many.execute(f"SELECT count(*) - count(DISTINCT {key}) FROM {table}").fetchone() == (0,), table


def test_findings_point_to_the_claims_of_their_copy(many):
    unnested = 'SELECT unnest(v.claims) AS claim FROM (SELECT unnest("values") AS v FROM findings)'
    assert many.execute(f"SELECT count(*) FROM ({unnested}) WHERE claim NOT IN (SELECT claim_id FROM claims)").fetchone() == (0,)


def test_every_page_has_a_sample():
    assert {p.name for p in PAGES} == set(pages.ASKED)


def test_a_bench_of_a_few_pages_prints_its_table(examples_record, tmp_path, capsys):
    assert (
        pages.main(
            ["--from", str(examples_record), "--reports", "12", "--samples", "2", "--only", "events", "event", "search", "--no-limit"]
        )
        == 0
    )
    told = capsys.readouterr().out
    assert "| events |" in told
    assert "12 reports; opened in" in told


def test_the_95th_percentile():
    assert pages.percentile(range(1, 101), 0.95) == 96
    assert pages.percentile([3.0], 0.95) == 3.0
