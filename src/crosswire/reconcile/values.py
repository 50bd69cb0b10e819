"""Events and their values: for every field who gives which value, and how the values stand to one another.

The best value of a field is never an average. It is, in this order: the value that the most independent origins give; then
the one that the most reports give; then the most exact one (a day before a month, 275 before "up to 275"); then the one
published last; then the first in alphabetical order. What was taken back, withdrawn or judged wrong, does not count; what a
person decided stands (:mod:`crosswire.reconcile.judged`). Of a count that was brought up to date (12, then 19), what came
before does not count either. The best value's row is marked ``chosen``; of a count, each row of the field has the field's low,
best and high (:mod:`crosswire.reconcile.triples`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast, get_args

from crosswire.reconcile import decisions, denials, fields, judged
from crosswire.reconcile.conflicts import may_clash
from crosswire.reconcile.current_reports import of_current
from crosswire.reconcile.fields import Shelf
from crosswire.reconcile.grades import bearing, grade
from crosswire.reconcile.headlines import headline
from crosswire.reconcile.judged import Judged, days_of
from crosswire.reconcile.standing import Relation, Said, standings
from crosswire.reconcile.triples import Triple, current, triple
from crosswire.types import Actor, Claim, Event, EventValue, Place, Standing, Status, Tables

NOBODY = Judged()


def settle(tables: Tables) -> Tables:
    """Fill ``events`` and ``event_values`` from the claims that carry an ``event_id``; judgements on events are put on the record."""
    tables = decisions.apply(tables)
    verdicts = judged.read(tables.decisions)
    counted = of_current(tables)
    shelf = judged.without_wrong(fields.shelve(counted), verdicts)
    whole = shelf if counted is tables else judged.without_wrong(fields.shelve(tables), verdicts)
    members: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        if claim.event_id:
            members[claim.event_id].append(claim)
    story_of = {row.document_id: row.story_id for row in sorted(tables.story_documents, key=lambda r: (r.document_id, r.story_id))}
    disputed = denials.denied_events(counted)
    events, values = [], []
    for event_id in sorted(members):
        standing = [c for c in members[event_id] if not c.withdrawn]
        taken = [c for c in members[event_id] if c.withdrawn]
        claims, on = (standing, shelf) if standing else (taken, whole)
        event, rows = _settled(event_id, claims, on, verdicts, story_of, denied_elsewhere=event_id in disputed)
        if not standing:
            event = replace(event, grade="withdrawn", reports=0, outlets=0, origins=0, families=0)
            rows = [replace(r, withdrawn=True, families=0) if r.claims else r for r in rows]
        elif taken:
            rows = [*rows, *_only_taken(event_id, taken, rows, whole)]
        events.append(event)
        values += rows
    values.sort(key=lambda v: (v.event_id, v.field, v.value))
    return replace(tables, events=tuple(events), event_values=tuple(values))


def _settled(
    event_id: str, members: Sequence[Claim], shelf: Shelf, verdicts: Judged, story_of: Mapping[str, str], *, denied_elsewhere: bool
) -> tuple[Event, list[EventValue]]:
    """An event and its values, by the claims that count."""
    counting = verdicts.counting(members)
    claims = counting or members
    said = fields.read(claims, shelf)
    right = {"status": said["status"], **verdicts.voices(event_id, said)}  # an event has a status, though all say a wrong one
    event = _decided(_event(event_id, claims, right, shelf, story_of), said, shelf, verdicts)
    settled = verdicts.choice(event_id, "status", (v.label for v in right["status"])) is not None
    graded = grade(claims, right["status"], shelf, denied_elsewhere=denied_elsewhere, settled=settled)
    stands = counting and event_id not in verdicts.wrong
    return replace(event, grade=graded if stands else "withdrawn"), event_values(event_id, said, shelf, verdicts)


def _only_taken(event_id: str, claims: Sequence[Claim], rows: Sequence[EventValue], shelf: Shelf) -> list[EventValue]:
    """A row for every value that only withdrawn reports give: shown, and counted for nothing."""
    known = {(r.field, r.value) for r in rows}
    bounds = {r.field: Triple(r.field_low, r.field_best, r.field_high) for r in rows}
    found = []
    for name, voices in sorted(fields.read(claims, shelf).items()):
        for _, group in sorted(_grouped(voices).items()):
            row = _row(event_id, name, group, shelf, bounds.get(name, Triple(None, None, None)))
            if (name, row.value) not in known:
                found.append(replace(row, withdrawn=True, families=0))
    return _distinct(found)


def event_values(event_id: str, said: Mapping[str, Sequence[Said]], shelf: Shelf, verdicts: Judged = NOBODY) -> list[EventValue]:
    """One row for every value of every field of an event, and for a value that only a person gives."""
    rows = []
    right = verdicts.voices(event_id, said)
    for name, voices in sorted(said.items()):
        counting = standing_voices(right.get(name, ()), shelf)
        stands = standings(counting, _relation(name, counting, shelf))
        best_one = chosen(name, counting)
        choice = verdicts.choice(event_id, name, (s.label for s in voices))
        label = choice or (best_one.label if best_one else None)
        decided = [v for v in counting if v.label == choice] or current(_asserted(counting), name)
        bounds = triple(decided, decided[0] if choice and decided and decided[0].label == choice else best_one)
        for key, group in sorted(_grouped(voices).items()):
            row = _row(event_id, name, group, shelf, bounds)
            back = all(s.claim_id in shelf.taken_back for s in group)
            rows.append(replace(row, standing=stands.get(key, "only"), chosen=row.value == label, withdrawn=back))
        if choice and choice not in {s.label for s in voices}:
            rows = _with_decided(rows, event_id, name, choice)
    for name in verdicts.fields(event_id):
        if name not in said and (choice := verdicts.choice(event_id, name, ())):
            rows = _with_decided(rows, event_id, name, choice)
    return _distinct(rows)


def _relation(name: str, voices: Sequence[Said], shelf: Shelf) -> Relation:
    """How two values of a field stand to one another; numbers that count two things, or the parts of one sum, are in no conflict."""
    relate = fields.relation(name, shelf.actors)
    if not name.startswith("quantity"):
        return relate

    def counts(a: Said, b: Said) -> Standing:
        found = relate(a, b)
        return found if found != "conflicting" or may_clash(a, b, name, voices, shelf) else "only"

    return counts


def _with_decided(rows: Sequence[EventValue], event_id: str, name: str, choice: str) -> list[EventValue]:
    """The rows with one for a value that only a person gives: it is what stands for its field."""
    row = judged.decided_row(event_id, name, choice)
    everyone = [*rows, replace(row, chosen=True)]
    return [replace(r, field_low=row.low, field_best=row.best, field_high=row.high) if r.field == name else r for r in everyone]


def _row(event_id: str, name: str, group: Sequence[Said], shelf: Shelf, bounds: Triple) -> EventValue:
    first, documents = group[0], _ids(s.document_id for s in group)
    return EventValue(
        event_id, name, first.label, first.low, first.best, first.high, documents, _ids(s.claim_id for s in group),
        _ids(s.origin for s in group), "only", len({shelf.families.get(d, d) for d in documents}), False, False,
        bounds.low, bounds.best, bounds.high,
    )  # fmt: skip


def standing_voices(voices: Sequence[Said], shelf: Shelf) -> list[Said]:
    """The voices that were not taken back; all where nothing else is left."""
    return [v for v in voices if v.claim_id not in shelf.taken_back] or list(voices)


def _asserted(voices: Sequence[Said]) -> list[Said]:
    """The voices of claims that do not deny; all where all deny."""
    return [v for v in voices if v.status != "denied"] or list(voices)


def chosen(name: str, voices: Sequence[Said]) -> Said | None:
    """The voice whose value stands for a field: of times, those that a clause itself gives; of counts, those that are current."""
    if name == "status":
        key = status_of(voices) if voices else None
        return next((v for v in voices if v.key == key), None)
    if name == "time":
        stated = [v for v in voices if v.firm]
        return best(stated or voices)
    return best(current(_asserted(voices), name) if name.startswith("quantity") else voices)


def _decided(event: Event, said: Mapping[str, Sequence[Said]], shelf: Shelf, verdicts: Judged) -> Event:
    """The event with what people decided of its parties, place, days and status; what cannot be read as such changes nothing."""
    names = {*said, *verdicts.fields(event.event_id)}
    chosen = {name: verdicts.choice(event.event_id, name, (s.label for s in said.get(name, ()))) for name in names}
    actor, target = (_by_name(shelf.actors, chosen.get(name)) for name in ("actor", "target"))
    place = _by_name(shelf.places, chosen.get("place"))
    event = replace(event, actor_id=actor or event.actor_id, target_id=target or event.target_id, place_id=place or event.place_id)
    if (status := chosen.get("status")) in get_args(Status):
        event = replace(event, status=cast("Status", status))
    days = days_of(chosen.get("time") or "")
    return replace(event, start=days[0], end=days[1]) if days else event


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
                families=max(other.families, row.families),
                chosen=other.chosen or row.chosen,
                withdrawn=other.withdrawn and row.withdrawn,
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
    when, actor, target, place = (chosen(n, standing_voices(said.get(n, ()), shelf)) for n in ("time", "actor", "target", "place"))
    claim = when.data if when and isinstance(when.data, Claim) else None
    stories = sorted({story_of[c.document_id] for c in claims if c.document_id in story_of})
    outlets = {shelf.documents[c.document_id].outlet for c in claims}  # those not known count as one: at least so many
    status, kind = status_of(standing_voices(said["status"], shelf)), _kind(claims)
    origins = {c.origin_id or c.document_id for c in bearing(claims, shelf)}
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
        "single",
        len({shelf.families.get(c.document_id, c.document_id) for c in claims}),
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
