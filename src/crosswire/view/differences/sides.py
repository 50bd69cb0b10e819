"""One of two records that are compared: what is needed of it, read at once, so that the two need not be open together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from crosswire.store.database import Record, open_record
from crosswire.store.history import SAID
from crosswire.store.succession import Report, Said

Row = dict[str, Any]
LINKED = """
SELECT left_id, right_id, score, joined, reasons FROM links
WHERE kind = 'claim' AND left_id IN (SELECT unnest($claims)) AND right_id IN (SELECT unnest($claims))
ORDER BY score DESC, left_id, right_id
"""
# What an id in a judgement is about -> the event of it.
SUBJECTS = (
    "SELECT claim_id AS id, event_id FROM claims WHERE event_id IS NOT NULL AND claim_id IN (SELECT unnest($ids))",
    "SELECT quote_id AS id, event_id FROM claims WHERE event_id IS NOT NULL AND quote_id IN (SELECT unnest($ids))",
    "SELECT quantity_id AS id, event_id FROM quantities JOIN claims USING (claim_id) WHERE quantity_id IN (SELECT unnest($ids))",
    "SELECT value_id AS id, event_id FROM event_values WHERE value_id IN (SELECT unnest($ids))",
    "SELECT finding_id AS id, event_id FROM findings WHERE event_id IS NOT NULL AND finding_id IN (SELECT unnest($ids))",
    "SELECT event_id AS id, event_id FROM events WHERE event_id IN (SELECT unnest($ids))",
)


class Given(NamedTuple):
    """A value that reports give for a field; ``withdrawn`` where all of them took it back."""

    value: str
    withdrawn: bool
    documents: tuple[str, ...]


class Value(NamedTuple):
    """What stands for a field of an event, with the field's bounds, and what is given for it."""

    value: str | None
    low: float | None
    best: float | None
    high: float | None
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A record as it is compared: ``meta`` key -> value; rows by their ids; ``values`` event -> field -> what stands for it;
    ``conflicts`` event -> field -> the finding's sentence; ``judged`` what is in a judgement's ``subject`` -> its event;
    ``links`` the links between some claims, the strongest first, looked up when they are wanted."""

    path: Path
    meta: Mapping[str, str]
    documents: Mapping[str, Row]
    said: Mapping[str, Said]
    event_of: Mapping[str, str]
    events: Mapping[str, Row]
    values: Mapping[str, Mapping[str, Value]]
    conflicts: Mapping[str, Mapping[str, str]]
    decisions: Mapping[str, Row]
    judged: Mapping[str, str]
    links: Callable[[Iterable[str]], list[Row]]

    def reports(self) -> dict[str, Report]:
        """document_id -> what a report is known by."""
        return {i: Report(d["sha256"], d["replaces"]) for i, d in self.documents.items()}

    def claims_of(self) -> dict[str, list[str]]:
        """event_id -> its claims, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for claim_id in sorted(self.event_of):
            found[self.event_of[claim_id]].append(claim_id)
        return found


def side(path: Path) -> Side:
    """Read one record. Raises the errors of opening one."""
    with open_record(path) as record:
        claims = record.rows(SAID)
        documents = "SELECT document_id, sha256, outlet, title, published_at, replaces, coalesce(state, 'current') AS state FROM documents"
        events = """SELECT event_id, what, type, "start", "end", status, grade, reports, origins, name AS place
                    FROM events LEFT JOIN places USING (place_id)"""
        decisions = {r["decision_id"]: r for r in record.rows("SELECT * FROM decisions")}
        meta = record.rows("SELECT key, value FROM meta WHERE key <> 'format'")
        return Side(
            path,
            {r["key"]: r["value"] for r in meta},
            {r["document_id"]: r for r in record.rows(documents)},
            {c["claim_id"]: Said(c["document_id"], c["type"], c["words"], c["withdrawn"]) for c in claims},
            {c["claim_id"]: c["event_id"] for c in claims},
            {r["event_id"]: r for r in record.rows(events)},
            _values(record),
            _conflicts(record),
            decisions,
            _subjects(record, decisions.values()),
            partial(linked, path),
        )


def _values(record: Record) -> dict[str, dict[str, Value]]:
    sql = """SELECT event_id, field, any_value(value) FILTER (chosen) AS value, any_value(field_low) AS low,
                    any_value(field_best) AS best, any_value(field_high) AS high,
                    list({'value': value, 'withdrawn': coalesce(withdrawn, false), 'documents': documents} ORDER BY value) AS given
             FROM event_values GROUP BY 1, 2"""
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for r in record.rows(sql):
        found[r["event_id"]][r["field"]] = Value(
            r["value"], r["low"], r["best"], r["high"], tuple(Given(g["value"], g["withdrawn"], tuple(g["documents"])) for g in r["given"])
        )
    return found


def _conflicts(record: Record) -> dict[str, dict[str, str]]:
    sql = "SELECT event_id, field, text FROM findings WHERE kind = 'conflict' AND event_id IS NOT NULL ORDER BY finding_id"
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for r in record.rows(sql):
        found[r["event_id"]].setdefault(r["field"], r["text"])
    return found


def _subjects(record: Record, decisions: Iterable[Row]) -> dict[str, str]:
    ids = sorted({word for d in decisions for word in d["subject"].split()})
    return {r["id"]: r["event_id"] for sql in SUBJECTS for r in record.rows(sql, {"ids": ids})} if ids else {}


def linked(path: Path, claims: Iterable[str]) -> list[Row]:
    """The links between some claims of a record, the strongest first."""
    with open_record(path) as record:
        return record.rows(LINKED, {"claims": sorted(claims)})
