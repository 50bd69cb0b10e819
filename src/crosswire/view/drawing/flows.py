"""Where the nodes of a graph stand: in layers from those who give to those who take, the same picture for the same graph every time.

Nodes that hang together make a band; within it a node stands to the right of all it takes from, those who only give at the left edge,
those who only take at the right. Edges that skip a layer get a place of their own in it, so that they run beside its nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

DEEPEST = 5  # the last layer; a longer chain is folded into it
SWEEPS = 6  # down and up again, each node moved to the middle of its neighbours

Edge = tuple[str, str, float, bool]  # giver, taker, weight, whether the way of the words is known
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """``nodes``: name -> (x from 0 to 1, y in rows); ``bends``: the points between the ends of an edge, by its place in the list.

    ``ends`` says of each node at which edge of the picture it stands: "left", "right", or "" between them. ``rows`` is the height.
    """

    nodes: Mapping[str, Point]
    bends: Mapping[int, Sequence[Point]]
    ends: Mapping[str, str]
    rows: float


@dataclass
class _Band:
    """One component while it is laid out: nodes and the places of skipping edges, layer by layer."""

    order: list[str]
    down: list[tuple[int, str, str]]  # edge, from the left node, to the right node
    layer: dict[str, int] = field(default_factory=dict)
    columns: list[list[str]] = field(default_factory=list)
    bends: dict[int, list[str]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def laid_out(edges: Sequence[Edge]) -> Layout:
    """A layout of every node that an edge names; edges from a node to itself are left out."""
    nodes: dict[str, Point] = {}
    bends: dict[int, Sequence[Point]] = {}
    ends: dict[str, str] = {}
    top = 0.0
    for names in _components(edges):
        band = _band(names, edges)
        rows = max(len(column) for column in band.columns)
        depth = len(band.columns) - 1
        points = {
            name: (layer / depth, top + rows * (row + 0.5) / len(column))
            for layer, column in enumerate(band.columns)
            for row, name in enumerate(column)
        }
        nodes.update((name, points[name]) for name in names)
        bends.update((i, [points[p] for p in places]) for i, places in band.bends.items())
        ends.update((name, {0: "left", depth: "right"}.get(band.layer[name], "")) for name in names)
        top += rows
    return Layout(nodes, bends, ends, top)


def _components(edges: Iterable[Edge]) -> list[list[str]]:
    """The nodes that hang together, the largest group first."""
    near: dict[str, set[str]] = defaultdict(set)
    for giver, taker, _, _ in edges:
        if giver != taker:
            near[giver].add(taker)
            near[taker].add(giver)
    groups, seen = [], set[str]()
    for start in sorted(near):
        if start in seen:
            continue
        group, waiting = [], [start]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                group.append(name)
                waiting += near[name] - seen
        groups.append(sorted(group))
    return sorted(groups, key=lambda g: (-len(g), g))


def _band(names: Sequence[str], edges: Sequence[Edge]) -> _Band:
    inside = set(names)
    within = [(i, e) for i, e in enumerate(edges) if e[0] in inside and e[0] != e[1]]
    order = _order(names, [(e[0], e[1], e[2]) for _, e in within if e[3]])
    place = {name: i for i, name in enumerate(order)}
    down = [(i, *sorted((e[0], e[1]), key=place.__getitem__)) for i, e in within]
    band = _Band(order, sorted(down, key=lambda d: (place[d[1]], place[d[2]], d[0])))  # type: ignore[arg-type]
    _deepen(band)
    _fill(band)
    for _ in range(SWEEPS):
        for column in [*band.columns[1:], *reversed(band.columns[:-1])]:
            _settle(column, band)
    return band


def _order(names: Sequence[str], known: Sequence[tuple[str, str, float]]) -> list[str]:
    """Those who give before those who take from them, as far as there is no circle (the greedy order of Eades, Lin and Smyth)."""
    left, head, tail = set(names), list[str](), list[str]()

    def among(name: str, end: int) -> float:
        return sum(e[2] for e in known if e[end] == name and e[1 - end] in left)

    while left:
        gives, takes = {n: among(n, 0) for n in left}, {n: among(n, 1) for n in left}
        first = sorted(n for n in left if not takes[n])
        last = sorted(n for n in left if takes[n] and not gives[n])
        if first:
            head += first
            left -= set(first)
        elif last:
            tail[:0] = last
            left -= set(last)
        else:
            name = min(left, key=lambda n: (takes[n] - gives[n], n))
            head.append(name)
            left.discard(name)
    return head + tail


def _deepen(band: _Band) -> None:
    """Each node one layer after the last that it takes from; who gives nothing goes to the last layer."""
    layer = dict.fromkeys(band.order, 0)
    gives = {a for _, a, _ in band.down}
    for name in band.order:
        for _, a, b in band.down:
            if a == name:
                layer[b] = min(max(layer[b], layer[a] + 1), DEEPEST)
    deepest = max(layer.values())
    band.layer = {name: n if name in gives else deepest for name, n in layer.items()}


def _fill(band: _Band) -> None:
    """The columns: nodes in their layers, and a place in each layer that an edge skips."""
    band.columns = [[n for n in band.order if band.layer[n] == k] for k in range(max(band.layer.values()) + 1)]
    for i, a, b in band.down:
        band.bends[i] = [f"\0{i} {k}" for k in range(band.layer[a] + 1, band.layer[b])]
        chain = [a, *band.bends[i], b]
        for k, name in enumerate(band.bends[i], band.layer[a] + 1):
            band.columns[k].append(name)
        for left, right in pairwise(chain):
            band.beside[left].append(right)
            band.beside[right].append(left)


def _settle(column: list[str], band: _Band) -> None:
    """A column in the order of the middles of its neighbours in other layers; where that is equal, as it was."""
    height = {name: (row + 0.5) / len(c) for c in band.columns for row, name in enumerate(c)}
    here = set(column)

    def middle(name: str) -> float:
        near = [height[n] for n in band.beside[name] if n not in here]
        return sum(near) / len(near) if near else height[name]

    column.sort(key=middle)
