"""What each build made of a record: how much there was, and what is different from the build before. Kept in the table ``builds``.

It is no part of what is known of the reports (two builds of the same reports differ in it), so no export has it. What became of events
that the record once had is kept beside it (:mod:`crosswire.store.tombstones`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from crosswire.store.succession import Report, Said, reports_in, roots, said_in, successors
from crosswire.store.tombstones import Tombstone, buried, stones
from crosswire.types import Event, EventValue, Place, Tables

if TYPE_CHECKING:
    from crosswire.store.database import Record

Kind = Literal["new", "changed", "gone"]
COLUMNS: Mapping[str, str] = {
    "number": "BIGINT",
    "at": "VARCHAR",
    **dict.fromkeys(("reports", "events", "claims", "findings", "decisions"), "BIGINT"),
    "reports_changed": "STRUCT(document_id VARCHAR, kind VARCHAR, outlet VARCHAR, title VARCHAR)[]",
    "events_changed": "STRUCT(event_id VARCHAR, kind VARCHAR, what VARCHAR, was VARCHAR, now VARCHAR)[]",
}
_IN_THE_ROW = frozenset({"place", "time", "status"})  # fields of event_values that the event's own row tells, too
KEPT = 20  # builds of which the counts are kept; of the last one what is different, too


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A report that is new, has other bytes under its id, or is gone."""

    document_id: str
    kind: Kind
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class EventChange:
    """An event none of whose claims was there before, or is there now; one of several before, or now in several; or one of which something
    else is said now.

    ``kind`` is ``appeared``, ``vanished``, ``joined``, ``parted``, or what is said otherwise: ``grade``, ``status``, ``day`` (ISO 8601; of
    several the first and the last with a slash), ``place``, ``reports``, ``origins``, or a field as ``event_values`` has it. ``was`` and
    ``now`` are what stood and stands there; of ``appeared`` and ``vanished`` grades, of ``joined`` and ``parted`` the number of events.
    """

    event_id: str
    kind: str
    what: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Build:
    """One build of a record."""

    number: int
    at: str
    reports: int
    events: int
    claims: int
    findings: int
    decisions: int
    reports_changed: tuple[ReportChange, ...] = ()
    events_changed: tuple[EventChange, ...] = ()


class Told(NamedTuple):
    """An event as two builds are compared by it; ``facts``: what else stands for it, by the kinds of :class:`EventChange`, if known."""

    what: str
    grade: str
    facts: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What must be known of the record that a build takes the place of."""

    builds: tuple[Build, ...]
    documents: Mapping[str, tuple[str, str | None, str | None]]  # document_id -> sha256, outlet, title
    events: Mapping[str, Told]
    event_of: Mapping[str, str]  # claim_id -> event_id
    said: Mapping[str, Said] = field(default_factory=dict)  # the claims of events
    reports: Mapping[str, Report] = field(default_factory=dict)
    tombstones: tuple[Tombstone, ...] = ()


SAID = """
SELECT claim_id, event_id, document_id, type, substr("text", c."start" + 1, c."end" - c."start") AS words,
       coalesce(withdrawn, false) AS withdrawn
FROM claims c JOIN documents USING (document_id) WHERE event_id IS NOT NULL ORDER BY claim_id
"""


def before(record: Record, builds: tuple[Build, ...]) -> Before:
    """What a build must know of a record that it takes the place of; ``builds`` are those that made it."""
    documents = record.rows("SELECT document_id, sha256, outlet, title, replaces FROM documents")
    claims = record.rows(SAID)
    return Before(
        builds,
        {d["document_id"]: (d["sha256"], d["outlet"], d["title"]) for d in documents},
        _told(*(record.some(name, "true", ()) for name in ("events", "event_values", "places"))),
        {c["claim_id"]: c["event_id"] for c in claims},
        {c["claim_id"]: Said(c["document_id"], c["type"], c["words"], c["withdrawn"]) for c in claims},
        {d["document_id"]: Report(d["sha256"], d["replaces"]) for d in documents},
        stones(record),
    )


def _told(events: Sequence[Event], values: Iterable[EventValue], places: Iterable[Place]) -> dict[str, Told]:
    """event_id -> what an event is compared by."""
    names = {p.place_id: p.name for p in places}
    chosen: dict[str, dict[str, str | None]] = defaultdict(dict)
    for v in values:
        if v.field not in _IN_THE_ROW and (v.chosen or v.field not in chosen[v.event_id]):
            chosen[v.event_id][v.field] = " ".join(part for part in (v.value if v.chosen else None, _range(v)) if part) or None
    return {
        e.event_id: Told(e.what, e.grade, {
            "status": e.status, "day": _days(e), "place": names.get(e.place_id or ""), **chosen[e.event_id],
            "reports": str(e.reports), "origins": str(e.origins),
        })
        for e in events
    }  # fmt: skip


def _range(value: EventValue) -> str | None:
    """How far a counted field goes, in brackets, where it is no single number."""
    low, high = value.field_low, value.field_high
    return None if low is None or high is None or low == high else f"({low:,.10g}–{high:,.10g})"


def _days(event: Event) -> str | None:
    if event.start is None and event.end is None:
        return None
    days = [day.isoformat() if day else "" for day in (event.start, event.end)]
    return days[0] if days[0] == days[1] else "/".join(days)


def now_of(before: Before, tables: Tables) -> dict[str, str]:
    """Claim of the record before -> the event that its successor is in now."""
    said = said_in(tables)
    event_of = {c.claim_id: c.event_id for c in tables.claims if c.event_id}
    if not before.said:  # a record that only ids are known of
        return {i: event_of[i] for i in before.event_of if i in event_of}
    found = successors(before.said, said, *roots(before.reports, reports_in(tables)))
    return {old: event_of[new] for old, new in found.items()}


def next_tombstones(before: Before | None, tables: Tables, at: str) -> tuple[Tombstone, ...]:
    """What became of every event that a record once had and no longer has, after the build that made ``tables`` at ``at`` (ISO 8601)."""
    if before is None:
        return ()
    reports = {c: s.document_id for c, s in before.said.items()}
    return buried(before.tombstones, set(before.events), before.event_of, now_of(before, tables), {e.event_id for e in tables.events},
                  reports, reports_in(tables).keys(), at)  # fmt: skip


def next_build(before: Before | None, tables: Tables, at: str) -> tuple[Build, ...]:
    """The builds of a record with the one that made ``tables``, the last one last."""
    earlier = before.builds if before else ()
    made = Build(
        max((b.number for b in earlier), default=0) + 1, at, len(tables.documents), len(tables.events), len(tables.claims),
        len(tables.findings), len(tables.decisions), tuple(_reports(before, tables)) if before else (),
        tuple(_events(before, tables)) if before else (),
    )  # fmt: skip
    kept = [Build(b.number, b.at, b.reports, b.events, b.claims, b.findings, b.decisions) for b in earlier[-KEPT + 1 :]]
    return (*kept, made)


def _reports(before: Before, tables: Tables) -> Iterator[ReportChange]:
    now = {d.document_id: d for d in tables.documents}
    lost = {sha for document_id, (sha, _, _) in before.documents.items() if document_id not in now}
    come = {d.sha256 for d in tables.documents if d.document_id not in before.documents}
    for document in tables.documents:
        known = before.documents.get(document.document_id)
        if known is None and document.sha256 not in lost:  # else the same report under another name
            yield ReportChange(document.document_id, "new", document.outlet, document.title)
        elif known is not None and known[0] != document.sha256:
            yield ReportChange(document.document_id, "changed", document.outlet, document.title)
    for document_id, (sha, outlet, title) in sorted(before.documents.items()):
        if document_id not in now and sha not in come:
            yield ReportChange(document_id, "gone", outlet, title)


def _events(before: Before, tables: Tables) -> Iterator[EventChange]:
    """Events are made anew by every build, so one is known again by the claims in it."""
    told = _told(tables.events, tables.event_values, tables.places)
    was_in: dict[str, Counter[str]] = defaultdict(Counter)
    is_in: dict[str, Counter[str]] = defaultdict(Counter)
    for claim_id, now in now_of(before, tables).items():
        old = before.event_of[claim_id]
        was_in[now][old] += 1
        is_in[old][now] += 1
    for event_id in sorted(told):
        what, grade, facts = told[event_id]
        if event_id not in was_in:
            yield EventChange(event_id, "appeared", what, None, grade)
            continue
        first = _most(was_in[event_id])
        if len(was_in[event_id]) > 1:
            yield EventChange(event_id, "joined", what, str(len(was_in[event_id])), "1")
        if _most(is_in[first]) == event_id:
            earlier = before.events[first]
            yield from _otherwise(event_id, what, {"grade": earlier.grade}, {"grade": grade})
            yield from _otherwise(event_id, what, earlier.facts or facts or {}, facts or {})
    for event_id in sorted(before.events):
        what, grade, _ = before.events[event_id]
        if event_id not in is_in:
            yield EventChange(event_id, "vanished", what, grade, None)
        elif len(is_in[event_id]) > 1:
            yield EventChange(_most(is_in[event_id]), "parted", what, "1", str(len(is_in[event_id])))


def _otherwise(event_id: str, what: str, was: Mapping[str, str | None], now: Mapping[str, str | None]) -> Iterator[EventChange]:
    for kind in dict.fromkeys((*now, *was)):
        if was.get(kind) != now.get(kind):
            yield EventChange(event_id, kind, what, was.get(kind), now.get(kind))


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda key: (-counts[key], key))


def row(build: Build) -> list[Any]:
    """A build as a row of the table."""
    plain = asdict(build)
    return [list(plain[c]) if isinstance(plain[c], list | tuple) else plain[c] for c in COLUMNS]


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[Build, ...]:
    """Builds from the rows of the table, the last one last."""
    found = [
        Build(
            **{
                **r,
                "reports_changed": tuple(ReportChange(**c) for c in r["reports_changed"]),
                "events_changed": tuple(EventChange(**c) for c in r["events_changed"]),
            }
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda b: b.number))
