"""Files put into a folder so that a stopped export is told: written aside, moved in one by one, the manifest last.

A folder that holds other files is not emptied. Of an earlier export in it the files that its manifest names and that are not written anew
go; a file that was changed since by someone else stays, and where one of its name is written, it is kept as NAME.edited.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from crosswire.errors import InputError
from crosswire.view.exports import manifests

_ASIDE = ".crosswire-export"  # left by an export that was killed; the next one takes it away


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A fresh folder within ``folder``, which is made if it is not there; taken away at the end. Raises InputError."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder to export to.")
    fresh = folder / _ASIDE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if fresh.exists():
            shutil.rmtree(fresh)
        fresh.mkdir()
        try:
            yield fresh
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}.") from error


def put(fresh: Path, folder: Path, manifest: dict[str, Any]) -> tuple[list[Path], list[Path]]:
    """Move the files that a manifest names from ``fresh`` to ``folder``, and write the manifest.

    Returns where they lie now, and where files lie that were there under their names and that no export of ours wrote.
    """
    names = [str(f["name"]) for f in manifest["files"]]
    gone = _no_longer(folder, set(names))
    kept = [_kept(folder / name) for name in _edited(folder, manifest)]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(folder / name)
    (fresh / manifests.NAME).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (fresh / manifests.NAME).replace(folder / manifests.NAME)
    for path in gone:
        path.unlink(missing_ok=True)
    return [*(folder / name for name in names), folder / manifests.NAME], kept


def _edited(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """The names under which something else lies than what was exported before, or is exported now."""
    before = {f["name"]: f["sha256"] for f in _before(folder)}
    there = [f for f in manifest["files"] if (folder / f["name"]).is_file()]
    return [f["name"] for f in there if manifests.file_hash(folder / f["name"]) not in (f["sha256"], before.get(f["name"]))]


def _kept(path: Path) -> Path:
    """Move a file to NAME.edited, or where that is there already NAME.edited2 and so on; returns where it lies now."""
    places = (path.with_name(f"{path.name}.edited{n if n > 1 else ''}") for n in count(1))
    return path.rename(next(place for place in places if not place.exists()))


def _before(folder: Path) -> list[dict[str, Any]]:
    """The files of an earlier export, as its manifest has them."""
    try:
        return list(manifests.read(folder)["files"])
    except InputError:
        return []


def _no_longer(folder: Path, names: set[str]) -> list[Path]:
    """The files of an earlier export that are as it wrote them and are not written anew."""
    found = []
    for file in _before(folder):
        name = file["name"]
        parts = PurePosixPath(name).parts
        path = folder / name
        if not parts or ".." in parts or PurePosixPath(name).is_absolute() or name in names or not path.is_file() or path.is_symlink():
            continue
        if manifests.file_hash(path) == file["sha256"]:
            found.append(path)
    return found
