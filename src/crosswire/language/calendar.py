"""The words and the written forms of the English calendar: months, weekdays, dates, clock times.

Purely lexical, shared by the readers of times (which resolve what is found) and of quantities (which leave it alone).
Month and weekday names are a closed class of the language, so they stand here and not in a word list.
"""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}

# Names are written with a capital; all capitals in headlines and datelines.
_long_month = "January|February|March|April|May|June|July|August|September|October|November|December"
_short_month = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
MONTH = rf"(?:(?:{_long_month}|{_long_month.upper()})\b|{_short_month})"
_long_day = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
WEEKDAY = rf"(?:(?:{_long_day}|{_long_day.upper()})\b)"
SHORT_WEEKDAY = r"(?:(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?)"
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b)"
YEAR = r"(?:\b(?:1[4-9]|20|21)\d\d\b)"
DASH = r"\s?[-‐–—]\s?"
COMMA = r"(?:\s?,\s?|\s)"  # before a year; tokenised text has a blank before the comma as well
CLOCK = (
    r"(?:\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\s?(?:[ap]\.?m\b\.?|AM\b|PM\b))?"
    r"|\b(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.?|[ap]m\b|AM\b|PM\b)|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours|GMT|UTC|h)\b"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d(?=\slocal\stime\b))"
)
ZONE = (
    r"(?:\s\(?(?:(?:GMT|UTC)(?:\s?[+-]\d{1,2})?|(?:[A-Z]{1,3}[SD]T|CET|CEST|EET|EEST|WAT|CAT|EAT|MSK|IST|ET|PT|CT|MT|Z)\b"
    r"|(?:[Ll]ocal|[A-Z][a-z]+(?:\s(?:[Ss]tandard|[Dd]aylight|[Ss]ummer))?)\s[Tt]ime|Eastern)\)?)"
)
_hour = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_half_day = r"(?:in\sthe\s(?:morning|afternoon|evening)|at\snight)"
_behind_hour = rf"(?=\s*(?:[.,;:)]|$|{_half_day}|o['’]clock|on\s[A-Z]|and\s|yesterday|today|tomorrow))"
_at = r"\b(?:at|by|around|about|from|until|before|after)\s(?:(?:about|around|exactly)\s)?"
SPOKEN_CLOCK = (
    rf"(?i:(?:{_at}(?:(?:a\s)?(?:half|quarter)|\w+\sminutes?|five|ten|twenty)\s(?:past|to)\s(?:{_hour})\b|{_at}(?:{_hour})\b{_behind_hour})"
    rf"(?:\so['’]clock)?(?:\s{_half_day})?)"
    rf"|(?i:\b(?:{_hour})\s(?:o['’]clock(?:\s{_half_day})?|{_half_day}|(?=yesterday|tomorrow)))"
)
# "put the number of dead at seven" counts; "left at seven" tells the time.
COUNTING = re.compile(
    r"\b(?:number|toll|figure|count|total|tally|estimate[sd]?|put|puts|stood|stands|stand|standing|remain|remained|remains|cap|capped|set|priced|valued|crowd|turnout|level|age|aged?)\b[^.;]*$",
    re.IGNORECASE,
)

_day_month = rf"{DAY}(?:{DASH}{DAY}|\s(?:to|and|or)\s{DAY})?\s(?:of\s)?{MONTH}(?:{COMMA}{YEAR})?"
_month_day = rf"{MONTH}\s{DAY}(?:{DASH}{DAY}|\s(?:to|and)\s{DAY})?(?:{COMMA}{YEAR})?"
_iso = r"\b\d{4}-\d\d-\d\d\b(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
_slashed = r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20|21)?\d\d\b"
WRITTEN = re.compile(rf"{_iso}|{_slashed}|{_day_month}|{_month_day}|{MONTH},?\s(?:of\s)?{YEAR}|{CLOCK}{ZONE}?")


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or abbreviation in any case, else None.

    >>> month_number("Sept.")
    9
    """
    return MONTHS.get(name.strip().rstrip(".").lower())


def weekday_number(name: str) -> int | None:
    """0 (Monday) to 6 for a weekday's name or abbreviation in any case, else None.

    >>> weekday_number("Thurs.")
    3
    """
    return WEEKDAYS.get(name.strip().rstrip(".").lower())


def spoken_clock_spans(text: str) -> list[tuple[int, int]]:
    """Where a clock time is told in words ("at six", "half past nine"), left to right; "the toll stood at six" is none."""
    return [m.span() for m in re.finditer(SPOKEN_CLOCK, text) if is_spoken_clock(text, m.start(), m.end())]


def is_spoken_clock(text: str, start: int, end: int) -> bool:
    """Whether what matches :data:`SPOKEN_CLOCK` at ``start:end`` tells the time of day and not a count."""
    words = text[start:end].lower()
    if re.search(r"o['’]clock|\bpast\b|minutes?\b|morning|afternoon|evening|night", words):
        return True
    return not (COUNTING.search(text[max(0, start - 60) : start]) or words.startswith(("about ", "around ", "from ")))


def written_spans(text: str) -> list[tuple[int, int]]:
    """Where whole dates, months with a year, and clock times are written in a text, left to right.

    >>> [text[a:b] for text in ["at 06:10 on 13 May 2032"] for a, b in written_spans(text)]
    ['06:10', '13 May 2032']
    """
    return [m.span() for m in WRITTEN.finditer(text)]
