"""Hand-coded data laid beside a record: ``crosswire compare``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from crosswire.store.database import Record
from crosswire.view.beside import events as record_events
from crosswire.view.beside.coded import Coded
from crosswire.view.beside.events import Covered, Event
from crosswire.view.beside.features import GAP, told
from crosswire.view.beside.fields import fields
from crosswire.view.beside.matching import Matching, Pair, match
from crosswire.view.beside.reading import Handcoded
from crosswire.view.beside.shapes import Shape, in_scope
from crosswire.view.words import clip, days, plural

Row = dict[str, Any]
COUNTED = ("killed", "injured")
SUMMED = ("actor", *COUNTED)


def compare(record: Record, data: Handcoded) -> Row:
    """Lay hand-coded rows beside the events of a record.

    ``matched`` (``row``, ``event``, ``score``, ``reasons``, ``fields``, ``same``, ``ties``), ``shared`` (further rows of a matched event,
    further events of a matched row), ``only_theirs`` (``row``, ``why``, ``nearest``), ``only_ours`` (events), ``outside`` (rows that the
    record does not cover, ``why``: time or place), ``unread`` (rows without a day that could be read), ``out_of_scope`` (why events of
    ours are nothing that such data hold -> how many), ``sums``.
    """
    ours = record_events.events(record)
    covers = record_events.covered(record, ours)
    rows = data.rows
    matching = match(rows, ours, record_events.ids(record, ours))
    by_id = {e.event_id: e for e in ours}
    found = {p.row for p in matching.pairs} | {p.row for p in matching.shared}
    unread = {i for i, r in enumerate(rows) if r.start is None and i not in found}
    outside = {i: why for i, r in enumerate(rows) if i not in found and r.start is not None and (why := _outside(r, covers))}
    missed = [i for i in range(len(rows)) if i not in found and i not in outside and i not in unread]
    known = {p.event for p in (*matching.pairs, *matching.shared)}
    span = _Span.of(rows)
    scope = {e.event_id: _scope(e, data.shape, span) for e in ours}
    matched = [_matched(rows[p.row], by_id[p.event], p, matching) for p in matching.pairs]
    only_ours = sorted((e for e in ours if e.event_id not in known and scope[e.event_id] is None), key=lambda e: (-e.reports, e.event_id))
    model = {
        "title": f"{data.path.name} beside {record.path.name}",
        "record": str(record.path),
        "file": str(data.path),
        "shape": data.shape.name,
        "matched": matched,
        "shared": [{"row": _row(rows[p.row]), "event": _event(by_id[p.event]), **_why(p)} for p in matching.shared],
        "only_theirs": [_missed(rows[i], matching.nearest.get(i), by_id, covers) for i in missed],
        "only_ours": [_event(e) for e in only_ours],
        "outside": [{"row": _row(rows[i]), "why": why} for i, why in outside.items()],
        "unread": [_row(rows[i]) for i in sorted(unread)],
        "out_of_scope": dict(Counter(why for e, why in scope.items() if why is not None and e not in known)),
    }
    return {**model, "sums": _sums(model, matching, found, scope)}


class _Span:
    """The days and countries that hand-coded data cover."""

    def __init__(self, first: date | None, last: date | None, countries: frozenset[str]) -> None:
        self.first, self.last, self.countries = first, last, countries

    @classmethod
    def of(cls, rows: Sequence[Coded]) -> _Span:
        starts, ends = [r.start for r in rows if r.start], [r.end for r in rows if r.end]
        return cls(min(starts, default=None), max(ends, default=None), frozenset(r.country for r in rows if r.country))


def _scope(event: Event, shape: Shape, span: _Span) -> str | None:
    """Why an event is nothing that such data hold; None where it may be."""
    if not in_scope(shape, event.type):
        return "of a type that such data do not hold"
    if event.status not in ("happened", "ongoing") or event.grade == "denied":
        return "planned, possible or denied"
    if shape.lethal and (not event.killed.known() or event.killed.bounds()[1] <= 0):
        return "without a number of dead"
    if event.start is None or event.end is None:
        return "without a day"
    if span.first is None or span.last is None or event.end < span.first - timedelta(GAP) or event.start > span.last + timedelta(GAP):
        return "before or after the days of the data"
    return "in a country that the data do not have" if event.country and span.countries and event.country not in span.countries else None


def _outside(row: Coded, covers: Covered) -> str | None:
    """Why a row lies outside of what the record covers: time, place; None where it lies inside."""
    if row.start is not None and row.end is not None and covers.first is not None and covers.last is not None:
        slack = timedelta(row.slack)
        if row.end + slack < covers.first or row.start - slack > covers.last:
            return "time"
    return "place" if row.country and covers.countries and row.country not in covers.countries else None


def _matched(row: Coded, event: Event, pair: Pair, matching: Matching) -> Row:
    told_fields = fields(row, event)
    same = all(f["verdict"] != "otherwise" for f in told_fields)
    ties = list(matching.ties.get(pair.row, ()))
    return {"row": _row(row), "event": _event(event), **_why(pair), "fields": told_fields, "same": same, "ties": ties}


def _missed(row: Coded, nearest: Pair | None, by_id: Mapping[str, Event], covers: Covered) -> Row:
    near = {"event": _event(by_id[nearest.event]), **_why(nearest)} if nearest else None
    return {"row": _row(row), "why": _because(row, nearest, by_id, covers), "nearest": near}


def _because(row: Coded, nearest: Pair | None, by_id: Mapping[str, Event], covers: Covered) -> str:
    """Why a row was not matched, in a sentence."""
    if nearest is None:
        first, last = row.start, row.end
        assert first is not None
        assert last is not None
        until = last + timedelta(GAP)
        reports = sum(n for d, n in covers.reports.items() if first <= d <= until)
        published = (
            f"{plural(reports, 'report')} of the record {'was' if reports == 1 else 'were'} published"
            if reports
            else "no report of the record was published"
        )
        return f"no event of the record comes near it; {published} in the days {days(first, until)}"
    against = [r.sentence for r in nearest.reasons if r.score < 0]
    why = "; ".join(against) if against else f"only this speaks for it: {'; '.join(r.sentence for r in nearest.reasons)}"
    return f"the nearest is “{clip(by_id[nearest.event].what, 80)}” [{nearest.event}]: {why}"


def _why(pair: Pair) -> Row:
    return {"score": pair.score, "reasons": [asdict(r) for r in pair.reasons]}


def _counts(one: Coded | Event) -> Row:
    return {n: told(c) if (c := getattr(one, n)).known() else None for n in COUNTED}


def _row(row: Coded) -> Row:
    return {
        "line": row.line, "id": row.key, "start": row.start, "end": row.end, "place": row.place or ", ".join(row.admin),
        "country": row.country_name, "type": row.said_type, "actors": "; ".join(row.actors), **_counts(row),
        "source": row.source, "notes": row.notes, "problems": list(row.problems),
    }  # fmt: skip


def _event(event: Event) -> Row:
    return {
        "event_id": event.event_id, "what": event.what, "type": event.type, "start": event.start, "end": event.end, "place": event.place,
        "grade": event.grade, "actor": event.actor.name if event.actor else None, **_counts(event), "reports": event.reports,
        "origins": event.origins,
    }  # fmt: skip


def _sums(model: Row, matching: Matching, found: set[int], scope: Mapping[str, str | None]) -> Row:
    """What the lists come to. Shares are of 1, None where there is nothing to share."""
    inside = len(found) + len(model["only_theirs"])
    known = {p.event for p in (*matching.pairs, *matching.shared)}
    ours = len(known) + len(model["only_ours"])
    counts = {n: Counter(f["verdict"] for m in model["matched"] for f in m["fields"] if f["field"] == n) for n in SUMMED}
    both = {n: c["same"] + c["within"] + c["otherwise"] for n, c in counts.items()}
    return {
        "rows": inside + len(model["outside"]) + len(model["unread"]),
        "outside_time": sum(r["why"] == "time" for r in model["outside"]),
        "outside_place": sum(r["why"] == "place" for r in model["outside"]),
        "unread": len(model["unread"]),
        "inside": inside,
        "found": len(found),
        "share_found": len(found) / inside if inside else None,
        "events": len(scope),
        "events_in_scope": ours,
        "events_known": len(known),
        "share_known": len(known) / ours if ours else None,
        "agreement": {
            n: {v: counts[n][v] for v in (*(("same", "within") if n == "actor" else ("same",)), "otherwise", "theirs", "ours")}
            | {"share": (counts[n]["same"] / both[n]) if both[n] else None}
            for n in SUMMED
        },
    }
