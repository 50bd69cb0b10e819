"""Claims -> events: which claims, in whatever report, tell of the same happening, and why.

Claims of a story (or of a report that is in no story) that share something telling (:mod:`crosswire.link.blocks`) are compared. The
weighed reasons of :mod:`crosswire.link.features` give log-odds; groups are joined while these speak for it. A pair for which fewer than
two independent kinds of evidence speak never joins groups by itself. Some pairs are kept apart whatever the rest says
(:mod:`crosswire.link.constraints`), and people's decisions win over everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crosswire.link import blocks, claim_views
from crosswire.link.claim_views import Context, View
from crosswire.link.clusters import Pair, beside, cluster, pair
from crosswire.link.constraints import Decided, kept_apart
from crosswire.link.features import compare, enough
from crosswire.link.verdicts import pairs, reason
from crosswire.link.versions import carried
from crosswire.types import Decision, Link, Reason, Tables, make_id

JOIN_AT = 0.7  # log-odds of two groups (see clusters.py); at .4 B-cubed is the same and counts of sources fall from .75 to .73
ABSENT = -2.0  # of a pair that shares nothing telling and is not compared
CARRIED = Reason("new version", 10.0, "the newer version of the report says it in the same words")
NEAR_MISS = -1.5  # pairs kept apart that came this close are kept as links, so that a person can see why


@dataclass(slots=True)
class _Compared:
    """Pairs of claims of one story: their log-odds, those kept apart and why, those for which too few kinds of evidence speak."""

    scores: dict[Pair, float] = field(default_factory=dict)
    never: dict[Pair, Reason] = field(default_factory=dict)
    weak: set[Pair] = field(default_factory=set)
    reasons: dict[Pair, tuple[Reason, ...]] = field(default_factory=dict)  # of the pairs that come close enough to be shown


def join(tables: Tables) -> Tables:
    """Fill ``claims.event_id`` (every claim belongs to exactly one event) and append the links of kind ``claim``."""
    views, everywhere = claim_views.read(tables)
    story_of = {row.document_id: row.story_id for row in sorted(tables.story_documents, key=lambda r: (r.document_id, r.story_id))}
    home = {v.claim.claim_id: story_of.get(v.claim.document_id, v.claim.document_id) for v in views}
    groups: dict[str, list[View]] = defaultdict(list)
    for view in views:
        groups[home[view.claim.claim_id]].append(view)
    contexts = {story: everywhere.within(group) for story, group in groups.items()}
    compared: dict[str, _Compared] = {story: _Compared() for story in groups}
    for a, b in blocks.pairs(views, story_of):
        _take(compared[home[a.claim.claim_id]], a, b, contexts[home[a.claim.claim_id]])
    judged = {key: d for key, d in pairs(tables.decisions, "claim").items() if home.keys() >= set(key)}
    again = [key for key in carried(tables) if key not in judged]
    event_of = _events(groups, compared, Decided(judged, again))
    links = [link for story in sorted(groups) for link in _links(compared[story], event_of, {*judged, *again})]
    links += [_judged(key, decision, event_of) for key, decision in judged.items()]
    links += [Link(*key, "claim", CARRIED.score, event_of[key[0]] == event_of[key[1]], (CARRIED,)) for key in again]
    claims = tuple(replace(c, event_id=event_of[c.claim_id]) for c in tables.claims)
    rows = (*(row for row in tables.links if row.kind != "claim"), *links)
    return replace(tables, claims=claims, links=tuple(sorted(rows, key=lambda r: (r.kind, r.left_id, r.right_id))))


def _take(found: _Compared, a: View, b: View, context: Context) -> None:
    """Score a pair. Of pairs that :func:`_links` cannot show the reasons are not kept, since there may be millions."""
    key = pair(a.claim.claim_id, b.claim.claim_id)
    found.scores[key], reasons = compare(a, b, context)
    if not enough(a, b, reasons):
        found.weak.add(key)
    if found.scores[key] >= NEAR_MISS:
        found.reasons[key] = reasons
    if (why := kept_apart(a, b, context)) is not None:
        found.never[key] = why


def _events(groups: Mapping[str, list[View]], compared: Mapping[str, _Compared], decided: Decided) -> dict[str, str]:
    """claim_id -> event_id; an event's id is made of its first claim's."""
    found: list[list[str]] = []
    barred = decided.never()
    for story in sorted(groups):
        found += _grouped(groups[story], compared[story], {*compared[story].never, *barred}, decided)
    return {i: make_id("event", members[0]) for members in decided.settle(found) for i in members}


def _grouped(views: Sequence[View], here: _Compared, never: set[Pair], decided: Decided) -> list[list[str]]:
    """The claims of one story in groups. What was taken back stands beside the others, and joins none of them: no event is another one
    since a report had an older version."""
    how = {"absent": ABSENT, "at_least": JOIN_AT}
    found = cluster((v.claim.claim_id for v in views if not v.claim.withdrawn), here.scores, never=never, weak=here.weak, **how)
    standing = [tuple(members) for members in found]
    alone = []
    for claim_id in sorted(v.claim.claim_id for v in views if v.claim.withdrawn):
        if decided.knows(claim_id):
            found.append([claim_id])  # it goes where its newer version is, or where a person puts it
        elif (number := beside(claim_id, standing, here.scores, never=never, weak=here.weak, **how)) is not None:
            found[number].append(claim_id)
        else:
            alone.append(claim_id)
    return [sorted(members) for members in (*found, *cluster(alone, here.scores, never=never, weak=here.weak, **how))]


def _links(found: _Compared, event_of: Mapping[str, str], judged: Collection[Pair]) -> list[Link]:
    """A link for every pair that was joined and spoke for it, and for every near miss."""
    links = []
    for key, score in sorted(found.scores.items()):
        joined = event_of[key[0]] == event_of[key[1]]
        if key in judged or score < (JOIN_AT if joined and key not in found.never else NEAR_MISS):
            continue
        why = (found.never[key],) if key in found.never else ()
        links.append(Link(*key, "claim", score, joined, (*why, *found.reasons[key])))
    return links


def _judged(key: Pair, decision: Decision, event_of: Mapping[str, str]) -> Link:
    why = reason(decision, "claim")
    return Link(*key, "claim", why.score, event_of[key[0]] == event_of[key[1]], (why,))
