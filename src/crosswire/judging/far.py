"""Findings that are about reports of any stories: one statement in two mouths, names for one actor. What a judgement changes in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.reconcile import findings, namings, speakers
from crosswire.reconcile.judged import Judged
from crosswire.store.database import Record
from crosswire.types import Decision, Document, Excerpt, Finding, Quote, Tables

NAMING = "naming actor:"  # how the field of a decision on names begins
COUNTS = "document_id IN (SELECT document_id FROM documents WHERE state = 'current')"
Pairs = Sequence[tuple[Quote, Quote]]


def is_far(finding: Finding) -> bool:
    """Whether a finding is one of these."""
    return finding.kind == "naming" or finding.field == "speaker"


@dataclass(frozen=True, slots=True)
class Far:
    """The findings of these kinds that a judgement may change, as they were and as they are, with the reports that they are on."""

    before: tuple[Finding, ...] = ()
    after: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()


def pairs_of(record: Record, rarity: Mapping[str, float], wrong: Collection[str] = ()) -> Pairs:
    """The pairs of quotes that put one statement into two mouths, over all reports; ``wrong``: quotes that do not count."""
    quotes = tuple(q for q in record.some("quotes", f"speaker_id IS NOT NULL AND {COUNTS}", ()) if q.quote_id not in wrong)
    everything = Excerpt(
        documents=record.some("documents", "true", ()), actors=record.some("actors", "true", ()), quotes=quotes, rarity=rarity
    )
    return speakers.contradictions(everything)


def find(record: Record, before: Excerpt, part: Excerpt, pairs: Pairs | None, verdicts: Judged, decisions: Sequence[Decision]) -> Far:
    """What a judgement may change: the statements of all, where one stands, or stood ``before``, in the excerpt; names of actors judged."""
    here = {d.document_id for d in part.documents}
    on_statements = any(d.field and d.field.startswith("conflict speaker") for d in decisions)
    if pairs is None:
        told = _as_they_are(record) if on_statements else Far()
    else:
        stood = any(f.field == "speaker" for f in before.findings)
        touched = on_statements or stood or any(q.document_id in here for pair in pairs for q in pair)
        told = _told(record, part, pairs, verdicts) if touched else Far()
    named = _named(record, {d.field.removeprefix(NAMING) for d in decisions if d.field and d.field.startswith(NAMING)})
    after = [f for f in (*told.after, *named.after) if not findings.decided(f, verdicts)]
    return Far((*told.before, *named.before), tuple(after), (*told.documents, *named.documents))


def _as_they_are(record: Record) -> Far:
    found: tuple[Finding, ...] = record.some("findings", "field = 'speaker'", ())
    ids = sorted({d for f in found for v in f.values for d in v.documents})
    return Far(found, found, record.some("documents", "document_id IN (SELECT unnest($ids))", {"ids": ids}))


def _told(record: Record, part: Excerpt, pairs: Pairs, verdicts: Judged) -> Far:
    quotes = {q.quote_id: q for pair in pairs for q in pair}
    before = record.some("findings", "field = 'speaker'", ())
    ids = {q.document_id for q in quotes.values()} | {d for f in before for v in f.values for d in v.documents}
    documents = record.some("documents", "document_id IN (SELECT unnest($ids))", {"ids": sorted(ids)})
    others = record.some("claims", "quote_id IN (SELECT unnest($ids)) AND NOT withdrawn", {"ids": sorted(quotes)})
    now = {c.claim_id: c for c in part.claims}
    claims = tuple(now.get(c.claim_id, c) for c in others if c.claim_id not in verdicts.wrong)
    speaking = sorted({q.speaker_id for q in quotes.values() if q.speaker_id})
    actors = record.some("actors", "actor_id IN (SELECT unnest($ids))", {"ids": speaking})
    after = speakers.told_of(pairs, Tables(documents=documents, claims=claims, actors=actors))
    return Far(before, tuple(after), documents)


def _named(record: Record, actors: Collection[str]) -> Far:
    if not actors:
        return Far()
    ids = {"ids": sorted(actors)}
    before = record.some("findings", "kind = 'naming' AND field IN (SELECT 'actor:' || unnest($ids))", ids)
    words = record.some("namings", f"actor_id IN (SELECT unnest($ids)) AND {COUNTS}", ids)
    documents = record.some("documents", "document_id IN (SELECT unnest($ids))", {"ids": sorted({n.document_id for n in words})})
    rows = Tables(documents=documents, actors=record.some("actors", "actor_id IN (SELECT unnest($ids))", ids), namings=words)
    return Far(before, tuple(namings.find(rows)), documents)


def on_these(far: Far, part: Excerpt) -> Excerpt:
    """The excerpt with these findings, and the reports by whose words decisions on them are found."""
    known = {d.document_id for d in part.documents}
    more = {d.document_id: d for d in far.documents if d.document_id not in known}
    return replace(part, findings=(*part.findings, *far.after), documents=(*part.documents, *more.values()))
