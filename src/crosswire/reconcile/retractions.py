"""What an outlet takes back: "an earlier entry said that 45 had died; we should not have used it".

A claim is taken back where its sentence tells what the outlet itself wrote before ("we wrote at noon that ...", "an earlier version
said ..."), and that sentence or one of the two behind it says that this was wrong or does not stand; or where somebody is said to
have withdrawn the report ("the agency withdrew its report that ..."). The same number in the same outlet's earlier reports goes with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from crosswire.types import Claim, Quantity, Sentence, Tables

BEHIND = 2  # sentences behind the one that tells what was written
# Source: own lists, the forms that corrections take in English-language news.
PIECES = "entry version report story article post headline edition update bulletin dispatch alert tweet".split()
PIECE = f"(?:(?:{'|'.join(PIECES)})s?|stories|entries|dispatches)"
BADLY = "(?:earlier |previously |first |wrongly |incorrectly |mistakenly |erroneously )?"
WROTE = "(?:wrote|written|reported|said|stated|published|posted|gave|given|put|quoted|carried|ran)"
NOT_SO = "(?:wrong|incorrect|false|mistaken|erroneous|untrue|inaccurate|unfounded)"
UNDONE = "(?:removed?|withdr[ae]wn?|deleted?|retract(?:ed)?|corrected|taken? (?:it |that )?(?:down|back))"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{p}\b" for p in patterns), re.IGNORECASE)


EARLIER = _any_of(
    rf"(?:earlier|previous|original|initial|first|this morning['’]s|yesterday['’]s) {PIECE}",
    rf"we (?:had |have )?{BADLY}{WROTE}",
    rf"(?:this|our) {PIECE} (?:had |have |has )?{BADLY}(?:mis\w+ed|{WROTE})",
)
WRONG = _any_of(
    "should (?:not|never) have", "should have (?:read|said|been)", "wrongly|incorrectly|mistakenly|erroneously|in error|by mistake",
    "misstated|misidentified|misreported", f"(?:was|were|is|proved|turned out to be) {NOT_SO}", f"we (?:have |now )?{UNDONE}",
    "has been (?:corrected|withdrawn|retracted|removed|deleted)", "the correct (?:number|figure|name|date|total|place|time)",
    r"we (?:regret|apologi[sz]e|can no longer|cannot) \w+", "not been able to (?:confirm|verify)", "no longer stands?",
)  # fmt: skip
WITHDREW = _any_of(
    r"(?:retract(?:s|ed|ing)?|withdr(?:ew|aws?|awn|awing)|t(?:ook|akes?|aken|aking) back|disown(?:s|ed)?|delet(?:es|ed|ing))\b[^.;]{0,30}"
    rf"\b(?:{PIECE}|claims?|statements?|figures?|accounts?|tolls?|counts?)",
)
CORRECT = _any_of("the correct (?:number|figure|name|date|total|place|time)", "should have (?:read|said|been)")
OWN = re.compile(r"\b(?:its|their|his|her|our|an?|the)\b", re.IGNORECASE)

Spot = tuple[str, int, int]  # document_id, start, end


def taken_back(tables: Tables, quantities: Mapping[str, Sequence[Quantity]]) -> dict[str, Spot]:
    """claim_id -> the words that take it back. ``quantities``: claim_id -> the amounts that it is told with."""
    texts = tables.texts()
    claims: dict[str, list[Claim]] = defaultdict(list)
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: (c.start, c.claim_id)):
        claims[claim.document_id].append(claim)
    for sentence in sorted(tables.sentences, key=lambda s: s.start):
        sentences[sentence.document_id].append(sentence)
    outlets = {d.document_id: d.outlet for d in tables.documents}
    found: dict[str, Spot] = {}
    for document_id in sorted(claims):
        found |= _in_report(claims[document_id], sentences[document_id], texts[document_id], outlets.get(document_id))
    return found | _earlier(found, tables, quantities)


def _earlier(taken: Mapping[str, Spot], tables: Tables, quantities: Mapping[str, Sequence[Quantity]]) -> dict[str, Spot]:
    """The claims of the same event and outlet that give the same number as one that is taken back, and no other."""
    outlets = {d.document_id: d.outlet or d.document_id for d in tables.documents}
    numbers = {c.claim_id: frozenset(q.best for q in quantities.get(c.claim_id, ()) if q.best is not None) for c in tables.claims}
    backs = {
        (c.event_id, outlets[c.document_id], numbers[c.claim_id]): taken[c.claim_id]
        for c in sorted(tables.claims, key=lambda c: c.claim_id)
        if c.claim_id in taken and c.event_id and numbers[c.claim_id]
    }
    keys = {c.claim_id: (c.event_id, outlets[c.document_id], numbers[c.claim_id]) for c in tables.claims}
    return {claim_id: backs[key] for claim_id, key in keys.items() if key in backs and claim_id not in taken}


def _in_report(claims: Sequence[Claim], sentences: Sequence[Sentence], text: str, outlet: str | None) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    itself = re.compile(rf"\b{re.escape(outlet)} (?:had |has )?{BADLY}{WROTE}\b") if outlet else None
    for i, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        told, withdrew = EARLIER.search(words) or (itself.search(words) if itself else None), WITHDREW.search(words)
        right = CORRECT.search(words)
        until = sentence.start + right.start() if right else sentence.end  # what is said to be correct stands
        where = _wrong(sentences[i : i + BEHIND + 1], text) if told else sentence if withdrew else None
        after = (told or withdrew).end() if where else 0  # type: ignore[union-attr]
        if where is None or (withdrew and not told and not OWN.search(words[withdrew.start() : withdrew.end()])):
            continue
        for claim in claims:
            if sentence.start + after <= claim.trigger_start < until and claim.type != "REJECT":
                found[claim.claim_id] = (claim.document_id, where.start, where.end)
    return found


def _wrong(sentences: Sequence[Sentence], text: str) -> Sentence | None:
    """The sentence that says that what was written does not stand."""
    near = [sentences[0], *(b for a, b in pairwise(sentences) if b.start - a.end < 3 or "\n\n" not in text[a.end : b.start])]
    return next((s for s in near if WRONG.search(text[s.start : s.end])), None)
