"""Amounts as reports give them, put side by side: what they count, whether two can both be true, how a person reads them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crosswire.link.people import Harmed
from crosswire.reconcile import casualties
from crosswire.reconcile.nouns import ANIMALS, ANYONE, PARTS, head, singular
from crosswire.reconcile.scopes import BESIDES, FIRST, expected, is_part, kind_of, on_board, over_time, part_field, unreal
from crosswire.types import Claim, Document, Quantity

# Counts of these can only grow as a happening becomes known; a later, larger one is news, not a contradiction.
GROWING = frozenset("killed injured detained displaced missing affected rescued released total damaged destroyed".split())
# Own rule: tolls are revised within days; weeks later another number is another account.
FRESH_DAYS = 10
HARM = frozenset({"killed", "injured", "missing", "detained"})
LOOKED_FOR = frozenset({"participating", "killed", "injured", "displaced"})  # what is expected of these is not yet so
# What those who are counted do or suffer in a happening of a type, where the words do not say otherwise.
USUAL_ROLE = {"PROTEST": "participating", "MOBILIZE": "deployed", "SANCTION": "sanctioned"}


@dataclass(frozen=True, slots=True)
class Count:
    """One amount with who gives it."""

    quantity: Quantity
    claim: Claim
    published: date | None
    outlet: str
    text: str
    moment: str | None = None  # of publication, where the hour is known

    @property
    def span(self) -> tuple[str, int, int]:
        """Where the amount stands."""
        return (self.quantity.document_id, self.quantity.start, self.quantity.end)

    @property
    def origin(self) -> str:
        """Who is behind it: the claim's origin, else the report itself."""
        return self.claim.origin_id or self.claim.document_id

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that it allows; without a bound, 0 and infinity."""
        return bounds(self.quantity)


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The range that an amount allows."""
    low, best, high = quantity.low, quantity.best, quantity.high
    if low is None:
        low = best if best is not None and quantity.modality != "at_most" else 0.0
    if high is None:
        high = best if best is not None and quantity.modality in ("exact", "at_most") else math.inf
    return low, high


def is_step(quantity: Quantity) -> bool:
    """Whether an amount comes on top of another ("seven more died"); extraction says so in the role or the rule."""
    return quantity.role == "change" or quantity.rule.endswith("+change")


def is_total(quantity: Quantity) -> bool:
    """Whether extraction read an amount as a new whole ("bringing the toll to 19")."""
    return quantity.role == "total" or quantity.rule.endswith("+total")


def role_in(quantity: Quantity, claim: Claim) -> str | None:
    """What happens to those who are counted: the amount's own role, else what the happening does to people.

    In a crowd "the number was 4,000" counts who took part, whatever the verb; so does a deployment count who is deployed.
    """
    if quantity.unit_kind not in (None, "people"):
        return quantity.role
    usual = USUAL_ROLE.get(claim.type) or ("detained" if claim.mode == "arrest" else None)
    if claim.type == "PROTEST" and quantity.unit is None and quantity.rule.endswith("obj:claim"):
        return usual  # "the organisers claimed 20,000" took no lives
    return usual if usual and quantity.role in (None, "total", "participating") else quantity.role


def field_of(quantity: Quantity, claim: Claim) -> str | None:
    """The field that an amount fills: its role, else what is counted; a part of the people (children) is a field of its own."""
    if quantity.unit_kind in ("duration", "distance", "share"):
        return None
    noun = head(quantity)
    if quantity.best == 0 and noun:
        return f"quantity:none of {singular(noun)}"
    role = role_in(quantity, claim)
    if role in HARM and ":fear" in quantity.rule:
        return f"quantity:{role}:feared"
    if role in HARM and singular(noun) in ANIMALS:
        return f"quantity:{role}:{singular(noun)}"
    if is_step(quantity):
        return f"quantity:{role or 'change'}:more" if role != "change" else "quantity:change"
    if role:
        return f"quantity:{role}:{kind_of(noun)}" if noun in PARTS and role in HARM else f"quantity:{role}"
    return f"quantity:{singular(noun)}" if noun and noun not in ANYONE else "quantity"


def scoped_field(quantity: Quantity, claim: Claim, text: str) -> str | None:
    """The field of an amount by what it covers: who is on board, a part, what is expected, months of it."""
    vessel, role = on_board(quantity, text), role_in(quantity, claim)
    field = f"quantity:{vessel}" if vessel else field_of(quantity, claim)
    if field is None:
        return None
    if is_part(quantity, text):
        field = part_field(field, quantity, text, harmed=role in HARM)
    elif FIRST.search(text, max(quantity.start - 25, 0), quantity.start + 12):
        field = f"{field}:first"  # "the first 120 left": those who follow are not counted
    if role in LOOKED_FOR and expected(quantity, text):
        field = f"{field}:expected"
    if quantity.best == 0 and BESIDES.match(text, quantity.start):
        field = f"{field}:more"  # "no one else was hurt" says nothing of all who were
    return f"{field}:over time" if role in {*HARM, "shot"} and over_time(quantity, text) else field


def _count(quantity: Quantity, claim: Claim, document: Document) -> Count:
    told = document.text[quantity.start : quantity.end]
    return Count(quantity, claim, document.published, document.outlet or document.document_id, told, _moment(document))


def _set_aside_without_doer(fields: dict[str, list[Count]]) -> None:
    """Where a report's victims and their killer make three, its numeral two is a part ("killed two and then himself")."""
    rows = fields.get("quantity:killed", [])
    whole = {r.claim.document_id: r.quantity.best or 0 for r in rows if r.quantity.rule == casualties.WITH_DOER}
    without = [r for r in rows if r.quantity.best == whole.get(r.claim.document_id, 0) - 1]
    if without:
        fields["quantity:killed:part"] += without
        fields["quantity:killed"] = [r for r in rows if r not in without]


def counts_of(
    claims: Sequence[Claim],
    quantities: Mapping[str, list[Quantity]],
    documents: Mapping[str, Document],
    harm: Harmed | None = None,
) -> dict[str, list[Count]]:
    """field -> the amounts that the claims give, in the order of publication, report and place.

    Those harmed are counted where a report gives no number for them (:mod:`crosswire.reconcile.casualties`).
    """
    fields: dict[str, list[Count]] = defaultdict(list)
    apart: set[tuple[str, int, int]] = set()  # numerals that are no count of this happening
    for claim in claims:
        document = documents[claim.document_id]
        for quantity in quantities.get(claim.claim_id, ()):
            gone = unreal(quantity, document.text)
            field = None if gone else scoped_field(quantity, claim, document.text)
            if gone or (field and field.endswith((":over time", ":expected"))):
                apart.add((quantity.document_id, quantity.start, quantity.end))
            if field and (quantity.low is not None or quantity.best is not None or quantity.high is not None):
                fields[field].append(_count(quantity, claim, document))
    said = [(row.claim, row.quantity) for role in ("killed", "injured", "shot") for row in fields.get(f"quantity:{role}", ())]
    for role, claim, quantity in casualties.counted(claims, harm or Harmed(), said, apart):
        fields[f"quantity:{role}"].append(_count(quantity, claim, documents[claim.document_id]))
    _set_aside_without_doer(fields)
    for rows in fields.values():
        rows.sort(key=lambda c: (c.published or date.max, c.quantity.document_id, c.quantity.start, c.quantity.quantity_id))
    return _split_parts(fields)


def _split_parts(fields: dict[str, list[Count]]) -> dict[str, list[Count]]:
    """Where one report counts several kinds in one role ("46 soldiers and 31 separatists"), each kind is a field of its own."""
    anyone = {singular(w) for w in ANYONE} | {""}
    out: dict[str, list[Count]] = {}
    for field in sorted(fields):
        kinds: dict[str, set[str]] = defaultdict(set)
        for row in fields[field]:
            kinds[row.claim.document_id].add(singular(head(row.quantity)))
        split = {kind for found in kinds.values() if len(found - anyone) > 1 for kind in found - anyone}
        for row in fields[field]:
            kind = singular(head(row.quantity))
            own = kind in split and not field.endswith(f":{kind}")
            out.setdefault(f"{field}:{kind}" if own else field, []).append(row)
    return out


def meet(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether one number can lie in both ranges."""
    return a[0] <= b[1] and b[0] <= a[1]


def clash(a: Count, b: Count) -> bool:
    """Whether the two cannot both be true at one time. Vague amounts ("dozens") clash with nothing that is not far below."""
    return not meet(a.bounds, b.bounds)


def doubled(a: Count, b: Count) -> bool:
    """Whether of two least numbers of the same days ("at least 40", "more than 90") one is twice the other: two accounts.

    Both can be true; but who knows of 90 does not write 40, and a day is too short for so much news.
    """
    least = a.quantity.modality == b.quantity.modality == "at_least"
    dated = a.published is not None and b.published is not None and abs((a.published - b.published).days) <= 1
    return least and dated and a.outlet != b.outlet and max(top(a), top(b)) >= 2 * min(top(a), top(b)) > 0


def grew(earlier: Count, later: Count, field: str) -> bool:
    """Whether the second is the first, brought up to date: published on a later day, of a kind that grows, larger, and soon after.

    Other counts are brought up to date only where an outlet corrects itself.
    """
    if not _before(earlier, later):
        return False
    role = field.split(":")[1] if ":" in field else ""
    if role not in GROWING:
        return earlier.outlet == later.outlet
    return _fresh(earlier) and later.bounds[0] >= earlier.bounds[0] and top(later) >= top(earlier)


def _moment(document: Document) -> str | None:
    """When a report was published, where the hour and the zone are known."""
    at = document.published_at or ""
    return at if "T" in at and (at.endswith("Z") or "+" in at[10:] or "-" in at[10:]) else None


def _before(earlier: Count, later: Count) -> bool:
    """Whether one was published before the other: on an earlier day, or in an earlier hour where the outlet or the source is the same."""
    if earlier.published is None or later.published is None or earlier.published > later.published:
        return False
    if earlier.published < later.published:
        return True
    same = earlier.outlet == later.outlet or earlier.origin == later.origin
    if not same or earlier.moment is None or later.moment is None:
        return False
    return datetime.fromisoformat(earlier.moment) < datetime.fromisoformat(later.moment)


def _fresh(count: Count) -> bool:
    """Whether a count was published while it could still grow: within ten days of what it counts, where that is known."""
    happened = count.claim.time_end or count.claim.time_start
    return count.published is None or happened is None or (count.published - happened).days <= FRESH_DAYS


def top(count: Count) -> float:
    """The number that stands for an amount: its best, else its low, else its high."""
    q = count.quantity
    return next((float(v) for v in (q.best, q.low, q.high) if v is not None), 0.0)


def shown(number: float) -> str:
    """A number as a person writes it: 4,600 or 2.5."""
    return f"{number:,.10g}" if abs(number) < 1e15 else f"{number:g}"


def label(quantity: Quantity) -> str:
    """An amount as one short value: "19", "at least 19", "up to 275", "about 600", "10 to 12", "dozens"-like "24 or more"."""
    low, best, high = quantity.low, quantity.best, quantity.high
    number = best if best is not None else (low if low is not None else high)
    if number is None:
        return "unknown"
    match quantity.modality:
        case "at_most":
            return f"up to {shown(high if high is not None else number)}"
        case "at_least":
            return f"at least {shown(low if low is not None else number)}"
        case "approximate":
            return f"about {shown(number)}"
        case "range" if low is not None and high is not None:
            return f"{shown(low)} to {shown(high)}"
        case "vague":
            return f"{shown(low)} or more" if low is not None and high is None else f"about {shown(number)}"
        case _:
            return shown(number)
