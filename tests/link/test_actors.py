"""Cases of ``tests/cases/actors``, order independence, and what hangs on actors: speakers, claims, namings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crosswire.acquire.sentences import Page
from crosswire.extract import mentions, places
from crosswire.link import actors
from crosswire.link.offices import office_of
from crosswire.link.person_names import same_person
from crosswire.types import Claim, Quote, Tables
from tests.conftest import case_params

PageOf = Callable[..., Page]


def _tables(page_of: PageOf, reports: list[str], published: list[str | None] | None = None) -> Tables:
    days = published or ["2030-03-14"] * len(reports)
    pages = [page_of(text, published=day, document_id=f"d{i}") for i, (text, day) in enumerate(zip(reports, days, strict=True))]
    read = [mentions.read(p) for p in pages]
    placed = [places.read(p) for p in pages]
    return Tables(
        documents=tuple(p.document for p in pages),
        sentences=tuple(s for p in pages for s in p.sentences),
        place_mentions=tuple(m for _, found in placed for m in found),
        entities=tuple(e for entities, _ in read for e in entities),
        mentions=tuple(m for _, found in read for m in found),
    )


def _actors_of(tables: Tables, said: str) -> set[str]:
    text, _, number = said.partition("@")
    texts = tables.texts()
    return {
        m.actor_id
        for m in tables.actor_mentions
        if texts[m.document_id][m.start : m.end] == text and (not number or m.document_id == f"d{number}")
    }


@pytest.mark.parametrize("case", case_params("actors"))
def test_cases(case: dict[str, Any], page_of: PageOf) -> None:
    linked = actors.link(_tables(page_of, case["reports"], case.get("published")))
    names = {a.actor_id: a.name for a in linked.actors}
    wholes = {a.actor_id: names.get(a.part_of or "") for a in linked.actors}
    for left, right in case.get("same", []):
        assert _actors_of(linked, left) == _actors_of(linked, right) != set(), (left, right)
    for left, right in case.get("different", []):
        assert _actors_of(linked, left), left
        assert _actors_of(linked, left).isdisjoint(_actors_of(linked, right)), (left, right)
    for said, name in case.get("name", {}).items():
        assert {names[i] for i in _actors_of(linked, said)} == {name}
    for said, whole in case.get("part_of", {}).items():
        assert {wholes[i] for i in _actors_of(linked, said)} == {whole}


REPORTS = [
    "Prime Minister Nouri al-Hakim met rebels of the Delta Freedom Front (DFF). The US watched. “We left,” Hakim said.",
    "Nuri al-Hakim met the DFF, the Iraqi government said. American officials watched the terrorists of the DFF.",
    "The so-called Delta Freedom Front attacked. Hakim denied it. The militants fled.",
]


def test_rows_do_not_depend_on_order(page_of: PageOf) -> None:
    tables = _tables(page_of, REPORTS)
    first = actors.link(tables)
    for seed in range(4):
        rng = random.Random(seed)
        mixed = {
            name: tuple(rng.sample(rows, len(rows)))
            for name, rows in (("documents", tables.documents), ("entities", tables.entities), ("mentions", tables.mentions))
        }
        again = actors.link(replace(tables, **mixed))
        assert (again.actors, again.actor_mentions, again.namings, again.links) == (
            first.actors,
            first.actor_mentions,
            first.namings,
            first.links,
        )


def test_every_mention_has_an_actor_and_every_join_a_reason(page_of: PageOf) -> None:
    linked = actors.link(_tables(page_of, REPORTS))
    known = {a.actor_id for a in linked.actors}
    assert {m.actor_id for m in linked.actor_mentions} == known
    assert len(linked.actor_mentions) == len(linked.mentions)
    assert linked.links
    for link in linked.links:
        assert link.kind == "entity"
        assert link.left_id < link.right_id
        assert all(r.rule and r.sentence for r in link.reasons)


def test_namings_tell_names_neutral_and_loaded_words(page_of: PageOf) -> None:
    linked = actors.link(_tables(page_of, REPORTS))
    said = {(n.text, n.kind) for n in linked.namings}
    assert {("DFF", "name"), ("terrorists", "loaded"), ("militants", "neutral"), ("so-called Delta Freedom Front", "loaded")} <= said
    assert sum(n.uses for n in linked.namings) == sum(m.form != "pronoun" for m in linked.actor_mentions)


def test_the_speaker_is_the_person_in_the_span(page_of: PageOf) -> None:
    text = "UNICEF spokeswoman Laura Bell said the wells were dry. They were, she said."
    tables = _tables(page_of, [text])

    def quote(speaker: str, at: int) -> Quote:
        start = text.index(speaker)
        return Quote(f"q{at}", "d0", at, at + 1, "indirect", None, None, None, None, speaker, start, start + len(speaker), None, ())

    linked = actors.link(replace(tables, quotes=(quote("UNICEF spokeswoman Laura Bell", 1), quote("she", 2), quote("dry", 3))))
    bell = _actors_of(linked, "Laura Bell")
    assert [q.speaker_id for q in linked.quotes] == [*bell, *bell, None]


def test_claims_get_the_actors_of_their_entities(page_of: PageOf) -> None:
    tables = _tables(page_of, ["Hamas hit Israel on Monday."])
    by_name = {e.name: e.entity_id for e in tables.entities}
    claim = Claim(
        "c", "d0", 0, 27, 6, 9, "ASSAULT", None, by_name["Hamas"], by_name["Israel"], None, None, None, None, "happened", None, 1.0, "test"
    )  # fmt: skip
    (linked,) = actors.link(replace(tables, claims=(claim,))).claims
    names = {a.actor_id: a.name for a in actors.link(tables).actors}
    assert (names[linked.actor_id or ""], names[linked.target_id or ""]) == ("Hamas", "Israel")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Nouri al-Maliki", "Nuri al-Maliki", True),
        ("Mohammed Ali Hassan", "Muhammad Hassan", True),
        ("Ja`far Numeiri", "Jaafar Nimeiri", True),
        ("John Smith", "Jane Smith", False),
        ("Ali Hassan", "Hassan Ali", False),
        ("Smith", "John Smith", False),
    ],
)
def test_people(left: str, right: str, same: bool) -> None:
    assert bool(same_person(left, right)) == bool(same_person(right, left)) == same


def test_offices_need_an_owner() -> None:
    assert office_of("the UN human rights chief") == office_of("U.N. human rights chief")
    assert office_of("Foreign Minister") is None
    assert office_of("a Spanish official") is None
