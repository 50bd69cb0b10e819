"""Who copied whom: links of kind "copy" between reports that share text.

``left`` copied from ``right`` where one of these tells so, the first that does:

credit       one report credits the other's outlet, or names it; or the other is an agency's and this one is not;
time         one was published before the other;
containment  nearly all of the one stands in the other, which has much more: it was cut.

Else the link says that the direction is not known: both credit a third, or nothing tells. What is only quoted by both, and what an
outlet takes from its own earlier reports, is no copying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from crosswire.link.agencies import Credits, is_agency, names_outlet
from crosswire.link.families import shares
from crosswire.types import Document, Link, Reason, Tables

COPYING = frozenset({"wire", "copy"})  # kinds of passage
LEAST = 0.1  # part of the shorter report's words; below it two reports share a name or a sentence of background (reuse set: `share`)
WHOLE, MORE = 0.9, 1.5  # a cut version: this part of it in the other, which is so many times as long


class _Way(NamedTuple):
    """Which of two reports copied from the other (0 the left, 1 the right, None where that is not known), and how that is known."""

    copier: int | None
    rule: str
    score: float
    sentence: str


def copies(tables: Tables, credit: Credits) -> Iterator[Link]:
    """The links between reports of two outlets that share text beyond quotes, sorted.

    Of several reports of one outlet only the one that shares most with a report is linked to it: the others repeat their background.
    """
    documents = {d.document_id: d for d in tables.documents}
    found = {pair: share for pair, share in shares(tables, COPYING).items() if share >= LEAST and _two(documents, pair)}
    best: dict[tuple[str, str | None], tuple[float, str]] = {}
    for (left, right), share in found.items():
        for one, other in ((left, right), (right, left)):
            key = (one, documents[other].outlet)
            best[key] = max(best.get(key, (0.0, "")), (share, other))
    for (left, right), share in sorted(found.items()):
        way = _way((documents[left], documents[right]), share, credit)
        copier, source = (right, left) if way.copier == 1 else (left, right)
        kept = [best[copier, documents[source].outlet][1] == source]
        if way.copier is None:
            kept.append(best[source, documents[copier].outlet][1] == copier)
        if any(kept):
            sentence = f"{share:.0%} of the shorter report's words stand in both; {way.sentence}"
            yield Link(copier, source, "copy", way.score, True, (Reason(way.rule, way.score, sentence),))


def _two(documents: Mapping[str, Document], pair: tuple[str, str]) -> bool:
    """Whether two reports are of two outlets, as far as these are known."""
    outlets = [documents[i].outlet for i in pair]
    return None in outlets or outlets[0] != outlets[1]


def _way(pair: tuple[Document, Document], share: float, credit: Credits) -> _Way:
    third = sorted({s.name for s in credit.of(pair[0])} & {s.name for s in credit.of(pair[1])})
    if third:
        return _Way(None, "unknown", share, f"both credit {third[0]}: neither need have copied the other")
    unknown = _Way(None, "unknown", share, "neither a credit nor a time tells which copied which")
    return _credited(pair, credit) or _earlier(pair) or _cut(pair, share) or unknown


def _credited(pair: tuple[Document, Document], credit: Credits) -> _Way | None:
    """The one that credits or names the other's outlet, or is no agency's where the other is."""
    for names, said in ((_credits, "credits"), (_names, "names")):
        found = [i for i in (0, 1) if names(pair[i], pair[1 - i], credit)]
        if len(found) == 1:
            one, other = pair[found[0]], pair[1 - found[0]]
            return _Way(found[0], "credit", 0.9, f"{one.document_id} {said} {other.outlet}")
    agencies = [i for i in (0, 1) if is_agency(pair[i].outlet or "")]
    if len(agencies) == 1:
        return _Way(1 - agencies[0], "credit", 0.8, f"{pair[agencies[0]].outlet} is an agency, whose words outlets print")
    return None


def _credits(one: Document, other: Document, credit: Credits) -> bool:
    return any(source.name == other.outlet for source in credit.of(one))


def _names(one: Document, other: Document, _: Credits) -> bool:
    return names_outlet(one, other.outlet or "")


def _earlier(pair: tuple[Document, Document]) -> _Way | None:
    days = [d.published for d in pair]
    if days[0] is None or days[1] is None:
        return None
    moments = [_moment(d.published_at) for d in pair]
    if moments[0] and moments[1]:
        order = (moments[0] > moments[1]) - (moments[0] < moments[1])
    else:
        order = (days[0] > days[1]) - (days[0] < days[1])
    if not order:
        return None
    copier = 0 if order > 0 else 1
    return _Way(copier, "time", 0.7, f"{pair[1 - copier].document_id} was published first ({pair[1 - copier].published_at})")


def _moment(said: str | None) -> datetime | None:
    """A moment that can be compared with others: one with its time and zone."""
    moment = datetime.fromisoformat(said) if said and len(said) > len("2031-05-04") else None
    return moment if moment and moment.tzinfo else None


def _cut(pair: tuple[Document, Document], share: float) -> _Way | None:
    short, long = sorted((0, 1), key=lambda i: len(pair[i].text))
    if share >= WHOLE and len(pair[long].text) >= MORE * len(pair[short].text):
        return _Way(short, "containment", 0.5, f"{pair[long].document_id} has all of it and much more")
    return None
