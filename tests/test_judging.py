"""Judging a record: what a person decides is written down, applied, kept through every rebuild, and taken back by a further line."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

from crosswire import cli, judging, pipeline
from crosswire.errors import InputError, UsageError
from crosswire.reconcile.judgements import Ask
from crosswire.store import decision_log
from crosswire.store.database import open_record, read_tables, write_record
from crosswire.types import Tables
from tests.conftest import EXAMPLES

AT = "2031-07-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A record of five of the examples."""
    folder = tmp_path_factory.mktemp("built")
    names = ["01-aw.txt", "02-aw.txt", "03-courier.html", "06-litoral.html", "08-aw.txt"]
    (folder / "reports").mkdir()
    for name in [*names, "metadata.csv"]:
        shutil.copy(EXAMPLES / "reports" / name, folder / "reports" / name)
    pipeline.build([folder / "reports"], folder / "r.duckdb", at=AT)
    return folder


@pytest.fixture
def folder(built, tmp_path):
    """A copy that a test may judge."""
    return shutil.copytree(built, tmp_path / "own")


def tables_of(folder):
    with open_record(folder / "r.duckdb") as opened:
        return read_tables(opened)[0]


def ask(verdict, *words, at=AT):
    return Ask(verdict, words, "Ada", at)


def decide(folder, verdict, *words, at=AT):
    """The decision as it stands on the record, and the record's tables before and after."""
    before = tables_of(folder)
    judged = judging.decide(folder / "r.duckdb", ask(verdict, *words, at=at))
    return SimpleNamespace(decision=judged.decision, before=before, after=tables_of(folder))


def rebuilt(folder):
    """The record built anew from the reports, with the decisions that lie beside it."""
    return pipeline.build([folder / "reports"], folder / "r.duckdb", at=AT).tables


def of_two_events(tables):
    first, second = sorted(tables.events, key=lambda e: (-e.reports, e.event_id))[:2]
    return first.event_id, second.event_id


def test_what_is_written_is_read_again(folder):
    made = rebuilt(folder)
    read = tables_of(folder)
    ordered = {"mentions": tuple(sorted(made.mentions, key=lambda m: (m.document_id, m.start, m.end, m.mention_id)))}
    assert read == replace(made, **ordered)


def test_what_was_read_is_related_as_a_build_relates_it(folder):
    assert pipeline.relate(judging.as_read(tables_of(folder))) == replace(tables_of(folder))


def test_same_joins_two_events_and_a_rebuild_keeps_them_joined(folder):
    left, right = of_two_events(tables_of(folder))
    judged = decide(folder, "same", left, right)
    assert judged.decision.state == "applied"
    assert len(judged.after.events) < len(judged.before.events)
    one, other = judged.decision.subject.split()
    for tables in (judged.after, tables_of(folder), rebuilt(folder)):
        event_of = {c.claim_id: c.event_id for c in tables.claims}
        assert event_of[one] == event_of[other]
    assert rebuilt(folder) == replace(judged.after, mentions=rebuilt(folder).mentions)
    link = next(k for k in judged.after.links if k.kind == "claim" and {k.left_id, k.right_id} == {one, other})
    assert link.joined
    assert "Ada decided" in link.reasons[0].sentence


def test_different_takes_two_claims_of_one_event_apart(folder):
    before = tables_of(folder)
    event = max(before.events, key=lambda e: (e.reports, e.event_id))
    claim = sorted(c.claim_id for c in before.claims if c.event_id == event.event_id)[-1]
    judged = decide(folder, "different", claim, event.event_id)
    one, other = judged.decision.subject.split()
    event_of = {c.claim_id: c.event_id for c in judged.after.claims}
    assert {c.claim_id: c.event_id for c in before.claims}[one] == {c.claim_id: c.event_id for c in before.claims}[other]
    assert event_of[one] != event_of[other]


def test_an_amount_judged_wrong_no_longer_counts_until_that_is_taken_back(folder):
    before = tables_of(folder)
    value, amount = next(
        (v, q)
        for v in before.event_values
        for q in before.quantities
        if v.field == "quantity:killed" and v.claims == (q.claim_id,) and q.role == "killed" and q.best == v.best and q.modality == "exact"
    )
    judged = decide(folder, "wrong", amount.quantity_id)
    assert value not in judged.after.event_values
    back = judging.undo(folder / "r.duckdb", judged.decision.decision_id, at="2031-07-02T00:00:00+00:00")
    assert back.decision.withdrawn_at == "2031-07-02T00:00:00+00:00"
    assert tables_of(folder).event_values == before.event_values
    with pytest.raises(UsageError, match="taken back before"):
        judging.undo(folder / "r.duckdb", judged.decision.decision_id, at=AT)


def test_a_finding_judged_wrong_leaves_the_record_and_the_decision_says_what_it_was(folder):
    before = tables_of(folder)
    finding = before.findings[0]
    judged = decide(folder, "wrong", finding.finding_id)
    assert {f.finding_id for f in before.findings} - {f.finding_id for f in judged.after.findings} == {finding.finding_id}
    assert judged.decision.said == " | ".join(sorted({v.value for v in finding.values}))
    assert finding.finding_id not in {f.finding_id for f in rebuilt(folder).findings}
    assert [d.state for d in tables_of(folder).decisions] == ["applied"]


def test_a_value_is_found_again_when_a_further_report_changes_the_event(folder):
    before = tables_of(folder)
    value = next(v for v in before.event_values if v.field == "quantity:killed" and v.standing != "only")
    judged = decide(folder, "right", value.value_id)
    assert judged.decision.state == "applied"
    shutil.copy(EXAMPLES / "reports" / "05-radio.txt", folder / "reports" / "00-radio.txt")  # an id that sorts first changes event ids
    (decision,) = rebuilt(folder).decisions
    assert decision.state == "applied"
    assert decision.subject in {v.value_id for v in tables_of(folder).event_values}


def test_what_a_person_gives_stands_though_no_report_says_so(folder):
    event = max(tables_of(folder).events, key=lambda e: (e.reports, e.event_id))
    judged = decide(folder, "value", event.event_id, "quantity:killed", "17")
    rows = [v for v in judged.after.event_values if (v.event_id, v.field, v.value) == (event.event_id, "quantity:killed", "17")]
    assert [(r.best, r.documents, r.origins) for r in rows] == [(17.0, (), ())]


def test_a_decision_whose_report_is_gone_is_orphaned_and_kept(folder):
    before = tables_of(folder)
    claim = next(c for c in before.claims if c.document_id == "01-aw")
    decide(folder, "wrong", claim.claim_id)
    (folder / "reports" / "01-aw.txt").unlink()
    (decision,) = rebuilt(folder).decisions
    assert (decision.state, decision.subject) == ("orphaned", claim.claim_id)
    assert decision.anchor is not None


@pytest.mark.parametrize(
    ("verdict", "words", "why"),
    [
        ("same", ("x",), "takes two"),
        ("same", ("x", "y"), "no claim, event, actor, entity, mention, report or story x and no y"),
        ("same", ("01-aw", "y"), "report or story y"),
        ("right", ("x", "y"), "takes one id"),
        ("wrong", ("claim_x",), "has no claim"),
        ("value", ("value_x",), "takes the id of an event's value"),
        ("value", ("claim_x", "place", "Brevik"), "has no claim"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused_and_nothing_is_written(folder, verdict, words, why):
    with pytest.raises(UsageError, match=why):
        decide(folder, verdict, *words)
    assert not (folder / "decisions.jsonl").exists()


def test_a_claim_is_no_event_and_an_event_is_not_two(folder):
    tables = tables_of(folder)
    event = next(e for e in tables.events if e.reports == 1 and sum(c.event_id == e.event_id for c in tables.claims) == 1)
    (claim,) = (c.claim_id for c in tables.claims if c.event_id == event.event_id)
    with pytest.raises(UsageError, match="is no event"):
        decide(folder, "value", claim, "place", "Quito")
    with pytest.raises(UsageError, match=r"not of a kind|one and the same"):
        decide(folder, "different", claim, event.event_id)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("quantity:kiled", "24", "no field of an event"),
        ("type", "DISASTER", "no field of an event"),
        ("quantity:killed", "twenty-four", "no number"),
        ("status", "perhaps", "no status"),
        ("time", "Monday", "no time"),
        ("time", "2031-02-30", "no time"),
        ("time", "0000-01-01", "no time"),
        ("time", "2031-03-06/2031-03-04", "no time"),
        ("place", "Atlantis", "no place called"),
    ],
)
def test_a_value_must_be_one_that_its_field_can_have(folder, field, value, why):
    event = tables_of(folder).events[0].event_id
    with pytest.raises(UsageError, match=why):
        decide(folder, "value", event, field, value)
    assert not (folder / "decisions.jsonl").exists()


def test_what_is_orphaned_changes_nothing(folder):
    value = next(v for v in tables_of(folder).event_values if v.field == "quantity:killed" and len(v.claims) == 1)
    judged = decide(folder, "value", value.value_id, "8000")
    assert any(v.value == "8000" for v in judged.after.event_values)
    claim = next(c for c in judged.after.claims if c.claim_id == value.claims[0])
    report = next(p for p in (folder / "reports").iterdir() if p.stem == claim.document_id)
    text = report.read_text(encoding="utf-8")
    words = next(d.text for d in judged.after.documents if d.document_id == claim.document_id)[claim.start : claim.end].split()[0]
    report.write_text(text.replace(words, "Xx"), encoding="utf-8")
    after = rebuilt(folder)
    assert [d.state for d in after.decisions] == ["orphaned"]
    assert not any(v.value == "8000" for v in after.event_values)


def test_lines_are_only_added(tmp_path):
    path = tmp_path / "decisions.jsonl"
    decision_log.append(path, '{"a": 1}')
    with path.open("a") as file:
        file.write('{"cut": 2}')  # an editor left no end of line
    decision_log.append(path, '{"b": 3}')
    assert [json.loads(row) for row in path.read_text().splitlines()] == [{"a": 1}, {"cut": 2}, {"b": 3}]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        decision_log.append(tmp_path / "decisions.jsonl", "{}")


def test_a_faulty_file_is_named_before_anything_is_added(folder):
    (folder / "decisions.jsonl").write_text("no json\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        decide(folder, "wrong", tables_of(folder).claims[0].claim_id)
    assert (folder / "decisions.jsonl").read_text(encoding="utf-8") == "no json\n"


def test_on_the_command_line(folder, capsys):
    record = str(folder / "r.duckdb")
    left, right = of_two_events(tables_of(folder))
    assert cli.run(["decide", record, "same", left, right, "--by", "Ada", "--note", "one night"]) == 0
    out = capsys.readouterr().out
    assert "applied" in out
    assert "event" in out.splitlines()[-1]
    assert cli.run(["decisions", record]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("1 decision\n")
    assert "by Ada" in listed
    assert "note: one night" in listed
    decision_id = listed.split("[")[1].split("]")[0]
    assert cli.run(["decide", record, "undo", decision_id]) == 0
    assert "taken back" in capsys.readouterr().out
    assert cli.run(["decide", record, "undo", "decision_x"]) == 2
    assert "There is no decision decision_x" in capsys.readouterr().err
    assert cli.run(["decide", record, "undo", "a", "b"]) == 2
    assert cli.run(["decide", record, "perhaps", "a"]) == 2


def test_the_beginning_of_an_id_stands_for_it(folder):
    claims = sorted(c.claim_id for c in tables_of(folder).claims)
    begins = next(i[:n] for i in claims for n in range(9, len(i)) if sum(c.startswith(i[:n]) for c in claims) == 1)
    judged = decide(folder, "wrong", begins)
    assert judged.decision.subject in claims
    assert judged.decision.subject.startswith(begins)
    with pytest.raises(UsageError, match="no claim"):
        decide(folder, "wrong", "claim_")
    decision_id = judged.decision.decision_id
    with pytest.raises(InputError, match=r"'decision_abc' may mean decision_abc1, decision_abc2\. Say more of it"):
        judging.meant.only("decision_abc", ["decision_abc1", "decision_abc2", decision_id])
    assert judging.undo(folder / "r.duckdb", decision_id[:14], at=AT).decision.decision_id == decision_id


def test_a_judgement_on_what_is_not_here_is_in_the_table_and_told_when_taken(folder, tmp_path, capsys):
    first, second = (c.claim_id for c in tables_of(folder).claims[:2])
    kept = shutil.copytree(folder, tmp_path / "theirs")
    decide(kept, "wrong", first)
    decide(kept, "wrong", second)
    path = kept / "decisions.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines[1] |= {"subject": "claim_0123456789abcdef01234567"}
    lines[1]["anchor"] |= {"exact": "words that nobody wrote", "sha256": "0" * 64}
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["take", str(folder / "r.duckdb"), str(path)]) == 0
    assert capsys.readouterr().out.startswith(
        "2 judgements taken over (1 of them orphaned: what they are about is not found here); 0 known"
    )
    taken = tables_of(folder).decisions
    assert sorted(d.state for d in taken) == ["applied", "orphaned"]
    assert rebuilt(folder).decisions == taken


def test_of_two_judgements_that_differ_the_list_says_which_counts(folder, capsys):
    claim = tables_of(folder).claims[0].claim_id
    decide(folder, "right", claim)
    later = judging.decide(folder / "r.duckdb", Ask("wrong", (claim,), "Ben", "2031-07-02T00:00:00+00:00")).decision
    assert cli.run(["decisions", str(folder / "r.duckdb")]) == 0
    out = capsys.readouterr().out
    assert f"] overruled by {later.decision_id} of Ben\n" in out
    assert f"[{later.decision_id}] applied\n" in out


def test_reading_back_holds_for_an_empty_record_too(tmp_path):
    write_record(tmp_path / "e.duckdb", Tables(), {"crosswire": "0"})
    with open_record(tmp_path / "e.duckdb") as opened:
        assert read_tables(opened) == (Tables(), {"crosswire": "0"})
