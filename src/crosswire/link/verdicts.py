"""What people judged of pairs: which two claims, entities or reports are one happening, one actor, one affair, or not.

A decision names a claim or an entity by its id, a report by :func:`report_key`; :mod:`crosswire.reconcile.decisions` has found them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from crosswire.types import Decision, Reason, make_id

Pair = tuple[str, str]
Kind = Literal["claim", "entity", "document"]
ONE = {"claim": "one event", "entity": "one actor", "document": "one story"}
TWO = {"claim": "two events", "entity": "two actors", "document": "two stories"}


def report_key(document_id: str) -> str:
    """How a decision names a report: users' own ids may hold spaces, this does not."""
    return make_id("document", document_id)


def pairs(decisions: Iterable[Decision], kind: Kind) -> dict[Pair, Decision]:
    """Pairs (smaller id first) of one kind that a person has judged ``same`` or ``different``; the latest judgement of a pair counts.

    Those that are withdrawn, or whose subjects are not in the record, are left out.
    """
    found: dict[Pair, Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.decision_id)):
        ids = sorted(decision.subject.split())
        judged = decision.verdict in ("same", "different") and decision.state == "applied" and decision.withdrawn_at is None
        if judged and len(ids) == 2 and all(i.startswith(f"{kind}_") for i in ids):
            found[ids[0], ids[1]] = decision
    return found


def reason(decision: Decision, kind: Kind) -> Reason:
    """Why a judged pair was joined or kept apart."""
    same = decision.verdict == "same"
    return Reason("decision", 10.0 if same else -10.0, f"{decision.by} decided that they are {ONE[kind] if same else TWO[kind]}")
