"""Which people of different reports are one: by their names, by what each is called beside a surname, by a second name.

Two people merged into one is the worst error here: a surname that fits two full names joins neither, unless an office tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from crosswire.extract.described import Office, holds, office_parts
from crosswire.extract.posts import opposed
from crosswire.extract.titles import gender_of
from crosswire.link.edges import Edge, chain, edge
from crosswire.link.person_names import begins, blocks_of, family_first, is_by_name, person_words, same_person
from crosswire.types import Entity, Reason
from crosswire.wordlists import words_of

SHARED = 2  # names that two reports must have in common before a name that only begins a longer one is that one

Words = tuple[str, ...]


def people_pairs(people: Sequence[Entity], company: Mapping[str, frozenset[str]]) -> Iterator[Edge]:
    """The edges between people; ``company`` is document -> the names said in it."""
    by_name: dict[Words, list[Entity]] = defaultdict(list)
    for entity in (row for one in people for row in _called(one)):
        by_name[person_words(entity.name)].append(entity)
    full = {words: members for words, members in sorted(by_name.items()) if len(words) > 1}
    alone: dict[Words, list[Entity]] = {words: members for words, members in sorted(by_name.items()) if len(words) == 1}
    for members in full.values():
        yield from _apart(chain(members, Reason("same name", 1.0, f"Both are called “{min(m.name for m in members)}”.")))
    yield from _apart(_spellings(full))
    yield from _apart([*_beginnings(full, company), *_endings(full)])
    yield from _apart(_surnames(alone, full))


def _apart(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges between two entities; one with two names may be met under both."""
    return (e for e in edges if e[0] != e[1])


def _called(entity: Entity) -> Iterator[Entity]:
    """An entity under its name, and once more under each name that its report gives it beside that: "X, better known as Abu Y"."""
    yield entity
    own = person_words(entity.name)
    for alias in entity.aliases:
        words = person_words(alias)
        if not (set(words) <= set(own) or set(own) <= set(words)) and (len(words) > 1 or is_by_name(words[0])):
            yield replace(entity, name=alias)


def _spellings(full: Mapping[Words, Sequence[Entity]]) -> Iterator[Edge]:
    """Names in two spellings, or with a middle name more; a short one that fits two longer ones that differ is neither."""
    blocks: dict[str, list[Words]] = defaultdict(list)
    for words in full:
        for block in set(blocks_of(words)):
            blocks[block].append(words)
    found: dict[tuple[Words, Words], Reason] = {}
    for _, rows in sorted(blocks.items()):
        for i, a in enumerate(rows):
            for b in rows[i + 1 :]:
                reason = same_person(full[a][0].name, full[b][0].name)
                if reason and not _opposed(full[a][0], full[b][0]) and not _side_by_side(reason, full[a], full[b]):
                    found[a, b] = reason
    longer: dict[Words, list[Words]] = defaultdict(list)
    for a, b in (pair for pair, reason in found.items() if reason.rule == "longer name"):
        longer[min(a, b, key=len)].append(max(a, b, key=len))
    for (a, b), reason in sorted(found.items()):
        rivals = longer[min(a, b, key=len)] if reason.rule == "longer name" else ()
        if all(same_person(full[x][0].name, full[y][0].name) for x, y in combinations(rivals, 2)):
            yield edge(full[a][0], full[b][0], reason)


def _side_by_side(reason: Reason, these: Sequence[Entity], those: Sequence[Entity]) -> bool:
    """Whether one report has both names, as reports have of two people whose names are alike: in a list of the dead, of brothers."""
    if reason.rule == "order" or reason.score >= 1.0:
        return False
    return bool({e.document_id for e in these} & {e.document_id for e in those})


def _opposed(a: Entity, b: Entity) -> bool:
    """Whether titles tell that one is a man and the other a woman."""
    told = {gender_of(a.roles), gender_of(b.roles)} - {None}
    return len(told) == 2


def _beginnings(full: Mapping[Words, Sequence[Entity]], company: Mapping[str, frozenset[str]]) -> Iterator[Edge]:
    """ "Rosa Lima" is the one "Rosa Lima Paz" where both reports name the same others, or give both the same office."""
    longer: dict[Words, list[Words]] = defaultdict(list)
    for words in full:
        for n in range(2, len(words)):
            longer[words[:n]].append(words)
    for words, members in full.items():
        found = longer.get(words, [])
        if len(found) != 1:
            continue
        long = full[found[0]]
        for a in members:
            b = next((b for b in long if b.document_id != a.document_id and _together(a, b, company)), None)
            if b is not None and begins(a.name, b.name) and not _opposed(a, b):
                sentence = f"“{a.name}” begins “{b.name}”, the only such name here, and both reports tell of the same people or office."
                yield edge(a, b, Reason("longer name", 0.75, sentence))


def _endings(full: Mapping[Words, Sequence[Entity]]) -> Iterator[Edge]:
    """ "Mr Lima Paz, the prime minister" is the one "Rosa Lima Paz" of that office; without it the two may be father and son."""
    longer: dict[Words, list[Words]] = defaultdict(list)
    for words in full:
        for n in range(2, len(words)):
            longer[words[-n:]].append(words)
    for words, members in full.items():
        found = longer.get(words, [])
        for a in members if len(found) == 1 else ():
            b = next((b for b in full[found[0]] if b.document_id != a.document_id and _fits(a.roles, b.roles)), None)
            if b is not None and not _opposed(a, b):
                sentence = f"“{a.name}” ends “{b.name}”, the only such name here, and both are said to hold the same office."
                yield edge(a, b, Reason("longer name", 0.75, sentence))


def _together(a: Entity, b: Entity, company: Mapping[str, frozenset[str]]) -> bool:
    own = {" ".join(person_words(e.name)) for e in (a, b)}
    near = (company.get(a.document_id, frozenset()) & company.get(b.document_id, frozenset())) - own
    return len(near) >= SHARED or _fits(a.roles, b.roles)


# --- one word -------------------------------------------------------------------------------------------------------------
def _surnames(alone: Mapping[Words, Sequence[Entity]], full: Mapping[Words, Sequence[Entity]]) -> Iterator[Edge]:
    """A single name joins the one full name of the corpus that it ends, or the one with it whose office its report says; where no
    report has a full name, its equals."""
    having: dict[str, list[Words]] = defaultdict(list)
    for words in full:
        for word in dict.fromkeys(words):
            having[word].append(words)
    for (word,), members in alone.items():
        found = having.get(word, [])
        if not found:
            said = members[0].name
            yield from chain(members, Reason("same single name", 0.5, f"Both are called “{said}”, and no report gives more of the name."))
        for member in members:
            yield from _owner(member, word, [full[w] for w in found])


def _owner(member: Entity, word: str, found: Sequence[Sequence[Entity]]) -> Iterator[Edge]:
    said = [rows for rows in found if _fits(member.roles, tuple(r for e in rows for r in e.roles))]
    if said and _one(said):
        name = said[0][0].name
        sentence = f"“{name}” is the only one in these reports with “{member.name}” in the name who is called so."
        yield edge(said[0][0], member, Reason("surname and office", 0.8, sentence))
    elif found and not said and _one(found) and any(_ends(person_words(rows[0].name), word) for rows in found):
        name = found[0][0].name
        sentence = f"“{name}” is the only full name in these reports that has “{member.name}” in it."
        held = tuple(r for rows in found for e in rows for r in e.roles)
        if not _opposed(member, found[0][0]) and not opposed(member.roles, held):
            yield edge(found[0][0], member, Reason("surname", 0.8, sentence))


def _one(found: Sequence[Sequence[Entity]]) -> bool:
    return all(rows is found[0] or same_person(found[0][0].name, rows[0].name) for rows in found)


def _ends(words: Words, word: str) -> bool:
    """Whether a word is by what a full name is called for short: its last one, a family name at its front, or a by-name there."""
    return words[-1] == word or (words[0] == word and (word in family_first() or is_by_name(word)))


def _fits(these: Sequence[str], those: Sequence[str]) -> bool:
    """Whether two people are said to hold an office that can be one: "General" and "the general", "Minister", "Health Minister"."""
    return any(_telling(office) and holds(those, office) for office in map(office_parts, these) if office is not None)


def _telling(office: Office) -> bool:
    return office.noun not in words_of("titles.toml", "honorifics")
