"""The victims that one report tells of, told apart: which rows are the same person.

"A man was shot dead", "the victim, 34", "Paul Reed died at the scene" are one; "Ann Cole, 29," is another. Two rows are two people
where their names, ages or sexes differ, where one clause names both ("the farmer and his wife"), or where the report says "another".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from crosswire.link.survivors import Alive, survivors
from crosswire.types import HARMFUL, Claim, Tables, Victim
from crosswire.wordlists import words_of

REACH = 500  # characters between a victim whom no claim tells of and the claim that is taken to tell it
OPENING = 300  # characters from the first victim of a report that belong to what it begins with
# How sure each sign is. On one half of 500 incidents (Gun Violence Archive) B-cubed of reports by event rose from .783 to .797 with these,
# killed where two or more died from .65 to .72; on the other half from .751 to .784, .67 to .70; twice or half of any changes it by .005.
AGED, COUNTED, NUMBERED, LEADING = 0.6, 0.5, 0.3, 1.0
OPEN_WITH = "both reports begin with them"
FAR_DAYS = 3  # people who were harmed on days further apart than this are not the same


@dataclass(slots=True)
class Person:
    """One person, by all that the rows joined say; ``key`` is unique to the report and the person."""

    key: str
    first: Victim
    name: str | None = None  # the first that was said
    names: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    stages: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    deeds: dict[int, int] = field(default_factory=dict)  # the word that tells it -> where the phrase for the person begins
    days: list[date] = field(default_factory=list)
    own: bool = False
    anew: bool = False
    doer: bool = False
    died_since: bool = False  # another report of the story tells of this person's death

    @property
    def called(self) -> str:
        """The person as one reads it."""
        return self.name or next((f"someone aged {age}" for age in sorted(self.ages)), "the same person")

    @property
    def sure(self) -> bool:
        """Whether a name or an age sets this person apart from all others."""
        return bool(self.names or self.ages)


@dataclass(frozen=True, slots=True)
class Told:
    """What a claim tells of people harmed: one by one, in groups of (role, how many), and whether its report tells of them first."""

    persons: tuple[Person, ...] = ()
    groups: frozenset[tuple[str, int]] = frozenset()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Harmed:
    """Who was harmed: the victims of each claim in their order, the person whom each row of one person tells of (by victim_id),
    the reports by which nobody was killed (by document_id), and the claims that tell of those with whom a report begins."""

    victims: dict[str, list[Victim]] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    alive: dict[str, Alive] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()

    def told(self, claim_id: str) -> Told:
        """What one claim tells of people harmed."""
        rows = self.victims.get(claim_id, ())
        persons = {p.key: p for p in (self.persons.get(v.victim_id) for v in rows) if p is not None}
        groups = frozenset((v.role, v.number) for v in rows if v.number > 1)
        return Told(tuple(persons.values()), groups, leads=claim_id in self.leads)


def harmed(tables: Tables) -> Harmed:
    """The victims of all reports, given to claims and told apart."""
    victims = _by_claim(tables)
    claims = {c.claim_id: c for c in tables.claims}
    days = {
        row.victim_id: claims[claim_id].time_start
        for claim_id, rows in victims.items() if claims[claim_id].time_from == "said"
        for row in rows
    }  # fmt: skip
    texts, rows = tables.texts(), defaultdict(list)
    for row in tables.victims:
        rows[row.document_id].append(row)
    persons: dict[str, Person] = {}
    for document_id in sorted(rows):
        persons |= people(rows[document_id], texts[document_id], days)
    _outlived(tables, persons)
    return Harmed(victims, persons, survivors(rows, texts), _leads(victims))


def _leads(victims: Mapping[str, Sequence[Victim]]) -> frozenset[str]:
    """The claims that tell of the first victims of a report."""
    first: dict[str, int] = {}
    for rows in victims.values():
        for row in rows:
            first[row.document_id] = min(first.get(row.document_id, row.start), row.start)
    return frozenset(claim_id for claim_id, rows in victims.items() if any(r.start <= first[r.document_id] + OPENING for r in rows))


def same_people(a: Told, b: Told, *, one_report: bool) -> tuple[float, str] | None:
    """(score up to 1, why) where two claims tell of harm to the same people; None where nothing speaks for it.

    By person: in one report by all that it says of the victim, across reports by name, or by age and sex. By how many they are. And
    two reports on one affair that begin with people harmed mean the same ones, unless numbers, names, ages or sexes differ.
    """
    found = [(0.0, "")]
    for left in a.persons:
        for right in b.persons:
            if left.key == right.key:
                return 1.0, f"both tell of harm to {left.called}"
            if not one_report and left.names & right.names:
                return 1.0, f"both name {left.called} as harmed"
            if not one_report and left.ages & right.ages and not (left.names and right.names):
                found.append((AGED, f"both tell of harm to someone aged {min(left.ages & right.ages)}"))
    for role, number in sorted(a.groups & b.groups):
        found.append((COUNTED, f"both tell of {number} {'shot or struck' if role == 'hit' else role}"))
    for number in sorted({n for _, n in a.groups} & {n for _, n in b.groups}):
        found.append((NUMBERED, f"both tell of {number} people harmed"))
    if a.leads and b.leads and not one_report and not _apart(a, b):
        found.append((LEADING, OPEN_WITH))
    best = max(found)
    return best if best[0] else None


def _apart(a: Told, b: Told) -> bool:
    """Whether two claims tell of different people: another number in one role, no name, no age or no sex in common."""
    if any(role == other and number != count for role, number in a.groups for other, count in b.groups):
        return True
    for kind in ("names", "ages", "sexes"):
        left, right = ({value for one in told.persons for value in getattr(one, kind)} for told in (a, b))
        if left and right and not left & right:
            return True
    return False


def _outlived(tables: Tables, persons: Mapping[str, Person]) -> None:
    """Mark those of whom another report of the story says that they died, known by name, or by age and sex."""
    story_of = {row.document_id: row.story_id for row in tables.story_documents}
    dead: dict[str, dict[str, Person]] = defaultdict(dict)
    for one in persons.values():
        if "killed" in one.roles and one.sure:
            dead[story_of.get(one.first.document_id, "")][one.key] = one
    for one in persons.values():
        if "killed" not in one.roles and one.sure:
            others = dead.get(story_of.get(one.first.document_id, ""), {})
            one.died_since = any(_known_again(one, other) for other in others.values())


def _known_again(one: Person, other: Person) -> bool:
    if one.names and other.names:
        return one.names <= other.names or other.names <= one.names
    return bool(one.ages & other.ages) and not (one.sexes and other.sexes and not one.sexes & other.sexes)


def _by_claim(tables: Tables) -> dict[str, list[Victim]]:
    """claim_id -> its victims in order.

    A victim whom no claim tells of goes to the claim that tells of the same person, else to the nearest claim of harm, or to the
    nearest claim where the report has none of harm.
    """
    claims: dict[str, list[Claim]] = defaultdict(list)
    violent = {c.document_id for c in tables.claims if c.type in HARMFUL}
    for claim in tables.claims:
        if claim.type in HARMFUL or claim.document_id not in violent:
            claims[claim.document_id].append(claim)
    rows = sorted(tables.victims, key=lambda v: (v.document_id, v.start, v.end, v.role))
    known: dict[tuple[str, str], list[Victim]] = defaultdict(list)
    for victim in rows:
        if victim.claim_id:
            for mark in _marks(victim):
                known[victim.document_id, mark].append(victim)
    found: dict[str, list[Victim]] = defaultdict(list)
    for victim in rows:
        home = victim.claim_id or _home(victim, known, claims[victim.document_id])
        if home:
            found[home].append(victim)
    return found


def _home(victim: Victim, known: Mapping[tuple[str, str], Sequence[Victim]], claims: Sequence[Claim]) -> str | None:
    same = [v for mark in _marks(victim) for v in known.get((victim.document_id, mark), ())]
    if same:
        return min(same, key=lambda v: (abs(v.deed_start - victim.deed_start), v.victim_id)).claim_id
    near = [(abs(c.trigger_start - victim.deed_start), c.claim_id) for c in claims]
    return min((n for n in near if n[0] <= REACH), default=(0, None))[1]


def _marks(victim: Victim) -> list[str]:
    """By what a person is known again in one report: the entity, and each word of the name."""
    return [*sorted(name_words(victim)), *([victim.entity_id] if victim.entity_id and victim.number == 1 else [])]


def name_words(victim: Victim) -> set[str]:
    """The words of a victim's name by which it is compared: small letters, no initials."""
    return {w.lower() for w in (victim.name or "").split() if len(w) > 2}


def people(rows: Iterable[Victim], text: str, days: Mapping[str, date | None]) -> dict[str, Person]:
    """victim_id -> the person, for the rows of one report that tell of one person each.

    ``text`` is the report's; ``days`` the day that the report itself gives for what befell a victim (by victim_id).
    """
    found: list[Person] = []
    of: dict[str, Person] = {}
    for row in sorted(rows, key=lambda v: (v.start, v.end, v.role)):
        if row.number != 1:
            continue
        one = _same(row, found, text, days.get(row.victim_id))
        if one is None:
            one = Person(f"{row.document_id}:{row.start}", row)
            found.append(one)
        _join(one, row, text, alone=len(found) == 1)  # the first to be told of is not one more of the victims
        if (day := days.get(row.victim_id)) is not None:
            one.days.append(day)
        of[row.victim_id] = one
    return of


def _same(row: Victim, people: Sequence[Person], text: str, day: date | None) -> Person | None:
    """The person of before whom a row tells of: the one with whom it shares most, the latest of these."""
    able = [(_agreement(row, one, text), k) for k, one in enumerate(people) if not _far(day, one)]
    fits = [(score, k) for score, k in able if score is not None]
    return people[max(fits)[1]] if fits else None


def _far(day: date | None, one: Person) -> bool:
    return day is not None and any(abs((day - other).days) > FAR_DAYS for other in one.days)


def _agreement(row: Victim, one: Person, text: str) -> int | None:
    """How much a row and a person share; None where they cannot be the same."""
    names = name_words(row)
    if one.deeds.get(row.deed_start, row.start) != row.start and not (names & one.names):
        return None
    if names and one.names:
        return 5 if names & one.names else None
    if (row.age and one.ages and row.age not in one.ages) or (row.sex and one.sexes and row.sex not in one.sexes):
        return None
    stages = _stages(row, text)
    if stages and one.stages and not stages & one.stages:
        return None
    if row.anew != one.anew and not names and (row.anew or not _taken_up(row, text)):
        return None
    plain = not row.rule.endswith(("pronoun", "name"))
    if plain and not one.names and _doer(row, text) != one.doer:
        return None
    shared = int(bool(row.entity_id) and row.entity_id in one.entities)
    return 3 * shared + 2 * bool(row.age and one.ages) + bool(row.sex and one.sexes) + bool(row.role in one.roles)


def _taken_up(row: Victim, text: str) -> bool:
    """Whether a phrase points to someone told of before ("he", "the man", a name)."""
    return row.rule.endswith(("pronoun", "name")) or text[row.start : row.end].lower().startswith(("the ", "that ", "this "))


def _stages(row: Victim, text: str) -> set[str]:
    """Child or grown, by age or by word."""
    if row.age is not None:
        return {"young"} if row.age < 16 else {"grown"} if row.age > 19 else set()
    words = set(text[row.start : row.end].lower().split())
    return {stage for stage in ("young", "grown") if words & words_of("harm.toml", stage)}


def _doer(row: Victim, text: str) -> bool:
    return bool(set(text[row.start : row.end].lower().split()) & words_of("harm.toml", "doer"))


def _join(one: Person, row: Victim, text: str, *, alone: bool) -> None:
    one.name = one.name or row.name
    one.names |= name_words(row)
    one.ages |= {row.age} if row.age else set()
    one.sexes |= {row.sex} if row.sex else set()
    one.stages |= _stages(row, text)
    one.entities |= {row.entity_id} if row.entity_id else set()
    one.roles.add(row.role)
    one.deeds.setdefault(row.deed_start, row.start)
    one.own = one.own or row.own
    one.anew = one.anew or (row.anew and not alone)
    one.doer = one.doer or _doer(row, text)
