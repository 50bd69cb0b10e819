"""Marks the reports of a gold crisis and lets the scorer beside the repository judge the marks."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import tempfile
from pathlib import Path

from crosswire.acquire.files import gather, open_report
from crosswire.acquire.leftovers import mark


def leftovers_of(shared: Path, crisis: Path) -> dict[str, float]:
    """``removed`` and ``body_kept`` of one crisis."""
    spec = importlib.util.spec_from_file_location("score", shared / "score/score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    metadata = crisis / "metadata.csv"
    with tempfile.TemporaryDirectory() as folder:
        rows = {"documents": [], "segments": []}
        for raw in gather([crisis / "reports"], metadata=metadata if metadata.is_file() else None).reports:
            opened = open_report(raw)
            rows["documents"].append(dataclasses.asdict(opened.document))
            rows["segments"] += [dataclasses.asdict(s) for s in mark(opened.document, opened.hints)]
        for name, table in rows.items():
            Path(folder, f"{name}.jsonl").write_text("".join(json.dumps(r, default=str) + "\n" for r in table), encoding="utf-8")
        return score.Scorer(folder, crisis).leftovers()
