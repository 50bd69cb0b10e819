"""Which claims are worth comparing: those of one story that share something telling, found by a join in SQL.

A key (an actor, a place, a word, a number, a victim, a passage, the word of the deed) that very many claims of a story have tells
little and would make all of them pairs of one another, so it brings none together; what is rarer in them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from crosswire.link.claim_views import View
from crosswire.link.clause_words import cosine
from crosswire.link.features import CLOSE_TYPES, LEAD
from crosswire.link.people import same_people
from crosswire.workers import joins

# Claims of one story with one key in common, at most. The crises come out the same with 60 and 120, .002 lower with 40; of 300 reports
# taken as one story (3,174 claims) 60 leaves 64,000 of 5 million pairs.
CROWD = 60
WITHIN = 60  # sentences of one document: a longer one is a compilation
NEXT = 2  # sentences: neighbours are compared whatever they share
LIKE = 0.3  # cosine of two clauses whose types are far apart; below it nothing makes them one event

SQL = f"""
WITH few AS (SELECT story, key FROM keys GROUP BY story, key HAVING count(*) BETWEEN 2 AND {CROWD})
SELECT DISTINCT a.claim AS one, b.claim AS other
FROM few JOIN keys a USING (story, key) JOIN keys b USING (story, key)
WHERE a.claim < b.claim AND (a.report <> b.report OR abs(a.place - b.place) <= {WITHIN})
UNION
SELECT a.claim AS one, b.claim AS other
FROM claims a JOIN claims b ON a.report = b.report AND a.claim < b.claim
WHERE abs(a.place - b.place) <= {NEXT} OR (a.type = b.type AND least(a.place, b.place) < {LEAD} AND abs(a.place - b.place) <= {WITHIN})
ORDER BY one, other
"""


def keys_of(view: View) -> frozenset[str]:
    """What brings a claim together with others."""
    claim = view.claim
    found = {f"who {i}" for i in (claim.actor_id, claim.target_id, *view.named) if i}
    found |= {f"where {i}" for i in (claim.place_id, *view.located) if i}
    found |= {f"word {w}" for w in view.words} | {f"number {n}" for n in view.figures} | {f"passage {p}" for p in view.passages}
    for person in view.victims.persons:
        found |= {f"victim {name}" for name in (person.key, *person.names)} | {f"age {age}" for age in person.ages}
    found |= {f"harmed {number}" for _, number in view.victims.groups} | ({"harmed first"} if view.victims.leads else set())
    return frozenset(found | {f"deed {view.trigger}"})


def pairs(views: Sequence[View], story_of: Mapping[str, str]) -> Iterator[tuple[View, View]]:
    """Pairs of claims of one story to be compared, each once, in the order of ``views`` (sorted by claim id).

    ``story_of`` gives the story of a document; claims of a document in no story meet only each other.
    """
    reports = {d: n for n, d in enumerate(sorted({v.claim.document_id for v in views}))}
    stories = {s: n for n, s in enumerate(sorted({*story_of.values(), *reports}))}
    rows = [(n, reports[v.claim.document_id], v.order, v.claim.type) for n, v in enumerate(views)]
    claims = pa.table(dict(zip(("claim", "report", "place", "type"), map(list, zip(*rows, strict=True)), strict=True))) if rows else None
    if claims is None:
        return
    spread = [
        (n, stories[story_of.get(v.claim.document_id, v.claim.document_id)], reports[v.claim.document_id], v.order, key)
        for n, v in enumerate(views)
        for key in sorted(keys_of(v))
    ]
    keys = pa.table(dict(zip(("claim", "story", "report", "place", "key"), map(list, zip(*spread, strict=True)), strict=True)))
    found = joins.join(SQL, keys=keys, claims=claims)
    for one, other in zip(found["one"].to_numpy(), found["other"].to_numpy(), strict=True):
        if worth_comparing(views[one], views[other]):
            yield views[one], views[other]


def worth_comparing(a: View, b: View) -> bool:
    """Whether two claims that share a key can be one event: near types, or a passage, people harmed or most of their words in common."""
    if a.claim.type == b.claim.type or frozenset((a.claim.type, b.claim.type)) in CLOSE_TYPES:
        return True
    return bool(a.passages.keys() & b.passages.keys()) or cosine(a.words, b.words) >= LIKE or _same_people(a, b)


def _same_people(a: View, b: View) -> bool:
    return same_people(a.victims, b.victims, one_report=a.claim.document_id == b.claim.document_id) is not None
