"""When a claim happened: the time that its own clause says, never one that dates another clause of the sentence.

"Three years after the troops left, the king is sending them back" dates the leaving; "the men, who fled in May, were caught"
dates the flight. A time belongs to the verb that governs it, to what that verb tells ("said on Monday that ...") and to what
is joined to it, not across a conjunction of time or the pronoun of a relative clause. What a relative clause tells ("a riot in
2028, in which 23 men were killed") was when the noun was that it describes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from spacy.tokens import Token

from crosswire.extract.claim_slots import Index
from crosswire.extract.claim_triggers import Trigger
from crosswire.extract.claim_words import noun_rules
from crosswire.types import Span, Time

TimeFrom = Literal["said", "context"] | None
MEASURES = frozenset({"after", "before", "since", "following"})  # "a week after": published, less a week, is when the other was
TOLD_ON = 300  # characters; on the dev crises 22 of the 24 days that this gives to gold's claims were right
FACT_MARKS = frozenset({"after", "before", "since", "until", "till", "once"})
GROUNDS = frozenset({"for", "over", "about", "since", "before"})  # "jailed for a bombing in May": not when jailed
NOMINAL = frozenset({"nmod", "appos", "compound", "nummod", "amod", "flat"})


def days_of(trigger: Trigger, clause: Span, sentence: Span, index: Index) -> tuple[date | None, date | None, TimeFrom]:
    """The days that the clause says, else those elsewhere in its sentence ("on Sunday the army said that ..."), else those told on.

    On the dev crises 103 of 110 days of the first kind were right.
    """
    found = _time_in(trigger, clause, index)
    whence: TimeFrom = "said"
    if found is None:
        found = _time_in(trigger, sentence, index)
        whence = "said" if found is not None and _told_of(found, trigger, index) else "context"
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


def _told_of(time: Time, trigger: Trigger, index: Index) -> bool:
    """Whether the trigger's own relative clause takes up a time: "a riot in 2028, in which 23 men were killed"."""
    span = index.doc.char_span(time.start, time.end, alignment_mode="expand")
    return span is not None and _of_described(span.root, trigger)


def _reaches(time: Time, trigger: Trigger, index: Index) -> bool:
    """Whether a time can date what a trigger tells."""
    span = index.doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return False
    if _of_described(span.root, trigger):
        return True
    own = {t.verb.i for t in trigger.all} | {t.token.i for t in trigger.all}
    if _of_ground(span.root, own):
        return False
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


def _described(verb: Token) -> set[int]:
    """The nouns that the relative clause of a verb describes: its antecedent and those which that is part of ("a fire at a mill")."""
    while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "acl:relcl" or any(t.lower_ in ("who", "whom", "whose") and verb.is_ancestor(t) for t in verb.lefts):
        return set()
    noun, found = verb.head, {verb.head.i}
    while noun.dep_.split(":")[0] in NOMINAL and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
        found.add(noun.i)
    return found


def _nouns_over(time: Token) -> Iterator[Token]:
    """The nouns that a time is part of, from the nearest, as far as the verb over them."""
    while time.head != time and time.dep_.split(":")[0] in NOMINAL:
        time = time.head
        yield time


def _of_described(time: Token, trigger: Trigger) -> bool:
    """Whether a time belongs to the noun that the trigger's relative clause describes, or is the day that its "when" takes up."""
    described = _described(trigger.verb)
    when = next((c for c in trigger.verb.children if c.lower_ == "when" and c.dep_ == "advmod"), None)
    if when is not None and trigger.verb.dep_ != "ROOT" and time.i < when.i <= time.right_edge.i + 3 and when.nbor(-1).text == ",":
        return True
    return time.i < trigger.verb.i and any(noun.i in described for noun in _nouns_over(time))


def _of_ground(time: Token, own: set[int]) -> bool:
    """Whether a time is that of another event, over which something is done ("was jailed for a bombing on 2 May")."""
    noun = next((n for n in _nouns_over(time) if n.pos_ == "NOUN"), None)
    if noun is None or noun.i in own or noun.lemma_.lower() not in noun_rules():
        return False
    return any(c.dep_ == "case" and c.lower_ in GROUNDS for c in noun.children)


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
