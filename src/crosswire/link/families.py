"""Text families: documents that are mostly the same text, directly or by way of others.

Two documents are of one family where the passages that stand in both hold at least :data:`SHARE` of the words of the shorter one, the
same words on both sides. What is only quoted by both rarely makes half of a report; wire copy, its cut versions and a report that is
put out again do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations

from crosswire.link.groups import Groups
from crosswire.link.words import READ, by_document, count_words, merged, word_spans
from crosswire.types import Passage, Span, Tables, make_id

# Measured on the reuse set: 140 pairs share one half so. In all but 3 of those with two outlets, exact runs of eight words hold .3
# or more of the shorter, and 92 of the 107 pairs with .5 in exact runs are found.
SHARE = 0.5
HUBS = 12  # documents that each further one is held against, where very many share a passage: enough to join all that share it

_Spots = Mapping[str, Sequence[Span]]  # document_id -> where one passage stands in it


def families(tables: Tables) -> dict[str, str]:
    """document_id -> the id of its family, for every document; one that shares little with any other is a family of its own."""
    groups: Groups[str] = Groups(d.document_id for d in tables.documents)
    for (left, right), share in shares(tables).items():
        if share >= SHARE:
            groups.join(left, right)
    return {document_id: make_id("family", *together) for together in groups.all() for document_id in together}


def shares(tables: Tables, kinds: Container[str] | None = None) -> dict[tuple[str, str], float]:
    """Two documents that share a passage (ids in order) -> the part of the shorter one's words that passages (of some kinds) give both."""
    texts, words = tables.texts(), _words(tables)
    found = {}
    for (left, right), both in sorted(_together(tables, kinds).items()):
        least = max(min(words[left], words[right]), 1)
        a, b = (_bag(texts[d], [s for spots in both for s in spots[d]]) for d in (left, right))
        found[left, right] = round((a & b).total() / least, 4)
    return found


def _words(tables: Tables) -> dict[str, int]:
    """How many words of each document are read: those of title, body and captions, or all where nothing is known of its parts."""
    segments = by_document(tables.segments)
    read = {i: [Span(s.start, s.end) for s in rows if s.kind in READ] for i, rows in segments.items()}
    every = {i: merged(read.get(i, [Span(0, len(text))])) for i, text in tables.texts().items()}
    return {i: sum(count_words(text[span.start : span.end]) for span in every[i]) for i, text in tables.texts().items()}


def _bag(text: str, spans: Sequence[Span]) -> Counter[str]:
    return Counter(key for span in merged(spans) for key, _, _ in word_spans(text[span.start : span.end]))


def _together(tables: Tables, kinds: Container[str] | None) -> dict[tuple[str, str], list[_Spots]]:
    """Two documents (ids in order) -> the passages that stand in both."""
    rank = {d.document_id: (d.published_at is None, d.published_at or "", d.document_id) for d in tables.documents}
    rows: dict[str, list[Passage]] = defaultdict(list)
    for passage in (p for p in tables.passages if p.evidence and (kinds is None or p.kind in kinds)):
        rows[passage.passage_id].append(passage)
    found: dict[tuple[str, str], list[_Spots]] = defaultdict(list)
    for _, together in sorted(rows.items()):
        spots = {i: [Span(p.start, p.end) for p in own] for i, own in by_document(together).items()}
        for left, right in _pairs(sorted(spots, key=lambda i: rank[i])):
            found[min(left, right), max(left, right)].append(spots)
    return found


def _pairs(documents: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every two of few documents; of many, each with the first :data:`HUBS`."""
    yield from combinations(documents[:HUBS], 2)
    yield from ((hub, other) for other in documents[HUBS:] for hub in documents[:HUBS])
