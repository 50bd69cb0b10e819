"""Versions that are told by titles: a marked title names that of another report, and a notice quotes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crosswire.link.agencies import Credits, is_agency
from crosswire.link.clusters import Pair
from crosswire.link.groups import Groups
from crosswire.link.version_marks import NOTICE, TITLE, Mark, title_words
from crosswire.link.version_reports import Reports, days
from crosswire.types import Document

# The part of the shorter text's runs of five words that stand in the other, too. Measured on 205 reports edited in eight ways (figures or
# names put right, cut to two thirds or to half, three in ten sentences dropped, every fourth written anew, every tenth word another, the
# order changed): 0.44 or more in 19 of 20 of each kind; where every second sentence is written anew 0.20. Of 5,460 pairs of reports of two
# affairs none has more than 0.11; of reports of one affair in one outlet that were not put out again, 0.15.
ALIKE = 0.25


def by_title(read: Reports) -> Iterator[Pair]:
    """Marked reports, each with those that it names."""
    marked = [i for i, m in sorted(read.marks.items()) if m.kind]
    if not marked:
        return
    credit = Credits(list(read.documents.values()))
    voices = {i: {f"{s.kind} {s.name}" for s in credit.of(d) if s.kind == "agency"} | _own(d) for i, d in read.documents.items()}
    titled: dict[str, list[str]] = defaultdict(list)
    for i in sorted(read.documents):
        for voice in voices[i]:
            titled[voice].append(i)
    for i in marked:
        others = sorted({o for voice in voices[i] for o in titled[voice]} - {i})
        yield from ((o, i) for o in _named(read, i, others))


def _own(document: Document) -> set[str]:
    if not document.outlet:
        return set()
    return {f"outlet {document.outlet}", *([f"agency {document.outlet}"] if is_agency(document.outlet) else [])}


def _named(read: Reports, document_id: str, others: Sequence[str]) -> list[str]:
    """The reports whose title a marked one names: those that share its text; of a notice that has none of it, the only or the last one."""
    mine, document = read.marks[document_id], read.documents[document_id]
    before = [o for o in others if days(read.documents[o], document) <= 0 and read.documents[o].text != document.text]
    fitting = [o for o in before if names(mine, read.marks[o], document.text[:NOTICE] if mine.kind == "withdrawal" else "")]
    alike = [o for o in fitting if read.shared(o, document_id) >= ALIKE]
    if alike or mine.kind == "update":
        return alike
    plain = [o for o in fitting if read.marks[o].rest == mine.rest or mine.kind == "withdrawal"]
    dated = [o for o in plain if read.documents[o].published]
    if len(plain) > 1 and mine.kind == "withdrawal" and len(dated) == len(plain):
        last = max(read.documents[o].published_at or "" for o in plain)
        return [o for o in plain if read.documents[o].published_at == last][:1]
    return plain if len(plain) == 1 and (mine.kind == "withdrawal" or len(mine.rest) >= TITLE) else []


def names(mine: Mark, other: Mark, notice: str) -> bool:
    """Whether the words behind a mark are the other report's title, or half of the words of both, or a notice quotes it."""
    if not other.rest:
        return False
    a, b = set(mine.rest), set(other.rest)
    if mine.rest == other.rest or len(a & b) >= 0.5 * len(a | b):
        return True
    quoted = f" {' '.join(title_words(notice))} " if notice else ""
    return len(other.rest) >= TITLE and f" {' '.join(other.rest)} " in quoted


def unfound(read: Reports, together: Groups[str]) -> list[str]:
    """Notices that were joined with no report that is none."""
    others = {together.find(i) for i in read.documents if i not in read.notices}
    return [i for i in sorted(read.notices) if together.find(i) not in others]


def by_headline(read: Reports, together: Groups[str]) -> Iterator[Pair]:
    """Notices that found nothing in their own outlet, each with the one report of the record that has the headline.

    Its outlet, or that of the notice, is not known. Where several reports of one outlet have the headline, as columns do, that of the day.
    """
    for i in unfound(read, together):
        mine, document = read.marks[i], read.documents[i]
        quoted = f" {' '.join(title_words(document.text[:NOTICE]))} "
        having = [
            o
            for o, mark in sorted(read.marks.items())
            if o not in read.notices
            and len(mark.rest) >= TITLE
            and (mark.rest == mine.rest or f" {' '.join(mark.rest)} " in quoted)
            and days(read.documents[o], document) <= 0
        ]
        if len({together.find(o) for o in having}) > 1 and len({read.documents[o].outlet for o in having}) == 1:
            having = [o for o in having if document.published and read.documents[o].published == document.published]
        if len({together.find(o) for o in having}) == 1 and not any(read.differ(o, i) for o in having):
            yield having[0], i
