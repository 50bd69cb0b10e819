"""Parts of organisations: as the lists have them, as reports say ("its armed wing, X"), as names tell ("the X Youth Council of Y")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crosswire.extract.name_text import PhraseTree, keys_of, words_of
from crosswire.types import Actor, Entity
from crosswire.wordlists import words_of as list_words

GROUPS = frozenset({"organisation", "armed group"})


def with_wholes(actors: Sequence[Actor], entities: Sequence[Entity], actor_of: Mapping[str, str]) -> tuple[Actor, ...]:
    """The actors, each with what it is part of: by the lists (as it comes), by the reports, by its name, else its state."""
    told: dict[str, Counter[str]] = {}
    for entity in entities:
        whole = actor_of.get(entity.part_of or "")
        if whole is not None and whole != actor_of[entity.entity_id]:
            told.setdefault(actor_of[entity.entity_id], Counter())[whole] += 1
    names = _names(actors)
    states = {a.country: a.actor_id for a in actors if a.kind == "country" and a.country}
    out: dict[str, str | None] = {a.actor_id: a.part_of for a in actors}
    for actor in actors:
        counts = told.get(actor.actor_id)
        if out[actor.actor_id] is None and actor.kind != "person":
            whole = max(counts, key=lambda w: (counts[w], w)) if counts else _by_name(actor, names)
            whole = whole or (states.get(actor.country) if actor.kind == "government" and actor.country else None)
            if whole and not _under(whole, actor.actor_id, out):
                out[actor.actor_id] = whole
    return tuple(replace(a, part_of=out[a.actor_id]) for a in actors)


def _under(whole: str, part: str, above: Mapping[str, str | None]) -> bool:
    """Whether the whole is, up some steps, a part of the part."""
    at: str | None = whole
    while at is not None and at != part:
        at = above.get(at)
    return at == part


def _names(actors: Sequence[Actor]) -> PhraseTree[str]:
    tree: PhraseTree[str] = PhraseTree()
    for actor in actors:
        if actor.kind in GROUPS:
            for name in sorted({actor.name, *actor.aliases}):
                if name[:1].isupper() and (len(keys_of(name)) > 1 or (name.isupper() and len(name) > 1)):
                    tree.add(keys_of(name), actor.actor_id)
    return tree


def _by_name(actor: Actor, names: PhraseTree[str]) -> str | None:
    """ "the Peace Council of the X Union", "X Union Youth Council": what is left of a name without another's is a noun for a part."""
    if actor.kind not in GROUPS or not actor.name[:1].isupper():
        return None
    words = words_of(actor.name)
    found = set()
    for i in range(len(words)):
        for end, owners in names.at(actor.name, words, i):
            rest = [w.key for w in (*words[:i], *words[end:])]
            noun = rest[-1] if end < len(words) else next((k for n, k in enumerate(rest) if rest[n + 1 : n + 2] == ["of"]), "")
            if len(set(owners)) == 1 and owners[0] != actor.actor_id and noun in list_words("actor_nouns.toml", "part_names"):
                found.add(owners[0])
    return next(iter(found)) if len(found) == 1 else None
