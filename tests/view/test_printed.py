"""The printable report of a story: every figure has a note, every note quotes what stands at its offsets, the file needs nothing else."""

from __future__ import annotations

import re

import pytest

from crosswire import cli
from crosswire.store.database import open_record
from crosswire.view import links, printed, printing, queries
from tests import samples


@pytest.fixture(scope="module")
def story(room_record):
    return queries.one(room_record, "stories", "story_id", samples.first(room_record, "story_id"))


@pytest.fixture(scope="module")
def model(room_record, story):
    return printed.model(room_record, story)


@pytest.fixture(scope="module")
def file(room_record, story):
    return printing.whole(room_record, story)


def test_every_note_quotes_what_stands_at_its_offsets(room_record, model):
    texts = {r["document_id"]: r["text"] for r in room_record.rows("SELECT document_id, text FROM documents")}
    assert len(model["notes"]) > 50
    for note in model["notes"]:
        assert note["cut"] or texts[note["document_id"]][note["start"] : note["end"]] == note["exact"]


def test_every_event_and_every_figure_has_a_note(model):
    numbers = {note["n"] for note in model["notes"]}
    for event in [*model["events"], *model["background"]]:
        assert set(event["notes"]) <= numbers
        assert event["notes"]
        for figure in event["figures"]:
            assert figure["notes"], figure
            assert set(figure["notes"]) <= numbers


def test_the_first_note_of_an_event_is_the_words_of_its_line(model):
    words = {note["n"]: " ".join(note["exact"].split()) for note in model["notes"]}
    told = [e for e in model["events"] if " ".join(e["what"].split()) in words.values()]
    assert told
    assert all(" ".join(e["what"].split()) in [words[n] for n in e["notes"]] for e in told)


def test_notes_are_numbered_in_the_order_of_the_page(file):
    seen = list(dict.fromkeys(int(n) for n in re.findall(r'href="#n(\d+)"', file)))
    defined = [int(n) for n in re.findall(r'<li id="n(\d+)"', file)]
    assert defined == list(range(1, len(defined) + 1))
    assert set(seen) == set(defined)


def test_who_says_what_is_told_for_each_side_of_a_conflict(room_record, model, story):
    conflicts = room_record.rows(
        "SELECT f.event_id, f.field FROM findings f JOIN events e USING (event_id) WHERE f.kind = 'conflict' AND e.story_id = ?",
        [story["story_id"]],
    )
    assert conflicts
    told = {(row["event_id"], row["field"]): row for row in model["contested"]}
    for conflict in conflicts:
        row = told[conflict["event_id"], conflict["field"]]
        assert len([v for v in row["values"] if v["sayers"]]) > 1


def test_the_reports_stand_there_with_their_hashes(room_record, model, file):
    for report in room_record.rows("SELECT document_id, sha256, url FROM documents"):
        assert report["sha256"] in file
    assert [r["n"] for r in model["reports"]] == list(range(1, len(model["reports"]) + 1))


def test_the_file_stands_alone(file):
    assert "<script" not in file
    assert "<link" not in file
    assert "@font-face" not in file
    assert not re.findall(r'(?:src|href)="(?!#)', file)
    assert "default-src 'none'" in file


def test_every_link_of_the_file_leads_to_a_place_in_it(file):
    places = set(re.findall(r' id="([^"]+)"', file))
    assert set(re.findall(r'href="#([^"]+)"', file)) <= places
    assert len(re.findall(r' id="([^"]+)"', file)) == len(places)


def test_markup_in_a_report_is_text_in_the_file(hostile_room):
    record = hostile_room.desk.reading()
    for story in queries.stories(record):
        whole = printing.whole(record, story)
        for harm in ("<script>alert", "<img src=x", "<svg/onload", "<svg onload", 'href="javascript:', 'href="data:'):
            assert harm not in whole, harm
        assert "&lt;script&gt;alert(1)" in whole


def test_the_server_gives_it_as_a_page_and_as_a_file(room, story):
    page = room.get(links.printed(story["story_id"]))
    assert "<style" not in page.text
    assert '<link rel="stylesheet" href="/static/printed.css">' in page.text
    kept = room.get(links.printed_file(story["story_id"]))
    assert kept.headers["content-disposition"] == f'attachment; filename="{printing.filename(story)}"'
    assert "<style>" in kept.text
    assert room.get(links.printed_file("none")).status_code == 404
    assert room.get(links.printed("none")).status_code == 404


def test_the_command_writes_the_same_file(examples_record, own_copy, tmp_path, capsys):
    record = own_copy(examples_record)
    with open_record(record) as opened:
        story = queries.stories(opened)[0]
        expected = printing.whole(opened, story)
    out = tmp_path / "story.html"
    assert cli.run(["report", str(record), story["title"][:10].upper(), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == expected
    assert "story.html" in capsys.readouterr().out
    assert cli.run(["report", str(record), story["story_id"]]) == 0
    assert capsys.readouterr().out.strip() == expected.strip()


def test_a_file_that_cannot_be_written_is_one_sentence(examples_record, own_copy, tmp_path, capsys):
    record = own_copy(examples_record)
    assert cli.run(["report", str(record), "story_", "-o", str(tmp_path)]) == 1
    assert cli.run(["report", str(record), "no such story"]) == 1
    assert "no story whose id or title begins" in capsys.readouterr().err
