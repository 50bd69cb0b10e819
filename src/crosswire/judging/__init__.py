"""People judge a record: the judgement is written down beside it first, then worked in, at once where that can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from crosswire import pipeline
from crosswire.errors import UsageError
from crosswire.judging import excerpts, meant, narrow, wide
from crosswire.judging.keeping import Keeping
from crosswire.reconcile import decision_lines, judgements
from crosswire.reconcile.judgements import Ask
from crosswire.store import decision_log
from crosswire.store.database import Record, read_tables
from crosswire.store.owning import Draft, Owned, own_record
from crosswire.store.reading import as_read
from crosswire.types import Decision, Tables

__all__ = ["Bench", "Judged", "as_read", "decide", "undo"]

HASTE = 1.0  # seconds that a record is open before all of it is read: whoever opens it wants a page first
COUNTED = ("events", "event_values", "actors", "stories", "findings")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement came to.

    ``before`` and ``after`` are ids of the events that it concerns. ``counts``: how many rows of a table there were and are, and how many
    of these are new or not as they were; of the stories concerned, or (``whole``) of the record. ``waits`` for what, if it does: for a
    process that works it in, or for the next build.
    """

    decision: Decision
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    counts: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    whole: bool = False
    waits: Literal["process", "build"] | None = None


class Bench:
    """An open record and what is kept beside it from one judgement to the next.

    ``at_once``: of so many reports all is related anew while a person waits, where a judgement on actors or stories asks for it.
    """

    def __init__(self, owned: Owned, at_once: int = wide.AT_ONCE) -> None:
        self.owned, self._at_once = owned, at_once
        self._keeping = Keeping()
        self._behind = wide.Behind(owned, self._log, self._after_all, self._warm)

    @property
    def working(self) -> bool:
        """Whether the record is being related anew by a process of its own."""
        return self._behind.working

    def warm(self) -> None:
        """Have what the first judgement needs read, in a thread of its own, so that nobody waits for that."""
        self._behind.start("warming", self._warm)

    def end(self) -> None:
        """Nothing more is worked in; what waits is in the file, and is worked in when the record is opened again."""
        self._behind.end()

    def _warm(self) -> None:
        if self._behind.ended.wait(HASTE):
            return
        keeping, record = self._keeping, self.owned.reading()
        if self._reports(record) > wide.BEHIND:
            return  # so much to read would keep pages waiting, and a stop; the first judgement reads it
        ground = keeping.ground(record)
        if not ground.kept:
            with self.owned.changing() as draft:
                excerpts.keep(draft, ground)
        for read in (keeping.memory, lambda of: keeping.pairs(of, ())):
            if not self._behind.ended.is_set():
                read(record)

    def _log(self) -> tuple[Decision, ...]:
        return decision_lines.read(decision_log.beside(self.owned.path))

    def decide(self, ask: Ask) -> Judged:
        """Append a judgement and work it in; the beginning of an id stands for it. Raises UsageError where it makes no sense of the record,
        InputError where several ids begin so."""
        with self.owned.changing() as draft:
            ask = meant.ask(draft, ask)
            part = excerpts.load(draft, excerpts.around(draft, excerpts.homes(draft, ask.words)))
            return self._add(draft, [judgements.make(part, ask)])

    def undo(self, decision_id: str, *, at: str) -> Judged:
        """Take a decision back by a further line. Raises UsageError where there is none, or it was taken back before."""
        with self.owned.changing() as draft:
            return self._add(draft, [replace(self._standing(draft, decision_id), withdrawn_at=at)])

    def note(self, decision_id: str, note: str | None) -> Judged:
        """Put a note to a decision by a further line of its id, or take it away. Raises UsageError as ``undo``."""
        with self.owned.changing() as draft:
            return self._add(draft, [replace(self._standing(draft, decision_id), note=note or None)])

    def edit(self, decision_id: str, ask: Ask) -> Judged:
        """Judge the same thing otherwise: the decision is taken back and another one appended. ``ask.words`` may hold a value."""
        with self.owned.changing() as draft:
            old = self._standing(draft, decision_id)
            return self._add(draft, [judgements.otherwise(old, ask), replace(old, withdrawn_at=ask.at)])

    def bring_up(self) -> None:
        """Work in what stands in the file and not in the record: a process was killed between the two, or somebody added lines."""
        record = self.owned.reading()
        if _pending(self._log(), _rows(record)):
            with self.owned.changing() as draft:
                self._finish(draft)
        waiting = record.rows("SELECT 1 AS one FROM decisions WHERE state = 'waiting' LIMIT 1")
        if waiting and self._reports(record) <= wide.BEHIND:
            self._behind.want()

    def _finish(self, draft: Draft) -> None:
        log = self._log()
        if _pending(log, _rows(draft)):
            self._work_in(draft, log)

    def _after_all(self, draft: Draft) -> None:
        """Work in what was decided while the record was related anew."""
        self._keeping = Keeping()
        self._finish(draft)

    def _reports(self, record: Record) -> int:
        return int(record.rows("SELECT count(*) AS n FROM documents")[0]["n"])

    def _standing(self, draft: Draft, decision_id: str) -> Decision:
        log = decision_log.beside(draft.path)
        known = {d.decision_id: d for d in decision_lines.read(log)}
        decision = known.get(meant.only(decision_id, known))
        if decision is None:
            raise UsageError(f"There is no decision {decision_id} in {log.name}.")
        if decision.withdrawn_at is not None:
            raise UsageError(f"{decision.decision_id} was taken back before, at {decision.withdrawn_at}.")
        return decision

    def _add(self, draft: Draft, decisions: Sequence[Decision]) -> Judged:
        path = decision_log.beside(draft.path)
        kept = decision_lines.read(path)  # a file with a fault is named before anything is added to it
        decision_log.append(path, *map(decision_lines.line, decisions))
        log = {**{d.decision_id: d for d in kept}, **{d.decision_id: d for d in decisions}}
        judged = None
        try:
            judged = self._work_in(draft, list(log.values()))
        finally:
            if judged is None:  # a line that cannot be worked in must not stand in the way of every later one
                decision_log.append(path, *(decision_lines.line(replace(d, withdrawn_at=d.at)) for d in decisions if not d.withdrawn_at))
        return replace(judged, decision=_rows(draft)[decisions[0].decision_id])

    def _work_in(self, draft: Draft, log: Sequence[Decision]) -> Judged:
        """Make the record what the decisions of the file make of it, as far as that can be done at once."""
        rows = _rows(draft)
        pending = _pending(log, rows)
        broad = [d for d in pending if wide.is_wide(d) and not _only_noted(d, rows)]
        if broad and self._reports(draft) <= self._at_once:
            return self._all_anew(draft, log, pending[0])
        draft.delete("decisions", broad)
        draft.insert("decisions", [_put_off(d, rows.get(d.decision_id)) for d in broad])
        judged = Judged(pending[0])
        if broad:
            behind = self._reports(draft) <= wide.BEHIND
            judged = replace(judged, waits="process" if behind else "build")
            if behind:
                self._behind.want()
        noted = [d for d in pending if _only_noted(d, rows)]
        draft.delete("decisions", noted)
        draft.insert("decisions", [replace(rows[d.decision_id], note=d.note) for d in noted])
        done = {d.decision_id for d in (*broad, *noted)}
        near = [d for d in pending if d.decision_id not in done]
        return self._narrowly(draft, log, near, rows) if near else judged

    def _narrowly(self, draft: Draft, log: Sequence[Decision], pending: Sequence[Decision], rows: Mapping[str, Decision]) -> Judged:
        anchored = [key for d in pending for key in (*d.subject.split(), *rows.get(d.decision_id, d).subject.split())]
        touched = excerpts.homes(draft, anchored).union(*(self._keeping.homes(draft, d) for d in pending))
        given, known = ([d for d in some if not wide.is_wide(d)] for some in (log, rows.values()))
        related = narrow.relate(draft, self._keeping, touched, given, known)
        excerpts.keep(draft, self._keeping.ground(draft))
        wide.bury(draft, related.before, related.after, pending[0].withdrawn_at or pending[0].at)
        return Judged(pending[0], *_events(related, pending), _counts(related.before, related.after))

    def _all_anew(self, draft: Draft, log: Sequence[Decision], first: Decision) -> Judged:
        before, _ = read_tables(draft)
        after = pipeline.relate(replace(as_read(before), decisions=tuple(log)))
        wide.write(draft, before, after)
        wide.bury(draft, before, after, first.withdrawn_at or first.at)
        self._keeping = Keeping()
        return Judged(first, counts=_counts(before, after), whole=True)


def decide(record: Path, ask: Ask) -> Judged:
    """Append a judgement on a record and work it in. Raises UsageError where it makes no sense of it, and the errors of opening one."""
    with own_record(record) as owned:
        return Bench(owned, wide.BEHIND).decide(ask)


def undo(record: Path, decision_id: str, *, at: str) -> Judged:
    """Take a decision on a record back. Raises UsageError where there is none with that id, or it was taken back before."""
    with own_record(record) as owned:
        return Bench(owned, wide.BEHIND).undo(decision_id, at=at)


def _rows(record: Record) -> dict[str, Decision]:
    return {d.decision_id: d for d in record.some("decisions", "true", ())}


def _pending(log: Iterable[Decision], rows: Mapping[str, Decision]) -> list[Decision]:
    """The decisions of the file that are not in the record as they stand there, and those of the record that are no longer in the file."""
    known = {d.decision_id: d for d in log}
    fresh = [d for i, d in known.items() if i not in rows or _given(rows[i]) != _given(d)]
    return fresh + [d for i, d in rows.items() if i not in known]


def _given(decision: Decision) -> Decision:
    """A decision without what the record says of it."""
    return replace(decision, subject="", state="orphaned")


def _only_noted(decision: Decision, rows: Mapping[str, Decision]) -> bool:
    """Whether a decision is in the record but for its note."""
    row = rows.get(decision.decision_id)
    return row is not None and row.note != decision.note and _given(replace(row, note=decision.note)) == _given(decision)


def _put_off(decision: Decision, row: Decision | None) -> Decision:
    """A judgement that is to be worked in later; of one that was never worked in, its being taken back leaves nothing to do."""
    never = decision.withdrawn_at is not None and (row is None or row.state == "waiting")
    return replace(decision, state="applied" if never else "waiting")


def _events(related: narrow.Related, pending: Sequence[Decision]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The events that decisions concern: those that were, and those that their claims are in now."""
    subjects = {
        s for d in (*pending, *related.before.decisions) if d.decision_id in {p.decision_id for p in pending} for s in d.subject.split()
    }
    subjects |= {s for d in related.after.decisions if d.decision_id in {p.decision_id for p in pending} for s in d.subject.split()}
    here = related.before
    events = {c.event_id for c in here.claims if {c.claim_id, c.event_id, c.quote_id} & subjects}
    events |= {v.event_id for v in here.event_values if v.value_id in subjects} | {
        f.event_id for f in here.findings if f.finding_id in subjects
    }
    claims_of = {q.claim_id for q in here.quantities if q.quantity_id in subjects}
    events |= {c.event_id for c in here.claims if c.claim_id in claims_of}
    claims = {c.claim_id for c in here.claims if c.event_id in events}
    after = {c.event_id for c in related.after.claims if c.claim_id in claims}
    return tuple(sorted(e for e in events if e)), tuple(sorted(e for e in after if e))


def _counts(before: Tables, after: Tables) -> dict[str, tuple[int, int, int]]:
    found = {}
    for name in COUNTED:
        old, new = set(map(repr, getattr(before, name))), set(map(repr, getattr(after, name)))
        found[name] = (len(old), len(new), max(len(old - new), len(new - old)))
    return found
