"""Where a report says what a claim gives for a field: the mention, the numeral, the days, the verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crosswire.view.events.told import Told

Row = dict[str, Any]
LENT = 400  # characters: an amount that no claim holds stands within so many of the claim that it was put to


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a report; ``said`` is false where no words say it and the claim's clause stands for them, ``near`` false where they
    stand outside of the clause."""

    document_id: str
    start: int
    end: int
    said: bool = True
    near: bool = True
    modality: str | None = None
    quantity_id: str | None = None

    @property
    def span(self) -> tuple[str, int, int]:
        """(document_id, start, end)."""
        return (self.document_id, self.start, self.end)


def spot(told: Told, value: Row, claim: Row) -> Spot:
    """The words with which a claim gives a value of a field."""
    name = value["field"].partition(":")[0]
    document = claim["document_id"]
    match name:
        case "actor" | "target":
            found = _nearest(told.actors.get((document, claim[f"{name}_id"]), ()), claim)
        case "place":
            found = _nearest(told.places.get((document, claim["place_id"]), ()), claim)
        case "time":
            found = _days(told.times.get(document, ()), claim)
        case "status":
            found = Spot(document, claim["trigger_start"], claim["trigger_end"])
        case "speaker":
            named = claim["speaker_start"] is not None and claim["speaker_end"] is not None
            found = Spot(document, claim["speaker_start"], claim["speaker_end"]) if named else None
        case _:
            found = _amount(told, value, claim)
    return found or Spot(document, claim["start"], claim["end"], said=False)


def _inside(row: Row, claim: Row) -> bool:
    return bool(claim["start"] <= row["start"] and row["end"] <= claim["end"])


def _nearest(mentions: Iterable[Row], claim: Row) -> Spot | None:
    """The mention in the clause, a name before a pronoun, the nearest to the verb; else the nearest name in the report."""

    def rank(row: Row) -> tuple[object, ...]:
        return (not _inside(row, claim), row["weak"], abs(row["start"] - claim["trigger_start"]), row["start"])

    best = min(mentions, key=rank, default=None)
    return Spot(claim["document_id"], best["start"], best["end"], near=_inside(best, claim)) if best else None


def _days(times: Iterable[Row], claim: Row) -> Spot | None:
    """The expression of exactly the claim's days, in the clause or nearest to it; else one in the clause that meets them."""
    start, end = claim["time_start"], claim["time_end"]
    same = [t for t in times if (t["value_start"], t["value_end"]) == (start, end)]
    meets = [
        t
        for t in times
        if _inside(t, claim) and (end is None or t["value_start"] <= end) and (start is None or (t["value_end"] or start) >= start)
    ]
    best = min(same or meets, key=lambda t: (not _inside(t, claim), abs(t["start"] - claim["trigger_start"])), default=None)
    return Spot(claim["document_id"], best["start"], best["end"], near=_inside(best, claim)) if best else None


def _amount(told: Told, value: Row, claim: Row) -> Spot | None:
    """The numeral that the claim holds, one near it that no claim holds, or those harmed whom the report tells of one by one."""
    role = value["field"].split(":")[1] if ":" in value["field"] else None
    bounds = (value["low"], value["best"], value["high"])

    def distance(row: Row) -> int:
        return max(int(claim["start"] - row["end"]), int(row["start"] - claim["end"]), 0)

    def rank(row: Row) -> tuple[object, ...]:
        same = (row["low"], row["best"], row["high"]) == bounds
        return (not same, row["claim_id"] != claim["claim_id"], row["role"] != role, distance(row), row["start"])

    here = [
        q
        for q in told.quantities.get(claim["document_id"], ())
        if (q["claim_id"] == claim["claim_id"] or (q["claim_id"] is None and distance(q) <= LENT))
        and ((q["low"], q["best"], q["high"]) == bounds or (set(bounds) - {None, 0.0}) & {q["low"], q["best"], q["high"]})
    ]
    best = min(here, key=rank, default=None)
    if best:
        near, document = _inside(best, claim), claim["document_id"]
        return Spot(document, best["start"], best["end"], near=near, modality=best["modality"], quantity_id=best["quantity_id"])
    victims = told.victims.get(claim["claim_id"], [])
    wanted = [v for v in victims if v["role"] == role or (role == "injured" and v["role"] == "hit")] or victims
    return Spot(claim["document_id"], wanted[0]["start"], wanted[0]["end"], near=_inside(wanted[0], claim)) if wanted else None
