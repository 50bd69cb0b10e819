"""How many a report says were killed and hurt in one happening, where no numeral says so: its victims told apart and counted.

A count is taken only where it goes beyond what the report's own numerals say. Who was shot and is not told to have died was hurt;
that someone died may be told elsewhere in the report, or by another report on the same happening.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.link.people import Harmed, Person
from crosswire.types import Claim, Quantity, Victim, make_id

NEAR = 250  # characters: who kills "two people and then himself" does so in a sentence or two
DONE = ("verb:kill", "verb:shoot", "verb:murder", "verb:slay", "verb:stab", "verb:massacre", "verb:execute", "verb:gun down")
BEDS = ("verb:to hospital", "verb:in condition", "noun:in condition")  # who is in hospital may yet die
WITH_DOER = "victims:with doer"  # the rule of a count that has one more than the report's numeral: whoever killed the others
TOLD = frozenset({"happened", "ongoing"})


@dataclass(slots=True)
class _Told:
    """What one report tells of the victims of one event: its rows, and the highest numeral for each role."""

    rows: list[Victim] = field(default_factory=list)
    said: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    holder: dict[str, Claim] = field(default_factory=dict)


def counted(
    claims: Sequence[Claim], harm: Harmed, quantities: Iterable[tuple[Claim, Quantity]], apart: Collection[tuple[str, int, int]] = ()
) -> list[tuple[str, Claim, Quantity]]:
    """(role, claim, amount) for each report of an event whose victims go beyond its numerals; ``quantities`` are its numerals.

    ``apart`` are the spans of numerals that count something else than the happening's people: those of a year, a part, what might have
    been. Whom they count is not looked at.
    """
    told: dict[str, _Told] = defaultdict(_Told)
    for claim in sorted(claims, key=lambda c: (c.document_id, c.trigger_start, c.claim_id)):
        if claim.status in TOLD:
            for victim in harm.victims.get(claim.claim_id, ()):
                if any(d == victim.document_id and start < victim.end and victim.start < end for d, start, end in apart):
                    continue
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
                rule = WITH_DOER if role == "killed" and number == _with_doer(one, harm.persons) else "victims"
                out.append((role, one.holder[first.victim_id], _amount(first, role, number, rule)))
        if not most and (spared := _spared(document_id, one, harm)) is not None:
            out.append(("killed", *spared))
    return out


def _spared(document_id: str, told: _Told, harm: Harmed) -> tuple[Claim, Quantity] | None:
    """No one killed, by a report that says so of those whom it tells of first."""
    alive = harm.alive.get(document_id)
    claim = told.holder.get(alive.first) if alive else None
    if alive is None or claim is None:
        return None
    quantity_id = make_id("quantity", document_id, alive.start, alive.end, "alive")
    return claim, Quantity(
        quantity_id, document_id, alive.start, alive.end, 0.0, 0.0, 0.0, "exact", None, "people", "killed", None, "victims:alive"
    )


def _amount(victim: Victim, role: str, number: int, rule: str) -> Quantity:
    many = float(number)
    quantity_id = make_id("quantity", victim.document_id, victim.start, victim.end, role)
    return Quantity(quantity_id, victim.document_id, victim.start, victim.end, many, many, many, "exact", None, "people", role, None, rule)


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
        sure = sum(p.sure for p in dead[d])
        apart = max(min(len(dead[d]), others), sure) if others else sure if told[d].said["killed"] else len(dead[d])
        found[d] = max(firm[d], apart)
    return found


def _killed(told: _Told, persons: Mapping[str, Person]) -> int:
    """The most that one clause tells of, or one more where whoever killed them died too."""
    return max([0, *_sums(told.rows, "killed").values(), _with_doer(told, persons)])


def _with_doer(told: _Told, persons: Mapping[str, Person]) -> int:
    """Those whom someone killed, and himself ("killed two people and then himself", "the gunman was then shot dead"); else 0."""
    done = [r for r in told.rows if (r.rule.startswith(DONE) or "+left" in r.rule) and not r.rule.endswith("+doer")]
    most = 0
    for row in told.rows:
        if row.role == "killed" and (row.own or _doer(row, persons)):
            others = [r for r in done if abs(r.deed_start - row.deed_start) <= NEAR and not _same(r, row, persons)]
            beside = _sums([r for r in others if row.own or r.number > 1], "killed")
            most = max(most, *(1 + number for number in beside.values()), 0)
    return most


def _doer(row: Victim, persons: Mapping[str, Person]) -> bool:
    """Whether who died is told of as the one who killed ("the gunman was then shot dead")."""
    return row.victim_id in persons and persons[row.victim_id].doer


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
        if 2 <= first <= len(numbers) and all(n == 1 for n in numbers[:first]):
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
