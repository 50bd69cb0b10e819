"""What is different between two records, and why; records are made by hand, so that each has one cause."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.cli import run
from crosswire.store.database import write_record
from crosswire.store.succession import Report, Said, roots, said_in, successors
from crosswire.types import Claim, Decision, Document, Event, EventValue, Finding, Link, Reason, Tables, make_id
from crosswire.view.differences import KINDS, between, differences, lines
from crosswire.view.differences.sides import Given, Side, Value
from crosswire.view.terminal.record_lines import WIDTH

CLAUSES = ("Rebels shelled the port of Karovel", "Two boats burned at the quay", "The mayor fled to the hills", "Talks began in Hodrush")


def report(document_id: str, text: str = ". ".join(CLAUSES), **given: object) -> Document:
    document = Document(document_id, make_id("x", text), f"{document_id}.txt", None, f"The {document_id.title()} Gazette", f"News of {document_id}",
                        None, "2031-05-04", "given", None, None, "en", text, "text")  # fmt: skip
    return replace(document, **given)  # type: ignore[arg-type]


def claims(document: Document, *groups: str) -> list[Claim]:
    """A claim a sentence of the report, in the events that ``groups`` name; "-" for none."""
    found, at = [], 0
    for sentence, group in zip(document.text.split(". "), groups, strict=False):
        key = make_id("claim", document.document_id, at)
        if group != "-":
            event = make_id("event", group)
            found.append(Claim(key, document.document_id, at, at + len(sentence), at, at + 5, "ASSAULT", None, None, None, None, None, None, None,
                               "happened", None, 0.9, "test", event_id=event))  # fmt: skip
        at += len(sentence) + 2
    return found


def tables(*told: tuple[Document, str], **more: object) -> Tables:
    """Reports, each with the events of its sentences as letters: "aab" puts two claims into event a and one into b."""
    rows = [c for document, groups in told for c in claims(document, *groups)]
    texts = {d.document_id: d.text for d, _ in told}
    by_event: dict[str, list[Claim]] = {}
    for claim in rows:
        by_event.setdefault(str(claim.event_id), []).append(claim)
    events = tuple(
        Event(e, None, texts[own[0].document_id][own[0].start : own[0].end], "ASSAULT", None, None, None, None, None, "happened",
              len({c.document_id for c in own}), 1, len({c.document_id for c in own}), "single")
        for e, own in sorted(by_event.items())
    )  # fmt: skip
    return replace(Tables(documents=tuple(d for d, _ in told), claims=tuple(rows), events=events), **more)  # type: ignore[arg-type]


def side_of(told: Tables, meta: dict[str, str]) -> Side:
    """What is read of a record, without writing one."""
    values: dict[str, dict[str, Value]] = {}
    for v in sorted(told.event_values, key=lambda v: v.chosen):
        own = values.setdefault(v.event_id, {})
        given = (*(own[v.field].given if v.field in own else ()), Given(v.value, v.withdrawn, v.documents))
        own[v.field] = Value(v.value if v.chosen else None, v.field_low, v.field_best, v.field_high, given)
    linked = [{"left_id": x.left_id, "right_id": x.right_id, "score": x.score, "joined": x.joined, "reasons": [asdict(r) for r in x.reasons]}
              for x in told.links]  # fmt: skip
    return Side(
        Path("made"), meta, {d.document_id: asdict(d) for d in told.documents}, said_in(told), {c.claim_id: str(c.event_id) for c in told.claims},
        {e.event_id: {**asdict(e), "place": None} for e in told.events}, values, {}, {}, {}, lambda _: linked,
    )  # fmt: skip


def found(old: Tables, new: Tables, now: dict[str, str] | None = None) -> dict:
    return between(side_of(old, {"crosswire": "1"}), side_of(new, {"crosswire": "1", **(now or {})}))


@pytest.fixture
def written(tmp_path):
    def find(old: Tables, new: Tables) -> dict:
        write_record(tmp_path / "old.duckdb", old, {"crosswire": "1"})
        write_record(tmp_path / "new.duckdb", new, {"crosswire": "1"})
        return differences(tmp_path / "old.duckdb", tmp_path / "new.duckdb")

    return find


def counts(model: dict) -> dict[str, int]:
    return {k: len(model["events"][k]) for k in KINDS}


def causes(row: dict) -> list[str]:
    return [c["cause"] for c in row["why"]]


A, B = report("harbour"), report("valley", "A bus fell into the river. Nine drowned. The mayor fled to the hills")


def test_a_new_report_is_why_an_event_appeared():
    model = found(tables((A, "ab")), tables((A, "ab"), (B, "c")))
    assert counts(model) == {"appeared": 1, "vanished": 0, "merged": 0, "split": 0, "changed": 0}
    (row,) = model["events"]["appeared"]
    assert causes(row) == ["new report"]
    assert row["why"][0]["document_id"] == "valley"
    assert model["events"]["unaffected"] == 2
    assert [r["document_id"] for r in model["reports"]["new"]] == ["valley"]


def test_a_report_that_is_gone_is_why_an_event_vanished():
    model = found(tables((A, "ab"), (B, "c")), tables((A, "ab")))
    (row,) = model["events"]["vanished"]
    assert causes(row) == ["report gone"]
    assert "[valley]" in row["why"][0]["sentence"]


def test_a_withdrawn_report_is_told_as_such():
    old = tables((A, "ab"), (B, "ac"))
    new = tables((A, "ab"), (replace(B, state="withdrawn"), "ac"))
    gone = tuple(replace(c, withdrawn=c.document_id == "valley") for c in new.claims)
    events = tuple(replace(e, grade="withdrawn") if e.event_id == make_id("event", "c") else e for e in new.events)
    model = found(old, replace(new, claims=gone, events=events))
    (row,) = model["events"]["changed"]
    assert row["changes"] == [{"field": "grade", "was": "single", "now": "withdrawn", "sentence": "Grade: single -> withdrawn"}]
    assert causes(row) == ["withdrawn report"]
    assert [r["document_id"] for r in model["reports"]["withdrawn"]] == ["valley"]


def test_a_new_version_carries_its_claims_on():
    newer = report("harbour-2", "Correction. " + A.text, replaces="harbour")
    model = found(tables((A, "ab")), tables((newer, "-ab")))
    assert counts(model) == dict.fromkeys(KINDS, 0)
    assert [(r["document_id"], r["was"]) for r in model["reports"]["changed"]] == [("harbour-2", "harbour")]


def test_an_edited_report_under_its_own_name_changes_the_event():
    edited = report("harbour", A.text.replace("Two", "Six"))
    old, new = tables((A, "ab")), tables((edited, "ab"))
    value = EventValue(
        make_id("event", "b"),
        "quantity:boat",
        "2",
        2,
        2,
        2,
        ("harbour",),
        (),
        (),
        "only",
        chosen=True,
        field_low=2,
        field_best=2,
        field_high=2,
    )
    model = found(
        replace(old, event_values=(value,)),
        replace(new, event_values=(replace(value, value="6", field_low=6, field_best=6, field_high=6),)),
    )
    (row,) = model["events"]["changed"]
    assert row["changes"] == [{"field": "quantity:boat", "was": "2", "now": "6", "new": ["6"], "gone": ["2"], "sentence": "Boat: 2 -> 6"}]
    assert causes(row) == ["new version"]


def test_a_new_version_beside_the_old_one_is_the_cause_and_the_old_one_is_not():
    newer = report("harbour-2", A.text.replace("Two boats", "Nine big boats"), replaces="harbour")
    old, new = tables((A, "ab")), tables((replace(A, state="replaced"), "ab"), (newer, "ab"))
    gone = tuple(replace(c, withdrawn=c.document_id == "harbour") for c in new.claims)
    model = found(old, replace(new, claims=gone), {"added": "1"})
    assert model["made_by"] == []
    assert {c["cause"] for r in model["events"]["changed"] for c in r["why"]} == {"new version"}
    assert [(r["document_id"], r["was"]) for r in model["reports"]["changed"]] == [("harbour-2", "harbour")]


def test_the_same_report_under_another_name_is_the_same():
    model = found(tables((A, "ab")), tables((replace(A, document_id="port"), "ab")))
    assert counts(model) == dict.fromkeys(KINDS, 0)
    assert not any(model["reports"].values())


def test_a_merge_names_the_link_that_joined():
    old, new = tables((A, "ab")), tables((A, "aa"))
    first, second = (c.claim_id for c in new.claims)
    link = Link(
        first, second, "claim", 1.2, True, (Reason("type", 1.6, "both are ASSAULT"), Reason("place", 2.1, "both happen in Karovel"))
    )
    model = found(old, replace(new, links=(link,)))
    (row,) = model["events"]["merged"]
    assert {o["event_id"] for o in row["out_of"]} == {make_id("event", "a"), make_id("event", "b")}
    assert row["why"][0]["cause"] == "link"
    assert "both happen in Karovel" in row["why"][0]["sentence"]


def test_a_split_names_what_held_it_and_what_keeps_it_apart():
    old, new = tables((A, "aa")), tables((A, "ab"))
    first, second = (c.claim_id for c in new.claims)
    held = Link(first, second, "claim", 1.2, True, (Reason("place", 2.1, "both happen in Karovel"),))
    apart = Link(
        first, second, "claim", -0.5, False, (Reason("time", -1.1, "9 days lie between them"), Reason("type", 1.6, "both are ASSAULT"))
    )
    model = found(replace(old, links=(held,)), replace(new, links=(apart,)))
    (row,) = model["events"]["split"]
    told = " ".join(c["sentence"] for c in row["why"])
    assert "both happen in Karovel" in told
    assert "9 days lie between them" in told


def test_a_decision_is_named_with_who_made_it(written):
    old, new = tables((A, "ab")), tables((A, "aa"))
    subject = " ".join(c.claim_id for c in new.claims)
    decision = Decision("decision_1", "same", subject, None, None, "Ada", "2031-06-01T10:00:00+00:00", None, None, "applied")
    model = written(old, replace(new, decisions=(decision,)))
    (row,) = model["events"]["merged"]
    (cause,) = (c for c in row["why"] if c["cause"] == "decision")
    assert cause["sentence"] == "Ada judged that two are the same on 2031-06-01 [decision_1]"


def test_another_version_of_crosswire_is_a_cause_where_no_report_is():
    model = found(tables((A, "ab")), tables((A, "a")), now={"crosswire": "2"})
    (row,) = model["events"]["vanished"]
    assert causes(row) == ["read otherwise"]
    assert "another version of Crosswire: 1, then 2" in row["why"][0]["sentence"]
    assert [m["key"] for m in model["made_by"]] == ["crosswire"]


def test_a_conflict_that_comes_up_and_one_that_goes(written, tmp_path):
    finding = Finding(
        "finding_1", make_id("event", "a"), "conflict", "quantity:killed", (), None, "Reports do not agree on the number killed."
    )
    come = written(tables((A, "a")), tables((A, "a"), findings=(finding,)))["events"]["changed"][0]["changes"]
    gone = differences(tmp_path / "new.duckdb", tmp_path / "old.duckdb")["events"]["changed"][0]["changes"]
    told = {"field": "conflict of killed", "sentence": f"Killed: a conflict has come up: {finding.text}"}
    assert come == [{**told, "was": None, "now": finding.text}]
    assert gone == [{**told, "was": finding.text, "now": None, "sentence": f"Killed: a conflict is gone; it was: {finding.text}"}]


def given_for(field: str, value: str, document: str, **more: object) -> EventValue:
    number = float(value) if value.isdigit() else None
    row = EventValue(make_id("event", "a"), field, value, number, number, number, (document,), (), (), "only", field_low=number)
    return replace(row, **more)  # type: ignore[arg-type]


def test_a_value_beside_what_stands_is_a_change(written):
    newer = report("harbour-2", A.text, replaces="harbour", sha256="2")
    old = tables((A, "a"), event_values=(given_for("quantity:killed", "12", "harbour", chosen=True),))
    values = (given_for("quantity:killed", "12", "harbour", withdrawn=True), given_for("quantity:killed", "13", "harbour-2"))
    new = tables((replace(A, state="replaced"), "a"), (newer, "a"))
    new = replace(new, event_values=tuple(replace(v, field_low=None) for v in values), events=old.events)
    old = replace(old, event_values=tuple(replace(v, field_low=None, chosen=False) for v in old.event_values))
    (row,) = written(old, new)["events"]["changed"]
    assert row["changes"] == [
        {"field": "quantity:killed", "was": None, "now": None, "new": ["13"], "withdrawn": ["12"],
         "sentence": "Killed: 13 is new, 12 is withdrawn (report [harbour] was replaced by [harbour-2])"}
    ]  # fmt: skip
    back = found(new, old)["events"]["changed"][0]["changes"]
    assert [(c["again"], c["gone"]) for c in back] == [(["12"], ["13"])]


def test_fields_are_called_as_people_call_them():
    model = found(tables((A, "a")), tables((A, "a"), event_values=(given_for("speaker", "the mayor", "harbour", chosen=True),)))
    assert [c["sentence"] for c in model["events"]["changed"][0]["changes"]] == ["Who says so: not given -> the mayor"]


def test_a_claim_that_moved_to_another_event_is_why_both_are_otherwise():
    old, new = tables((A, "aa"), (B, "ab")), tables((A, "aa"), (B, "bb"))
    for model, how in ((found(old, new), "moved to"), (found(new, old), "came from")):
        (row,) = model["events"]["changed"]
        assert "reports" in {c["field"] for c in row["changes"]}
        assert causes(row)[0] == "moved claim"
        assert row["why"][0]["event_id"] == make_id("event", "b")
        assert f"1 claim {how} another event: “A bus fell into the river” (valley); that event: “" in row["why"][0]["sentence"]


def test_a_claim_follows_its_report_by_words_and_never_two_to_one():
    words = Said("old", "ASSAULT", "Two boats burned")
    old = {"c1": words, "c2": words}
    new = {"d1": replace_said(words, "new")}
    was, now = roots({"old": Report("1")}, {"new": Report("2", "old")})
    assert successors(old, new, was, now) == {"c1": "d1"}


def replace_said(said: Said, document_id: str) -> Said:
    return said._replace(document_id=document_id)


GROUPS = st.text("ab-", min_size=4, max_size=4)


@settings(max_examples=60, deadline=None)
@given(GROUPS, GROUPS, GROUPS, GROUPS)
def test_what_is_different_is_mirrored_and_nothing_from_itself(one: str, two: str, three: str, four: str):
    second = report("valley", ". ".join(reversed(CLAUSES)))
    old, new = side_of(tables((A, one), (second, two)), {}), side_of(tables((A, three), (second, four)), {})
    there, back = between(old, new), between(new, old)
    for left, right in (("appeared", "vanished"), ("merged", "split"), ("changed", "changed")):
        ids = {r["was_id"] if left == "changed" else r["event_id"] for r in there["events"][left]}
        assert ids == {r["event_id"] for r in back["events"][right]}
    itself = between(old, old)
    assert counts(itself) == dict.fromkeys(KINDS, 0)
    assert itself["events"]["unaffected"] == itself["new"]["events"]


def test_the_command_keeps_to_80_columns_and_prints_json(tmp_path: Path, capsys):
    write_record(tmp_path / "old.duckdb", tables((A, "ab")), {})
    write_record(tmp_path / "new.duckdb", tables((A, "aac"), (B, "d")), {"crosswire": "2"})
    assert run(["diff", str(tmp_path / "old.duckdb"), str(tmp_path / "new.duckdb")]) == 0
    told = capsys.readouterr().out
    assert "APPEARED" in told
    assert "MERGED" in told
    assert f"[{make_id('event', 'd')}]" in told
    assert all(len(line) <= WIDTH or "/" in line for line in told.splitlines())
    assert run(["diff", "--json", str(tmp_path / "old.duckdb"), str(tmp_path / "new.duckdb")]) == 0
    assert json.loads(capsys.readouterr().out)["events"]["unaffected"] == 0


def test_nothing_different_is_said():
    assert list(lines.lines(found(tables((A, "ab")), tables((A, "ab")))))[-1] == "Nothing is different."
