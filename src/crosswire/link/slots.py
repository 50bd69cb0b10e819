"""Who, to whom, where, when: features of :mod:`crosswire.link.features` that compare what two claims fill in.

What a claim inherits from the sentences around it says less than what its own clause says, and what most claims of a story share
(:meth:`Context.telling`) says less than what few do.
"""

from __future__ import annotations

import math
from datetime import date

from crosswire.link.claim_views import Context, View
from crosswire.link.people import OPEN_WITH, same_people
from crosswire.types import Place, Reason

EARTH_KM = 6371.0
COUNTRY_KM = 100.0  # a point that stands for this much or more is a province or a country: it can hold other places
STATE = frozenset({"country", "government", "person"})  # kinds that speak and act for a country
NEWS = 30  # days: what a report tells without a day is taken to be no older
INHERITED = 0.4  # of the weight of a place that both clauses name (fitted: 0.18 to 0.46)


def _party(rule: str, left: str | None, right: str | None, context: Context, *, borrowed: bool) -> Reason | None:
    if left is None or right is None:
        return None
    named = context.named(left) and context.named(right)
    telling = context.telling((rule, left), (rule, right)) * (INHERITED if borrowed else 1.0)
    if left == right:
        return Reason(rule, round(telling * (1.0 if named else 0.5), 3), f"both name {context.name(left)} as the {rule}")
    if belong_together(left, right, context):
        return Reason(rule, round(telling * 0.5, 3), f"{context.name(left)} and {context.name(right)} belong together")
    if not named or borrowed:
        return None
    return Reason(rule, -1.0, f"one names {context.name(left)} as the {rule}, the other {context.name(right)}")


def belong_together(left: str, right: str, context: Context) -> bool:
    """Whether one of two actors is part of the other, or both are a country, its government, its officials or its forces."""
    if set(context.lineage(left)) & set(context.lineage(right)):
        return True
    a, b = context.actors.get(left), context.actors.get(right)
    if a is None or b is None or (a.kind == b.kind == "person"):
        return False  # two people of one country are two people
    return a.kind in STATE and b.kind in STATE and a.country == b.country is not None


def same_actor(a: View, b: View, context: Context) -> Reason | None:
    """Who does it; a part (the navy) agrees with its whole (the government)."""
    return _party("actor", a.claim.actor_id, b.claim.actor_id, context, borrowed=_borrowed("actor", a, b))


def same_target(a: View, b: View, context: Context) -> Reason | None:
    """To whom it is done."""
    return _party("target", a.claim.target_id, b.claim.target_id, context, borrowed=_borrowed("target", a, b))


def _borrowed(role: str, a: View, b: View) -> bool:
    """Whether one of two claims has its actor or target from a neighbouring claim, not from its own words."""
    words = f"{role} from context"
    return words in a.claim.rule or words in b.claim.rule


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance, or None where a place has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres((a.lat, a.lon), (b.lat, b.lon))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude in degrees), by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def held_by(a: Place, b: Place) -> tuple[Place, Place] | None:
    """(the narrower, the wider) of two places of one country, where the wider is a country or a province that may hold the other."""
    wide, narrow = sorted((a, b), key=lambda p: (-(p.precision_km or 0.0), p.place_id))
    country = wide.gazetteer == "dr5hn" and wide.admin1 is None  # small island states are less than COUNTRY_KM wide
    if wide.country is None or wide.country != narrow.country or wide.precision_km == narrow.precision_km:
        return None
    return (narrow, wide) if country or (wide.precision_km or 0.0) >= COUNTRY_KM else None


def place_relation(a: Place, b: Place) -> tuple[float, str] | None:
    """(score, words) for two places: the same, one inside the other, or apart; None where that cannot be told."""
    if a.place_id == b.place_id:
        return 1.0, f"both happen in {a.name}"
    apart = distance_km(a, b)
    if apart is None:
        return None
    if (inner := held_by(a, b)) is not None:
        return 0.5, f"{inner[0].name} may lie in {inner[1].name}"
    if apart <= (a.precision_km or 0.0) + (b.precision_km or 0.0) + 5:
        return 0.7, f"{a.name} and {b.name} are {apart:.0f} km apart"
    return -1.0, f"{a.name} and {b.name} are {apart:.0f} km apart"


def same_place(a: View, b: View, context: Context) -> Reason | None:
    """Where: the same place, one inside the other, or too far apart for their precision.

    Inside one report an inherited place says nothing for a pair: both were told of in one setting.
    """
    left, right = context.places.get(a.claim.place_id or ""), context.places.get(b.claim.place_id or "")
    found = place_relation(left, right) if left and right else None
    if left is None or right is None or found is None:
        return None
    said = named_places(a, b)
    if found[0] <= 0:
        return Reason("place", found[0] if said else round(0.7 * found[0], 3), found[1])
    if not said and a.claim.document_id == b.claim.document_id:
        return None
    telling = context.telling(("place", left.place_id), ("place", right.place_id))
    return Reason("place", round((1.0 if said else INHERITED) * telling * found[0], 3), found[1])


def named_places(a: View, b: View) -> bool:
    """Whether both clauses themselves name their place."""
    return a.claim.place_id in a.located and b.claim.place_id in b.located


def days_between(a: View, b: View) -> int | None:
    """Days between two claims' times: 0 where they overlap, None where one is unknown. An open end is a single day."""
    spans = [(c.time_start or c.time_end, c.time_end or c.time_start) for c in (a.claim, b.claim)]
    (start_a, end_a), (start_b, end_b) = spans
    if start_a is None or end_a is None or start_b is None or end_b is None:
        return None
    return max(0, (start_b - end_a).days, (start_a - end_b).days)


def said_times(a: View, b: View) -> bool:
    """Whether both clauses themselves give their day."""
    return a.claim.time_from == b.claim.time_from == "said"


def same_time(a: View, b: View, _: Context) -> Reason | None:
    """When: the same day, overlapping days, or days apart. Inside one report an inherited day says nothing for a pair."""
    gap = days_between(a, b)
    if gap is None:
        return _background(a, b) or _background(b, a)
    if gap:
        return Reason("time", -min(1.0, round(0.4 + gap / 10, 3)), f"{gap} days lie between them" if gap > 1 else "1 day lies between them")
    if not said_times(a, b) and a.claim.document_id == b.claim.document_id:
        return None
    if (a.claim.time_start, a.claim.time_end) == (b.claim.time_start, b.claim.time_end):
        return Reason("time", 1.0, f"both happen on {_days(a.claim.time_start, a.claim.time_end)}")
    return Reason("time", 0.5, "their times overlap")


def _background(past: View, news: View) -> Reason | None:
    """A day long before the other's report, for which no day is given: what a report tells without a day is seldom years old."""
    day, told = past.claim.time_end, news.published  # an open end ("since April") goes on
    if day is None or told is None or past.claim.time_from != "said" or news.claim.time_start or news.claim.time_end:
        return None
    gap = (told - day).days
    return Reason("time", -0.6, f"one happened {gap} days before the report that tells of the other without a day") if gap > NEWS else None


def _days(start: date | None, end: date | None) -> str:
    return f"{start}" if start == end or end is None else f"{start} to {end}"


def same_victims(a: View, b: View, _: Context) -> Reason | None:
    """Harm to the same people. That both reports begin with them says nothing where both give another day."""
    found = same_people(a.victims, b.victims, one_report=a.claim.document_id == b.claim.document_id)
    apart = said_times(a, b) and (days_between(a, b) or 0) > 1
    return Reason("victims", *found) if found and not (apart and found[1] == OPEN_WITH) else None


def shared_names(a: View, b: View, context: Context) -> Reason | None:
    """The actors and places named in both, the more the fewer claims of the story name them."""
    left, right = a.named | a.located, b.named | b.located
    if not left or not right:
        return None
    both = sorted(left & right)
    if not both:
        return Reason("names", -0.3, "they name no one and no place in common")
    words = sorted({_name(key, context) for key in both})
    return Reason("names", round(min(1.0, sum(context.telling(key) for key in both) / 1.5), 3), f"both name {', '.join(words)}")


def _name(key: str, context: Context) -> str:
    return context.name(key) if key in context.actors else context.places[key].name if key in context.places else key
