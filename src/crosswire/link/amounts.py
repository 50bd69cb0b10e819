"""Whether two claims give the same number: a feature of :mod:`crosswire.link.features`."""

from __future__ import annotations

import math

from crosswire.link.claim_views import Context, View
from crosswire.types import Quantity, Reason

MANY_TIMES = 3  # the arrests of one sweep are seldom counted so differently (set by hand: the crises come out the same)
SMALL = 12  # any two claims may share such a number by chance


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts count the same kind of thing in the same role."""
    if a.unit_kind != b.unit_kind or a.role != b.role:
        return False
    return a.role is not None or (a.unit or "").split()[-1:] == (b.unit or "").split()[-1:]


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The range that an amount allows; an open end is without bound."""
    low = quantity.low if quantity.low is not None else (quantity.best if quantity.best is not None else 0.0)
    high = (
        quantity.high
        if quantity.high is not None
        else (quantity.best if quantity.modality == "exact" and quantity.best is not None else math.inf)
    )
    return low, high


def ranges_meet(a: Quantity, b: Quantity) -> bool:
    """Whether one true number could satisfy both."""
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    return low_a <= high_b and low_b <= high_a


def same_quantity(a: View, b: View, _: Context) -> Reason | None:
    """How many: the same number, ranges that meet ("up to 275" and 275), or numbers that cannot both hold."""
    pairs = [(x, y) for x in a.quantities for y in b.quantities if comparable(x, y)]
    if not pairs:
        return None
    for x, y in pairs:
        if x.best is not None and x.best == y.best:
            return Reason("quantity", 1.0, f"both say {_amount(x)}")
    for x, y in pairs:
        if ranges_meet(x, y):
            return Reason("quantity", 0.4, f"{_amount(x)} and {_amount(y)} can be the same number")
    x, y = pairs[0]
    return Reason("quantity", -1.0, f"one says {_amount(x)}, the other {_amount(y)}")


def clashing_counts(a: View, b: View, _: Context) -> Reason | None:
    """Those whom two doers seized or shut in, by counts of which one is many times the other: not one sweep told twice."""
    if not a.claim.type == b.claim.type == "COERCE":
        return None
    guessed = "actor of the place" in a.claim.rule or "actor of the place" in b.claim.rule
    if a.claim.actor_id == b.claim.actor_id and not guessed:
        return None
    pairs = [sorted((x.best, y.best)) for x in a.quantities for y in b.quantities if comparable(x, y) and x.best and y.best]
    if not pairs or any(low * MANY_TIMES > high for low, high in pairs):
        return None
    low, high = pairs[0]
    return Reason("counts clash", -1.0, f"no one doer is named, and {low:,.10g} and {high:,.10g} are not counts of one deed")


def same_figure(a: View, b: View, context: Context) -> Reason | None:
    """The same number, whatever it counts: small ones tell half, and ones that many claims of the story give tell less."""
    shared = sorted(a.figures & b.figures, key=lambda n: (-_odd(n, context), n))
    if not shared:
        return None
    return Reason("figure", round(_odd(shared[0], context), 3), f"both give the number {shared[0]:,.10g}")


def _odd(number: float, context: Context) -> float:
    return (1.0 if number > SMALL else 0.5) * context.telling(number)


def _amount(quantity: Quantity) -> str:
    number = quantity.best if quantity.best is not None else (quantity.low or quantity.high)
    return f"{number:,.10g} {quantity.unit or ''}".strip() if number is not None else (quantity.unit or "an amount")
