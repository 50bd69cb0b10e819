"""Claims: what is found and what is not, in cases of our own words; the other layers are made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.acquire.sentences import Page
from crosswire.errors import WordlistError
from crosswire.extract.claim_words import PLOVER, _rule, argument_class, noun_rules, verb_rules
from crosswire.extract.claims import Layers, read
from crosswire.types import DISASTER, Claim, Entity, Mention, Place, PlaceMention, Quantity, Quote, Segment, Span, Time
from tests.conftest import case_params

STATUSES = {"happened", "ongoing", "planned", "possible", "denied"}
PIECES = [
    "Rebels attacked the town of Orvan on Monday",
    "killing four soldiers",
    "and wounding 11",
    "the army will not withdraw",
    "“We condemn the raid",
    "”",
    "she said",
    ", which fell in June,",
    "no arrests were made",
    "if talks are held",
    ".\n\n",
    " ",
    "𝔘 été — 12",
]


def find(text: str, words: str) -> Span:
    """Where the words stand for the first time, not inside a longer word."""
    at = text.index(words)
    while at and text[at - 1].isalnum():
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def layers_of(case: dict[str, Any]) -> Layers:
    """What the other layers would have found, as the case says."""
    text, at = case["text"], {}
    for said in case.get("names", {}):
        at[said] = find(text, said)
    mentions = tuple(
        Mention(f"m:{said}", "d1", *at[said], f"e:{who}", "name", None)
        for said, who in case.get("names", {}).items()
    )  # fmt: skip
    entities = tuple(Entity(i, "d1", i[2:], None, None, (), (), None) for i in sorted({m.entity_id for m in mentions}))
    places = tuple(Place(f"p:{name}", name, None, None, 1.0, 1.0, 5.0, "test", name) for name in case.get("places", ()))
    spots = tuple(PlaceMention("d1", *find(text, p.name), p.place_id, (), "test") for p in places)
    times = tuple(
        Time("d1", *find(text, said), date.fromisoformat(start), date.fromisoformat(end), None, "day", *(anchor or ("text",)), "test")
        for said, (start, end, *anchor) in case.get("times", {}).items()
    )
    quantities = tuple(
        Quantity(f"q:{said}", "d1", *find(text, said), 1, 1, 1, "exact", None, "people", None, None) for said in case.get("quantities", ())
    )
    quotes = tuple(
        Quote(f"s:{said}", "d1", *find(text, said), "direct", None, None, None, None, None, None, None, None, ())
        for said in case.get("quotes", ())
    )
    return Layers(entities, mentions, places, spots, times, quantities, quotes)


def page_for(case: dict[str, Any], page_of: Callable[..., Page]) -> Page:
    """The text as a body or, where the case says so, as a headline."""
    page = page_of(case["text"])
    return replace(page, segments=(Segment("d1", 0, len(case["text"]), "title", "test"),)) if case.get("title") else page


def slots(claim: Claim) -> dict[str, str | None]:
    """The slots that hold an id, without the letter before it."""
    ids = {"actor": claim.actor_entity, "target": claim.target_entity, "place": claim.place_id, "quote": claim.quote_id}
    return {name: value[2:] if value else None for name, value in ids.items()}


@pytest.mark.parametrize("case", case_params("claims"))
def test_case(case: dict[str, Any], page_of: Callable[..., Page]) -> None:
    text, layers = case["text"], layers_of(case)
    claims, quantities = read(page_for(case, page_of), layers)
    assert [(c.type, text[c.trigger_start : c.trigger_end]) for c in claims] == [(w["type"], w["trigger"]) for w in case["claims"]]
    for claim, wanted in zip(claims, case["claims"], strict=True):
        clause = text[claim.start : claim.end]
        assert claim.status == wanted.get("status", claim.status)
        assert claim.mode == wanted.get("mode", claim.mode)
        for slot, value in slots(claim).items():
            assert value == wanted.get(slot, value), slot
        if "time" in wanted:
            start, end = case["times"][wanted["time"]][:2]
            assert claim.time_start == date.fromisoformat(start)
            assert claim.time_end == (None if wanted["time"].startswith("since") else date.fromisoformat(end))
        assert not wanted.get("undated") or (claim.time_start, claim.time_end) == (None, None)
        assert wanted.get("clause", "") in clause
        assert "not_clause" not in wanted or wanted["not_clause"] not in clause
        for said, role in wanted.get("roles", {}).items():
            one = next(q for q in quantities if q.quantity_id == f"q:{said}")
            assert (one.claim_id, one.role) == (claim.claim_id, role)


def test_a_day_outside_the_clause_is_context(page_of: Callable[..., Page]) -> None:
    text = "On Sunday the general said the rebels had seized the bridge."
    times = (Time("d1", 0, 9, date(2030, 3, 10), date(2030, 3, 10), None, "day", "text", "test"),)
    (claim,), _ = read(page_of(text), Layers(times=times))
    assert (claim.time_start, claim.time_from) == (date(2030, 3, 10), "context")


def test_nothing_is_dated_by_the_day_of_publication(page_of: Callable[..., Page]) -> None:
    (claim,), _ = read(page_of("The rebels seized the bridge.", published="2030-03-14"), Layers())
    assert (claim.time_start, claim.time_end, claim.time_from) == (None, None, None)


def test_a_second_sentence_takes_day_and_place_as_context(page_of: Callable[..., Page]) -> None:
    text = "Rebels shelled Orvan on Monday. Four people were killed."
    case = {"text": text, "places": ["Orvan"], "times": {"on Monday": ["2030-03-11", "2030-03-11"]}}
    (first, second), _ = read(page_of(text), layers_of(case))
    assert (first.time_from, second.time_from) == ("said", "context")
    assert second.time_start == first.time_start == date(2030, 3, 11)
    assert second.place_id == first.place_id == "p:Orvan"


def test_the_innermost_quote_is_taken(page_of: Callable[..., Page]) -> None:
    text = "The mayor told Radio Nord that the rebels had seized the bridge."
    outer, inner = find(text, "Radio Nord that the rebels had seized the bridge"), find(text, "the rebels had seized the bridge")
    quotes = tuple(
        Quote(name, "d1", *span, "indirect", None, None, None, None, None, None, None, None, ())
        for name, span in (("o", outer), ("i", inner))
    )
    (claim,), _ = read(page_of(text), Layers(quotes=quotes))
    assert claim.quote_id == "i"


def test_captions_make_no_claims(page_of: Callable[..., Page]) -> None:
    page = page_of("Soldiers attacked the town.")
    assert read(page, Layers())[0]
    assert read(replace(page, segments=(Segment("d1", 0, 27, "caption", "test"),)), Layers())[0] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8))
def test_whatever_is_read_stands_in_the_text(pieces: list[str], page_of: Callable[..., Page]) -> None:
    text = " ".join(pieces)
    claims, _ = read(page_of(text), Layers())
    assert [c.trigger_start for c in claims] == sorted(c.trigger_start for c in claims)
    assert len({c.claim_id for c in claims}) == len(claims)
    for claim in claims:
        assert 0 <= claim.start <= claim.trigger_start < claim.trigger_end <= claim.end <= len(text)
        assert claim.type in PLOVER
        assert claim.status in STATUSES
        assert 0 < claim.confidence <= 1


def test_the_order_of_the_layers_does_not_matter(page_of: Callable[..., Page]) -> None:
    text = "The army of Norland attacked Orvan and Tell Abad on Monday, killing four rebels, the army said on Tuesday."
    case = {
        "text": text, "names": {"The army of Norland": "army", "Norland": "norland", "rebels": "rebels"}, "places": ["Orvan", "Tell Abad"],
        "times": {"on Monday": ["2030-03-11", "2030-03-11"], "on Tuesday": ["2030-03-12", "2030-03-12"]}, "quantities": ["four rebels", "four"],
    }  # fmt: skip
    one, page = layers_of(case), page_of(text)
    other = Layers(*(getattr(one, name)[::-1] for name in Layers.__dataclass_fields__))
    assert read(page, one) == read(page, other)


# --- the lists -----------------------------------------------------------------------------------------------------------
def test_every_type_can_be_found() -> None:
    assert {r.type for rules in verb_rules().values() for r in rules} == PLOVER | {DISASTER}  # who drowns was harmed by nobody
    assert {r.type for rules in noun_rules().values() for r in rules} == PLOVER


def test_rules_with_conditions_come_first() -> None:
    for rules in (*verb_rules().values(), *noun_rules().values()):
        assert [r.plain for r in rules] == sorted(r.plain for r in rules)


def test_classes_hold_their_words() -> None:
    assert "soldier" in argument_class("armed")
    words = dict(next(r for r in verb_rules()["deploy"] if r.name == "mobilize-order").conditions)["object"]
    assert words == {"@number"}


def test_an_unknown_type_names_the_group() -> None:
    with pytest.raises(WordlistError, match=r"x\.toml: group \[y\]: 'FIGHT' is not a PLOVER type"):
        _rule("x.toml: group [y]", "y", {"type": "FIGHT", "words": ["fight"]}, 0)
