"""Findings on what an outlet took back: its words, and the words that take them back (of the kind ``update``)."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.wording import finding, outlets, quoted
from crosswire.types import Claim, Event, Finding, FoundValue


def find(event: Event, claims: Sequence[Claim], shelf: Shelf) -> list[Finding]:
    """One finding for every passage that takes back claims of the event."""
    taken: dict[tuple[str, int, int], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.document_id, c.start, c.claim_id)):
        if claim.claim_id in shelf.taken_back:
            taken.setdefault(shelf.taken_back[claim.claim_id], []).append(claim)
    return [_finding(event, spot, rows, shelf) for spot, rows in sorted(taken.items())]


def _finding(event: Event, spot: tuple[str, int, int], claims: Sequence[Claim], shelf: Shelf) -> Finding:
    documents = shelf.documents
    told = next((c for c in claims if c.document_id == spot[0]), claims[0])
    words = quoted(documents[told.document_id].text[told.start : told.end])
    back = quoted(documents[spot[0]].text[spot[1] : spot[2]])
    values = (
        FoundValue(
            words,
            tuple(sorted({c.document_id for c in claims})),
            tuple(sorted(c.claim_id for c in claims)),
            tuple(sorted((c.document_id, c.start, c.end) for c in claims)),
        ),
        FoundValue("taken back", (spot[0],), (), (spot,)),
    )
    return finding("update", event.event_id, "status", values, f"{outlets([spot[0]], documents)} took back {words}: {back}.")
