"""When a report was published: as a person gave it, as its address has it, or as its own text says. Never guessed.

A text speaks of its own date in a dateline, a "Published ..." line, a line that is nothing but a date, or a dated title
("Situation update (16 March 2030)"). Otherwise explicit full dates only bound it: it is no older than the latest day that the
text tells of as past, and older than the earliest day that it tells of as still to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

from crosswire.acquire.blocks import LINE, Block
from crosswire.acquire.captions import is_caption
from crosswire.acquire.datelines import MONTHS, WEEKDAYS, find_dateline

_MONTH_KEYS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = re.compile(
    rf"\b(?:(?P<y1>\d{{4}})[-/](?P<m1>\d{{1,2}})[-/](?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTHS}),?\s+(?P<y2>\d{{4}})\b"
    rf"|(?P<m3>{MONTHS})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}})\b"
    rf"|(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>\d{{4}})\b)",
    re.IGNORECASE,
)
FIRST = "1600"  # the year in which news began to be printed
_MONTH_ONLY = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)$")
_SLASHED = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})$")
_URL_DATE = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d|[a-z]{3})[/-](?P<d>\d\d)(?=[/_.-]|$)")
_PUBLISHED = re.compile(
    r"^\W*(?:first |originally )?(?:published|posted|issued|released|filed|publication date|"
    r"date of (?:issue|publication)|date|issue date)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"^\W*(?:last |latest )?(?:updated?|modified|revised)\b", re.IGNORECASE)
_ENDS_IN_DATE = re.compile(r"[(,:–—|-]\s*(?:as (?:of|at)\s+)?[^()]{0,50}$", re.IGNORECASE)
# What may stand beside the date in a line that is nothing but a date.
_BESIDE = re.compile(
    rf"\b(?:{WEEKDAYS}|\d{{1,2}}[:.h]\d\d(?:[:.]\d\d)?|\d{{1,2}}\s*(?:am|pm)|[ap]\.?m\.?|[A-Z]{{2,4}}T|GMT|UTC|Z|"
    r"local time|hours|hrs|at|on)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])")
# Words by which a day is still to come, or only bounds a time. DAY stands for the date itself, so that its "May" is no verb.
_AHEAD = re.compile(
    r"\b(?:will|shall|would|may|might|could|should|due|scheduled|planned|plans?|planning|expected|expects?|deadline|upcoming|tomorrow|"
    r"extends?|extended|expires?|is to|are to|was to|were to|to be|set (?:to|for)|"
    r"(?:until|till|by|before|from|starting|beginning|effective)\s+(?:\w+day,?\s+)?DAY)\b",
    re.IGNORECASE,
)
_SURELY_AHEAD = re.compile(
    r"\b(?:will|is to|are to|is due|are due|is scheduled|are scheduled|is set|are set|is expected|are expected)\b", re.IGNORECASE
)
_HEARSAY = re.compile(r"\b(?:said|told|promised|pledged|vowed|announced|had|was|were|would)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has been|have been|said|told|fell|began|took|came|went|left|held|met|sent|saw|hit|shot|struck|won|lost|broke|"
    r"made|gave|led|fled|rose|ran|became|found|built|died|\w{3,}ed)\b",
    re.IGNORECASE,
)  # fmt: skip
_HEAD_BLOCKS, _TAIL_BLOCKS = 8, 6


class Published(NamedTuple):
    """A date of publication: ``at`` as exact as it is known, else the days between which it lies."""

    at: str | None = None
    source: Literal["given", "page", "url", "text"] | None = None
    earliest: date | None = None
    latest: date | None = None


def _day(match: re.Match[str]) -> date | None:
    parts = {k[0]: v for k, v in match.groupdict().items() if v}
    month = parts["m"].lower()
    number = int(month) if month.isdigit() else _MONTH_KEYS.index(month[:3]) + 1
    try:
        found = date(int(parts["y"]), number, int(parts["d"]))
    except ValueError:
        return None
    return found if 1500 <= found.year <= 2200 else None


def full_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Every explicit day with its year: (start, end, day)."""
    for match in _FULL.finditer(text):
        found = _day(match)
        if found:
            yield match.start(), match.end(), found


def _moment(value: str) -> str | None:
    """An ISO 8601 day or moment in one spelling, else None."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", value):
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def parse_given(value: str) -> Published:
    """A date that a person or a file gave: ISO 8601, RFC 822, or a day in words. A month alone becomes a bracket.

    Raises ValueError with a sentence where it is no date or could be read in two ways.
    """
    value = value.strip()
    iso = _moment(value.replace("/", "-") if re.match(r"\d{4}/\d\d/\d\d", value) else value)
    if iso:
        return Published(iso, "given")
    month = _MONTH_ONLY.match(value)
    if month and 1 <= int(month["m"]) <= 12:
        first = date(int(month["y"]), int(month["m"]), 1)
        return Published(None, "given", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    slashed = _SLASHED.match(value)
    if slashed:
        return Published(_slashed(slashed, value), "given")
    if re.match(r"(?:[A-Za-z]{3},\s+)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d", value):
        return Published(parsedate_to_datetime(value).isoformat(), "given")
    days = list(full_dates(value))
    if len(days) == 1:
        return Published(days[0][2].isoformat(), "given")
    raise ValueError(f"{value!r} is no date; write it as 2030-03-14 or 2030-03-14T21:40:00+05:00")


def plausible(at: str) -> bool:
    """Whether a report may have been published then: not where a program has written its zero for "not known".

    >>> [plausible(at) for at in ("0001-01-01T00:00:00+00:00", "1970-01-01", "2030-03-14")]
    [False, False, True]
    """
    return at[:4] >= FIRST and not at.startswith("1970-01-01")


def _slashed(match: re.Match[str], value: str) -> str:
    first, second = int(match["a"]), int(match["b"])
    if first <= 12 and second <= 12 and first != second:
        raise ValueError(f"{value!r} can be read as two days; write it as 2030-03-14")
    day, month = (first, second) if first > 12 else (second, first)
    return date(int(match["y"]), month, day).isoformat()


def from_url(url: str | None) -> Published:
    """The day in an address such as ``/2030/03/14/`` or ``/2030/mar/14/``."""
    match = _URL_DATE.search(url.lower()) if url else None
    if not match or not (match["m"].isdigit() or match["m"] in _MONTH_KEYS):
        return Published()
    found = _day(match)
    return Published(found.isoformat(), "url") if found else Published()


def from_text(blocks: Sequence[Block]) -> Published:
    """The day that a report names as its own, else a bracket from the full dates in it, else nothing."""
    head, tail = blocks[:_HEAD_BLOCKS], blocks[max(_HEAD_BLOCKS, len(blocks) - _TAIL_BLOCKS) :]
    edge = [b for b in (*head, *tail) if len(b.text) <= LINE and len(b.words) <= 18]
    own = (
        next(_labelled(edge, _PUBLISHED), None)
        or next(_in_datelines(head), None)
        or next(_date_lines(head[:6]), None)
        or next(_in_title([b for b in head[:2] if len(b.text) <= LINE]), None)
        or next(_labelled(edge, _UPDATED), None)
        or next(_opening(head[:1]), None)
    )
    if own:
        return Published(own.isoformat(), "text")
    earliest, latest = _bracket(blocks)
    return Published(None, None, earliest, latest)


def _labelled(blocks: Sequence[Block], label: re.Pattern[str]) -> Iterator[date]:
    for block in blocks:
        found = list(full_dates(block.text))
        match = label.search(block.text)
        if match and found and found[0][0] - match.end() <= 40:
            yield found[0][2]


def _in_datelines(blocks: Sequence[Block]) -> Iterator[date]:
    for block in blocks:
        found = find_dateline(block, 0)
        if found:
            yield from (day for _, _, day in full_dates(block.text[: found[0] - block.start]))


def _date_lines(blocks: Sequence[Block]) -> Iterator[date]:
    """Lines that are a date, maybe with a time, and at most a name beside it."""
    for block in blocks:
        found = list(full_dates(block.text))
        if len(found) != 1 or len(block.text) > LINE or len(block.words) > 14:
            continue
        start, end, day = found[0]
        rest = _BESIDE.sub(" ", f"{block.text[:start]} / {block.text[end:]}")
        words = re.findall(r"[^\W\d_]{2,}", rest)
        if len(words) <= 4 and all(w[0].isupper() for w in words) and not block.text.endswith("."):
            yield day


def _in_title(blocks: Sequence[Block]) -> Iterator[date]:
    """A title that ends in its date: "Flash update no. 3 (as of 16 March 2030, 18:00)"."""
    for block in blocks:
        for start, end, day in full_dates(block.text):
            ends = len(re.findall(r"[^\W\d_]{3,}", _BESIDE.sub(" ", block.text[end:]))) == 0
            if start > 0 and ends and not block.ends_sentence and _ENDS_IN_DATE.search(block.text[:start]):
                yield day


def _opening(blocks: Sequence[Block]) -> Iterator[date]:
    """A text that begins with its date, as archives paste it: "Tue 05 Jul 2016 Shelling kills ..."."""
    for block in blocks:
        for start, end, day in full_dates(block.text[:40]):
            before = _BESIDE.sub("", block.text[:start]).strip(" ,")
            if not before and re.match(r"[\s|:–-]*[A-Z]", block.text[end:]):
                yield day


def _bracket(blocks: Sequence[Block]) -> tuple[date | None, date | None]:
    past, ahead = [], []
    for block in blocks:
        for sentence in _SENTENCE.split(block.text):
            days = [day for _, _, day in full_dates(sentence)]
            if not days:
                continue
            bare = _FULL.sub("DAY", sentence)
            if not _AHEAD.search(bare) and (_PAST.search(bare) or is_caption(block)):
                past += days
            elif _SURELY_AHEAD.search(bare) and not _HEARSAY.search(bare):
                ahead += days
    earliest, latest = max(past, default=None), min(ahead, default=None)
    if earliest and latest and earliest > latest:
        return None, None
    return earliest, latest
