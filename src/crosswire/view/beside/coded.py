"""A row of hand-coded data as it is compared: cells read strictly, and what could not be read kept as a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from crosswire.wordlists import load_csv, load_toml, words_of
from crosswire.wordlists.folding import fold, loosen
from crosswire.wordlists.gazetteer import gazetteer

# How days are written: ISO with or without a time (UCDP "2014-06-16 00:00:00.000"), "16 June 2014" (ACLED), "20 Mar 2003" (Iraq Body
# Count), "2-Sep-13". A day of three numbers, such as 06/07/2014, is not read: nobody can say which of them is the month.
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_FORMS = ("%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
TYPES = "handcoded_types.toml"


@dataclass(frozen=True, slots=True)
class Count:
    """People killed or injured: ``low <= best <= high`` where they are known."""

    low: float | None
    best: float | None
    high: float | None

    def known(self) -> bool:
        """Whether it says anything."""
        return (self.low, self.best, self.high) != (None, None, None)

    def bounds(self) -> tuple[float, float]:
        """The least and the most that it may be; "at least 19" has no end. Some rows of candidate data have their bounds the wrong way."""
        given = [v for v in (self.low, self.best, self.high) if v is not None]
        low = 0.0 if self.low is None and self.best is None else min(given)
        return low, math.inf if self.high is None and self.best is None else max(given)


NOTHING = Count(None, None, None)


@dataclass(frozen=True, slots=True)
class Coded:
    """One row. ``line`` is where it stands in the file; ``slack`` days by which its day may be off; ``types`` of PLOVER, the likeliest
    first, empty where it has none; ``radius_km`` how far its point may be off; ``country`` ISO 3166 alpha-2; ``problems`` sentences;
    ``actors`` the names of who took part, in the scheme's own words."""

    line: int
    key: str
    start: date | None
    end: date | None
    slack: int
    place: str
    admin: tuple[str, ...]
    country: str | None
    country_name: str
    lat: float | None
    lon: float | None
    radius_km: float
    said_type: str
    types: tuple[str, ...]
    killed: Count
    injured: Count
    source: str
    notes: str
    problems: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Its coordinates, where it has both."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


def day(cell: str) -> date | None:
    """A day, read strictly; None where it is none.

    >>> day("2014-06-16 00:00:00.000"), day("16 June 2014"), day("20 Mar 2003"), day("06/07/2014")
    (datetime.date(2014, 6, 16), datetime.date(2014, 6, 16), datetime.date(2003, 3, 20), None)
    """
    text = " ".join(cell.split())
    if (iso := _ISO.fullmatch(text)) is not None:
        try:
            return date.fromisoformat(iso[1])
        except ValueError:
            return None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def number(cell: str) -> float | None:
    """A number; None where the cell has none.

    >>> number("1,250"), number("12"), number("unknown"), number("")
    (1250.0, 12.0, None, None)
    """
    text = cell.strip()
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def degrees(cell: str, most: float) -> float | None:
    """A latitude (``most`` 90) or longitude (180), with a decimal point or comma; None where it is none.

    >>> degrees("34,5", 90), degrees("-78.835", 180), degrees("134.5", 90)
    (34.5, -78.835, None)
    """
    text = cell.strip().replace(",", ".")
    value = float(text) if _NUMBER.fullmatch(text) else None
    return value if value is not None and abs(value) <= most else None


@cache
def country_code(name: str) -> str | None:
    """The alpha-2 code of a country by its name, alpha-2 or alpha-3 code.

    >>> country_code("Iraq"), country_code("IRQ"), country_code("Yemen (North Yemen)"), country_code("Nowhere")
    ('IQ', 'IQ', 'YE', None)
    """
    text = name.strip()
    for row in load_csv("countries.csv"):
        if text and text.upper() in (row["alpha2"], row["alpha3"]):
            return row["alpha2"]
    for said in (text, text.partition("(")[0].strip()):
        if said:
            for entry in gazetteer().find(said):
                if entry.kind == "country":
                    return entry.country
    return None


def types_of(group: str, said: str) -> tuple[str, ...] | None:
    """The types that a word of hand-coded data may mean; None where the list does not have it."""
    words: Mapping[str, str] = load_toml(TYPES)[group]["words"]
    found = words.get(" ".join(said.split()).casefold())
    return None if found is None else tuple(found.split())


@cache
def name_keys(name: str) -> frozenset[str]:
    """The keys of a place's name, and of its parts between commas without the words that only say where about: folded and loosened.

    >>> "kirkuk" in name_keys("south of Kirkuk"), "mosul" in name_keys("near the garage, east Mosul")
    (True, True)
    """
    directions = words_of(TYPES, "directions")
    found = set()
    for part in (name, *re.split(r"[,/;()]", name)):
        key = fold(part)
        bare = key.split()
        while len(bare) > 1 and bare[0] in directions:
            bare = bare[1:]
        while len(bare) > 1 and bare[-1] in directions:
            bare = bare[:-1]
        for text in (key, " ".join(bare)):
            found |= {text, loosen(text)}
    return frozenset(found - {""})
