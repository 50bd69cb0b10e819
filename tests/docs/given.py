"""What a page of the documentation may say is there: records, and files as users have them. All of it is made here, nothing is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

Make = Callable[[Path, Path], None]  # (the folder that the page is run in, a record of the examples)


def _record(name: str) -> Make:
    return lambda folder, record: shutil.copy(record, folder / name)


GIVEN: Mapping[str, Make] = {
    "my.duckdb": _record("my.duckdb"),
    "demo.duckdb": _record("demo.duckdb"),
    "my-reports": lambda folder, _: shutil.copytree(folder / "examples" / "reports", folder / "my-reports"),
}
