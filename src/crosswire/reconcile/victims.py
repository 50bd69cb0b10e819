"""Who the victims were: one report counts fighters, another the same dead as fishermen (a conflict of the field ``what``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.numbers import HARM, head, singular
from crosswire.reconcile.wording import finding, listed, outlets
from crosswire.types import Claim, Event, Finding, FoundValue
from crosswire.wordlists import words_of

KINDS = ("armed", "civilian")
Naming = tuple[str, Claim, tuple[str, int, int]]  # the word, the claim, where it stands


def find(event: Event, claims: Sequence[Claim], shelf: Shelf) -> list[Finding]:
    """A finding where some reports name only armed people as the victims of an attack, and others only civilians."""
    if event.type != "ASSAULT":
        return []
    named: dict[str, dict[str, list[Naming]]] = {}
    for claim in sorted(claims, key=lambda c: (c.document_id, c.start, c.claim_id)):
        if claim.status != "denied":
            for word, spot in victims_of(claim, shelf):
                for kind in KINDS:
                    if word in words_of("victims.toml", kind):
                        named.setdefault(claim.document_id, {}).setdefault(kind, []).append((word, claim, spot))
    only = {kind: [n for found in named.values() if set(found) == {kind} for n in found[kind]] for kind in KINDS}
    origins = [{n[1].origin_id or n[1].document_id for n in only[kind]} for kind in KINDS]
    if not only["armed"] or not only["civilian"] or origins[0] & origins[1]:
        return []
    values = tuple(_side(only[kind]) for kind in KINDS)
    told = " and ".join(f"{outlets(v.documents, shelf.documents)} name {v.value}" for v in values)
    return [finding("conflict", event.event_id, "what", values, f"Reports do not agree on who the victims were: {told}.")]


def victims_of(claim: Claim, shelf: Shelf) -> list[tuple[str, tuple[str, int, int]]]:
    """The head nouns (singular) of those whom a claim counts as harmed, and of its target where that is described."""
    text = shelf.documents[claim.document_id].text
    found = []
    for quantity in shelf.quantities.get(claim.claim_id, ()):
        if quantity.role in HARM and quantity.best != 0:
            span = (quantity.document_id, quantity.start, quantity.end)
            found.append((singular(head(quantity)), span))
            # "four of them drivers", "12 people, among them imams and women": the words right behind the number
            found += [(singular(w.lower()), span) for w in re.findall(r"[a-z-]+", _behind(text, quantity.end, claim.end))]
    actor = shelf.actors.get(claim.target_id or "")
    if actor and found == [] and claim.mode != "destroy":
        found.append((singular(actor.name.lower().split()[-1]), (claim.document_id, claim.start, claim.end)))
    return found


def _behind(text: str, start: int, end: int) -> str:
    """The words that go on a count inside its clause, up to the next stop."""
    return re.split(r"[.;:]", text[start : min(end, start + 60)])[0]


def _side(named: Sequence[Naming]) -> FoundValue:
    words = sorted({n[0] for n in named})
    value = listed([_plural(w) for w in words[:4]])
    spans = tuple(sorted({n[2] for n in named}))
    return FoundValue(value, tuple(sorted({n[1].document_id for n in named})), tuple(sorted({n[1].claim_id for n in named})), spans)


PLURALS: Mapping[str, str] = {
    "child": "children",
    "woman": "women",
    "family": "families",
    "baby": "babies",
    "spy": "spies",
    "mercenary": "mercenaries",
}


def _plural(word: str) -> str:
    return PLURALS.get(word) or (f"{word[:-3]}men" if word.endswith("man") else f"{word}s")
