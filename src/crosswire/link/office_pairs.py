"""Whom "the Spanish prime minister" of one report means: the person whom other reports, of about that time, say to hold the office.

An office changes hands. Who is named in it in 2014 is not who holds it in 2016: a report joins the holder whose time, from the first
report that names him in office to the last, it falls in or is next to; midway between two, and long before or after one, nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from crosswire.extract.actor_lists import country_names
from crosswire.extract.described import holds, office_parts
from crosswire.extract.posts import called_so
from crosswire.link.edges import Edge, edge
from crosswire.link.offices import is_single, office_of
from crosswire.link.person_names import person_words, same_person
from crosswire.types import Entity, Reason

Days = Mapping[str, date]

SHARED = 2  # names that two reports must have in common before a bare office of one is the holder that the other names
TELLING = 3  # words of a description that are as good as an office: "the independent shipping analyst"
STAYS = timedelta(days=365)  # how long before and after the reports that name a holder an office is taken to be still that person's
CLEARLY = 4  # between two holders it is the one who is that many times nearer in time


@dataclass
class _Holder:
    """One person said to hold an office: an entity, and the days of the reports that say so (undated ones left out)."""

    person: Entity
    days: list[date] = field(default_factory=list)


def office_pairs(people: Sequence[Entity], nameless: Sequence[Entity], company: Mapping[str, frozenset[str]], days: Days) -> Iterator[Edge]:
    """The edges from unnamed people to the named people whose office they are called by."""
    full = [p for p in people if len(person_words(p.name)) > 1]
    yield from _offices(full, nameless, days)
    yield from _held(full, nameless, company, days)


def _offices(people: Sequence[Entity], nameless: Sequence[Entity], days: Days) -> Iterator[Edge]:
    """ "the Spanish prime minister" of one report is the person to whom another report of about that time gives that office."""
    holders: dict[str, list[_Holder]] = defaultdict(list)
    for person in people:
        for held in sorted({office for role in person.roles if (office := _office(role, person.country))}):
            _enter(holders[held], person, days.get(person.document_id))
    for entity in nameless:
        office = _office(entity.name, entity.country)
        one = _in_office(holders.get(office, []), days.get(entity.document_id)) if office else None
        if one is not None:
            sentence = f"“{one.name}” is the only one in reports of about that time who is called “{entity.name}”."
            yield edge(one, entity, Reason("office", 0.7, sentence))


def _office(said: str, country: str | None) -> str | None:
    """The key of an office, whose it is told by the words or else by the country of its holder."""
    return office_of(said) or (office_of(f"{said} of {country_names()[country]}") if country in country_names() else None)


def _enter(holders: list[_Holder], person: Entity, day: date | None) -> None:
    known = next((h for h in holders if same_person(h.person.name, person.name)), None)
    if known is None:
        known = _Holder(person)
        holders.append(known)
    if day is not None:
        known.days.append(day)


def _in_office(holders: Sequence[_Holder], day: date | None) -> Entity | None:
    """Who of those named in an office held it on a day (None: unknown)."""
    dated = [h for h in holders if h.days]
    if len(holders) == 1:
        (one,) = holders
        if day is None or not one.days:
            return one.person if not one.days or max(one.days) - min(one.days) <= STAYS else None
        return one.person if min(one.days) - STAYS <= day <= max(one.days) + STAYS else None
    if not holders or day is None or len(dated) < len(holders):
        return None
    within = [h for h in dated if min(h.days) <= day <= max(h.days)]
    if within:
        return within[0].person if len(within) == 1 else None
    far = sorted((min(abs(d - day) for d in h.days), i) for i, h in enumerate(dated))
    sides = {min(h.days) > day for h in dated}
    clear = len(sides) == 1 or far[0][0] * CLEARLY <= far[1][0]
    return dated[far[0][1]].person if clear and far[0][0] <= STAYS else None


def _held(people: Sequence[Entity], nameless: Sequence[Entity], company: Mapping[str, frozenset[str]], days: Days) -> Iterator[Edge]:
    """ "the governor" of one report is the only governor whom reports on the same people and places name."""
    holders: dict[str, dict[str, Entity]] = defaultdict(dict)
    for person in people:
        for held in filter(None, map(office_parts, person.roles)):
            holders[held.noun][person.entity_id] = person
    for entity in nameless:
        office = office_parts(min(entity.aliases, default=entity.name))
        if office is None or not office.sure or office.owned or not (is_single(office) or len(office.words) >= TELLING):
            continue
        near = company.get(entity.document_id, frozenset())
        known = holders[office.noun].values() if office.noun in holders else ()
        found = [
            p
            for p in known
            if len(near & company[p.document_id]) >= SHARED and holds(p.roles, office, of=True) and called_so(p.roles, office)
        ]
        found = [p for p in found if not _far(days.get(p.document_id), days.get(entity.document_id))]
        if found and all(person_words(p.name) == person_words(found[0].name) for p in found):
            sentence = f"“{found[0].name}” is the only one called “{entity.name}” in reports that share names with this one."
            yield edge(found[0], entity, Reason("office held", 0.6, sentence))


def _far(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and abs(a - b) > STAYS
