"""The day of what a report tells as news without saying when.

"Chad rejected the plan", "Norland is sending troops": words, and forces on their way, are told when they are new. Where neither the
clause nor a claim near by has a day, it is that of the report or the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from crosswire.extract.claim_triggers import Trigger
from crosswire.extract.claim_words import frame
from crosswire.types import Claim, Time
from crosswire.wordlists import words_of

#: On the crises 18 of 22 acts of words and 18 of 23 claims of forces without a day were of the day of the report or the one before;
#: of other types less than half.
TOLD_AS_NEWS = frozenset({"MOBILIZE"})


def with_days(claims: Sequence[Claim], triggers: Sequence[Trigger], times: Sequence[Time], published: date | None) -> list[Claim]:
    """The claims in the same order; those without a day that are told as news have the report's day and the one before.

    A sentence that says another time says too much to be sure ("Two years after the war, Chad is sending troops").
    """
    if published is None:
        return list(claims)
    pairs = zip(claims, triggers, strict=True)
    return [_dated(c, published) if _news(c, t) and not _says_when(t, times) else c for c, t in pairs]


def _says_when(trigger: Trigger, times: Sequence[Time]) -> bool:
    sentence = trigger.verb.sent
    return any(sentence.start_char <= t.start < sentence.end_char for t in times if t.value_start)


def _dated(claim: Claim, published: date) -> Claim:
    first = published - timedelta(days=1) if published > date.min else published
    return replace(claim, time_start=first, time_end=published, time_from="context", rule=f"{claim.rule}; day of the report")


def _news(claim: Claim, trigger: Trigger) -> bool:
    """Whether a claim without a day is new in this report: told of once, in the present, the future or the simple past."""
    if claim.time_start or claim.time_end or claim.type not in frame("done-as-said") | TOLD_AS_NEWS:
        return False
    verb = trigger.verb
    if verb.dep_.startswith("acl") or any(c.dep_ == "aux" and c.lower_ in ("had", "having") for c in verb.children):
        return False
    return not any(c.lower_ in words_of("event_roles.toml", "not-now") for c in verb.children)
