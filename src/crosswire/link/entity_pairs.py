"""Which entities of different reports are one actor: the rules, each with its reason.

A rule yields edges; a block of equal entities is chained, so that n reports cost n - 1 edges. Everything runs over sorted rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from crosswire.extract.actor_lists import nouns_of
from crosswire.extract.described import holds, office_parts
from crosswire.extract.name_text import keys_of
from crosswire.link.names import acronyms_of, block_of, own_words, same_group, same_person, same_words
from crosswire.link.offices import is_single, office_of
from crosswire.types import Entity, Reason

GROUPS = frozenset({"organisation", "armed group", "government"})
# One word is enough to call these by inside a report, but not to join two reports.
COMMON = frozenset(
    {"front", "movement", "army", "ministry", "government", "parliament", "council", "union", "party", "group", "agency", "court"}
)
Edge = tuple[str, str, Reason]


def pairs(entities: Sequence[Entity], named: set[str]) -> list[Edge]:
    """The edges between entities, sorted; ``named`` are the ids of entities that have a name, not descriptions alone."""
    rows = sorted(entities, key=lambda e: e.entity_id)
    people = [e for e in rows if e.kind == "person" and e.known_as is None and e.entity_id in named]
    groups = [e for e in rows if e.kind in GROUPS and e.entity_id in named]
    nameless = [e for e in rows if e.kind == "person" and e.entity_id not in named]
    edges = [*_same_key(rows), *_people(people), *_groups(groups), *_short_names(groups), *_ministries(groups), *_acronyms(groups)]
    edges += [*_places([e for e in rows if e.kind == "country" and e.known_as is None])]
    edges += [*_offices(people, nameless), *_held(people, nameless, _company(rows, named))]
    return sorted(edges, key=lambda e: (e[0], e[1], e[2].rule, e[2].sentence))


def _places(places: Sequence[Entity]) -> Iterator[Edge]:
    """A region that acts like a country is the same wherever it is called so."""
    by_name: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in places:
        by_name[keys_of(entity.name)].append(entity)
    for _, members in sorted(by_name.items()):
        yield from _chain(members, Reason("same name", 0.9, f"Both are the place called “{min(m.name for m in members)}”."))


def _edge(a: Entity, b: Entity, reason: Reason) -> Edge:
    left, right = sorted((a.entity_id, b.entity_id))
    return left, right, reason


def _chain(members: Iterable[Entity], reason: Reason) -> Iterator[Edge]:
    for a, b in pairwise(sorted(members, key=lambda e: e.entity_id)):
        yield a.entity_id, b.entity_id, reason


def _same_key(entities: Sequence[Entity]) -> Iterator[Edge]:
    by_key: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.known_as:
            by_key[entity.known_as].append(entity)
    for key, members in sorted(by_key.items()):
        yield from _chain(members, Reason("listed actor", 1.0, f"Both are the actor that the word lists know as “{key}”."))


# --- people ---------------------------------------------------------------------------------------------------------------
def _people(people: Sequence[Entity]) -> Iterator[Edge]:
    by_name: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in people:
        by_name[own_words(entity.name)].append(entity)
    full = {words: members for words, members in sorted(by_name.items()) if len(words) > 1}
    for members in full.values():
        yield from _chain(members, Reason("same name", 1.0, f"Both are called “{min(m.name for m in members)}”."))
    firsts = [members[0] for members in full.values()]
    blocks: dict[str, list[Entity]] = defaultdict(list)
    for entity in firsts:
        blocks[block_of(own_words(entity.name))].append(entity)
    for _, members in sorted(blocks.items()):
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if reason := same_person(a.name, b.name):
                    yield _edge(a, b, reason)
    yield from _surnames({w: m for w, m in sorted(by_name.items()) if len(w) == 1}, firsts)


def _surnames(alone: dict[tuple[str, ...], list[Entity]], full: Sequence[Entity]) -> Iterator[Edge]:
    """A surname alone joins the one full name of the corpus that ends with it; where no report has a full name, its equals."""
    ending: dict[str, list[Entity]] = defaultdict(list)
    for entity in full:
        ending[own_words(entity.name)[-1]].append(entity)
    for words, members in alone.items():
        owners = ending.get(words[0], [])
        said = members[0].name
        if not owners:
            yield from _chain(members, Reason("same single name", 0.5, f"Both are called “{said}”, and no report gives more of the name."))
        elif all(o is owners[0] or same_person(owners[0].name, o.name) for o in owners):
            reason = Reason("surname", 0.8, f"“{owners[0].name}” is the only full name in these reports that ends with “{said}”.")
            yield from (_edge(owners[0], m, reason) for m in members)


def _offices(people: Sequence[Entity], nameless: Sequence[Entity]) -> Iterator[Edge]:
    """ "the Spanish prime minister" of one report is the one person to whom another report gives that office."""
    holders: dict[str, dict[tuple[str, ...], Entity]] = defaultdict(dict)
    for person in people:
        for role in person.roles:
            office = office_of(role)
            if office and len(own_words(person.name)) > 1:
                holders[office].setdefault(own_words(person.name), person)
    for entity in nameless:
        found = holders.get(office_of(entity.name) or "", {})
        one = list(found.values())
        if one and all(o is one[0] or same_person(one[0].name, o.name) for o in one):
            sentence = f"“{one[0].name}” is the only one in these reports who is called “{entity.name}”."
            yield _edge(one[0], entity, Reason("office", 0.7, sentence))


SHARED = 2  # names that two reports must have in common before a bare office of one is the holder that the other names

TELLING = 3  # words of a description that are as good as an office: "the independent shipping analyst"


def _company(entities: Sequence[Entity], named: set[str]) -> dict[str, frozenset[str]]:
    """document -> the names said in it, folded."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if entity.entity_id in named:
            found[entity.document_id].add(" ".join(own_words(entity.name)))
    return {d: frozenset(names) for d, names in found.items()}


def _held(people: Sequence[Entity], nameless: Sequence[Entity], company: dict[str, frozenset[str]]) -> Iterator[Edge]:
    """ "the governor" of one report is the only governor whom reports on the same people and places name."""
    holders: dict[str, dict[str, Entity]] = defaultdict(dict)
    for person in (p for p in people if len(own_words(p.name)) > 1):
        for held in filter(None, map(office_parts, person.roles)):
            holders[held.noun][person.entity_id] = person
    for entity in nameless:
        office = office_parts(min(entity.aliases, default=entity.name))
        if office is None or not office.sure or office.owned or not (is_single(office) or len(office.words) >= TELLING):
            continue
        near = company.get(entity.document_id, frozenset())
        known = holders[office.noun].values() if office.noun in holders else ()
        found = [p for p in known if len(near & company[p.document_id]) >= SHARED and holds(p.roles, office, of=True)]
        if found and all(own_words(p.name) == own_words(found[0].name) for p in found):
            sentence = f"“{found[0].name}” is the only one called “{entity.name}” in reports that share names with this one."
            yield _edge(found[0], entity, Reason("office held", 0.6, sentence))


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
            yield from _chain(members.values(), Reason("shared name", 0.9, f"Both reports use “{' '.join(keys)}” for it."))
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


def _spellings(
    rows: Sequence[tuple[str, ...]], by_alias: dict[tuple[str, ...], dict[str, Entity]], judge: Callable[[str, str], Reason | None]
) -> Iterator[Edge]:
    for i, x in enumerate(rows):
        for y in rows[i + 1 :]:
            a, b = (by_alias[keys][min(by_alias[keys])] for keys in (x, y))
            if a is b or (a.known_as and b.known_as and a.known_as != b.known_as):
                continue
            if reason := judge(" ".join(x), " ".join(y)):
                yield _edge(a, b, reason)


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
            yield _edge(entity, one, Reason("short name", 0.7, sentence))


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
            yield _edge(entity, found[0], Reason("one ministry", 0.7, sentence))


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
            yield _edge(entity, found[0], Reason("acronym", 0.7, sentence))
