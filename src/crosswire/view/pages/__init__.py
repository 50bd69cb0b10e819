"""The pages of the reading room. Each module turns a question into plain values: the page's JSON twin, and what its template shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking.query import Query

Model = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``name`` is its template's, ``path`` its route, ``tables`` the lists of rows in its model that can be had as CSV.

    A model's ``form`` is for its template alone; its ``leads_to`` is the address to which the page sends its reader on.
    ``whole`` makes the rows of a table where the page itself shows only some of them (fifty at a time): the CSV has them all.
    """

    name: str
    path: str
    model: Callable[[Record, Query], Model]
    tables: tuple[str, ...] = ()
    whole: Mapping[str, Callable[[Record, Query], Sequence[Mapping[str, Any]]]] = field(default_factory=dict)
