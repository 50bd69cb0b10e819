"""People's judgements: read from ``decisions.jsonl`` and put back on the record, by id or by the words they were made on.

A decision is never dropped: one whose words cannot be found again is ``orphaned``, and listed. ``subject`` is one id (a claim,
an event value, an event), or two claim ids with a space between them for ``same`` and ``different``. The anchor quotes the
words of the first; where its claim is gone, the claim that stands at those words takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from crosswire.errors import InputError
from crosswire.types import Anchor, Claim, Decision, Document, Span, Tables

VERDICTS = ("same", "different", "right", "wrong", "value")
LATER = frozenset({"value", "finding"})  # made of many words in many reports: their ids are their contents, and no claim stands for them
REQUIRED = ("decision_id", "verdict", "subject", "by", "at")
OPTIONAL = ("value", "note", "withdrawn_at")


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, one JSON object a line, in its order; a file that is not there holds none.

    Raises :class:`InputError` naming the line where one is not a decision.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    found = tuple(_decision(f"{path}, line {number}", line) for number, line in enumerate(lines, start=1) if line.strip())
    return _newest(found)


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
        row["decision_id"],
        row["verdict"],
        row["subject"],
        row.get("value"),
        _anchor(where, row.get("anchor")),
        row["by"],
        row["at"],
        row.get("note"),
        row.get("withdrawn_at"),
        "orphaned",
    )


def _anchor(where: str, row: Any) -> Anchor | None:
    if row is None:
        return None
    if not isinstance(row, dict):
        raise InputError(f"{where}: an anchor is an object")
    parts = [row.get("sha256", row.get("document sha256")), row.get("exact"), row.get("prefix", ""), row.get("suffix", "")]
    if not all(isinstance(p, str) for p in parts) or not parts[1]:
        raise InputError(f"{where}: an anchor needs sha256 and exact, and may have prefix and suffix, all text")
    return Anchor(*parts)


def apply(tables: Tables) -> Tables:
    """Put every decision on the record anew: its state, and its subject's ids where they have changed. Nothing is dropped.

    May be called at any stage and any number of times: decisions on claims find their subject at once, those on events when claims
    are joined, those on values and findings when these are there; until then they are ``orphaned`` and keep their subject.
    """
    ids = _known_ids(tables)
    claims = {c.claim_id: c for c in tables.claims}
    placed = (_place(decision, ids, claims, tables) for decision in tables.decisions)
    return replace(tables, decisions=tuple(sorted(placed, key=lambda d: (d.at, d.decision_id))))


def _known_ids(tables: Tables) -> frozenset[str]:
    claims = {c.claim_id for c in tables.claims} | {c.event_id for c in tables.claims if c.event_id}
    later = {v.value_id for v in tables.event_values} | {e.event_id for e in tables.events} | {f.finding_id for f in tables.findings}
    return frozenset(
        claims
        | later
        | {q.quote_id for q in tables.quotes}
        | {q.quantity_id for q in tables.quantities}
        | {a.actor_id for a in tables.actors}
    )


def _place(decision: Decision, ids: frozenset[str], claims: dict[str, Claim], tables: Tables) -> Decision:
    subjects = decision.subject.split()
    if decision.anchor is not None and subjects and subjects[0].split("_")[0] not in LATER:
        spot = find(decision.anchor, tables.documents)
        if spot is None:
            return replace(decision, state="orphaned")
        found = _again(subjects[0], spot, ids, claims)
        subjects = [found, *subjects[1:]] if found else []
    known = bool(subjects) and all(s in ids for s in subjects)
    if decision.verdict in ("same", "different"):
        known = known and len(set(subjects)) == 2
    return replace(decision, subject=" ".join(subjects) if known else decision.subject, state="applied" if known else "orphaned")


def _again(subject: str, spot: tuple[str, Span], ids: frozenset[str], claims: dict[str, Claim]) -> str | None:
    """The subject, where it still stands at the anchored words; else the claim that stands there, or the event that is told there."""
    held = claims.get(subject)
    if subject in ids and not (held and not (held.document_id == spot[0] and Span(held.start, held.end).overlaps(spot[1]))):
        return subject
    found = _claim_at(spot, claims)
    return claims[found].event_id if found and subject.startswith("event_") else found


def find(anchor: Anchor, documents: Iterable[Document]) -> tuple[str, Span] | None:
    """(document_id, span) of the anchored words: in the report with that sha256, else in the one report that has them in that setting."""
    rows = sorted(documents, key=lambda d: d.document_id)
    own = [d for d in rows if d.sha256 == anchor.sha256]
    for pool in (own, rows):
        spots = [(d.document_id, span) for d in pool for span in _spans(anchor, d.text)]
        if len(spots) == 1 or (spots and pool is own):
            return spots[0]
    return None


def _spans(anchor: Anchor, text: str) -> list[Span]:
    """Where the words stand with their surroundings; where the surroundings fit nowhere, where the words stand once."""
    at, spots = text.find(anchor.exact), []
    while at >= 0:
        spots.append(Span(at, at + len(anchor.exact)))
        at = text.find(anchor.exact, at + 1)
    fitting = [s for s in spots if text[: s.start].endswith(anchor.prefix) and text[s.end :].startswith(anchor.suffix)]
    return fitting or (spots if len(spots) == 1 else [])


def _claim_at(spot: tuple[str, Span], claims: dict[str, Claim]) -> str | None:
    """The claim that shares the most characters with a span."""
    document_id, span = spot
    shared = {
        c.claim_id: min(c.end, span.end) - max(c.start, span.start)
        for c in claims.values()
        if c.document_id == document_id and Span(c.start, c.end).overlaps(span)
    }
    return min(shared, key=lambda i: (-shared[i], claims[i].end - claims[i].start, i)) if shared else None
