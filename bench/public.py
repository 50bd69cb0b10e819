"""Accuracy over public gold in one shape: reads each set's reports, runs the stages that its figures depend on, exports, scores."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.floors import Figures
from bench.kept import tables_of
from bench.parses import keep_parses
from crosswire import pipeline
from crosswire.config import Options
from crosswire.store import database
from crosswire.view import exports


@dataclass(frozen=True)
class Figure:
    """One figure that is watched: where the scorer puts it, the figure asked for, and the best known of others."""

    set: str
    corpus: str
    path: tuple[str, ...]
    name: str
    asked: float | None
    peer: str = ""


RECOGNIZERS = "Microsoft Recognizers"
FIGURES: tuple[Figure, ...] = (
    Figure("html", "zyte", ("token_f1",), "body text, token F1", 0.95, "trafilatura .960"),
    Figure("re3d", "re3d", ("mean_f1",), "entities, mean F1 of five kinds", 0.65),
    Figure("re3d", "re3d", ("person_f1",), "people, F1", None),
    Figure("re3d", "re3d", ("organisation_f1",), "organisations, F1", None),
    Figure("re3d", "re3d", ("synonyms_f1",), "synonyms, F1", None),
    Figure("times", "all", ("overlap_f1",), "times found, F1", None, f"{RECOGNIZERS} .837"),
    Figure("times", "all", ("value_f1",), "times' days, F1", 0.80, f"{RECOGNIZERS} .654"),
    Figure("places", "lgl", ("acc161",), "LGL, right within 161 km", 0.65, "population, provinces and vote .597"),
    Figure("places", "trnews", ("acc161",), "TR-News, right within 161 km", 0.74, "population, provinces and vote .682"),
    Figure("places", "geovirus", ("acc161",), "GeoVirus, right within 161 km", 0.74, "population, provinces and vote .682"),
    Figure("quantities", "all", ("overlap_f1",), "quantities found, F1", None, "quantulum3 .661 (MeasEval part)"),
    Figure("quantities", "all", ("value_f1",), "quantities' values, F1", 0.70, "quantulum3 .551 (MeasEval part)"),
    Figure("quantities", "all", ("modality",), "modality", None, "all called exact .627"),
    Figure("victims", "gva", ("killed",), "killed, exact", 0.85, "word patterns .732"),
    Figure("victims", "gva", ("killed_two_or_more",), "killed where two or more died, exact", 0.70, "word patterns .520"),
    Figure("victims", "gva", ("injured",), "injured, exact", 0.70, "word patterns .602"),
    Figure("quotes", "polnear-dev", ("token_f1",), "content, token F1", 0.82, "surface CRF .793"),
    Figure("quotes", "polnear-dev", ("exact_f1",), "content, exact F1", 0.55, "surface CRF .403"),
    Figure("quotes", "polnear-dev", ("speaker_f1",), "speaker, F1", 0.60, "word rules .410"),
    Figure("plover", "plover-gsr", ("type_f1",), "event type, F1", 0.60, "UniversalPetrarch .444"),
    Figure("plover", "plover-gsr", ("all_right",), "type, source and target country right", 0.35, "UniversalPetrarch .186"),
    Figure("victims", "gva", ("events_f1",), "reports grouped into incidents, B-cubed", 0.80),
    Figure("stories", "allsides", ("f1",), "AllSides, B-cubed", 0.90, "TF-IDF in one pass .871"),
    Figure("stories", "ecb+", ("f1",), "ECB+, B-cubed", 0.90, "TF-IDF in one pass .862"),
    Figure("reuse", "all", ("recall",), "pairs that share a tenth, found", 0.99),
    Figure("muc4", "muc-dev", ("type_f1",), "incident type per report, F1", 0.60),
)
# What a set's figures depend on, of the stages over all reports; the sets that are not named need them all.
STAGES: dict[str, tuple[str, ...]] = {
    "times": (), "places": (), "quantities": (), "quotes": (), "html": (), "re3d": ("actors",), "plover": ("actors",),
    "stories": ("actors", "passages", "stories"), "reuse": ("actors", "passages"),
    "victims": ("actors", "passages", "stories", "origins", "events", "values"),
}  # fmt: skip


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, or of the same gzipped."""
    zipped = path.with_name(path.name + ".gz")
    data = path.read_bytes() if path.is_file() else gzip.decompress(zipped.read_bytes())
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


def part_of(folder: Path, to: Path, every: int, corpus: str | None) -> Path:
    """A set with every n-th row of its gold, of one corpus if so asked, and the reports that these speak of."""
    gold = [g for g in lines_of(folder / "gold.jsonl") if corpus in (None, g["corpus"])][::every]
    named = {i for g in gold for i in g.get("documents", [g["id"], g.get("other")])}
    to.mkdir()
    for name, rows in (("gold", gold), ("reports", [r for r in lines_of(folder / "reports.jsonl") if r["id"] in named])):
        (to / f"{name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    if (folder / "pages").is_dir():
        (to / "pages").symlink_to((folder / "pages").resolve())
    return to


def sources_of(folder: Path, work: Path) -> list[Path]:
    """What a build reads: the reports, or the pages unpacked."""
    rows = lines_of(folder / "reports.jsonl")
    if "html" not in rows[0]:
        return [_unpacked(folder / "reports.jsonl", work)]
    pages = work / "pages"
    pages.mkdir()
    for row in rows:
        (pages / f"{row['id']}.html").write_bytes(gzip.decompress((folder / row["html"]).read_bytes()))
    return [pages]


def _unpacked(path: Path, work: Path) -> Path:
    """A file that lies there as it is, or gzipped."""
    if path.is_file():
        return path
    plain = work / path.name
    plain.write_bytes(gzip.decompress(path.with_name(path.name + ".gz").read_bytes()))
    return plain


def export_set(name: str, folder: Path, work: Path, workers: int, kept: Path | None = None) -> Path:
    """Read a set, relate what its figures need, write the export; returns its folder."""
    options = Options(workers=workers)
    tables = tables_of(kept, name, lambda: pipeline.read_all(pipeline.gather(sources_of(folder, work), options), options))
    for stage, function in pipeline.STAGES:
        if stage in STAGES.get(name, (stage,)):
            tables = function(tables)
    record = work / "record.duckdb"
    database.write_record(record, tables, {})
    with database.open_record(record) as opened:
        exports.export(opened, "jsonl", work / "export")
    return work / "export"


def score(shared: Path, name: str, export: Path, folder: Path, misses: int) -> dict[str, Any]:
    """What the gold's own scorer says, by corpus."""
    command = [sys.executable, str(shared / "score" / "bench.py"), name, str(export), str(folder), "--json", "--misses", str(misses)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    print(done.stderr, end="", file=sys.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result if "all" in result else {**result, "all": next(iter(result.values()))}


@dataclass(frozen=True)
class How:
    """How a set is measured: of one corpus, on every n-th row of its gold, with parses (or all that is read) kept between runs."""

    corpus: str | None = None
    every: int = 1
    parses: Path | None = None
    misses: int = 0
    kept: Path | None = None

    @property
    def whole(self) -> bool:
        """Whether the figures are the set's own, which have floors."""
        return self.corpus is None and self.every == 1


def run_set(shared: Path, name: str, how: How) -> dict[str, Any]:
    """Build and score one set; all that the scorer says, by corpus."""
    folder = shared / "gold" / name
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        if not how.whole:
            folder = part_of(folder, work / "part", how.every, how.corpus)
        kept = keep_parses(how.parses / f"{name}.pickle") if how.parses else None
        export = export_set(name, folder, work, 1 if kept else 0, how.kept if how.whole else None)
        if kept:
            kept.save()
        return score(shared, name, export, folder, how.misses)


def _figures(name: str, result: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for figure in FIGURES:
        found: Any = result.get(figure.corpus) if figure.set == name else None
        if found is not None:
            for key in figure.path:
                found = found[key]
            yield figure.name, float(found)


def measure(shared: Path, only: str | None, how: How, *, full: bool = False) -> dict[str, Figures]:
    """set -> its watched figures; of all sets, or of one. ``full`` prints all that the scorer says."""
    rows = {}
    for name in dict.fromkeys(f.set for f in FIGURES):
        if only in (None, name):
            result = run_set(shared, name, how)
            rows[name] = dict(_figures(name, result))
            if full:
                print(json.dumps(result, indent=1))
    return rows


def _lines(rows: Mapping[str, Figures]) -> Iterator[tuple[str, str, str, str, str]]:
    for f in FIGURES:
        if f.name in rows.get(f.set, {}):
            yield f.set, f.name, f"{rows[f.set][f.name]:.3f}", "" if f.asked is None else f"{f.asked:.2f}", f.peer


def table(rows: Mapping[str, Figures]) -> str:
    """One line a figure: reached, asked, peer."""
    lines = [("set", "figure", "reached", "asked", "peer"), *_lines(rows)]
    return "\n".join(f"{a:12}{b:46}{c:>8}{d:>8}  {e}".rstrip() for a, b, c, d, e in lines)


def markdown(rows: Mapping[str, Figures]) -> str:
    """The table for the documentation."""
    return "\n".join(
        ["| set | figure | Crosswire | others |", "|---|---|---|---|", *(f"| {a} | {b} | {c} | {e} |" for a, b, c, _, e in _lines(rows))]
    )
