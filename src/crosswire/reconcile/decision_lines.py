"""``decisions.jsonl``: one decision a line, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crosswire.errors import InputError
from crosswire.types import Anchor, Decision

VERDICTS = ("same", "different", "right", "wrong", "value")
REQUIRED = ("decision_id", "verdict", "subject", "by", "at")
OPTIONAL = ("value", "note", "withdrawn_at", "field", "said")


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, one JSON object a line, in its order; a file that is not there holds none.

    Raises :class:`InputError` naming the line where one is not a decision.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # no splitlines: a note may hold U+2028, as pasted from an office program
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    found = tuple(_decision(f"{path}, line {number}", line) for number, line in enumerate(lines, start=1) if line.strip())
    return _newest(found)


def read_there(path: Path) -> tuple[Decision, ...]:
    """As :func:`read`, but the file must be there."""
    if not path.is_file():
        raise InputError(f"there is no file {path}; name the decisions.jsonl that stands beside the other record")
    return read(path)


def line(decision: Decision) -> str:
    """A decision as a line of the file, without what the record says of it (its state) and what is not known."""
    row = {name: value for name, value in asdict(decision).items() if value is not None and name != "state"}
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _newest(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The file is only appended to: a later line with the same id (a withdrawal) takes the place of the earlier one."""
    return tuple({d.decision_id: d for d in decisions}.values())


def _decision(where: str, line: str) -> Decision:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: this is not JSON: {error.msg}") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: a decision is an object, not {type(row).__name__}")
    for name in (*REQUIRED, *OPTIONAL):
        value = row.get(name)
        if (name in REQUIRED and not value) or not isinstance(value, str | None):
            raise InputError(f"{where}: {name!r} must be text")
    if row["verdict"] not in VERDICTS:
        raise InputError(f"{where}: verdict {row['verdict']!r} is none of {', '.join(VERDICTS)}")
    return Decision(
        row["decision_id"], row["verdict"], row["subject"], row.get("value"), _anchor(where, row.get("anchor")), row["by"], row["at"],
        row.get("note"), row.get("withdrawn_at"), "orphaned", _anchor(where, row.get("other")), row.get("field"), row.get("said"),
    )  # fmt: skip


def _anchor(where: str, row: Any) -> Anchor | None:
    if row is None:
        return None
    if not isinstance(row, dict):
        raise InputError(f"{where}: an anchor is an object")
    parts = [row.get("sha256", row.get("document sha256")), row.get("exact"), row.get("prefix", ""), row.get("suffix", "")]
    if not all(isinstance(p, str) for p in parts) or not parts[1]:
        raise InputError(f"{where}: an anchor needs sha256 and exact, and may have prefix and suffix, all text")
    return Anchor(*parts)
