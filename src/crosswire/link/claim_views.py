"""What the features of :mod:`crosswire.link.features` see of a claim: its words, who, where, when, how many, whose words.

Everything is read once from the tables, so that comparing two claims touches no table again.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from crosswire.link.people import Harmed, Person, harmed
from crosswire.types import Actor, Claim, Passage, Place, Quantity, Sentence, Tables
from crosswire.wordlists import load_toml, words_of

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Endings that English adds to a stem; what is left need not be a word, only the same for "seize", "seized", "seizing".
ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "es", "ed", "er", "s", "e", "y")


ANYONE = frozenset({"peopl", "person", "man", "men"})  # stems that say nothing of who is meant


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its inflection, good enough to compare: lower case, no possessive, no common ending.

    >>> stem("deployed") == stem("deploying") == stem("Deployment")
    True
    """
    base = re.sub(r"['’]s?$", "", word.lower())
    for ending in ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            base = base[: -len(ending)] + ("i" if ending in ("y", "ies", "ied") else "")
            break
    return base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls" else base


@cache
def _concepts() -> dict[str, str]:
    """stem -> the name of the group of near-synonyms that it is in; a stem of two groups is in the first."""
    return {stem(w): name for name, group in reversed(load_toml("near_synonyms.toml").items()) for w in group["words"]}


def content_words(text: str) -> list[str]:
    """What the words of a text mean, in their order: near-synonyms by the name of their group, others by their stem.

    Function words are left out, and numerals too, which are compared as quantities.

    >>> content_words("At least 12 people died") == content_words("12 killed")
    True
    """
    empty, concepts = words_of("function_words.toml", "function"), _concepts()
    stems = (stem(w) for w in WORD.findall(text) if w.lower() not in empty and not w[0].isdigit() and len(w) > 1)
    return [concepts.get(s, s) for s in stems if s not in ANYONE]


def forms(text: str) -> dict[str, str]:
    """What each word of a text means -> the word as it stands there first, for a person to read."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        for meaning in content_words(word):
            found.setdefault(meaning, word)
    return found


@dataclass(frozen=True, slots=True)
class View:
    """One claim, ready to be compared. ``words`` are TF-IDF weights of unit length; ``order`` counts the sentences before it."""

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
    victims: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the actors and places that claims point to."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    rarity: Mapping[str, float]

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


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The cosine of two vectors of unit length."""
    if len(right) < len(left):
        left, right = right, left
    return min(1.0, math.fsum(weight * right[word] for word, weight in left.items() if word in right))


def rarities(texts: Iterable[str]) -> dict[str, float]:
    """word -> ln((n + 1) / (sentences that have it)): how much it tells that two claims share it."""
    seen: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        seen.update(set(content_words(text)))
    return {word: math.log((total + 1) / count) for word, count in seen.items()}


def weigh(text: str, rarity: Mapping[str, float]) -> dict[str, float]:
    """The words of a text as a TF-IDF vector of unit length."""
    unknown = max(rarity.values(), default=1.0)
    raw = {word: (1 + math.log(count)) * rarity.get(word, unknown) for word, count in sorted(Counter(content_words(text)).items())}
    length = math.sqrt(math.fsum(w * w for w in raw.values()))
    return {word: weight / length for word, weight in raw.items()} if length else {}


def _inside(spans: Sequence[tuple[int, int, str]], claim: Claim) -> frozenset[str]:
    return frozenset(found for start, end, found in spans if claim.start <= start and end <= claim.end)


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
    sentences: Mapping[str, list[Sentence]]
    actors: Mapping[str, list[tuple[int, int, str]]]
    places: Mapping[str, list[tuple[int, int, str]]]
    passages: Mapping[str, list[Passage]]
    quantities: Mapping[str, list[Quantity]]
    speakers: Mapping[str, str | None]
    harm: Harmed


def _shelve(tables: Tables) -> _Shelves:
    sentences, passages = defaultdict(list), defaultdict(list)
    actors, places, quantities = defaultdict(list), defaultdict(list), defaultdict(list)
    for sentence in sorted(tables.sentences, key=lambda s: (s.document_id, s.start)):
        sentences[sentence.document_id].append(sentence)
    for passage in sorted(tables.passages, key=lambda p: (p.document_id, p.start, p.passage_id)):
        passages[passage.document_id].append(passage)
    for mention in tables.actor_mentions:
        actors[mention.document_id].append((mention.start, mention.end, mention.actor_id))
    for spot in tables.place_mentions:
        if spot.place_id:
            places[spot.document_id].append((spot.start, spot.end, spot.place_id))
    for quantity in sorted(tables.quantities, key=lambda q: (q.document_id, q.start, q.quantity_id)):
        if quantity.claim_id:
            quantities[quantity.claim_id].append(quantity)
    speakers = {q.quote_id: q.speaker_id for q in tables.quotes}
    return _Shelves(tables.texts(), sentences, actors, places, passages, quantities, speakers, harmed(tables))


def _view(claim: Claim, shelves: _Shelves, rarity: Mapping[str, float]) -> View:
    text = shelves.texts[claim.document_id]
    clause = text[claim.start : claim.end]
    sentences = shelves.sentences.get(claim.document_id, [])
    order = max(bisect_right(sentences, claim.trigger_start, key=lambda s: s.start) - 1, 0)
    quote_speaker = shelves.speakers.get(claim.quote_id) if claim.quote_id else None
    return View(
        claim=claim,
        text=clause,
        trigger=" ".join(content_words(text[claim.trigger_start : claim.trigger_end])),
        words=weigh(clause, rarity),
        order=order,
        named=_inside(shelves.actors.get(claim.document_id, []), claim),
        located=_inside(shelves.places.get(claim.document_id, []), claim),
        quantities=tuple(shelves.quantities.get(claim.claim_id, ())),
        passages=_passages(shelves.passages.get(claim.document_id, []), claim),
        speaker=quote_speaker,
        victims=_victims(claim, shelves.harm),
    )


def _victims(claim: Claim, harm: Harmed) -> tuple[Person, ...]:
    found = (harm.persons.get(v.victim_id) for v in harm.victims.get(claim.claim_id, ()))
    return tuple({p.key: p for p in found if p is not None}.values())


def read(tables: Tables) -> tuple[list[View], Context]:
    """A view of every claim, sorted by claim id, and the context in which they are compared."""
    texts = tables.texts()
    rarity = rarities(texts[s.document_id][s.start : s.end] for s in tables.sentences)
    shelves = _shelve(tables)
    views = [_view(claim, shelves, rarity) for claim in sorted(tables.claims, key=lambda c: c.claim_id)]
    context = Context({a.actor_id: a for a in tables.actors}, {p.place_id: p for p in tables.places}, rarity)
    return views, context
