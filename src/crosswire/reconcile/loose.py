"""Amounts that no claim holds, given to the claim that they tell of: by the clause, by the sentence, or as another's estimate.

Reporters set estimates side by side in short sentences of their own ("Police put the crowd at 4,000. The organisers claimed
20,000."). Extraction sees no happening in the second; here its number is read as told of the happening just before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crosswire.types import Claim, Quantity, Sentence, Tables

# Source: own list, general English: how a reporter hands a number to someone else.
ESTIMATE = re.compile(
    r"\b(?:put(?:s|ting)?\b[^.]{0,60}\bat|claim(?:s|ed|ing)?|sp(?:oke|eaks?|oken) of|estimat\w+|insist(?:s|ed)?|count(?:s|ed)?|according to"
    r"|by (?:its|their|his|her) own|tall(?:y|ied)|listed|gave|reckon(?:s|ed)?|said|says|the figure of|maintain(?:s|ed)?)\b",
    re.IGNORECASE,
)
# The same, but only words that set the number apart from what the reporter says in his own name.
RIVAL = re.compile(
    r"\b(?:put(?:s|ting)?\b[^.]{0,60}\bat|claim(?:s|ed|ing)?|sp(?:oke|eaks?|oken) of|insist(?:s|ed)?|by (?:its|their|his|her) own"
    r"|the figure of)\b",
    re.IGNORECASE,
)
BARE = frozenset({None, "people", "persons"})


def quantities_by_claim(tables: Tables) -> dict[str, list[Quantity]]:
    """claim_id -> the amounts that its happening is told with, in the order in which they stand."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: (c.start, c.end, c.claim_id)):
        claims[claim.document_id].append(claim)
    for sentence in sorted(tables.sentences, key=lambda s: s.start):
        sentences[sentence.document_id].append(sentence)
    texts = tables.texts()
    found: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in sorted(tables.quantities, key=lambda q: (q.document_id, q.start, q.quantity_id)):
        held = quantity
        if held.claim_id is None:
            document = quantity.document_id
            held = _given(quantity, claims[document], sentences[document], texts[document], found)
        if held.claim_id is not None:
            found[held.claim_id].append(held)
    return found


def _given(
    quantity: Quantity, claims: Sequence[Claim], sentences: Sequence[Sentence], text: str, found: Mapping[str, list[Quantity]]
) -> Quantity:
    at = bisect_right(sentences, quantity.start, key=lambda s: s.start) - 1
    if at < 0:
        return quantity
    inside = [c for c in claims if c.start <= quantity.start and quantity.end <= c.end]
    beside = [c for c in claims if sentences[at].start <= c.trigger_start < sentences[at].end]
    if inside or len(beside) == 1:
        holder = min(inside or beside, key=lambda c: (c.end - c.start, c.claim_id))
        return replace(quantity, claim_id=holder.claim_id)
    sentence = text[sentences[at].start : sentences[at].end]
    if beside or at == 0 or quantity.unit not in BARE or not ESTIMATE.search(sentence):
        return quantity
    return _estimate(quantity, claims, sentences[max(at - 2, 0)].start, found)


def _estimate(quantity: Quantity, claims: Sequence[Claim], since: int, found: Mapping[str, list[Quantity]]) -> Quantity:
    """The amount as an estimate of what the last number before it counts."""
    before = [c for c in claims if since <= c.trigger_start < quantity.start and found.get(c.claim_id)]
    if not before:
        return quantity
    holder = max(before, key=lambda c: (c.trigger_start, c.claim_id))
    model = found[holder.claim_id][-1]
    if quantity.unit_kind and model.unit_kind and quantity.unit_kind != model.unit_kind:
        return quantity
    return replace(
        quantity,
        claim_id=holder.claim_id,
        role=model.role,
        unit=quantity.unit or model.unit,
        unit_kind=model.unit_kind or quantity.unit_kind,
    )
