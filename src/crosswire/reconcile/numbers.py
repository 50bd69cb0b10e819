"""Amounts as reports give them, put side by side: what they count, whether two can both be true, how a person reads them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.link.people import Harmed
from crosswire.reconcile import casualties
from crosswire.types import Claim, Document, Quantity

# Counts of these can only grow as a happening becomes known; a later, larger one is news, not a contradiction.
GROWING = frozenset("killed injured detained displaced missing affected rescued released total damaged destroyed".split())
# Own rule: tolls are revised within days; weeks later another number is another account.
FRESH_DAYS = 10
HARM = frozenset({"killed", "injured", "missing", "detained"})
# What those who are counted do or suffer in a happening of a type, where the words do not say otherwise.
USUAL_ROLE = {"PROTEST": "participating", "MOBILIZE": "deployed", "SANCTION": "sanctioned"}
# Words for anyone at all: "12 people killed" and "12 killed" count the same.
ANYONE = frozenset(
    "people person persons individual individuals human humans dead casualty casualties victim victims body bodies "
    "wounded injured hurt killed missing detained arrested displaced".split()
)
EVERYONE = "dead|killed|victims|wounded|injured|missing|detained|total"
OF_ALL = rf"(?:them|whom|those|which|the (?:{EVERYONE}))\b|(?:the |its |their )?\d"
PART_AFTER = re.compile(rf"^[\s\w,.-]{{0,25}}?\bof (?:{OF_ALL})")
PART_BEFORE = re.compile(r"\b(?:of whom|of them|of which|among them|among the \w+|including|included|includes)[^.;]{0,25}$", re.IGNORECASE)
BESIDES = re.compile(r"(?:\w+\s+){0,3}(?:else|other|others|further|additional|more)\b", re.IGNORECASE)
# A count of a year, a decade, or since a year: a figure of its own.
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
OVER_TIME = re.compile(
    r"\b(?:this year|year[- ]to[- ]date|(?:a|per|each|every) year\b(?!-)|annually|yearly|in recent (?:months|years|decades)"
    r"|(?:in|over|during|within) the (?:past|last|previous) (?:[\w-]+ )?(?:months|years|decades?|year|century)"
    rf"|since (?:the (?:start|beginning) of |(?:{MONTHS}) )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
IN_YEAR = re.compile(r"\b(?:last year|(?:in|of|during|for) (?:all of )?(?:19|20)\d\d)\b", re.IGNORECASE)
DEEDS = frozenset(
    "homicides murders killings slayings shootings deaths fatalities suicides executions assassinations attacks homicide".split()
)
PARTS = frozenset(
    "child children woman women man men girl girls boy boys infant infants baby babies toddler toddlers teenager teenagers minor minors "
    "schoolchild schoolchildren pupil pupils student students".split()
)


@dataclass(frozen=True, slots=True)
class Count:
    """One amount with who gives it."""

    quantity: Quantity
    claim: Claim
    published: date | None
    outlet: str
    text: str

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


def head(quantity: Quantity) -> str:
    """The head noun of what is counted, lower case ("military personnel" -> "personnel"), or an empty string."""
    words = (quantity.unit or "").lower().split(" of ")[0].split()
    return words[-1].strip("'’.,") if words else ""


def singular(noun: str) -> str:
    """A noun without its plural ending, good enough to compare two of them.

    >>> [singular(w) for w in ("lorries", "boxes", "buses", "men", "soldiers", "houses")]
    ['lorry', 'box', 'bus', 'man', 'soldier', 'house']
    """
    irregular = {
        "men": "man",
        "women": "woman",
        "children": "child",
        "people": "person",
        "servicemen": "serviceman",
        "policemen": "policeman",
        "buses": "bus",
        "minibuses": "minibus",
    }
    if noun in irregular:
        return irregular[noun]
    for ending, left in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("s", "")):
        if noun.endswith(ending) and len(noun) - len(ending) >= (3 if ending == "s" else 2) and not noun.endswith("ss"):
            return noun[: -len(ending)] + left
    return noun


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
    return usual if usual and quantity.role in (None, "total", "participating") else quantity.role


def field_of(quantity: Quantity, claim: Claim) -> str | None:
    """The field that an amount fills: its role, else what is counted; a part of the people (children) is a field of its own."""
    if quantity.unit_kind in ("duration", "distance", "share"):
        return None
    noun = head(quantity)
    if quantity.best == 0 and noun:
        return f"quantity:none of {singular(noun)}"
    role = role_in(quantity, claim)
    if is_step(quantity):
        return f"quantity:{role or 'change'}:more" if role != "change" else "quantity:change"
    if role:
        return f"quantity:{role}:{singular(noun)}" if noun in PARTS and role in HARM else f"quantity:{role}"
    return f"quantity:{singular(noun)}" if noun and noun not in ANYONE else "quantity"


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
    for claim in claims:
        document = documents[claim.document_id]
        for quantity in quantities.get(claim.claim_id, ()):
            field = field_of(quantity, claim)
            if field and _is_part(quantity, document.text):
                field = f"{field}:part"
            if field and quantity.best == 0 and BESIDES.match(document.text, quantity.start):
                field = f"{field}:more"  # "no one else was hurt" says nothing of all who were
            if field and role_in(quantity, claim) in {*HARM, "shot"} and over_time(quantity, document.text):
                field = f"{field}:over time"
            if field and (quantity.low is not None or quantity.best is not None or quantity.high is not None):
                fields[field].append(
                    Count(
                        quantity,
                        claim,
                        document.published,
                        document.outlet or document.document_id,
                        document.text[quantity.start : quantity.end],
                    )
                )
    said = [(row.claim, row.quantity) for role in ("killed", "injured", "shot") for row in fields.get(f"quantity:{role}", ())]
    for role, claim, quantity in casualties.counted(claims, harm or Harmed(), said):
        document = documents[claim.document_id]
        told = document.text[quantity.start : quantity.end]
        fields[f"quantity:{role}"].append(Count(quantity, claim, document.published, document.outlet or document.document_id, told))
    for rows in fields.values():
        rows.sort(key=lambda c: (c.published or date.max, c.quantity.document_id, c.quantity.start, c.quantity.quantity_id))
    return _split_parts(fields)


def over_time(quantity: Quantity, text: str) -> bool:
    """Whether a number sums up months or years ("41 homicides this year"), not one happening: the words of its own sentence say so."""
    before = re.split(r"[.!?]\s|\n", text[max(quantity.start - 160, 0) : quantity.start])[-1]
    after = re.split(r"[.!?]\s|\n", text[quantity.end : quantity.end + 160])[0]
    if OVER_TIME.search(before) or OVER_TIME.search(after):
        return True
    summed = head(quantity) in DEEDS or "total of" in text[max(quantity.start - 12, 0) : quantity.end].lower()
    return summed and bool(IN_YEAR.search(before) or IN_YEAR.search(after))


def _is_part(quantity: Quantity, text: str) -> bool:
    """Whether the words around say that this is a part of another number ("11 of them", "including 4")."""
    before, after = text[max(quantity.start - 60, 0) : quantity.start], text[quantity.start + 1 : quantity.end + 60]
    return bool(PART_AFTER.match(after) or PART_BEFORE.search(before.rpartition(". ")[2]))


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


def grew(earlier: Count, later: Count, field: str) -> bool:
    """Whether the second is the first, brought up to date: published on a later day, of a kind that grows, larger, and soon after.

    Other counts are brought up to date only where an outlet corrects itself.
    """
    if earlier.published is None or later.published is None or earlier.published >= later.published:
        return False
    role = field.split(":")[1] if ":" in field else ""
    if role not in GROWING:
        return earlier.outlet == later.outlet
    return _fresh(earlier) and later.bounds[0] >= earlier.bounds[0] and top(later) >= top(earlier)


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
