"""The codebook: what every table and column means, for people (Markdown) and for tools (CSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from crosswire.store.columns import Column, about, columns
from crosswire.store.tombstones import REASONS
from crosswire.view.exports.profiles import Settings

HEADER = ("table", "column", "type", "meaning", "values")


def write(tables: Sequence[str], folder: Path, settings: Settings) -> list[Path]:
    """Write ``codebook.csv`` and ``codebook.md`` of some tables."""
    sheet, page = folder / "codebook.csv", folder / "codebook.md"
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([settings.cell(cell) for cell in row] for name in tables for row in map(_row, columns(name)))
    page.write_text("\n".join(markdown(tables)) + "\n", encoding="utf-8")
    return [sheet, page]


def _row(column: Column) -> tuple[str, ...]:
    return (column.table, column.name, column.kind, column.meaning, " | ".join(column.values))


def markdown(tables: Sequence[str]) -> Iterator[str]:
    """The lines of the codebook as Markdown; reference pages are made of it, too."""
    yield "# Codebook"
    yield ""
    yield "An empty cell is a value that is not known. Offsets are half open, in code points of `documents.text`. Days are ISO 8601."
    for name in tables:
        yield from ("", f"## {name}", "", f"A row is {about(name)}.", "", "| column | type | meaning | values |", "|---|---|---|---|")
        for column in columns(name):
            values = ", ".join(f"`{v}`" for v in column.values)
            yield f"| `{column.name}` | {column.kind} | {column.meaning} | {values} |"
    yield from ("", "## deletions.csv", "", "Events that the record once had, since when they are gone, and why:", "")
    for reason, meaning in REASONS.items():
        yield f"- `{reason}`: {meaning}"
