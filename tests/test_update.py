"""A record that grows comes out as one that was built at once, and one whose making was broken off as one that was made undisturbed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire import pipeline
from crosswire.acquire import files
from crosswire.cli import run
from crosswire.config import Options
from crosswire.errors import InputError
from crosswire.store import reading, resuming
from crosswire.store.database import open_record, read_tables
from crosswire.store.tables import TABLES, from_json, to_json
from crosswire.types import Extraction
from tests.conftest import EXAMPLES

AT = "2031-07-01T00:00:00+00:00"
ONE = Options(workers=1)
NAMES = ["01-aw.txt", "02-aw.txt", "03-courier.html", "06-litoral.html", "08-aw.txt", "reports.jsonl"]


@pytest.fixture(scope="module")
def world():
    """The examples as they came in, each as it was read once."""
    intake = pipeline.gather([EXAMPLES / "reports"], ONE)
    return intake.reports, {raw.document_id: pipeline.read_report(raw, "crosswire") for raw in intake.reports}


@pytest.fixture
def reads(world, monkeypatch):
    """Reading takes what was read before; the ids of the reports that were to be read are listed."""
    asked = []
    texts = {e.document.sha256: e for e in world[1].values()}
    real = pipeline.read_opened

    def read(opened, language_name):
        if isinstance(opened, files.Reject):
            return opened
        asked.append(opened.document.document_id)
        known = texts.get(opened.document.sha256)
        same = known is not None and known.document.document_id == opened.document.document_id
        return replace(known, document=opened.document) if same else real(opened, language_name)

    monkeypatch.setattr(pipeline, "read_opened", read)
    return asked


def folder(path: Path, names) -> Path:
    (path / "reports").mkdir(parents=True)
    for name in (*names, "metadata.csv"):
        shutil.copy(EXAMPLES / "reports" / name, path / "reports" / name)
    return path / "reports"


def tables_of(record: Path):
    with open_record(record) as opened:
        return read_tables(opened)[0]


def plain(tables):
    """Tables without the column that says when a report came."""
    return {
        **{name: getattr(tables, name) for name in TABLES},
        "documents": tuple(replace(d, received=0) for d in tables.documents),
        "kept": (tables.entities_read, tables.mentions_found),
    }


def differing(one, other):
    return [name for name, rows in plain(one).items() if rows != plain(other)[name]]


@pytest.mark.parametrize(("split", "judged"), [(2, True), (5, False)])
def test_what_is_added_comes_out_as_if_all_had_been_built_at_once(tmp_path, reads, split, judged):
    whole, part = tmp_path / "whole", tmp_path / "part"
    order = NAMES[split:] + NAMES[:split]
    all_of_it, first, second = folder(whole, NAMES), folder(part, order[:split]), folder(part / "more", order[split:])
    pipeline.build([all_of_it], whole / "r.duckdb", ONE, at=AT)
    if judged:
        event = tables_of(whole / "r.duckdb").events
        assert run(["decide", str(whole / "r.duckdb"), "same", event[0].event_id, event[-1].event_id, "--by", "Ada"]) == 0
        assert run(["decide", str(whole / "r.duckdb"), "wrong", tables_of(whole / "r.duckdb").claims[0].claim_id, "--by", "Ada"]) == 0
        shutil.copy(whole / "decisions.jsonl", part / "decisions.jsonl")
        pipeline.build([all_of_it], whole / "r.duckdb", ONE, at=AT)
    pipeline.build([first], part / "r.duckdb", ONE, at=AT)
    reads.clear()
    built = pipeline.update(part / "r.duckdb", [second, first], ONE, at=AT)
    assert sorted(built.added.new) == sorted(reads)
    assert built.added.build.reports == len(built.tables.documents)
    assert differing(tables_of(part / "r.duckdb"), tables_of(whole / "r.duckdb")) == []
    assert {d.received for d in built.tables.documents} == {0, 1}


SENTENCES = (
    "Police in Tallow killed three men on Monday.", "The army said that Ada Lorne had been arrested in Brevik.", "Ada Lorne denied it.",
    "“Nobody had been warned that the dam would be opened,” Bruno Hale said.", "The Venn Front attacked a mill at Tallow, the army said.",
    "Five dockers were injured at Brevik on 4 March 2030.", "The Venn Front said it had killed two soldiers.",
)  # fmt: skip


@pytest.fixture(scope="module")
def small():
    """Every sentence as a report of its own under several names would be, read once each."""
    kept: dict[str, Extraction] = {}

    def read(name, numbers):
        key = f"{name}{numbers}"
        if key not in kept:
            text = "\n\n".join(SENTENCES[i] for i in numbers)
            found = pipeline.read_report(files.RawReport(name, f"{name}.txt", text.encode(), "text"), "crosswire")
            assert isinstance(found, Extraction)
            kept[key] = found
        return kept[key]

    return read


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from([(0, 1), (2,), (3, 4), (5,), (6, 4), (1, 6)]), min_size=2, max_size=4, unique=True), st.data())
def test_so_it_is_with_any_reports(small, texts, data):
    read = [small(f"r{i}", numbers) for i, numbers in enumerate(texts)]
    cut = data.draw(st.integers(1, len(read) - 1))
    whole = pipeline.relate(pipeline.assemble(read))
    first = pipeline.relate(pipeline.assemble(read[:cut]))
    grown = pipeline.relate(reading.together(reading.as_read(first), pipeline.assemble(read[cut:])))
    assert grown == whole
    assert reading.as_read(whole) == pipeline.assemble(read)


def test_what_is_known_is_not_read_again_and_what_is_refused_stays_listed(tmp_path, reads, capsys):
    place = folder(tmp_path, NAMES[:3])
    (place / "broken.txt").write_bytes(b"\x00\x01\x02" * 50)
    record = tmp_path / "r.duckdb"
    assert run(["add", str(record), str(place), "--quiet"]) == 3
    assert "3 reports" in capsys.readouterr().out
    reads.clear()
    assert run(["add", str(record), str(place / NAMES[0]), "--quiet"]) == 0
    assert reads == []
    out = capsys.readouterr().out
    assert "0 new, 1 known" in out
    assert "events:" not in out  # nothing was made anew
    assert run(["rejects", str(record)]) == 0
    assert "broken.txt" in capsys.readouterr().out
    (place / "broken.txt").write_text("Police in Tallow killed three men on Monday.\n")
    assert run(["add", str(record), str(place), "--quiet"]) == 0
    assert reads == ["broken"]
    assert tables_of(record).rejects == ()


def test_a_report_of_which_something_else_is_said_is_read_again_under_its_id(tmp_path, reads):
    place, record = folder(tmp_path, NAMES[:2]), tmp_path / "r.duckdb"
    pipeline.build([place], record, ONE, at=AT)
    reads.clear()
    built = pipeline.update(record, [place / "01-aw.txt"], replace(ONE, outlet="Andean Wire Service"), at=AT)
    assert (built.added.new, built.added.anew) == ((), ("01-aw",))
    assert {d.outlet for d in built.tables.documents if d.document_id == "01-aw"} == {"Andean Wire Service"}
    assert len(built.tables.documents) == 2
    again = pipeline.update(record, [place / "01-aw.txt"], ONE, at=AT)  # nothing is said now, so what was said holds
    assert again.added.anew == ()


def test_a_build_that_leaves_out_what_was_added_says_so(tmp_path, reads):
    place, record = folder(tmp_path, NAMES[:2]), tmp_path / "r.duckdb"
    more = folder(tmp_path / "more", NAMES[2:3])
    pipeline.build([place], record, ONE, at=AT)
    pipeline.update(record, [more], ONE, at=AT)
    assert not any("later" in note for note in pipeline.build([place, more], record, ONE, at=AT).notes)
    pipeline.build([place], record, ONE, at=AT)
    pipeline.update(record, [more], ONE, at=AT)
    assert pipeline.build([place], record, ONE, at=AT).notes[0].startswith("1 report that was added later is not in these sources")


def test_a_record_that_cannot_grow_says_what_to_do(tmp_path, reads):
    place, record = folder(tmp_path, NAMES[:1]), tmp_path / "r.duckdb"
    pipeline.build([place], record, ONE, at=AT)
    with pytest.raises(InputError, match="--language crosswire"):
        pipeline.update(record, [place], replace(ONE, language="en_core_web_sm"), at=AT)


def test_a_new_version_takes_the_place_of_the_old_one_whose_claims_stay(tmp_path, reads, capsys):
    place, record = folder(tmp_path, NAMES[:2]), tmp_path / "r.duckdb"
    pipeline.build([place], record, ONE, at=AT)
    text = (place / "01-aw.txt").read_text(encoding="utf-8")
    (place / "01-aw.txt").write_text(text.replace("At least 14", "At least 16") + "\nThe mayor resigned.\n", encoding="utf-8")
    assert run(["add", str(record), str(place / "01-aw.txt"), "--quiet"]) == 0
    assert "1 changed" in capsys.readouterr().out
    tables = tables_of(record)
    old, new = sorted((d for d in tables.documents if d.document_id.startswith("01-aw")), key=lambda d: d.received)
    assert (old.state, new.state, new.replaces) == ("replaced", "current", "01-aw")
    event_of = {c.claim_id: c.event_id for c in tables.claims}
    words = {(c.type, new.text[c.start : c.end]): c for c in tables.claims if c.document_id == new.document_id}
    again = [(c, words.get((c.type, old.text[c.start : c.end]))) for c in tables.claims if c.document_id == old.document_id]
    assert all(c.withdrawn for c, _ in again)
    assert sum(n is not None for _, n in again) > 3
    assert all(event_of[c.claim_id] == event_of[n.claim_id] for c, n in again if n)
    gone = {c.claim_id for c, _ in again}
    for event in tables.events:
        claims = [c for c in tables.claims if c.event_id == event.event_id]
        standing = {c.document_id for c in claims if c.claim_id not in gone}
        assert event.reports == len(standing)
        assert (event.grade == "withdrawn") >= (not standing)
    for value in tables.event_values:
        assert not gone & set(value.claims) or (value.withdrawn and gone >= set(value.claims))


BROKEN = """
import os, signal, sys
from pathlib import Path
from crosswire import pipeline
from crosswire.config import Options
from crosswire.store import resuming
resuming.SMALL, resuming.EVERY = 1, 1
def progress(name, done, total):
    if (name, done) == (sys.argv[3], int(sys.argv[4])):
        os.kill(os.getpid(), signal.SIGKILL)
pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), Options(workers=1), at=sys.argv[5], progress=progress)
"""


def test_a_build_that_was_killed_goes_on_where_it_stopped(tmp_path, monkeypatch):
    place, record = tmp_path / "reports", tmp_path / "r.duckdb"
    place.mkdir()
    for i, text in enumerate(SENTENCES):
        (place / f"r{i}.txt").write_text(f"{text}\n", encoding="utf-8")
    undisturbed = pipeline.build([place], tmp_path / "whole.duckdb", ONE, at=AT).tables
    for moment in (("reading", "2"), ("events", "6")):
        killed = subprocess.run([sys.executable, "-c", BROKEN, place, record, *moment, AT], check=False, capture_output=True)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert resuming.beside(record).exists()
        assert not record.exists()
    monkeypatch.setattr(resuming, "SMALL", 1)
    monkeypatch.setattr(pipeline, "read_opened", str.upper)  # fails for any report; all that there is was read before it was killed
    assert pipeline.build([place], record, ONE, at=AT).tables == undisturbed
    assert list(tmp_path.glob("*.reading*")) == []


def test_what_was_read_comes_back_from_the_side_file_as_it_was(world, tmp_path, monkeypatch):
    reports, read = world
    assert all(from_json(Extraction, to_json(e)) == e for e in read.values())
    monkeypatch.setattr(resuming, "SMALL", 1)
    record = tmp_path / "r.duckdb"
    with resuming.readings(record, 2) as kept:
        kept.keep(resuming.key(reports[0], "crosswire"), read[reports[0].document_id])
    resuming.beside(record).write_bytes(resuming.beside(record).read_bytes()[:100])
    with resuming.readings(record, 2) as kept:  # damaged: begun anew
        assert kept.known(resuming.key(reports[0], "crosswire")) is None


def test_what_is_not_english_is_kept_and_nothing_is_read_in_it():
    text = (
        "Le maire de la ville a déclaré lundi que trois hommes avaient été tués par la police dans le port. Les habitants ne savent pas qui a "
        "donné l’ordre, et le gouvernement refuse de répondre aux questions des journalistes qui attendent devant la mairie depuis ce matin.\n"
    )
    found = pipeline.read_report(files.RawReport("f", "f.txt", text.encode(), "text"), "crosswire")
    assert isinstance(found, Extraction)
    assert (found.document.language, len(found.segments) > 0) == ("fr", True)
    assert (found.sentences, found.claims, found.mentions) == ((), (), ())
    assert any("French" in w for w in found.document.warnings)
