"""Words that stand in two or more documents, to the character.

Documents that share a run of words are found by their postings (:mod:`crosswire.link.postings`) and compared, no others; what two
documents share is aligned across small edits (:mod:`crosswire.link.alignment`) and is a match if it is evidence of anything
(:mod:`crosswire.link.evidence`); matches that hold the same words are one passage (:mod:`crosswire.link.passage_groups`). Title, body
and captions are compared, leftovers are not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from crosswire.link import passage_kinds, postings
from crosswire.link.agencies import Credits
from crosswire.link.alignment import Stretch, shared_stretches
from crosswire.link.evidence import phrases, phrases_in, says_little, worth
from crosswire.link.passage_groups import SAME_PLACE, SAME_PLACE_LOOSE, Match, Spot, passages_of
from crosswire.link.readings import Words, read_words
from crosswire.link.words import by_document
from crosswire.types import Document, Passage, Quote, Tables, make_id


def find(tables: Tables) -> Tables:
    """The tables with ``passages`` filled."""
    read = readings(tables)
    return replace(tables, passages=rows(tables, read, matches(read)))


def readings(tables: Tables) -> list[Words]:
    """The words of every document, the earliest first, undated last: the earliest are the hubs of what very many reports share."""
    segments = by_document(tables.segments)
    ordered = sorted(tables.documents, key=lambda d: (d.published_at is None, d.published_at or "", d.document_id))
    return [read_words(d, segments.get(d.document_id, ())) for d in ordered]


def matches(read: Sequence[Words], fresh: Collection[str] | None = None) -> list[Match]:
    """What pairs of documents share; with ``fresh``, only of pairs with one of these documents (an update adds them to those it has)."""
    wanted = None if fresh is None else [i for i, words in enumerate(read) if words.document_id in fresh]
    return [m for left, right in postings.pairs(postings.table(read), wanted) for m in _matches(read[left], read[right])]


def _matches(left: Words, right: Words) -> Iterator[Match]:
    def weigh(stretch: Stretch) -> int:
        return worth(left, right, stretch)

    for stretch in shared_stretches(left, right, weigh):
        a, b = left.span(stretch.a0, stretch.a1), right.span(stretch.b0, stretch.b1)
        yield Match(Spot(left.document_id, *a), Spot(right.document_id, *b), stretch, weigh(stretch) > 1)


def rows(tables: Tables, read: Sequence[Words], found: Sequence[Match]) -> tuple[Passage, ...]:
    """The passages that matches make, sorted."""
    documents = {d.document_id: d for d in tables.documents}
    quotes, credit = by_document(tables.quotes), Credits(tables.documents)
    by_id = {words.document_id: words for words in read}
    weighed = _weighed(sorted(found), by_id)
    out: list[Passage] = []
    for proof in (True, False):
        for group in passages_of([m for m in weighed if m.evidence is proof], SAME_PLACE if proof else SAME_PLACE_LOOSE):
            out += _passage(group, documents, quotes, credit, proof)
    return tuple(sorted(out, key=lambda p: (p.passage_id, p.document_id, p.start, p.end)))


def _weighed(found: Sequence[Match], read: Mapping[str, Words]) -> list[Match]:
    """Matches; those that hold turns of phrase only are no evidence."""
    runs = {g for m in found if m.evidence for g in phrases_in(read[m.left.document_id], m.stretch).tolist()}
    known = phrases(list(read.values()), runs)
    return [
        replace(m, evidence=False)
        if m.evidence and says_little(read[m.left.document_id], read[m.right.document_id], m.stretch, known)
        else m
        for m in found
    ]


def _passage(
    group: Mapping[Spot, float], documents: Mapping[str, Document], quotes: Mapping[str, Sequence[Quote]], credit: Credits, proof: bool
) -> Iterator[Passage]:
    """The rows of one passage; none where all of it is what one outlet prints everywhere."""
    spots = sorted(group)
    reports = [documents[d] for d in sorted({s.document_id for s in spots})]
    if len(reports) < 2 or passage_kinds.is_furniture(reports):
        return
    kind = passage_kinds.kind_of(spots, reports, quotes, credit)
    passage_id = make_id("passage", *(part for spot in spots for part in spot))
    evidence = proof and not passage_kinds.is_boilerplate(reports)
    for spot in spots:
        yield Passage(passage_id, spot.document_id, spot.start, spot.end, kind, round(group[spot], 4), evidence)
