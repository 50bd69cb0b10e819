"""How many were killed in an event, as one, two or three whole numbers, and in the words in which it was said.

The bounds are the record's own (:mod:`crosswire.reconcile.triples`). A vague count ("dozens", "hundreds") is never turned into a number:
it bounds nothing here, and stays in the words. Where only some of the dead are counted ("four workers"), one such group stands for the
count; of two or more, which may overlap, only the least is known: no fewer than the greatest of them. Where reports count all of the
dead and one counts more in a group of them ("12 children" of 9 dead), that many may have died: the highest is no lower than the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.view.exports.happenings import Happening, Row, one_line

KILLED = "quantity:killed"
_NOT_HERE = ("over time", "expected")  # counts of more than this event, or of what has not happened


@dataclass(frozen=True, slots=True)
class Deaths:
    """``low <= best <= high`` where they are known. ``said``: each value as it was said, with whose word it is and who published it."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    said: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anybody says that somebody was killed, in a number or vaguely."""
        return bool(self.high) or bool(self.low) or (self.high is None and bool(self.said))


def deaths(happening: Happening) -> Deaths:
    """The dead of one event; all empty where nobody speaks of any, zero only where somebody says that there were none."""
    fields = groups(happening)
    whole = fields.pop("", [])
    said = tuple(words for words, _ in counts(happening))
    modality = tuple(dict.fromkeys(m for rows in (whole, *fields.values()) for v in rows for m in _modality(happening, v)))
    counted = [n for n in (_bounds(rows) for rows in ([whole] if whole else fields.values())) if n != (None, None, None)]
    if not counted:
        return Deaths(said=said, modality=modality)
    low, best, high = counted[0] if len(counted) == 1 else (max((n[0] for n in counted if n[0] is not None), default=None), None, None)
    if whole and high is not None:
        high = max(high, *(n for n in (_bounds(rows)[0] for rows in fields.values()) if n is not None), 0)
    return Deaths(low, best, high, said, modality)


def counts(happening: Happening) -> list[tuple[str, Row]]:
    """Every value as it was said, with whose word it is and who published it, and the value itself: first those of all the dead."""
    return [(_told(happening, v, group), v) for group, rows in sorted(groups(happening).items()) for v in rows]


def groups(happening: Happening) -> dict[str, list[Row]]:
    """The values of who was killed: under "" of all, under "child" of the children; what was taken back is not there."""
    found: dict[str, list[Row]] = {}
    for value in happening.values:
        field, _, group = value["field"].removeprefix("quantity:").partition(":")
        if field == "killed" and not value["withdrawn"] and not group.endswith(_NOT_HERE):
            found.setdefault(group, []).append(value)
    return found


def best_of(rows: Sequence[Row]) -> int | None:
    """The count that stands for a field, where it is one."""
    return _bounds(rows)[1]


def is_vague(value: Row) -> bool:
    """Whether a count is a vague one: it has a least of our reading, but neither a best nor a most."""
    return value["best"] is None and value["high"] is None


def _bounds(rows: Sequence[Row]) -> tuple[int | None, int | None, int | None]:
    """The field's bounds as far as counts that are not vague give them."""
    firm = [v for v in rows if not is_vague(v) and v["field_low"] is not None]
    if not firm:
        return None, None, None
    lowest, highest = firm[0]["field_low"], firm[0]["field_high"]
    lows = [n for v in firm if (n := _least(v)) is not None and n >= lowest]
    tops = [n for v in firm if (n := _top(v)) is not None and n <= highest]
    best = None if any(v["chosen"] and is_vague(v) for v in rows) else firm[0]["field_best"]
    known = [n for n in (min(lows, default=None), best, max(tops, default=None)) if n is not None]
    return (round(min(known)), None if best is None else round(best), round(max(known))) if known else (None, None, None)


def _least(value: Row) -> float | None:
    """The least that a value says; "up to 40" says none but its most, as the record has it."""
    numbers = [n for n in (value["low"], value["best"], value["high"]) if n]
    return 0.0 if not numbers else numbers[0]


def _top(value: Row) -> float | None:
    return max((n for n in (value["low"], value["best"], value["high"]) if n is not None), default=None)


def _told(happening: Happening, value: Row, group: str) -> str:
    """As in: at least 19 (Ministry of Defence, in Litoral Today)."""
    outlet = {r["document_id"]: one_line(r["outlet"] or r["document_id"]) for r in happening.reports}
    whose = ", ".join(dict.fromkeys(happening.origin_names[o] for o in value["origins"] if o in happening.origin_names))
    where = ", ".join(dict.fromkeys(outlet[d] for d in value["documents"] if d in outlet))
    said = f"{one_line(value['value'])} [{group}]" if group else one_line(value["value"])
    by = whose if where in ("", whose) else ", ".join(part for part in (whose, f"in {where}") if part)
    return f"{said} ({by})" if by else said


def _modality(happening: Happening, value: Row) -> list[str]:
    """How exactly a value was said, of the amounts that its claims give with that role and that number."""
    ours = [q for q in happening.quantities if q["claim_id"] in value["claims"] and q["role"] == "killed"]
    fits = [q for q in ours if (q["low"], q["best"], q["high"]) == (value["low"], value["best"], value["high"])]
    return sorted({q["modality"] for q in fits})
