"""What of a record is handed over: all of it, or what some filters let through.

A filter chooses events. With an event go its values, findings and claims, the links between those claims, and the reports that tell of
it, whole, with everything that is read in them and all that they refer to. An id never points at a row that is left out: it is null then
(an amount of a chosen report may belong to a claim about another event).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

import pyarrow as pa

from crosswire.errors import InputError, UsageError
from crosswire.store.columns import KEYS, references
from crosswire.store.database import Record
from crosswire.store.tables import KEPT, ORDER, TABLES, schema
from crosswire.view.exports import choosing
from crosswire.view.terminal import keys

Row = dict[str, Any]
BATCH = 5_000  # rows that are held at a time
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events are wanted; None and () let all through. ``bbox``: west, south, east, north in degrees; west > east crosses 180°."""

    story: str | None = None
    since: date | None = None
    until: date | None = None
    grade: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for days or edges that make no sense."""
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"--from {self.since} is after --until {self.until}; the first day comes first.")
        if self.bbox and not (-90 <= self.bbox[1] <= self.bbox[3] <= 90 and all(-180 <= lon <= 180 for lon in self.bbox[::2])):
            raise UsageError("--bbox takes west,south,east,north in degrees: south not above north, latitudes to 90, longitudes to 180.")

    def given(self) -> dict[str, Any]:
        """The filters that were given, as a manifest writes them."""
        found = {
            "story": self.story, "from": self.since and self.since.isoformat(), "until": self.until and self.until.isoformat(),
            "grade": list(self.grade), "type": list(self.type), "bbox": self.bbox and list(self.bbox),
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}


class Selection:
    """A record and what of it is wanted."""

    def __init__(self, record: Record, filters: Filters | None = None) -> None:
        self.record, self.filters = record, filters or Filters()

    @property
    def filtered(self) -> bool:
        """Whether it is less than the whole record."""
        return bool(self.filters.given())

    def choose(self) -> None:
        """Work the filters out. Raises NotFound where there is no such story, InputError where no event is let through."""
        if self.filtered:
            _ = self._chosen

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that a whole export has: with those that a record needs to grow where nothing is left out."""
        return tuple(TABLES) if self.filtered else (*TABLES, *KEPT)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table that are wanted, in the record's order."""
        return [row for rows in self.batches(table) for row in rows]

    def batches(self, table: str, size: int = BATCH) -> Iterator[list[Row]]:
        """The same, some thousands at a time. Nothing else may be asked of the record before they are read to the end."""
        for batch in self.arrow(table, size):
            yield batch.to_pylist()

    def arrow(self, table: str, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """The same as Arrow, with the columns of :func:`crosswire.store.tables.schema`."""
        wanted = schema(table)
        for batch in self.record.batches(self.sql(table), size=size):
            yield batch.select(wanted.names).cast(wanted)

    def number(self, table: str) -> int:
        """How many rows of a table are wanted."""
        return int(self.record.rows(f"SELECT count(*) AS n FROM ({self.sql(table)})")[0]["n"])

    def sql(self, table: str) -> str:
        """The SELECT that gives the rows of a table that are wanted."""
        if table not in self.tables:
            raise KeyError(table)
        order = ", ".join([*(f't."{c}"' for c in ORDER.get(table, ())), "t.rowid"])
        if not self.filtered:  # DuckDB reads a table in its order; to sort it would hold all of it in memory
            return f'SELECT * FROM "{table}" t' + (f" ORDER BY {order}" if table in ORDER else "")
        chosen = self._chosen
        return f'SELECT {self._columns(table, chosen)} FROM "{table}" t WHERE {choosing.condition(table, chosen)} ORDER BY {order}'

    def nulled(self) -> int:
        """How many ids are null because the row that they point at is left out."""
        return sum(self._nulled(table) for table in TABLES) if self.filtered else 0

    def _nulled(self, table: str) -> int:
        loose = self._loose(table, self._chosen)
        if not loose:
            return 0
        lost = " + ".join(f'count(*) FILTER (t."{name}" IS NOT NULL AND NOT ({within}))' for name, within in loose.items())
        return int(self.record.rows(f'SELECT {lost} AS n FROM "{table}" t WHERE {choosing.condition(table, self._chosen)}')[0]["n"])

    def _loose(self, table: str, chosen: str) -> dict[str, str]:
        """Column -> the condition that the row it points at is chosen, for columns that may point elsewhere."""
        return {
            name: f't."{name}" IN (SELECT id FROM {chosen}_{target})'
            for name, target in references(table).items()
            if (table, name) in choosing.LOOSE and name not in KEYS.get(table, ())
        }

    def _columns(self, table: str, chosen: str) -> str:
        loose = self._loose(table, chosen)
        if not loose:
            return "*"
        replaced = [f'CASE WHEN {within} THEN t."{name}" END AS "{name}"' for name, within in loose.items()]
        return f"* REPLACE ({', '.join(replaced)})"

    @cached_property
    def _chosen(self) -> str:
        """What the temporary tables with the ids that are wanted begin with; they are made at the first look."""
        name = f"chosen_{next(_NUMBERS)}"
        conditions, values = _conditions(self.record, self.filters)
        for sql in choosing.steps(name, conditions):
            self.record.rows(sql, values if "$" in sql else ())
        if not self.record.rows(f"SELECT 1 AS one FROM {name}_events LIMIT 1"):
            raise InputError(f"No event of {self.record.path} is let through by these filters; nothing is written.")
        return name


def _conditions(record: Record, filters: Filters) -> tuple[str, dict[str, Any]]:
    """What must hold of an event ``e`` at a place ``p``, and the values of the parameters."""
    found: dict[str, Any] = {}
    told = ["true"]
    if filters.story:
        told.append("e.story_id = $story")
        found["story"] = keys.story(record, filters.story)["story_id"]
    if filters.since:
        told.append('(e."end" >= $since OR (e."end" IS NULL AND e."start" IS NOT NULL))')  # what has begun and has no end known goes on
        found["since"] = filters.since
    if filters.until:
        told.append('coalesce(e."start", e."end") <= $until')
        found["until"] = filters.until
    if filters.grade:
        told.append("list_contains($grade, e.grade)")
        found["grade"] = list(filters.grade)
    if filters.type:
        told.append("list_contains($type, e.type)")
        found["type"] = list(filters.type)
    if filters.bbox:
        west, south, east, north = filters.bbox
        told.append("p.lat BETWEEN $south AND $north")
        told.append("p.lon BETWEEN $west AND $east" if west <= east else "(p.lon >= $west OR p.lon <= $east)")
        found |= {"west": west, "south": south, "east": east, "north": north}
    return " AND ".join(told), found
