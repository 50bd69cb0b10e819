"""What every row is made of: literals, ids, spans, reasons."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

SegmentKind = Literal["title", "byline", "dateline", "caption", "body", "leftover"]
DocumentState = Literal["current", "replaced", "withdrawn"]
ActorKind = Literal["person", "organisation", "armed group", "government", "country"]
Form = Literal["name", "description", "pronoun"]
Modality = Literal["exact", "at_most", "at_least", "approximate", "range", "vague"]
UnitKind = Literal["people", "money", "distance", "duration", "share", "things"]
Mode = Literal["direct", "indirect", "mixed"]
Status = Literal["happened", "ongoing", "planned", "possible", "denied"]
Standing = Literal["agreed", "refined", "updated", "conflicting", "only"]
Harm = Literal["killed", "injured", "hit"]
Sex = Literal["m", "f"]
DISASTER = "DISASTER"  # a claim's type beside the sixteen of PLOVER: people harmed by nature or by accident
HARMFUL = frozenset({"ASSAULT", DISASTER})
Grade = Literal["corroborated", "single", "contested", "denied", "withdrawn"]


def make_id(kind: str, *parts: object) -> str:
    """An id made from content: ``kind`` and 26 hexadecimal digits of a hash over the length-prefixed parts.

    The prefix keeps ("a", "bc") and ("ab", "c") apart; the same parts give the same id on every machine.

    >>> make_id("quote", "report-1", 10, 42) == make_id("quote", "report-1", 10, 42)
    True
    """
    state = hashlib.blake2b(digest_size=13)
    for part in (kind, *parts):
        raw = str(part).encode("utf-8", "surrogatepass")
        state.update(f"{len(raw)}:".encode())
        state.update(raw)
    return f"{kind}_{state.hexdigest()}"


class Span(NamedTuple):
    """Half-open offsets into one document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was chosen or joined: the rule's name, its score, and one sentence for a person."""

    rule: str
    score: float
    sentence: str
