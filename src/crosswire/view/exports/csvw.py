"""The sidecar of CSV files: ``csv-metadata.json``, one group of tables in the vocabulary of CSV on the Web (W3C, 2015)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crosswire.store.columns import KEYS, Column, about, columns, references

NAME = "csv-metadata.json"
_DATATYPES = {"text": "string", "whole number": "integer", "number": "double", "yes or no": "boolean", "day": "date", "JSON": "json"}


def write(tables: Sequence[str], folder: Path) -> Path:
    """Describe the CSV files of some tables."""
    path = folder / NAME
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "lineTerminators": ["\n"],
        },
        "tables": [_table(name, tables) for name in tables],
    }
    path.write_text(json.dumps(group, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _table(name: str, tables: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"columns": [_column(c) for c in columns(name)]}
    if name in KEYS:
        found["primaryKey"] = list(KEYS[name])
    away = [
        {"columnReference": [column], "reference": {"resource": f"{target}.csv", "columnReference": [KEYS[target][0]]}}
        for column, target in references(name).items()
        if target in tables
    ]
    if away:
        found["foreignKeys"] = away
    return {"url": f"{name}.csv", "dc:title": name, "dc:description": about(name), "tableSchema": found}


def _column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name, "titles": column.name, "datatype": _datatype(column), "dc:description": column.meaning,
    }  # fmt: skip
    return {**found, "required": True} if column.required and column.kind != "text" else found  # an empty text is a value, too


def _datatype(column: Column) -> Any:
    kind = _DATATYPES[column.kind]
    return {"base": kind, "format": "|".join(column.values)} if column.values else kind
