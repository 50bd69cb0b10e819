"""People's judgements in a terminal: the list of them, and what one of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crosswire.store.database import Record
from crosswire.types import Decision
from crosswire.view.review.decided import contradictions
from crosswire.view.review.outcomes import sentence
from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import plural

if TYPE_CHECKING:
    from crosswire.judging import Judged


def listed(record: Record) -> Iterator[str]:
    """Every decision, orphans first, then as they were made."""
    rows = record.rows('SELECT * FROM decisions ORDER BY state DESC, "at", decision_id')
    orphans = sum(r["state"] == "orphaned" and r["withdrawn_at"] is None for r in rows)
    yield f"{plural(len(rows), 'decision')}" + (f", {orphans} orphaned: what they are about is not found in this record" if orphans else "")
    counting = {row["decision_id"]: group["decisions"][0] for group in contradictions(record) for row in group["overruled"]}
    for row in rows:
        yield from decision(row, counting.get(row["decision_id"]))


def decision(row: dict[str, Any], instead: dict[str, Any] | None = None) -> Iterator[str]:
    """One decision: its state, what was judged, by whom, on which words; ``instead``: the later one on the same thing that counts."""
    state = f"taken back {row['withdrawn_at']}" if row["withdrawn_at"] else row["state"]
    if instead and state == "applied":
        state = f"overruled by {instead['decision_id']} of {instead['by']}"
    about = f"{row['field']}{' = ' + row['said'] if row['said'] else ''}" if row["field"] else None
    given = f"-> {row['value']}" if row["value"] else None
    what = " ".join(w for w in (row["verdict"], about, given) if w)
    subject = row["subject"]
    if subject.startswith("document_"):
        subject = "two reports" if " " in subject else "a report"
    yield f"[{row['decision_id']}] {state}"
    yield wrapped(f"{what}, by {row['by']} at {row['at']}: {subject}", "    ", "  ")
    for name in ("anchor", "other"):
        if row[name]:
            yield wrapped(f"on the words “{' '.join(row[name]['exact'].split())}”", "    ", "  ")
    if row["note"]:
        yield wrapped(f"note: {row['note']}", "    ", "  ")


def what_changed(judged: Judged) -> Iterator[str]:
    """The decision as it stands, and what is different now."""
    yield f"[{judged.decision.decision_id}] {_state(judged.decision)}"
    yield wrapped(sentence(judged), "", "  ")


def _state(decision: Decision) -> str:
    if decision.withdrawn_at:
        return "taken back"
    return "applied" if decision.state == "applied" else f"kept, but {decision.state}"
