"""Conflicts of counts between two events that linking kept apart: one place, one time, one fate, and numbers that cannot both be right.

Two reports that tell of one happening in words of their own, with other numbers, look like two happenings to linking. A reader who
sees "killed 40 in Gao on Monday" and "killed 90 in Gao since Monday" must settle it either way. What is asked for: both clauses name
the place, their days meet, the counted are no two sides of a fight, and neither event has a count by the other report already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswire.reconcile import fields
from crosswire.reconcile.agreement import WIDE_KM, days_meet
from crosswire.reconcile.conflicts import besides
from crosswire.reconcile.fields import DONE_STATUS, Shelf
from crosswire.reconcile.judged import Judged
from crosswire.reconcile.nouns import STATE, head, singular
from crosswire.reconcile.numbers import HARM, Count, clash, doubled, grew
from crosswire.reconcile.standing import Said
from crosswire.reconcile.wording import field_words, finding, sides, told
from crosswire.types import Claim, Finding, Tables
from crosswire.wordlists import words_of

ROLES = HARM | {"participating", "displaced"}
MOST = 60  # counts of one fate at one place in one story; with more of them place and day tell no happening from another


@dataclass(frozen=True, slots=True)
class Tally:
    """A count with the claim that gives it and the places that its clause names."""

    said: Said
    claim: Claim
    count: Count
    places: frozenset[str]


def find(tables: Tables, members: Mapping[str, Sequence[Claim]], shelf: Shelf, verdicts: Judged) -> list[Finding]:
    """One finding for all events that a chain of such conflicts joins, put to the event with the most claims."""
    named = _places_of(tables, shelf)
    story_of = {row.document_id: row.story_id for row in sorted(tables.story_documents, key=lambda r: (r.document_id, r.story_id))}
    blocks: dict[tuple[str | None, str, str], list[Tally]] = defaultdict(list)
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)  # (event, field) -> the reports that give a count
    reports = Counter(story_of.values())
    for event_id in sorted(members):
        if not any(reports[story_of.get(c.document_id, "")] > 1 and shelf.quantities.get(c.claim_id) for c in members[event_id]):
            continue  # nothing is counted, or nobody else tells of it
        said = verdicts.voices(event_id, fields.read(members[event_id], shelf))
        for field, voices in said.items():
            counted[event_id, field] |= {v.document_id for v in voices}
        for field, tally in _tallies(said, shelf, named):
            for place in sorted(tally.places):
                blocks[story_of.get(tally.claim.document_id), field, place].append(tally)
    pairs: dict[str, list[tuple[Tally, Tally]]] = defaultdict(list)
    for (_, field, _), rows in sorted(blocks.items(), key=lambda item: str(item[0])):
        if len(rows) <= MOST:
            pairs[field] += [(a, b) for a, b in combinations(rows, 2) if _apart(a, b, field, counted) and _contradict(a, b, field, shelf)]
    return [f for field, found in sorted(pairs.items()) for f in _findings(field, found, members, shelf)]


def _places_of(tables: Tables, shelf: Shelf) -> dict[str, list[tuple[int, int, str]]]:
    """document_id -> its mentions of places narrower than a province."""
    found = defaultdict(list)
    for spot in tables.place_mentions:
        place = shelf.places.get(spot.place_id or "")
        if place is not None and place.lat is not None and (place.precision_km or 0.0) < WIDE_KM:
            found[spot.document_id].append((spot.start, spot.end, place.place_id))
    return found


def _tallies(
    said: Mapping[str, Sequence[Said]], shelf: Shelf, named: Mapping[str, Sequence[tuple[int, int, str]]]
) -> Iterator[tuple[str, Tally]]:
    """The counts of whole groups that claims assert in clauses that name a place, each with its field."""
    for field, voices in sorted(said.items()):
        parts = field.split(":")
        if parts[0] != "quantity" or len(parts) != 2 or parts[1] not in ROLES:
            continue
        for voice in voices:
            claim = shelf.claims.get(voice.claim_id)
            if claim is None or not isinstance(voice.data, Count) or claim.status not in DONE_STATUS:
                continue
            own = voice.data.quantity
            places = frozenset(p for start, end, p in named.get(claim.document_id, ()) if claim.start <= start and end <= claim.end)
            whole = not own.rule.startswith("victims") and not besides(voice, shelf)
            if places and whole and claim.claim_id not in shelf.taken_back:
                yield field, Tally(voice, claim, voice.data, places)


def _apart(a: Tally, b: Tally, field: str, counted: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether two counts are of two events, by two sources, and neither event has a count by the other's report."""
    left, right = a.claim, b.claim
    if left.event_id == right.event_id or left.document_id == right.document_id or left.type != right.type:
        return False
    if a.said.outlet == b.said.outlet or a.said.origin == b.said.origin:
        return False
    crossed = left.document_id in counted[right.event_id or "", field] or right.document_id in counted[left.event_id or "", field]
    return not crossed


def _contradict(a: Tally, b: Tally, field: str, shelf: Shelf) -> bool:
    """Whether two counts of one time cannot both be right, and no later one brings the other up to date."""
    if not (clash(a.count, b.count) or doubled(a.count, b.count)) or grew(a.count, b.count, field) or grew(b.count, a.count, field):
        return False
    if frozenset((a.claim.actor_id or "", b.claim.actor_id or "")) in shelf.opposed or _two_sides(a, b):
        return False
    return days_meet(a.claim, b.claim, shelf) is True


def _two_sides(a: Tally, b: Tally) -> bool:
    """Whether the counted are two sides of a fight, or soldiers here and civilians there: two counts of two groups."""
    left, right = (singular(head(t.count.quantity)) for t in (a, b))
    others = (words_of("victims.toml", "armed") | words_of("victims.toml", "civilian")) - STATE
    return (left in STATE and right in others) or (right in STATE and left in others)


def _findings(field: str, pairs: Sequence[tuple[Tally, Tally]], members: Mapping[str, Sequence[Claim]], shelf: Shelf) -> Iterator[Finding]:
    groups: list[tuple[set[str], list[Tally]]] = []
    for pair in pairs:
        events, rows = {t.claim.event_id or "" for t in pair}, list(pair)
        for group in [g for g in groups if g[0] & events]:
            groups.remove(group)
            events, rows = events | group[0], group[1] + rows
        groups.append((events, rows))
    for events, rows in groups:
        voices = sorted({t.said.span: t.said for t in rows}.values(), key=lambda v: (v.published is None, str(v.published), v.span))
        main = min(events, key=lambda e: (-len(members[e]), e))
        text = (
            f"Reports of what may be one happening do not agree on {field_words(field)}: {told(voices, shelf.documents, shelf.speakers)}."
        )
        yield finding("conflict", main, field, sides(voices), text)
