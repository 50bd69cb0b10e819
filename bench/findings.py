"""Precision and recall of the findings on the gold crises: each finding is looked up among those that a person has judged.

``python -m bench.findings --kept FOLDER`` builds each crisis and prints, per crisis and per kind, how many findings there are, how
many of those judged are right, and what the gold's scorer says of recall; ``--list`` prints each finding with the sentences around
its words, ``--new`` only those not judged yet. A judgement is a line of ``bench/judged/findings.jsonl``: crisis, kind, field, the
values with their reports, ``verdict`` (``true``: one happening, and a coder must settle it; ``false``), ``why``. A quotation among
the values is kept as a digest, for the reports are not ours to ship.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bench.crises import crises, export_crisis, export_kept, pick, score
from bench.kept import tables_of
from crosswire import pipeline
from crosswire.config import Options
from crosswire.types import Finding, Tables

KINDS = ("conflict", "arithmetic", "update")
JUDGED = Path(__file__).parent / "judged" / "findings.jsonl"
SHOWN = 44  # characters of a value that are kept; a longer one is a quotation

Key = tuple[str, ...]


def shown(value: str) -> str:
    """A value as the file of judgements holds it: a quotation by its digest."""
    return value if len(value) <= SHOWN and "“" not in value else f"words {hashlib.sha256(value.encode()).hexdigest()[:12]}"


def row_of(crisis: str, finding: Finding) -> dict[str, Any]:
    """What a judgement holds of a finding, without the verdict."""
    values = [{"value": shown(v.value), "documents": list(v.documents)} for v in finding.values]
    return {"crisis": crisis, "kind": finding.kind, "field": finding.field, "holds": finding.holds, "values": values}


def key_of(row: Mapping[str, Any]) -> Key:
    """What makes two findings of two builds the same: crisis, kind, field, and who gives which value."""
    sides = sorted(f"{v['value']} in {','.join(v['documents'])}" for v in row["values"])
    return (row["crisis"], row["kind"], row["field"], str(row["holds"]), *sides)


def judgements(path: Path = JUDGED) -> dict[Key, dict[str, Any]]:
    """The judged findings by their key; the last line on one counts."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {key_of(row): row for row in (json.loads(line) for line in lines if line.strip())}


@dataclass(slots=True)
class Tally:
    """Findings of one crisis and kind."""

    right: int = 0
    wrong: int = 0
    new: list[Finding] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of right ones among those judged; not a number where none is."""
        judged = self.right + self.wrong
        return self.right / judged if judged else float("nan")


def around(finding: Finding, tables: Tables) -> Iterator[str]:
    """The sentences in which the words of a finding stand, side by side."""
    texts = tables.texts()
    claims = {c.claim_id: c for c in tables.claims}
    for value in finding.values:
        yield f"    = {value.value}  ({', '.join(value.documents)})"
        spans = value.spans or tuple((c.document_id, c.start, c.end) for i in value.claims if (c := claims.get(i)))
        for document, start, end in sorted(set(spans)):
            inside = [s for s in tables.sentences if s.document_id == document and s.start < end and start < s.end]
            first, last = min([s.start for s in inside] or [start]), max([s.end for s in inside] or [end])
            text = f"{texts[document][first:start]}>>{texts[document][start:end]}<<{texts[document][end:last]}"
            yield f"        {document}: {' '.join(text.split())}"


def built(shared: Path, kept: Path | None, name: str) -> Tables:
    """The tables of one crisis after all stages."""
    crisis = crises(shared)[name]
    metadata = crisis / "metadata.csv"
    options = Options(metadata=metadata if metadata.is_file() else None, workers=1)
    read = partial(pipeline.read_all, pipeline.gather([crisis / "reports"], options), options)
    return pipeline.relate(tables_of(kept, name, read))


def tally(crisis: str, tables: Tables, known: Mapping[Key, Mapping[str, Any]]) -> dict[str, Tally]:
    """kind -> how the findings of a crisis were judged."""
    found: dict[str, Tally] = defaultdict(Tally)
    for finding in tables.findings:
        if finding.kind in KINDS:
            judged, one = known.get(key_of(row_of(crisis, finding))), found[finding.kind]
            if judged is None:
                one.new.append(finding)
            elif judged["verdict"] == "true":
                one.right += 1
            else:
                one.wrong += 1
    return found


def listing(crisis: str, tables: Tables, known: Mapping[Key, Mapping[str, Any]], *, new: bool) -> Iterator[str]:
    """Every finding with its verdict, its words, and the line that a judge would fill in."""
    for finding in tables.findings:
        row = row_of(crisis, finding)
        judged = known.get(key_of(row))
        if finding.kind in KINDS and not (new and judged):
            yield f"[{judged['verdict'] if judged else 'new'}] {finding.kind} {finding.field} {finding.text}"
            yield from around(finding, tables)
            if judged is None:
                yield "    " + json.dumps({**row, "verdict": "", "why": ""}, ensure_ascii=False)


def recalls(shared: Path, kept: Path | None, name: str) -> dict[str, float]:
    """What the gold's scorer says of one crisis: the share of its conflicts and sums that are found."""
    with tempfile.TemporaryDirectory() as folder:
        crisis = crises(shared)[name]
        export = export_kept(crisis, Path(folder), kept) if kept else export_crisis(crisis, Path(folder))
        result = score(shared, export, crisis)
    return {"conflict": pick(result, ("conflicts", "r")), "arithmetic": pick(result, ("arithmetic", "r"))}


def table(rows: Mapping[str, tuple[Mapping[str, Tally], Mapping[str, float]]]) -> str:
    """Per crisis and kind: found, right, wrong, not judged, precision, recall."""
    lines = [f"{'':16}{'kind':12}{'found':>7}{'right':>7}{'wrong':>7}{'new':>7}{'precision':>11}{'recall':>9}"]
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, (found, recall) in rows.items():
        for kind in KINDS:
            one = found.get(kind, Tally())
            counts = (one.right, one.wrong, len(one.new))
            sums[kind] = [a + b for a, b in zip(sums[kind], counts, strict=True)]
            lines.append(_line(name, kind, counts, recall.get(kind, float("nan"))))
    return "\n".join([*lines, *(_line("all", kind, sums[kind], float("nan")) for kind in KINDS)])


def _line(name: str, kind: str, counts: Sequence[int], recall: float) -> str:
    right, wrong, new = counts
    precision = right / (right + wrong) if right + wrong else float("nan")
    return f"{name:16}{kind:12}{right + wrong + new:7}{right:7}{wrong:7}{new:7}{precision:11.3f}{recall:9.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where a finding is not judged yet."""
    parser = argparse.ArgumentParser(prog="python -m bench.findings", description="Precision and recall of findings on the gold crises.")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared", help="folder with gold/ and score/")
    parser.add_argument("--kept", type=Path, help="folder with what was read of the reports, kept between runs")
    parser.add_argument("--only", help="one crisis")
    parser.add_argument("--list", action="store_true", help="print every finding with its sentences")
    parser.add_argument("--new", action="store_true", help="print the findings that are not judged yet")
    options = parser.parse_args(arguments)
    known = judgements()
    rows = {}
    for name in crises(options.shared):
        if options.only in (None, name):
            tables = built(options.shared, options.kept, name)
            rows[name] = (tally(name, tables, known), recalls(options.shared, options.kept, name))
            if options.list or options.new:
                print("\n".join([f"== {name}", *listing(name, tables, known, new=options.new)]))
    print(table(rows))
    return int(any(one.new for found, _ in rows.values() for one in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
