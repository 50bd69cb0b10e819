"""What a careful reader does with the three reports that Crosswire began with. Skipped where they are not beside the repository."""

from __future__ import annotations

import pytest

from crosswire import pipeline
from crosswire.config import Options

FIRST, SECOND, THIRD = "000_abf34ff79c998270", "001_3f25d2087cafca3b", "002_64be9ff6a27451bf"


@pytest.fixture(scope="module")
def seeds(shared):
    folder = shared / "gold/crises/seeds"
    options = Options(metadata=folder / "metadata.csv", workers=1)
    return pipeline.relate(pipeline.read_all(pipeline.gather([folder / "reports"], options), options))


def words(tables, row):
    return tables.texts()[row.document_id][row.start : row.end]


def actor_named(tables, name):
    found = [a for a in tables.actors if name in (a.name, *a.aliases)]
    assert len(found) == 1, f"{name}: {[a.name for a in found]}"
    return found[0]


def test_the_statement_of_52_words_is_one_passage_and_kirby_said_it(seeds):
    statement = next(p for p in seeds.passages if "safety of personnel serving" in words(seeds, p))
    rows = [p for p in seeds.passages if p.passage_id == statement.passage_id]
    assert {p.document_id for p in rows} == {FIRST, SECOND}
    assert all(len(words(seeds, p).split()) >= 41 for p in rows)
    assert statement.kind == "statement"
    kirby = actor_named(seeds, "John Kirby")
    speakers = {q.document_id: q.speaker_id for q in seeds.quotes if words(seeds, q).startswith("The safety of personnel")}
    assert speakers == {FIRST: kirby.actor_id, SECOND: kirby.actor_id}


def test_up_to_275_and_275_are_one_event_with_one_origin(seeds):
    claims = {c.claim_id: c for c in seeds.claims}
    counted = [q for q in seeds.quantities if q.high == 275]
    assert {(q.document_id, q.modality) for q in counted} == {(FIRST, "at_most"), (SECOND, "exact")}
    held = [claims[q.claim_id] for q in counted]
    assert len({c.event_id for c in held}) == 1
    event = next(e for e in seeds.events if e.event_id == held[0].event_id)
    assert (event.reports, event.origins) == (2, 1)
    values = [v for v in seeds.event_values if v.event_id == event.event_id and v.field.startswith("quantity") and v.high == 275]
    assert {v.standing for v in values} == {"refined"}


def test_the_troop_numbers_keep_modality_and_role_and_the_sum_is_checked(seeds):
    found = {(q.best, q.modality, q.role) for q in seeds.quantities if q.document_id == THIRD}
    assert {(600.0, "exact", "deployed"), (560.0, "exact", "deployed")} <= found
    assert {(4600.0, "approximate"), (5200.0, "approximate")} <= {(b, m) for b, m, _ in found}
    assert (5200.0, "approximate", "total") in found
    sums = [f for f in seeds.findings if f.kind == "arithmetic"]
    assert [f.holds for f in sums] == [True]
    spans = {seeds.texts()[d][s:e] for v in sums[0].values for d, s, e in v.spans}
    assert any("600" in s and "4,600" not in s for s in spans)
    assert not any("560" in s for s in spans)


def test_names_of_one_are_one(seeds):
    assert actor_named(seeds, "Daesh") == actor_named(seeds, "ISIS") == actor_named(seeds, "ISIL")
    assert actor_named(seeds, "Nouri al-Maliki") == actor_named(seeds, "Nuri al-Maliki")
    assert actor_named(seeds, "Haider al-Abadi") != actor_named(seeds, "Nouri al-Maliki")


def test_the_bbc_passes_on_what_pillay_said(seeds):
    pillay = actor_named(seeds, "Navi Pillay")
    quotes = [q for q in seeds.quotes if q.speaker_id == pillay.actor_id]
    assert [q.relay for q in quotes] == [("BBC",)] * len(quotes)
    assert any("almost certainly amounted to war crimes" in words(seeds, q) for q in quotes)


def test_one_consent_two_speakers_is_a_finding(seeds):
    found = [f for f in seeds.findings if f.kind == "conflict" and f.field == "speaker"]
    assert len(found) == 1
    assert {d for v in found[0].values for d in v.documents} == {FIRST, SECOND}
    assert {"John Kirby", "Jay Carney"} == {v.value for v in found[0].values}


def test_leftovers_are_marked_and_out_of_the_claims(seeds):
    kinds = {}
    for s in seeds.segments:
        kinds.setdefault((s.document_id, s.kind), []).append(words(seeds, s))
    left = " ".join(" ".join(kinds[THIRD, "leftover"]).split())
    assert all(x in left for x in ("News / Military", "alternate addresses", "www.presstv.co.uk", "SHARE THIS ARTICLE"))
    assert any("Ajith" in x for x in kinds[SECOND, "byline"])
    assert sum("artillery" in x for x in kinds[FIRST, "caption"]) >= 1
    outside = [(s.document_id, s.start, s.end) for s in seeds.segments if s.kind in ("leftover", "byline", "dateline")]
    assert not [c for c in seeds.claims for d, start, end in outside if c.document_id == d and c.start < end and start < c.end]
