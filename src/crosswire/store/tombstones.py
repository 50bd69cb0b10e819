"""What became of events that a record once had, for whoever took their ids elsewhere.

Kept in the table ``tombstones``, through every build.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosswire.store.database import Record

# Why an id is gone, and what it says.
REASONS: Mapping[str, str] = {
    "renamed": "the event is there, and another claim of it comes first now, of which its id is made",
    "merged": "its claims belong to an event together with those of another one",
    "split": "its claims belong to several events; merged_into names the one that has most of them",
    "report gone": "the reports that told of it are no longer in the record",
    "read otherwise": "its reports are there, and no claim of it is found in them any more: their text or the way it is read has changed",
}
COLUMNS = ("event_id", "deleted_at", "reason", "merged_into")
CREATE = f"CREATE TABLE IF NOT EXISTS tombstones ({', '.join(f'{c} VARCHAR' for c in COLUMNS)})"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An id that no event has any more: since when (ISO 8601), why (a key of ``REASONS``), and the event that has its claims now."""

    event_id: str
    deleted_at: str
    reason: str
    merged_into: str | None


def tombstones(record: Record) -> list[dict[str, Any]]:
    """The rows of the table, by event id; a record that is older than the table has none."""
    if not record.rows("SELECT 1 AS known FROM information_schema.tables WHERE table_name = 'tombstones'"):
        return []
    return record.rows(f"SELECT {', '.join(COLUMNS)} FROM tombstones ORDER BY event_id")


def stones(record: Record) -> tuple[Tombstone, ...]:
    """The same as their type."""
    return tuple(Tombstone(**row) for row in tombstones(record))


def row(stone: Tombstone) -> list[Any]:
    """A tombstone as a row of the table."""
    return list(astuple(stone))


def buried(
    earlier: Sequence[Tombstone], events: Collection[str], event_of: Mapping[str, str], now_of: Mapping[str, str], present: Collection[str],
    report_of: Mapping[str, str], reports: Collection[str], at: str,
) -> tuple[Tombstone, ...]:  # fmt: skip
    """All tombstones of a record after it has changed, by event id.

    ``earlier``: those before; ``events``: the ids before, ``event_of`` claim -> event before, ``now_of`` the same claims -> event now,
    ``present``: the ids now; ``report_of`` claim -> report before, ``reports``: the reports now. An id that is back is no longer listed;
    where an event that another was merged into is gone itself, the way is followed on.
    """
    claims: dict[str, list[str]] = defaultdict(list)
    for claim_id, event_id in event_of.items():
        claims[event_id].append(claim_id)
    went_to = {e: Counter(now_of[c] for c in claims[e] if c in now_of) for e in events}
    came_from: dict[str, set[str]] = defaultdict(set)
    for event_id, where in went_to.items():
        for now in where:
            came_from[now].add(event_id)
    fresh = {
        e: _fresh(e, went_to[e], came_from, {report_of[c] for c in claims[e] if c in report_of} & set(reports), at)
        for e in sorted(set(events) - set(present))
    }
    known = {t.event_id: t for t in earlier if t.event_id not in present} | fresh
    return tuple(_followed(known[i], known, present) for i in sorted(known))


def _fresh(event_id: str, where: Counter[str], came_from: Mapping[str, Collection[str]], there: Collection[str], at: str) -> Tombstone:
    if not where:
        return Tombstone(event_id, at, "read otherwise" if there else "report gone", None)
    into = min(where, key=lambda e: (-where[e], e))
    reason = "split" if len(where) > 1 else "merged" if len(came_from[into]) > 1 else "renamed"
    return Tombstone(event_id, at, reason, into)


def _followed(stone: Tombstone, known: Mapping[str, Tombstone], present: Collection[str]) -> Tombstone:
    """A tombstone that leads to an event that is there, or nowhere."""
    seen, into = {stone.event_id}, stone.merged_into
    while into is not None and into not in present:
        seen.add(into)
        following = known[into].merged_into if into in known else None
        into = None if following in seen else following
    return stone if into == stone.merged_into else replace(stone, merged_into=into)


def bury(record: Record, before: Mapping[str, str], lost: Iterable[str], at: str) -> tuple[Tombstone, ...]:
    """The tombstones of a record in which a decision has just been worked in: ``before`` claim -> event, ``lost`` the ids that went."""
    gone = set(lost)
    event_of = {c: e for c, e in before.items() if e}
    rows = record.rows("SELECT claim_id, event_id FROM claims WHERE claim_id IN (SELECT unnest(?))", [sorted(event_of)]) if event_of else []
    now_of = {r["claim_id"]: r["event_id"] for r in rows if r["event_id"]}
    earlier = stones(record)
    led_to = {t.merged_into for t in earlier if t.merged_into} | {t.event_id for t in earlier} | set(now_of.values())
    here = record.rows("SELECT event_id FROM events WHERE event_id IN (SELECT unnest(?))", [sorted(led_to)]) if led_to else []
    present = {r["event_id"] for r in here} - gone
    return buried(earlier, gone | set(event_of.values()) & present, event_of, now_of, present, {}, (), at)
