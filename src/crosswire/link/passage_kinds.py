"""What kind of passage shared words are: a statement, wire copy, copying, recycled background; and what is only boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from crosswire.link.agencies import Credits
from crosswire.link.passage_groups import Spot
from crosswire.link.words import covered, merged
from crosswire.types import Document, Quote, Span
from crosswire.wordlists import words_of

Kind = Literal["statement", "wire", "copy", "recycled"]

WHOLE = 0.9  # the part of a passage that one quote must hold to make a statement of it wherever it stands
HEAD, TAIL = 300, 40  # characters at a report's ends in which an agency's bare name is a credit
OFTEN = 3  # reports of one outlet
DAYS_APART = 3  # what one outlet says so often, days apart, is its own background and shows nothing of where news comes from
AFFAIR_DAYS = 14  # weeks apart, in affairs of their own (gold's convention for stories), it is no passage but page furniture


def is_boilerplate(reports: Sequence[Document]) -> bool:
    """Whether only one outlet has the words, in three reports or more that came out days apart: never evidence.

    What another outlet has too is no boilerplate: agencies repeat a paragraph of background for months, and those who copy it with them.
    """
    return _times_said(reports, DAYS_APART) >= OFTEN


def is_furniture(reports: Sequence[Document]) -> bool:
    """Whether only one outlet has the words, in three affairs or more: what it prints under its reports, whatever they tell of."""
    return _times_said(reports, AFFAIR_DAYS + 1) >= OFTEN


def _times_said(reports: Sequence[Document], days: int) -> int:
    """How many reports follow the last one that was counted by so many days; 0 where two outlets, or unknown ones, have them."""
    if reports[0].outlet is None or len({d.outlet for d in reports}) > 1:
        return 0
    count, last = 0, None
    for day in sorted(d.published for d in reports if d.published):
        if last is None or (day - last).days >= days:
            count, last = count + 1, day
    return count


def kind_of(spots: Sequence[Spot], reports: Sequence[Document], quotes: Mapping[str, Sequence[Quote]], credit: Credits) -> Kind:
    """The kind of a passage that stands in these spots of these reports.

    Someone's words before all; then background, which comes back in another affair or another day's report of the same outlet.
    """
    if _is_statement(spots, quotes):
        return "statement"
    days = sorted({d.published for d in reports if d.published})
    one_outlet = bool(reports[0].outlet) and len({d.outlet for d in reports}) == 1
    if days and ((days[-1] - days[0]).days > AFFAIR_DAYS or (one_outlet and len(days) > 1)):
        return "recycled"
    return "wire" if not one_outlet and (credit.source(reports) or any(_by_an_agency(d.text) for d in reports)) else "copy"


def _is_statement(spots: Sequence[Spot], quotes: Mapping[str, Sequence[Quote]]) -> bool:
    """Whether the words are somebody's: in quote marks in most reports, all of them in one quote with a speaker, or the same speaker's.

    One report's marks are enough for that: others print the words without them, or as indirect speech.
    """
    direct = {s: [q for q in quotes.get(s.document_id, ()) if q.mode != "indirect"] for s in spots}
    if sum(_share(s, direct[s]) >= 0.5 for s in spots) * 2 > len(spots):
        return True
    if any(q.speaker_text and _share(s, [q]) >= WHOLE for s in spots for q in direct[s]):
        return True
    speakers = [{q.speaker_id for q in quotes.get(s.document_id, ()) if q.speaker_id and _share(s, [q]) >= 0.5} for s in spots]
    return bool(set.intersection(*speakers))


def _by_an_agency(text: str) -> bool:
    """Whether a report shows an agency's hand though no line of it is a credit: its people were told, or its name is all the byline.

    Looked for are the agency's own people ("told AFP", "a Reuters witness"), its name before the date and at the very end.
    """
    own, byline, end = _agency_patterns()
    return bool(own.search(text) or byline.search(text[:HEAD]) or end.search(text[-TAIL:]))


@cache
def _agency_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = sorted(words_of("agencies.toml", "agency"), key=lambda n: (-len(n), n))
    names, unnamed = "|".join(map(re.escape, known)), "|".join(sorted(words_of("agencies.toml", "unnamed")))
    people = "(?:correspondent|journalist|reporter|photographer|witness|stringer)s?"
    day = r"(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    return (
        re.compile(rf"\b(?:told|telling) (?:{names})\b|\b(?:{names})(?:['’]?s)? {people}\b"),
        re.compile(rf"\((?:{names}|(?i:{unnamed}))\)|\b(?:{names}),? {day}"),
        re.compile(rf"\b(?:{names}|(?i:{unnamed}))\W*$"),
    )


def _share(spot: Spot, quotes: Iterable[Quote]) -> float:
    """The part of a spot that quotes hold."""
    return covered(merged(Span(q.start, q.end) for q in quotes), spot.start, spot.end) / max(spot.end - spot.start, 1)
