"""Judgements on a record that has versions of reports: worked in narrowly as if all were related anew, carried over, and taken back."""

from __future__ import annotations

import pytest

from crosswire import judging, pipeline
from crosswire.config import Options
from crosswire.store.database import read_tables
from crosswire.store.owning import own_record
from tests.judging.test_narrow import OTHERS, decide, different, first, undo

NEWER = {
    "mill-a": OTHERS["mill-a"].replace("Four people", "Five people").replace("two engineers", "three engineers"),
    "strike-a": "This story has been withdrawn.\n",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A record to which a newer version of one report came, and the notice that another one is withdrawn."""
    folder = tmp_path_factory.mktemp("versions")
    options = Options(workers=1)
    for name, texts in (("one", OTHERS), ("two", NEWER)):
        (folder / name).mkdir()
        for report, text in texts.items():
            (folder / name / f"{report}.txt").write_text(text, encoding="utf-8")
    sources = [folder / "one" / f"{name}.txt" for name in OTHERS]
    pipeline.build(sources, folder / "r.duckdb", options, at="2031-07-01T00:00:00+00:00")
    newer = [folder / "two" / f"{name}.txt" for name in NEWER]
    built = pipeline.update(folder / "r.duckdb", newer, options, at="2031-07-02T00:00:00+00:00")
    assert len(built.added.changed) == 2
    with own_record(folder / "r.duckdb") as owned:
        yield judging.Bench(owned)


def claims(bench, document, words=""):
    sql = f"""SELECT c.claim_id FROM claims c JOIN documents USING (document_id) WHERE document_id = '{document}'
              AND contains(substr("text", c."start" + 1, c."end" - c."start"), '{words}') ORDER BY c."start" """
    return [r["claim_id"] for r in bench.owned.reading().rows(sql)]


def rows(bench, table):
    return getattr(read_tables(bench.owned.reading())[0], table)


KINDS = {
    "a claim of the old version is wrong": lambda b: decide(b, "wrong", claims(b, "mill-a", "soldiers")[0]),
    "a claim of the new version is wrong": lambda b: decide(
        b, "wrong", first(b, "SELECT claim_id FROM claims WHERE document_id LIKE 'mill-a-%' ORDER BY claim_id")
    ),
    "an event is wrong": lambda b: decide(b, "wrong", first(b, "SELECT event_id FROM events WHERE reports > 0 ORDER BY reports DESC, event_id")),
    "two events are one": lambda b: decide(
        b, "same", *first(b, "SELECT list(event_id ORDER BY reports DESC, event_id)[:2] FROM events WHERE reports > 0")
    ),
}  # fmt: skip


def test_the_record_has_versions(bench):
    states = {d.document_id: d.state for d in rows(bench, "documents")}
    assert sorted(states.values()) == ["current", "current", "replaced", "withdrawn", "withdrawn"]
    assert different(bench) == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_comes_out_as_if_all_had_been_related_anew(bench, kind):
    judged = KINDS[kind](bench)
    assert judged.decision.state == "applied"
    assert not judged.whole
    assert different(bench) == []
    undo(bench, judged)
    assert different(bench) == []


def test_a_judgement_on_a_claim_goes_over_to_the_new_version_or_is_orphaned(bench):
    stays = decide(bench, "wrong", claims(bench, "mill-a", "soldiers")[0])
    newer = next(d.document_id for d in rows(bench, "documents") if d.replaces == "mill-a")
    assert stays.decision.subject in claims(bench, newer, "soldiers")
    gone = decide(bench, "wrong", claims(bench, "mill-a", "two engineers")[0])
    assert gone.decision.state == "orphaned"
    for judged in (gone, stays):
        undo(bench, judged)


def test_a_person_withdraws_a_report_and_takes_that_back(bench):
    before = read_tables(bench.owned.reading())[0]
    judged = decide(bench, "wrong", "mill-b")
    assert (judged.whole, judged.decision.state) == (True, "applied")
    assert {d.state for d in rows(bench, "documents") if d.document_id == "mill-b"} == {"withdrawn"}
    assert all(c.withdrawn for c in rows(bench, "claims") if c.document_id == "mill-b")
    assert not any("mill-b" in v.documents for f in rows(bench, "findings") for v in f.values)
    assert different(bench) == []
    undo(bench, judged)
    after = read_tables(bench.owned.reading())[0]
    assert (after.events, after.event_values, after.documents) == (before.events, before.event_values, before.documents)
