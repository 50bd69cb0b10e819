"""Accuracy over the gold crises: builds a record of each as a user would, exports it, runs the scorer that lies beside the gold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench.floors import Figures
from bench.kept import tables_of
from crosswire import cli, pipeline
from crosswire.config import Options
from crosswire.store import database
from crosswire.view import exports

# The layers whose mean is the scorer's "overall": (the table's column, the path in the scorer's output).
LAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("leftovers", ("leftovers", "removed")),
    ("quotes", ("quotes", "f1")),
    ("speakers", ("quotes", "speaker")),
    ("times", ("times", "f1")),
    ("quantities", ("quantities", "f1")),
    ("places", ("places", "f1")),
    ("actors", ("actors", "f1")),
    ("reuse", ("reuse", "f1")),
    ("claims", ("claims", "f1")),
    ("slots", ("slots",)),
    ("event linking", ("event_linking", "f1")),
    ("stories", ("stories", "f1")),
    ("conflicts", ("conflicts", "r")),
    ("sources", ("independent_sources", "near")),
    ("overall", ("overall",)),
)
BESIDE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("body kept", ("leftovers", "body_kept")),
    ("modality", ("quantities", "modality")),
    ("claims, any type", ("claims", "untyped_f1")),
    ("conflicts said", ("conflicts", "said")),
    ("arithmetic", ("arithmetic", "r")),
)
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ASIDE = frozenset({"seeds", EXAMPLES.name})  # not in the mean of the dev crises
# Of the examples only what their gold annotates is scored.
ANNOTATED = frozenset(
    {"actors", "claims", "slots", "event linking", "stories", "conflicts", "sources", "claims, any type", "conflicts said", "arithmetic"}
)
COLUMNS = tuple(name for name, _ in (*LAYERS, *BESIDE))


def crises(shared: Path) -> dict[str, Path]:
    """name -> folder of every gold crisis, and the examples, which were not tuned on."""
    root = shared / "gold" / "crises"
    dev = {p.name: p for p in sorted((root / "dev").iterdir()) if (p / "gold.json").is_file()}
    return {"seeds": root / "seeds"} | dev | {EXAMPLES.name: EXAMPLES}


def export_crisis(crisis: Path, folder: Path) -> Path:
    """Build and export a crisis through the command line; returns the export's folder."""
    record, out = folder / "record.duckdb", folder / "export"
    build = ["build", str(crisis / "reports"), "-o", str(record), "--quiet"]
    if (crisis / "metadata.csv").is_file():
        build += ["--metadata", str(crisis / "metadata.csv")]
    for command in (build, ["export", str(record), "--format", "jsonl", "--to", str(out)]):
        code = cli.run(command)
        if code not in (0, 3):
            raise SystemExit(f"crosswire {command[0]} ended with {code} on {crisis}")
    return out


def export_kept(crisis: Path, folder: Path, kept: Path) -> Path:
    """Build and export a crisis from what was read of it before; returns the export's folder."""
    metadata = crisis / "metadata.csv"
    options = Options(metadata=metadata if metadata.is_file() else None, workers=1)
    read = partial(pipeline.read_all, pipeline.gather([crisis / "reports"], options), options)
    database.write_record(folder / "record.duckdb", pipeline.relate(tables_of(kept, crisis.name, read)), {})
    with database.open_record(folder / "record.duckdb") as opened:
        exports.export(opened, "jsonl", folder / "export")
    return folder / "export"


def score(shared: Path, export: Path, crisis: Path, misses: int = 0) -> dict[str, Any]:
    """What the gold's own scorer says."""
    command = [sys.executable, str(shared / "score" / "score.py"), str(export), str(crisis), "--json"]
    if misses:
        command += ["--misses", str(misses)]
    fixed = {**os.environ, "PYTHONHASHSEED": "0"}  # the scorer settles ties by the order of a set
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=fixed)
    if misses:
        print(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def pick(result: Mapping[str, Any], path: Sequence[str]) -> float:
    """One figure of the scorer's output; a group of figures gives their mean."""
    value: Any = result
    for key in path:
        value = value[key]
    if isinstance(value, Mapping):
        return sum(value.values()) / len(value) if value else 0.0
    return float("nan") if value is None else float(value)


def _cell(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def table(rows: Mapping[str, Figures], columns: Sequence[str] = COLUMNS) -> str:
    """Crises as columns, layers as rows, the mean of the dev crises at the end."""
    names = list(rows)
    dev = [n for n in names if n not in ASIDE]
    lines = [f"{'':18}" + "".join(f"{n:>16}" for n in names) + f"{'dev mean':>16}"]
    for column in columns:
        mean = sum(rows[n][column] for n in dev) / len(dev) if dev else float("nan")
        lines.append(f"{column:18}" + "".join(_cell(rows[n].get(column), ".3f").rjust(16) for n in names) + f"{mean:16.3f}")
    return "\n".join(lines)


def markdown(rows: Mapping[str, Figures]) -> str:
    """The table for the documentation."""
    lines = ["| layer | " + " | ".join(rows) + " |", "|---|" + "---|" * len(rows)]
    lines += [f"| {c} | " + " | ".join(_cell(rows[n].get(c), ".2f") for n in rows) + " |" for c in COLUMNS]
    return "\n".join(lines)


def measure(shared: Path, only: str | None = None, misses: int = 0, kept: Path | None = None) -> dict[str, Figures]:
    """crisis -> its figures; of all crises, or of one. ``kept`` is a folder for what was read, kept between runs."""
    rows: dict[str, Figures] = {}
    for name, crisis in crises(shared).items():
        if only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                export = export_kept(crisis, Path(folder), kept) if kept else export_crisis(crisis, Path(folder))
                result = score(shared, export, crisis, misses)
            told = {column: pick(result, path) for column, path in (*LAYERS, *BESIDE)}
            rows[name] = {c: v for c, v in told.items() if name != EXAMPLES.name or c in ANNOTATED}
    return rows
