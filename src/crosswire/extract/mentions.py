"""Who acts in a report: names, descriptions and pronouns of people, organisations, armed groups, governments and countries.

Names come from the word lists, from patterns for the bodies of states and for armed movements, and from the language pipeline
(:mod:`crosswire.extract.names`); :mod:`crosswire.extract.entities` groups them, :mod:`crosswire.extract.coreference` adds
descriptions and pronouns.
"""

from __future__ import annotations

from typing import cast

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import singular
from crosswire.extract.coreference import attach
from crosswire.extract.described import bare_name
from crosswire.extract.descriptions import read_descriptions, read_pronouns
from crosswire.extract.entities import Draft, group_names
from crosswire.extract.home_country import read_countries
from crosswire.extract.name_types import lines_of
from crosswire.extract.names import read_names
from crosswire.extract.office_holders import join_holders
from crosswire.extract.titles import country_of
from crosswire.types import ActorKind, Entity, Form, Mention, Span, make_id
from crosswire.wordlists import words_of


def read(page: Page) -> tuple[list[Entity], list[Mention]]:
    """The entities of one report, sorted by id, and their mentions, sorted by place.

    Every mention lies inside a sentence of the page and belongs to one entity; every entity has a mention.
    """
    lines = lines_of(page)
    names = read_names(page, lines)
    spoken = read_countries(page, lines)
    drafts = group_names(page, names, spoken, lines)
    taken = [*(n.whole for n in names), *(Span(s, e) for d in drafts for s, e, *_ in d.spots)]
    drafts = attach(page, drafts, read_descriptions(page, taken), read_pronouns(page), spoken)
    drafts = join_holders(page.document.text, drafts)
    entities, mentions = [], []
    for draft in sorted((d for d in drafts if d.spots), key=lambda d: sorted(d.spots)[0][:2]):
        entity = _entity(page, draft)
        entities.append(entity)
        mentions += _mentions(page, draft, entity.entity_id)
    return sorted(entities, key=lambda e: e.entity_id), sorted(mentions, key=lambda m: (m.start, m.end, m.mention_id))


def _kind(draft: Draft) -> ActorKind | None:
    """Unnamed people in numbers ("the residents") are a body of people; one of them ("a man") is a person."""
    many = draft.number == "many" and draft.key is None and all(form != "name" for *_, form, _ in draft.spots)
    office = set(map(singular, bare_name(draft.name).lower().split()))
    return "organisation" if many and draft.kind == "person" and office & words_of("actor_nouns.toml", "civilians") else draft.kind


def _entity(page: Page, draft: Draft) -> Entity:
    document = page.document.document_id
    first = min((s, e) for s, e, *_ in draft.spots)
    entity_id = make_id("entity", document, draft.key or draft.name, _kind(draft), *(() if draft.key else first))
    return Entity(
        entity_id,
        document,
        draft.name if draft.key or any(form == "name" for *_, form, _ in draft.spots) else bare_name(draft.name),
        _kind(draft),
        draft.country or (country_of(draft.roles) if draft.kind == "person" else None),
        tuple(sorted(draft.aliases)),
        draft.roles,
        draft.key,
        tuple(sorted(draft.rules)),
    )


def _mentions(page: Page, draft: Draft, entity_id: str) -> list[Mention]:
    document = page.document.document_id
    return [
        Mention(make_id("mention", document, start, end, entity_id), document, start, end, entity_id, cast("Form", form), role)
        for start, end, form, role in sorted(set(draft.spots), key=lambda s: (s[0], s[1], s[2], s[3] or ""))
    ]
