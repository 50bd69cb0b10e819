"""What is different between two records, and why: ``crosswire diff``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crosswire.view.differences import matching, sides, values
from crosswire.view.differences.causes import Causes, plain
from crosswire.view.differences.matching import Matched
from crosswire.view.differences.reports import Reports, reports
from crosswire.view.differences.sides import Side

Row = dict[str, Any]
KINDS = ("appeared", "vanished", "merged", "split", "changed")
_TOLD = ("event_id", "what", "type", "start", "end", "place", "grade", "reports")


def differences(older: Path, newer: Path) -> Row:
    """What is different in the newer of two records. Raises the errors of opening one.

    ``old``, ``new``: what each is. ``made_by``: what they were made with, where it differs. ``decisions``: judgements that came or went.
    ``reports``: new, changed, withdrawn, gone. ``events``: appeared, vanished (rows of events), merged (``out_of``: the older events),
    split (``into``: the newer ones), changed (``was_id``, ``changes`` as
    :func:`crosswire.view.differences.values.changes` has them), each with ``why``, its causes
    (:mod:`crosswire.view.differences.causes`); ``unaffected``: how many newer events are as they were.
    """
    return between(sides.side(older), sides.side(newer))


def between(old: Side, new: Side) -> Row:
    """The same of two records that are read already."""
    matched, changed = matching.match(old, new), reports(old, new)
    causes = Causes(old, new, matched, changed)
    return {
        "title": f"What is different in {new.path.name} from {old.path.name}",
        "old": _about(old),
        "new": _about(new),
        "made_by": plain(causes.made_by),
        "decisions": plain(causes.decisions),
        "reports": _reports(changed),
        "events": _events(old, new, matched, causes),
    }


def _about(side: Side) -> Row:
    return {"record": str(side.path), "reports": len(side.documents), "events": len(side.events), "claims": len(side.said), **side.meta}


def _reports(changed: Reports) -> Row:
    def rows(found: Mapping[str, Row]) -> list[Row]:
        return [{k: v for k, v in found[i].items() if k not in ("sha256",)} for i in sorted(found)]

    return {name: rows(getattr(changed, name)) for name in ("new", "changed", "withdrawn", "gone")}


def _events(old: Side, new: Side, matched: Matched, causes: Causes) -> Row:
    appeared = [{**_told(new, n), "why": plain(causes.of((), (n,)))} for n in new.events if n not in matched.out_of]
    vanished = [{**_told(old, o), "why": plain(causes.of((o,), ()))} for o in old.events if o not in matched.into]
    merged = [
        {
            **_told(new, n),
            "out_of": [_told(old, o) for o in sorted(came)],
            "why": plain([*causes.merged(n), *causes.of(sorted(came), (n,))]),
        }
        for n, came in matched.out_of.items()
        if len(came) > 1
    ]
    split = [
        {**_told(old, o), "into": [_told(new, n) for n in sorted(went)], "why": plain([*causes.split(o), *causes.of((o,), sorted(went))])}
        for o, went in matched.into.items()
        if len(went) > 1
    ]
    changed = list(_changed(old, new, matched, causes))
    found = {"appeared": appeared, "vanished": vanished, "merged": merged, "split": split, "changed": changed}
    affected = {r["event_id"] for kind in ("appeared", "merged", "changed") for r in found[kind]}
    affected |= {n["event_id"] for r in split for n in r["into"]}
    return {**{k: sorted(found[k], key=_order) for k in KINDS}, "unaffected": len(new.events) - len(affected)}


def _changed(old: Side, new: Side, matched: Matched, causes: Causes) -> Iterator[Row]:
    for was, now in matched.pairs.items():
        rows = values.changes(old, was, new, now)
        if rows:
            yield {**_told(new, now), "was_id": was, "changes": rows, "why": plain(causes.of((was,), (now,)))}


def _told(side: Side, event_id: str) -> Row:
    event = side.events[event_id]
    return {k: event[k] for k in _TOLD}


def _order(row: Row) -> tuple[int, str, str]:
    """The most told first."""
    return -row["reports"], str(row["start"] or "9999"), row["event_id"]
