"""One body in several papers, where none gives its name: "the local health office" and "the health office", "organisers" of one march.

A body is known by its noun and the words that say which one; letter case, the article and words like "local" say nothing. Two speakers
of one such description are one where they speak of one event, or of one place in one story. A shorter description ("the coast guard")
is the one longer one of its story ("the Velm coast guard"), where there is but one. Bodies of two states are never one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from crosswire.extract.actor_lists import singular
from crosswire.link.groups import Groups
from crosswire.link.holders import Title, title_of
from crosswire.link.shelves import Shelf
from crosswire.link.speakers import Basis
from crosswire.types import Tables
from crosswire.wordlists import words_of

_Key = tuple[str, ...]


def one_body(shelves: Sequence[Shelf], tables: Tables) -> list[Shelf]:
    """The claims, those of one body under one source."""
    story_of = {m.document_id: m.story_id for m in tables.story_documents}
    titles = {b.key: t for b in sorted({s.basis for s in shelves if s.basis}) if b.kind == "speaker" and (t := _body(b.name))}
    groups: Groups[_Key] = Groups(titles)
    rooms: dict[tuple[object, ...], set[_Key]] = defaultdict(set)
    stories: dict[str, set[_Key]] = defaultdict(set)
    for shelf in (s for s in shelves if s.basis and s.basis.key in titles):
        key, story = shelf.basis.key if shelf.basis else (), story_of.get(shelf.claim.document_id)
        for room in _rooms(shelf, story):
            rooms[*room, titles[key]].add(key)
        if story:
            stories[story].add(key)
    for together in rooms.values():
        _join(groups, together)
    for keys in stories.values():
        for short, long in _longer(keys, titles, groups):
            _join(groups, (short, long))
    return _renamed(shelves, groups, titles)


def _body(name: str) -> Title | None:
    """What a name says of a body of which there is one; None for people and for what there are many of."""
    title = title_of(name)
    if title is None:
        return None
    bodies = words_of("agencies.toml", "body") | words_of("agencies.toml", "institution")
    if title.noun in bodies:
        return Title(singular(title.noun), title.which)
    return title if title.which and title.noun in words_of("titles.toml", "offices") else None


def _rooms(shelf: Shelf, story: str | None) -> Iterator[tuple[object, ...]]:
    if shelf.claim.event_id:
        yield "event", shelf.claim.event_id
    if story and shelf.claim.place_id:
        yield "place", story, shelf.claim.place_id


def _join(groups: Groups[_Key], keys: Iterable[_Key]) -> None:
    """Make some sources one, if that makes no two states one."""
    tops = sorted({groups.find(k) for k in keys})
    held = {m for together in groups.all() if together[0] in tops for m in together}
    if len({k for k in held if k[0] == "state"}) < 2:
        for top in tops[1:]:
            groups.join(tops[0], top)


def _longer(keys: Iterable[_Key], titles: Mapping[_Key, Title], groups: Groups[_Key]) -> Iterator[tuple[_Key, _Key]]:
    """Sources of one story with the one other that says more of which body it is."""
    rows = sorted(keys)
    for short in rows:
        title = titles[short]
        more = {groups.find(k): k for k in rows if titles[k].noun == title.noun and title.which < titles[k].which}
        if len(more) == 1:
            yield short, next(iter(more.values()))


def _renamed(shelves: Sequence[Shelf], groups: Groups[_Key], titles: Mapping[_Key, Title]) -> list[Shelf]:
    """Every source of a group under the name that says most, else in small letters."""
    names: dict[_Key, set[Basis]] = defaultdict(set)
    for shelf in shelves:
        if shelf.basis and shelf.basis.key in titles:
            names[groups.find(shelf.basis.key)].add(shelf.basis)
    best = {
        top: min(rows, key=lambda b: (b.key[0] != "state", -len(titles[b.key].which), b.name[:1].isupper(), b))
        for top, rows in names.items()
        if len({b.key for b in rows}) > 1
    }
    return [
        replace(s, basis=best[groups.find(s.basis.key)]) if s.basis and s.basis.key in titles and groups.find(s.basis.key) in best else s
        for s in shelves
    ]
