"""States that a claim means though no actor of the report is named so: by an adjective ("Chadian jets"), by the land it happens in.

The claim holds the id that the country has in its report; :func:`complete` adds the countries that no mention named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from crosswire.extract.actor_lists import country_names
from crosswire.extract.country_names import country_words
from crosswire.extract.name_text import words_of
from crosswire.types import Claim, Document, Entity, Place, PlaceMention, make_id
from crosswire.wordlists import words_of as words_of_list

ELSEWHERE = frozenset({"CONSULT", "AGREE", "COOPERATE", "MOBILIZE"})  # who talks or is sent need not be of the place
_APART = re.compile(r"(?:\b(?:anti|pro|non|ex)\s?[-‐‑–]\s?)$", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\s?[-‐‑–]\s?(?!(?:led|run|ruled|controlled|governed)\b)\w", re.IGNORECASE)  # "Chad-backed"


def state_id(document: str, alpha2: str) -> str:
    """The id of a country as an entity of a report: the one that the mentions layer gives it where it is named."""
    return make_id("entity", document, f"country:{alpha2}", "country")


def spoken_states(doc: Doc) -> dict[int, str]:
    """Word index -> alpha-2 code for every name and adjective of a country; not capitals, which are towns, and not "anti-X", "X-made"."""
    out: dict[int, str] = {}
    for sentence in doc.sents:
        for span, word in country_words(doc.text, words_of(doc.text, sentence.start_char, sentence.end_char)):
            if (
                word.form == "capital"
                or _APART.search(doc.text, max(0, span.start - 6), span.start)
                or _OF_OTHERS.match(doc.text, span.end)
            ):
                continue
            found = doc.char_span(span.start, span.end, alignment_mode="expand")
            out.update((token.i, word.alpha2) for token in found or ())
    return out


def complete(
    document: Document, entities: Sequence[Entity], claims: Iterable[Claim], places: Iterable[Place], where: Iterable[PlaceMention]
) -> list[Entity]:
    """The entities, with those countries that only claims mean, and unnamed people told by where they act or suffer.

    Sorted by id. "Crowds blocked roads in Accra": the crowd is of Ghana, as long as nothing else is said, and "protesters in
    Accra" to every report that tells of them.
    """
    claims = sorted(claims, key=lambda c: (c.trigger_start, c.claim_id))
    known = {e.entity_id: e for e in entities}
    known.update((e.entity_id, e) for e in _meant(document.document_id, claims, known))
    gazetted, said = {p.place_id: p for p in places}, _names(document, where)
    for claim in claims:
        place = gazetted.get(claim.place_id or "")
        for entity_id in (claim.actor_entity, claim.target_entity):
            entity = known.get(entity_id or "")
            if place is None or entity is None or not unnamed(entity):
                continue
            if entity.country is None and claim.type not in ELSEWHERE:
                known[entity.entity_id] = entity = replace(entity, country=place.country)
            if claim.type == "PROTEST" and entity_id == claim.actor_entity and _crowd(entity) and place.place_id in said:
                known[entity.entity_id] = replace(
                    entity, name=f"protesters in {said[place.place_id]}", known_as=f"protesters:{place.place_id}"
                )
    return sorted(known.values(), key=lambda e: e.entity_id)


def _meant(document: str, claims: Iterable[Claim], known: Mapping[str, Entity]) -> Iterator[Entity]:
    meant = {x for c in claims for x in (c.actor_entity, c.target_entity) if x and x not in known}
    ids = {state_id(document, code): code for code in country_names()} if meant else {}
    for entity_id in sorted(meant & ids.keys()):
        code = ids[entity_id]
        yield Entity(entity_id, document, country_names()[code], "country", code, (), (), f"country:{code}", ("by adjective",))


def _names(document: Document, where: Iterable[PlaceMention]) -> dict[str, str]:
    """place_id -> how the report calls the place first."""
    out: dict[str, str] = {}
    for spot in sorted(where, key=lambda m: (m.start, m.end)):
        if spot.place_id:
            out.setdefault(spot.place_id, document.text[spot.start : spot.end])
    return out


def _crowd(entity: Entity) -> bool:
    """Whether people are told by nothing but their number and what they do ("thousands of people", "demonstrators", "youths")."""
    return set(entity.name.lower().split()) <= words_of_list("event_roles.toml", "crowds")


def unnamed(entity: Entity) -> bool:
    """Whether a report only describes somebody ("the crowd", "two sailors")."""
    return entity.known_as is None and bool(entity.rules) and set(entity.rules) <= {"description", "pronoun"}
