"""What a reader should look at: conflicts, sums, updates and names, each one plain sentence with both sides' words.

One module makes each kind: :mod:`conflicts` (and updates) from the values of an event, :mod:`victims` (fighters or fishermen),
:mod:`speakers` (one statement, two speakers), :mod:`denials` (a report and who denies it), :mod:`arithmetic` (sums inside a
report), :mod:`namings`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from crosswire.reconcile import (
    accounts,
    across,
    arithmetic,
    bases,
    conflicts,
    denials,
    fields,
    judged,
    namings,
    quiet,
    speakers,
    victims,
    withdrawals,
)
from crosswire.reconcile.current_reports import of_current
from crosswire.reconcile.judged import Judged
from crosswire.types import Claim, Excerpt, Finding, Tables

NEAR = (denials, arithmetic, bases)  # kinds of finding on the reports of one story
FAR = (speakers, namings)  # on reports of any stories; an excerpt has not the others' rows, so it has none of these findings


def find(tables: Tables) -> Tables:
    """Fill ``findings`` from events, claims, quotes, quantities and namings; what was withdrawn or judged wrong does not count."""
    verdicts = judged.read(tables.decisions)
    told = _counting(of_current(tables), verdicts)
    shelf = fields.shelve(told)
    members: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(told.claims, key=lambda c: c.claim_id):
        if claim.event_id:
            members[claim.event_id].append(claim)
    found: list[Finding] = []
    for event in sorted(tables.events, key=lambda e: e.event_id):
        found += conflicts.find(event, members[event.event_id], shelf, verdicts)
        found += victims.find(event, members[event.event_id], shelf)
        found += withdrawals.find(event, members[event.event_id], shelf)
        found += accounts.find(event, members[event.event_id], shelf)
    found += across.find(told, members, shelf, verdicts)
    found += quiet.find(told, shelf)
    for kind in NEAR if isinstance(tables, Excerpt) else (*NEAR, *FAR):
        found += kind.find(told)
    unique = {f.finding_id: f for f in found if not decided(f, verdicts)}
    return replace(tables, findings=tuple(unique[i] for i in sorted(unique)))


def decided(finding: Finding, verdicts: Judged) -> bool:
    """Whether a person decided what the finding leaves open."""
    return (
        finding.kind == "conflict"
        and bool(finding.event_id)
        and verdicts.choice(finding.event_id or "", finding.field, (v.value for v in finding.values)) is not None
    )


def _counting(tables: Tables, verdicts: Judged) -> Tables:
    """The tables without the claims, amounts and quotes that are judged wrong."""
    wrong = verdicts.wrong
    if isinstance(tables, Excerpt):
        tables = replace(tables, opposed=tables.opposed_rightly)
    return replace(
        tables,
        claims=tuple(c for c in tables.claims if c.claim_id not in wrong),
        victims=tuple(v for v in tables.victims if v.claim_id not in wrong),
        quantities=tuple(q for q in tables.quantities if q.quantity_id not in wrong),
        quotes=tuple(q for q in tables.quotes if q.quote_id not in wrong),
    )
