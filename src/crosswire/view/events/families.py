"""Which of some reports are one text: as the record counts texts, by the share of the shorter report that stands in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from crosswire.store.database import Record

SHARE = 0.5  # of the shorter report's characters; the record's own count of texts takes words (crosswire.link.families)

_LENGTHS = """
SELECT document_id, sum("end" - "start") AS length FROM segments
WHERE document_id IN (SELECT unnest(?)) AND kind IN ('title', 'body', 'caption') GROUP BY document_id
"""
_SHARED = """
SELECT passage_id, document_id, "start", "end", similarity FROM passages
WHERE evidence AND document_id IN (SELECT unnest(?)) ORDER BY passage_id, document_id, "start"
"""


def families(record: Record, documents: Iterable[str]) -> list[list[str]]:
    """The reports in groups of one text, in the order given; a report that shares little with the others is a group by itself."""
    order = list(dict.fromkeys(documents))
    group = {d: d for d in order}

    def head(document: str) -> str:
        while group[document] != document:
            document = group[document]
        return document

    if len(order) > 1:
        for left, right in _one_text(record, order):
            group[head(right)] = head(left)
    found: dict[str, list[str]] = defaultdict(list)
    for document in order:
        found[head(document)].append(document)
    return sorted(found.values(), key=lambda g: order.index(g[0]))


def _one_text(record: Record, documents: Sequence[str]) -> list[tuple[str, str]]:
    lengths = {r["document_id"]: r["length"] for r in record.rows(_LENGTHS, [list(documents)])}
    spots: dict[str, dict[str, list[tuple[int, int, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in record.rows(_SHARED, [list(documents)]):
        spots[row["passage_id"]][row["document_id"]].append((row["start"], row["end"], row["similarity"]))
    both: dict[tuple[str, str], list[list[tuple[int, int, float]]]] = defaultdict(lambda: [[], []])
    for places in spots.values():
        for left, right in combinations(sorted(places), 2):
            both[left, right][0] += places[left]
            both[left, right][1] += places[right]
    return [pair for pair, sides in both.items() if min(_covered(s) for s in sides) >= SHARE * max(min(lengths.get(d, 0) for d in pair), 1)]


def _covered(spans: Iterable[tuple[int, int, float]]) -> float:
    """Characters that spans cover, weighed by how alike they are; those that overlap count once."""
    total, reached = 0.0, 0
    for start, end, similarity in sorted(spans):
        total += max(end - max(start, reached), 0) * similarity
        reached = max(reached, end)
    return total
