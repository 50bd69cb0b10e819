"""The tables of a record, read off the frozen types: names, columns, Arrow types, and rows <-> Arrow."""

from __future__ import annotations

import dataclasses
import json
import types as python_types
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

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
# Tables that a record needs to grow, and nobody to read it (see crosswire.store.reading).
KEPT: dict[str, type] = {"receipts": types.Receipt, "entities_read": types.Entity, "mentions_found": types.Mention}
# By what the rows of the tables that decisions change are known, and in which order they are given (of equals: as they were written).
KEYS: dict[str, tuple[str, ...]] = {
    "claims": ("claim_id",),
    "decisions": ("decision_id",),
    "event_values": ("value_id",),
    "events": ("event_id",),
    "findings": ("finding_id",),
    "links": ("kind", "left_id", "right_id"),
    "origins": ("origin_id",),
}
ORDER: dict[str, tuple[str, ...]] = {
    **{name: KEYS[name] for name in ("events", "findings", "links", "origins")},
    "decisions": ("at", "decision_id"),
    "event_values": ("event_id", "field", "value"),
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
    row = TABLES.get(table) or KEPT[table]
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


Reading = Callable[[Any], Any]


@cache
def _reading(hint: Any) -> Reading | None:
    """How a plain value becomes what a field of this annotation holds, the way back from :func:`_plain`; None where it is that already."""
    origin = get_origin(hint)
    if origin in (Union, python_types.UnionType):
        inner = _reading(next(a for a in get_args(hint) if a is not type(None)))
        return inner and (lambda value: None if value is None else inner(value))
    if origin is tuple:
        first, *_, last = get_args(hint)
        each = _reading(first)
        if last is not Ellipsis:
            return lambda value: tuple(value.values())
        return (lambda value: tuple([each(v) for v in value])) if each else tuple
    if hint is date:
        return lambda value: date.fromisoformat(value) if isinstance(value, str) else value
    return _row(cast("type", hint)) if dataclasses.is_dataclass(hint) else None


def to_json(row: Any) -> str:
    """A row, and the rows inside it, as JSON."""
    return json.dumps(_plain(row), ensure_ascii=False, default=date.isoformat)


def from_json(kind: type, text: str) -> Any:
    """The way back from :func:`to_json`, for a row of that type."""
    return _row(kind)(json.loads(text))


@cache
def _row(kind: type) -> Reading:
    """How a plain row becomes one of this type."""
    hints = get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind)]
    read = [(i, reading) for i, reading in enumerate(_reading(hints[name]) for name in names) if reading]

    def made(plain: Mapping[str, Any]) -> Any:
        values = [plain[name] for name in names]
        for i, reading in read:
            if values[i] is not None:
                values[i] = reading(values[i])
        return kind(*values)

    return made


def from_arrow(table: str, rows: pa.Table) -> tuple[Any, ...]:
    """The rows of a table as its type has them; columns that are made from others are left out."""
    reading = _row(TABLES.get(table) or KEPT[table])
    return tuple([reading(plain) for plain in rows.to_pylist()])
