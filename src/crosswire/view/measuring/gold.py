"""What a careful reader found in some reports, as a JSON file: see ``docs/howto/measure.md`` for how it is written.

``partial`` names lists of which not every row is written down: these serve the others, and are not measured for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crosswire.errors import InputError

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
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(found, dict) or not set(found) & set(NEEDED):
        raise InputError(f"{path} is no file of gold: it must be an object with some of {', '.join(NEEDED)}.")
    gold: dict[str, Any] = {name: found.get(name) or [] for name in NEEDED}
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
