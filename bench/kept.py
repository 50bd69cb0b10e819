"""What was read of a set's reports, kept on disk, so that linking can be changed and measured again without reading them again.

For measuring only: the store knows nothing of the rules' version, so start with a new folder after a change to what reads reports.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from crosswire.types import Tables


def tables_of(folder: Path | None, name: str, read: Callable[[], Tables]) -> Tables:
    """The tables under a name; read and put there where there are none yet, or no folder is given."""
    if folder is None:
        return read()
    path = folder / f"{name}.pickle"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(_plain(read()), protocol=5))
    return _tables(pickle.loads(path.read_bytes()))


def _plain(tables: Tables) -> dict[str, tuple[type, list[dict[str, Any]]]]:
    """Every table as (class of its rows, rows as dictionaries): a column that is added later takes its default."""
    out: dict[str, tuple[type, list[dict[str, Any]]]] = {}
    for field in fields(tables):
        rows = getattr(tables, field.name)
        if rows:
            names = [f.name for f in fields(rows[0])]
            out[field.name] = (type(rows[0]), [{n: getattr(r, n) for n in names} for r in rows])
    return out


def _tables(plain: dict[str, tuple[type, list[dict[str, Any]]]]) -> Tables:
    return Tables(**{name: tuple(cls(**row) for row in rows) for name, (cls, rows) in plain.items()})
