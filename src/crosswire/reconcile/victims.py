"""Who the victims were: one report counts fighters, another the same dead as fishermen (a conflict of the field ``what``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from crosswire.reconcile.agreement import particulars
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.nouns import STATE, head, singular
from crosswire.reconcile.numbers import HARM
from crosswire.reconcile.wording import finding, listed, outlets
from crosswire.types import Claim, Event, Finding, FoundValue
from crosswire.wordlists import words_of

KINDS = ("armed", "civilian")
BEHIND = 400  # characters behind the last claim on the deed in which a sentence still speaks of its victims
Naming = tuple[str, Claim, tuple[str, int, int]]  # the word, the claim, where it stands
PARTLY = re.compile(r"\b(?:among (?:them|whom|those)|including|includes?|of (?:them|whom|the))\b", re.IGNORECASE)

THEM = (
    r"(?:they|the (?:dead|victims|men|women|bodies|people)|those (?:killed|who died|hit)|(?:all|most|both|some) of (?:them|the dead)"
    r"|the (?:\w+ )?killed)"
)
MOSTLY = r"(?:all|both|most|the (?:great |vast )?majority)"
# Who says who they were. Source: own list, forms in which news gives two descriptions of the same people.
CALLED = re.compile(
    rf"\b(?:call\w*|describ\w+|label\w*|brand\w*) (?:them|{THEM}) (?:as )?(?:\w+ )?[\"“'‘]?(?P<called>[a-z-]+)"
    rf"|\b{THEM} (?:were|had been|are) (?!not\b)(?:all |only |mostly |merely |just )?(?:[\w-]+ )??(?P<were>[a-z-]+)\b"
    rf"|\b{MOSTLY} of them (?:[\w-]+ )??(?P<most>[a-z-]+s|[a-z-]+men)\b",
    re.IGNORECASE,
)
MOST_OF = re.compile(rf"\b{MOSTLY} of (?:them|whom)\b", re.IGNORECASE)
NONE_OF = re.compile(
    r"\b(?:no|not (?:one|a single)) (?P<none>[a-z-]+)s? (?:was|were|is|are|had been|has been) (?:among|killed|hurt|hit|harmed|injured)\b",
    re.IGNORECASE,
)


def find(event: Event, claims: Sequence[Claim], shelf: Shelf) -> list[Finding]:
    """A finding where some reports name only armed people as the victims of an attack, and others only civilians."""
    if event.type != "ASSAULT":
        return []
    told = sorted((c for c in claims if c.claim_id not in shelf.taken_back), key=lambda c: (c.document_id, c.start, c.claim_id))
    named: dict[str, dict[str, list[Naming]]] = {}
    both: list[tuple[str, Naming]] = []
    for kind, naming in [*_counted(told, shelf), *(said := list(_described(told, shelf)))]:
        named.setdefault(naming[1].document_id, {}).setdefault(kind, []).append(naming)
    for document_id in sorted({n[1].document_id for _, n in said}):  # one report that hands on both descriptions
        kinds = {kind for kind, n in said if n[1].document_id == document_id}
        both += [(kind, n) for kind, n in said if n[1].document_id == document_id and len(kinds) > 1]
    only = {kind: [n for found in named.values() if set(found) == {kind} for n in found[kind]] for kind in KINDS}
    armed, civilian = _contradicting(only["armed"], only["civilian"], shelf)
    armed, civilian = armed + [n for kind, n in both if kind == "armed"], civilian + [n for kind, n in both if kind == "civilian"]
    if both:  # the dispute is told of: who takes only the one side belongs to it
        told_with = [n[1] for _, n in both]
        armed += [n for n in only["armed"] if any(particulars(n[1], c, shelf) for c in told_with)]
        civilian += [n for n in only["civilian"] if any(particulars(n[1], c, shelf) for c in told_with)]
    if not armed or not civilian:
        return []
    values = (_side(armed), _side(civilian))
    words = " and ".join(f"{outlets(v.documents, shelf.documents)} name {v.value}" for v in values)
    return [finding("conflict", event.event_id, "what", values, f"Reports do not agree on who the victims were: {words}.")]


def _contradicting(armed: Sequence[Naming], civilian: Sequence[Naming], shelf: Shelf) -> tuple[list[Naming], list[Naming]]:
    """The namings of each kind whose claim is of one deed with a claim of the other kind, from another origin."""
    pairs = [
        (a, b)
        for a in armed
        for b in civilian
        if (a[1].origin_id or a[1].document_id) != (b[1].origin_id or b[1].document_id)
        and (a[0].startswith("no ") or not (_partly(a, shelf) or _partly(b, shelf)))
        and len(particulars(a[1], b[1], shelf) or ()) > 1
    ]
    return [a for a in armed if any(a is x for x, _ in pairs)], [b for b in civilian if any(b is y for _, y in pairs)]


def _partly(naming: Naming, shelf: Shelf) -> bool:
    """Whether a word names only some of the victims ("seven people, among them three women"; "six of the dead were children")."""
    document_id, start, end = naming[2]
    text = shelf.documents[document_id].text
    before = text[max(start - 25, 0) : start]
    return not MOST_OF.search(before) and bool(PARTLY.search(before) or PARTLY.search(text[start : end + 25]))


def _kind(word: str) -> str | None:
    return next((kind for kind in KINDS if word in words_of("victims.toml", kind)), None)


def _counted(claims: Sequence[Claim], shelf: Shelf) -> Iterator[tuple[str, Naming]]:
    """What the claims call those whom they count as harmed; who counts no civilian among them names armed people."""
    for claim in claims:
        if claim.status != "denied":
            for word, spot in victims_of(claim, shelf):
                kind = _kind(word)
                if kind and word not in STATE:  # two soldiers and five drivers are two groups, not two accounts of one
                    yield kind, (word, claim, spot)
        for quantity in shelf.quantities.get(claim.claim_id, ()):
            if quantity.best == 0 and quantity.role in HARM and _kind(singular(head(quantity))) == "civilian":
                yield "armed", (f"no {singular(head(quantity))}", claim, (quantity.document_id, quantity.start, quantity.end))


def _described(claims: Sequence[Claim], shelf: Shelf) -> Iterator[tuple[str, Naming]]:
    """What the sentences behind a claim say that the victims were, or that none of them was."""
    for document_id in sorted({c.document_id for c in claims}):
        text = shelf.documents[document_id].text
        own = [c for c in claims if c.document_id == document_id and c.status != "denied"]
        for match in [*CALLED.finditer(text), *NONE_OF.finditer(text)]:
            groups = match.groupdict()
            name = next(g for g in ("called", "were", "most", "none") if groups.get(g))
            word = singular(match[name].lower())
            kind = _kind(word)
            near = [c for c in own if c.trigger_start < match.end() <= c.trigger_start + BEHIND]
            others = [c for c in shelf.claims_of.get(document_id, ()) if c not in near]
            if (
                kind is None
                or not near
                or any(near[-1].trigger_start < c.trigger_start < match.start() and c.type == "ASSAULT" for c in others)
            ):
                continue
            flip = name == "none"
            if not flip or kind == "civilian":
                yield "armed" if flip else kind, (f"no {word}" if flip else word, near[-1], (document_id, *match.span(name)))


def _another_between(claim: Claim, end: int, shelf: Shelf) -> bool:
    """Whether the report tells of harm in another event between a claim and a later word."""
    here = shelf.claims_of.get(claim.document_id, ())
    return any(claim.trigger_start < c.trigger_start < end and c.type == "ASSAULT" and c.event_id != claim.event_id for c in here)


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
