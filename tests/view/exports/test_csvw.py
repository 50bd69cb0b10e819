"""The sidecar and the codebook name every file and column that is there."""

from __future__ import annotations

import csv
import json

from crosswire.store.tables import TABLES
from crosswire.view import exports


def test_the_sidecar_and_codebook_describe_the_files(examples, tmp_path):
    exports.export(examples, "csv", tmp_path)
    group = json.loads((tmp_path / "csv-metadata.json").read_text())
    heads = {}
    for described in group["tables"]:
        with (tmp_path / described["url"]).open(encoding="utf-8", newline="") as file:
            heads[described["url"]] = next(csv.reader(file))
        assert [c["name"] for c in described["tableSchema"]["columns"]] == heads[described["url"]]
    for described in group["tables"]:
        for away in described["tableSchema"].get("foreignKeys", []):
            assert set(away["columnReference"]) <= set(heads[described["url"]])
            assert set(away["reference"]["columnReference"]) <= set(heads[away["reference"]["resource"]])
    with (tmp_path / "codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {(r["table"], r["column"]) for r in rows if r["meaning"]}
    assert {(name, column) for name in TABLES for column in heads[f"{name}.csv"]} <= told
    page = (tmp_path / "codebook.md").read_text()
    assert all(f"## {name}\n" in page for name in TABLES)


def test_required_cells_are_filled(examples, tmp_path):
    exports.export(examples, "csv", tmp_path)
    for described in json.loads((tmp_path / "csv-metadata.json").read_text())["tables"]:
        required = [c["name"] for c in described["tableSchema"]["columns"] if c.get("required")]
        with (tmp_path / described["url"]).open(encoding="utf-8", newline="") as file:
            assert all(row[name] for row in csv.DictReader(file) for name in required), described["url"]
