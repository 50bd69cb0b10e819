"""Sums inside one report: had N, adds M, now P; a whole and the parts it is broken into. Do they come out?

Only sums that the report itself draws are checked: a word near the numbers must say that one is added ("600 more", "another",
"the remaining"), that one is the total ("bringing to", "in all", "makes"), or that the others are its parts ("12 dead: 7 men and
5 women", "61 (22 children, 17 women, 22 men)"). An approximate number is taken to be rounded to its last digit that is not 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from crosswire.reconcile.nouns import ANYONE, head, singular
from crosswire.reconcile.numbers import HARM, is_step, is_total, label, shown
from crosswire.reconcile.wording import finding, listed
from crosswire.types import Document, Finding, FoundValue, Quantity, Tables

REACH = 420  # characters between the first and the last number of a sum: three sentences or so
ADDS = re.compile(
    r"\b(?:more|additional|additionally|another|further|extra|added?|adding|adds|plus|on top of|others?|remaining|rest|joined by|new"
    r"|reinforce\w*)\b",
    re.IGNORECASE,
)
TOTALS = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:e|es|ing)|took|rais(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|increas\w+|swell\w*|climb\w*|grow\w*|grew"
    r"|in (?:all|total)|altogether|a total of|totall?(?:s|ing|ed)?|combined|makes?|making|made|add(?:s|ing)? up|overall|toll|number)\b",
    re.IGNORECASE,
)
DRAWN = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:e|es|ing)|rais(?:e|es|ed|ing)|ris(?:e|es|ing)|rose|increas(?:e|es|ed|ing)|swell\w*|boost\w*|push\w*)\b"
    r"[^.;]{0,90}?\bto\b[^.;]{0,25}$"
    r"|\b(?:total|number|strength|figure|contingent|force)\b[^.;]{0,25}\b(?:will be|would be|comes? to|reach\w*|stand at)\b[^.;]{0,15}$",
    re.IGNORECASE,
)
PART_OF_ALL = re.compile(r"\bof (?:the|them|whom|those)\b")
REST = re.compile(r"\b(?:the others?|other|the remaining|the rest|the remainder)\b", re.IGNORECASE)
NO_KIND = frozenset({singular(w) for w in ANYONE} | {""})
PARTS_FOLLOW = re.compile(r"^[^.;:()\d]{0,30}[:(–—][^.;()]{0,12}$")


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers that a report adds up: parts and whole."""

    parts: tuple[Quantity, ...]
    whole: Quantity
    strength: int


def find(tables: Tables) -> list[Finding]:
    """The sums of every report, checked; one finding for each whole."""
    claims_of: dict[str, str | None] = {c.claim_id: c.event_id for c in tables.claims}
    return [_finding(one, document, claims_of) for document, one in drawn_in(tables)]


def drawn_in(tables: Tables) -> Iterator[tuple[Document, Sum]]:
    """Every report with each sum that it draws."""
    rows: dict[str, list[Quantity]] = {}
    for quantity in sorted(tables.quantities, key=lambda q: (q.document_id, q.start, q.quantity_id)):
        if number(quantity) and quantity.modality != "vague" and quantity.unit_kind not in ("duration", "distance", "share"):
            rows.setdefault(quantity.document_id, []).append(quantity)
    for document in tables.documents:
        for one in _sums(tuple(rows.get(document.document_id, ())), document.text):
            yield document, one


@lru_cache(maxsize=4096)
def _sums(quantities: tuple[Quantity, ...], text: str) -> tuple[Sum, ...]:
    """The sums of one report: values, findings and their shelf all ask for them."""
    return tuple(sums(quantities, text))


def summed(tables: Tables) -> frozenset[frozenset[str]]:
    """Pairs of ids of amounts that stand in one sum that comes out: a part and its whole, or two parts of one whole."""
    return frozenset(
        frozenset((a.quantity_id, b.quantity_id))
        for _, one in drawn_in(tables)
        if comes_out(one.parts, one.whole)
        for a, b in combinations((*one.parts, one.whole), 2)
    )


def number(quantity: Quantity) -> float | None:
    """The number that is added up: the best; of "at least 19", 19."""
    return quantity.best if quantity.best is not None else (quantity.low if quantity.modality == "at_least" else None)


def slack(quantity: Quantity) -> float:
    """How far off an approximate number may be: half a unit of its last digit that is not 0 ("about 5,200": 50)."""
    value = number(quantity)
    if quantity.modality != "approximate" or not value or value != int(value):
        return 0.0
    whole, unit = int(value), 1
    while whole % (unit * 10) == 0:
        unit *= 10
    return unit / 2


def comes_out(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether the parts add up to the whole, rounding allowed for."""
    total = sum(number(p) or 0.0 for p in parts)
    return abs(total - (number(whole) or 0.0)) <= max(slack(q) for q in (*parts, whole)) + 1e-9


def _off(one: Sum) -> float:
    return abs(sum(number(p) or 0.0 for p in one.parts) - (number(one.whole) or 0.0))


def sums(quantities: Sequence[Quantity], text: str) -> list[Sum]:
    """The sums that a report draws, best first, no number the whole of two."""
    candidates = [*_broken_down(quantities, text), *_added(quantities, text), *_failing(quantities, text)]
    found: dict[float, Sum] = {}
    taken: set[frozenset[float | None]] = set()
    added: set[str] = set()  # what is added once is not added again
    for one in sorted(
        candidates, key=lambda s: (s.strength == 1, _off(s), -s.strength, _reach((*s.parts, s.whole)), s.whole.start, s.parts[0].start)
    ):
        key, parts = number(one.whole) or 0.0, frozenset(number(p) for p in one.parts)
        once = {p.quantity_id for p in one.parts if _adds(p, text)}
        if key not in found and parts not in taken and not once & added:
            found[key] = one
            taken.add(parts)
            added |= once
    return sorted(found.values(), key=lambda s: s.whole.start)


def _reach(quantities: Sequence[Quantity]) -> int:
    return max(q.end for q in quantities) - min(q.start for q in quantities)


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts can stand in one sum: people with people, the same unit, or one that names none."""
    if a.unit_kind and b.unit_kind and a.unit_kind != b.unit_kind:
        return False
    if a.role in HARM and b.role in HARM and a.role != b.role:
        return False
    if a.unit_kind == b.unit_kind == "people":
        return True
    left, right = singular(head(a)), singular(head(b))
    return not left or not right or left == right or left in ANYONE or right in ANYONE


def _broken_down(quantities: Sequence[Quantity], text: str) -> list[Sum]:
    """A whole, a colon or bracket, and the parts one after the other in the same sentence."""
    found = []
    for i, whole in enumerate(quantities):
        parts: list[Quantity] = []
        end = whole.end
        for part in quantities[i + 1 : i + 8]:
            between = text[end : part.start]
            if (not parts and not PARTS_FOLLOW.match(between)) or (parts and (len(between) > 45 or re.search(r"[.;:)]\s", between))):
                break
            if not alike(whole, part):
                break
            parts.append(part)
            end = part.end
            if len(parts) > 1 and comes_out(parts, whole):
                found.append(Sum(tuple(parts), whole, 3))
                break
    return found


def _adds(quantity: Quantity, text: str) -> bool:
    """Whether the words around say that this number comes on top of another."""
    return is_step(quantity) or bool(ADDS.search(text[max(quantity.start - 22, 0) : quantity.end + 16]))


def _totals(whole: Quantity, text: str) -> bool:
    """Whether the words around say that this number is a total."""
    before = text[max(whole.start - 70, 0) : whole.start].rpartition(". ")[2]
    after = re.match(r"[^.]{0,20}\b(?:in all|altogether|in total|combined)\b", text[whole.end :])
    return is_total(whole) or bool(TOTALS.search(before)) or bool(after)


def _cued(parts: Sequence[Quantity], whole: Quantity, text: str) -> int:
    """How plainly the words around say that this is a sum: a part is added, a total is drawn, or parts are listed."""
    adds, total = any(_adds(p, text) for p in parts), _totals(whole, text)
    joined = bool(re.fullmatch(r"[^.;]{0,60}\b(?:and|plus)\b[^.;]{0,40}", text[parts[0].end : parts[1].start])) and not adds
    parted = all(_parted(p, text) for p in parts)
    split = 2 * (shared_out(parts, whole, text) or _rest(parts, whole, text))
    return split + 2 * adds + total + 2 * listing(parts[0], whole, text) + (joined and total) + parted + drawn(whole, text)


def one_noun(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether all count the same things by the same noun (lorries, tonnes); people in general are too many kinds."""
    nouns = {singular(head(q)) for q in (*parts, whole)}
    return len(nouns) == 1 and not nouns & NO_KIND


def _rest(parts: Sequence[Quantity], whole: Quantity, text: str) -> bool:
    """Whether one part is said to be what remains of a whole of the same things ("the remaining 40 tents")."""
    return one_noun(parts, whole) and any(REST.search(text[max(p.start - 16, 0) : p.end]) for p in parts)


def shared_out(parts: Sequence[Quantity], whole: Quantity, text: str) -> bool:
    """Whether the report tells, after the whole, what became of each part, in one sentence: "six buses left; two buses broke down"."""
    first, last = sorted(parts, key=lambda q: q.start)
    between = text[first.end : last.start]
    exact = all(q.modality == "exact" for q in (*parts, whole))
    apart = re.search(r"[;,]|\b(?:while|whereas|but|and)\b", between) is not None and not re.search(r"[.!?]\s|\n", between)
    return whole.end <= first.start and exact and apart and one_noun(parts, whole)


def drawn(whole: Quantity, text: str) -> bool:
    """Whether the clause draws the sum ("the reinforcement will bring to 1,550 ...", "the total will be 1,550")."""
    return bool(DRAWN.search(text[max(whole.start - 200, 0) : whole.start].rpartition(". ")[2]))


def listing(part: Quantity, whole: Quantity, text: str) -> bool:
    """Whether parts are listed right behind the whole."""
    return whole.end <= part.start and bool(PARTS_FOLLOW.match(text[whole.end : part.start]))


def _parted(quantity: Quantity, text: str) -> bool:
    """Whether a number is said to be a part, or the rest, of a whole that was told before ("nine of the dead", "the other five")."""
    return bool(
        PART_OF_ALL.search(text[quantity.start : quantity.end + 15]) or REST.search(text[max(quantity.start - 16, 0) : quantity.end])
    )


def _spread(a: Quantity, b: Quantity, whole: Quantity, text: str) -> bool:
    """Whether the numbers stand too far apart. A step ("600 more") and a whole that is parted may be told anywhere in the report."""
    if shared_out((a, b), whole, text) or (
        any(REST.search(text[max(q.start - 16, 0) : q.end]) for q in (a, b)) and one_noun((a, b), whole)
    ):
        return False
    if _parted(a, text) and _parted(b, text):
        return _reach((a, b)) > REACH or whole.start > a.start or whole.role != a.role
    if drawn(whole, text) and min(a.start, b.start) < whole.start:  # "the reinforcement will bring it to P" refers to what was told above
        return min(_reach((a, whole)), _reach((b, whole))) > REACH
    close = [q for q in (a, b, whole) if not is_step(q)]
    return len(close) < 2 or _reach(close) > REACH


def _added(quantities: Sequence[Quantity], text: str) -> list[Sum]:
    """Two numbers that add up to a third near by, where the words say so."""
    found = []
    for whole in quantities:
        smaller = [q for q in quantities if q is not whole and 0 < (number(q) or 0.0) < (number(whole) or 0.0)]
        far = drawn(whole, text)
        near = [
            q
            for q in smaller
            if abs(q.start - whole.start) <= REACH
            or is_step(q)
            or _parted(q, text)
            or (whole.end <= q.start and one_noun((q,), whole))
            or (far and q.start < whole.start and q.role == whole.role)
        ]
        for a, b in combinations(near, 2):
            if not comes_out((a, b), whole) or not (alike(a, whole) and alike(b, whole) and alike(a, b)) or _spread(a, b, whole, text):
                continue
            strength = _cued((a, b), whole, text)
            loose = whole.modality == "approximate" and not is_total(whole) and not listing(a, whole, text)
            if "at_least" in (a.modality, b.modality) and whole.modality != "at_least":
                continue
            if strength >= 2 and not (loose and _off(Sum((a, b), whole, 0))):
                found.append(Sum((a, b), whole, strength))
    return found


def _failing(quantities: Sequence[Quantity], text: str) -> list[Sum]:
    """Had N, adds M, "bringing the number to" P, where P is not N + M."""
    found = []
    for i, whole in enumerate(quantities):
        if not drawn(whole, text):
            continue
        near = [
            q
            for q in quantities[max(i - 5, 0) : i + 2]
            if q is not whole and q.modality != "at_most" and _reach((q, whole)) <= REACH and alike(q, whole)
        ]
        half, all_of_it = (number(whole) or 0.0) / 2, number(whole) or 0.0
        sentence_start = whole.start - len(text[max(whole.start - 200, 0) : whole.start].rpartition(". ")[2])
        change = [q for q in near if (number(q) or 0.0) < half and (_adds(q, text) or sentence_start <= q.start < whole.start)]
        had = [q for q in near if half <= (number(q) or 0.0) < all_of_it]
        if change and had and not comes_out((had[-1], change[-1]), whole):
            found.append(Sum((had[-1], change[-1]), whole, 1))
    return found


def _finding(one: Sum, document: Document, claims_of: Mapping[str, str | None]) -> Finding:
    holds = comes_out(one.parts, one.whole)
    values = tuple(
        FoundValue(label(q), (document.document_id,), (q.claim_id,) if q.claim_id else (), ((document.document_id, q.start, q.end),))
        for q in (*one.parts, one.whole)
    )
    total = sum(number(p) or 0.0 for p in one.parts)
    left = " + ".join(label(p) for p in one.parts)
    name = document.outlet or document.document_id
    verdict = f"comes out at {shown(total)}" if holds else f"would be {shown(total)}, not {label(one.whole)}"
    text = f"{name} gives {listed([label(p) for p in one.parts])} and {label(one.whole)}: {left} {verdict}."
    events = sorted({event for q in (one.whole, *one.parts) if q.claim_id and (event := claims_of.get(q.claim_id))})
    return finding("arithmetic", events[0] if events else None, "quantity", values, text, holds)
