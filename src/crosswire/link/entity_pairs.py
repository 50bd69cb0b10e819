"""Which entities of different reports are one actor: the rules, each with its reason.

People: :mod:`crosswire.link.person_pairs`; who is meant by an office: :mod:`crosswire.link.office_pairs`. All runs over sorted rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from crosswire.extract.actor_lists import nouns_of
from crosswire.extract.name_text import keys_of, words_of
from crosswire.link.edges import Edge, chain, edge
from crosswire.link.fighter_pairs import fighter_pairs
from crosswire.link.names import acronyms_of, block_of, own_words, same_group, same_words
from crosswire.link.office_pairs import Days, office_pairs
from crosswire.link.person_names import person_words
from crosswire.link.person_pairs import people_pairs
from crosswire.types import Entity, Reason

GROUPS = frozenset({"organisation", "armed group", "government"})
# One word is enough to call these by inside a report, but not to join two reports.
COMMON = frozenset(
    {"front", "movement", "army", "ministry", "government", "parliament", "council", "union", "party", "group", "agency", "court"}
)


def pairs(entities: Sequence[Entity], named: set[str], days: Days) -> list[Edge]:
    """The edges between entities, sorted; ``named`` are the ids of entities that have a name, not descriptions alone; ``days`` the
    day on which each report was published, as far as it is known."""
    rows = sorted(entities, key=lambda e: e.entity_id)
    people = [e for e in rows if e.kind == "person" and e.known_as is None and e.entity_id in named]
    groups = [e for e in rows if e.kind in GROUPS and e.entity_id in named]
    nameless = [e for e in rows if e.kind == "person" and e.entity_id not in named]
    company = _company(rows, named)
    edges = [
        *_same_key(rows),
        *people_pairs(people, company),
        *_groups(groups),
        *_short_names(groups),
        *_ministries(groups),
        *_acronyms(groups),
    ]
    places = [e for e in rows if e.kind == "country" and e.known_as is None]
    edges += [*_places(places), *_renamed_places(groups, places), *_services([e for e in rows if e.kind == "government"])]
    edges += [*office_pairs(people, nameless, company, days)]
    edges += [*fighter_pairs(rows, named, company, edges)]
    return sorted(edges, key=lambda e: (e[0], e[1], e[2].rule, e[2].sentence))


def _company(entities: Sequence[Entity], named: set[str]) -> dict[str, frozenset[str]]:
    """document -> the names said in it, folded."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if entity.entity_id in named:
            words = person_words(entity.name) if entity.kind == "person" else own_words(entity.name)
            found[entity.document_id].add(" ".join(words))
    return {d: frozenset(names) for d, names in found.items()}


def _places(places: Sequence[Entity]) -> Iterator[Edge]:
    """A region that acts like a country is the same wherever it is called so."""
    by_name: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in places:
        by_name[keys_of(entity.name)].append(entity)
    for _, members in sorted(by_name.items()):
        yield from chain(members, Reason("same name", 0.9, f"Both are the place called “{min(m.name for m in members)}”."))


def _same_key(entities: Sequence[Entity]) -> Iterator[Edge]:
    by_key: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.known_as:
            by_key[entity.known_as].append(entity)
    for key, members in sorted(by_key.items()):
        yield from chain(members, Reason("listed actor", 1.0, f"Both are the actor that the word lists know as “{key}”."))


# --- organisations, armed groups, governments ---------------------------------------------------------------------------------
def _groups(groups: Sequence[Entity]) -> Iterator[Edge]:
    """A shared name, or one name in two spellings; two actors of the lists never meet."""
    by_alias: dict[tuple[str, ...], dict[str, Entity]] = defaultdict(dict)
    for entity in groups:
        for alias in (entity.name, *entity.aliases):
            if _telling(alias, entity):
                by_alias[keys_of(alias)][entity.entity_id] = entity
    for keys, members in sorted(by_alias.items()):
        if len({m.known_as for m in members.values() if m.known_as}) <= 1:
            for ones in _told_apart(keys, list(members.values())):
                yield from chain(ones, Reason("shared name", 0.9, f"Both reports use “{' '.join(keys)}” for it."))
    blocks: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for keys in sorted(by_alias):
        words = own_words(" ".join(keys))
        if len(words) > 1:
            blocks[block_of(words)].append(keys)
    for _, rows in sorted(blocks.items()):
        yield from _spellings(rows, by_alias, same_group)
    bags: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for keys in sorted(by_alias):
        bags[" ".join(sorted(set(own_words(" ".join(keys)))))].append(keys)
    for _, rows in sorted(bags.items()):
        yield from _spellings(rows, by_alias, same_words)


def _told_apart(keys: tuple[str, ...], members: Sequence[Entity]) -> list[list[Entity]]:
    """Those who share a name, apart where they are of two countries ("Labour Party"), or where one acronym is that of two full names;
    whoever might be either is then left out."""
    lands: dict[str, list[Entity]] = defaultdict(list)
    for member in members:
        lands[member.country or ""].append(member)
    if len(lands.keys() - {""}) > 1:
        return [ones for land, ones in sorted(lands.items()) if land]
    if len(keys) > 1:
        return [list(members)]
    full: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for member in members:
        words = own_words(member.name)
        full[words if len(words) > 1 and keys[0] in acronyms_of(member.name) else ()].append(member)
    names = sorted(words for words in full if words)
    if any(not same_group(" ".join(names[0]), " ".join(other)) and set(names[0]) != set(other) for other in names[1:]):
        return [full[words] for words in names]
    return [list(members)]


def _services(groups: Sequence[Entity]) -> Iterator[Edge]:
    """ "the army" and "the military" of a state, said of it in small letters, are one: its armed forces."""
    forces: dict[str, list[Entity]] = defaultdict(list)
    for entity in groups:
        if entity.country and entity.known_as in (f"{entity.country}:army", f"{entity.country}:military"):
            forces[entity.country].append(entity)
    for country, ones in sorted(forces.items()):
        proper = any(w.text == "Army" for e in ones for a in e.aliases for w in words_of(a))
        if len({e.known_as for e in ones}) > 1 and not proper:
            first = {e.known_as: e for e in reversed(ones)}
            sentence = "In these reports the army and the military of the state are the same: its armed forces."
            yield edge(first[f"{country}:army"], first[f"{country}:military"], Reason("armed forces", 0.75, sentence))


def _renamed_places(groups: Sequence[Entity], places: Sequence[Entity]) -> Iterator[Edge]:
    """ "Free X Front" and "Free Y Front" are one where reports call the same region X and Y."""
    called = {
        keys_of(a): keys_of(p.name) for p in sorted(places, key=lambda p: p.entity_id) for a in p.aliases if keys_of(a) != keys_of(p.name)
    }
    by_words: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in (e for e in groups if e.known_as is None and len(own_words(e.name)) > 1) if called else ():
        words = [k for w in own_words(entity.name) for k in called.get((w,), (w,))]
        by_words[tuple(sorted(words))].append(entity)
    for _, members in sorted(by_words.items()):
        if len({own_words(m.name) for m in members}) > 1:
            names = " and ".join(f"“{n}”" for n in sorted({m.name for m in members}))
            yield from chain(members, Reason("renamed place", 0.8, f"{names} have the same words but for the two names of one place."))


def _spellings(
    rows: Sequence[tuple[str, ...]], by_alias: dict[tuple[str, ...], dict[str, Entity]], judge: Callable[[str, str], Reason | None]
) -> Iterator[Edge]:
    for i, x in enumerate(rows):
        for y in rows[i + 1 :]:
            a, b = (by_alias[keys][min(by_alias[keys])] for keys in (x, y))
            if a is b or (a.known_as and b.known_as and a.known_as != b.known_as):
                continue
            if reason := judge(" ".join(x), " ".join(y)):
                yield edge(a, b, reason)


def _short_names(groups: Sequence[Entity]) -> Iterator[Edge]:
    """ "Black Harbour" is the one "Black Harbour Brigade" of the reports: what the longer name adds says only that it is a group."""
    alike: dict[tuple[str, ...], dict[tuple[str, ...], Entity]] = defaultdict(dict)
    rows = [(keys_of(e.name), e) for e in groups if e.known_as is None and e.kind in ("organisation", "armed group")]
    generic = nouns_of("group_names", "organisation_names")
    for keys, entity in rows:
        for cut in range(1, len(keys)):
            if set(keys[cut:]) <= generic:
                alike[keys[:cut]].setdefault(keys, entity)
    for keys, entity in rows:
        full = alike.get(keys, {})
        if len(full) == 1 and (len(keys) > 1 or entity.kind == "armed group") and " ".join(keys) not in COMMON:
            one = next(iter(full.values()))
            sentence = f"“{entity.name}” is how “{one.name}” begins, and nothing else here begins so."
            yield edge(entity, one, Reason("short name", 0.7, sentence))


def _telling(alias: str, entity: Entity) -> bool:
    """Whether a name tells enough to join two reports: several words, an acronym, or an own name; never a bare office of a state."""
    keys = keys_of(alias)
    if not any(c.isupper() for c in alias) or " ".join(keys) in COMMON:
        return False
    if entity.known_as and ":" in entity.known_as and alias != entity.name:
        return False
    return len(keys) > 1 or len(alias) > 3 or (alias.isupper() and len(alias) > 2)


def _ministries(groups: Sequence[Entity]) -> Iterator[Edge]:
    """ "the Spanish ministry" is the one ministry of Spain in these reports."""
    full: dict[str, dict[str, Entity]] = defaultdict(dict)
    for entity in groups:
        country, _, body = (entity.known_as or "").partition(":")
        if body.startswith("ministry:"):
            full[f"{country}:ministry"][body] = entity
    for entity in groups:
        found = list(full.get(entity.known_as or "", {}).values())
        if len(found) == 1:
            sentence = f"“{found[0].name}” is the only ministry of that country in these reports."
            yield edge(entity, found[0], Reason("one ministry", 0.7, sentence))


def _acronyms(groups: Sequence[Entity]) -> Iterator[Edge]:
    """An acronym that no report spells out joins the one organisation of the corpus whose first letters it is."""
    full: dict[tuple[str, str | None], dict[tuple[str, ...], Entity]] = defaultdict(dict)
    for entity in groups:
        if not entity.name.isupper() and len(own_words(entity.name)) > 1:
            for letters in sorted(acronyms_of(entity.name)):
                full[letters, entity.kind].setdefault(keys_of(entity.name), entity)
    for entity in groups:
        name = entity.name
        found = list(full.get((name.lower(), entity.kind), {}).values())
        if entity.known_as is None and name.isupper() and 2 < len(name) <= 6 and len(found) == 1:
            sentence = f"“{name}” are the first letters of “{found[0].name}”, and of nothing else here."
            yield edge(entity, found[0], Reason("acronym", 0.7, sentence))
