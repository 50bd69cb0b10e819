"""Which matches are one passage: spots that hold the same words, in whatever pairs of reports they were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crosswire.link.alignment import Stretch
from crosswire.link.groups import Groups
from crosswire.link.words import by_document, merged
from crosswire.types import Span

SAME_PLACE = 0.8  # two spots of one document are one if they share this part of their union
SAME_PLACE_LOOSE = 0.5  # ... of what is no evidence: a name with more or fewer words of saying around it


class Spot(NamedTuple):
    """Some words of one document."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """What two documents share, and whether it is evidence of a common source."""

    left: Spot
    right: Spot
    stretch: Stretch
    evidence: bool


def passages_of(matches: Sequence[Match], same: float = SAME_PLACE) -> Iterator[dict[Spot, float]]:
    """Groups of spots that hold the same words, each with its best similarity; overlapping spots of a group are one."""
    for group in _joined(matches, same):
        spots: dict[Spot, float] = defaultdict(float)
        for match in group:
            for spot in (match.left, match.right):
                spots[spot] = max(spots[spot], match.stretch.similarity)
        yield _merged(spots)


def _joined(matches: Sequence[Match], same: float) -> list[list[Match]]:
    """Matches that touch the same spots, or spots of one document that are nearly the same."""
    groups: Groups[Spot] = Groups()
    for match in matches:
        groups.join(match.left, match.right)
    for spots in by_document(sorted({s for m in matches for s in (m.left, m.right)})).values():
        leaders: list[Spot] = []  # the widest first: joining each to its neighbour would drift from one end of a text to the other
        for spot in sorted(spots, key=lambda s: (s.start - s.end, s)):
            leader = next((other for other in leaders if _same_place(spot, other, same)), None)
            if leader:
                groups.join(spot, leader)
            else:
                leaders.append(spot)
    out: dict[Spot, list[Match]] = defaultdict(list)
    for match in matches:
        out[groups.find(match.left)].append(match)
    return [out[k] for k in sorted(out)]


def _same_place(left: Spot, right: Spot, least: float) -> bool:
    shared = min(left.end, right.end) - max(left.start, right.start)
    return shared >= least * (max(left.end, right.end) - min(left.start, right.start))


def _merged(spots: Mapping[Spot, float]) -> dict[Spot, float]:
    out: dict[Spot, float] = {}
    for document_id, own in sorted(by_document(spots).items()):
        for whole in merged(Span(s.start, s.end) for s in own):
            out[Spot(document_id, *whole)] = max(spots[s] for s in own if whole.start <= s.start < whole.end)
    return out
