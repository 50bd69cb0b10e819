"""Where events happened: each place with how exactly it is known, and the events told of it."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.filters import Filters
from crosswire.view.drawing import signs

Row = dict[str, Any]
MOST = 1000

# A country of the gazetteer has its alpha-2 code for an id, a province a number; an area that spans countries has none.
_KIND = """CASE WHEN p.gazetteer = 'dr5hn' AND length(p.gazetteer_id) = 2 THEN 'country' WHEN p.gazetteer = 'dr5hn' THEN 'province'
           WHEN p.country IS NULL THEN 'region' WHEN p.precision_km > 30 THEN 'area' ELSE 'town' END"""
_SQL = """SELECT p.place_id, any_value(p.name) AS name, any_value(p.admin1) AS admin1, any_value(p.country) AS country,
                 any_value({kind}) AS kind, any_value(p.lat) AS lat, any_value(p.lon) AS lon, any_value(p.precision_km) AS precision_km,
                 count(*) AS events, min(e."start") AS first, max(coalesce(e."end", e."start")) AS last,
                 count(*) FILTER (e."start" IS NULL) AS undated,
                 histogram(e.grade) AS grades
          FROM events e LEFT JOIN places p USING (place_id) WHERE {where}
          GROUP BY p.place_id ORDER BY events DESC, name, p.place_id"""


def located(record: Record, filters: Filters | None = None, *, most: int | None = MOST) -> list[Row]:
    """The places of the events under the filters, most events first: what ``drawing.maps.draw`` takes; ``url`` leads to their events.

    ``grade`` is what most of its events have, ``worst`` the gravest among them.
    """
    return located_and_counted(record, filters, most=most)[0]


def located_and_counted(record: Record, filters: Filters | None = None, *, most: int | None = MOST) -> tuple[list[Row], dict[str, int]]:
    """(the places as :func:`located` gives them; how many ``events`` have a place, at how many ``places``, how many are ``unplaced``)."""
    chosen = filters or Filters()
    where, asked = chosen.events()
    rows = record.rows(_SQL.format(kind=_KIND, where=where), asked)
    placed = [row for row in rows if row["place_id"] is not None]
    events = sum(row["events"] for row in placed)
    counts = {"events": events, "places": len(placed), "unplaced": sum(row["events"] for row in rows) - events}
    return [_told(row, chosen) for row in placed[:most]], counts


def _told(row: Row, filters: Filters) -> Row:
    grades = dict(row.pop("grades"))
    told = {"grade": signs.usual(grades), "worst": signs.worst(list(grades))}
    told |= {"contested": grades.get("contested", 0), "denied": grades.get("denied", 0)}
    url = links.listed("events", **{**filters.asked(), "place": row["place_id"]})
    return {**row, **told, "precision": precision(row["kind"], row["precision_km"]), "url": url}


def precision(kind: str, km: float | None) -> str:
    """How exactly a place is known, in words.

    >>> precision("town", 10.0), precision("province", 160.0)
    ('town, within 10 km', 'province, some 160 km around')
    """
    if kind == "country":
        return "country"
    if km is None:
        return f"{kind}, extent not known"
    return f"town, within {km:,.0f} km" if kind == "town" else f"{kind}, some {km:,.0f} km around"
