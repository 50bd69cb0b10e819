"""The filters that lists, map and timeline share: read off the address, turned into SQL, carried from page to page.

A filter that was not given filters nothing. Every value is a parameter of the SQL, never a part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.types import Grade, Status
from crosswire.view.asking import lookups, matching
from crosswire.view.asking.lookups import Condition
from crosswire.view.asking.query import Query, missing
from crosswire.view.words import TYPES

GRADES: tuple[str, ...] = get_args(Grade)
STATUSES: tuple[str, ...] = get_args(Status)
KINDS = ("conflict", "update", "arithmetic", "naming")
# The order in which the form and the address have them; each is a parameter of the address.
NAMES = ("q", "from", "to", "type", "grade", "status", "origins", "finding", "story", "outlet", "actor", "place", "origin")
_KNOWN = {"type": tuple(TYPES), "grade": GRADES, "status": STATUSES, "finding": KINDS}
# Where a filter's value is looked up, so that a misspelt one is an error and not an empty list.
_IDS = {
    "story": ("stories", "story_id"), "actor": ("actors", "actor_id"), "place": ("places", "place_id"),
    "origin": ("origins", "origin_id"), "outlet": ("documents", "outlet"),
}  # fmt: skip
_EVENT = {
    "type": "e.type = ?",
    "grade": "e.grade = ?",
    "status": "e.status = ?",
    "story": "e.story_id = ?",
    "place": "e.place_id = ?",
    "actor": "(e.actor_id = ? OR e.target_id = ? OR e.event_id IN (SELECT event_id FROM claims WHERE actor_id = ? OR target_id = ?))",
    "origin": "e.event_id IN (SELECT event_id FROM claims WHERE origin_id = ?)",
    "outlet": "e.event_id IN (SELECT c.event_id FROM claims c JOIN documents s USING (document_id) WHERE s.outlet = ?)",
    "finding": "e.event_id IN (SELECT event_id FROM findings WHERE kind = ?)",
    "origins": "e.origins >= ?",
    "from": 'coalesce(e."end", e."start") >= ?',
    "to": 'coalesce(e."start", e."end") <= ?',
}
_REPORT = {
    "story": "d.document_id IN (SELECT document_id FROM story_documents WHERE story_id = ?)",
    "outlet": "d.outlet = ?",
    "actor": "d.document_id IN (SELECT document_id FROM actor_mentions WHERE actor_id = ?)",
    "place": "d.document_id IN (SELECT document_id FROM place_mentions WHERE place_id = ?)",
    "origin": "d.document_id IN (SELECT document_id FROM claims WHERE origin_id = ?)",
    "from": "substr(d.published_at, 1, 10) >= ?",
    "to": "substr(d.published_at, 1, 10) <= ?",
}
_STORY = {"from": 'coalesce(s."end", s."start") >= ?', "to": 'coalesce(s."start", s."end") <= ?'}
_CLAIM = {
    "type": "c.type = ?",
    "status": "c.status = ?",
    "place": "c.place_id = ?",
    "actor": "(c.actor_id = ? OR c.target_id = ?)",
    "origin": "c.origin_id = ?",
    "story": "c.document_id IN (SELECT document_id FROM story_documents WHERE story_id = ?)",
    "outlet": "c.document_id IN (SELECT document_id FROM documents WHERE outlet = ?)",
    "from": "coalesce(c.time_end, c.time_start) >= ?",
    "to": "coalesce(c.time_start, c.time_end) <= ?",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen: (name, value) in the order of ``NAMES``; days as 2030-03-04, ids as they stand in the record."""

    chosen: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, record: Record, query: Query, names: tuple[str, ...] = NAMES) -> Filters:
        """The filters of an address, of those that a page has. Raises UsageError for a value that no filter or no row of the record has."""
        for name, known in _KNOWN.items():
            if query.get(name):
                query.one_of(name, known)
        since, until = query.day("from"), query.day("to")
        if since and until and since > until:
            raise UsageError(f"from={since} is after to={until}; the first day comes first.")
        query.number("origins", 1, low=1, high=1_000_000)
        for name, (table, column) in _IDS.items():
            value = query.get(name)
            if value and not record.rows(f'SELECT 1 AS n FROM {table} WHERE "{column}" = ? LIMIT 1', [value]):
                raise UsageError(missing(name, value).args[0])
        return cls(tuple((name, query.get(name)) for name in NAMES if name in names and query.get(name)))

    def get(self, name: str) -> str:
        """The value of a filter, or ""."""
        return dict(self.chosen).get(name, "")

    def day(self, name: str) -> date | None:
        """The first ("from") or last ("to") day."""
        return date.fromisoformat(self.get(name)) if self.get(name) else None

    def asked(self) -> dict[str, str]:
        """The filters as parameters of an address: ``links.listed("map", **filters.asked())``."""
        return dict(self.chosen)

    def events(self) -> Condition:
        """(condition over ``events e``, its parameters); ``true`` where nothing was chosen."""
        words = [lookups.of_events(terms)] if (terms := self._terms()) else []
        return lookups.both([*words, *self._of(_EVENT)])

    def reports(self) -> Condition:
        """(condition over ``documents d``, its parameters): days are of publication; what only events have is asked of their events."""
        words = []
        if terms := self._terms():
            sql, given = lookups.reports(terms)
            words = [(f"d.document_id IN (SELECT document_id FROM ({sql}))", given)]
        others, asked = lookups.both(self._of(_EVENT, but=(*_REPORT, "q")))
        told = [("d.document_id IN (SELECT c.document_id FROM claims c JOIN events e USING (event_id) WHERE " + others + ")", asked)]
        return lookups.both([*self._of(_REPORT), *words, *(told if asked else [])])

    def stories(self) -> Condition:
        """(condition over ``stories s``, its parameters): words in the title, days of the story, the rest of its reports."""
        own = [lookups.told("s.title", terms)] if (terms := self._terms()) else []
        reports, asked = lookups.both(self._of(_REPORT, but=("from", "to")))
        of_reports = [
            (
                "s.story_id IN (SELECT sd.story_id FROM story_documents sd JOIN documents d USING (document_id) WHERE " + reports + ")",
                asked,
            )
        ]
        return lookups.both([*self._of(_STORY), *own, *(of_reports if asked else [])])

    def claims(self) -> Condition:
        """(condition over ``claims c``, its parameters)."""
        return lookups.both(self._of(_CLAIM))

    def quotes(self) -> Condition:
        """(condition over ``quotes q``, its parameters): an actor is its speaker, days are of publication."""
        reports, asked = lookups.both(self._of(_REPORT, but=("actor",)))
        of_reports = [("q.document_id IN (SELECT d.document_id FROM documents d WHERE " + reports + ")", asked)]
        return lookups.both([*self._of({"actor": "q.speaker_id = ?"}), *(of_reports if asked else [])])

    def findings(self) -> Condition:
        """(condition over ``findings f``, its parameters): of that kind, with those words, on events under the other filters."""
        own = [lookups.told("f.text", terms)] if (terms := self._terms()) else []
        others, asked = lookups.both(self._of(_EVENT, but=("finding", "q")))
        of_event = [("f.event_id IN (SELECT e.event_id FROM events e WHERE " + others + ")", asked)]
        return lookups.both([*self._of({"finding": "f.kind = ?"}), *own, *(of_event if asked else [])])

    def _terms(self) -> tuple[matching.Term, ...]:
        return matching.read(self.get("q")).terms

    def _of(self, conditions: dict[str, str], but: tuple[str, ...] = ()) -> list[Condition]:
        """The chosen filters for which there are conditions, but for some."""
        names = conditions.keys() - set(but)
        chosen = [(conditions[name], int(value) if name == "origins" else value) for name, value in self.chosen if name in names]
        return [(sql, [value] * sql.count("?")) for sql, value in chosen]
