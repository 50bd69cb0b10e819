"""A story on paper: the account in order, every figure with the number of a note that quotes the words it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crosswire import __version__
from crosswire.config import now
from crosswire.store.database import Record
from crosswire.view import words
from crosswire.view.events import accounts, matrix
from crosswire.view.events.spots import Spot as Words
from crosswire.view.events.spots import spot
from crosswire.view.events.told import Told, judged, mentions, named
from crosswire.view.reports import spans
from crosswire.view.reports.spans import Spot

Row = dict[str, Any]
ALL = 1_000_000
AROUND, LONGEST = 70, 700  # characters around quoted words, and of the words themselves
TELLERS, BEHIND = 3, 3  # notes behind an event's line, one an origin, and behind a figure, one a report

# Found first by their events alone, then read: the lists of all other values would cost much.
_VALUES = """
SELECT v.*, len(v.documents) AS reports FROM event_values v
WHERE v.rowid IN (SELECT rowid FROM event_values WHERE event_id IN (SELECT event_id FROM events WHERE story_id = ?))
ORDER BY v.event_id, v.field, NOT v.chosen, reports DESC, v.value
"""
_FINDINGS = """
SELECT f.finding_id, f.event_id, f.kind, f.field, f.holds, f.text, f."values" FROM findings f
WHERE f.rowid IN (SELECT rowid FROM findings WHERE event_id IN (SELECT event_id FROM events WHERE story_id = $story)
                  UNION ALL SELECT rowid FROM findings WHERE finding_id IN (SELECT unnest($general)))
ORDER BY f.kind <> 'conflict', f.kind, f.field, f.finding_id
"""
_REPORTS = """
SELECT d.document_id, d.outlet, d.title, d.byline, d.published_at, d.published_from, d.url, d.sha256 FROM story_documents s
JOIN documents d USING (document_id) WHERE s.story_id = ? ORDER BY d.published_at NULLS LAST, d.document_id
"""
_JUDGED = "SELECT count(*) AS n FROM decisions WHERE state = 'applied' AND withdrawn_at IS NULL"


@dataclass(slots=True)
class Notes:
    """The notes of a report, numbered in the order in which they are first asked for; the same words have one number."""

    words: Mapping[Spot, Row]
    numbers: dict[Spot, int] = field(default_factory=dict)

    def at(self, spots: Iterable[Spot]) -> list[int]:
        """The numbers of these spans."""
        return sorted({self.numbers.setdefault(s, len(self.numbers) + 1) for s in spots if s in self.words})

    def listed(self, reports: Mapping[str, int]) -> list[Row]:
        """The notes with their words; ``report`` is the number of the report in the list of reports, None for one of another story."""
        return [{"n": n, "report": reports.get(s[0]), **self.words[s]} for s, n in self.numbers.items()]


def model(record: Record, story: Row) -> Row:
    """The printable report of a story as plain values."""
    key = story["story_id"]
    events = accounts.named_events(record, key, ALL, 0)
    before = {e["event_id"]: accounts.background(e, story["start"]) for e in events}
    paper = Paper.of(record, key)
    in_order = sorted(events, key=lambda e: before[e["event_id"]])
    told = [paper.event(n, event, before[event["event_id"]]) for n, event in enumerate(in_order, 1)]
    contested = [row for event in told for row in paper.contested(event)]
    general = [paper.finding(f) for f in paper.findings.get(None, [])]
    reports = [{"n": n, **r} for n, r in enumerate(record.rows(_REPORTS, [key]), 1)]
    return {
        "title": story["title"],
        "story": story,
        "outlets": len({r["outlet"] for r in reports if r["outlet"]}),
        "origins": len({c["origin_id"] for own in paper.claims.values() for c in own if c["origin_id"]}),
        "grades": dict(Counter(e["grade"] for e in told).most_common()),
        "events": [e for e in told if not e["background"]],
        "background": [e for e in told if e["background"]],
        "contested": contested,
        "findings": general,
        "reports": reports,
        "notes": paper.notes.listed({r["document_id"]: r["n"] for r in reports}),
        "made": now()[:10],
        "version": __version__,
        "settings": {r["key"]: r["value"] for r in record.rows("SELECT key, value FROM meta ORDER BY key")},
        "judgements": record.rows(_JUDGED)[0]["n"],
    }


@dataclass(frozen=True, slots=True)
class Said:
    """Where a report gives a value: the span, and the claim that it is read from."""

    span: Spot
    claim: Row


@dataclass(slots=True)
class Paper:
    """What is printed of a story's events, by the id of the event; ``said``: value_id -> where it is given, once a report."""

    values: dict[str, list[Row]]
    claims: dict[str, list[Row]]
    findings: dict[str | None, list[Row]]
    said: dict[str, list[Said]]
    judged: dict[str, Row]
    notes: Notes

    @classmethod
    def of(cls, record: Record, story_id: str) -> Paper:
        """Everything on a story's events, in a fixed number of queries however many there are."""
        rows = record.rows("SELECT * FROM claims WHERE event_id IN (SELECT event_id FROM events WHERE story_id = ?)", [story_id])
        claims = named(record, rows)
        values = record.rows(_VALUES, [story_id])
        general = [f["finding_id"] for f in accounts.findings_beside(record, story_id, ALL)]
        findings = record.rows(_FINDINGS, {"story": story_id, "general": general})
        said = _said(mentions(record, {}, claims), values)
        given = [s.span for found in said.values() for s in found]
        asked = [*map(_clause, claims), *given, *(s for f in findings for s in _sides(f))]
        notes = Notes(spans.by_spot(record, asked, AROUND, LONGEST))
        return cls(_by(values, "event_id"), _by(claims, "event_id"), _by(findings, "event_id"), said, judged(record), notes)

    def event(self, number: int, event: Row, background: bool) -> Row:
        """An event: its line with the words of those who tell it, its counted fields, its findings."""
        key = event["event_id"]
        kept = ("event_id", "what", "type", "status", "start", "end", "place", "grade", "reports", "outlets", "families", "origins")
        by_field = _by(self.values.get(key, []), "field")
        counted = [name for name in sorted(by_field, key=matrix.rank) if name.startswith("quantity")]
        return {
            "n": number,
            **{k: event[k] for k in kept},
            "background": background,
            "notes": self.notes.at(self._tellers(event)),
            "judged": self.judged.get(key),
            "figures": [self._figure(key, name, by_field[name]) for name in counted],
            "findings": [self.finding(f) for f in self.findings.get(key, [])],
        }

    def _tellers(self, event: Row) -> list[Spot]:
        """The words behind an event's line: first the claim whose words the line is, then one for each further origin."""
        claims = self.claims.get(event["event_id"], [])
        line = " ".join(event["what"].split())
        first: dict[str | None, Spot] = {}
        for claim in sorted(claims, key=lambda c: " ".join(self.notes.words[_clause(c)]["exact"].split()) != line):
            first.setdefault(claim["origin_id"], _clause(claim))
        return list(first.values())[:TELLERS]

    def _figure(self, event_id: str, name: str, values: Sequence[Row]) -> Row:
        first = values[0]
        counted = [first[k] for k in ("field_low", "field_best", "field_high")]
        given = [s.span for s in self.said.get(first["value_id"], ())]
        return {
            "field": name,
            "text": words.counted(first["value"] if first["chosen"] else None, counted[0], counted[1], counted[2], len(values)),
            "given": len(values),
            "contested": any(v["standing"] == "conflicting" and not v["withdrawn"] for v in values),
            "judged": self.judged.get(first["value_id"]) or self.judged.get(f"{event_id} {name}"),
            "notes": self.notes.at(given[:BEHIND]),
        }

    def finding(self, row: Row) -> Row:
        """A finding with the words of its sides."""
        return {**{k: row[k] for k in ("finding_id", "kind", "field", "holds", "text")}, "notes": self.notes.at(_sides(row))}

    def contested(self, event: Row) -> list[Row]:
        """The fields of an event on which reports conflict: every value, and who gives it in which words."""
        by_field = _by(self.values.get(event["event_id"], []), "field")
        disputed = {f["field"] for f in self.findings.get(event["event_id"], []) if f["kind"] == "conflict"}
        disputed |= {name for name, own in by_field.items() if any(v["standing"] == "conflicting" and not v["withdrawn"] for v in own)}
        return [
            {"n": event["n"], "what": event["what"], "event_id": event["event_id"], "field": name,
             "values": [self._value(v) for v in by_field[name]]}
            for name in sorted(disputed & set(by_field), key=lambda name: (not name.startswith("quantity"), matrix.rank(name)))
        ]  # fmt: skip

    def _value(self, value: Row) -> Row:
        return {
            "value": matrix.said(value["field"], value["value"]),
            "standing": "withdrawn" if value["withdrawn"] else value["standing"],
            "chosen": value["chosen"],
            "judged": self.judged.get(value["value_id"]),
            "sayers": [self._sayer(s) for s in self.said.get(value["value_id"], ())],
        }

    def _sayer(self, said: Said) -> Row:
        keys = ("document_id", "outlet", "published_at", "origin", "origin_kind")
        return {**{k: said.claim[k] for k in keys}, "words": self.notes.words[said.span]["exact"], "note": self.notes.at([said.span])[0]}


def _said(told: Told, values: Iterable[Row]) -> dict[str, list[Said]]:
    """value_id -> where each report gives it, its best words, in the order of publication."""
    claims = {c["claim_id"]: c for c in told.claims}
    found: dict[str, list[Said]] = {}
    for value in values:
        best: dict[str, tuple[tuple[bool, bool], Said]] = {}
        for claim in (claims[c] for c in value["claims"] if c in claims):
            # Whether something happened is said by a whole clause; its verb alone tells a reader nothing.
            at = Words(*_clause(claim)) if value["field"] == "status" else spot(told, value, claim)
            rank = (not at.said, not at.near)
            known = best.get(claim["document_id"])
            if known is None or rank < known[0]:
                best[claim["document_id"]] = (rank, Said(at.span, claim))
        found[value["value_id"]] = [said for _, said in sorted(best.values(), key=lambda b: _when(b[1].claim))]
    return found


def _when(claim: Row) -> tuple[bool, str, str]:
    return (claim["published_at"] is None, claim["published_at"] or "", claim["document_id"])


def _clause(claim: Row) -> Spot:
    return (claim["document_id"], claim["start"], claim["end"])


def _sides(finding: Row) -> list[Spot]:
    """The words of a finding: of each side, one place a report."""
    found = []
    for value in finding["values"]:
        first: dict[str, Spot] = {}
        for at in value["spans"]:
            first.setdefault(at["document_id"], (at["document_id"], at["start"], at["end"]))
        found += list(first.values())
    return found


def _by(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found
