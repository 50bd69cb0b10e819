"""Claims: one report of one happening, typed with PLOVER, with who, whom, where, when, whether, and in whose words.

Composes the other layers of one document: a trigger (a verb or an event noun of the lists), its clause, and what the mentions,
places, times, quantities and quotes say inside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from crosswire.acquire.sentences import Page
from crosswire.extract.claim_events import asks, happenings, refuses
from crosswire.extract.claim_quantities import assign
from crosswire.extract.claim_slots import Index, actor_of, place_of, quote_of, speaker_of, target_of
from crosswire.extract.claim_spans import clause_of, shape_of
from crosswire.extract.claim_status import status_of
from crosswire.extract.claim_times import days_of
from crosswire.extract.claim_triggers import Trigger
from crosswire.types import Claim, Entity, Mention, Place, PlaceMention, Quantity, Quote, Span, Time, make_id

#: The share of claims found this way that were right in text and type on the dev crises (397 claims).
SURENESS = {"verb": 0.65, "light": 0.65, "counted": 0.85, "noun": 0.5}
CONTEXT = 600  # characters; on the dev crises 300 gave fewer right days and places, 5000 hardly more


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
    index = Index.of(page.doc, layers.mentions, layers.places, layers.place_mentions, layers.times, layers.quotes)
    found: list[tuple[Claim, Trigger]] = []
    for sentence in page.sentence_tokens():
        found += _sentence_claims(page, sentence, index)
    found.sort(key=lambda pair: (pair[0].trigger_start, pair[0].start, pair[0].claim_id))
    titles = sum(page.kind_at(claim.trigger_start) == "title" for claim, _ in found)
    found = list(_with_context(found, titles))
    return [claim for claim, _ in found], assign(page.doc, found, layers.quantities)


def _sentence_claims(page: Page, sentence: Tokens, index: Index) -> list[tuple[Claim, Trigger]]:
    kind = page.kind_at(sentence.start_char)
    if kind == "caption":
        return []
    title = kind == "title"
    triggers = happenings(sentence, index.place_words, title=title)
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
    within = Span(sentence.start_char, sentence.end_char)
    start, end, said = days_of(trigger, clause, within, index)
    document = page.document.document_id
    at = Span(trigger.token.idx, trigger.token.idx + len(trigger.token))
    return Claim(
        claim_id=make_id("claim", document, at.start, at.end, kind), document_id=document, start=clause.start, end=clause.end,
        trigger_start=at.start, trigger_end=at.end, type=kind, mode=trigger.rule.mode, actor_entity=actor, target_entity=target,
        place_id=place_of(trigger, clause, within, index), time_start=start, time_end=end, time_from=said,
        status=status, quote_id=quote_of(trigger, index), confidence=_confidence(trigger, actor, target, start),
        rule=f"{trigger.how}:{trigger.rule.name}; {why}; {shape_of(trigger, clause)}",
    )  # fmt: skip


def _with_context(found: Sequence[tuple[Claim, Trigger]], titles: int) -> Iterator[tuple[Claim, Trigger]]:
    """Claims without a day or a place of their own take those of the claim of the same type told shortly before.

    The first ``titles`` claims stand in the title, which sums up what comes after: they take those of the claim that follows.
    """
    told: list[Claim] = []
    for claim, _ in reversed(found[:titles]):
        told.append(_from_near(claim, [c for c, _ in found[titles:]]))
    told.reverse()
    for claim, _ in found[titles:]:
        told.append(_from_near(claim, told[::-1]))
    yield from zip(told, (trigger for _, trigger in found), strict=True)


def _from_near(claim: Claim, others: Sequence[Claim]) -> Claim:
    near = next((o for o in others if o.type == claim.type and abs(o.trigger_start - claim.trigger_start) <= CONTEXT), None)
    if near is None or near.status != claim.status:
        return claim
    if claim.time_start is None and near.time_start:
        claim = replace(claim, time_start=near.time_start, time_end=near.time_end, time_from="context")
    return claim if claim.place_id or not near.place_id else replace(claim, place_id=near.place_id)


def _confidence(trigger: Trigger, *filled: object) -> float:
    """The measured share for this kind of trigger; each slot that is filled adds a little, so that of two the fuller claim is taken."""
    sure = SURENESS[trigger.how] + 0.02 * sum(value is not None for value in filled)
    return round(min(sure, 0.95), 2)
