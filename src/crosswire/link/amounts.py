"""Whether two claims give the same number: a feature of :mod:`crosswire.link.features`."""

from __future__ import annotations

import math

from crosswire.link.claim_views import Context, View
from crosswire.types import Quantity, Reason


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


def _amount(quantity: Quantity) -> str:
    number = quantity.best if quantity.best is not None else (quantity.low or quantity.high)
    return f"{number:,.10g} {quantity.unit or ''}".strip() if number is not None else (quantity.unit or "an amount")
