"""Who, whom and where of claims in whole reports: states told by adjectives, crowds, the other side, what the context fills."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crosswire import pipeline
from crosswire.acquire.sentences import Page
from crosswire.errors import WordlistError
from crosswire.extract.claim_entities import members, role_words
from crosswire.extract.claim_states import state_id
from crosswire.extract.claim_targets import READERS, target_sources
from crosswire.extract.claim_words import PLOVER
from tests.conftest import case_params

PREPOSITIONS = frozenset(
    "with to between among for of from on upon against at over about by into outside".split()
)  # fmt: skip


@pytest.mark.parametrize("case", case_params("claim_slots"))
def test_case(case: dict[str, Any], page_of: Callable[..., Page]) -> None:
    read = pipeline.extract(page_of(case["text"]))
    entities = {e.entity_id: e for e in read.entities}
    places = {p.place_id: p.name for p in read.places}
    found = {case["text"][c.trigger_start : c.trigger_end]: c for c in read.claims}
    for wanted in case["claims"]:
        claim = found[wanted["trigger"]]
        for slot, entity_id in (("actor", claim.actor_entity), ("target", claim.target_entity)):
            entity = entities[entity_id] if entity_id else None
            if slot in wanted:
                assert (entity.name if entity else None) == wanted[slot], slot
            if f"{slot}_country" in wanted:
                assert (entity.country if entity else None) == wanted[f"{slot}_country"], slot
            assert slot not in wanted.get("not", {}) or entity is None or entity.name != wanted["not"][slot]
        if "place" in wanted:
            assert places.get(claim.place_id or "") == wanted["place"]
        assert wanted.get("rule", "") in claim.rule


def test_a_country_has_one_id_however_it_is_said(page_of: Callable[..., Page]) -> None:
    named = pipeline.extract(page_of("Ghana bombed the port."))
    adjective = pipeline.extract(page_of("Ghanaian jets bombed the port."))
    (one,), (other,) = named.claims, adjective.claims
    assert one.actor_entity == other.actor_entity == state_id(one.document_id, "GH")
    assert {e.entity_id for e in named.entities} >= {one.actor_entity}
    assert {e.entity_id for e in adjective.entities} >= {other.actor_entity}


# --- the lists -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", sorted(PLOVER))
def test_every_type_says_where_its_target_stands(kind: str) -> None:
    sources = target_sources(kind)
    assert sources
    assert set(sources) <= READERS.keys() | PREPOSITIONS


def test_every_force_has_its_people() -> None:
    assert set(members().values()) == {"army", "navy", "air force", "police"}
    assert members()["sailor"] == "navy"


def test_an_unknown_group_of_roles_is_a_fault() -> None:
    with pytest.raises(WordlistError):
        role_words("nobody")
