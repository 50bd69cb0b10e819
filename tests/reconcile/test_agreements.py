"""Two people who judged the same things."""

from __future__ import annotations

import pytest

from crosswire import cli
from crosswire.reconcile import decision_lines
from crosswire.reconcile.agreements import agreements, opposed
from crosswire.store.database import open_record
from crosswire.types import Anchor, Decision


def decision(by, verdict, words="shelled the port", at="2030-01-01", **more):
    anchor = Anchor("0" * 64, words, "", "")
    given = {"value": None, "note": None, "withdrawn_at": None, "other": None, "field": None, "said": None, **more}
    return Decision(
        f"decision_{by}{verdict}{words}{at}", verdict, more.pop("subject", "claim_1"), given["value"], anchor, by, at, given["note"],
        given["withdrawn_at"], "applied", given["other"], given["field"], given["said"],
    )  # fmt: skip


def test_the_last_judgement_of_each_counts_and_what_only_one_judged_does_not():
    made = [
        decision("anna", "right"), decision("ben", "wrong"), decision("ben", "right", at="2030-01-02"),
        decision("anna", "wrong", "took the bridge"), decision("ben", "right", "took the bridge"),
        decision("anna", "right", "left the town"),
    ]  # fmt: skip
    (pair,), (dispute,) = agreements(made)
    assert (pair.one, pair.other, pair.both, pair.same) == ("anna", "ben", 2, 1)
    assert [(d.by, d.verdict) for d in dispute.judgements] == [("anna", "wrong"), ("ben", "right")]


def test_kappa_is_that_of_cohen():
    made = []
    for n, (a, b) in enumerate(
        [("right", "right")] * 20 + [("right", "wrong")] * 5 + [("wrong", "right")] * 10 + [("wrong", "wrong")] * 15
    ):
        made += [decision("anna", a, f"words {n}"), decision("ben", b, f"words {n}")]
    (pair,), disputes = agreements(made)
    assert pair.kappa == pytest.approx(0.4)  # the example of every textbook: 35 of 50 alike, .5 by chance
    assert len(disputes) == 15


def test_pairs_meet_whichever_comes_first_and_nobody_agrees_by_chance_alone():
    first, second = Anchor("0" * 64, "one", "", ""), Anchor("0" * 64, "two", "", "")
    a = Decision("d1", "same", "claim_1 claim_2", None, first, "anna", "2030", None, None, "applied", second)
    b = Decision("d2", "different", "claim_2 claim_1", None, second, "ben", "2030", None, None, "applied", first)
    (pair,), disputes = agreements([a, b])
    assert (pair.both, pair.same, len(disputes)) == (1, 0, 1)
    assert opposed(b, [a])
    assert not opposed(a, [a])
    ((alike),), _ = agreements([a, Decision("d3", "same", "claim_2 claim_1", None, second, "ben", "2030", None, None, "applied", first)])
    assert alike.kappa is None


def test_what_was_taken_back_is_no_judgement():
    assert agreements([decision("anna", "right"), decision("ben", "wrong", withdrawn_at="2030-02-01")]) == ((), ())


def test_two_copies_are_brought_together(examples_record, tmp_path, capsys):
    copies = []
    for name in ("all", "anna", "ben"):
        (tmp_path / name).mkdir()
        copies.append(tmp_path / name / "my.duckdb")
        copies[-1].write_bytes(examples_record.read_bytes())
    whole, anna, ben = copies
    with open_record(whole) as record:
        events = [r["event_id"] for r in record.rows("SELECT event_id FROM events ORDER BY event_id LIMIT 2")]
    for verdict, copy, by in (("right", anna, "anna"), ("wrong", ben, "ben")):
        assert cli.run(["decide", str(copy), verdict, events[0], "--by", by]) == 0
    assert cli.run(["decide", str(ben), "right", events[1], "--by", "ben"]) == 0
    assert cli.run(["take", str(whole), str(anna.parent / "decisions.jsonl")]) == 0
    capsys.readouterr()
    assert cli.run(["take", str(whole), str(ben.parent / "decisions.jsonl"), "--agreed"]) == 0
    assert capsys.readouterr().out.startswith("1 judgement taken over; 0 known before; 1 left out")
    with open_record(whole) as record:
        assert {(r["by"], r["state"]) for r in record.table("decisions")} == {("anna", "applied"), ("ben", "applied")}
    assert len(decision_lines.read(whole.parent / "decisions.jsonl")) == 2
    assert cli.run(["agreement", str(whole), str(ben.parent / "decisions.jsonl")]) == 0
    assert "anna and ben: 0 of 1 judgement alike" in capsys.readouterr().out
    assert cli.run(["take", str(whole), str(tmp_path / "none.jsonl")]) == 1
