"""Edges between entities, each with its reason; a block of equal entities is chained, so that n reports cost n - 1 edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from crosswire.types import Entity, Reason

Edge = tuple[str, str, Reason]


def edge(a: Entity, b: Entity, reason: Reason) -> Edge:
    """The edge between two entities."""
    left, right = sorted((a.entity_id, b.entity_id))
    return left, right, reason


def chain(members: Iterable[Entity], reason: Reason) -> Iterator[Edge]:
    """Edges from each member to the next, by their ids."""
    for a, b in pairwise(sorted(members, key=lambda e: e.entity_id)):
        yield a.entity_id, b.entity_id, reason
