"""An older version of a report stands beside what counts, and joins nothing that would not be joined without it."""

from __future__ import annotations

from collections import defaultdict

from crosswire import pipeline
from crosswire.config import Options
from crosswire.link.clusters import beside
from crosswire.store.database import open_record
from tests.conftest import EXAMPLES

AT = "2031-07-01T00:00:00+00:00"
NINE, TEN = "killing nine people", "killing four people"  # as long as the other, so that spans stay


def events_of(record):
    """The claims that count of each event, by report and place."""
    found = defaultdict(set)
    with open_record(record) as opened:
        for row in opened.rows('SELECT document_id, "start", event_id FROM claims WHERE NOT withdrawn'):
            found[row["event_id"]].add((row["document_id"][:5], row["start"]))
    return sorted(map(sorted, found.values()))


def test_a_corrected_report_leaves_the_events_as_they_were(examples_record, own_copy, tmp_path):
    record = own_copy(examples_record)
    text = (EXAMPLES / "reports/01-aw.txt").read_text(encoding="utf-8")
    folder = tmp_path / "corrected"
    folder.mkdir()
    (folder / "01-aw.txt").write_text(text.replace(NINE, TEN), encoding="utf-8")
    url = "https://andeanwire.example/ecuador/blast-at-bus-terminal"
    (folder / "metadata.csv").write_text(
        f"file,outlet,published_at,url\n01-aw.txt,Andean Wire,2031-06-03T21:40:00-05:00,{url}\n", encoding="utf-8"
    )
    before = events_of(record)
    added = pipeline.update(record, [folder], Options(workers=1), at=AT).added
    assert len(added.changed) == 1
    assert events_of(record) == before
    with open_record(record) as opened:
        old = opened.rows("SELECT count(*) AS n FROM claims WHERE withdrawn")[0]["n"]
        both = opened.rows("""SELECT count(DISTINCT a.claim_id) AS n FROM claims a JOIN claims b USING (event_id)
                              WHERE a.withdrawn AND NOT b.withdrawn AND b.document_id LIKE '01-aw-%'""")[0]["n"]
    assert old > 3
    assert both > 0.8 * old  # the claims that the new version makes again carry on in the same events


def test_what_was_taken_back_goes_where_it_fits_best_or_nowhere():
    scores = {("a", "x"): 2.0, ("b", "x"): 1.0, ("c", "x"): 3.0}
    how = {"absent": -2.0, "at_least": 0.7}
    assert beside("x", [["a", "b"], ["d"]], scores, **how) == 0
    assert beside("x", [["a", "b"], ["c"]], scores, **how) == 1
    assert beside("x", [["a", "b"], ["c"]], scores, never={("c", "x")}, **how) == 0
    assert beside("x", [["c"]], scores, weak={("c", "x")}, **how) is None
    assert beside("x", [["d"]], scores, **how) is None
