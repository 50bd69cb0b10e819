"""The graph of copying: one picture for one graph, within its bounds, and text in it is only ever text."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from crosswire.view.drawing import graphs
from crosswire.view.drawing.flows import laid_out
from crosswire.view.pages import sources

CHAIN = [("Wire", "Post", 3.0, True), ("Post", "Echo", 1.0, True), ("Wire", "Echo", 1.0, True)]
MIXED = [*CHAIN, ("Fjord", "Coast", 1.0, False), ("Coast", "Moor", 2.0, False), ("Isle", "Wire", 1.0, True)]


def node(name: str, **given):
    return {"name": name, "outlet": name, "document_id": "d", "origin_id": "origin_1", "agency": False, "reports": 2, **given}


def edge(giver: str, taker: str, way: str = "copied", **given):
    return {
        "giver": giver, "taker": taker, "way": way, "known": way != "unknown", "reports": 1, "pairs": 1, "passages": 2, "characters": 300,
        "claims": 0, "reason": "a credit", "given_id": "a", "taken_id": "b", "origin_id": "origin_1", **given,
    }  # fmt: skip


def test_words_flow_from_left_to_right():
    points = laid_out(CHAIN).nodes
    assert points["Wire"][0] == 0.0
    assert points["Wire"][0] < points["Post"][0] < points["Echo"][0] == 1.0


def test_the_layout_is_the_same_whatever_the_order_of_the_edges():
    found = laid_out(MIXED)
    for seed in range(5):
        shuffled = random.Random(seed).sample(MIXED, len(MIXED))
        assert laid_out(shuffled).nodes == found.nodes


def test_no_two_nodes_stand_on_one_spot():
    points = list(laid_out(MIXED).nodes.values())
    assert len(set(points)) == len(points)


def test_an_edge_that_skips_a_layer_runs_beside_its_nodes():
    found = laid_out(CHAIN)
    bend = found.bends[2]
    assert len(bend) == 1
    assert bend[0][0] == found.nodes["Post"][0]
    assert bend[0][1] != found.nodes["Post"][1]


def test_a_circle_of_copying_is_drawn_and_a_loop_is_left_out():
    found = laid_out([("A", "B", 1.0, True), ("B", "A", 1.0, True), ("C", "C", 5.0, True)])
    assert set(found.nodes) == {"A", "B"}
    assert found.nodes["A"] != found.nodes["B"]


def test_a_long_chain_stays_within_the_picture():
    names = [f"n{i:02}" for i in range(20)]
    found = laid_out([(a, b, 1.0, True) for a, b in pairwise(names)])
    assert all(0 <= x <= 1 and 0 <= y <= found.rows for x, y in found.nodes.values())


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "a&b", "\u202eevil"])
def test_a_name_is_text_and_its_address_is_quoted(name):
    drawn = graphs.copying([node(name), node("Post")], [edge(name, "Post", pairs=2)], "who copies whom")
    assert "<script>" not in drawn
    assert "<img" not in drawn
    assert " style=" not in drawn
    for address in re.findall(r'href="([^"]*)"', drawn):
        assert address.startswith(("/outlet?", "/compare?", "/origin/"))


def test_an_arrow_says_which_way_and_a_line_that_it_is_not_known():
    drawn = graphs.copying([node("Wire"), node("Post")], [edge("Wire", "Post")], "g")
    assert "Wire → Post: 1 report, 2 passages, 300 characters" in drawn
    assert "marker-end" in drawn
    drawn = graphs.copying([node("Wire"), node("Post")], [edge("Post", "Wire", "unknown")], "g")
    assert "Post – Wire" in drawn
    assert "marker-end" not in drawn


def test_an_edge_leads_to_the_two_reports_or_to_the_list_of_pairs():
    assert graphs.address(edge("Wire", "Post")) == "/compare?id=a&id=b"
    assert graphs.address(edge("Wire", "Post", pairs=3)) == "/outlet?name=Post&with=Wire#pairs"
    assert graphs.address(edge("Wire", "Post", "credited")) == "/origin/origin_1?outlet=Post#claims"


def test_the_graph_is_bounded_and_has_no_loop():
    copies = [edge(f"giver {i:02}", f"taker {i % 40:02}", reports=i % 7 + 1) for i in range(90)]
    credited = [
        {"giver": "Wire", "origin_id": "origin_1", "kind": "agency", "taker": f"taker {i:02}", "claims": 1, "reports": 1} for i in range(40)
    ]
    found = sources.graph([], copies, credited, {"Wire"})
    assert len(found["nodes"]) <= sources.NODES
    assert 0 < len(found["edges"]) <= sources.EDGES
    names = {n["name"] for n in found["nodes"]}
    assert all({e["giver"], e["taker"]} <= names and e["giver"] != e["taker"] for e in found["edges"])
    assert names == {end for e in found["edges"] for end in (e["giver"], e["taker"])}
    assert len(found["edges"]) + found["left"] == len(copies) + len(credited)
