"""An origin: the claims that rest on it, through which outlets they came, and why they are counted as one source's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.asking import paging
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.reports import spans
from crosswire.view.sources import sourcing

Row = dict[str, Any]

EVENTS, CARRIERS, ALL_CARRIERS, REASONS = 12, 20, 1000, 3

_CLAIMS = """
SELECT c.claim_id, c.document_id, c."start", c."end", c.type, c.status, d.published_at
FROM claims c JOIN documents d USING (document_id) WHERE c.claim_id IN (SELECT unnest($ids))"""
_REASONS = """
SELECT k.left_id AS claim_id, list(DISTINCT r.sentence ORDER BY r.sentence) AS sentences
FROM (SELECT left_id, unnest(reasons) AS r FROM links WHERE kind = 'origin' AND joined AND left_id IN (SELECT unnest($ids))) k GROUP BY 1"""
_RULES = """
SELECT r.rule AS rule, r.sentence AS sentence, count(DISTINCT left_id) AS claims
FROM (SELECT left_id, unnest(reasons) AS r FROM links
      WHERE kind = 'origin' AND joined AND left_id IN (SELECT claim_id FROM claims WHERE origin_id = ?))
GROUP BY ALL ORDER BY claims DESC, rule, sentence LIMIT 12"""
# By whom it speaks: a state by its ministries and their people.
_VOICES = """
SELECT a.actor_id, a.name FROM claims c JOIN quotes q USING (quote_id) JOIN actors a ON a.actor_id = q.speaker_id
WHERE c.origin_id = ? GROUP BY ALL ORDER BY count(*) DESC, a.actor_id LIMIT 5"""
_COUNTS = """
SELECT count(*) AS claims, count(DISTINCT c.event_id) AS events, count(DISTINCT c.document_id) AS reports,
       count(DISTINCT coalesce(d.outlet, d.document_id)) AS outlets
FROM claims c JOIN documents d USING (document_id) WHERE c.origin_id = ?"""


def model(record: Record, query: Query) -> Model:
    """The origin, its ``carriers`` (outlet, via whom, claims), and ``events`` with the ``claims`` that rest on it, in words."""
    key = query.part("origin_id")
    origin = queries.one(record, "origins", "origin_id", key)
    if origin is None:
        raise missing("origin", key)
    outlet, via = query.get("outlet"), query.get("via")
    groups = sourcing.by_event(record, key, outlet, via, EVENTS, (query.page() - 1) * EVENTS)
    carriers = _carriers(record, key)
    every = query.one_of("carriers", ("some", "all")) == "all"
    return {
        "title": origin["name"],
        "origin": origin,
        "voices": record.rows(_VOICES, [key]) if origin["kind"] == "speaker" else [],
        "counts": record.rows(_COUNTS, [key])[0],
        "asked": {"outlet": outlet, "via": via},
        "carriers": carriers[: ALL_CARRIERS if every else CARRIERS],
        "left": 0 if every else max(0, len(carriers) - CARRIERS),
        "events": _events(record, groups),
        "rules": record.rows(_RULES, [key]),
        "list": paging.counted(query, groups[0]["total"] if groups else 0, EVENTS),
    }


def _carriers(record: Record, key: str) -> list[Row]:
    rows = sourcing.paths(record, [key])
    kept = ({k: r[k] for k in ("outlet", "via", "how", "claims", "reports")} for r in rows)
    return sorted(kept, key=lambda r: (-r["claims"], r["outlet"], r["via"] or ""))


def _events(record: Record, groups: Sequence[Row]) -> list[Row]:
    """The events of this page, each with its first claims in their words."""
    ids = [i for g in groups for i in g["claim_ids"]]
    claims = {r["claim_id"]: r for r in record.rows(_CLAIMS, {"ids": ids})}
    reasons = {r["claim_id"]: r["sentences"][:REASONS] for r in record.rows(_REASONS, {"ids": ids})}
    rows = list(claims.values())
    shown = spans.words(record, [(c["document_id"], c["start"], c["end"]) for c in rows])
    told = {c["claim_id"]: {**c, **w, "reasons": reasons.get(c["claim_id"], [])} for c, w in zip(rows, shown, strict=True)}
    sql = """SELECT e.event_id, e.what, e.type, e.status, e.grade, e."start", e."end", e.reports, e.outlets, e.origins, e.families
             FROM events e WHERE e.event_id IN (SELECT unnest(?))"""
    events = {r["event_id"]: r for r in record.rows(sql, [[g["event_id"] for g in groups]])}
    return [
        {"event": events.get(g["event_id"]), "total": g["claims"], "claims": [told[i] for i in g["claim_ids"] if i in told]} for g in groups
    ]


def _all(record: Record, query: Query) -> list[Row]:
    """Every claim that rests on it, with its words: a row each."""
    groups = record.rows(
        "SELECT claim_id, event_id, origin_id FROM claims WHERE origin_id = ? ORDER BY claim_id", [query.part("origin_id")]
    )
    event = {g["claim_id"]: g["event_id"] for g in groups}
    rows = record.rows(_CLAIMS + ' ORDER BY c.document_id, c."start"', {"ids": list(event)})
    shown = spans.words(record, [(c["document_id"], c["start"], c["end"]) for c in rows])
    return [{**c, "event_id": event[c["claim_id"]], "outlet": w["outlet"], "words": w["exact"]} for c, w in zip(rows, shown, strict=True)]


PAGE = Page(
    "origin",
    "/origin/{origin_id}",
    model,
    ("carriers", "claims"),
    {"carriers": lambda r, q: _carriers(r, q.part("origin_id")), "claims": _all},
)
