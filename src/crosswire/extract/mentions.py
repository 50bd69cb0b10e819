"""Who acts in a report: names, descriptions and pronouns of people, organisations, armed groups, governments and countries.

Names come from the word lists, from patterns for the bodies of states and for armed movements, and from the language pipeline
(:mod:`crosswire.extract.names`); :mod:`crosswire.extract.entities` groups them, :mod:`crosswire.extract.coreference` adds
descriptions and pronouns.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import noun_groups, singular
from crosswire.extract.coreference import attach
from crosswire.extract.described import bare_name
from crosswire.extract.descriptions import read_descriptions, read_pronouns
from crosswire.extract.entities import Draft, group_names
from crosswire.extract.home_country import read_countries
from crosswire.extract.name_countries import told_country
from crosswire.extract.name_outlets import dateline_names
from crosswire.extract.name_text import words_of as words_in
from crosswire.extract.name_types import lines_of
from crosswire.extract.names import read_names
from crosswire.extract.office_holders import join_holders
from crosswire.extract.state_bodies import country_ending_at
from crosswire.extract.titles import country_of
from crosswire.extract.wholes import wholes
from crosswire.language.numbers import ONES as SMALL
from crosswire.types import ActorKind, Entity, Form, Mention, Span, make_id
from crosswire.wordlists import words_of


def read(page: Page) -> tuple[list[Entity], list[Mention]]:
    """The entities of one report, sorted by id, and their mentions, sorted by place.

    Every mention lies inside a sentence or a dateline of the page and belongs to one entity; every entity has a mention.
    """
    lines = lines_of(page)
    names = read_names(page, lines)
    spoken = read_countries(page, lines)
    drafts = group_names(page, names, spoken, lines)
    taken = [*(n.whole for n in names), *(Span(s, e) for d in drafts for s, e, *_ in d.spots)]
    drafts = attach(page, drafts, read_descriptions(page, taken), read_pronouns(page), spoken)
    drafts = _with_senders(page, join_holders(page.document.text, drafts))
    entities, mentions = [], []
    drafts = sorted((d for d in drafts if d.spots), key=lambda d: sorted(d.spots)[0][:2])
    known = {id(d): _entity(page, d, spoken.only) for d in drafts}
    whole = {id(part): known[id(of)].entity_id for part, of in wholes(page.document.text, drafts)}
    for draft in drafts:
        entity = replace(known[id(draft)], part_of=whole.get(id(draft)))
        entities.append(entity)
        mentions += _mentions(page, draft, entity.entity_id)
    return sorted(entities, key=lambda e: e.entity_id), sorted(mentions, key=lambda m: (m.start, m.end, m.mention_id))


def _with_senders(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts with those whom datelines name as having sent the report."""
    text = page.document.text
    for span, name in dateline_names(page):
        said = text[span.start : span.end]
        sender = next((d for d in drafts if d.kind == "organisation" and (d.name == name or said in d.aliases)), None)
        if sender is None:
            sender = Draft("organisation", None, None, name)
            drafts.append(sender)
        sender.spots.append((span.start, span.end, "name", None))
        sender.aliases.add(said)
        sender.rules.add("dateline")
    return drafts


LEADS = re.compile(r"(?:['’]s?)? ")
_OF = re.compile(r" of ((?:the )?[A-Z][\w.’'-]*(?: (?:[A-Z]|and |of )[\w.’'-]*){0,3})")
FEW = 4  # people counted up to here are told apart, as sources are: "two diplomats"; five are a body


def _kind(draft: Draft) -> ActorKind | None:
    """Unnamed people in numbers ("residents", "officials") are a body of people; one of them ("a man"), and two sources, are persons."""
    if draft.kind != "person" or draft.number == "one" or draft.key or any(form == "name" for *_, form, _ in draft.spots):
        return draft.kind
    office = set(map(singular, bare_name(draft.name).lower().split()))
    few = SMALL.get(draft.name.split()[0].lower(), FEW + 1) <= FEW and not office & words_of("actor_nouns.toml", "civilians")
    return "person" if few else "organisation"


def _given_by_a_state(role: str) -> bool:
    """Whether a title is an office of a state and nothing in it names a body: "President", not "UN Secretary-General"."""
    keys = [w.key for w in words_in(role)]
    plain = words_of("titles.toml", "before_office") | words_of("titles.toml", "offices") | {"the"}
    return bool(keys) and keys[-1] in words_of("titles.toml", "state_heads") and all(k in plain for k in keys)


def _of_country(page: Page, draft: Draft) -> str | None:
    """ "Foreign Minister X of Egypt": what follows the name of somebody with a title."""
    text = page.document.text
    ends = [end for _, end, form, role in draft.spots if form == "name" and role]
    told = {told_country(text, m.start(1), m.end(1)) for end in sorted(ends) if (m := _OF.match(text, end))}
    return next(iter(told)) if len(told) == 1 else None


def _country(page: Page, draft: Draft, home: str | None) -> str | None:
    """The country of a person is told by titles, that of a body that no list knows by its name ("the Peruvian Red Star League"); a
    president of no country said is that of the only country (``home``) of which the report speaks."""
    if draft.country:
        return draft.country
    if draft.kind == "person":
        own = country_of(draft.roles) or _of_country(page, draft) or _led_by_country(page, draft)
        return own or (home if any(map(_given_by_a_state, draft.roles)) else None)
    if draft.key is not None or draft.kind == "country":
        return None
    return told_country(draft.name, 0, len(draft.name)) or _led_by_country(page, draft)


def _led_by_country(page: Page, draft: Draft) -> str | None:
    """ "Peru's X", "the Peruvian X": the country word right before a name."""
    text, told = page.document.text, set()
    for start, _, form, _ in sorted(draft.spots, key=lambda s: s[:2]):
        words = words_in(text, max(0, start - 40), start) if form == "name" else []
        if not words or not LEADS.fullmatch(text, words[-1].end, start):
            continue
        rest = words[:-1] if words[-1].key in noun_groups() else words  # "the Peruvian trader X"
        found = country_ending_at(text, rest, len(rest))
        if found is not None and (found[1].form == "demonym" or text[rest[-1].end] in "'’"):
            told.add(found[1].alpha2)
    return next(iter(told)) if len(told) == 1 else None


def _entity(page: Page, draft: Draft, home: str | None) -> Entity:
    document = page.document.document_id
    first = min((s, e) for s, e, *_ in draft.spots)
    entity_id = make_id("entity", document, draft.key or draft.name, _kind(draft), *(() if draft.key else first))
    return Entity(
        entity_id,
        document,
        draft.name if draft.key or any(form == "name" for *_, form, _ in draft.spots) else bare_name(draft.name),
        _kind(draft),
        _country(page, draft, home),
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
