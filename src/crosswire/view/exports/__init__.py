"""A record as files for other tools. ``PROFILES`` says in which shapes, ``export`` writes one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.store.tables import TABLES
from crosswire.view.exports import acled, ftm, geojson, manifests, placing, plover, printed, spreadsheets, sqlite, tables, ucdp
from crosswire.view.exports.annotations import PROFILES as ANNOTATIONS  # the module is called as what __future__ gives
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Filters, Selection
from crosswire.view.words import plural

__all__ = ["PROFILES", "Filters", "Handed", "Profile", "Selection", "Settings", "export", "hand_over", "told"]

_MODULES = (tables, sqlite, spreadsheets, printed, acled, ucdp, plover, geojson, ftm)
PROFILES: dict[str, Profile] = {p.name: p for p in (*(p for m in _MODULES for p in m.PROFILES), *ANNOTATIONS)}


@dataclass(frozen=True, slots=True)
class Handed:
    """An export that was written: its files, the manifest among them, and what the manifest says."""

    folder: Path
    files: list[Path]
    manifest: dict[str, Any]


def export(record: Record, form: str, folder: Path, filters: Filters | None = None, settings: Settings | None = None) -> list[Path]:
    """Write a record to ``folder`` (made if it is not there) and return the files. Raises what :func:`hand_over` raises."""
    return hand_over(record, form, folder, filters, settings).files


def hand_over(record: Record, form: str, folder: Path, filters: Filters | None = None, settings: Settings | None = None) -> Handed:
    """Write a record to ``folder`` (made if it is not there), with a manifest.

    Raises UsageError for an unknown format, InputError for a folder that cannot be written or filters that let nothing through.
    """
    if form not in PROFILES:
        raise UsageError(f"there is no format {form!r}; known: {', '.join(sorted(PROFILES))}")
    profile, settings = PROFILES[form], settings or Settings()
    selection = Selection(record, filters)
    selection.choose()
    with placing.aside(folder) as fresh:
        written = [*profile.write(selection, fresh, settings), manifests.write_deletions(record, fresh)]
        manifest = manifests.made(selection, profile, settings, fresh, written)
        return Handed(folder, placing.put(fresh, folder, manifest), manifest)


def told(handed: Handed) -> str:
    """An export in one line: folder, files, rows, what it lost, how many cells were made harmless."""
    manifest = handed.manifest
    whole = PROFILES[manifest["format"]].whole
    rows = sum(n for table, n in manifest["rows"].items() if table in TABLES) if whole else sum(manifest["written"].values())
    line = f"{handed.folder}: {manifest['format']}, {plural(len(handed.files), 'file')} of {plural(rows, 'row')}. "
    lost = [loss.rstrip(".") for loss in manifest["loses"] if not loss.startswith("Nothing")]
    line += f"Left out: {'; '.join(loss[0].lower() + loss[1:] for loss in lost)}." if lost else "Nothing is left out."
    cells = manifest["cells"]
    if cells["neutralised"]:
        line += f" {plural(cells['neutralised'], 'cell')} that a spreadsheet would run got an apostrophe before it (--raw leaves it out)."
    if cells["cut"]:
        line += f" {plural(cells['cut'], 'cell')} cut at 32,767 characters."
    return line
