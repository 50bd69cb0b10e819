"""What a reader should look at: conflicts, sums, updates and names, each one plain sentence with both sides' words.

One module makes each kind: :mod:`conflicts` (and updates) from the values of an event, :mod:`victims` (fighters or fishermen),
:mod:`speakers` (one statement, two speakers), :mod:`denials` (a report and who denies it), :mod:`arithmetic` (sums inside a
report), :mod:`namings`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from crosswire.reconcile import arithmetic, conflicts, denials, fields, judged, namings, speakers, victims
from crosswire.types import Claim, Finding, Tables


def find(tables: Tables) -> Tables:
    """Fill ``findings`` from events, claims, quotes, quantities and namings; what a person judged wrong no longer counts."""
    told = _counting(tables)
    shelf = fields.shelve(told)
    members: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(told.claims, key=lambda c: c.claim_id):
        if claim.event_id:
            members[claim.event_id].append(claim)
    found: list[Finding] = []
    for event in sorted(tables.events, key=lambda e: e.event_id):
        found += conflicts.find(event, members[event.event_id], shelf)
        found += victims.find(event, members[event.event_id], shelf)
    for kind in (speakers, denials, arithmetic, namings):
        found += kind.find(told)
    unique = {f.finding_id: f for f in found}
    return replace(tables, findings=tuple(unique[i] for i in sorted(unique)))


def _counting(tables: Tables) -> Tables:
    """The tables without the claims, amounts and quotes that are judged wrong."""
    wrong = judged.read(tables.decisions).wrong
    return replace(
        tables,
        claims=tuple(c for c in tables.claims if c.claim_id not in wrong),
        quantities=tuple(q for q in tables.quantities if q.quantity_id not in wrong),
        quotes=tuple(q for q in tables.quotes if q.quote_id not in wrong),
    )
