"""What a careful reader found in some reports, as a JSON file: see ``docs/howto/measure.md`` for how it is written.

``partial`` names lists of which not every row is written down: these serve the others, and are not measured for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from crosswire.errors import InputError
from crosswire.types import Modality
from crosswire.view.measuring.folding import Texts

# What each list of the file holds; the keys that every row of it must have.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "documents": ("id",),
    "quotes": ("doc", "text", "speaker"),
    "times": ("doc", "text", "start", "end"),
    "quantities": ("doc", "text", "low", "best", "high", "modality"),
    "measures": ("doc", "text"),
    "places": ("doc", "text", "lat", "lon", "tolerance_km"),
    "places_as_actors": ("doc", "text"),
    "actors": ("name", "aliases"),
    "events": ("id", "type", "status", "claims"),
    "conflicts": ("event", "field", "values"),
    "arithmetic": ("doc", "holds"),
    "stories": (),
}


def read_gold(path: Path) -> dict[str, Any]:
    """The file with every list in it, empty where it has none. Raises InputError that names the list and the row."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"{path} is no JSON: {error}") from error
    if not isinstance(found, dict) or not set(found) & set(NEEDED):
        raise InputError(f"{path} is no file of gold: it must be an object with some of {', '.join(NEEDED)}.")
    gold: dict[str, Any] = {name: [] if found.get(name) is None else found[name] for name in NEEDED}
    gold["partial"] = found.get("partial") or []
    for name, needed in NEEDED.items():
        if not isinstance(gold[name], list):
            raise InputError(f"{path}: {name} must be a list.")
        for number, row in enumerate(gold[name], start=1):
            _check(f"{path}: {name}, row {number}", row, needed)
    for number, event in enumerate(gold["events"], start=1):
        for claim in event["claims"]:
            _check(f"{path}: events, row {number}, claims", claim, ("doc", "text"))
    return gold


def _check(where: str, row: Any, needed: tuple[str, ...]) -> None:
    lacks = [key for key in needed if not isinstance(row, dict) or key not in row]
    if lacks:
        raise InputError(f"{where}: {', '.join(lacks)} missing.")
    for key, (fits, what) in VALUES.items():
        if needed and row.get(key) is not None and not fits(row[key]):
            raise InputError(f"{where}: {key} must be {what}, not {row[key]!r}.")


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


MODALITIES = get_args(Modality)
VALUES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("start", "end"), (_is_day, "a day (2031-06-03)")),
    **dict.fromkeys(("low", "best", "high", "lat", "lon", "tolerance_km", "independent_sources"), (_is_number, "a number")),
    "modality": (lambda value: value in MODALITIES, f"one of {', '.join(MODALITIES)}"),
    "claims": (lambda value: isinstance(value, list), "a list"),
    "aliases": (lambda value: isinstance(value, list), "a list"),
}


def scope(gold: Mapping[str, Any]) -> frozenset[str]:
    """The reports that a file of gold is about: those that it lists under ``documents``, else all that its rows name."""
    listed = {row["id"] for row in gold["documents"]}
    return frozenset(listed or {row["doc"] for row in _quoting(gold)} | {report for story in gold["stories"] for report in story})


def doubts(texts: Texts, gold: Mapping[str, Any]) -> list[str]:
    """What may be a slip of the file itself: reports that the record does not have, and words that stand nowhere in their report."""
    unknown = sorted(scope(gold) - set(texts.by_id))
    found = [f"the record has no report {key!r}" for key in unknown]
    return found + [
        f"{row['doc']} does not say: {' '.join(row['text'].split())[:90]}"
        for row in _quoting(gold)
        if row["doc"] in texts.by_id and "text" in row and not texts.spans(row["doc"], row["text"])
    ]


def _quoting(gold: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All rows that quote a report."""
    rows = [row for name, needed in NEEDED.items() if "doc" in needed for row in gold[name]]
    return rows + [claim for event in gold["events"] for claim in event["claims"]]
