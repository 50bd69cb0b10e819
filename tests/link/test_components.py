"""What people have decided of actors goes before every rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crosswire.acquire.sentences import Page
from crosswire.extract import mentions
from crosswire.link import actors
from crosswire.link.components import components
from crosswire.link.verdicts import Pair
from crosswire.types import Decision, Reason, Tables

PageOf = Callable[..., Page]


def decision(verdict: str, a: str, b: str) -> Decision:
    return Decision(
        decision_id=f"{verdict}-{a}-{b}", verdict=verdict, subject=f"{a} {b}", value=None, anchor=(), by="Ada", at="2030-01-01", note=None,
        withdrawn_at=None, state="applied",
    )  # type: ignore[arg-type]  # fmt: skip


def edge(a: str, b: str, score: float) -> tuple[str, str, Reason]:
    return a, b, Reason("test", score, "They are alike.")


def together(ids: str, edges: list[tuple[str, str, Reason]], decided: dict[Pair, Decision]) -> list[str]:
    root = components(list(ids), edges, decided).root
    return ["".join(i for i in ids if root[i] == r) for r in sorted(set(root.values()))]


def test_a_pair_called_different_is_split_at_the_weakest_edge() -> None:
    edges = [edge("a", "b", 0.9), edge("b", "c", 0.5), edge("c", "d", 0.8)]
    assert together("abcd", edges, {}) == ["abcd"]
    assert together("abcd", edges, {("a", "d"): decision("different", "a", "d")}) == ["ab", "cd"]


def test_a_pair_called_same_is_joined_and_others_with_it() -> None:
    assert together("abc", [edge("b", "c", 0.5)], {("a", "b"): decision("same", "a", "b")}) == ["abc"]


def test_an_edge_that_is_refused_is_told() -> None:
    joined = components(["a", "b"], [edge("a", "b", 0.9)], {("a", "b"): decision("different", "a", "b")})
    assert [(link.joined, link.reasons[0].rule) for link in joined.links] == [(False, "decision")]


def test_two_actors_of_one_listed_name_get_ids_of_their_own(page_of: PageOf) -> None:
    pages = [page_of("Hamas said no.", document_id=f"d{i}") for i in range(2)]
    read = [mentions.read(p) for p in pages]
    tables = Tables(
        documents=tuple(p.document for p in pages),
        entities=tuple(e for entities, _ in read for e in entities),
        mentions=tuple(m for _, found in read for m in found),
    )
    a, b = sorted(e.entity_id for e in tables.entities)
    assert len(actors.link(tables).actors) == 1
    linked = actors.link(replace(tables, decisions=(decision("different", a, b),)))
    assert len({x.actor_id for x in linked.actors}) == len({m.actor_id for m in linked.actor_mentions}) == 2
