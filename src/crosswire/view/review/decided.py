"""Decisions as pages show them: what was judged, in words; who judged how much; where two judgements on one thing differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links, words

Row = dict[str, Any]
OTHER = {"same": "different", "different": "same", "right": "wrong", "wrong": "right"}
THINGS = {"claim": "event", "entity": "actor", "document": "story"}
PAIRS = ("same", "different")


def shown(record: Record, rows: Iterable[Row]) -> list[Row]:
    """Decisions, each with ``summary`` (in words), ``quoted`` (the words it was made on), ``url`` (what it is about), ``again`` (the card
    of the review that asks it anew), ``other`` (the verdict it can be changed to), ``stands`` (applied, waiting, orphaned, taken back)."""
    kept = list(rows)
    events = _events(record, kept)
    return [_shown(row, events) for row in kept]


def _shown(row: Row, events: dict[str, str]) -> Row:
    first = row["subject"].split()[0]
    event = events.get(first)
    return {
        **{k: row[k] for k in ("decision_id", "verdict", "subject", "field", "said", "value", "by", "at", "note", "withdrawn_at", "state")},
        "summary": summary(row),
        "quoted": [" ".join(a["exact"].split()) for a in (row["anchor"], row["other"]) if a],
        "url": links.event(event) if event else (links.finding(first) if first.startswith("finding_") else None),
        "again": _again(row, first),
        "other_verdict": OTHER.get(row["verdict"]),
        "when": when(row["at"]),
        "taken_back": when(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        "stands": "taken back" if row["withdrawn_at"] else row["state"],
    }


def when(at: str) -> str:
    """A moment as a list shows it.

    >>> when("2030-03-04T09:05:59.120+00:00")
    '4 March 2030, 09:05'
    """
    return f"{words.day(at)}, {at[11:16]}"


def summary(row: Row) -> str:
    """What a decision says, in a few words.

    >>> summary({"verdict": "value", "subject": "event_1", "field": "quantity:killed", "value": "14", "said": None})
    'killed is 14'
    >>> summary({"verdict": "same", "subject": "claim_1 claim_2", "field": None, "value": None, "said": None})
    'one event'
    """
    subject, field, said = row["subject"], row["field"] or "", row["said"] or ""
    kind = subject.split("_", maxsplit=1)[0]
    if row["verdict"] in PAIRS:
        thing = THINGS.get(kind, "thing")
        return f"one {thing}" if row["verdict"] == "same" else f"two {thing[:-1] + 'ie' if thing.endswith('y') else thing}s"
    if row["verdict"] == "value":
        return f"{words.field(field) or 'number'} is {row['value']}"
    if kind == "finding":
        what, _, name = field.partition(" ")
        real = "a real" if row["verdict"] == "right" else "no"
        of = f" of {words.field(name)}" if words.field(name) else ""
        return f"{real} {'sum' if what == 'arithmetic' else what}{of}: {said.replace(' | ', ', ')}"
    return f"{words.field(field)} {said} is {row['verdict']}".strip() if said else f"this {kind} is {row['verdict']}"


def _again(row: Row, first: str) -> str | None:
    if row["state"] == "orphaned" and not row["withdrawn_at"]:
        return str(row["decision_id"])
    if row["verdict"] in PAIRS:
        return ".".join(row["subject"].split()) if first.startswith(("claim_", "entity_")) else None
    if first.startswith("event_"):
        return f"{first}.{row['field']}"
    return first if first.startswith(("finding_", "value_")) else None


def _events(record: Record, rows: list[Row]) -> dict[str, str]:
    """subject -> the event that it is of."""
    subjects = sorted({s for r in rows for s in r["subject"].split()})
    sql = """SELECT claim_id AS id, event_id FROM claims WHERE claim_id IN (SELECT unnest($ids))
             UNION ALL SELECT event_id, event_id FROM events WHERE event_id IN (SELECT unnest($ids))
             UNION ALL SELECT value_id, event_id FROM event_values WHERE value_id IN (SELECT unnest($ids))
             UNION ALL SELECT finding_id, event_id FROM findings WHERE finding_id IN (SELECT unnest($ids)) AND event_id IS NOT NULL"""
    return {r["id"]: r["event_id"] for r in record.rows(sql, {"ids": subjects})} if subjects else {}


def latest(record: Record, most: int) -> list[Row]:
    """The last decisions, those that were taken back included, the newest first."""
    return standing(record, record.rows('SELECT * FROM decisions ORDER BY "at" DESC, decision_id LIMIT ?', [most]))


def standing(record: Record, rows: Iterable[Row]) -> list[Row]:
    """The same as :func:`shown`; one that a later judgement on the same thing goes against is told as overruled."""
    late = {row["decision_id"] for group in contradictions(record) for row in group["overruled"]}
    return [{**row, "stands": "overruled"} if row["decision_id"] in late else row for row in shown(record, rows)]


def people(record: Record) -> list[Row]:
    """Who judged, how many decisions stand, how many were taken back."""
    sql = """SELECT "by" AS name, count(*) FILTER (withdrawn_at IS NULL) AS decisions,
                    count(*) FILTER (withdrawn_at IS NOT NULL) AS taken_back, max("at") AS last
             FROM decisions GROUP BY 1 ORDER BY decisions DESC, name"""
    return record.once("people who judged", lambda: record.rows(sql))


def contradictions(record: Record) -> list[Row]:
    """Things judged in two ways, both standing in the log: ``decisions``, the newest (which counts) first, those ``overruled``, and
    whether ``two_people`` hold different views."""
    return record.once("contradictions of decisions", lambda: _contradictions(record))


def _contradictions(record: Record) -> list[Row]:
    sql = """SELECT d.*, v.event_id AS of_event FROM decisions d LEFT JOIN event_values v ON v.value_id = d.subject
             WHERE d.withdrawn_at IS NULL ORDER BY d."at" DESC, d.decision_id"""
    groups: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in record.rows(sql):
        for key, says in _says(row):
            groups[key].append((says, row))
    found = []
    for key, rows in sorted(groups.items()):
        if len({says for says, _ in rows}) > 1:
            told = shown(record, [row for _, row in rows])
            against = [row for (says, _), row in zip(rows, told, strict=True) if says != rows[0][0]]
            found.append({"subject": key, "two_people": _differ(rows), "decisions": told, "overruled": against})
    return sorted(found, key=lambda c: (not c["two_people"], c["decisions"][0]["at"], c["subject"]))


def _differ(rows: list[tuple[str, Row]]) -> bool:
    """Whether two people hold different views: their latest judgements say different things."""
    last: dict[str, str] = {}
    for says, row in rows:
        last.setdefault(row["by"], says)
    return len(set(last.values())) > 1


def _says(row: Row) -> list[tuple[str, str]]:
    """(what is judged, how): of a value both the value itself and the field that it is of."""
    verdict, subject = row["verdict"], row["subject"]
    if verdict in PAIRS:
        return [(" ".join(sorted(subject.split())), verdict)]
    event = subject if subject.startswith("event_") else row["of_event"]
    of_field = [(f"{event} {row['field']}", row["value"] or row["said"] or "")] if event and row["field"] and verdict != "wrong" else []
    return of_field if verdict == "value" else [(subject, verdict), *of_field]
