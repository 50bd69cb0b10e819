"""Low, best and high of a count, as UCDP GED and Iraq Body Count keep them; never an average.

* Counting: amounts of reports that assert the deed. What was taken back, denied, expected, or a part does not count; neither does an
  earlier count that a later one brought up to date (12, then 19), nor persons told of one by one where a report gives a greater number.
* low: the least that any of them gives ("at least 19" gives 19; "up to 275" gives no least, unless nothing else is said).
* best: the value that stands for the field (:func:`crosswire.reconcile.values.best`: the most independent origins, then the most
  reports, then the most exact, then the latest), among those that count; of "at least 19" 19.
* high: the most that any of them gives; of "at least 19" 19, for nobody says more.

Source of the rule: UCDP GED Codebook 23.1, sections on best, high and low estimates (low: the lowest of reliable reports; best: the
most reliable, the latest where reports build on each other; high: the highest); Iraq Body Count, minimum and maximum of the reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.reconcile.numbers import Count, grew, top
from crosswire.reconcile.standing import Said


@dataclass(frozen=True, slots=True)
class Triple:
    """The bounds of one field of one event."""

    low: float | None
    best: float | None
    high: float | None


def current(voices: Sequence[Said], field: str) -> list[Said]:
    """The counts that no later count brings up to date.

    Who is only told of person by person ("an eighteenth victim died") tells no more than that: it is left out where a numeral says more.
    """
    counts = [v for v in voices if isinstance(v.data, Count) and not _surpassed(v, voices)]
    return [v for v in counts if not any(_outdates(w, v, field) for w in counts)] or counts


def _surpassed(said: Said, voices: Sequence[Said]) -> bool:
    """Whether a count of persons read one by one is less than a report says in a number."""
    mine = said.data
    if not isinstance(mine, Count) or mine.quantity.rule != "victims":
        return False
    return any(isinstance(v.data, Count) and v.data.quantity.rule != "victims" and top(v.data) > top(mine) for v in voices)


def _outdates(later: Said, earlier: Said, field: str) -> bool:
    a, b = earlier.data, later.data
    return isinstance(a, Count) and isinstance(b, Count) and grew(a, b, field) and top(b) > top(a)


def triple(voices: Sequence[Said], chosen: Said | None) -> Triple:
    """The bounds of counts that are current; ``chosen`` is the one that stands for the field."""
    counts = [v.data for v in voices if isinstance(v.data, Count)]
    if not counts:
        return Triple(None, None, None)
    firm = [c for c in counts if c.quantity.modality != "at_most"]
    low = min((c.quantity.low if c.quantity.low is not None else top(c)) for c in firm or counts)
    high = max(max(top(c), c.quantity.high or 0.0) for c in counts)
    return Triple(low, top(chosen.data) if chosen and isinstance(chosen.data, Count) else None, high)
