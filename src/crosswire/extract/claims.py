"""Claims: one report of one happening, typed with PLOVER, with who, whom, where, when, whether, and in whose words.

Composes the other layers of one document: a trigger (a verb or an event noun of the lists), its clause, and what the mentions,
places, times, quantities and quotes say inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from crosswire.acquire.sentences import Page
from crosswire.extract.claim_actors import actor_of, named, speaker_of
from crosswire.extract.claim_context import UNKNOWN, with_context
from crosswire.extract.claim_counts import counted_again, told_of
from crosswire.extract.claim_days import with_days
from crosswire.extract.claim_events import asks, happenings, refuses, turned
from crosswire.extract.claim_modes import mode_of, with_modes
from crosswire.extract.claim_quantities import assign
from crosswire.extract.claim_signs import cause_of, unmeant
from crosswire.extract.claim_slots import Index, place_of, quote_of
from crosswire.extract.claim_spans import clause_of, shape_of
from crosswire.extract.claim_status import status_of
from crosswire.extract.claim_targets import target_of
from crosswire.extract.claim_times import days_of
from crosswire.extract.claim_triggers import Trigger, span_of
from crosswire.extract.claim_words import argument_class
from crosswire.types import DISASTER, Claim, Entity, Mention, Place, PlaceMention, Quantity, Quote, Span, Time, make_id

#: The share of claims found this way that were right in text and type on the crises (398 claims).
SURENESS = {"verb": 0.8, "light": 0.68, "counted": 0.87, "noun": 0.56}
LAST_TOLD = 12  # claims before a sentence in which a bare number's people are looked for


@dataclass(frozen=True)
class Layers:
    """What the sister modules read in one document."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    place_mentions: tuple[PlaceMention, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()


def read(page: Page, layers: Layers) -> tuple[list[Claim], list[Quantity]]:
    """The claims of a document, sorted by trigger, and its quantities with ``claim_id`` and, where the verb decides it, ``role``."""
    index = Index.of(
        page.doc, page.document.document_id, layers.entities, layers.mentions, layers.places, layers.place_mentions, layers.times,
        layers.quotes,
    )  # fmt: skip
    found: list[tuple[Claim, Trigger]] = []
    cause: str | None = None
    for sentence in page.sentence_tokens():
        said = cause_of(sentence)
        cause = said or cause
        after_mishap = cause == "mishap" and not said
        claims = _sentence_claims(page, sentence, index, found)
        found += [_unmeant(*one) if after_mishap and _suffered(one[1]) else one for one in claims]
        if any(claim.type == "ASSAULT" and not _suffered(trigger) for claim, trigger in claims):
            cause = "violence"
    found.sort(key=lambda pair: (pair[0].trigger_start, pair[0].start, pair[0].claim_id))
    titles = sum(page.kind_at(claim.trigger_start) == "title" for claim, _ in found)
    triggers = [trigger for _, trigger in found]
    told = with_modes(with_context([claim for claim, _ in found], titles, index), triggers)
    told = with_days(told, triggers, layers.times, page.document.published)
    return told, assign(page.doc, list(zip(told, triggers, strict=True)), layers.quantities)


def _suffered(trigger: Trigger) -> bool:
    """Whether a trigger tells of victims only, and not of anyone who harmed them: after a mishap these are its victims.

    Who was in a crowd of protest did not die of the weather.
    """
    protest = any(t.lemma_.lower() in argument_class("marchers") for t in (*trigger.arguments.objects, *trigger.arguments.subjects))
    return not protest and (trigger.rule.counted or (trigger.rule.harm and not trigger.arguments.subjects))


def _unmeant(claim: Claim, trigger: Trigger) -> tuple[Claim, Trigger]:
    """The same harm, told after a mishap and without anyone who did it: nobody meant it."""
    return replace(claim, type=DISASTER, mode=None), replace(trigger, rule=unmeant(trigger.rule))


def _sentence_claims(page: Page, sentence: Tokens, index: Index, before: Sequence[tuple[Claim, Trigger]]) -> list[tuple[Claim, Trigger]]:
    kind = page.kind_at(sentence.start_char)
    if kind == "caption":
        return []
    title = kind == "title"
    triggers = happenings(sentence, index.place_words, title=title)
    if not title and any(t.pos_ == "NUM" for t in sentence):
        triggers = counted_again(sentence, triggers, told_of(before[-LAST_TOLD:]))
    return [(_claim(page, sentence, trigger, triggers, index, title=title), trigger) for trigger in triggers]


def _claim(page: Page, sentence: Tokens, trigger: Trigger, triggers: Sequence[Trigger], index: Index, *, title: bool) -> Claim:
    others = frozenset(t.token.i for other in triggers if other is not trigger for t in other.all)
    clause = clause_of(trigger, others)
    actor = next((a for t in trigger.all if (a := actor_of(t, index))), None)
    target = next((a for t in trigger.all if (a := target_of(t, index, actor))), None)
    status, why = status_of(trigger, title=title)
    kind = trigger.rule.type
    if refuses(trigger):
        kind, status, why = "REJECT", "happened", "refusal"
    elif asks(trigger):
        kind, status, why = "REQUEST", "happened", "said to be due"
        actor, target = speaker_of(trigger, index), actor
    elif (turn := turned(kind, status, why, trigger)) != kind:
        kind, status, why = turn, "happened", f"{why}, so announced"
    within = Span(sentence.start_char, sentence.end_char)
    start, end, said = days_of(trigger, clause, within, index)
    document = page.document.document_id
    at, mode = span_of(trigger), mode_of(trigger, clause) if kind == trigger.rule.type != DISASTER else None
    return Claim(
        claim_id=make_id("claim", document, at.start, at.end, kind), document_id=document, start=clause.start, end=clause.end,
        trigger_start=at.start, trigger_end=at.end, type=kind, mode=mode, actor_entity=actor, target_entity=target,
        place_id=place_of(trigger, clause, within, index), time_start=start, time_end=end, time_from=said,
        status=status, quote_id=quote_of(trigger, index), confidence=_confidence(trigger, actor, target, start),
        rule=f"{trigger.how}:{trigger.rule.name}; {why}; {shape_of(trigger, clause)}{UNKNOWN if actor is None and named(trigger) else ''}",
    )  # fmt: skip


def _confidence(trigger: Trigger, *filled: object) -> float:
    """The measured share for this kind of trigger; each slot that is filled adds a little, so that of two the fuller claim is taken."""
    sure = SURENESS[trigger.how] + 0.02 * sum(value is not None for value in filled)
    return round(min(sure, 0.95), 2)
