"""When a claim happened: the time that its own clause says, never one that dates another clause of the sentence.

"Three years after the troops left, the king is sending them back" dates the leaving; "the men, who fled in May, were caught"
dates the flight. A time belongs to the verb that governs it, to what that verb tells ("said on Monday that ...") and to what
is joined to it, not across a conjunction of time or the pronoun of a relative clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from spacy.tokens import Token

from crosswire.extract.claim_slots import Index
from crosswire.extract.claim_triggers import Trigger
from crosswire.types import Span, Time

TimeFrom = Literal["said", "context"] | None
MEASURES = frozenset({"after", "before", "since", "following"})  # "a week after": published, less a week, is when the other was
TOLD_ON = 300  # characters; on the dev crises 22 of the 24 days that this gives to gold's claims were right
FACT_MARKS = frozenset({"after", "before", "since", "until", "till", "once"})


def days_of(trigger: Trigger, clause: Span, sentence: Span, index: Index) -> tuple[date | None, date | None, TimeFrom]:
    """The days that the clause says, else those elsewhere in its sentence ("on Sunday the army said that ..."), else those told on.

    On the dev crises 103 of 110 days of the first kind were right.
    """
    found = _time_in(trigger, clause, index)
    whence: TimeFrom = "said"
    if found is None:
        found, whence = _time_in(trigger, sentence, index), "context"
    if found is None:
        found = _told_on(trigger, sentence, index)
    if found is None:
        return None, None, None
    return found.value_start, None if _is_since(found, index) else found.value_end, whence


def _time_in(trigger: Trigger, within: Span, index: Index) -> Time | None:
    """What hangs on the verb before what merely stands in the same stretch."""
    inside = [t for t in index.times if t.value_start and within.start <= t.start and t.end <= within.end and _reaches(t, trigger, index)]
    return min(inside, key=lambda t: (not _hangs_on(t, trigger, index), abs(t.start - trigger.token.idx), t.start), default=None)


def _told_on(trigger: Trigger, sentence: Span, index: Index) -> Time | None:
    """A clause in the past without a day tells on from the day told last above it ("On Monday rebels came. They burned the mill")."""
    if trigger.verb.tag_ != "VBD" and not any(c.lower_ in ("was", "were") for c in trigger.verb.children):
        return None
    near = [t for t in index.times if t.end <= sentence.start and sentence.start - t.end <= TOLD_ON and t.grain == "day"]
    return near[-1] if near and _is_past(near[-1], index) else None


def _is_past(time: Time, index: Index) -> bool:
    """Whether the verb over a time is in the past."""
    span = index.doc.char_span(time.start, time.end, alignment_mode="expand")
    verb = _governor(span.root) if span is not None else None
    return verb is not None and (verb.tag_ == "VBD" or any(c.lower_ in ("was", "were") for c in verb.children))


def _hangs_on(time: Time, trigger: Trigger, index: Index) -> bool:
    span = index.doc.char_span(time.start, time.end, alignment_mode="expand")
    return span is not None and span.root.head in (trigger.verb, trigger.token)


def _is_since(time: Time, index: Index) -> bool:
    """Whether a time is the beginning of something that lasts ("since Monday")."""
    span = index.doc.char_span(time.start, time.end, alignment_mode="expand")
    return span is not None and any(t.lower_ == "since" for t in (*span, *index.doc[max(span.start - 1, 0) : span.start]))


def _reaches(time: Time, trigger: Trigger, index: Index) -> bool:
    """Whether a time can date what a trigger tells."""
    span = index.doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return False
    own = {t.verb.i for t in trigger.all} | {t.token.i for t in trigger.all}
    if time.grain != "day" and span.root.dep_ in ("nummod", "compound", "amod") and span.root.head.i not in own:
        return False  # "under a 1951 treaty", "since the May vote": when another matter was
    if span[-1].lower_ in MEASURES and len(span) > 1 and time.anchor == "published":
        return span[-1].head.i in own
    governor = _governor(span.root)
    if governor is None or governor.i in own:
        return True
    if any(governor.i == above.i for above in _over(trigger.verb)):
        return True
    return any(t.verb.is_ancestor(governor) and not any(_turns(x) for x in _between(governor, t.verb)) for t in trigger.all)


def _governor(token: Token) -> Token | None:
    """The nearest verb, or predicate with a copula, over a time; None where there is none (a headline)."""
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children):
            return token
    return None


def _over(verb: Token) -> Iterator[Token]:
    """The clauses above a verb whose time is its time too."""
    token = verb
    while token.head != token and token.dep_ != "acl:relcl":
        token = token.head
        yield token


def _turns(clause: Token) -> bool:
    """Whether a clause happens at a time of its own: a relative clause, or one after "after", "before", "since", "until"."""
    if clause.dep_ == "acl:relcl":
        return True
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "case")}
    return clause.dep_ in ("advcl", "acl", "advcl:relcl") and bool(marks & FACT_MARKS)


def _between(low: Token, high: Token) -> Iterator[Token]:
    while low != high:
        yield low
        low = low.head
