"""A record as files for other tools. ``PROFILES`` says in which shapes, ``export`` writes one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.view.exports import acled, ftm, geojson, manifests, placing, plover, printed, spreadsheets, sqlite, tables, ucdp
from crosswire.view.exports.annotations import PROFILES as ANNOTATIONS  # the module is called as what __future__ gives
from crosswire.view.exports.happenings import LEFT_OUT
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Filters, Selection
from crosswire.view.words import plural

__all__ = ["PROFILES", "Filters", "Handed", "Profile", "Selection", "Settings", "export", "hand_over", "lost", "notes", "told"]

_MODULES = (tables, sqlite, spreadsheets, printed, acled, ucdp, plover, geojson, ftm)
PROFILES: dict[str, Profile] = {p.name: p for p in (*(p for m in _MODULES for p in m.PROFILES), *ANNOTATIONS)}


@dataclass(frozen=True, slots=True)
class Handed:
    """An export that was written: its files, the manifest among them, what the manifest says, and edited files that were kept aside."""

    folder: Path
    files: list[Path]
    manifest: dict[str, Any]
    edited: list[Path] = field(default_factory=list)


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
        files, edited = placing.put(fresh, folder, manifest)
        return Handed(folder, files, manifest, edited)


def told(handed: Handed) -> str:
    """An export in one line, as in: out: 20 events as acled (34 left out, see left_out.csv)."""
    manifest = handed.manifest
    events, left = manifest["rows"]["events"], manifest["written"].get(LEFT_OUT, 0)
    if manifest["format"] == "html":
        return f"{handed.folder}: {plural(manifest['rows']['stories'], 'story')} as html"
    return f"{handed.folder}: {plural(events - left, 'event')} as {manifest['format']}" + (
        f" ({left:,} left out, see {LEFT_OUT})" if left else ""
    )


def lost(handed: Handed) -> list[str]:
    """What an export does not hold of the record, a sentence each."""
    return list(handed.manifest["loses"])


def notes(handed: Handed) -> list[str]:
    """What whoever opens the files should know: what was kept aside, made harmless or cut."""
    cells = handed.manifest["cells"]
    found = [f"{path.name} is what lay there and was changed since, or was never exported; it is kept." for path in handed.edited]
    if cells["neutralised"]:
        found.append(
            f"{plural(cells['neutralised'], 'cell')} that a spreadsheet would run got an apostrophe in front (--raw leaves it out)."
        )
    if cells["cut"]:
        found.append(f"{plural(cells['cut'], 'cell')} cut at 32,767 characters.")
    return found
