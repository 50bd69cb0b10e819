"""A denial against a report: someone is quoted as denying what another report asserts. Such an event's status is in dispute."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.link.claim_views import Context, content_words, cosine, rarities_of, weigh
from crosswire.link.clause_words import WORD, stem
from crosswire.link.slots import belong_together
from crosswire.reconcile.agreement import SAYINGS
from crosswire.reconcile.fields import DONE_STATUS
from crosswire.reconcile.statuses import contests, denies
from crosswire.reconcile.wording import finding, outlets, quoted
from crosswire.types import Actor, Claim, Document, Finding, FoundValue, Quantity, Tables

ABOUT = 0.3  # cosine of TF-IDF between the words that are denied and the claim that asserts them
TOLD_OF = 0.1  # the same, where the denier is a party of the deed
UNTRUTHS = r"invent\w*|fabricat\w*|lies?|false\w*|untrue|baseless|unfounded|rumou?rs?|hoax|propaganda|fiction"
UNTRUE = re.compile(rf"\b(?:{UNTRUTHS})\b", re.IGNORECASE)
HEDGE = re.compile(r"\b(?:would|will|could|may|might|should|if)\b", re.IGNORECASE)  # a denial of what might be is none of what was
TALKS = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # of a meeting little more is told than that the two meet
SHORT = 3  # telling words of a denial ("there was no explosion") of which one in common is enough
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
    party: str | None = None  # the actor who denies


class _Counts:
    """The amounts told in denials and in claims, by role: who denies that six died does not deny a report of four dead."""

    def __init__(self, tables: Tables) -> None:
        self._said: dict[str, list[Quantity]] = defaultdict(list)
        self._told: dict[tuple[str, str], set[float | None]] = defaultdict(set)
        for row in tables.quantities:
            if row.role is not None and row.unit_kind == "people":
                self._said[row.document_id].append(row)
                if row.claim_id is not None:
                    self._told[row.claim_id, row.role].add(row.best)

    def differ(self, denial: Denial, claim: Claim) -> bool:
        """Whether the words that are denied give another number of the same role than the claim."""
        said = [q for q in self._said[denial.document_id] if denial.start <= q.start and q.end <= denial.end]
        pairs = [(q.best, self._told.get((claim.claim_id, q.role or ""), set())) for q in said]
        return any(told and best not in told for best, told in pairs)


def find(tables: Tables) -> list[Finding]:
    """For every event that someone elsewhere denies: one finding with both sides."""
    documents = {d.document_id: d for d in tables.documents}
    return [_finding(event_id, pairs, documents) for event_id, pairs in sorted(_denied(tables).items())]


def denied_events(tables: Tables) -> frozenset[str]:
    """The events that someone is quoted as denying in a report that does not assert them."""
    return frozenset(_denied(tables))


def _denied(tables: Tables) -> dict[str, list[tuple[Denial, Claim]]]:
    """event_id -> the denials of it, each with a claim that it denies."""
    texts = tables.texts()
    rarity = rarities_of(tables)
    story_of = {d.document_id: d.document_id for d in tables.documents}  # who is in no story denies nobody
    story_of |= {row.document_id: row.story_id for row in sorted(tables.story_documents, key=lambda r: (r.document_id, r.story_id))}
    claims: dict[str | None, list[tuple[Claim, Mapping[str, float]]]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        if claim.status != "denied" and claim.event_id:
            claims[story_of.get(claim.document_id)].append((claim, weigh(texts[claim.document_id][claim.start : claim.end], rarity)))
    sides: dict[str, list[tuple[Denial, Claim]]] = defaultdict(list)
    contested = _contested(tables)
    actors = {a.actor_id: a for a in tables.actors}
    published = {d.document_id: d.published for d in tables.documents}
    counts = _Counts(tables)
    for denial in [*_denials(tables, rarity), *_denied_claims(tables, rarity), *_rejected(tables, rarity)]:
        near = claims.get(story_of.get(denial.document_id), [])
        deeds = {w for c, _ in near for w in content_words(texts[c.document_id][c.trigger_start : c.trigger_end])} & denial.deeds
        said_on = published.get(denial.document_id)
        near = [
            (c, w) for c, w in near if said_on is None or c.time_start is None or c.time_start <= said_on
        ]  # nobody denies what is to come
        near = [(c, w) for c, w in near if not counts.differ(denial, c)]
        for claim in _denied_by(denial, near, texts) or _denied_by_party(denial, near, texts, actors, deeds):
            if claim.event_id not in contested:
                sides[claim.event_id or ""].append((denial, claim))
    for event_id, pairs in sides.items():
        sides[event_id] += _told_too(pairs, [c for rows in claims.values() for c, _ in rows if c.event_id == event_id], texts)
    return sides


def _told_too(pairs: Sequence[tuple[Denial, Claim]], members: Sequence[Claim], texts: Mapping[str, str]) -> list[tuple[Denial, Claim]]:
    """The claims by which further reports assert the event that is denied, in a word that denial and report share as it stands."""
    told_by = {d.document_id for d, _ in pairs} | {c.document_id for _, c in pairs}
    found = []
    for claim in members:
        if claim.document_id not in told_by and claim.status in DONE_STATUS:
            words = _stems(texts[claim.document_id][claim.start : claim.end])
            for denial, known in pairs:
                told, denied = texts[known.document_id][known.start : known.end], texts[denial.document_id][denial.start : denial.end]
                if _stems(told) & _stems(denied) & words:
                    found.append((denial, claim))
                    break
    return found


def _stems(text: str) -> set[str]:
    return {stem(w) for w in WORD.findall(text) if content_words(w)}


def _contested(tables: Tables) -> set[str | None]:
    """The events of which one claim denies what another asserts; their own values show it."""
    documents = {d.document_id: d for d in tables.documents}
    members: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in tables.claims:
        members[claim.event_id].append(claim)
    denied = [c for c in tables.claims if c.status == "denied" and c.event_id]
    return {d.event_id for d in denied if any(contests(d, c, documents) for c in members[d.event_id])}


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
            q.speaker_id,
        )
        for q in sorted(tables.quotes, key=lambda q: (q.document_id, q.start, q.quote_id))
        if q.stance in DENIES
    ]


def _denied_claims(tables: Tables, rarity: Mapping[str, float]) -> list[Denial]:
    """Claims that deny, of events that nobody asserts: linking kept them apart from what they deny."""
    texts, names = tables.texts(), {a.actor_id: a.name for a in tables.actors}
    speakers = {q.quote_id: names.get(q.speaker_id or "", q.speaker_text or "someone") for q in tables.quotes}
    outlets_of = {d.document_id: d.outlet or d.document_id for d in tables.documents}
    asserted = {c.event_id for c in tables.claims if c.status != "denied"}
    found = []
    for c in sorted(tables.claims, key=lambda c: c.claim_id):
        text = texts[c.document_id]
        if c.status == "denied" and c.event_id not in asserted and denies(text[c.start : c.end], c, text):
            who = speakers.get(c.quote_id or "", outlets_of[c.document_id])
            deed = frozenset(content_words(text[c.trigger_start : c.trigger_end]))
            found.append(Denial(c.document_id, c.start, c.end, who, weigh(text[c.start : c.end], rarity), deed, frozenset()))
    return found


def _denied_by(denial: Denial, claims: Sequence[tuple[Claim, Mapping[str, float]]], texts: Mapping[str, str]) -> list[Claim]:
    """The claims of other reports that say what is denied: the same deed, in words alike. The denier's own acts are not among them."""
    close = [
        (cosine(denial.words, words), claim)
        for claim, words in claims
        if claim.document_id != denial.document_id
        and claim.type not in ("REJECT", "ACCUSE")
        and len(denial.words.keys() & words.keys()) > (len(denial.words) > SHORT or len(words) <= SHORT)
        and (
            claim.type in denial.types
            or denial.deeds.intersection(content_words(texts[claim.document_id][claim.trigger_start : claim.trigger_end]))
        )
    ]
    best = max((score for score, _ in close), default=0.0)
    return [claim for score, claim in close if score >= ABOUT and score >= best - 0.1]


def _rejected(tables: Tables, rarity: Mapping[str, float]) -> list[Denial]:
    """Claims that call the reports of something an invention ("talk of a strike is a fabrication")."""
    texts, names = tables.texts(), {a.actor_id: a.name for a in tables.actors}
    quotes = {q.quote_id: q for q in tables.quotes}
    found = []
    for c in sorted(tables.claims, key=lambda c: c.claim_id):
        clause = texts[c.document_id][c.start : c.end]
        if c.type == "REJECT" and UNTRUE.search(clause):
            quote = quotes.get(c.quote_id or "")
            party = c.actor_id or (quote.speaker_id if quote else None)
            deeds = frozenset(content_words(clause)) - frozenset(content_words(texts[c.document_id][c.trigger_start : c.trigger_end]))
            who = names.get(party or "", "someone")
            found.append(Denial(c.document_id, c.start, c.end, who, weigh(clause, rarity), deeds, frozenset(), party))
    return found


def _denied_by_party(
    denial: Denial,
    claims: Sequence[tuple[Claim, Mapping[str, float]]],
    texts: Mapping[str, str],
    actors: Mapping[str, Actor],
    deeds: set[str],
) -> list[Claim]:
    """The claims of other reports on a deed of the one who denies it; one of ``deeds``, words for deeds of the story, stands in both."""
    context = Context(actors, {}, {})
    if not deeds or HEDGE.search(texts[denial.document_id][denial.start : denial.end]):
        return []

    def concerned(claim: Claim) -> bool:
        parties = [a for a in (claim.actor_id, claim.target_id) if a is not None]
        party = denial.party
        return any(party is not None and (a == party or belong_together(a, party, context)) for a in parties)

    close = [
        (cosine(denial.words, words), claim)
        for claim, words in claims
        if claim.document_id != denial.document_id
        and claim.type not in SAYINGS
        and concerned(claim)
        and len(set(denial.words).intersection(words)) > (claim.type not in TALKS)
        and deeds.intersection(words)
    ]
    best = max((score for score, _ in close), default=0.0)
    return [claim for score, claim in close if score >= TOLD_OF and score >= best - 0.1]


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
