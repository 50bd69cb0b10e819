"""Events and their values: for every field who gives which value, and how the values stand to one another.

The best value of a field is never an average. It is, in this order: the value that the most independent origins give; then
the one that the most reports give; then the most exact one (a day before a month, 275 before "up to 275"); then the one
published last; then the first in alphabetical order. What a person judged wrong does
not count, and what a person decided stands (:mod:`crosswire.reconcile.judged`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast, get_args

from crosswire.reconcile import decisions, fields, judged
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.headlines import headline
from crosswire.reconcile.judged import Judged
from crosswire.reconcile.standing import Said, standings
from crosswire.types import Actor, Claim, Event, EventValue, Grade, Place, Status, Tables

NOBODY = Judged()
DAYS = re.compile(r"(\d{4}-\d\d-\d\d|…)(?:/(\d{4}-\d\d-\d\d|…))?")


def settle(tables: Tables) -> Tables:
    """Fill ``events`` and ``event_values`` from the claims that carry an ``event_id``; judgements on events are put on the record."""
    tables = decisions.apply(tables)
    verdicts = judged.read(tables.decisions)
    shelf = judged.without_wrong(fields.shelve(tables), verdicts)
    members: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        if claim.event_id:
            members[claim.event_id].append(claim)
    story_of = {row.document_id: row.story_id for row in sorted(tables.story_documents, key=lambda r: (r.document_id, r.story_id))}
    events, values = [], []
    for event_id in sorted(members):
        counting = verdicts.counting(members[event_id])
        claims = counting or members[event_id]
        said = fields.read(claims, shelf)
        values += event_values(event_id, said, shelf, verdicts)
        event = _decided(_event(event_id, claims, verdicts.voices(event_id, said) or said, shelf, story_of), said, shelf, verdicts)
        events.append(event if counting and event_id not in verdicts.wrong else replace(event, grade="withdrawn"))
    values.sort(key=lambda v: (v.event_id, v.field, v.value))
    return replace(tables, events=tuple(events), event_values=tuple(values))


def event_values(event_id: str, said: Mapping[str, Sequence[Said]], shelf: Shelf, verdicts: Judged = NOBODY) -> list[EventValue]:
    """One row for every value of every field of an event, and for a value that only a person gives."""
    rows = []
    right = verdicts.voices(event_id, said)
    for name, voices in sorted(said.items()):
        stands = standings(right.get(name, ()), fields.relation(name, shelf.actors))
        for key, group in sorted(_grouped(voices).items()):
            first = group[0]
            rows.append(
                EventValue(
                    event_id,
                    name,
                    first.label,
                    first.low,
                    first.best,
                    first.high,
                    _ids(s.document_id for s in group),
                    _ids(s.claim_id for s in group),
                    _ids(s.origin for s in group),
                    stands.get(key, "only"),
                )
            )
        choice = verdicts.choice(event_id, name, (s.label for s in voices))
        if choice and choice not in {s.label for s in voices}:
            rows.append(judged.decided_row(event_id, name, choice))
    return _distinct(rows)


def _decided(event: Event, said: Mapping[str, Sequence[Said]], shelf: Shelf, verdicts: Judged) -> Event:
    """The event with what people decided of its parties, place, days and status; what cannot be read as such changes nothing."""
    chosen = {name: verdicts.choice(event.event_id, name, (s.label for s in voices)) for name, voices in said.items()}
    actor, target = (_by_name(shelf.actors, chosen.get(name)) for name in ("actor", "target"))
    place = _by_name(shelf.places, chosen.get("place"))
    event = replace(event, actor_id=actor or event.actor_id, target_id=target or event.target_id, place_id=place or event.place_id)
    if (status := chosen.get("status")) in get_args(Status):
        event = replace(event, status=cast("Status", status))
    days = DAYS.fullmatch(chosen.get("time") or "")
    if days:
        start, end = (date.fromisoformat(d) if d and d[0].isdigit() else None for d in (days[1], days[2] or days[1]))
        event = replace(event, start=start, end=end)
    return event


def _by_name(rows: Mapping[str, Actor] | Mapping[str, Place], name: str | None) -> str | None:
    """The id of the first row of a name."""
    return min((i for i, row in rows.items() if row.name == name), default=None) if name else None


def _distinct(rows: list[EventValue]) -> list[EventValue]:
    """Values that read the same ("about 600" with two ranges, two actors of one name) become one row."""
    found: dict[tuple[str, str], EventValue] = {}
    for row in rows:
        key = (row.field, row.value)
        other = found.get(key)
        if other:
            row = replace(  # noqa: PLW2901
                other,
                documents=_ids((*other.documents, *row.documents)),
                claims=_ids((*other.claims, *row.claims)),
                origins=_ids((*other.origins, *row.origins)),
            )
        found[key] = row
    return list(found.values())


def _grouped(voices: Iterable[Said]) -> dict[str, list[Said]]:
    groups: dict[str, list[Said]] = defaultdict(list)
    for voice in voices:
        groups[voice.key].append(voice)
    return groups


def _ids(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def best(voices: Sequence[Said]) -> Said | None:
    """The value that stands for a field; see the module's docstring for the order of preference."""

    def rank(item: tuple[str, list[Said]]) -> tuple[object, ...]:
        key, group = item
        latest = max((s.published or date.min for s in group), default=date.min)
        origins, documents = len({s.origin for s in group}), len({s.document_id for s in group})
        return (-origins, -documents, _width(group[0]), -latest.toordinal(), group[0].label, key)

    groups = _grouped(voices)
    return min(groups.items(), key=rank)[1][0] if groups else None


def _width(said: Said) -> float:
    """How inexact a value is: days, or the relative range of an amount; 0 where it is exact."""
    if isinstance(said.data, Claim) and said.data.time_start and said.data.time_end:
        return float((said.data.time_end - said.data.time_start).days)
    if said.best is not None and said.low == said.high == said.best:
        return 0.0
    return 1.0 if said.low is not None or said.high is not None or said.best is not None else 0.0


def _event(event_id: str, claims: Sequence[Claim], said: Mapping[str, Sequence[Said]], shelf: Shelf, story_of: Mapping[str, str]) -> Event:
    times = [s for s in said.get("time", ()) if isinstance(s.data, Claim)]
    stated = [s for s in times if isinstance(s.data, Claim) and s.data.time_from == "said"]
    when = best(stated or times)
    claim = when.data if when and isinstance(when.data, Claim) else None
    actor, target, place = (best(said.get(name, ())) for name in ("actor", "target", "place"))
    stories = sorted({story_of[c.document_id] for c in claims if c.document_id in story_of})
    outlets = {shelf.documents[c.document_id].outlet for c in claims}  # those not known count as one: at least so many
    origins = {c.origin_id or c.document_id for c in claims}
    status, kind = status_of(said["status"]), _kind(claims)
    return Event(
        event_id,
        stories[0] if stories else None,
        headline(claims, kind, shelf),
        kind,
        actor.key if actor else None,
        target.key if target else None,
        place.key if place else None,
        claim.time_start if claim else None,
        claim.time_end if claim else None,
        status,
        len({c.document_id for c in claims}),
        len(outlets),
        len(origins),
        grade(said["status"], len(origins)),
    )


def _kind(claims: Sequence[Claim]) -> str:
    """The type that the most reports give; confidence, then the alphabet, decide a tie."""
    reports: dict[str, set[str]] = defaultdict(set)
    trust: Counter[str] = Counter()
    for claim in claims:
        reports[claim.type].add(claim.document_id)
        trust[claim.type] += round(1000 * claim.confidence)
    return min(reports, key=lambda t: (-len(reports[t]), -trust[t], t))


def status_of(voices: Sequence[Said]) -> Status:
    """The status that the most origins give among those published last; a denial counts only where nobody asserts."""
    asserted = [s for s in voices if s.key != "denied"] or list(voices)
    latest = max((s.published or date.min for s in asserted), default=date.min)
    done = [s for s in asserted if s.key in fields.DONE_STATUS]
    pool = done or [s for s in asserted if (s.published or date.min) == latest] or asserted
    found = best(pool)
    return found.key if found else "happened"  # type: ignore[return-value]


def grade(voices: Sequence[Said], origins: int) -> Grade:
    """denied where all deny; contested where some assert and some deny; corroborated where two origins or more agree."""
    denied = {s.origin for s in voices if s.key == "denied"}
    asserted = {s.origin for s in voices if s.key != "denied"}
    if denied and not asserted:
        return "denied"
    if denied:
        return "contested"
    return "corroborated" if origins > 1 else "single"
