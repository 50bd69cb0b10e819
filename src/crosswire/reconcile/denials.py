"""A denial against a report: someone is quoted as denying what another report asserts. Such an event's status is in dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.link.claim_views import content_words, cosine, rarities, weigh
from crosswire.reconcile.wording import finding, outlets, quoted
from crosswire.types import Claim, Document, Finding, FoundValue, Tables

ABOUT = 0.3  # cosine of TF-IDF between the words that are denied and the claim that asserts them
DENIES = frozenset({"denies", "doubts"})


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that someone denies, and where they stand."""

    document_id: str
    start: int
    end: int
    who: str
    words: Mapping[str, float]
    deeds: frozenset[str]  # what the words mean, near-synonyms as one
    types: frozenset[str]  # of the claims in these words


def find(tables: Tables) -> list[Finding]:
    """For every event that someone elsewhere denies: one finding with both sides."""
    texts, documents = tables.texts(), {d.document_id: d for d in tables.documents}
    rarity = rarities(texts[s.document_id][s.start : s.end] for s in tables.sentences)
    story_of = {row.document_id: row.story_id for row in tables.story_documents}
    claims: dict[str | None, list[tuple[Claim, Mapping[str, float]]]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        if claim.status != "denied" and claim.event_id:
            claims[story_of.get(claim.document_id)].append((claim, weigh(texts[claim.document_id][claim.start : claim.end], rarity)))
    sides: dict[str, list[tuple[Denial, Claim]]] = defaultdict(list)
    contested = {c.event_id for c in tables.claims if c.status == "denied"}
    for denial in _denials(tables, rarity):
        for claim in _denied_by(denial, claims.get(story_of.get(denial.document_id), []), texts):
            if claim.event_id not in contested:
                sides[claim.event_id or ""].append((denial, claim))
    return [_finding(event_id, pairs, documents) for event_id, pairs in sorted(sides.items())]


def _denials(tables: Tables, rarity: Mapping[str, float]) -> list[Denial]:
    texts = tables.texts()
    names = {a.actor_id: a.name for a in tables.actors}
    types: dict[str, set[str]] = defaultdict(set)
    for claim in tables.claims:
        if claim.quote_id:
            types[claim.quote_id].add(claim.type)
    return [
        Denial(
            q.document_id,
            q.start,
            q.end,
            names.get(q.speaker_id or "", q.speaker_text or "someone"),
            weigh(texts[q.document_id][q.start : q.end], rarity),
            frozenset(content_words(texts[q.document_id][q.start : q.end])),
            frozenset(types[q.quote_id]),
        )
        for q in sorted(tables.quotes, key=lambda q: (q.document_id, q.start, q.quote_id))
        if q.stance in DENIES
    ]


def _denied_by(denial: Denial, claims: Sequence[tuple[Claim, Mapping[str, float]]], texts: Mapping[str, str]) -> list[Claim]:
    """The claims of other reports that say what is denied: the same deed, in words alike. The denier's own acts are not among them."""
    close = [
        (cosine(denial.words, words), claim)
        for claim, words in claims
        if claim.document_id != denial.document_id
        and claim.type not in ("REJECT", "ACCUSE")
        and len(denial.words.keys() & words.keys()) > 1
        and (
            claim.type in denial.types
            or denial.deeds.intersection(content_words(texts[claim.document_id][claim.trigger_start : claim.trigger_end]))
        )
    ]
    best = max((score for score, _ in close), default=0.0)
    return [claim for score, claim in close if score >= ABOUT and score >= best - 0.1]


def _finding(event_id: str, pairs: Sequence[tuple[Denial, Claim]], by_id: Mapping[str, Document]) -> Finding:
    denials = sorted({(d.document_id, d.start, d.end, d.who) for d, _ in pairs})
    claims = sorted({c.claim_id: c for _, c in pairs}.values(), key=lambda c: (c.document_id, c.start))
    first = denials[0]
    said = FoundValue(
        quoted(by_id[claims[0].document_id].text[claims[0].start : claims[0].end]),
        tuple(sorted({c.document_id for c in claims})),
        tuple(c.claim_id for c in claims),
        tuple((c.document_id, c.start, c.end) for c in claims),
    )
    denied = FoundValue(f"{first[3]} denies it", tuple(sorted({d[0] for d in denials})), (), tuple(d[:3] for d in denials))
    words = quoted(by_id[first[0]].text[first[1] : first[2]])
    text = f"{outlets(said.documents, by_id)} report {said.value}; {first[3]} denies it in {outlets(denied.documents, by_id)}: {words}."
    return finding("conflict", event_id, "status", (said, denied), text)
