"""How the cost of the stages over all reports grows with their number: a quarter, a half and all reports of a set, in one run.

    python -m bench.scale [--set victims] [--shared ../shared] [--kept FOLDER]

Seconds are CPU seconds of this process. ``growth`` is the power of the number of reports that the cost rises with from a half to all
of them: 1 is linear, 2 would be every report against every other.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from bench import public
from bench.kept import tables_of
from crosswire import pipeline
from crosswire.config import Options
from crosswire.types import Tables

LEAST = 0.05  # seconds: what costs less has no growth worth the name


def part(tables: Tables, every: int) -> Tables:
    """The tables of every n-th report."""
    ids = {d.document_id for d in tables.documents[::every]}
    kept = {
        f.name: tuple(row for row in rows if row.document_id in ids)
        for f in fields(tables)
        if (rows := getattr(tables, f.name)) and hasattr(rows[0], "document_id")
    }
    return replace(tables, **kept)


def seconds_by_stage(tables: Tables) -> dict[str, float]:
    """stage -> CPU seconds."""
    spent = {}
    for name, stage in pipeline.STAGES:
        started = time.process_time()
        tables = stage(tables)
        spent[name] = time.process_time() - started
    return spent


def growth(half: float, whole: float) -> str:
    """The power with which a cost rose when the number doubled."""
    return f"{math.log2(whole / half):.2f}" if half >= LEAST else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="name", default="victims", help="a public set beside the project")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/")
    parser.add_argument("--kept", type=Path, help="a folder for what is read, kept between runs")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        intake = pipeline.gather(public.sources_of(args.shared / "gold" / args.name, Path(work)), Options())
        tables = tables_of(args.kept, args.name, lambda: pipeline.read_all(intake, Options()))
    parts = [part(tables, every) for every in (4, 2, 1)]
    columns = [seconds_by_stage(p) for p in parts]
    print(f"{'stage':30}" + "".join(f"{len(p.documents):>10}" for p in parts) + f"{'growth':>10}")
    for stage in columns[0]:
        print(f"{stage:30}" + "".join(f"{c[stage]:10.2f}" for c in columns) + f"{growth(columns[1][stage], columns[2][stage]):>10}")
    sums = [sum(c.values()) for c in columns]
    print(f"{'all':30}" + "".join(f"{s:10.2f}" for s in sums) + f"{growth(sums[1], sums[2]):>10}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
