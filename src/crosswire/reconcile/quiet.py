"""Nothing happened, says one; it did, says another: "there were no arrests", "the march passed off without incident".

Such a sentence names neither place nor day. It speaks of the happening told last before it in its report; against it stand the
claims of other reports, of that happening or told just behind it, of what it says there was none of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswire.link.claim_views import content_words
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.wording import finding, outlets, quoted
from crosswire.types import Claim, Document, Finding, FoundValue, Sentence, Tables

REACH = 500  # characters between a happening and what its report says of it
FAR = 1500  # the same, where what is said names the happening again: a few paragraphs
NONE = r"(?:no|not a single|without (?:any )?)\s*"
BEEN = r"(?:were|was|have been|has been|had been)"
# What is denied -> how. Source: own list, the stock phrases of situation reports.
DENIALS: Mapping[str, re.Pattern[str]] = {
    "arrests": re.compile(rf"\b{NONE}(?:arrests?|detentions?)\b|\b(?:no one|nobody) {BEEN} (?:arrested|detained|held)\b", re.IGNORECASE),
    "harm": re.compile(
        rf"\b{NONE}(?:casualt\w+|injur\w+|victims?|deaths?|fatalit\w+)\b(?! (?:figure|toll|count|number))"
        rf"|\b(?:no one|nobody) {BEEN} (?:hurt|injured|killed|harmed|wounded)\b",
        re.IGNORECASE,
    ),
    "violence": re.compile(
        rf"\b{NONE}(?:incidents?|violence|clash(?:es)?|disturbances?|unrest)\b(?= {BEEN}|[.,;])"
        r"|\bpassed (?:off )?(?:peacefully|calmly|quietly)\b(?![^.;]{0,30}\b(?:until|till|before|but|except|apart)\b)",
        re.IGNORECASE,
    ),
}
HARM = frozenset({"killed", "injured"})


@dataclass(frozen=True, slots=True)
class Quiet:
    """A sentence that says that there was none of something, and the claim on what it speaks of."""

    what: str
    words: str
    spot: tuple[str, int, int]
    about: Claim


def find(tables: Tables, shelf: Shelf) -> list[Finding]:
    """One finding for every event that a sentence of another outlet says there was none of."""
    sides: dict[str, list[tuple[Quiet, Claim]]] = defaultdict(list)
    members: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        members[claim.event_id].append(claim)
    for quiet in _quiets(tables.sentences, shelf):
        for claim in _against(quiet, members[quiet.about.event_id], shelf):
            if _outlet(shelf, claim) != _outlet(shelf, quiet.about) and claim.event_id:
                sides[claim.event_id].append((quiet, claim))
    return [_finding(event_id, pairs, shelf.documents) for event_id, pairs in sorted(sides.items())]


def _outlet(shelf: Shelf, claim: Claim) -> str:
    return shelf.documents[claim.document_id].outlet or claim.document_id


def _quiets(sentences: Sequence[Sentence], shelf: Shelf) -> Iterator[Quiet]:
    for sentence in sorted(sentences, key=lambda s: (s.document_id, s.start)):
        text = shelf.documents[sentence.document_id].text
        for what, pattern in DENIALS.items():
            match = pattern.search(text, sentence.start, sentence.end)
            if match is None:
                continue
            before = [c for c in shelf.claims_of.get(sentence.document_id, ()) if _just_told(c, sentence.start, match.start(), text)]
            if before:
                yield Quiet(what, match[0], (sentence.document_id, sentence.start, sentence.end), before[-1])


def _just_told(claim: Claim, start: int, end: int, text: str) -> bool:
    """Whether a claim is what the sentence at ``start`` goes on from: asserted just before it, in its paragraph."""
    near = start - REACH < claim.trigger_start < end
    return near and claim.status != "denied" and "\n\n" not in text[claim.trigger_end : end]


def _against(quiet: Quiet, same: Sequence[Claim], shelf: Shelf) -> Iterator[Claim]:
    """The claims in other reports of what there was none of: in the happening itself, told right behind it in the same paragraph, or in
    a sentence that names it again ("The march was peaceful until dusk, when youths burned two cars")."""
    for told in same:
        if told.document_id == quiet.about.document_id or told.status == "denied":
            continue
        text = shelf.documents[told.document_id].text
        for claim in shelf.claims_of.get(told.document_id, ()):
            near = 0 <= claim.trigger_start - told.trigger_start < REACH and "\n\n" not in text[told.trigger_start : claim.trigger_start]
            of_it = claim.event_id == told.event_id or near or _named_again(told, claim, shelf)
            if of_it and claim.status in ("happened", "ongoing") and _is_it(quiet.what, claim, shelf):
                yield claim


def _named_again(told: Claim, claim: Claim, shelf: Shelf) -> bool:
    """Whether the sentence of a later claim, up to it, has the happening as "the ..." with the word by which it was told."""
    if not told.trigger_start < claim.trigger_start < told.trigger_start + FAR:
        return False
    text = shelf.documents[claim.document_id].text
    starts = [s.start for s in shelf.sentences.get(claim.document_id, ()) if s.start <= claim.trigger_start]
    words = set(content_words(text[told.trigger_start : told.trigger_end]))
    named = re.findall(r"\b(?:the|this|that) (?:\w+ )??(\w+)", text[max(starts, default=0) : claim.trigger_start], re.IGNORECASE)
    return any(words.intersection(content_words(name)) for name in named)


def _is_it(what: str, claim: Claim, shelf: Shelf) -> bool:
    counts = [q for q in shelf.quantities.get(claim.claim_id, ()) if q.best is None or q.best > 0]
    if what == "arrests":
        return claim.mode == "arrest" or any(q.role == "detained" for q in counts)
    if what == "harm":
        return any(q.role in HARM for q in counts)
    return claim.type == "ASSAULT" or claim.mode == "riot"


def _finding(event_id: str, pairs: Sequence[tuple[Quiet, Claim]], documents: Mapping[str, Document]) -> Finding:
    quiets = sorted({q.spot: q for q, _ in pairs}.values(), key=lambda q: q.spot)
    claims = sorted({c.claim_id: c for _, c in pairs}.values(), key=lambda c: (c.document_id, c.start))
    first = claims[0]
    there_was = FoundValue(
        quoted(documents[first.document_id].text[first.start : first.end]),
        tuple(sorted({c.document_id for c in claims})),
        tuple(c.claim_id for c in claims),
        tuple((c.document_id, c.start, c.end) for c in claims),
    )
    none = FoundValue(quiets[0].words.lower(), tuple(sorted({q.spot[0] for q in quiets})), (), tuple(q.spot for q in quiets))
    spot = quiets[0].spot
    words = quoted(documents[spot[0]].text[spot[1] : spot[2]])
    text = f"{outlets(there_was.documents, documents)} tell of {there_was.value}; {outlets(none.documents, documents)}: {words}."
    return finding("conflict", event_id, "status", (there_was, none), text)
