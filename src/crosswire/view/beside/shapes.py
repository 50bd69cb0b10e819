"""The shapes of hand-coded data, told by the names in their header, never by the order of columns.

Sources of the columns: ACLED codebook and acledR (31 columns; before 2023 also data_id, iso3, event_id_no_cnty), UCDP GED codebook
(49 columns, candidate events too), the header of Iraq Body Count's incidents file (it stands under some lines on the terms of use).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crosswire.errors import UsageError
from crosswire.types import HARMFUL
from crosswire.view.beside.coded import NOTHING, Coded, Count, country_code, day, degrees, number, types_of
from crosswire.view.words import TYPES
from crosswire.wordlists import words_of

Cells = Mapping[str, str]
ACLED_IDS = ("event_id_cnty", "data_id", "event_id_no_cnty")
ACLED_SLACK = {"1": 0, "2": 6, "3": 30}  # days by time_precision: the day, the week, the month
ACLED_KM = {"1": 10.0, "2": 50.0, "3": 150.0}  # by geo_precision: a town, a part of a region, a region
UCDP_KM = {"1": 5.0, "2": 25.0, "3": 60.0, "4": 150.0, "5": 150.0, "6": 1000.0, "7": 1000.0}  # by where_prec
VIOLENCE = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
OWN_KM = 25.0  # where the user's own columns have coordinates, and nothing says how exact they are
# What can be said of a column with --columns.
COLUMNS = (
    "id", "date", "end", "place", "admin", "country", "lat", "lon", "type", "killed", "killed_low", "killed_high", "injured", "injured_low",
    "injured_high", "actor", "other_actor", "source", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """``needs``: sets of columns of each of which one must be there; ``covers``: the types of events that such data hold, None for all;
    ``lethal``: only events in which somebody was killed."""

    name: str
    needs: tuple[frozenset[str], ...]
    read: Callable[[int, Cells], Coded]
    covers: frozenset[str] | None = None
    lethal: bool = False


def key(column: str) -> str:
    """A column's name as it is compared.

    >>> key(" Reported Minimum"), key("IBC.code"), key("event_id_cnty")
    ('reported_minimum', 'ibc_code', 'event_id_cnty')
    """
    return re.sub(r"[^0-9a-z]+", "_", column.strip().lower()).strip("_")


def _first(cells: Cells, *names: str) -> str:
    return next((cells[n].strip() for n in names if cells.get(n, "").strip()), "")


def _days(cells: Cells, start: str, end: str) -> tuple[date | None, date | None, tuple[str, ...]]:
    """Both days, and a sentence for each that could not be read."""
    first, last = day(cells.get(start, "")), day(cells.get(end, ""))
    bad = tuple(
        f"{name} {cells[name].strip()!r} is no day that can be read without a doubt; write it as 2014-06-16"
        for name, value in ((start, first), (end, last))
        if value is None and cells.get(name, "").strip()
    )
    if first and last and last < first:
        return None, None, (*bad, f"{end} {last} is before {start} {first}")
    return first, last or first, bad


def _point(cells: Cells, lat: str, lon: str) -> tuple[float | None, float | None]:
    return degrees(cells.get(lat, ""), 90), degrees(cells.get(lon, ""), 180)


def _acled(line: int, cells: Cells) -> Coded:
    start, end, bad = _days(cells, "event_date", "")
    sub, kind = _first(cells, "sub_event_type"), _first(cells, "event_type")
    found = types_of("acled_sub_events", sub) if sub else None
    types = types_of("acled_events", kind) if found is None else found
    if types is None and (sub or kind):
        bad = (*bad, f"the type {sub or kind!r} is not known")
    dead = number(cells.get("fatalities", ""))
    name = _first(cells, "country")
    return Coded(
        line, _first(cells, *ACLED_IDS), start, end, ACLED_SLACK.get(_first(cells, "time_precision"), 0),
        _first(cells, "location"), _some(cells, "admin3", "admin2", "admin1"), country_code(name or _first(cells, "iso3")), name,
        *_point(cells, "latitude", "longitude"), ACLED_KM.get(_first(cells, "geo_precision"), 10.0),
        sub or kind, types or (), Count(dead, dead, dead), NOTHING, _first(cells, "source"), _first(cells, "notes"), bad,
        _named(cells, "actor1", "assoc_actor_1", "actor2", "assoc_actor_2"),
    )  # fmt: skip


def _some(cells: Cells, *names: str) -> tuple[str, ...]:
    return tuple(cells[n].strip() for n in names if cells.get(n, "").strip())


def _named(cells: Cells, *names: str) -> tuple[str, ...]:
    """The names in some cells; several in one are parted by semicolons."""
    return tuple(dict.fromkeys(part.strip() for cell in _some(cells, *names) for part in cell.split(";") if part.strip()))


def _ucdp(line: int, cells: Cells) -> Coded:
    start, end, bad = _days(cells, "date_start", "date_end")
    name, said = _first(cells, "country"), _first(cells, "type_of_violence")
    low, best, high = (number(cells.get(c, "")) for c in ("low", "best", "high"))
    precision = _first(cells, "where_prec")
    place = _first(cells, "where_coordinates", "where_description")
    return Coded(
        line, _first(cells, "id", "relid"), start, end, 0, place, _some(cells, "adm_2", "adm_1"), country_code(name), name,
        *_point(cells, "latitude", "longitude"), UCDP_KM.get(precision, 25.0),
        VIOLENCE.get(said, said), types_of("ucdp_violence", said) or ("ASSAULT",), Count(low, best, high), NOTHING,
        _first(cells, "source_original", "source_office", "source_article"), _first(cells, "source_headline"), bad,
        _named(cells, "side_a", "side_b"),
    )  # fmt: skip


def _ibc(line: int, cells: Cells) -> Coded:
    start, end, bad = _days(cells, "start_date", "end_date")
    low, high = number(_first(cells, "reported_minimum", "deaths_recorded")), number(_first(cells, "reported_maximum", "deaths_recorded"))
    hurt = (number(_first(cells, "injured_minimum", "minimum_injuries")), number(_first(cells, "injured_maximum", "maximum_injuries")))
    best = low if low == high else None
    return Coded(
        line, _first(cells, "ibc_code"), start, end, 0, _first(cells, "location", "place"), (), "IQ", "Iraq", None, None, OWN_KM,
        _first(cells, "weapons"), ("ASSAULT",), Count(low, best, high), Count(hurt[0], None, hurt[1]), _first(cells, "sources"),
        _first(cells, "target"), bad,
    )  # fmt: skip


SHAPES = (
    Shape(
        "ACLED",
        (frozenset({"event_date"}), frozenset({"event_type"}), frozenset(ACLED_IDS)),
        _acled,
    ),
    Shape(
        "UCDP GED",
        tuple(frozenset({c}) for c in ("date_start", "best", "low", "high", "type_of_violence")),
        _ucdp, HARMFUL, lethal=True,
    ),
    Shape(
        "Iraq Body Count",
        (frozenset({"ibc_code"}), frozenset({"start_date"}), frozenset({"reported_minimum", "reported_maximum", "deaths_recorded"})),
        _ibc, HARMFUL, lethal=True,
    ),
)  # fmt: skip


def shape_of(columns: Sequence[str]) -> Shape | None:
    """The shape of data with these columns (as :func:`key` writes them); None where it is none that is known."""
    there = set(columns)
    return next((s for s in SHAPES if all(there & one for one in s.needs)), None)


def own(given: Mapping[str, str]) -> Shape:
    """The shape of a user's own columns: what each of ``COLUMNS`` is called in the file.

    Raises UsageError for a name that is none of them, and without a date.
    """
    unknown = sorted(set(given) - set(COLUMNS))
    if unknown or "date" not in given:
        raise UsageError(f"--columns needs date=... and may name {', '.join(COLUMNS)}; not {', '.join(unknown) or 'without a date'}.")
    named = {name: key(column) for name, column in given.items()}

    def read(line: int, cells: Cells) -> Coded:
        said = {name: cells.get(column, "") for name, column in named.items()}
        start, end, bad = _days(said, "date", "end")
        types = _own_types(said.get("type", ""))
        return Coded(
            line, _first(said, "id"), start, end, 0, _first(said, "place"), _some(said, "admin"), country_code(_first(said, "country")),
            _first(said, "country"), *_point(said, "lat", "lon"), OWN_KM, _first(said, "type"), types,
            _count(said, "killed"), _count(said, "injured"), _first(said, "source"), _first(said, "notes"), bad,
            _named(said, "actor", "other_actor"),
        )  # fmt: skip

    return Shape("own columns", tuple(frozenset({c}) for c in named.values()), read)


def _count(said: Cells, name: str) -> Count:
    best, low, high = (number(said.get(f"{name}{end}", "")) for end in ("", "_low", "_high"))
    return Count(low if low is not None else best, best, high if high is not None else best)


def _own_types(said: str) -> tuple[str, ...]:
    """A type of PLOVER, or a word of one of the schemes that are known."""
    if said.strip().upper() in TYPES:
        return (said.strip().upper(),)
    return next((found for group in ("acled_sub_events", "acled_events") if (found := types_of(group, said)) is not None), ())


def in_scope(shape: Shape, type_: str) -> bool:
    """Whether data of a shape hold events of a type of PLOVER."""
    if shape.name == "ACLED":
        return type_ not in words_of("acled_types.toml", "outside")
    return shape.covers is None or type_ in shape.covers
