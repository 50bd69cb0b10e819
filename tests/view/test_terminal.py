"""What the terminal shows, on a record made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import InputError, NotFound
from crosswire.store.database import open_record, write_record
from crosswire.types import Claim, Document, Event, EventValue, Finding, FoundValue, Origin, Story, StoryDocument, Tables
from crosswire.view.terminal import finding_lines, keys, status
from crosswire.view.terminal.explanations import KINDS, explain
from crosswire.view.terminal.record_lines import FEW_EVENTS, VALUES, WIDTH, show, wrapped
from tests import samples

TEXT = "Rebels took the port on Monday. In 2019 they had failed."


def made() -> Tables:
    document = Document("r1", "0" * 64, "r1.txt", None, None, None, None, "2030-03-05", "given", None, None, "en", TEXT, "text")
    claims = tuple(
        Claim(f"claim_{n}", "r1", start, end, start, end, "ASSAULT", None, None, None, None, None, None, None, "happened", None, 0.5, "verb",
              origin_id="origin_1", event_id=f"event_{n}")
        for n, start, end in ((1, 0, 30), (2, 32, 56))
    )  # fmt: skip
    events = tuple(
        Event(f"event_{n}", "story_1", TEXT[start:end], "ASSAULT", None, None, None, day, day, "happened", 1, 1, 1, "single")
        for n, start, end, day in ((1, 0, 30, date(2030, 3, 4)), (2, 32, 56, date(2019, 1, 1)))
    )
    value = EventValue("event_1", "quantity:killed", "12", 12, 12, 12, ("r1",), ("claim_1",), ("origin_1",), "only")
    finding = Finding(
        "finding_1", "event_1", "update", "quantity:killed", (FoundValue("12", ("r1",), (), (("r1", 0, 6),)),), None, "It grew."
    )
    return Tables(
        documents=(document,), claims=claims, events=events, event_values=(value,), findings=(finding,), origins=(Origin("origin_1", "outlet", "r1"),),
        stories=(Story("story_1", "Port taken", date(2030, 3, 5), date(2030, 3, 5), 1),), story_documents=(StoryDocument("story_1", "r1"),),
    )  # fmt: skip


@pytest.fixture
def record(tmp_path):
    write_record(tmp_path / "r.duckdb", made(), {})
    with open_record(tmp_path / "r.duckdb") as opened:
        yield opened


def test_what_was_long_before_stands_under_background(record):
    lines = list(show(record))
    assert (
        lines.index(" 1. Rebels took the port on Monday")
        < lines.index("Background, from before:")
        < lines.index(" 2. In 2019 they had failed.")
    )


def test_nothing_is_invented_where_nothing_is_known(record):
    shown = "\n".join(show(record))
    assert "outlet not known" in shown
    assert "place not known" in shown


def test_findings_stand_beside_their_event(record):
    lines = list(show(record))
    at = next(i for i, line in enumerate(lines) if "! update: It grew." in line)
    assert lines.index(" 1. Rebels took the port on Monday") < at < lines.index("Background, from before:")


def test_every_explanation_ends_at_characters(record):
    value_id = made().event_values[0].value_id
    for key in ("event_1", "claim_1", "finding_1", value_id):
        lines = list(explain(record, key))
        assert any(">>" in line for line in lines), key
        assert any("characters 0-" in line for line in lines), key


def printed(lines) -> list[str]:
    return "\n".join(lines).splitlines()


@pytest.fixture(scope="module")
def examples(examples_record):
    with open_record(examples_record) as opened:
        yield opened


@pytest.fixture(scope="module")
def hostile(hostile_record):
    with open_record(hostile_record) as opened:
        yield opened


@given(st.text(max_size=400), st.sampled_from(["", "  ", "            "]))
@settings(deadline=None)
def test_no_line_is_wider_than_the_terminal_nor_moves_its_cursor(text, indent):
    shown = wrapped(text, indent)
    assert all(len(line) <= WIDTH for line in shown.split("\n"))
    assert not set(shown) & {chr(27), chr(13), chr(0x9B), chr(0x202E), chr(8)}


@pytest.mark.parametrize("name", ["examples", "hostile"])
def test_all_that_is_printed_fits_80_columns(request, name):
    record = request.getfixturevalue(name)
    lines = [*show(record), *show(record, everything=True), *finding_lines.lines(record), *status.lines(record)]
    for table, column, _ in KINDS:
        for row in record.rows(f'SELECT "{column}" AS id FROM "{table}" ORDER BY 1 LIMIT 12'):
            lines += [*explain(record, row["id"]), *explain(record, row["id"], everything=True)]
    wide = [line for line in printed(lines) if len(line) > WIDTH]
    assert not wide


def test_a_big_event_is_explained_on_a_few_screens_and_whole_if_asked(examples):
    key = samples.first(examples, "event_id")
    claims = examples.rows("SELECT claim_id FROM claims WHERE event_id = ?", [key])
    few, all_ = printed(explain(examples, key)), printed(explain(examples, key, everything=True))
    assert len(few) < 400 < len(all_)
    assert few.index("VALUES (* stands for its field)") < next(i for i, x in enumerate(few) if x.startswith("CLAIMS"))
    assert all(f"[{c['claim_id']}]" in "\n".join(all_) for c in claims)


def test_each_claim_of_an_event_is_told_once(examples):
    key = samples.first(examples, "event_id")
    whole = "\n".join(explain(examples, key, everything=True))
    for claim in examples.rows("SELECT claim_id FROM claims WHERE event_id = ?", [key]):
        assert whole.count(claim["claim_id"]) == 1


def test_a_story_shows_the_first_values_of_a_field_and_an_event_all(examples):
    key = samples.first(examples, "event_id")
    most = examples.rows("SELECT count(*) AS n FROM event_values WHERE event_id = ? GROUP BY field ORDER BY n DESC", [key])[0]["n"]
    assert most > VALUES
    assert any("more value" in line for line in show(examples))
    assert not any("more value" in line for line in show(examples, key))


def test_a_large_record_is_shown_as_an_overview(tmp_path):
    tables = made()
    events = tuple(replace(tables.events[0], event_id=f"event_a{n:03}") for n in range(FEW_EVENTS + 1))
    write_record(tmp_path / "r.duckdb", replace(tables, events=events), {})
    with open_record(tmp_path / "r.duckdb") as opened:
        lines = printed(show(opened))
        assert sum("Rebels took the port" in line for line in lines) < 10
        assert any("--all" in line for line in lines)
        assert sum("Rebels took the port" in line for line in show(opened, everything=True)) == len(events)
        assert sum("Rebels took the port" in line for line in show(opened, "port ta")) == len(events)


@pytest.mark.parametrize("key", ["story_1", "Port taken", "port"])
def test_a_story_is_found_by_its_id_or_how_its_title_begins(record, key):
    assert keys.story(record, key)["story_id"] == "story_1"


@pytest.mark.parametrize("key", ["story_2", "taken", ""])
def test_no_other_story_is_taken_for_it(record, key):
    with pytest.raises(NotFound, match="no story"):
        keys.story(record, key)


def test_a_beginning_that_several_ids_have_is_an_error_that_names_them(tmp_path):
    tables = made()
    events = tuple(replace(e, event_id=f"event_abc{n}") for n, e in enumerate(tables.events))
    write_record(tmp_path / "r.duckdb", replace(tables, events=events), {})
    with open_record(tmp_path / "r.duckdb") as opened:
        assert keys.event(opened, "event_abc1")["event_id"] == "event_abc1"
        with pytest.raises(InputError, match=r"event_abc0 .* event_abc1"):
            keys.event(opened, "event_abc")


def test_findings_name_their_event_and_who_says_what(examples):
    lines = "\n".join(finding_lines.lines(examples, "conflict"))
    for row in finding_lines.rows(examples, "conflict"):
        assert row["finding_id"] in lines
        assert row["event_id"] in lines
    assert "UPDATES" not in lines


def test_findings_of_a_story_are_its_own(record):
    assert [f["finding_id"] for f in finding_lines.rows(record, "", "story_1")] == ["finding_1"]
    assert list(finding_lines.lines(record, "conflict", "story_1")) == ["No such findings."]


def test_the_status_says_what_is_not_known(record):
    shown = "\n".join(printed(status.lines(record)))
    assert "1 report of an outlet that is not known" in shown
    assert "judgements    none" in shown
    assert "1 update" in shown


def test_the_status_counts_what_the_record_holds(examples):
    told = status.model(examples)
    assert sum(g["events"] for g in told["grades"]) == told["counts"]["events"]
    assert sum(f["findings"] for f in told["findings"]) == told["counts"]["findings"]
    assert told["bytes"] == examples.path.stat().st_size
