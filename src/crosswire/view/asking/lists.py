"""Long lists: fifty rows at a time on a page, all of them in a CSV, in an order that the address names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.view.asking.lookups import Condition
from crosswire.view.asking.query import MOST_ROWS, PAGE_SIZE, Query

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as SQL. ``keys`` selects the key of each row of ``source``, under {where}, in the order {order}; ``rows`` then reads what
    is shown of the keys in ``chosen`` (columns ``key`` and ``rank``) and orders by rank. ``orders``: name in the address -> (what a
    reader reads, SQL that ends with the key so that no two rows tie); the first is the usual one."""

    key: str
    source: str
    rows: str
    orders: Mapping[str, tuple[str, str]]

    def page(self, record: Record, query: Query, condition: Condition) -> tuple[list[Row], dict[str, Any]]:
        """(the rows of this page, what ``parts.pager`` and ``lists.html`` show of the list). Raises UsageError past the last page."""
        page = query.page()
        keys, total = self._keys(record, query, condition, (page - 1) * PAGE_SIZE)
        pages = max(-(-total // PAGE_SIZE), 1)
        if page > pages:
            raise UsageError(f"page={page} is past the last page, {pages}.")
        chosen = "WITH chosen AS (SELECT unnest(?) AS key, unnest(?) AS rank)"
        rows = record.rows(f"{chosen} {self.rows} ORDER BY rank", [keys, list(range(len(keys)))]) if keys else []
        orders = [{"name": name, "label": label, "url": query.url(sort=name)} for name, (label, _) in self.orders.items()]
        return rows, {"page": page, "pages": pages, "total": total, "sort": self._order(query), "orders": orders, "most": MOST_ROWS}

    def whole(self, record: Record, query: Query, condition: Condition) -> list[Row]:
        """Every row, and one more than a CSV may hold where there are too many."""
        where, asked = condition
        found = f"SELECT {self.key} AS key FROM {self.source} WHERE {where} ORDER BY {self._by(query)} LIMIT {MOST_ROWS + 1}"
        chosen = f"WITH chosen AS MATERIALIZED (SELECT key, row_number() OVER () AS rank FROM ({found}))"
        return record.rows(f"{chosen} {self.rows} ORDER BY rank", asked)

    def _keys(self, record: Record, query: Query, condition: Condition, offset: int) -> tuple[list[Any], int]:
        """(the keys of a page, how many there are): counted on the way where a condition has to be looked at row by row."""
        where, asked = condition
        on_the_way = ", count(*) OVER () AS total" if where != "true" else ""
        tail = f"ORDER BY {self._by(query)} LIMIT {PAGE_SIZE} OFFSET {offset}"
        rows = record.rows(f"SELECT {self.key} AS key{on_the_way} FROM {self.source} WHERE {where} {tail}", asked)
        if rows and on_the_way:
            return [row["key"] for row in rows], rows[0]["total"]
        total = record.rows(f"SELECT count(*) AS n FROM {self.source} WHERE {where}", asked)[0]["n"]
        return [row["key"] for row in rows], total

    def _order(self, query: Query) -> str:
        return query.one_of("sort", tuple(self.orders))

    def _by(self, query: Query) -> str:
        return self.orders[self._order(query)][1]


def grouped(rows: Sequence[Row], key: str) -> dict[Any, list[Row]]:
    """Rows by the value of a column."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found
