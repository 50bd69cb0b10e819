"""Who takes words from whom, as a graph: outlets and agencies in layers, lines from those who give to those who take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import Any

from markupsafe import Markup

from crosswire.view import links
from crosswire.view.drawing.flows import Layout, Point, laid_out
from crosswire.view.drawing.svg import drawing, element, link, title
from crosswire.view.words import clip, plural

Row = Mapping[str, Any]

WIDTH, SIDE, ROW, TOP = 1080.0, 230.0, 46.0, 26.0
HEAD = 11.0  # length of an arrowhead
GAP = 9.0  # between lines that meet at a node
LABEL = {"left": 26, "right": 26, "": 20}  # characters of a name that fit
SAID = {"copied": "words go this way", "unknown": "which way the words went is not known", "credited": "credited; no shared text was found"}


def copying(nodes: Sequence[Row], edges: Sequence[Row], label: str) -> Markup:
    """The graph: nodes {name, outlet, document_id, origin_id, agency, reports}, edges {giver, taker, way, reports, ...}.

    ``way`` is "copied" (an arrow), "unknown" (a line) or "credited" (a broken arrow). Nodes that no edge names are not drawn.
    """
    known = {n["name"]: n for n in nodes}
    kept = [e for e in edges if e["giver"] in known and e["taker"] in known and e["giver"] != e["taker"]]
    layout = laid_out([(e["giver"], e["taker"], float(e["reports"]), e["way"] != "unknown") for e in kept])
    spots = {name: _placed(point) for name, point in layout.nodes.items()}
    paths = _paths(kept, layout, spots, {name: _radius(known[name]) for name in spots})
    children = [_heads()]
    children += [_edge(edge, path) for edge, path in zip(kept, paths, strict=True)]
    children += [_node(known[name], spots[name], layout.ends[name]) for name in sorted(spots)]
    return drawing(WIDTH, 2 * TOP + layout.rows * ROW, children, label=label, class_="copying")


def _heads() -> Markup:
    """The arrowheads, one for each kind of arrow."""
    made = [
        element(
            "marker", element("path", d="M0 0L10 5L0 10z", class_=f"head {way}"), id=f"head-{way}", viewBox="0 0 10 10", refX=0, refY=5,
            markerWidth=HEAD, markerHeight=HEAD, markerUnits="userSpaceOnUse", orient="auto",
        )
        for way in ("copied", "credited")
    ]  # fmt: skip
    return element("defs", *made)


def _radius(node: Row) -> float:
    return min(5 + 2 * sqrt(node["reports"]), 15)


def _paths(edges: Sequence[Row], layout: Layout, spots: Mapping[str, Point], sizes: Mapping[str, float]) -> list[str]:
    """The line of each edge; where several meet at a node each has its own place there, in the order of where they come from."""
    bends = [[_placed(p) for p in layout.bends.get(i, ())] for i in range(len(edges))]
    sides: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for i, edge in enumerate(edges):
        left, right = sorted((edge["giver"], edge["taker"]), key=lambda n: spots[n][0])
        sides.setdefault((left, True), []).append(((bends[i] or [spots[right]])[0][1], i))
        sides.setdefault((right, False), []).append(((bends[i] or [spots[left]])[-1][1], i))
    shift = {
        (name, i): (k - (len(met) - 1) / 2) * min(GAP, 1.7 * sizes[name] / max(len(met) - 1, 1))
        for (name, _), met in sides.items()
        for k, (_, i) in enumerate(sorted(met))
    }
    found = []
    for i, edge in enumerate(edges):
        start, end = edge["giver"], edge["taker"]
        (x1, y1), (x2, y2) = spots[start], spots[end]
        room = 0.0 if edge["way"] == "unknown" else HEAD
        between = bends[i] if x1 <= x2 else bends[i][::-1]  # bends stand from left to right
        ends = (x1, y1 + shift[start, i]), (x2, y2 + shift[end, i])
        found.append(_path(*ends, between, sizes[start], sizes[end] + room + 1))
    return found


def _placed(point: Point) -> Point:
    return SIDE + point[0] * (WIDTH - 2 * SIDE), TOP + point[1] * ROW


def _edge(edge: Row, path: str) -> Markup:
    told = f"{edge['giver']} {'–' if edge['way'] == 'unknown' else '→'} {edge['taker']}: {_figures(edge)}"
    line = element(
        "path", d=path, class_=f"line {edge['way']}", stroke_width=min(1 + 1.1 * sqrt(edge["reports"]), 7.0),
        marker_end=None if edge["way"] == "unknown" else f"url(#head-{edge['way']})",
    )  # fmt: skip
    return link(
        address(edge), title(f"{told}. {edge['reason'] or SAID[edge['way']]}"), element("path", d=path, class_="hit"), line, label=told
    )


def address(edge: Row) -> str:
    """Where an edge leads: the two reports side by side, the list of such pairs, or the claims that rest on the one who is credited."""
    if edge["way"] == "credited":
        return links.origin(edge["origin_id"], outlet=edge["taker"])
    if edge["pairs"] == 1:
        return links.compare(edge["given_id"], edge["taken_id"])
    return links.source(edge["taker"], other=edge["giver"])


def _figures(edge: Row) -> str:
    if edge["way"] == "credited":
        return f"{plural(edge['claims'], 'claim')} in {plural(edge['reports'], 'report')} on its word"
    told = [plural(edge["reports"], "report"), plural(edge["passages"], "passage"), plural(edge["characters"], "character")]
    return ", ".join(told)


def _path(start: Point, end: Point, bends: Sequence[Point], before: float, after: float) -> str:
    """A smooth line from circle to circle; between two nodes of one layer a bow on their right."""
    (x1, y1), (x2, y2) = start, end
    if x1 == x2:
        out = x1 + before + 40 + abs(y2 - y1) / 8
        return f"M{x1 + before:.1f} {y1:.1f}C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2 + after:.1f} {y2:.1f}"
    side = 1 if x2 > x1 else -1
    points = [(x1 + side * before, y1), *bends, (x2 - side * after, y2)]
    told = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (ax, ay), (bx, by) in pairwise(points):
        half = (ax + bx) / 2
        told += f"C{half:.1f} {ay:.1f} {half:.1f} {by:.1f} {bx:.1f} {by:.1f}"
    return told


def _node(node: Row, spot: Point, end: str) -> Markup:
    (x, y), r = spot, _radius(node)
    figures = plural(node["reports"], "report") if node["reports"] else "no report here"
    shape = (
        element("rect", x=x - r, y=y - r, width=2 * r, height=2 * r, rx=2, class_="node agency")
        if node["agency"]
        else element("circle", cx=x, cy=y, r=r, class_="node")
    )
    name = clip(node["name"], LABEL[end])
    if end:
        away, anchor = (-r - 7, "end") if end == "left" else (r + 7, "start")
        label = element("text", name, x=x + away, y=y - 1, text_anchor=anchor, class_="name")
        under = element("text", figures, x=x + away, y=y + 13, text_anchor=anchor, class_="small")
    else:
        label, under = element("text", name, x=x, y=y - r - 5, text_anchor="middle", class_="name"), Markup("")
    said = f"{node['name']}{', agency' if node['agency'] else ''}: {figures}"
    return link(where(node), title(said), shape, label, under, class_="spot", label=said)


def where(node: Row) -> str:
    """Where a node leads: the outlet's page; the origin's where no report of it is here; the report whose outlet is not known."""
    if not node["reports"]:
        return links.origin(node["origin_id"])
    return links.source(node["outlet"]) if node["outlet"] else links.report(node["document_id"])
