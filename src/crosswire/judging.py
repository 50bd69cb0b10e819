"""People judge a record: the judgement is written down beside it, and the record made anew from what was read of the reports."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from crosswire import pipeline
from crosswire.errors import UsageError
from crosswire.reconcile import decision_lines, judgements
from crosswire.reconcile.judgements import Ask
from crosswire.store import database, decision_log
from crosswire.types import Decision, Extraction, Tables


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement came to: the decision as it stands on the record, and the record before and after."""

    decision: Decision
    before: Tables
    after: Tables


def decide(record: Path, ask: Ask) -> Judged:
    """Append a judgement and apply it. Raises UsageError where it makes no sense of the record, and the errors of opening one."""
    before, meta = _open(record)
    return _write(record, before, meta, judgements.make(before, ask))


def undo(record: Path, decision_id: str, *, at: str) -> Judged:
    """Take a decision back by a further line. Raises UsageError where there is none with that id, or it was taken back before."""
    before, meta = _open(record)
    known = {d.decision_id: d for d in decision_lines.read(decision_log.beside(record))}
    decision = known.get(decision_id)
    if decision is None:
        raise UsageError(f"There is no decision {decision_id} in {decision_log.beside(record)}.")
    if decision.withdrawn_at is not None:
        raise UsageError(f"{decision_id} was taken back before, at {decision.withdrawn_at}.")
    return _write(record, before, meta, replace(decision, withdrawn_at=at))


def _open(record: Path) -> tuple[Tables, dict[str, str]]:
    with database.open_record(record) as opened:
        return database.read_tables(opened)


def _write(record: Path, before: Tables, meta: dict[str, str], decision: Decision) -> Judged:
    database.check_target(record)
    log = decision_log.beside(record)
    kept = decision_lines.read(log)  # a file with a fault is named before anything is added to it
    decision_log.append(log, decision_lines.line(decision))
    given = {**{d.decision_id: d for d in kept}, decision.decision_id: decision}
    after = pipeline.relate(replace(as_read(before), decisions=tuple(given.values())))
    database.write_record(record, after, meta)
    return Judged(next(d for d in after.decisions if d.decision_id == decision.decision_id), before, after)


def as_read(tables: Tables) -> Tables:
    """The tables as they were when the reports had been read, before anything was linked."""
    kept = {f.name: getattr(tables, f.name) for f in fields(Extraction) if f.name != "document"}
    return Tables(
        **{
            **kept,
            "documents": tables.documents,
            "rejects": tables.rejects,
            "quotes": tuple(replace(q, speaker_id=None) for q in tables.quotes),
            "claims": tuple(replace(c, actor_id=None, target_id=None, origin_id=None, event_id=None) for c in tables.claims),
        }
    )
