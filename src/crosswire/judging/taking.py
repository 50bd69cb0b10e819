"""Judgements that somebody made on a copy of the record, taken over into this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from crosswire.judging import Bench, wide
from crosswire.reconcile import agreements, decision_lines
from crosswire.store import decision_log
from crosswire.store.owning import own_record
from crosswire.types import Decision


class Taken(NamedTuple):
    """What was taken over, what stood here already, what was left out since somebody here judged otherwise; ``orphaned``: of those taken
    over how many are on nothing that is found here."""

    taken: tuple[Decision, ...]
    known: tuple[Decision, ...]
    left: tuple[Decision, ...]
    orphaned: int


def take(record: Path, files: Sequence[Path], *, agreed: bool) -> Taken:
    """Append the judgements of other files to the one beside ``record`` and work them in; ``agreed``: only what nobody here contradicts.

    Raises InputError where a file is not there or has a fault, and the errors of opening a record.
    """
    with own_record(record) as owned:
        log = decision_log.beside(record)
        here = decision_lines.read(log)
        stands = {d.decision_id: d for d in here}
        theirs = {d.decision_id: d for path in files for d in decision_lines.read_there(path)}
        # One that was taken back there is taken back here; one that was taken back here stays so.
        fresh = [d for i, d in theirs.items() if i not in stands or (d.withdrawn_at and not stands[i].withdrawn_at)]
        left = [d for d in fresh if agreed and not d.withdrawn_at and agreements.opposed(d, here)]
        taken = [d for d in fresh if d not in left]
        decision_log.append(log, *map(decision_lines.line, taken))
        Bench(owned, wide.BEHIND).bring_up()
        lost = {d.decision_id for d in owned.reading().some("decisions", "state = 'orphaned' AND withdrawn_at IS NULL", ())}
    orphaned = sum(d.decision_id in lost for d in taken)
    return Taken(tuple(taken), tuple(d for i, d in theirs.items() if d not in fresh), tuple(left), orphaned)
