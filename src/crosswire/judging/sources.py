"""Origins after a judgement on events: whose word a claim rests on may lean on what else is told of its event, in any report.

So they are traced over all reports; what the reports say of it (:class:`crosswire.link.origins.Heard`) is read once and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.link import origins
from crosswire.link.origins import Heard
from crosswire.store.database import Record
from crosswire.types import Claim, Link, Origin, Tables


@dataclass(frozen=True, slots=True)
class Memory:
    """The rows of all reports that origins are traced from, and what was read from them."""

    tables: Tables
    heard: Heard


@dataclass(frozen=True, slots=True)
class Sources:
    """The origins of all claims under new events, the links that say why, and which reports have claims whose origin is another now."""

    origins: Sequence[Origin]
    origin_of: Mapping[str, str | None]
    before: Sequence[Link]
    after: Sequence[Link]
    changed: frozenset[str]


def memory(record: Record) -> Memory:
    """Read all reports for who says what."""
    names = (
        "documents",
        "segments",
        "sentences",
        "quotes",
        "quantities",
        "claims",
        "passages",
        "actors",
        "actor_mentions",
        "story_documents",
    )
    tables = Tables(**{name: record.some(name, "true", ()) for name in names})
    return Memory(tables, origins.heard(tables))


def trace(record: Record, known: Memory, told: Sequence[Claim]) -> Sources:
    """The origins where some claims (``told``) are in other events than the record says."""
    rows = record.rows("SELECT claim_id, event_id, origin_id FROM claims")
    event_of = {r["claim_id"]: r["event_id"] for r in rows} | {c.claim_id: c.event_id for c in told}
    claims = tuple(replace(c, event_id=event_of[c.claim_id]) for c in known.tables.claims)
    found = origins.traced(replace(known.tables, claims=claims), known.heard)
    was = {o.origin_id: o for o in record.some("origins", "true", ())}
    now = {o.origin_id: o for o in found.origins}
    origin_of = {c.claim_id: c.origin_id for c in found.claims}
    report = {c.claim_id: c.document_id for c in claims}
    other = {
        r["claim_id"] for r in rows if origin_of[r["claim_id"]] != r["origin_id"] or was.get(r["origin_id"]) != now.get(r["origin_id"])
    }
    return Sources(
        found.origins, origin_of, record.some("links", "kind = 'origin'", ()), [k for k in found.links if k.kind == "origin"],
        frozenset(report[c] for c in other),
    )  # fmt: skip
