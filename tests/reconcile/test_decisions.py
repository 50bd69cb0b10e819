"""Decisions: read from the file, put back on the record, never dropped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crosswire.errors import InputError
from crosswire.reconcile import decision_lines, decisions
from crosswire.types import Anchor, Decision, Tables
from tests.reconcile import builder

TEXT = "Shells hit the clinic. Later the clinic was closed. Shells hit the school."
CASE: dict[str, Any] = {
    "reports": [{"id": "a", "text": TEXT}],
    "claims": [
        {"doc": "a", "text": "Shells hit the clinic", "type": "ASSAULT", "event": "1"},
        {"doc": "a", "text": "Shells hit the school", "type": "ASSAULT", "event": "2"},
    ],
}


@pytest.fixture
def tables() -> Tables:
    return builder.tables(CASE)


def made(**changes: Any) -> Decision:
    plain = Decision("d1", "right", "claim_gone", None, None, "Ada", "2030-04-01T00:00:00Z", None, None, "orphaned")
    return replace(plain, **changes)


def row(**changes: Any) -> dict[str, Any]:
    return {"decision_id": "d1", "verdict": "same", "subject": "x y", "by": "Ada", "at": "2030-04-01T00:00:00Z", **changes}


def state(tables: Tables, decision: Decision) -> tuple[str, str]:
    out = decisions.apply(replace(tables, decisions=(decision,))).decisions
    assert len(out) == 1
    return out[0].state, out[0].subject


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    anchor = {"sha256": "0" * 64, "exact": "Shells", "prefix": "", "suffix": " hit"}
    path.write_text(
        json.dumps(row(anchor=anchor)) + "\n\n" + json.dumps(row(decision_id="d2", value="12", verdict="value")) + "\n", encoding="utf-8"
    )
    first, second = decision_lines.read(path)
    assert first.anchor == Anchor("0" * 64, "Shells", "", " hit")
    assert (second.value, second.anchor) == ("12", None)


def test_a_later_line_withdraws(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in (row(), row(withdrawn_at="2030-04-02T00:00:00Z"))), encoding="utf-8")
    assert [d.withdrawn_at for d in decision_lines.read(path)] == ["2030-04-02T00:00:00Z"]


def test_a_note_may_hold_any_character(tmp_path: Path) -> None:
    noted = Decision(
        "d1", "right", "claim_x", None, None, "Ada", "2030-04-01T00:00:00Z", "as pasted:\u2028\u0085\x0b\r\nend", None, "orphaned"
    )
    path = tmp_path / "decisions.jsonl"
    path.write_text(decision_lines.line(noted) + "\n" + decision_lines.line(noted) + "\n", encoding="utf-8")
    assert decision_lines.read(path) == (noted,)


def test_no_file_no_decisions(tmp_path: Path) -> None:
    assert decision_lines.read(tmp_path / "none.jsonl") == ()


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        json.dumps(row(verdict="maybe")),
        json.dumps(row(by="")),
        json.dumps(row(note=3)),
        json.dumps(row(anchor={"exact": "x"})),
        json.dumps(row(anchor="x")),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(json.dumps(row()) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.jsonl, line 2"):
        decision_lines.read(path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        decision_lines.read(path)


def test_known_subject_is_applied(tables: Tables) -> None:
    claim_id = tables.claims[0].claim_id
    assert state(tables, made(subject=claim_id)) == ("applied", claim_id)
    assert state(tables, made()) == ("orphaned", "claim_gone")


def test_pairs_need_two_claims(tables: Tables) -> None:
    a, b = (c.claim_id for c in tables.claims)
    assert state(tables, made(verdict="same", subject=f"{a} {b}"))[0] == "applied"
    assert state(tables, made(verdict="same", subject=a))[0] == "orphaned"
    assert state(tables, made(verdict="same", subject=f"{a} {a}"))[0] == "orphaned"


def test_found_again_by_its_words(tables: Tables) -> None:
    school = next(c for c in tables.claims if c.start > 10)
    anchor = Anchor(tables.documents[0].sha256, "hit the school", "Shells ", ".")
    assert state(tables, made(anchor=anchor)) == ("applied", school.claim_id)
    other_bytes = replace(anchor, sha256="f" * 64)
    assert state(tables, made(anchor=other_bytes)) == ("applied", school.claim_id)


def test_moved_text_is_followed(tables: Tables) -> None:
    longer = {**CASE, "reports": [{"id": "a", "text": "Correction. " + TEXT}]}
    moved = builder.tables(longer)
    old = next(c for c in tables.claims if c.start > 10)
    new = next(c for c in moved.claims if c.start > 22)
    anchor = Anchor(tables.documents[0].sha256, "hit the school", "Shells ", ".")
    assert old.claim_id != new.claim_id
    assert state(moved, made(subject=old.claim_id, anchor=anchor)) == ("applied", new.claim_id)


def test_words_that_are_gone_or_doubtful_orphan(tables: Tables) -> None:
    gone = Anchor(tables.documents[0].sha256, "hit the bridge", "Shells ", ".")
    assert state(tables, made(subject=tables.claims[0].claim_id, anchor=gone))[0] == "orphaned"
    twice = Anchor(tables.documents[0].sha256, "the clinic", "elsewhere ", "")
    assert state(tables, made(anchor=twice))[0] == "orphaned"


def test_applying_twice_changes_nothing(tables: Tables) -> None:
    once = decisions.apply(replace(tables, decisions=(made(), made(decision_id="d2", subject=tables.claims[0].claim_id))))
    assert decisions.apply(once) == once
    assert len(once.decisions) == 2
