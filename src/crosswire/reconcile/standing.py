"""How the values that reports give for one field stand to one another: agreed, refined, updated, conflicting, or from one source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from crosswire.types import Standing


@dataclass(frozen=True, slots=True)
class Said:
    """One value for one field as one claim gives it. ``key`` is equal for equal values; ``label`` is what a person reads."""

    key: str
    label: str
    claim_id: str
    document_id: str
    origin: str
    published: date | None
    span: tuple[str, int, int]
    low: float | None = None
    best: float | None = None
    high: float | None = None
    outlet: str = ""
    status: str = "happened"  # of the claim
    firm: bool = True  # whether the clause itself says it; a place or a day taken from the sentences around is not firm
    data: object = field(default=None, compare=False)


Relation = Callable[[Said, Said], Standing]


def standings(said: Sequence[Said], relate: Relation) -> dict[str, Standing]:
    """key -> standing. ``relate`` tells how two different values stand to one another: refined, updated or conflicting,
    or ``only`` where the one says nothing of the other.

    A value is conflicting where it conflicts with any other; else updated, else refined where it is so with any other; else
    agreed where two origins give it, and only where one does.
    """
    found: dict[str, set[Standing]] = {s.key: set() for s in said}
    for a, b in combinations(said, 2):
        if a.key != b.key:
            standing = relate(a, b)
            found[a.key].add(standing)
            found[b.key].add(standing)
    out: dict[str, Standing] = {}
    for key, ways in found.items():
        origins = {s.origin for s in said if s.key == key}
        alone: Standing = "agreed" if len(origins) > 1 else "only"
        ranked: tuple[Standing, ...] = ("conflicting", "updated", "refined")
        out[key] = next((w for w in ranked if w in ways), alone)
    return out
