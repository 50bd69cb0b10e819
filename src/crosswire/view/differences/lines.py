"""The differences between two records for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crosswire.view.differences import KINDS
from crosswire.view.differences.reports import named
from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import clip, days, kind, plural, told

Row = dict[str, Any]
MOST, WHY, CHANGES = 12, 3, 6  # events of each kind, causes and changes of each event, that are told unless everything is asked for
ALL = 1_000_000
_OF_REPORTS = frozenset({"new report", "new version", "withdrawn report", "report gone"})
_REPORTS = {"new": "new", "changed": "in a new version", "withdrawn": "withdrawn", "gone": "gone"}
_EVENTS = {
    "appeared": "APPEARED", "vanished": "VANISHED", "merged": "MERGED: several are one now", "split": "SPLIT: one is several now",
    "changed": "CHANGED",
}  # fmt: skip


def lines(found: Row, *, everything: bool = False) -> Iterator[str]:
    """What :func:`crosswire.view.differences.differences` found; all of it with ``everything``."""
    most, why, changes = (ALL, ALL, ALL) if everything else (MOST, WHY, CHANGES)
    for name in ("old", "new"):
        side = found[name]
        counts = ", ".join(plural(side[k], k[:-1]) for k in ("reports", "events", "claims"))
        yield wrapped(f"{name}: {side['record']}: {counts}", "     ", "")
    for row in (*found["made_by"], *found["decisions"]):
        yield wrapped(row["sentence"], "  ", "- ")
    yield from _reports(found["reports"], most)
    events = found["events"]
    counted = ", ".join(f"{len(events[k]):,} {k}" for k in KINDS)
    yield from ("", wrapped(f"EVENTS: {counted}; {events['unaffected']:,} unaffected", "  ", ""))
    for name in KINDS:
        if events[name]:
            yield from ("", _EVENTS[name])
        for row in events[name][:most]:
            yield from _event(row, why, changes)
        if len(events[name]) > most:
            yield f"  and {plural(len(events[name]) - most, 'more event')}: --all"
    if not any(events[k] for k in KINDS) and not any(found["reports"].values()):
        yield from ("", "Nothing is different.")


def _reports(reports: Mapping[str, list[Row]], most: int) -> Iterator[str]:
    counted = ", ".join(f"{len(rows):,} {_REPORTS[k]}" for k, rows in reports.items() if rows)
    yield from ("", f"REPORTS: {counted or 'the same'}")
    for name, rows in reports.items():
        for row in rows[:most]:
            was = f" (before: [{row['was']}])" if row.get("was", row["document_id"]) != row["document_id"] else ""
            yield wrapped(f"{_REPORTS[name]}: {named(row)}{was}", "      ", "  - ")
        if len(rows) > most:
            yield f"  and {len(rows) - most:,} more {_REPORTS[name]}: --all"


def _event(row: Row, why: int, changes: int) -> Iterator[str]:
    yield wrapped(told(row["what"], 160), "    ", "  - ")
    yield wrapped(_line(row) + (f", before [{row['was_id']}]" if row.get("was_id", row["event_id"]) != row["event_id"] else ""), "    ")
    for name, said in (("out_of", "out of"), ("into", "into")):
        for other in row.get(name, ()):
            yield wrapped(f"{said}: {clip(other['what'], 90)}; {_line(other)}", "        ", "      ")
    for change in row.get("changes", ())[:changes]:
        yield wrapped(change["sentence"], "        ", "      ")
    if len(row.get("changes", ())) > changes:
        yield f"      and {plural(len(row['changes']) - changes, 'more change')}: --all"
    yield from _why(row["why"], why)


def _line(row: Row) -> str:
    return (
        f"{kind(row['type'])}, {row['grade']}; {days(row['start'], row['end'])}; {row['place'] or 'place not known'}  [{row['event_id']}]"
    )


def _why(causes: Sequence[Row], most: int) -> Iterator[str]:
    """The causes; reports that are a cause of one kind in one line."""
    told: dict[str, list[str]] = {}
    for row in causes:
        before, _, report = row["sentence"].partition(": ") if row["cause"] in _OF_REPORTS else (row["sentence"], "", "")
        told.setdefault(before, []).append(report)
    for sentence, reports in list(told.items())[:most]:
        more = f" and {len(reports) - most:,} more" if len(reports) > most else ""
        said = f"{sentence}: {'; '.join(reports[:most])}{more}" if reports[0] else sentence
        yield wrapped(said, "          ", "      why: ")
    if len(told) > most:
        yield f"      and {plural(len(told) - most, 'more cause')}: --all"
