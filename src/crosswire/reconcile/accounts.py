"""Two accounts of what happened: an accident in the one, an attack in the other (a conflict of the field ``what``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crosswire.reconcile.agreement import particulars
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.wording import finding, listed, outlets
from crosswire.types import HARMFUL, Claim, Event, Finding, FoundValue
from crosswire.wordlists import words_of

KINDS = ("attack", "accident")
Cause = tuple[str, Claim, tuple[str, int, int]]  # the words, the claim, where they stand


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = sorted(words_of("causes.toml", kind), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in words)})\b", re.IGNORECASE)


def find(event: Event, claims: Sequence[Claim], shelf: Shelf) -> list[Finding]:
    """A finding where some tell the harm as an attack and others, of the same day and place, as an accident."""
    if event.type not in HARMFUL:
        return []
    told = [c for c in claims if c.status in ("happened", "ongoing", "possible") and c.claim_id not in shelf.taken_back]
    causes: dict[str, list[Cause]] = {kind: [] for kind in KINDS}
    for claim in sorted(told, key=lambda c: (c.document_id, c.start, c.claim_id)):
        found = cause_of(claim, shelf)
        if found is not None:
            causes[found[0]].append((found[1], claim, found[2]))
    pairs = [(a, b) for a in causes["attack"] for b in causes["accident"] if _at_odds(a[1], b[1], shelf)]
    if not pairs:
        return []
    values = (_side([a for a, _ in pairs]), _side([b for _, b in pairs]))
    told_by = " and ".join(f"{outlets(v.documents, shelf.documents)} tell of {v.value}" for v in values)
    return [finding("conflict", event.event_id, "what", values, f"Reports do not agree on what happened: {told_by}.")]


def cause_of(claim: Claim, shelf: Shelf) -> tuple[str, str, tuple[str, int, int]] | None:
    """(kind, words, where) of the cause that a clause gives; None where it gives none, or both."""
    text = shelf.documents[claim.document_id].text
    found = {kind: match for kind in KINDS if (match := _pattern(kind).search(text, claim.start, claim.end))}
    if len(found) != 1:
        return None
    kind, match = next(iter(found.items()))
    return kind, " ".join(match[0].lower().split()), (claim.document_id, match.start(), match.end())


def _at_odds(a: Claim, b: Claim, shelf: Shelf) -> bool:
    """Whether two claims of different origin have the place or the day in common."""
    found = particulars(a, b, shelf)
    return (a.origin_id or a.document_id) != (b.origin_id or b.document_id) and bool(found and found & {"place", "time"})


def _side(causes: Sequence[Cause]) -> FoundValue:
    words = sorted({c[0] for c in causes})
    documents = tuple(sorted({c[1].document_id for c in causes}))
    return FoundValue(listed(words[:3]), documents, tuple(sorted({c[1].claim_id for c in causes})), tuple(sorted({c[2] for c in causes})))
