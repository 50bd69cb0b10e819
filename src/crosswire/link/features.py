"""Why two claims may tell of the same happening: small functions (View, View, Context) -> Reason, and what each weighs.

A feature returns None where it has nothing to say (an unknown place says nothing against a known one); else a Reason whose
score runs from -1 (speaks against) over 0 to 1 (speaks for), with one sentence that a person can check against the reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from crosswire.link.amounts import clashing_counts, same_figure, same_quantity
from crosswire.link.claim_views import Context, View
from crosswire.link.clause_words import cosine, forms
from crosswire.link.slots import same_actor, same_place, same_target, same_time, same_victims, shared_names
from crosswire.types import Reason

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
# What stands before an event noun that takes up a happening told before. Source: own list, English determiners.
POINTER = re.compile(r"(?:that\s+)?(?:the|this|these|those|such)(?:\s+\S+){0,2}\s+$", re.IGNORECASE)
LEAD = 2  # sentences, the headline among them, that tell what a report is about

Feature = Callable[[View, View, Context], Reason | None]


def type_match(a: View, b: View, _: Context) -> Reason | None:
    """The same kind of happening, one that coders often confuse with it, or another."""
    left, right = a.claim.type, b.claim.type
    if left == right:
        return Reason("type", 1.0, f"both are {left}")
    if frozenset((left, right)) in CLOSE_TYPES:
        return Reason("type", 0.0, f"{left} and {right} are near to one another")
    return Reason("type", -1.0, f"one is {left}, the other {right}")


def same_deed(a: View, b: View, context: Context) -> Reason | None:
    """The same word for the deed, the more the fewer claims of the story use it; or words for deeds of two known kinds."""
    if a.trigger and a.trigger == b.trigger:
        return Reason("trigger", round(context.telling(("deed", a.trigger)), 3), f"both use the word {_trigger(a)!r}")
    if a.deeds and b.deeds and not a.deeds & b.deeds:
        return Reason("trigger", -1.0, f"{_trigger(a)!r} and {_trigger(b)!r} are two kinds of deed")
    return None


def _trigger(view: View) -> str:
    start = view.claim.trigger_start - view.claim.start
    return view.text[max(start, 0) : view.claim.trigger_end - view.claim.start] or view.trigger


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
    return Reason("words", score, f"they share words: {_common(a.words, b.words, a.text, b.text)}")


def _common(left: Mapping[str, float], right: Mapping[str, float], one: str, other: str) -> str:
    shared = sorted(left.keys() & right.keys(), key=lambda w: (-left[w] * right[w], w))[:4]
    said, heard = forms(one), forms(other)
    return ", ".join(said[w] if said[w].lower() == heard[w].lower() else f"{said[w]}/{heard[w]}" for w in shared)


def shared_setting(a: View, b: View, _: Context) -> Reason | None:
    """Rare words in common, over the whole sentences that the clauses stand in; two clauses of one sentence share it and no more."""
    if a.claim.document_id == b.claim.document_id and a.sentence == b.sentence:
        return None
    score = cosine(a.told, b.told)
    return Reason("sentence", score, "the sentences that they stand in share words") if score > 0 else None


def same_speaker(a: View, b: View, context: Context) -> Reason | None:
    """Both are the words of one speaker."""
    if a.speaker is None or b.speaker is None:
        return None
    if a.speaker == b.speaker:
        return Reason("speaker", 1.0, f"both are the words of {context.name(a.speaker)}")
    return None


def neighbours(a: View, b: View, _: Context) -> Reason | None:
    """In one report: the next sentence speaks for one happening, two clauses of one sentence are more often two."""
    if a.claim.document_id != b.claim.document_id:
        return None
    steps = abs(a.order - b.order)
    words = "they stand in one sentence" if steps == 0 else f"they stand {steps} sentence{'s' if steps > 1 else ''} apart in one report"
    return Reason("near", {0: -0.4, 1: 1.0, 2: 0.4}.get(steps, 0.0), words)


def main_event(a: View, b: View, _: Context) -> Reason | None:
    """One is what the report opens with, the other the same kind of thing further down without a day or a place of its own."""
    first, later = sorted((a, b), key=lambda v: (v.claim.trigger_start, v.claim.claim_id))
    if _goes_on(first, later) and first.order < LEAD:
        return Reason("main", 1.0, "the report opens with the one and gives the other no day or place of its own")
    return None


def _goes_on(first: View, later: View) -> bool:
    return first.claim.document_id == later.claim.document_id and first.claim.type == later.claim.type and later.bare


def counts_on(a: View, b: View, _: Context) -> Reason | None:
    """One is a number ("Five are children", "police put the crowd at 900") of those whom the other, before it, tells of."""
    if a.claim.claim_id == b.counts_on or b.claim.claim_id == a.counts_on:
        return Reason("counts on", 1.0, "one only gives a number of those whom the other tells of")
    return None


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


# The weights are those of a logistic model: sum(weight * score) + INTERCEPT is the log-odds that two claims tell of one event. Rounded
# from ridge logistic regressions on three of the four gold crises in turn (bench/linking.py --fit; each claim counts once, whatever the
# size of its event), on the claims that extraction finds and those of gold that it misses; same_victims, clashing_counts,
# counts_on, shared_passage are set by hand, since the crises have few. B-cubed F1 on all these claims: seeds .95, ferry .66, harbour
# .69, valley .79 (before: .89,
# .61, .66, .78); on the claims found alone .89, .44, .46, .73 of .92, .53, .55, .80 that perfect linking would give.
FEATURES: tuple[tuple[Feature, float], ...] = (
    (type_match, 1.6),
    (same_deed, 0.5),
    (same_actor, 0.7),
    (same_target, 0.3),
    (same_place, 0.7),
    (same_time, 1.2),
    (same_quantity, 0.7),
    (clashing_counts, 0.7),
    (same_figure, 1.3),
    (same_victims, 3.0),
    (shared_passage, 0.5),
    (shared_words, 1.5),
    (shared_setting, 1.5),
    (shared_names, 0.5),
    (same_speaker, 0.3),
    (neighbours, 1.4),
    (main_event, 0.5),
    (points_back, 0.2),
    (counts_on, 3.0),
    (compatible_status, 0.4),
)
INTERCEPT = -1.8

# The type and the deed's own word are what every claim of an attack shares, and neighbours share a report: neither is a kind of evidence.
KINDS = {
    "actor": "who", "target": "who", "victims": "who", "names": "who", "place": "where", "time": "when", "quantity": "how many",
    "figure": "how many", "words": "words", "sentence": "words", "passage": "passage", "points back": "takes up",
    "counts on": "takes up", "trigger": "deed",
}  # fmt: skip
RARE_DEED = 0.3  # the deed's word counts as evidence where few claims of the story use it
SURE = frozenset({"victims", "counts on"})  # each enough by itself
HINGES = frozenset({"trigger", "quantity", "figure", "passage"})
SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
MATTER = 0.08  # of the cosine of two clauses, from words other than the deed's; without it four demands of four speakers were one event
SPEAKS = 0.15  # log-odds from which a reason counts as evidence


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


def enough(a: View, b: View, reasons: Iterable[Reason]) -> bool:
    """Whether two independent kinds of evidence speak for a pair: who, where, when, how many, which words, a shared passage.

    Two types need more than the words of one sentence in common: the deed's word, a number, people harmed or a passage. What two parties
    say (demands, charges, refusals, threats) needs words in common beyond the verb, or one party, number or passage.
    """
    rules = {r.rule for r in reasons if r.score >= (RARE_DEED if r.rule == "trigger" else SPEAKS)}
    if rules & SURE:
        return True
    if len({KINDS[rule] for rule in rules if rule in KINDS}) < 2:
        return False
    if a.claim.type != b.claim.type:
        return bool(rules & HINGES)
    one = a.claim.actor_id == b.claim.actor_id is not None
    return a.claim.type not in SPEECH or one or bool(rules & {"target", "figure", "passage"}) or _beyond(a, b) >= MATTER


def _beyond(a: View, b: View) -> float:
    """The cosine of two clauses without the words of the deeds."""
    deeds = {*a.trigger.split(), *b.trigger.split()}
    return cosine({w: x for w, x in a.words.items() if w not in deeds}, b.words)
