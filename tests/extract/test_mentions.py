"""Cases of ``tests/cases/mentions`` and what holds for every text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.acquire.sentences import Page, read_sentences
from crosswire.extract import mentions
from crosswire.extract.actor_lists import known_actors
from crosswire.extract.name_text import keys_of
from crosswire.language import English
from crosswire.types import Document, Entity, Mention, Segment, SegmentKind
from crosswire.wordlists import load_csv, load_toml
from tests.conftest import case_params

PageOf = Callable[..., Page]


def _said(page: Page, found: list[Mention]) -> dict[str, set[str]]:
    """Mention text -> ids of the entities that it stands for."""
    out: dict[str, set[str]] = {}
    for m in found:
        out.setdefault(page.document.text[m.start : m.end], set()).add(m.entity_id)
    return out


@pytest.mark.parametrize("case", case_params("mentions"))
def test_cases(case: dict[str, Any], page_of: PageOf) -> None:
    page = page_of(case["text"], outlet=case.get("outlet"))
    entities, found = mentions.read(page)
    said = _said(page, found)
    for want in case.get("entities", []):
        named = [e for e in entities if e.name == want["name"] and e.kind == want["kind"]]
        assert len(named) == 1, f"{want['name']}: {[(e.name, e.kind) for e in entities]}"
        for text in want["mentions"]:
            assert named[0].entity_id in said.get(text, set()), f"{text} is no mention of {want['name']}: {said}"
        assert want.get("country", named[0].country) == named[0].country
        assert want.get("known_as", named[0].known_as) == named[0].known_as
        assert set(want.get("roles", ())) <= set(named[0].roles)
    for left, right in case.get("apart", []):
        assert said[left].isdisjoint(said[right]), (left, right)
    for text in case.get("not", []):
        assert text not in said


WORDS = st.sampled_from(
    "the The a of and , . ( ) US U.S. Iraq Iraqi Iraqis army militants rebels group Front Movement Ministry Defence said told he they it its "
    "President Okello John Anna Hamas ISIS ( UN ) officials police Riyadh government “ ” ' - Colonel spokesman Free Coast MCL known as".split()
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=40))
def test_rows_hold_together(words: list[str], page_of: PageOf) -> None:
    page = page_of(" ".join(words))
    entities, found = mentions.read(page)
    ids = [e.entity_id for e in entities]
    assert ids == sorted(set(ids))
    assert {m.entity_id for m in found} == set(ids)
    assert found == sorted(found, key=lambda m: (m.start, m.end, m.mention_id))
    assert len({m.mention_id for m in found}) == len(found)
    for m in found:
        assert any(s.start <= m.start < m.end <= s.end for s in page.sentences)
        assert page.document.text[m.start : m.end].strip() == page.document.text[m.start : m.end]
    assert mentions.read(page) == (entities, found)


def _by_id(entities: list[Entity]) -> dict[str, Entity]:
    return {e.entity_id: e for e in entities}


def test_a_role_is_no_part_of_the_name(page_of: PageOf) -> None:
    page = page_of("Rear Admiral John Kirby spoke first.")
    entities, found = mentions.read(page)
    (named,) = [m for m in found if m.form == "name"]
    assert page.document.text[named.start : named.end] == "John Kirby"
    assert named.role == "Rear Admiral"
    assert _by_id(entities)[named.entity_id].name == "John Kirby"


def test_outlet_is_known_by_its_dateline(page_of: PageOf) -> None:
    page = page_of("ACCRA, May 3 (GCP) - The mayor told GCP that the bridge was safe.", outlet="Gold Coast Press")
    entities, _ = mentions.read(page)
    assert [e.name for e in entities if "GCP" in e.aliases] == ["Gold Coast Press"]


def test_a_dateline_names_who_sent_the_report(english: English) -> None:
    text = "LIMA, May 3 (GCP) - A bridge fell. No one was hurt."
    body = text.index("A bridge")
    page = _page(text, [("dateline", 0, body), ("body", body, len(text))], "Gold Coast Press", english)
    entities, found = mentions.read(page)
    (sender,) = [m for m in found if text[m.start : m.end] == "GCP"]
    assert _by_id(entities)[sender.entity_id].name == "Gold Coast Press"


def test_a_byline_names_its_outlet_only(english: English) -> None:
    text = "Ana Ruiz, Gold Coast Press\n\nA bridge fell."
    body = text.index("A bridge")
    page = _page(text, [("byline", 0, body), ("body", body, len(text))], "Gold Coast Press", english)
    assert [text[m.start : m.end] for m in mentions.read(page)[1]] == ["Gold Coast Press"]


def _page(text: str, segments: list[tuple[SegmentKind, int, int]], outlet: str, english: English) -> Page:
    document = Document(
        document_id="d1", sha256="0" * 64, path="d1.txt", url=None, outlet=outlet, title=None, byline=None, published_at=None,
        published_from=None, published_earliest=None, published_latest=None, language="en", text=text, parser="text",
    )  # fmt: skip
    return read_sentences(document, [Segment("d1", start, end, kind, "test") for kind, start, end in segments], english)


def test_no_alias_belongs_to_two_listed_actors() -> None:
    strong: dict[tuple[str, ...], str] = {}
    for row in load_csv("actors.csv"):
        weak = row["weak"].split("|")
        for alias in filter(None, [row["name"], *row["aliases"].split("|")]):
            if alias not in weak:
                assert strong.setdefault(keys_of(alias), row["key"]) == row["key"], alias
    assert len(strong) > 1500
    assert known_actors() is known_actors()


def test_keys_are_unique_and_parts_are_known() -> None:
    rows = load_csv("actors.csv")
    keys = [row["key"] for row in rows]
    assert len(keys) == len(set(keys))
    assert {row["part_of"] for row in rows if row["part_of"]} <= set(keys)
    assert {row["kind"] for row in rows} == {"armed group", "organisation", "government"}


def test_every_noun_has_one_judgement() -> None:
    groups = load_toml("actor_nouns.toml")
    neutral = {w for g in groups.values() if g.get("naming") == "neutral" for w in g["words"]}
    loaded = {w for name, g in groups.items() if g.get("naming") == "loaded" and name.startswith("fighters") for w in g["words"]}
    assert not neutral & loaded
