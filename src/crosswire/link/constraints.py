"""Why two claims cannot be one event, whatever else they share, and what people decided of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from crosswire.link.claim_views import Context, View
from crosswire.link.clusters import Pair, pair
from crosswire.link.groups import Groups
from crosswire.link.slots import NEWS, belong_together, days_between, distance_km, held_by, named_places, said_times
from crosswire.types import Decision, Quantity, Reason

FAR_DAYS = 2  # days between two times that reports themselves give: the crises come out the same with 3; 1 costs .003 of their sources
YEAR = 365  # days
FAR_KM = 30.0  # beyond both places' own precision
TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # what two sides do with one another: either may be named first
# Words before a deed that set it off from the one told beside it: "two weeks after another guard was shot", "had also fired".
OTHER = re.compile(
    r"\b(?:after|before|since|following)\s+(?:another|the\s+(?:first|last|previous)|an?\s+(?:earlier|previous|similar))\s", re.IGNORECASE
)
ALSO = re.compile(r"\balso\s+$", re.IGNORECASE)


def kept_apart(a: View, b: View, context: Context) -> Reason | None:
    """Why two claims are two events: days or places far apart that both name themselves, or what one report tells apart.

    What a claim inherits from the sentences around it keeps nothing apart: on the crises 8 in 9 of the pairs of one event that
    inherited places kept apart were kept apart wrongly.
    """
    gap = days_between(a, b)
    if a.claim.document_id == b.claim.document_id and (why := _told_apart(a, b, gap, context)) is not None:
        return why
    if gap is not None and gap > FAR_DAYS and said_times(a, b):
        return Reason("far in time", -10.0, f"the reports themselves date them {gap} days apart")
    if (acts := _two_acts(a, b)) is not None:
        return acts
    if (far := _long_ago(a, b, gap) or _long_ago(b, a, gap)) is not None:
        return far
    left, right = context.places.get(a.claim.place_id or ""), context.places.get(b.claim.place_id or "")
    if left is None or right is None or not named_places(a, b):
        return None
    apart = distance_km(left, right)
    if apart is not None and held_by(left, right) is None and apart > FAR_KM + (left.precision_km or 0.0) + (right.precision_km or 0.0):
        return Reason("far in space", -10.0, f"{left.name} and {right.name} are {apart:.0f} km apart")
    return None


def _long_ago(past: View, news: View, gap: int | None) -> Reason | None:
    """A day that a clause itself gives, a month from the day that the other inherits, or a year before a report that gives none."""
    if past.claim.time_from != "said" or news.claim.time_from == "said":
        return None
    if gap is not None and gap > NEWS:
        return Reason("far in time", -10.0, f"one is dated {gap} days from the day that the other's report is on")
    day = past.claim.time_end  # an open end ("since April") goes on
    if gap is None and day and news.published and (news.published - day).days > YEAR:
        return Reason("far in time", -10.0, f"one is dated {(news.published - day).days} days before the report that tells of the other")
    return None


def _told_apart(a: View, b: View, gap: int | None, context: Context) -> Reason | None:
    """Why one report means two happenings: each has its own day, doer, or number more. A report does not contradict itself."""
    if gap and said_times(a, b):
        return Reason("own days", -10.0, f"the report itself dates them {gap} day{'s' if gap > 1 else ''} apart")
    if a.claim.type == b.claim.type and (_sets_off(a, b) or _sets_off(b, a)):
        return Reason("own other", -10.0, "the report itself tells of the one as another than the other")
    for more, other in ((x, y) for x in _added(a) for y in _added(b)):
        if more.best != other.best and more.unit_kind == other.unit_kind:
            return Reason(
                "own numbers", -10.0, f"the report itself adds {more.best:,.10g} for the one and {other.best:,.10g} for the other"
            )
    left, right = a.claim.actor_id, b.claim.actor_id
    if left is None or right is None or a.claim.quote_id != b.claim.quote_id or not (context.named(left) and context.named(right)):
        return None
    if belong_together(left, right, context) or {a.claim.type, b.claim.type} <= TOGETHER:
        return None
    return Reason("own doers", -10.0, f"the report itself names {context.name(left)} for the one and {context.name(right)} for the other")


def _sets_off(one: View, other: View) -> bool:
    """Whether the words before a deed set it off: from what its sentence tells besides, or from a deed of that name told before."""
    before = one.text[: max(one.claim.trigger_start - one.claim.start, 0)]
    if OTHER.search(before):
        return one.sentence == other.sentence
    return ALSO.search(before) is not None and one.trigger == other.trigger and other.claim.trigger_start < one.claim.trigger_start


def _two_acts(a: View, b: View) -> Reason | None:
    """Acts of force that cannot be one: an arrest and a shot of tear gas."""
    if not a.claim.type == b.claim.type == "COERCE" or a.claim.mode is None or b.claim.mode is None or a.claim.mode == b.claim.mode:
        return None
    if not a.deeds or not b.deeds or a.deeds & b.deeds:
        return None
    return Reason("two acts", -10.0, f"one tells of {a.claim.mode}, the other of {b.claim.mode}")


def _added(view: View) -> list[Quantity]:
    """The amounts by which a claim says that something grew ("85 more soldiers")."""
    return [q for q in view.quantities if q.role == "change" and q.best is not None]


class Decided:
    """What people decided of pairs of claims, ready for clustering: ``different`` keeps apart, ``same`` joins all that each is with.

    ``carried``: pairs that are one claim in two versions of a report, which nobody need decide.
    """

    def __init__(self, verdicts: Mapping[Pair, Decision], carried: Iterable[Pair] = ()) -> None:
        self.apart = {key for key, d in verdicts.items() if d.verdict == "different"}
        self._one: Groups[str] = Groups()
        for a, b in (*sorted(key for key, d in verdicts.items() if d.verdict == "same"), *sorted(carried)):
            left, right = self._with(a), self._with(b)
            if not any(pair(x, y) in self.apart for x in left for y in right):
                self._one.join(a, b)

    def _with(self, claim_id: str) -> list[str]:
        return next((g for g in self._one.all() if claim_id in g), [claim_id])

    def knows(self, claim_id: str) -> bool:
        """Whether a claim is said to be one with another."""
        return len(self._with(claim_id)) > 1

    def never(self) -> set[Pair]:
        """Pairs that no inference may join: those judged different, and what is judged one with either side."""
        return {pair(x, y) for a, b in self.apart for x in self._with(a) for y in self._with(b)}

    def settle(self, groups: Iterable[Sequence[str]]) -> list[list[str]]:
        """Groups of claim ids, joined whole where a claim of each is judged the same; then a claim that is inferred beside one that it
        is judged different from stands alone. Sorted."""
        found: Groups[str] = Groups(i for g in groups for i in g)
        judged = [g for g in self._one.all() if len(g) > 1]
        for g in (*groups, *judged):
            for item in g[1:]:
                found.join(g[0], item)
        fixed = {item for g in judged for item in g}
        out: list[list[str]] = []
        for g in found.all():
            alone = sorted(
                {max((a in fixed, a), (b in fixed, b), key=lambda k: (not k[0], k[1]))[1] for a, b in self.apart if a in g and b in g}
            )
            out += [[item] for item in alone]
            out.append([item for item in g if item not in alone])
        return sorted(g for g in out if g)
