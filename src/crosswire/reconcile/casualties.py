"""How many a report says were killed and hurt in one happening, where no numeral says so: its victims told apart and counted.

A count is taken only where it goes beyond what the report's own numerals say. Who was shot and is not told to have died was hurt;
that someone died may be told elsewhere in the report, or by another report on the same happening.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.link.people import Harmed, Person
from crosswire.types import Claim, Quantity, Victim, make_id

NEAR = 250  # characters: who kills "two people and then himself" does so in a sentence or two
DONE = ("verb:kill", "verb:shoot", "verb:murder", "verb:slay", "verb:stab", "verb:massacre", "verb:execute", "verb:gun down")
BEDS = ("verb:to hospital", "verb:in condition", "noun:in condition")  # who is in hospital may yet die
TOLD = frozenset({"happened", "ongoing"})


@dataclass(slots=True)
class _Told:
    """What one report tells of the victims of one event: its rows, and the highest numeral for each role."""

    rows: list[Victim] = field(default_factory=list)
    said: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    holder: dict[str, Claim] = field(default_factory=dict)


def counted(claims: Sequence[Claim], harm: Harmed, quantities: Iterable[tuple[Claim, Quantity]]) -> list[tuple[str, Claim, Quantity]]:
    """(role, claim, amount) for each report of an event whose victims go beyond its numerals; ``quantities`` are its numerals."""
    told: dict[str, _Told] = defaultdict(_Told)
    for claim in sorted(claims, key=lambda c: (c.document_id, c.trigger_start, c.claim_id)):
        if claim.status in TOLD:
            for victim in harm.victims.get(claim.claim_id, ()):
                told[claim.document_id].rows.append(victim)
                told[claim.document_id].holder[victim.victim_id] = claim
    for claim, quantity in quantities:
        if quantity.role:
            number = max((float(n) for n in (quantity.low, quantity.best, quantity.high) if n is not None), default=0.0)
            said = told[claim.document_id].said
            said[quantity.role] = max(said[quantity.role], number)
    killed = _all_killed(told, harm.persons)
    most = max((max(killed[d], int(one.said["killed"])) for d, one in told.items()), default=0)
    out = []
    for document_id in sorted(told):
        one = told[document_id]
        for role, number, wanted in (
            ("killed", killed[document_id], ("killed",)),
            ("injured", _hurt(one, harm.persons, most), ("injured", "hit")),
        ):
            first = next((r for r in one.rows if r.role in wanted), one.rows[0] if one.rows else None)
            if first is not None and number > one.said[role]:
                out.append((role, one.holder[first.victim_id], _amount(first, role, number)))
    return out


def _amount(victim: Victim, role: str, number: int) -> Quantity:
    many = float(number)
    quantity_id = make_id("quantity", victim.document_id, victim.start, victim.end, role)
    return Quantity(
        quantity_id, victim.document_id, victim.start, victim.end, many, many, many, "exact", None, "people", role, None, "victims"
    )


def _persons(rows: Iterable[Victim], persons: Mapping[str, Person]) -> list[Person]:
    """The people whom some rows tell of, each once."""
    return list({persons[r.victim_id].key: persons[r.victim_id] for r in rows if r.victim_id in persons}.values())


def _all_killed(told: Mapping[str, _Told], persons: Mapping[str, Person]) -> dict[str, int]:
    """report -> how many died by its words.

    Those whom only this reading tells apart, without a name or an age, count as far as another report goes: more often than not one
    person was described in two ways.
    """
    firm = {d: max(_killed(one, persons), int(one.said["killed"])) for d, one in told.items()}
    dead = {d: [p for p in _persons(one.rows, persons) if "killed" in p.roles] for d, one in told.items()}
    found = {}
    for d in told:
        others = max((max(firm[o], len(dead[o])) for o in told if o != d), default=0)
        apart = max(min(len(dead[d]), others), sum(p.sure for p in dead[d])) if others else len(dead[d])
        found[d] = max(firm[d], apart)
    return found


def _killed(told: _Told, persons: Mapping[str, Person]) -> int:
    """The most that one clause tells of, with those who killed others and then themselves."""
    most = max(_sums(told.rows, "killed").values(), default=0)
    done = [r for r in told.rows if r.rule.startswith(DONE) or "+left" in r.rule]
    for row in told.rows:
        if row.own and row.role == "killed":
            beside = _sums([r for r in done if abs(r.deed_start - row.deed_start) <= NEAR and not _same(r, row, persons)], "killed")
            most = max(most, 1 + max(beside.values(), default=0))
    return most


def _same(a: Victim, b: Victim, persons: Mapping[str, Person]) -> bool:
    left, right = persons.get(a.victim_id), persons.get(b.victim_id)
    return left is not None and left is right


def _sums(rows: Iterable[Victim], role: str) -> dict[int, int]:
    """deed -> how many people it is told of, those who did it to themselves left out."""
    found: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for row in rows:
        if row.role == role and not row.own:
            found[row.deed_start][row.start, row.end] = row.number
    return {deed: sum(_listed(spans)) for deed, spans in found.items()}


def _listed(spans: Mapping[tuple[int, int], int]) -> list[int]:
    """The numbers of one clause, without those who are only named after they were counted ("two children, Ann, 9, and Tom, 6")."""
    numbers = [number for _, number in sorted(spans.items())]
    out: list[int] = []
    while numbers:
        first, numbers = numbers[0], numbers[1:]
        out.append(first)
        if first >= 2 and numbers[:first] == [1] * first:
            numbers = numbers[first:]
    return out


def _hurt(told: _Told, persons: Mapping[str, Person], killed: int) -> int:
    """Those hurt; ``killed`` is how many died by any report of the event, who may be among those whom this one says were shot."""
    here = _persons(told.rows, persons)
    alive = [p for p in here if "killed" not in p.roles and not p.died_since]
    dead = killed - sum(p.own and "killed" in p.roles for p in here)
    rows = [
        r for r in told.rows if not (r.rule.startswith(BEDS) and 2 <= r.number <= dead)
    ]  # "the two were taken to hospital, where both died"
    counted = max(told.said["injured"], *_sums(rows, "injured").values(), 0)
    hit = max(told.said["shot"], *_sums(rows, "hit").values(), 0)
    if counted >= 2:
        return int(max(counted, sum(p.sure for p in alive), hit - dead))
    if hit >= 2:
        return int(max(counted, hit - dead, 0))
    sure = {persons[r.victim_id].key for r in rows if r.role == "injured" and not r.rule.startswith(BEDS) and r.victim_id in persons}
    open_ = sum(p.key not in sure for p in alive)
    return len(alive) - min(open_, max(killed - (len(here) - len(alive)), 0))  # the others who died are among those of open outcome
