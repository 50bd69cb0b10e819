"""The events of a record as they are compared with hand-coded rows, and what a record covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from crosswire.store.database import Record
from crosswire.store.tombstones import tombstones
from crosswire.view.beside import actors
from crosswire.view.beside.actors import Actor
from crosswire.view.beside.coded import NOTHING, Count, name_keys
from crosswire.view.terminal.record_lines import outlets_of

Row = dict[str, Any]
WIDE_KM = 100.0  # as in link.slots: a point that stands for so much is a province or a country
NOT_HERE = (":over time", ":expected")  # counts of more than the event, or of what has not happened
BEFORE = 7  # days before its first report that a record is taken to cover
_EVENTS = """
SELECT e.*, p.name AS place, p.country, p.admin1, p.lat, p.lon, p.precision_km, p.gazetteer, p.gazetteer_id,
       a.name AS actor, a.aliases AS actor_aliases, a.kind AS actor_kind, a.country AS actor_country
FROM events e LEFT JOIN places p USING (place_id) LEFT JOIN actors a USING (actor_id) WHERE grade <> 'withdrawn' ORDER BY event_id
"""
_VALUES = """
SELECT event_id, field, value, low, best, high, documents, origins, standing, chosen, withdrawn, field_low, field_best, field_high
FROM event_values WHERE regexp_matches(field, '^quantity:(killed|injured)(:|$)') OR field = 'actor'
ORDER BY event_id, field, NOT chosen, len(documents) DESC, value
"""
_ACTORS = "SELECT name, aliases, kind, country FROM actors ORDER BY actor_id"
_PUBLISHED = (
    "SELECT substr(published_at, 1, 10) AS day, count(*) AS reports FROM documents WHERE published_at IS NOT NULL GROUP BY 1 ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the record. ``killed`` and ``injured`` are the fields' own bounds, ``values`` what each report gives for them and for
    ``actor``, who did it; ``aside`` counts that stand beside them: of a part of them (``part``), or taken back (``withdrawn``)."""

    event_id: str
    what: str
    type: str
    status: str
    grade: str
    start: date | None
    end: date | None
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision_km: float
    whole_country: bool
    keys: frozenset[str]
    killed: Count
    injured: Count
    values: Mapping[str, Sequence[Row]]
    reports: int
    origins: int
    aside: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    actor: Actor | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Its coordinates, where it has a place with any."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Covered:
    """What a record covers: the days of its reports, the countries of its events. ``reports`` day -> how many were published."""

    first: date | None
    last: date | None
    countries: frozenset[str]
    reports: Mapping[date, int]


def events(record: Record) -> list[Event]:
    """The events of a record but those that are withdrawn, by id."""
    values: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    names, outlets = _origins(record), outlets_of(record)
    known = {r["name"]: actors.ours(r["name"], r["aliases"] or (), r["kind"], r["country"]) for r in record.rows(_ACTORS)}
    for row in record.rows(_VALUES):
        said = {
            **row,
            "origins": [names.get(o, o) for o in row["origins"]],
            "outlets": sorted({outlets.get(d, d) for d in row["documents"]}),
            "actor": known.get(row["value"]) if row["field"] == "actor" else None,
        }
        values[row["event_id"]][row["field"].removeprefix("quantity:")].append(said)
    return [_event(row, values.get(row["event_id"], {})) for row in record.rows(_EVENTS)]


def _counted(name: str, values: Mapping[str, Sequence[Row]]) -> tuple[Count, list[Row], list[Row]]:
    """How many in all, what each report gives, and what they give beside it. Where only some are counted ("four workers"), one such group
    stands for the count; of two or more, which may overlap, only the least is known, as in the exports
    (:mod:`crosswire.view.exports.deaths`)."""
    own = {f: v for f, v in sorted(values.items()) if f == name or f.startswith(f"{name}:")}
    stand = {f: kept for f, rows in own.items() if (kept := [v for v in rows if not v["withdrawn"]])}
    back = [{**v, "part": f.partition(":")[2]} for f, rows in own.items() for v in rows if v["withdrawn"]]
    parts = {f: [{**v, "part": f.partition(":")[2]} for v in rows] for f, rows in stand.items() if f != name}
    if name in stand:
        return _count(stand[name]), stand[name], [*(v for rows in parts.values() for v in rows), *back]
    groups = {f: rows for f, rows in parts.items() if not f.endswith(NOT_HERE)}
    aside = [v for f, rows in parts.items() if f not in groups for v in rows]
    said = [{**v, "value": f"{v['value']} [{v['part']}]"} for rows in groups.values() for v in rows]
    counts = [_count(rows) for rows in groups.values()]
    if len(counts) < 2:
        return (counts[0] if counts else NOTHING), said, [*aside, *back]
    return Count(max((c.low for c in counts if c.low is not None), default=None), None, None), said, [*aside, *back]


def _origins(record: Record) -> dict[str, str]:
    return {r["origin_id"]: r["name"] for r in record.rows("SELECT origin_id, name FROM origins")}


def _event(row: Row, values: Mapping[str, Sequence[Row]]) -> Event:
    told = {name: _counted(name, values) for name in ("killed", "injured")}
    whole = row["gazetteer"] == "dr5hn" and len(row["gazetteer_id"] or "") == 2
    return Event(
        row["event_id"], row["what"], row["type"], row["status"], row["grade"], row["start"], row["end"] or row["start"], row["place"],
        row["country"], row["admin1"], None if whole else row["lat"], None if whole else row["lon"], row["precision_km"] or 10.0, whole,
        name_keys(row["place"]) if row["place"] else frozenset(), told["killed"][0], told["injured"][0],
        {"actor": values.get("actor", ()), **{name: rows for name, (_, rows, _) in told.items()}},
        row["reports"], row["origins"], {name: aside for name, (_, _, aside) in told.items()},
        actors.ours(row["actor"], row["actor_aliases"] or (), row["actor_kind"], row["actor_country"]) if row["actor"] else None,
    )  # fmt: skip


def _count(values: Sequence[Row]) -> Count:
    first = values[0]
    bounds = tuple(first[f"field_{k}"] for k in ("low", "best", "high"))
    return Count(*bounds) if bounds != (None, None, None) else Count(first["low"], first["best"], first["high"])


def covered(record: Record, found: Sequence[Event]) -> Covered:
    """What a record covers. Without any dated report the days are those of its events."""
    published = {date.fromisoformat(r["day"]): r["reports"] for r in record.rows(_PUBLISHED)}
    days = sorted(published) or sorted(e.start for e in found if e.start)
    countries = frozenset(e.country for e in found if e.country)
    return Covered(days[0] - timedelta(BEFORE) if days else None, days[-1] if days else None, countries, published)


def ids(record: Record, found: Sequence[Event]) -> dict[str, str]:
    """Every id that leads to an event: its own, and those of events that it took in."""
    known = {e.event_id: e.event_id for e in found}
    return known | {t["event_id"]: t["merged_into"] for t in tombstones(record) if t["merged_into"] in known}
