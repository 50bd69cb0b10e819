"""Words that stand in two or more documents, to the character.

Documents that share a run of ``SEED`` words are compared (no others); what two documents share is aligned across small edits
(:mod:`crosswire.link.alignment`); matches that cover the same words are one passage. Title, body and captions are compared, leftovers
are not. What one outlet prints in three affairs, weeks apart, is its boilerplate and no evidence of anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

import numpy as np

from crosswire.link.agencies import Credits
from crosswire.link.alignment import Stretch, grams, shared_stretches
from crosswire.link.groups import Groups
from crosswire.link.words import Lexicon, Words, by_document, covered, merged, read_words
from crosswire.types import Document, Passage, Quote, Span, Tables, make_id
from crosswire.wordlists import words_of

Kind = Literal["statement", "wire", "copy", "recycled"]

SEED = 6  # words of the exact run by which two documents are found to share something
HUBS = 12  # a run in more documents than this is compared with that many of them: enough to join all into one passage
ALIKE = 0.8  # two matches in one document are one occurrence if they share this part of their union
LEAST_CONTENT = 2  # equal words that are not function words: "said in a statement on Monday that the" is no passage
BOILERPLATE_AFFAIRS = 3
AFFAIR_DAYS = 14  # reports further apart tell of another affair (gold's convention for stories)


class Spot(NamedTuple):
    """Some words of one document."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """What two documents share."""

    left: Spot
    right: Spot
    similarity: float


def find(tables: Tables) -> Tables:
    """The tables with ``passages`` filled."""
    lexicon = Lexicon()
    segments = by_document(tables.segments)
    read = [read_words(d, segments[d.document_id], lexicon) for d in _in_order(tables.documents)]
    light = lexicon.numbers(words_of("function_words.toml", "function") | words_of("function_words.toml", "reporting"))
    matches = [m for left, right in _candidates(read) for m in _matches(read[left], read[right], light)]
    documents = {d.document_id: d for d in tables.documents}
    quotes, credit = by_document(tables.quotes), Credits(tables.documents)
    rows = [row for group in _occurrences(matches) for row in _passage(group, documents, quotes, credit)]
    return replace(tables, passages=tuple(sorted(rows, key=lambda p: (p.passage_id, p.document_id, p.start, p.end))))


def _in_order(documents: Iterable[Document]) -> list[Document]:
    """Earliest first, undated last: the earliest are the hubs of what very many reports share."""
    return sorted(documents, key=lambda d: (d.published_at is None, d.published_at or "", d.document_id))


# --- which documents to compare ---------------------------------------------------------------------------------------
def _candidates(read: Sequence[Words]) -> list[tuple[int, int]]:
    """The pairs of documents that share a run of ``SEED`` words (sorted); linear in the words but for the pairs themselves."""
    found = [np.unique(grams(words.ids, SEED)) for words in read]
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    owners = np.repeat(np.arange(len(found)), [len(f) for f in found])
    order = np.argsort(keys, kind="stable")  # stable: the owners of one key stay in order
    keys, owners = keys[order], owners[order]
    edges = np.append(np.flatnonzero(np.append(True, np.diff(keys) != 0)), len(keys)) if len(keys) else np.zeros(1, dtype=np.int64)
    sizes = np.diff(edges)
    pairs: set[tuple[int, int]] = set()
    for first, size in zip(edges[:-1][sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        together = owners[first : first + size].tolist()
        pairs.update(combinations(together[:HUBS], 2))
        pairs.update((hub, other) for other in together[HUBS:] for hub in together[:HUBS])
    return sorted(pairs)


def _matches(left: Words, right: Words, light: frozenset[int]) -> Iterator[Match]:
    for stretch in shared_stretches(left, right):
        if _content(left, right, stretch, light) >= LEAST_CONTENT:
            a, b = left.span(stretch.a0, stretch.a1), right.span(stretch.b0, stretch.b1)
            yield Match(Spot(left.document_id, *a), Spot(right.document_id, *b), stretch.similarity)


def _content(left: Words, right: Words, stretch: Stretch, light: frozenset[int]) -> int:
    """How many different words of substance a stretch has on both sides."""
    both = set(left.ids[stretch.a0 : stretch.a1].tolist()) & set(right.ids[stretch.b0 : stretch.b1].tolist())
    return len(both - light)


# --- what is one passage ----------------------------------------------------------------------------------------------
def _occurrences(matches: Sequence[Match]) -> list[dict[Spot, float]]:
    """Groups of spots that hold the same words, each with its best similarity; overlapping spots of a group are one."""
    groups: Groups[Spot] = Groups()
    best: dict[Spot, float] = defaultdict(float)
    for match in matches:
        groups.join(match.left, match.right)
        for spot in (match.left, match.right):
            best[spot] = max(best[spot], match.similarity)
    for spots in by_document(sorted(best)).values():
        leaders: list[Spot] = []  # the widest first: joining each to its neighbour would drift from one end of a text to the other
        for spot in sorted(spots, key=lambda s: (s.start - s.end, s)):
            leader = next((other for other in leaders if _same_words(spot, other)), None)
            if leader:
                groups.join(spot, leader)
            else:
                leaders.append(spot)
    return [_merged({spot: best[spot] for spot in group}) for group in groups.all()]


def _same_words(left: Spot, right: Spot) -> bool:
    shared = min(left.end, right.end) - max(left.start, right.start)
    return shared >= ALIKE * (max(left.end, right.end) - min(left.start, right.start))


def _merged(spots: Mapping[Spot, float]) -> dict[Spot, float]:
    out: dict[Spot, float] = {}
    for document_id, own in sorted(by_document(spots).items()):
        for whole in merged(Span(s.start, s.end) for s in own):
            out[Spot(document_id, *whole)] = max(spots[s] for s in own if whole.start <= s.start < whole.end)
    return out


def _passage(
    group: Mapping[Spot, float], documents: Mapping[str, Document], quotes: Mapping[str, Sequence[Quote]], credit: Credits
) -> Iterator[Passage]:
    """The rows of one passage; none where all of it is one outlet's boilerplate."""
    spots = sorted(group)
    reports = [documents[d] for d in sorted({s.document_id for s in spots})]
    if len(reports) < 2 or _is_boilerplate(reports):
        return
    kind = _kind(spots, reports, quotes, credit)
    passage_id = make_id("passage", *(part for spot in spots for part in spot))
    for spot in spots:
        yield Passage(passage_id, spot.document_id, spot.start, spot.end, kind, round(group[spot], 4))


def _is_boilerplate(reports: Sequence[Document]) -> bool:
    """Whether only one outlet has the words, in three affairs or more.

    What another outlet has too is no boilerplate: agencies repeat a paragraph of background for months, and those who copy it with them.
    """
    if reports[0].outlet is None or len({d.outlet for d in reports}) > 1:
        return False
    return _affairs(sorted(d.published for d in reports if d.published)) >= BOILERPLATE_AFFAIRS


def _affairs(days: Sequence[date]) -> int:
    return bool(days) + sum((after - before).days > AFFAIR_DAYS for before, after in pairwise(days))


# --- what kind of passage ---------------------------------------------------------------------------------------------
def _kind(spots: Sequence[Spot], reports: Sequence[Document], quotes: Mapping[str, Sequence[Quote]], credit: Credits) -> Kind:
    if _is_statement(spots, quotes):
        return "statement"
    if reports[0].outlet and len({d.outlet for d in reports}) == 1:
        return "recycled" if len({d.published for d in reports}) > 1 else "copy"
    return "wire" if credit.source(reports) else "copy"


def _is_statement(spots: Sequence[Spot], quotes: Mapping[str, Sequence[Quote]]) -> bool:
    """Whether most of the words are in quote marks wherever they stand, or the same speaker's in every document."""
    if all(_share(s, [q for q in quotes.get(s.document_id, ()) if q.mode != "indirect"]) >= 0.5 for s in spots):
        return True
    speakers = [{q.speaker_id for q in quotes.get(s.document_id, ()) if q.speaker_id and _share(s, [q]) >= 0.5} for s in spots]
    return bool(set.intersection(*speakers))


def _share(spot: Spot, quotes: Iterable[Quote]) -> float:
    """The part of a spot that quotes hold."""
    return covered(merged(Span(q.start, q.end) for q in quotes), spot.start, spot.end) / max(spot.end - spot.start, 1)
