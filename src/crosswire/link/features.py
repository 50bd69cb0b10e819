"""Why two claims may tell of the same happening: small functions (View, View, Context) -> Reason, and what each weighs.

A feature returns None where it has nothing to say (an unknown place says nothing against a known one); else a Reason whose
score runs from -1 (speaks against) over 0 to 1 (speaks for), with one sentence that a person can check against the reports.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date

from crosswire.link.amounts import same_quantity
from crosswire.link.claim_views import Context, View, cosine, forms
from crosswire.link.people import Person
from crosswire.types import Place, Reason

# Types that two coders, or two outlets, give to one happening. PLOVER manual, boundary rules: an announced withdrawal is
# CONCEDE and the done one RETREAT; a future COOPERATE, CONSULT or AID is AGREE; forces moved for relief are AID; a blockade is
# COERCE, its enforcement ASSAULT; a convicted leader is SANCTION and COERCE; a refused request is REJECT.
CLOSE_TYPES = frozenset(
    frozenset(pair.split("~"))
    for pair in (
        "AGREE~CONSULT AGREE~SUPPORT AGREE~CONCEDE AGREE~COOPERATE AGREE~AID CONSULT~COOPERATE CONCEDE~RETREAT AID~COOPERATE AID~SUPPORT "
        "AID~MOBILIZE AID~RETREAT REQUEST~ACCUSE REQUEST~THREATEN ACCUSE~REJECT ACCUSE~SANCTION THREATEN~MOBILIZE THREATEN~REJECT "
        "THREATEN~SANCTION THREATEN~ASSAULT PROTEST~REQUEST PROTEST~ACCUSE PROTEST~ASSAULT PROTEST~COERCE SANCTION~COERCE MOBILIZE~COERCE "
        "MOBILIZE~ASSAULT MOBILIZE~RETREAT COERCE~ASSAULT COERCE~RETREAT REJECT~CONCEDE REJECT~CONSULT DISASTER~ASSAULT"
    ).split()
)
EARTH_KM = 6371.0
COUNTRY_KM = 100.0  # a point that stands for this much or more is a province or a country: it can hold other places

# What stands before an event noun that takes up a happening told before. Source: own list, English determiners.
POINTER = re.compile(r"(?:that\s+)?(?:the|this|these|those|such)(?:\s+\S+){0,2}\s+$", re.IGNORECASE)
STATE = frozenset({"country", "government", "person"})  # kinds that speak and act for a country

Feature = Callable[[View, View, Context], Reason | None]


def type_match(a: View, b: View, _: Context) -> Reason | None:
    """The same kind of happening, one that coders often confuse with it, or another."""
    left, right = a.claim.type, b.claim.type
    if left == right:
        return Reason("type", 1.0, f"both are {left}")
    if frozenset((left, right)) in CLOSE_TYPES:
        return Reason("type", 0.0, f"{left} and {right} are near to one another")
    return Reason("type", -1.0, f"one is {left}, the other {right}")


def same_trigger(a: View, b: View, _: Context) -> Reason | None:
    """The same word for the deed, or the same mode of it."""
    if a.trigger and a.trigger == b.trigger:
        return Reason("trigger", 1.0, f"both use the word {_trigger(a)!r}")
    if a.claim.mode and a.claim.mode == b.claim.mode and a.claim.type == b.claim.type:
        return Reason("trigger", 0.5, f"both tell of the same manner: {a.claim.mode}")
    return None


def _trigger(view: View) -> str:
    start = view.claim.trigger_start - view.claim.start
    return view.text[max(start, 0) : view.claim.trigger_end - view.claim.start] or view.trigger


def _party(rule: str, left: str | None, right: str | None, context: Context) -> Reason | None:
    if left is None or right is None:
        return None
    named = context.named(left) and context.named(right)
    if left == right:
        return Reason(rule, 1.0 if named else 0.5, f"both name {context.name(left)} as the {rule}")
    if belong_together(left, right, context):
        return Reason(rule, 0.5, f"{context.name(left)} and {context.name(right)} belong together")
    if not named:
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
    return _party("actor", a.claim.actor_id, b.claim.actor_id, context)


def same_target(a: View, b: View, context: Context) -> Reason | None:
    """To whom it is done."""
    return _party("target", a.claim.target_id, b.claim.target_id, context)


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance, or None where a place has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def place_relation(a: Place, b: Place) -> tuple[float, str] | None:
    """(score, words) for two places: the same, one inside the other, or apart; None where that cannot be told."""
    if a.place_id == b.place_id:
        return 1.0, f"both happen in {a.name}"
    apart = distance_km(a, b)
    if apart is None:
        return None
    wide, narrow = sorted((a, b), key=lambda p: (-(p.precision_km or 0.0), p.place_id))
    if (
        (wide.precision_km or 0.0) >= COUNTRY_KM
        and wide.country
        and wide.country == narrow.country
        and wide.precision_km != narrow.precision_km
    ):
        return 0.5, f"{narrow.name} may lie in {wide.name}"
    if apart <= (a.precision_km or 0.0) + (b.precision_km or 0.0) + 5:
        return 0.7, f"{a.name} and {b.name} are {apart:.0f} km apart"
    return -1.0, f"{a.name} and {b.name} are {apart:.0f} km apart"


def same_place(a: View, b: View, context: Context) -> Reason | None:
    """Where: the same place, one inside the other, or too far apart for their precision.

    A place that stands in the clause itself tells more than one that was taken from the sentences before it.
    """
    left, right = context.places.get(a.claim.place_id or ""), context.places.get(b.claim.place_id or "")
    if left is None or right is None:
        return None
    found = place_relation(left, right)
    sure = 1.0 if left.place_id in a.located and right.place_id in b.located else 0.6
    return Reason("place", round(sure * found[0], 3), found[1]) if found else None


def days_between(a: View, b: View) -> int | None:
    """Days between two claims' times: 0 where they overlap, None where one is unknown. An open end is a single day."""
    spans = [(c.time_start or c.time_end, c.time_end or c.time_start) for c in (a.claim, b.claim)]
    (start_a, end_a), (start_b, end_b) = spans
    if start_a is None or end_a is None or start_b is None or end_b is None:
        return None
    return max(0, (start_b - end_a).days, (start_a - end_b).days)


def same_time(a: View, b: View, _: Context) -> Reason | None:
    """When: the same day, overlapping days, or days apart; a time that the clause itself gives tells more."""
    gap = days_between(a, b)
    if gap is None:
        return None
    sure = 1.0 if a.claim.time_from == b.claim.time_from == "said" else 0.5
    if gap:
        return Reason("time", -sure * min(1.0, 0.4 + gap / 10), f"{gap} day{'s' if gap > 1 else ''} lie between them")
    if (a.claim.time_start, a.claim.time_end) == (b.claim.time_start, b.claim.time_end):
        return Reason("time", sure, f"both happen on {_days(a.claim.time_start, a.claim.time_end)}")
    return Reason("time", sure / 2, "their times overlap")


def _days(start: date | None, end: date | None) -> str:
    return f"{start}" if start == end or end is None else f"{start} to {end}"


def same_victims(a: View, b: View, _: Context) -> Reason | None:
    """Harm to the same person: in one report by all that it says of the victim, across reports by name, or by age and sex."""
    for left in a.victims:
        for right in b.victims:
            if left.key == right.key:
                return Reason("victims", 1.0, f"both tell of harm to {_called(left)}")
            if a.claim.document_id != b.claim.document_id and left.names & right.names:
                return Reason("victims", 1.0, f"both name {_called(left)} as harmed")
            if a.claim.document_id != b.claim.document_id and left.ages & right.ages and not (left.names and right.names):
                return Reason("victims", 0.6, f"both tell of harm to someone aged {min(left.ages & right.ages)}")
    return None


def _called(person: Person) -> str:
    return person.name or next((f"someone aged {age}" for age in sorted(person.ages)), "the same person")


def shared_passage(a: View, b: View, _: Context) -> Reason | None:
    """Both stand at the same spot of a passage that the two reports share."""
    for passage in sorted(a.passages.keys() & b.passages.keys()):
        if abs(a.passages[passage] - b.passages[passage]) <= 0.12 and cosine(a.words, b.words) >= 0.5:
            return Reason("passage", 1.0, "both stand in a passage that the two reports share")
    return None


def shared_words(a: View, b: View, _: Context) -> Reason | None:
    """Rare words in common, by cosine of TF-IDF over the clauses."""
    score = cosine(a.words, b.words)
    if score <= 0:
        return Reason("words", 0.0, "they share no telling word")
    shared = sorted(a.words.keys() & b.words.keys(), key=lambda w: (-a.words[w] * b.words[w], w))[:4]
    left, right = forms(a.text), forms(b.text)
    told = [left[w] if left[w].lower() == right[w].lower() else f"{left[w]}/{right[w]}" for w in shared]
    return Reason("words", score, f"they share words: {', '.join(told)}")


def shared_names(a: View, b: View, context: Context) -> Reason | None:
    """The share of the actors and places named in the one that the other names too."""
    left, right = a.named | a.located, b.named | b.located
    if not left or not right:
        return None
    both = left & right
    words = sorted(
        context.name(i) if i in context.actors else context.places[i].name for i in both if i in context.actors or i in context.places
    )
    if not both:
        return Reason("names", -0.3, "they name no one and no place in common")
    return Reason("names", len(both) / min(len(left), len(right)), f"both name {', '.join(words)}")


def same_speaker(a: View, b: View, context: Context) -> Reason | None:
    """Both are the words of one speaker."""
    if a.speaker is None or b.speaker is None:
        return None
    if a.speaker == b.speaker:
        return Reason("speaker", 1.0, f"both are the words of {context.name(a.speaker)}")
    return None


def neighbours(a: View, b: View, _: Context) -> Reason | None:
    """In one report: the same sentence, the next one, or further on; a report seldom tells one happening in distant places."""
    if a.claim.document_id != b.claim.document_id:
        return None
    steps = abs(a.order - b.order)
    words = "they stand in one sentence" if steps == 0 else f"they stand {steps} sentence{'s' if steps > 1 else ''} apart in one report"
    return Reason("near", {0: 0.5, 1: 1.0, 2: 0.5}.get(steps, 0.0), words)


def same_report(a: View, b: View, _: Context) -> Reason | None:
    """Two claims of one report are more often two happenings than one."""
    return Reason("report", 1.0, "they stand in one report") if a.claim.document_id == b.claim.document_id else None


def points_back(a: View, b: View, _: Context) -> Reason | None:
    """One only takes up what the report told before: "the latest deployment", "these talks"."""
    if a.claim.document_id != b.claim.document_id or a.claim.type != b.claim.type:
        return None
    first, later = sorted((a, b), key=lambda v: (v.claim.trigger_start, v.claim.claim_id))
    if _pointing(later) and not _pointing(first):
        return Reason("points back", 1.0, f"{_trigger(later)!r} takes up what the report told before")
    return None


def _pointing(view: View) -> bool:
    noun = view.claim.rule.startswith(("light:", "noun:"))
    return noun and POINTER.fullmatch(view.text[: max(view.claim.trigger_start - view.claim.start, 0)]) is not None


def compatible_status(a: View, b: View, _: Context) -> Reason | None:
    """Done against merely planned."""
    left, right = a.claim.status, b.claim.status
    if left == right:
        return None
    if {left, right} & {"planned", "possible"} and {left, right} & {"happened", "ongoing"}:
        return Reason("status", -1.0, f"one is {left}, the other {right}")
    return None


# The weights are those of a logistic model: sum(weight * score) + INTERCEPT is the log-odds that two claims tell of one event.
# Rounded from ridge logistic regressions on all pairs of three of the four gold crises in turn (bench/linking.py --fit), which
# gave much the same weights each time; then those of actor, words and report were set on the claims that extraction finds in the dev
# crises, and that of victims on reports of shootings. B-cubed F1 on claims taken from gold (a third of the types blurred, no status):
# ferry .58, harbour .62, valley .58, seeds .98; with every claim apart .43, .50, .41, .79. Any one weight taken 0.5 or 1.6 times
# changes the mean by .018 at most.
FEATURES: tuple[tuple[Feature, float], ...] = (
    (type_match, 1.1),
    (same_trigger, 0.3),
    (same_actor, 0.8),
    (same_target, 0.8),
    (same_place, 0.8),
    (same_time, 1.0),
    (same_quantity, 0.5),
    (same_victims, 3.0),
    (shared_passage, 1.0),
    (shared_words, 5.0),
    (shared_names, 0.2),
    (same_speaker, 0.8),
    (neighbours, 1.3),
    (same_report, -1.2),
    (points_back, 0.8),
    (compatible_status, 0.5),
)
INTERCEPT = -1.5


def compare(a: View, b: View, context: Context) -> tuple[float, tuple[Reason, ...]]:
    """(log-odds that the two tell of one event, the reasons that weigh, heaviest first)."""
    total, reasons = INTERCEPT, []
    for feature, weight in FEATURES:
        reason = feature(a, b, context)
        if reason is not None and reason.score:
            total += weight * reason.score
            reasons.append(Reason(reason.rule, round(weight * reason.score, 4), reason.sentence))
    reasons.sort(key=lambda r: (-abs(r.score), r.rule))
    return round(total, 6), tuple(reasons)
