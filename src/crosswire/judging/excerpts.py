"""Which part of a record a judgement can touch, and that part as tables: the stories of the reports that it is about.

The reports of a story, of two stories that a person joined an event of, are related among themselves alone; what the stages must know of
all the others (:class:`Ground`) does not change with a judgement on a claim, a value or a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crosswire.link.clause_words import rarities
from crosswire.link.families import families
from crosswire.reconcile import anchors
from crosswire.reconcile.fields import AGAINST, opposed_by
from crosswire.store.database import Record
from crosswire.store.owning import Draft
from crosswire.types import Actor, Anchor, Excerpt, Mention, Tables

Rows = tuple[Any, ...]

# Where the reports of a thing stand, by the beginning of its id.
_HOMES: Mapping[str, str] = {
    "claim": "SELECT document_id FROM claims WHERE claim_id = $id",
    "quantity": "SELECT document_id FROM quantities WHERE quantity_id = $id",
    "quote": "SELECT document_id FROM quotes WHERE quote_id = $id",
    "event": "SELECT document_id FROM claims WHERE event_id = $id",
    "value": "SELECT document_id FROM claims WHERE event_id = (SELECT event_id FROM event_values WHERE value_id = $id)",
    "finding": """SELECT document_id FROM claims WHERE event_id = (SELECT event_id FROM findings WHERE finding_id = $id)
                  UNION SELECT unnest(flatten([v.documents for v in "values"])) FROM findings WHERE finding_id = $id""",
    "actor": "SELECT document_id FROM actor_mentions WHERE actor_id = $id",
    "entity": "SELECT document_id FROM actor_mentions WHERE entity_id = $id",
    "mention": "SELECT document_id FROM actor_mentions WHERE mention_id = $id",
    "story": "SELECT document_id FROM story_documents WHERE story_id = $id",
}
_OWN = "SELECT document_id FROM documents WHERE document_id = $id"

_AROUND = """
WITH stories AS (SELECT DISTINCT story_id FROM story_documents WHERE document_id IN (SELECT unnest($ids))),
     events AS (SELECT DISTINCT event_id FROM claims WHERE document_id IN (SELECT unnest($ids)))
SELECT unnest($ids) AS document_id
UNION SELECT document_id FROM story_documents WHERE story_id IN (FROM stories)
UNION SELECT document_id FROM claims WHERE event_id IN (FROM events)
UNION SELECT document_id FROM documents WHERE replaces IN (SELECT unnest($ids))
UNION SELECT replaces FROM documents WHERE replaces IS NOT NULL AND document_id IN (SELECT unnest($ids))
"""
_BY_REPORT = ("documents", "segments", "sentences", "actor_mentions", "place_mentions", "quantities", "quotes", "claims", "victims",
              "passages", "story_documents")  # fmt: skip
_HERE = "document_id IN (SELECT unnest($ids))"
_ON_THESE = """event_id IN (SELECT unnest($events))
               OR list_has_any(flatten([v.documents for v in "values"]), $ids)"""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the stages know of all reports, and no judgement on a claim, a value or a finding changes."""

    rarity: Mapping[str, float]
    families: Mapping[str, str]
    kept: bool = False  # in the record


def ground(record: Record) -> Ground:
    """The ground as the record keeps it; where it does not yet, all texts are read for it."""
    kept = {row["word"]: row["rarity"] for row in record.rows("SELECT word, rarity FROM word_rarity")}
    if kept:
        rows = record.rows("SELECT document_id, family_id FROM text_families")
        return Ground(kept, {row["document_id"]: row["family_id"] for row in rows}, kept=True)
    documents, sentences = record.some("documents", "true", ()), record.rows('SELECT document_id, "start", "end" FROM sentences')
    texts = {d.document_id: d.text for d in documents if d.state == "current"}  # as clause_words.rarities_of
    shared = Tables(documents=documents, segments=record.some("segments", "true", ()), passages=record.some("passages", "true", ()))
    return Ground(
        rarities(texts[s["document_id"]][s["start"] : s["end"]] for s in sentences if s["document_id"] in texts), families(shared)
    )


def keep(draft: Draft, known: Ground) -> None:
    """Keep the ground in the record: it stays as it is until the next build."""
    if not draft.rows("SELECT 1 AS one FROM word_rarity LIMIT 1"):
        draft.fill("word_rarity", {"word": list(known.rarity), "rarity": list(known.rarity.values())})
        draft.fill("text_families", {"document_id": list(known.families), "family_id": list(known.families.values())})


def homes(record: Record, ids: Iterable[str]) -> set[str]:
    """The reports that things of the record are in, by their ids; of an id that the record does not have, none."""
    found: set[str] = set()
    for key in ids:
        for sql in {_HOMES.get(key.split("_", maxsplit=1)[0], _OWN), _OWN}:
            found |= {row["document_id"] for row in record.rows(sql, {"id": key})}
    return found


def home(record: Record, anchor: Anchor) -> str | None:
    """The report that the words of a decision stand in now."""
    same = record.some("documents", "sha256 = $sha256 ORDER BY document_id", {"sha256": anchor.sha256})
    found = anchors.unchanged(anchor, same) or anchors.elsewhere(anchor, with_words(record, anchor))
    return found[0] if found else None


def with_words(record: Record, anchor: Anchor) -> Rows:
    """All reports that have the words of a decision, in whatever setting."""
    return record.some("documents", "contains(text, $words) ORDER BY document_id", {"words": anchor.exact})


def around(record: Record, documents: Iterable[str]) -> set[str]:
    """The reports, those of their stories, and those that tell of an event with any of them; and so on until there are no more."""
    known: set[str] = set(documents)
    while known:
        wider = {row["document_id"] for row in record.rows(_AROUND, {"ids": sorted(known)})}
        if wider == known:
            break
        known = wider
    return known


def load(record: Record, documents: Collection[str], named: Iterable[str] = ()) -> Excerpt:
    """The rows of some reports, without what is known of the others; ``named`` are names of actors and places that people gave."""
    ids = sorted(documents)
    here: dict[str, Any] = {name: record.some(name, _HERE, {"ids": ids}) for name in _BY_REPORT}
    events = sorted({c.event_id for c in here["claims"] if c.event_id})
    claims = sorted(c.claim_id for c in here["claims"])
    here["stories"] = record.some(
        "stories", "story_id IN (SELECT unnest($ids))", {"ids": sorted({s.story_id for s in here["story_documents"]})}
    )
    for name in ("events", "event_values"):
        here[name] = record.some(name, "event_id IN (SELECT unnest($ids))", {"ids": events})
    here["findings"] = record.some("findings", _ON_THESE, {"events": events, "ids": ids})
    here["links"] = record.some("links", "kind = 'claim' AND left_id IN (SELECT unnest($ids))", {"ids": claims})
    here["origins"] = record.some(
        "origins", "origin_id IN (SELECT unnest($ids))", {"ids": sorted({c.origin_id for c in here["claims"]} - {None})}
    )
    here["actors"] = _actors(record, here, sorted(named))
    here["places"] = record.some(
        "places", "place_id IN (SELECT unnest($ids)) OR name IN (SELECT unnest($names))",
        {"ids": sorted({r.place_id for r in (*here["claims"], *here["place_mentions"])} - {None}), "names": sorted(named)},
    )  # fmt: skip
    mentions = tuple(Mention(m.mention_id, m.document_id, m.start, m.end, m.entity_id, m.form, m.role) for m in here["actor_mentions"])
    return Excerpt(**here, mentions=mentions, known_fields=_fields(record))


def _actors(record: Record, here: Mapping[str, Rows], named: list[str]) -> tuple[Actor, ...]:
    """The actors of the reports and all that they are part of; those of some names."""
    ids = {m.actor_id for m in here["actor_mentions"]} | {q.speaker_id for q in here["quotes"]}
    ids |= {a for c in here["claims"] for a in (c.actor_id, c.target_id)}
    sql = """WITH RECURSIVE line AS (
                 SELECT actor_id, part_of FROM actors WHERE actor_id IN (SELECT unnest($ids)) OR name IN (SELECT unnest($names))
                 UNION SELECT a.actor_id, a.part_of FROM actors a JOIN line ON a.actor_id = line.part_of)
             SELECT actor_id FROM line"""
    known = sorted({row["actor_id"] for row in record.rows(sql, {"ids": sorted(ids - {None}), "names": named})})
    return record.some("actors", "actor_id IN (SELECT unnest($ids))", {"ids": known})


def _fields(record: Record) -> frozenset[str]:
    sql = "SELECT field FROM event_values UNION SELECT 'quantity:' || role FROM quantities WHERE role IS NOT NULL"
    return frozenset(row["field"] for row in record.rows(sql))


def grounded(record: Record, part: Excerpt, known: Ground, here: Collection[str], wrong: Collection[str]) -> Excerpt:
    """The excerpt, which is all that is said in the reports ``here``, with what is known of the others; ``wrong`` are their claims that
    people judged wrong."""
    sql = f"""SELECT claim_id, actor_id, target_id FROM claims
              WHERE type IN ({", ".join(f"'{t}'" for t in sorted(AGAINST))}) AND NOT withdrawn
                    AND actor_id IS NOT NULL AND target_id IS NOT NULL
                    AND document_id NOT IN (SELECT unnest($ids))"""
    rows = record.rows(sql, {"ids": sorted(here)})
    lines = {row["actor_id"]: row["part_of"] for row in record.rows("SELECT actor_id, part_of FROM actors")}
    right = [row for row in rows if row["claim_id"] not in wrong]
    return replace(
        part,
        rarity=known.rarity,
        families=known.families,
        opposed=opposed_by(((r["actor_id"], r["target_id"]) for r in rows), lines),
        opposed_rightly=opposed_by(((r["actor_id"], r["target_id"]) for r in right), lines),
    )
