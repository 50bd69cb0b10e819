"""Claims -> events: which claims, in whatever report, tell of the same happening, and why.

Claims are compared within a story (and within a report). Pairs that share nothing telling are not compared. The weighed
reasons of :mod:`crosswire.link.features` give log-odds; groups are joined while these speak for it. Some pairs are kept apart
whatever the rest says (:func:`kept_apart`), and people's decisions win over everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from crosswire.link import claim_views
from crosswire.link.claim_views import Context, View, cosine
from crosswire.link.clusters import Pair, cluster, pair
from crosswire.link.features import CLOSE_TYPES, INTERCEPT, belong_together, compare, days_between, distance_km
from crosswire.types import Decision, Link, Reason, Tables, make_id

JOIN_AT = 0.6  # log-odds of two groups (see clusters.py)
ABSENT = INTERCEPT  # a pair that shares nothing telling
NEAR_MISS = -1.5  # pairs kept apart that came this close are kept as links, so that a person can see why
FAR_DAYS = 3  # days between two times that reports themselves give: one event is seldom misdated by more
TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # what two sides do with one another: either may be named first
WITHIN = 60  # sentences of one document: a longer one is a compilation, and all its pairs would not fit a laptop
FAR_KM = 30.0  # beyond both places' own precision


def join(tables: Tables) -> Tables:
    """Fill ``claims.event_id`` (every claim belongs to exactly one event) and append the links of kind ``claim``."""
    views, context = claim_views.read(tables)
    verdicts = _verdicts(tables.decisions)
    event_of: dict[str, str] = {}
    links: list[Link] = []
    for group in _stories(views, tables):
        ids = {view.claim.claim_id for view in group}
        here = {key: d for key, d in verdicts.items() if ids.issuperset(key)}
        scored, reasons = _compare_all(group, context)
        found, kept = _cluster(group, scored, context, here)
        for members in found:
            event_id = make_id("event", members[0])
            event_of.update(dict.fromkeys(members, event_id))
        links += _links(event_of, scored, reasons, kept, here)
    claims = tuple(replace(c, event_id=event_of[c.claim_id]) for c in tables.claims)
    rows = (*(row for row in tables.links if row.kind != "claim"), *links)
    return replace(tables, claims=claims, links=tuple(sorted(rows, key=lambda r: (r.kind, r.left_id, r.right_id))))


def _verdicts(decisions: Iterable[Decision]) -> dict[Pair, Decision]:
    """Pairs of claims that a person has judged; the latest judgement of a pair counts."""
    found: dict[Pair, Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.decision_id)):
        ids = decision.subject.split()
        if decision.state == "applied" and decision.withdrawn_at is None and decision.verdict in ("same", "different") and len(ids) == 2:
            found[pair(*ids)] = decision
    return found


def _stories(views: Sequence[View], tables: Tables) -> list[list[View]]:
    """Views that may be joined: those of a story's reports, and those of a report that is in no story."""
    story_of: dict[str, str] = {
        row.document_id: row.story_id for row in sorted(tables.story_documents, key=lambda r: (r.document_id, r.story_id))
    }
    groups: dict[str, list[View]] = defaultdict(list)
    for view in views:
        groups[story_of.get(view.claim.document_id, f"report {view.claim.document_id}")].append(view)
    return [groups[key] for key in sorted(groups)]


def worth_comparing(a: View, b: View) -> bool:
    """Whether two claims share enough to be compared: a near type, and an actor, place, trigger, passage or telling words."""
    if a.claim.document_id == b.claim.document_id and abs(a.order - b.order) > WITHIN:
        return False
    if a.claim.type != b.claim.type and frozenset((a.claim.type, b.claim.type)) not in CLOSE_TYPES:
        return bool(a.passages.keys() & b.passages.keys()) or cosine(a.words, b.words) >= 0.3
    near = a.claim.document_id == b.claim.document_id and abs(a.order - b.order) <= 2
    if near or a.trigger == b.trigger or a.passages.keys() & b.passages.keys():
        return True
    same = a.claim.actor_id == b.claim.actor_id is not None or a.claim.place_id == b.claim.place_id is not None
    return same or bool((a.named | a.located) & (b.named | b.located)) or cosine(a.words, b.words) >= 0.1


def _compare_all(views: Sequence[View], context: Context) -> tuple[dict[Pair, float], dict[Pair, tuple[Reason, ...]]]:
    scores: dict[Pair, float] = {}
    reasons: dict[Pair, tuple[Reason, ...]] = {}
    for a, b in combinations(views, 2):
        if worth_comparing(a, b):
            key = pair(a.claim.claim_id, b.claim.claim_id)
            scores[key], reasons[key] = compare(a, b, context)
    return scores, reasons


def kept_apart(a: View, b: View, context: Context) -> Reason | None:
    """Why two claims cannot be one event, whatever else they share: dates or places far apart, or parties that one report keeps apart."""
    gap = days_between(a, b)
    if a.claim.document_id == b.claim.document_id and (why := _told_apart(a, b, gap, context)) is not None:
        return why
    if gap is not None and gap > FAR_DAYS and a.claim.time_from == b.claim.time_from == "said":
        return Reason("far in time", -10.0, f"the reports themselves date them {gap} days apart")
    left, right = context.places.get(a.claim.place_id or ""), context.places.get(b.claim.place_id or "")
    if left is None or right is None:
        return None
    apart = distance_km(left, right)
    inside = left.country == right.country and max(left.precision_km or 0.0, right.precision_km or 0.0) >= 100
    if apart is not None and not inside and apart > FAR_KM + (left.precision_km or 0.0) + (right.precision_km or 0.0):
        return Reason("far in space", -10.0, f"{left.name} and {right.name} are {apart:.0f} km apart")
    return None


def _told_apart(a: View, b: View, gap: int | None, context: Context) -> Reason | None:
    """Why one report means two happenings: it gives each its own day, or its own named doer. A report does not contradict itself."""
    if gap and a.claim.time_from == b.claim.time_from == "said":
        return Reason("own days", -10.0, f"the report itself dates them {gap} day{'s' if gap > 1 else ''} apart")
    left, right = a.claim.actor_id, b.claim.actor_id
    if left is None or right is None or a.claim.quote_id != b.claim.quote_id or not (context.named(left) and context.named(right)):
        return None
    if belong_together(left, right, context) or {a.claim.type, b.claim.type} <= TOGETHER:
        return None
    return Reason("own doers", -10.0, f"the report itself names {context.name(left)} for the one and {context.name(right)} for the other")


def _cluster(
    views: Sequence[View], scores: dict[Pair, float], context: Context, verdicts: dict[Pair, Decision]
) -> tuple[list[list[str]], dict[Pair, Reason]]:
    by_id = {view.claim.claim_id: view for view in views}
    never: dict[Pair, Reason] = {}
    for a, b in scores:
        why = kept_apart(by_id[a], by_id[b], context)
        if why is not None:
            never[a, b] = why
    must = [key for key, d in verdicts.items() if d.verdict == "same"]
    for key, decision in verdicts.items():
        if decision.verdict == "different":
            never[key] = _judged(decision)
    return cluster(by_id, scores, absent=ABSENT, at_least=JOIN_AT, must=must, never=never), never


def _judged(decision: Decision) -> Reason:
    said = "one event" if decision.verdict == "same" else "two events"
    return Reason("decision", 10.0 if decision.verdict == "same" else -10.0, f"{decision.by} decided that they are {said}")


def _links(
    event_of: dict[str, str],
    scores: dict[Pair, float],
    reasons: dict[Pair, tuple[Reason, ...]],
    never: dict[Pair, Reason],
    verdicts: dict[Pair, Decision],
) -> list[Link]:
    """A link for every pair that was joined and spoke for it, and for every near miss."""
    links = []
    for key in sorted({*scores, *verdicts}):
        joined = event_of[key[0]] == event_of[key[1]]
        score, why = scores.get(key, ABSENT), reasons.get(key, ())
        if key in verdicts:
            why = (_judged(verdicts[key]), *why)
        elif key in never:
            why = (never[key], *why)
        elif score < (JOIN_AT if joined else NEAR_MISS):
            continue
        if key in never and key not in verdicts and score < NEAR_MISS:
            continue
        links.append(Link(key[0], key[1], "claim", score, joined, why))
    return links
