"""The date lines of databases: "June 16, 2014 Monday", "Monday 16th June 2014 10:02 PM GMT", "16. Juni 2014", "16/06/2014, Final Edition".

The month is a word in nearly all of them, so that the order of day and month does not matter. A date in digits that can be read in two
ways is a bracket of the two days, never a guess.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from crosswire.wordlists import load_toml, words_of

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º)?"
_MONTH = r"(?P<m>[^\W\d_]{3,12})\.?"
_FORMS = (
    re.compile(rf"{_MONTH} (?P<d>\d{{1,2}}){_ORDINAL},? (?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"(?P<d>\d{{1,2}}){_ORDINAL} ?(?:de |of )?{_MONTH},? (?:de |del )?(?P<y>\d{{4}})(?!\d)"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?!\d)"),
    re.compile(rf"{_MONTH},? (?P<y>\d{{4}})(?!\d)"),
)
_WEEKDAY = re.compile(r"(?P<word>[^\W\d_]+(?:-feira)?)[.,]? (?:the )?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})[:.](?P<n>\d{2})(?::(?P<s>\d{2}))? ?(?P<half>[ap]\.?m\.?)? ?(?P<zone>GMT|UTC|Z\b)", re.IGNORECASE
)
_OTHER_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: ?[A-Z]{2,4}T?\b)?", re.IGNORECASE)
_LONGEST, _EDITION_WORDS = 160, 14


class Dated(NamedTuple):
    """When an article was published: ISO 8601 (a day, or a moment with its zone), or the days between which it lies."""

    at: str | None = None
    earliest: date | None = None
    latest: date | None = None
    warning: str | None = None

    def __bool__(self) -> bool:
        return bool(self.at or self.earliest)


@cache
def _months() -> dict[str, int]:
    """Names of months -> their number; English ones also by their first letters."""
    out = {name[:n]: i for i, name in enumerate(load_toml("news_databases.toml")["months_en"]["words"], 1) for n in (3, 4)}
    for language in _LANGUAGES:
        out |= {name: i for i, name in enumerate(load_toml("news_databases.toml")[f"months_{language}"]["words"], 1)}
    return out


def date_line(text: str) -> Dated | None:
    """The date that a line begins with, after a weekday at most; the rest may be a time and the words of an edition. None: no such line."""
    if len(text) > _LONGEST:
        return None
    at = 0
    weekday = _WEEKDAY.match(text)
    if weekday and weekday["word"].lower() in words_of("news_databases.toml", "weekdays"):
        at = weekday.end()
    for form in _FORMS:
        match = form.match(text, at)
        found = _dated(match, text) if match else None
        if match and found and _is_edition(text[match.end() :]):
            return found
    return None


def _is_edition(rest: str) -> bool:
    """Whether what follows a date is a time, a weekday, an edition: few words and no sentence."""
    rest = _OTHER_CLOCK.sub(" ", rest).strip(" ,;")
    return len(rest.split()) <= _EDITION_WORDS and not rest.endswith((".", "?", "!", "”", '"'))


def _dated(match: re.Match[str], text: str) -> Dated | None:
    parts = match.groupdict()
    try:
        if "a" in parts:
            return _slashed(int(parts["a"]), int(parts["b"]), int(parts["y"]), match.group())
        month = int(parts["m"]) if parts["m"].isdigit() else _months().get(parts["m"].lower(), 0)
        if "d" not in parts:
            first = date(int(parts["y"]), month, 1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return Dated(None, first, last) if _likely(first) else None
        day = date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None
    return Dated(_moment(day, text[match.end() :])) if _likely(day) else None


def _likely(day: date) -> bool:
    return 1600 <= day.year <= 2200


def _slashed(a: int, b: int, year: int, said: str) -> Dated:
    """Raises ValueError where it is no date."""
    if a <= 12 and b <= 12 and a != b:
        days = sorted((date(year, a, b), date(year, b, a)))
        return Dated(None, days[0], days[1], f"the date {said} can be read as two days; it is taken as between them")
    return Dated((date(year, b, a) if a > 12 else date(year, a, b)).isoformat())


def _moment(day: date, rest: str) -> str:
    """The day, with the time where its zone is said; a time without one would be a guess."""
    clock = _CLOCK.search(rest)
    if not clock:
        return day.isoformat()
    hour, half = int(clock["h"]), (clock["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return datetime(day.year, day.month, day.day, hour, int(clock["n"]), int(clock["s"] or 0), tzinfo=UTC).isoformat()
    except ValueError:
        return day.isoformat()
