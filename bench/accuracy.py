"""Accuracy over the gold crises, as one table, held against floors that refuse to drop.

    python -m bench.accuracy --shared ../shared [--update]

Builds a record of each crisis as a user would, exports it, and runs the scorer that lies beside the gold. Exits with 1 where a
figure is under its floor. ``--update`` raises the floors to what was reached (it never lowers one) and writes the table into
``docs/limits.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crosswire import cli

FLOORS = Path(__file__).with_name("floors.json")
LIMITS = Path(__file__).resolve().parent.parent / "docs" / "limits.md"
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
Figures = dict[str, float]


def crises(shared: Path) -> dict[str, Path]:
    """name -> folder of every gold crisis."""
    root = shared / "gold" / "crises"
    return {"seeds": root / "seeds"} | {p.name: p for p in sorted((root / "dev").iterdir()) if (p / "gold.json").is_file()}


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


def table(rows: Mapping[str, Figures], columns: Sequence[str]) -> str:
    """Crises as columns, layers as rows, the mean of the dev crises at the end."""
    names = list(rows)
    dev = [n for n in names if n != "seeds"]
    lines = [f"{'':18}" + "".join(f"{n:>16}" for n in names) + f"{'dev mean':>16}"]
    for column in columns:
        mean = sum(rows[n][column] for n in dev) / len(dev) if dev else float("nan")
        lines.append(f"{column:18}" + "".join(f"{rows[n][column]:16.3f}" for n in names) + f"{mean:16.3f}")
    return "\n".join(lines)


def below(rows: Mapping[str, Figures], floors: Mapping[str, Figures]) -> list[str]:
    """The figures under their floors, in words; half a thousandth is rounding."""
    return [
        f"{crisis}: {layer} is {rows[crisis][layer]:.3f}, its floor is {least:.3f}"
        for crisis, wanted in floors.items() if crisis in rows
        for layer, least in wanted.items() if rows[crisis][layer] < least - 0.0005
    ]  # fmt: skip


def raised(rows: Mapping[str, Figures], floors: Mapping[str, Figures]) -> dict[str, Figures]:
    """Floors at what was reached, none lower than before."""
    names = [n for n, _ in LAYERS]
    return {c: {n: round(max(rows[c][n], floors.get(c, {}).get(n, 0.0)), 3) for n in names} for c in rows}


def write_limits(rows: Mapping[str, Figures], columns: Sequence[str]) -> None:
    """Put the table, as Markdown, between the marks in ``docs/limits.md``."""
    names = list(rows)
    lines = ["| layer | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    lines += [f"| {c} | " + " | ".join(f"{rows[n][c]:.2f}" for n in names) + " |" for c in columns]
    before, rest = LIMITS.read_text(encoding="utf-8").split("<!-- accuracy -->")
    after = rest.split("<!-- /accuracy -->")[1]
    LIMITS.write_text(f"{before}<!-- accuracy -->\n" + "\n".join(lines) + f"\n<!-- /accuracy -->{after}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/ and score/")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--only", help="one crisis")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses of each layer")
    args = parser.parse_args(arguments)
    if not (args.shared / "gold" / "crises").is_dir():
        print(f"there is no gold in {args.shared}; name the folder with --shared")
        return 2
    rows: dict[str, Figures] = {}
    for name, crisis in crises(args.shared).items():
        if args.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                result = score(args.shared, export_crisis(crisis, Path(folder)), crisis, args.misses)
            rows[name] = {column: pick(result, path) for column, path in (*LAYERS, *BESIDE)}
    print(table(rows, [n for n, _ in (*LAYERS, *BESIDE)]))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if args.update and not args.only:
        FLOORS.write_text(json.dumps(raised(rows, floors), indent=1) + "\n", encoding="utf-8")
        write_limits(rows, [n for n, _ in (*LAYERS, *BESIDE)])
    short = below(rows, floors)
    for line in short:
        print("BELOW THE FLOOR", line)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
