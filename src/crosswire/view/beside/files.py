"""Hand-coded data beside a record, as CSV files; cells that a spreadsheet would run are neutralised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from crosswire.errors import InputError
from crosswire.view.exports.cells import neutral

Row = dict[str, Any]
CODED = ("line", "id", "start", "end", "place", "country", "type", "actors", "killed", "injured", "source", "notes")
EVENT = ("event_id", "what", "type", "start", "end", "place", "grade", "actor", "killed", "injured", "reports", "origins")


def write(model: Row, folder: Path) -> list[Path]:
    """Write ``matched.csv``, ``only_theirs.csv`` and ``only_ours.csv``. Raises InputError where that cannot be done."""
    matched = [
        {
            **_named("theirs", m["row"], CODED), **_named("ours", m["event"], EVENT), "score": m["score"],
            "reasons": "; ".join(r["sentence"] for r in m["reasons"]),
            "fields_otherwise": ", ".join(f["field"] for f in m.get("fields", ()) if f["verdict"] == "otherwise"),
            "otherwise": "; ".join(f"{f['field']}: {f['sentence']}" for f in m.get("fields", ()) if f["verdict"] == "otherwise"),
            "several_to_one": several,
        }
        for several, rows in ((False, model["matched"]), (True, model["shared"])) for m in rows
    ]  # fmt: skip
    theirs = [{**_named("theirs", m["row"], CODED), "why": m["why"]} for m in (*model["only_theirs"], *model["outside"])]
    theirs += [{**_named("theirs", r, CODED), "why": "; ".join(r["problems"]) or "it gives no day"} for r in model["unread"]]
    ours = [_named("ours", e, EVENT) for e in model["only_ours"]]
    heads = {n: [f"{n}_{c}" for c in columns] for n, columns in (("theirs", CODED), ("ours", EVENT))}
    both = [*heads["theirs"], *heads["ours"], "score", "reasons", "fields_otherwise", "otherwise", "several_to_one"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            _table(folder / "matched.csv", both, matched),
            _table(folder / "only_theirs.csv", [*heads["theirs"], "why"], theirs),
            _table(folder / "only_ours.csv", heads["ours"], ours),
        ]
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}.") from error


def _named(side: str, row: Mapping[str, Any], columns: Sequence[str]) -> Row:
    return {f"{side}_{c}": row[c] for c in columns}


def _table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([neutral(v) if isinstance(v := row[c], str) else v for c in columns] for row in rows)
    return path
