"""Entities of single reports -> actors across all of them, with reasons.

:mod:`crosswire.link.entity_pairs` says which entities are one; actors are the connected components. Nothing depends on the order
of the input.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from crosswire.extract.actor_lists import part_of
from crosswire.extract.country_names import country_words
from crosswire.extract.name_text import keys_of, words_of
from crosswire.link import verdicts
from crosswire.link.components import components
from crosswire.link.entity_pairs import pairs
from crosswire.link.known_elsewhere import spread
from crosswire.link.names import own_words
from crosswire.link.namings import namings_of
from crosswire.link.wholes import with_wholes
from crosswire.types import Actor, ActorKind, ActorMention, Claim, Document, Entity, Mention, Quote, Span, Tables, make_id


def link(tables: Tables) -> Tables:
    """Fill ``actors``, ``actor_mentions``, ``namings``, the speakers of quotes and the actors of claims; add links of kind "entity"."""
    return linked(spread(tables))


def linked(tables: Tables) -> Tables:
    """The same where names that one report tells whose they are have been found in the others."""
    entities = sorted(tables.entities, key=lambda e: e.entity_id)
    named = {m.entity_id for m in tables.mentions if m.form == "name"}
    edges = pairs(entities, named, _days(tables.documents))
    joined = components([e.entity_id for e in entities], edges, verdicts.pairs(tables.decisions, "entity"))
    actors, actor_of = _actors(entities, joined.root, named)
    mentions = tuple(sorted((_mention(m, actor_of) for m in tables.mentions), key=lambda m: (m.document_id, m.start, m.end, m.mention_id)))
    return replace(
        tables,
        actors=actors,
        actor_mentions=mentions,
        namings=namings_of(tables.texts(), mentions, actors),
        quotes=_speakers(tables.quotes, mentions, {a.actor_id: a.kind for a in actors}),
        claims=tuple(_claim(c, actor_of) for c in tables.claims),
        links=tuple(sorted([*tables.links, *joined.links], key=lambda x: (x.kind, x.left_id, x.right_id, x.score))),
    )


def _days(documents: Iterable[Document]) -> dict[str, date]:
    """The day on which each report was published, or the last on which it can have been; reports of unknown date are left out."""
    told = {d.document_id: d.published or d.published_latest for d in documents}
    return {document_id: day for document_id, day in told.items() if day is not None}


# --- actors ---------------------------------------------------------------------------------------------------------------------
def _actors(entities: Sequence[Entity], root: dict[str, str], named: set[str]) -> tuple[tuple[Actor, ...], dict[str, str]]:
    clusters: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        clusters[root[entity.entity_id]].append(entity)
    rows: dict[str, list[Entity]] = {}
    for members in sorted(clusters.values(), key=lambda m: (-len(m), m[0].entity_id)):
        own = _actor_id(members, named)
        rows[own if own not in rows else make_id("actor", own, *(e.entity_id for e in members))] = members
    known = set(rows)
    actors = tuple(sorted((_actor(i, members, known) for i, members in rows.items()), key=lambda a: a.actor_id))
    actor_of = {e.entity_id: i for i, members in rows.items() for e in members}
    return with_wholes(actors, entities, actor_of), actor_of


def _actor_id(members: Sequence[Entity], named: set[str]) -> str:
    keys = sorted({e.known_as for e in members if e.known_as})
    if keys:
        return make_id("actor", keys[0])
    if any(e.entity_id in named for e in members):
        return make_id("actor", " ".join(keys_of(_name(members))), _kind(members))
    return make_id("actor", "description", *sorted(e.entity_id for e in members))


def _actor(actor_id: str, members: Sequence[Entity], known: set[str]) -> Actor:
    aliases = sorted({a for e in members for a in (e.name, *e.aliases)})
    countries = Counter(e.country for e in members if e.country)
    country = max(countries, key=lambda c: (countries[c], c)) if countries else None
    whole = [make_id("actor", part_of()[e.known_as]) for e in members if e.known_as in part_of()]
    return Actor(actor_id, _name(members), _kind(members), country, min((w for w in whole if w in known), default=None), tuple(aliases))


def _kind(members: Sequence[Entity]) -> ActorKind | None:
    """The kind by the lists, else the one most reports give; one report that tells of arms outweighs any that only say "organisation"."""
    kinds = [(e.known_as is not None, e.kind) for e in members if e.kind]
    listed: Counter[ActorKind] = Counter(k for known, k in kinds if known or not any(x for x, _ in kinds))
    if set(listed) == {"organisation", "armed group"} and not any(known for known, _ in kinds):
        return "armed group"
    return max(listed, key=lambda k: (listed[k], k), default=None)


UNNAMED = frozenset({"description", "pronoun"})  # the rules of an entity that its report never names


def _name(members: Sequence[Entity]) -> str:
    """The fullest name that stands in the reports; the listed one where nothing as full is said; of others the one most reports use."""
    listed = sorted(e.name for e in members if e.known_as)
    if listed:
        return _said_in_full(listed[0], members)
    counts = Counter(e.name for e in [e for e in members if set(e.rules) - UNNAMED] or members)
    full = [n for n in counts if len(own_words(n)) > 1 and not n.isupper()] or list(counts)
    return max(full, key=lambda n: (counts[n], len(own_words(n)), n))


def _said_in_full(listed: str, members: Sequence[Entity]) -> str:
    """ "Islamic State of X" where reports say so and the list has "Islamic State"; of a state's body the words that name its country."""
    kind = _kind(members)
    said = Counter(a for e in members for a in e.aliases if a[:1].isupper() and not a.isupper() and e.name == listed)
    if kind not in ("organisation", "armed group", "government"):
        return listed
    plain = Counter(a[:1].upper() + a[1:] for e in members for a in e.aliases if a != listed and own_words(a) == own_words(listed))
    if kind == "government" and plain and listed not in said:
        return max(plain, key=lambda a: (plain[a], a))  # "the government of Chad" as said, whatever the list's article
    wide = _longer(listed, said)
    if not wide and kind == "government" and listed not in said:
        wide = [a for a in said if _has_country(a) and len(own_words(a)) >= len(own_words(listed)) - 1]
    return max(wide, key=lambda a: (len(own_words(a)), said[a], a), default=_as_said(listed, said))


def _as_said(listed: str, said: Counter[str]) -> str:
    """ "Ministry of Home Affairs of X" where no report says "Interior Ministry": the words that reports use, the country put behind."""
    name, _, country = listed.rpartition(" of ")
    own = [a for a in said if a.startswith("Ministry of ") and not _has_country(a)]
    if not name.startswith("Ministry of ") or not own:
        return listed
    return f"{max(own, key=lambda a: (said[a], len(a), a))} of {country}"


def _longer(listed: str, said: Iterable[str]) -> list[str]:
    """Names said that hold every word of the listed one, and more."""
    words = set(own_words(listed))
    return [a for a in said if words < set(own_words(a))]


def _has_country(name: str) -> bool:
    return any(True for _ in country_words(name, words_of(name)))


# --- what hangs on actors --------------------------------------------------------------------------------------------------------
def _mention(m: Mention, actor_of: dict[str, str]) -> ActorMention:
    return ActorMention(m.mention_id, m.document_id, m.start, m.end, actor_of[m.entity_id], m.role, m.form, m.entity_id)


FORM_RANK = {"name": 2, "description": 1, "pronoun": 0}


def _speakers(quotes: Sequence[Quote], mentions: Sequence[ActorMention], kinds: dict[str, ActorKind | None]) -> tuple[Quote, ...]:
    by_document: dict[str, list[ActorMention]] = defaultdict(list)
    for mention in mentions:
        by_document[mention.document_id].append(mention)
    return tuple(replace(q, speaker_id=_speaker(q, by_document[q.document_id], kinds) or q.speaker_id) for q in quotes)


def _speaker(quote: Quote, mentions: Sequence[ActorMention], kinds: dict[str, ActorKind | None]) -> str | None:
    """The actor of the mention inside the speaker's words: a person before an organisation that only qualifies, a name before a pronoun."""
    if quote.speaker_start is None or quote.speaker_end is None:
        return None
    span = Span(quote.speaker_start, quote.speaker_end)
    inside = [m for m in mentions if span.overlaps(Span(m.start, m.end))]
    if not inside:
        return None

    def rank(m: ActorMention) -> tuple[bool, int, int, int]:
        shared = min(m.end, span.end) - max(m.start, span.start)
        return (kinds.get(m.actor_id) == "person", FORM_RANK[m.form], shared, -m.start)

    return max(inside, key=rank).actor_id


def _claim(claim: Claim, actor_of: dict[str, str]) -> Claim:
    return replace(
        claim,
        actor_id=actor_of.get(claim.actor_entity) if claim.actor_entity else None,
        target_id=actor_of.get(claim.target_entity) if claim.target_entity else None,
    )
