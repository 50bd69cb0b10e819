"""Entities put together along the edges between them, strongest first; what a person has decided goes before every rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crosswire.link import verdicts
from crosswire.link.edges import Edge
from crosswire.link.verdicts import Pair
from crosswire.types import Decision, Link


@dataclass(frozen=True)
class Joined:
    """``root``: entity_id -> the smallest entity_id of its component; ``links``: every edge, and whether it joined."""

    root: dict[str, str]
    links: tuple[Link, ...]


def components(ids: Sequence[str], edges: Iterable[Edge], decided: Mapping[Pair, Decision]) -> Joined:
    """The components of entities under edges and decisions.

    A pair that a person has called different is never in one component: of the edges on a way between the two the strongest are kept.
    """
    parts = _Parts(ids)
    judged = {pair: decision for pair, decision in sorted(decided.items()) if all(i in parts.above for i in pair)}
    for (a, b), decision in judged.items():
        if decision.verdict == "different":
            parts.forbid(a, b)
    links = [
        Link(
            a,
            b,
            "entity",
            (why := verdicts.reason(decision, "entity")).score,
            parts.join(a, b) if decision.verdict == "same" else False,
            (why,),
        )
        for (a, b), decision in judged.items()
    ]
    for a, b, reason in sorted(edges, key=lambda e: (-e[2].score, e[0], e[1], e[2].rule, e[2].sentence)):
        if (a, b) not in judged:
            links.append(Link(a, b, "entity", reason.score, parts.join(a, b), (reason,)))
    return Joined({i: parts.find(i) for i in ids}, tuple(links))


class _Parts:
    """Disjoint sets of ids, some of which may not meet."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.above = {i: i for i in ids}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def find(self, i: str) -> str:
        while self.above[i] != i:
            self.above[i] = self.above[self.above[i]]
            i = self.above[i]
        return i

    def forbid(self, a: str, b: str) -> None:
        self._apart[a].add(b)
        self._apart[b].add(a)

    def join(self, a: str, b: str) -> bool:
        """Put two sets together unless that is forbidden; whether they are together now."""
        low, high = sorted((self.find(a), self.find(b)))
        if low == high:
            return True
        if high in self._apart[low]:
            return False
        self.above[high] = low
        for other in self._apart.pop(high, set()):
            self._apart[other].discard(high)
            self.forbid(low, other)
        return True
