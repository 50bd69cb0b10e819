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
from itertools import pairwise

from crosswire.reconcile import arithmetic
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
LENT = "+lent"  # at the end of a rule: the number is another's than the claim's that it is put to
CROWD = r"took part|taken part|attend\w*|turned out|march\w*|gather\w*|rallied|crowd|demonstrat\w*|protest\w*"
TOOK_PART = re.compile(rf"\b(?:{CROWD})\b", re.IGNORECASE)
JOINED = re.compile(r"\s+(?:and|against|versus|to)\s+", re.IGNORECASE)
NEAR = 250  # characters: the next sentence or the one behind it
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
    amounts = sorted(tables.quantities, key=lambda q: (q.document_id, q.start, q.quantity_id))
    for quantity in _in_parallel(_with_parts(amounts, tables), texts):
        held = quantity
        if held.claim_id is None:
            document = quantity.document_id
            held = _given(quantity, claims[document], sentences[document], texts[document], found)
        if held.claim_id is not None:
            found[held.claim_id].append(held)
    return found


def _with_parts(rows: Sequence[Quantity], tables: Tables) -> list[Quantity]:
    """The amounts; a part that no claim holds ("18 hurt: 11 women and 7 men") is told of what its whole is told of."""
    wholes = {
        p.quantity_id: one.whole
        for document, one in arithmetic.drawn_in(tables)
        if arithmetic.listing(one.parts[0], one.whole, document.text)
        for p in one.parts
    }
    out = []
    for row in rows:
        whole = wholes.get(row.quantity_id)
        given = whole is not None and row.claim_id is None and whole.claim_id is not None
        out.append(replace(row, claim_id=whole.claim_id, role=row.role or whole.role) if whole and given else row)
    return out


def _in_parallel(rows: Sequence[Quantity], texts: Mapping[str, str]) -> list[Quantity]:
    """Bare numbers of a pair take what the last full pair before counts: "24 miners and 9 guards ... the union speaks of 30 and 9"."""
    out = list(rows)
    pair: tuple[Quantity, Quantity] | None = None
    for i, (a, b) in enumerate(pairwise(rows)):
        if a.document_id != b.document_id:
            pair = None
        if not JOINED.fullmatch(texts[a.document_id][a.end : b.start]):
            continue
        units = {(a.unit or "").lower(), (b.unit or "").lower()}
        bare = all(texts[q.document_id][q.start : q.end].strip().isdigit() for q in (a, b))
        if not bare and len(units) == 2 and a.unit and b.unit:
            pair = (a, b)
        elif bare and pair is not None and b.start - pair[1].end < NEAR:
            for at, model in ((i, pair[0]), (i + 1, pair[1])):
                role, claim_id = rows[at].role or model.role, rows[at].claim_id or model.claim_id
                rule = f"{rows[at].rule}{LENT}"
                out[at] = replace(rows[at], unit=model.unit, unit_kind=model.unit_kind, role=role, claim_id=claim_id, rule=rule)
    return out


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
    return _estimate(quantity, claims, sentences[max(at - 2, 0)].start, found, sentence)


def _estimate(quantity: Quantity, claims: Sequence[Claim], since: int, found: Mapping[str, list[Quantity]], sentence: str) -> Quantity:
    """The amount as an estimate of what the last number before it counts, or of the crowd that was just told of."""
    before = [c for c in claims if since <= c.trigger_start < quantity.start and found.get(c.claim_id)]
    crowds = [c for c in claims if since <= c.trigger_start < quantity.start and c.type == "PROTEST"]
    if not before and crowds and TOOK_PART.search(sentence):
        holder = max(crowds, key=lambda c: (c.trigger_start, c.claim_id))
        return replace(quantity, claim_id=holder.claim_id, role="participating", unit_kind="people", rule=f"{quantity.rule}{LENT}")
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
        rule=f"{quantity.rule}{LENT}",
    )
