"""One voice under several descriptions: offices with one named holder, and institutions that are called by their noun.

"The mayor" of a headline is the mayor whom the report names; "the governor of the delta" is, in any report, the one person who is
said to hold that office. "The hospital" is the one hospital that speaks in the report, or in its story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswire.extract.name_text import keys_of
from crosswire.types import Actor, ActorMention, Tables
from crosswire.wordlists import words_of

_INDEFINITE = frozenset("a an another one two three some several any former ex".split())
_BEHIND = frozenset("of for at in from to with on".split())
_GOVERNED = frozenset({"government", "organisation", None})


class Title(NamedTuple):
    """An office or institution in words: its noun, and the words that tell which one."""

    noun: str
    which: frozenset[str]


def title_of(words: str) -> Title | None:
    """The noun and telling words of a definite description; None for "an official" and for no words.

    >>> title_of("the governor of Delta province"), title_of("a governor")
    (Title(noun='governor', which=frozenset({'delta'})), None)
    """
    keys = keys_of(words)
    if not keys or keys[0] in _INDEFINITE or "former" in keys:
        return None
    noun = head_of(words)
    return Title(noun, frozenset(keys) - words_of("agencies.toml", "anywhere") - {noun})


def head_of(words: str) -> str:
    """The noun of a noun phrase: its last word before "of", "in" and the like.

    >>> head_of("the hospital of Delta"), head_of("Delta hospital"), head_of("")
    ('hospital', 'hospital', '')
    """
    keys = keys_of(words)
    front = keys[: next((i for i, k in enumerate(keys) if k in _BEHIND and i), len(keys))]
    return front[-1] if front else ""


# --- offices ----------------------------------------------------------------------------------------------------------
def held_by(tables: Tables) -> dict[str, str | None]:
    """quote_id -> the one named person who holds the office by whose name alone the quote's speaker goes.

    None: nobody is known to, and the speaker that was read is only whose office it is ("Velm's mayor" is not Velm).
    """
    named = {m.actor_id for m in tables.actor_mentions if m.form == "name"}
    people = {a.actor_id for a in tables.actors if a.kind == "person"} & named
    held = _held(tables.actor_mentions, people)
    everywhere: dict[Title, set[str]] = defaultdict(set)
    for rows in held.values():
        for title, person in rows:
            everywhere[title].add(person)
    found: dict[str, str | None] = {}
    names, near = {a.actor_id: frozenset(keys_of(a.name)) for a in tables.actors}, _Near(tables, held)
    for quote in tables.quotes:
        said = title_of(quote.speaker_text or "")
        if said is None or said.noun not in words_of("titles.toml", "offices"):
            continue
        owner = bool(names.get(quote.speaker_id or "")) and names[quote.speaker_id or ""] <= said.which
        if owner or quote.speaker_id not in named:
            holder = _holder(said, held.get(quote.document_id, ()), everywhere) or near.holder(quote.document_id, said)
            if holder or owner:
                found[quote.quote_id] = holder
    return found


class _Near:
    """Who holds an office ("the mayor") in the reports of one story that name the place whose office it is."""

    def __init__(self, tables: Tables, held: Mapping[str, set[tuple[Title, str]]]) -> None:
        self._texts, self._held = tables.texts(), held
        self._stories: dict[str, set[str]] = defaultdict(set)
        self._story = {m.document_id: m.story_id for m in tables.story_documents}
        for document_id, story in self._story.items():
            self._stories[story].add(document_id)

    def holder(self, document_id: str, title: Title) -> str | None:
        """The one named holder of the office in other reports of the story, none of which says another place with it."""
        if not title.which or document_id not in self._story:
            return None
        others = self._stories[self._story[document_id]]
        found = {
            (t.which, p) for d in sorted(others) for t, p in self._held.get(d, ()) if t.noun == title.noun
            and t.which <= title.which and title.which <= set(keys_of(self._texts[d]))
        }  # fmt: skip
        people = {p for _, p in found}
        return people.pop() if len(people) == 1 else None


def _held(mentions: Iterable[ActorMention], people: set[str]) -> dict[str, set[tuple[Title, str]]]:
    """document -> the offices said there of named persons."""
    held: dict[str, set[tuple[Title, str]]] = defaultdict(set)
    for mention in mentions:
        title = title_of(mention.role or "") if mention.actor_id in people else None
        if title:
            held[mention.document_id].add((title, mention.actor_id))
    return held


def _holder(title: Title, here: Iterable[tuple[Title, str]], everywhere: Mapping[Title, set[str]]) -> str | None:
    """The one person of the report whose office it can be; of all reports the one said to hold just this, where the words tell which."""
    near = {p for t, p in here if t.noun == title.noun and (t.which <= title.which or title.which <= t.which)}
    far = everywhere.get(title, set()) if title.which else set()
    fitting = near or far
    return next(iter(fitting)) if len(fitting) == 1 else None


# --- institutions -----------------------------------------------------------------------------------------------------
def one_institution(tables: Tables, voices: Iterable[str]) -> dict[str, str]:
    """actor -> the actor that stands for its institution, for those that go by the noun; ``voices`` are actors that speak.

    The same telling words are the same institution anywhere. The noun alone is the one of its report, else the only one of its story
    that speaks; where none there is called by more, all of the story that are called by the noun alone are one.
    """
    rooms, speaking = _rooms(tables), set(voices)
    titles = {a.actor_id: t for a in sorted(tables.actors, key=lambda a: a.actor_id) if (t := _institution(a))}
    sames: dict[Title, list[str]] = defaultdict(list)
    for actor_id, title in titles.items():
        sames[title].append(actor_id)
    one = {a: min(ids) for title, ids in sames.items() if title.which for a in ids}
    for actor_id, title in titles.items():
        if not title.which:
            one[actor_id] = _meant(actor_id, title, titles, rooms, speaking, one)
    return {a: b for a, b in one.items() if a != b}


def _institution(actor: Actor) -> Title | None:
    if actor.kind not in _GOVERNED or actor.country:
        return None
    title = title_of(actor.name)
    return title if title and title.noun in words_of("agencies.toml", "institution") else None


def _rooms(tables: Tables) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """actor -> the reports that mention it, and the stories of these."""
    stories: dict[str, set[str]] = defaultdict(set)
    for row in tables.story_documents:
        stories[row.document_id].add(row.story_id)
    near: dict[str, set[str]] = defaultdict(set)
    wide: dict[str, set[str]] = defaultdict(set)
    for mention in tables.actor_mentions:
        near[mention.actor_id].add(mention.document_id)
        wide[mention.actor_id] |= stories.get(mention.document_id, {mention.document_id})
    return near, wide


def _meant(
    actor_id: str,
    title: Title,
    titles: Mapping[str, Title],
    rooms: Sequence[Mapping[str, set[str]]],
    speaking: set[str],
    one: Mapping[str, str],
) -> str:
    """Which institution the noun alone means."""
    told = [a for a, t in titles.items() if t.noun == title.noun and t.which]
    near, wide = ({one[a] for a in told if room.get(a, set()) & room.get(actor_id, set())} for room in rooms)
    heard = {one[a] for a in told if a in speaking} & wide
    for fitting in (near, heard):
        if len(fitting) == 1:
            return next(iter(fitting))
    if near or wide:
        return actor_id
    stories = rooms[1].get(actor_id, set())
    return min({actor_id, *(a for a, t in titles.items() if t == title and stories & rooms[1].get(a, set()))})
