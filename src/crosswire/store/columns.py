"""What every table and column of a record means, in one place: codebooks, sidecars and the reference page are made of it.

``KEYS`` are the columns by which a row is known, where rows are; ``REFERENCES`` name the table in which an id is a row.
"""

from __future__ import annotations

import types as python_types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from crosswire.store.meanings import MEANINGS, ROWS
from crosswire.store.tables import DERIVED, KEPT, TABLES, schema

KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "segments": ("document_id", "start"),
    "sentences": ("sentence_id",),
    "entities": ("entity_id",),
    "actors": ("actor_id",),
    "actor_mentions": ("mention_id",),
    "places": ("place_id",),
    "quantities": ("quantity_id",),
    "quotes": ("quote_id",),
    "claims": ("claim_id",),
    "victims": ("victim_id",),
    "origins": ("origin_id",),
    "stories": ("story_id",),
    "story_documents": ("story_id", "document_id"),
    "events": ("event_id",),
    "event_values": ("value_id",),
    "findings": ("finding_id",),
    "decisions": ("decision_id",),
}
_BY_NAME = {
    "document_id": "documents", "entity_id": "entities", "actor_id": "actors", "target_id": "actors", "speaker_id": "actors",
    "place_id": "places", "claim_id": "claims", "quote_id": "quotes", "origin_id": "origins", "event_id": "events",
    "story_id": "stories", "actor_entity": "entities", "target_entity": "entities", "replaces": "documents",
}  # fmt: skip
_OTHERWISE = {("actors", "part_of"): "actors", ("entities", "part_of"): "entities"}
# Lists of ids; those inside findings.values are named by their path.
LISTS: Mapping[tuple[str, str], str] = {
    ("place_mentions", "runners_up"): "places",
    ("event_values", "documents"): "documents",
    ("event_values", "claims"): "claims",
    ("event_values", "origins"): "origins",
    ("findings", "values.documents"): "documents",
    ("findings", "values.claims"): "claims",
}


@cache
def references(table: str) -> Mapping[str, str]:
    """Column -> the table of which it holds an id; a table's own key is no reference."""
    if table in KEPT:  # what was read once may speak of what is no longer there
        return {}
    own = KEYS.get(table, ())
    found = {}
    for name in schema(table).names:
        target = _OTHERWISE.get((table, name)) or _BY_NAME.get(name)
        if target and own != (name,):
            found[name] = target
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a codebook has it. ``kind``: text, whole number, number, yes or no, day, or JSON (a list or what is nested)."""

    table: str
    name: str
    kind: str
    meaning: str
    values: tuple[str, ...]
    required: bool


_KINDS = {"string": "text", "int64": "whole number", "double": "number", "bool": "yes or no", "date32[day]": "day"}


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order."""
    hints = get_type_hints(TABLES.get(table) or KEPT[table])
    return tuple(
        Column(
            table, f.name, "JSON" if pa.types.is_nested(f.type) else _KINDS[str(f.type)], MEANINGS.get(table, {}).get(f.name, ""),
            _values(hints.get(f.name)), f.name in DERIVED.get(table, ()) or not _optional(hints[f.name]),
        )
        for f in schema(table)
    )  # fmt: skip


def about(table: str) -> str:
    """What a row of a table is."""
    return ROWS.get(table, "what a record needs to take further reports in; not for reading")


def _parts(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, python_types.UnionType) else (hint,)


def _optional(hint: Any) -> bool:
    return type(None) in _parts(hint)


def _values(hint: Any) -> tuple[str, ...]:
    return tuple(str(v) for part in _parts(hint) if get_origin(part) is Literal for v in get_args(part))
