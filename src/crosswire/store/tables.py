"""The tables of a record, read off the frozen types: names, columns, Arrow types, and rows <-> Arrow."""

from __future__ import annotations

import dataclasses
import types as python_types
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from crosswire import types

TABLES: dict[str, type] = {
    "documents": types.Document,
    "segments": types.Segment,
    "sentences": types.Sentence,
    "entities": types.Entity,
    "actors": types.Actor,
    "actor_mentions": types.ActorMention,
    "places": types.Place,
    "place_mentions": types.PlaceMention,
    "times": types.Time,
    "quantities": types.Quantity,
    "quotes": types.Quote,
    "claims": types.Claim,
    "victims": types.Victim,
    "passages": types.Passage,
    "origins": types.Origin,
    "stories": types.Story,
    "story_documents": types.StoryDocument,
    "events": types.Event,
    "event_values": types.EventValue,
    "findings": types.Finding,
    "namings": types.Naming,
    "links": types.Link,
    "decisions": types.Decision,
    "rejects": types.Reject,
}
DERIVED: dict[str, tuple[str, ...]] = {"event_values": ("value_id",)}

_SCALARS: dict[type, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
_SPAN = pa.struct([("document_id", pa.string()), ("start", pa.int64()), ("end", pa.int64())])


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's annotation; ``X | None`` is X, ``Literal`` is text, a dataclass is a struct."""
    origin = get_origin(hint)
    if origin is Literal:
        return pa.string()
    if origin in (Union, python_types.UnionType):
        return arrow_type(next(a for a in get_args(hint) if a is not type(None)))
    if origin is tuple:
        inner = get_args(hint)
        return pa.list_(arrow_type(inner[0])) if inner[-1] is Ellipsis else _SPAN
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([(f.name, arrow_type(hints[f.name])) for f in dataclasses.fields(hint)])
    return _SCALARS[hint]


@cache
def schema(table: str) -> pa.Schema:
    """The columns of a table, in order."""
    row = TABLES[table]
    hints = get_type_hints(row)
    fields = [(f.name, arrow_type(hints[f.name])) for f in dataclasses.fields(row)]
    return pa.schema([*fields, *((name, pa.string()) for name in DERIVED.get(table, ()))])


def _plain(value: Any) -> Any:
    """A value as Arrow takes it: dataclasses become dicts, spans dicts with names, tuples lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        if len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], int):
            return {"document_id": value[0], "start": value[1], "end": value[2]}
        return [_plain(v) for v in value]
    return value


def to_arrow(table: str, rows: Sequence[Any]) -> pa.Table:
    """Rows of a table's type as an Arrow table."""
    columns = schema(table)
    data = [{name: _plain(getattr(row, name)) for name in columns.names} for row in rows]
    return pa.Table.from_pylist(data, schema=columns)


def _typed(hint: Any, value: Any) -> Any:
    """A plain value as a field of this annotation holds it: the way back from :func:`_plain`."""
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, python_types.UnionType):
        return _typed(next(a for a in get_args(hint) if a is not type(None)), value)
    if origin is tuple:
        inner = get_args(hint)
        return tuple(_typed(inner[0], v) for v in value) if inner[-1] is Ellipsis else tuple(value.values())
    return _row(hint, value) if dataclasses.is_dataclass(hint) else value


@cache
def _hints(row: type) -> dict[str, Any]:
    hints = get_type_hints(row)
    return {f.name: hints[f.name] for f in dataclasses.fields(row)}


def _row(kind: Any, plain: Mapping[str, Any]) -> Any:
    return kind(**{name: _typed(hint, plain[name]) for name, hint in _hints(kind).items()})


def from_arrow(table: str, rows: pa.Table) -> tuple[Any, ...]:
    """The rows of a table as its type has them; columns that are made from others are left out."""
    return tuple(_row(TABLES[table], plain) for plain in rows.to_pylist())
