"""What the features of :mod:`crosswire.link.features` see of a claim: its words, who, where, when, how many, whose words.

Everything is read once from the tables, so that comparing two claims touches no table again.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from crosswire.link.clause_words import concepts, content_words, cosine, rarities_of, stem, weigh
from crosswire.link.people import Harmed, Told, harmed
from crosswire.types import Actor, Claim, Passage, Place, Quantity, Sentence, Tables
from crosswire.wordlists import words_of

__all__ = ["Context", "View", "content_words", "cosine", "is_name", "rarities_of", "read", "weigh"]

# An actor in 1 of 3 claims of a crisis tells a third of what one in 1 of 30 tells. Smoothed, so that in a story of two claims all tells.
UNSEEN = 64
RARE = 3.5
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class View:
    """One claim, ready to be compared.

    ``words`` and ``told`` are TF-IDF weights of unit length, of the clause and of the sentences ``start:end`` that it stands in; ``order``
    counts the sentences before it. ``located`` holds the places named in the clause, those that no gazetteer has as their stems.
    ``figures`` are all numbers in the clause, ``deeds`` the groups of near-synonyms that its trigger is of.
    """

    claim: Claim
    text: str
    trigger: str
    words: Mapping[str, float]
    order: int
    named: frozenset[str]
    located: frozenset[str]
    quantities: tuple[Quantity, ...]
    passages: Mapping[str, float]
    speaker: str | None
    victims: Told = field(default_factory=Told)
    told: Mapping[str, float] = field(default_factory=dict)
    sentence: tuple[int, int] = (0, 0)
    figures: frozenset[float] = frozenset()
    deeds: frozenset[str] = frozenset()
    published: date | None = None
    counts_on: str | None = None  # the claim before it in the report whose people a bare number ("Five are children") counts

    @property
    def bare(self) -> bool:
        """Whether the clause gives neither a day nor a place of its own."""
        return self.claim.time_from != "said" and not self.located


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the actors and places that claims point to; ``common`` says how many claims of a story name each of them."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    rarity: Mapping[str, float]
    common: Mapping[object, int] = field(default_factory=dict)
    claims: int = 0

    def within(self, views: Sequence[View]) -> Context:
        """The context for the claims of one story: what every report of it names tells little there."""
        seen: Counter[object] = Counter()
        standing = [view for view in views if not view.claim.withdrawn]
        for view in standing:
            claim = view.claim
            slots = {("actor", claim.actor_id), ("target", claim.target_id), ("place", claim.place_id), ("deed", view.trigger)}
            seen.update([*slots, *view.named, *view.located, *view.figures])
        return replace(self, common=seen, claims=len(standing))

    def telling(self, *keys: object) -> float:
        """How much it tells (0 to 1) that two claims share something, by the commonest of its keys in the story."""
        count = max(self.common.get(key, 1) for key in keys)
        return min(1.0, math.log((self.claims + UNSEEN) / count) / RARE)

    def lineage(self, actor_id: str | None) -> tuple[str, ...]:
        """An actor and all that it is part of, nearest first."""
        line: list[str] = []
        while actor_id and actor_id not in line:
            line.append(actor_id)
            actor = self.actors.get(actor_id)
            actor_id = actor.part_of if actor else None
        return tuple(line)

    def named(self, actor_id: str | None) -> bool:
        """Whether an actor is known by a name, not by a description that fits many ("the soldiers", "12 people")."""
        actor = self.actors.get(actor_id or "")
        return actor is not None and (actor.kind == "country" or is_name(actor.name))

    def name(self, actor_id: str | None) -> str:
        """The name of an actor as a person reads it."""
        actor = self.actors.get(actor_id or "")
        return actor.name if actor else "someone"


@lru_cache(maxsize=65536)
def is_name(text: str) -> bool:
    """Whether some words are a name: capitals in its first word and a later one, or one capitalised word that is no plural noun.

    >>> [is_name(t) for t in ("River Front", "Ansar al-Din", "the army", "Two dozen traders", "Soldiers", "Hezbollah")]
    [True, True, False, False, False, True]
    """
    words = text.split()
    if len(words) == 1:
        return text[:1].isupper() and not text.endswith("s")
    return (
        text[:1].isupper()
        and any(c.isupper() for w in words[1:] for c in w)
        and words[0].lower() not in words_of("function_words.toml", "function")
    )


def _inside(spans: Sequence[tuple[int, int, _T]], own: Sequence[tuple[int, int]]) -> frozenset[_T]:
    return frozenset([found for first, last in own for start, end, found in spans if first <= start and end <= last])


def _passages(passages: Sequence[Passage], claim: Claim) -> dict[str, float]:
    """passage_id -> how far into the passage the claim begins (0 to 1), where half of the claim or more lies in it."""
    half = (claim.end - claim.start) / 2
    return {
        p.passage_id: (claim.start - p.start) / max(p.end - p.start, 1)
        for p in passages
        if min(p.end, claim.end) - max(p.start, claim.start) >= half
    }


@dataclass(frozen=True, slots=True)
class _Shelves:
    """The tables by document, so that a claim finds its neighbours."""

    texts: Mapping[str, str]
    claims: Mapping[str, list[Claim]]
    sentences: Mapping[str, list[Sentence]]
    actors: Mapping[str, list[tuple[int, int, str]]]
    places: Mapping[str, list[tuple[int, int, str]]]
    passages: Mapping[str, list[Passage]]
    quantities: Mapping[str, list[Quantity]]
    figures: Mapping[str, list[tuple[int, int, float]]]
    speakers: Mapping[str, str | None]
    harm: Harmed
    published: Mapping[str, date | None]


def _shelve(tables: Tables) -> _Shelves:
    sentences, passages = defaultdict(list), defaultdict(list)
    actors, quantities, figures = defaultdict(list), defaultdict(list), defaultdict(list)
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    texts, claims = tables.texts(), defaultdict(list)
    for claim in tables.claims:
        claims[claim.document_id].append(claim)
    for sentence in sorted(tables.sentences, key=lambda s: (s.document_id, s.start)):
        sentences[sentence.document_id].append(sentence)
    for passage in sorted((p for p in tables.passages if p.evidence), key=lambda p: (p.document_id, p.start, p.passage_id)):
        passages[passage.document_id].append(passage)
    for mention in tables.actor_mentions:
        actors[mention.document_id].append((mention.start, mention.end, mention.actor_id))
    for spot in tables.place_mentions:
        named = [spot.place_id] if spot.place_id else map(stem, texts[spot.document_id][spot.start : spot.end].split())
        places[spot.document_id] += [(spot.start, spot.end, name) for name in named]
    for quantity in sorted(tables.quantities, key=lambda q: (q.document_id, q.start, q.quantity_id)):
        if quantity.claim_id:
            quantities[quantity.claim_id].append(quantity)
        number = quantity.best if quantity.best is not None else quantity.low
        if number is not None:
            figures[quantity.document_id].append((quantity.start, quantity.end, number))
    speakers = {q.quote_id: q.speaker_id for q in tables.quotes}
    published = {d.document_id: date.fromisoformat(d.published_at[:10]) if d.published_at else None for d in tables.documents}
    return _Shelves(texts, claims, sentences, actors, places, passages, quantities, figures, speakers, harmed(tables), published)


def _own(claim: Claim, beside: Sequence[Claim]) -> list[tuple[int, int]]:
    """The stretches of a claim's clause that are not another claim's inside it ("send 400 soldiers after an attack kills 14")."""
    inner = sorted(
        (c.start, c.end) for c in beside
        if claim.start <= c.start < c.end <= claim.end and not c.start <= claim.trigger_start < c.end
    )  # fmt: skip
    out, at = [], claim.start
    for start, end in inner:
        if start > at:
            out.append((at, start))
        at = max(at, end)
    return [*out, (at, claim.end)] if at < claim.end else out


def _view(claim: Claim, shelves: _Shelves, rarity: Mapping[str, float]) -> View:
    text = shelves.texts[claim.document_id]
    clause = text[claim.start : claim.end]
    own = _own(claim, shelves.claims[claim.document_id])
    sentences = shelves.sentences.get(claim.document_id, [])
    order = max(bisect_right(sentences, claim.trigger_start, key=lambda s: s.start) - 1, 0)
    last = max(bisect_right(sentences, claim.end - 1, key=lambda s: s.start) - 1, order)
    sentence = (min(sentences[order].start, claim.start), max(sentences[last].end, claim.end)) if sentences else (claim.start, claim.end)
    quote_speaker = shelves.speakers.get(claim.quote_id) if claim.quote_id else None
    trigger = content_words(text[claim.trigger_start : claim.trigger_end])
    return View(
        claim=claim,
        text=clause,
        trigger=" ".join(trigger),
        words=weigh(" ".join(text[start:end] for start, end in own), rarity),
        order=order,
        named=_inside(shelves.actors.get(claim.document_id, []), own),
        located=_inside(shelves.places.get(claim.document_id, []), own),
        quantities=tuple(shelves.quantities.get(claim.claim_id, ())),
        passages=_passages(shelves.passages.get(claim.document_id, []), claim),
        speaker=quote_speaker,
        victims=shelves.harm.told(claim.claim_id),
        told=weigh(text[sentence[0] : sentence[1]], rarity),
        sentence=sentence,
        published=shelves.published.get(claim.document_id),
        figures=_inside(shelves.figures.get(claim.document_id, []), own),
        deeds=frozenset(trigger) & frozenset(concepts().values()),
    )


def _definite(view: View) -> bool:
    """Whether a count is of those told of before ("six of the dead", "put the crowd at 150")."""
    before = view.text[: max(view.claim.trigger_start - view.claim.start, 0)]
    return view.claim.rule.startswith("counted:") and before.lower().endswith((" the ", " those ", " these "))


def _counted(views: list[View]) -> list[View]:
    """The views, those of bare numbers with the claim that they count on: the nearest before of their type."""
    last: dict[tuple[str, str], View] = {}
    onto: dict[str, str] = {}
    for view in sorted(views, key=lambda v: (v.claim.document_id, v.claim.trigger_start, v.claim.claim_id)):
        key = view.claim.document_id, view.claim.type
        if key in last and ("count-told-on" in view.claim.rule or _definite(view)):
            onto[view.claim.claim_id] = last[key].claim.claim_id
        last[key] = view
    return [replace(view, counts_on=onto.get(view.claim.claim_id)) for view in views]


def read(tables: Tables) -> tuple[list[View], Context]:
    """A view of every claim, sorted by claim id, and the context in which they are compared."""
    rarity = rarities_of(tables)
    shelves = _shelve(tables)
    views = _counted([_view(claim, shelves, rarity) for claim in sorted(tables.claims, key=lambda c: c.claim_id)])
    context = Context({a.actor_id: a for a in tables.actors}, {p.place_id: p for p in tables.places}, rarity)
    return views, context
