"""Whom "the rebels" of a report that names none means: the one armed group that reports on the same affair name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from crosswire.extract.actor_lists import noun_groups, singular
from crosswire.link.components import components
from crosswire.link.edges import Edge, edge
from crosswire.types import Entity, Reason

SHARED = 3  # names that two reports must have in common to be on the same affair; two are had by chance (a country and its army)
FIGHTERS = frozenset({"fighters", "fighters_loaded"})


def fighter_pairs(
    entities: Sequence[Entity], named: set[str], company: Mapping[str, frozenset[str]], edges: Sequence[Edge]
) -> Iterator[Edge]:
    """The edges from armed people without a name to the group that is meant; ``edges`` tell which named groups are one."""
    armed = [e for e in entities if e.kind == "armed group" and e.entity_id in named]
    root = components([e.entity_id for e in entities], edges, {}).root if armed else {}
    meant = {root[e.entity_id] for e in armed}
    groups: dict[str, set[str]] = defaultdict(set)  # document -> the armed groups that it names, whatever it takes them for
    for entity in entities:
        if entity.entity_id in named and root.get(entity.entity_id) in meant:
            groups[entity.document_id].add(root[entity.entity_id])
    first = {r: e for e in reversed(entities) if (r := root.get(e.entity_id)) in meant and e.entity_id in named}
    for entity in entities:
        if entity.entity_id in named or not _bare(entity) or groups.get(entity.document_id):
            continue
        near = company.get(entity.document_id, frozenset())
        found = {r for document, roots in groups.items() if len(near & company[document]) >= SHARED for r in roots}
        one = first[next(iter(found))] if len(found) == 1 else None
        if one is not None and (entity.country is None or one.country in (None, entity.country)):
            sentence = f"“{one.name}” is the only armed group that the reports on the same people and places name."
            yield edge(entity, one, Reason("only armed group", 0.55, sentence))


def _bare(entity: Entity) -> bool:
    """Whether armed people are told by nothing but their noun: "the rebels", not "five masked gunmen"."""
    words = entity.name.lower().split()
    told = noun_groups().get(" ".join([*words[:-1], singular(words[-1])])) if words else None
    return entity.kind == "armed group" and entity.known_as is None and told is not None and told[0] in FIGHTERS
