"""Whether two claims of an event tell the same deed, particular by particular: what a grade and a conflict of numbers rest on.

Linking may join reports that merely sound alike. Before two of them count as two sources of one deed, or their numbers as a
contradiction, they must have something in common that they say: the word for the deed, the doer, the one it is done to, the place,
the day, the number. Empty slots agree with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from crosswire.link.claim_views import Context, content_words, is_name
from crosswire.link.features import CLOSE_TYPES
from crosswire.link.slots import belong_together, place_relation
from crosswire.reconcile.fields import DONE_STATUS, Shelf
from crosswire.reconcile.numbers import bounds, meet
from crosswire.types import Claim, Quantity

SPAN = 31  # days: a time as wide as this or wider fits almost anything and agrees with nothing
GAP = 1  # days between two days for one night's deed: evening reports and morning reports differ by so many
# What is said: two who deny, demand or agree do so on one matter only where their clauses share a word besides the one for the saying.
WORDS = 3  # telling words besides the one for the deed that two clauses share, to have something in common where slots are empty
SAYINGS = frozenset("AGREE CONCEDE SUPPORT REQUEST ACCUSE REJECT THREATEN".split())
WIDE_KM = 100.0  # a place with this radius or more is a province or a country
LEAST = 2  # particulars that two sources of one deed have in common, the word for the deed among them; three without it


def particulars(a: Claim, b: Claim, shelf: Shelf, aside: str = "") -> frozenset[str] | None:
    """What two claims both say (deed, actor, target, place, time, number, words); None where they cannot be of one deed.

    ``aside`` is what is left out of account: place or time, where just that is in dispute.
    """
    kinds = frozenset((a.type, b.type))
    if len(kinds) > 1 and kinds not in CLOSE_TYPES:
        return None
    place = _place(a, b, shelf) if aside != "place" else None
    time = days_meet(a, b, shelf) if aside != "time" else None
    if place is False or time is False:
        return None
    points = {"deed": _deed(a, b, shelf), "place": place, "time": time, "number": _number(a, b, shelf)}
    points["words"] = len(_matter(a, b, shelf)) >= WORDS
    points |= {role: _party(left, right, shelf) for role, left, right in _parties(a, b)}
    return frozenset(name for name, agrees in points.items() if agrees)


def one_deed(a: Claim, b: Claim, shelf: Shelf, least: int = LEAST, aside: str = "") -> bool:
    """Whether two claims tell one deed: its word and ``least`` - 1 more particulars, or one more than ``least`` without the word.

    Where their numbers cannot both be right, the days must meet; a saying must be on one matter.
    """
    found = particulars(a, b, shelf, aside)
    if found is None or len(found) < (least if "deed" in found else least + 1):
        return False
    if a.type in SAYINGS and b.type in SAYINGS and not _matter(a, b, shelf):
        return False
    return "time" in found or aside == "time" or not _at_odds(a, b, shelf)


def borne_out(claims: Sequence[Claim], shelf: Shelf) -> bool:
    """Whether two independent sources tell of one deed: the two agree on what was done and on one particular more."""
    told = [c for c in claims if c.status != "denied"]
    for a, b in combinations(told, 2):
        same_stage = (a.status in DONE_STATUS) == (b.status in DONE_STATUS)
        if same_stage and independent(a, b, shelf) and one_deed(a, b, shelf):
            return True
    return False


def independent(a: Claim, b: Claim, shelf: Shelf) -> bool:
    """Whether two claims have two origins. What a report says in its own name beside a source that it quotes rests on that source."""
    if (a.origin_id or a.document_id) == (b.origin_id or b.document_id):
        return False
    kinds = {shelf.origin_kinds.get(c.origin_id or "", "speaker") for c in (a, b)}
    return a.document_id != b.document_id or kinds == {"speaker"}


def _parties(a: Claim, b: Claim) -> tuple[tuple[str, str | None, str | None], ...]:
    return (("actor", a.actor_id, b.actor_id), ("target", a.target_id, b.target_id))


def _party(left: str | None, right: str | None, shelf: Shelf) -> bool:
    """Whether the same party is named, or described in the same words."""
    if left is None or right is None:
        return False
    if left == right or belong_together(left, right, Context(shelf.actors, {}, {})):
        return True
    names = [shelf.actors[i].name for i in (left, right) if i in shelf.actors]
    described = len(names) == 2 and not any(is_name(n) for n in names)
    return described and bool(set(content_words(names[0])) & set(content_words(names[1])))


def _deed(a: Claim, b: Claim, shelf: Shelf) -> bool:
    """Whether the word for the deed in the one stands, or has a near-synonym, in the clause of the other."""
    texts = [shelf.documents[c.document_id].text for c in (a, b)]
    deeds = [set(content_words(t[c.trigger_start : c.trigger_end])) for t, c in zip(texts, (a, b), strict=True)]
    clauses = [set(content_words(t[c.start : c.end])) for t, c in zip(texts, (a, b), strict=True)]
    return bool(deeds[0] & clauses[1] or deeds[1] & clauses[0])


def _place(a: Claim, b: Claim, shelf: Shelf) -> bool | None:
    """True for the same place, False for two, None where one gives none or only a country."""
    left, right = (shelf.places.get(c.place_id or "") for c in (a, b))
    found = place_relation(left, right) if left and right else None
    if left is None or right is None or found is None:
        return None
    if found[0] < 0:
        return False
    return True if max(left.precision_km or 0.0, right.precision_km or 0.0) < WIDE_KM else None


def days_meet(a: Claim, b: Claim, shelf: Shelf) -> bool | None:
    """True for days that meet, False for days that do not, None where one is unknown or wide. "Since Monday" ends with the report."""
    spans = [(c.time_start or c.time_end, c.time_end or _until(c, shelf)) for c in (a, b)]
    (start_a, end_a), (start_b, end_b) = spans
    if start_a is None or start_b is None:
        return None
    if start_a <= (end_b or date.max) and start_b <= (end_a or date.max):
        narrow = all(end is not None and start is not None and (end - start).days < SPAN for start, end in spans)
        return True if narrow else None
    apart = max(start_b - (end_a or start_a), start_a - (end_b or start_b))
    return False if apart > timedelta(days=GAP) else None


def _until(claim: Claim, shelf: Shelf) -> date | None:
    """Where a time without an end ends: with the day of the report, where the clause itself says since when; else with its start."""
    if claim.time_from != "said":
        return claim.time_start
    published = shelf.documents[claim.document_id].published
    return published if published and claim.time_start and published >= claim.time_start else None


def _matter(a: Claim, b: Claim, shelf: Shelf) -> set[str]:
    """The telling words that two clauses share, besides the word for the deed."""
    words, deeds = [], set()
    for claim in (a, b):
        text = shelf.documents[claim.document_id].text
        words.append(set(content_words(text[claim.start : claim.end])))
        deeds |= set(content_words(text[claim.trigger_start : claim.trigger_end]))
    return words[0] & words[1] - deeds


def _at_odds(a: Claim, b: Claim, shelf: Shelf) -> bool:
    """Whether the two count the same role and cannot both be right."""
    pairs = [(x, y) for x in shelf.quantities.get(a.claim_id, ()) for y in shelf.quantities.get(b.claim_id, ()) if x.role == y.role]
    counted = [(x, y) for x, y in pairs if x.role is not None and x.unit_kind in (None, "people")]
    return bool(counted) and not any(meet(bounds(x), bounds(y)) for x, y in counted)


def _number(a: Claim, b: Claim, shelf: Shelf) -> bool:
    """Whether both give the same exact number of the same kind in the same role."""
    counts: Mapping[str, Sequence[Quantity]] = shelf.quantities
    pairs = [(x, y) for x in counts.get(a.claim_id, ()) for y in counts.get(b.claim_id, ()) if x.role == y.role and x.role is not None]
    return any(x.best is not None and x.best == y.best and meet(bounds(x), bounds(y)) for x, y in pairs)


VERBS = "did does do was were is are has have had would will could can"
SUBJECTLESS = re.compile(rf"^\W*(?:(?:{'|'.join(VERBS.split())})(?:\s+not|n['’]t)|not|never)\b", re.IGNORECASE)


def without_subject(clause: str) -> bool:
    """Whether a clause has no subject of its own ("and did not explode"): it goes on with what the report says itself."""
    return bool(SUBJECTLESS.match(clause))
