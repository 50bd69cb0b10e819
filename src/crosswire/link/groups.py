"""Groups that grow by joining (union-find), in the same way whatever order the joins come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any, Generic, Protocol, TypeVar


class _Sortable(Hashable, Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=_Sortable)


class Groups(Generic[T]):
    """Disjoint groups of items; the smallest item of a group stands for it.

    >>> groups = Groups("abcd"); groups.join("d", "b"); groups.find("d"), groups.all()
    ('b', [['a'], ['b', 'd'], ['c']])
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._above: dict[T, T] = {item: item for item in items}

    def find(self, item: T) -> T:
        """The smallest item of an item's group; an item not met before is a group of its own."""
        top = self._above.setdefault(item, item)
        while self._above[top] != top:
            top = self._above[top]
        while self._above[item] != top:
            self._above[item], item = top, self._above[item]
        return top

    def join(self, left: T, right: T) -> None:
        """Make the groups of two items one."""
        first, second = sorted((self.find(left), self.find(right)))
        self._above[second] = first

    def all(self) -> list[list[T]]:
        """Every group, sorted inside and among themselves."""
        groups: dict[T, list[T]] = defaultdict(list)
        for item in sorted(self._above):
            groups[self.find(item)].append(item)
        return [groups[k] for k in sorted(groups)]
