"""What an export says of itself: ``manifest.json`` and ``deletions.csv``.

The same record, filters and settings give the same manifest: it holds no clock of its own.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crosswire import __version__
from crosswire.errors import InputError
from crosswire.store.database import Record, builds_of
from crosswire.store.tables import TABLES, schema
from crosswire.store.tombstones import COLUMNS, tombstones
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection

NAME, DELETIONS = "manifest.json", "deletions.csv"
_CLOCKS = {"rejects": {"at"}}  # columns in which two records of the same reports differ


def content_hash(record: Record) -> str:
    """A hash of what a record holds: the same for the same rows, in whatever order and file they are."""
    state = hashlib.sha256()
    for table in TABLES:
        columns = ", ".join(f'"{name}"' for name in schema(table).names if name not in _CLOCKS.get(table, ()))
        rows = f'SELECT sha256(CAST(to_json(t) AS VARCHAR)) AS row_hash FROM (SELECT {columns} FROM "{table}") t'
        found = record.rows(f"SELECT sha256(coalesce(string_agg(row_hash, '' ORDER BY row_hash), '')) AS whole FROM ({rows})")
        state.update(f"{table} {found[0]['whole']}\n".encode())
    return state.hexdigest()


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_deletions(record: Record, folder: Path) -> Path:
    """Which ids of events are gone, since when, why, and which event has their claims now."""
    path = folder / DELETIONS
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(tombstones(record))
    return path


def made(selection: Selection, profile: Profile, settings: Settings, folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    """The manifest of an export whose files lie in ``folder``."""
    record = selection.record
    builds = builds_of(record)
    told = {
        "crosswire": __version__,
        "format": profile.name,
        "about": profile.about,
        "loses": _lost(profile, selection),
        "record": {
            "file": record.path.name,
            "content_hash": content_hash(record),
            "built_at": builds[-1].at if builds else None,
            "meta": {r["key"]: r["value"] for r in record.rows("SELECT key, value FROM meta ORDER BY key")},
        },
        "filters": selection.filters.given(),
        "settings": {"raw": settings.raw},
        "rows": {table: selection.number(table) for table in selection.tables},
        "written": settings.tally.rows,
        "cells": {"neutralised": settings.tally.neutralised, "cut": settings.tally.cut},
        "decisions": _decisions(selection),
        "files": [{"name": f.relative_to(folder).as_posix(), "bytes": f.stat().st_size, "sha256": file_hash(f)} for f in files],
    }
    return {**told, "builds": [asdict(b) for b in builds]} if profile.whole else told


def _lost(profile: Profile, selection: Selection) -> list[str]:
    if not selection.filtered:
        return list(profile.loses)
    return [
        *(loss for loss in profile.loses if not loss.startswith("Nothing")),
        "What does not belong to the events that the filters let through.",
        f"{selection.nulled():,} ids of claims and events that are left out: they are null.",
        "What was rejected, and what a record needs to take further reports in.",
    ]


def _decisions(selection: Selection) -> dict[str, int]:
    found = {"applied": 0, "orphaned": 0, "waiting": 0, "withdrawn": 0}
    for row in selection.rows("decisions"):
        found["withdrawn" if row["withdrawn_at"] else row["state"]] += 1
    return found


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a folder. Raises InputError where there is none, or one that no export wrote."""
    path = folder / NAME
    if not path.is_file():
        raise InputError(f"{folder} has no {NAME}: it is no folder that crosswire export wrote.")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict) or "crosswire" not in found or not _files(found.get("files")):
        raise InputError(f"{path} is no manifest of crosswire export.")
    return found


def _files(found: Any) -> bool:
    """Whether that is a list of files as a manifest has them."""
    if not isinstance(found, list):
        return False
    return all(isinstance(f, dict) and isinstance(f.get("name"), str) and isinstance(f.get("sha256"), str) for f in found)
