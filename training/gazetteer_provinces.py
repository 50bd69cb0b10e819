"""Provinces for the gazetteer: dr5hn's states.csv with derived spellings, radii measured from the towns, and GeoNames' codes."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, str]
Towns = dict[tuple[str, str], list[tuple[float, float, int]]]

_TYPE_WORDS = "Province|State|Governorate|Region|District|County|Oblast|Department|Prefecture|Republic"
_TAIL = re.compile(rf"\s+(?:{_TYPE_WORDS})$")
_BRACKET = re.compile(r"^(.*?)\s*\((.*)\)$")
_COMPASS = {
    "Nord": "North",
    "Sud": "South",
    "Est": "East",
    "Ouest": "West",
    "Centre": "Central",
    "Norte": "North",
    "Sur": "South",
    "Oriental": "Eastern",
    "Occidental": "Western",
    "Haut": "Upper",
    "Haute": "Upper",
    "Bas": "Lower",
    "Basse": "Lower",
}


def spellings(name: str) -> list[str]:
    """Other ways to write a province's name that follow from the name alone.

    >>> spellings("Nord-Kivu"), spellings("Limassol (Leymasun)"), spellings("Jonglei State")
    (['North Kivu'], ['Limassol', 'Leymasun'], ['Jonglei'])
    """
    found: list[str] = []
    if (match := _BRACKET.match(name)) and "EH" not in name:
        found += [match[1], match[2]]
    if _TAIL.search(name):
        found.append(_TAIL.sub("", name))
    parts = re.split(r"[- ]", name)
    if len(parts) > 1 and parts[0] in _COMPASS:
        found.append(" ".join([_COMPASS[parts[0]], *parts[1:]]))
    elif len(parts) > 1 and parts[-1] in _COMPASS:
        found.append(" ".join([_COMPASS[parts[-1]], *parts[:-1]]))
    return found


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    a, b, c = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c)
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def towns_by_area(cities: Mapping[str, Mapping[str, Any]]) -> Towns:
    """(country, GeoNames admin1 code) -> (lat, lon, population) of its towns."""
    areas: Towns = defaultdict(list)
    for key in sorted(cities):
        c = cities[key]
        areas[c["countrycode"], c["admin1code"]].append((c["latitude"], c["longitude"], c["population"]))
    return areas


def matched_areas(rows: Sequence[Row], areas: Towns, given: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """dr5hn id -> GeoNames area: what is given, the same code, or else an area whose towns' middle lies within 40 km; one row an area.

    Codes repeat across levels (a district carries its division's): the type with about as many rows as the country has areas goes first.
    """
    options: list[tuple[bool, bool, int, float, str, tuple[str, str]]] = []
    areas_in = Counter(country for country, _ in areas)
    types = Counter((row["country_code"], row["type"]) for row in rows)
    by_country: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_country[row["country_code"]].append(row)
    found = dict(given)
    for area, towns in areas.items():
        lat, lon = (sum(t[i] for t in towns) / len(towns) for i in (0, 1))
        for row in by_country[area[0]]:
            away = kilometres(lat, lon, float(row["latitude"]), float(row["longitude"]))
            same = area[1] in (row["fips_code"], row["iso2"])
            other_level = abs(types[area[0], row["type"]] - areas_in[area[0]])
            if (same and away < 400) or away < 40:
                options.append((row["parent_id"] != "", not same, other_level, away, row["id"], area))
    for *_, row_id, area in sorted(options):
        if row_id not in found and area not in found.values():
            found[row_id] = area
    return found


def radius_of(row: Row, towns: list[tuple[float, float, int]] | None, fallback: float) -> int:
    """Kilometres within which nine in ten of the province's towns lie; without enough towns an even share of the country's area."""
    if towns and len(towns) >= 8:
        away = sorted(kilometres(float(row["latitude"]), float(row["longitude"]), t[0], t[1]) for t in towns)
        return max(10, round(away[int(len(away) * 0.9)]))
    return max(8, round(fallback))


def _at_its_middle(row: Row, names: Mapping[str, Row]) -> Row:
    """A province where ``provinces_names.csv`` puts it, if it does."""
    ours = names.get(row["iso3166_2"], {})
    return row | {"latitude": ours["lat"], "longitude": ours["lon"]} if ours.get("lat") else row


def province_rows(
    states: Sequence[Row], countries: Sequence[Row], names: Sequence[Row], cities: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, object]]:
    """One row a province; rows without a point (armed forces' post offices) are left out."""
    names_of = {row["id"]: row for row in names}
    placed = [_at_its_middle(row, names_of) for row in states if row["latitude"]]
    ours = {key: [a for a in row["aliases"].split("|") if a] for key, row in names_of.items()}
    area_of = {c["iso2"]: float(c["area_sq_km"] or 0) for c in countries}
    people_of = {c["iso2"]: float(c["population"] or 0) for c in countries}
    siblings = Counter((row["country_code"], row["type"], bool(row["parent_id"])) for row in placed)
    areas = towns_by_area(cities)
    given = {row["id"]: (row["country_code"], code) for row in placed if (code := names_of.get(row["iso3166_2"], {}).get("admin1"))}
    matched = matched_areas(placed, areas, given)
    rows: list[dict[str, object]] = []
    for row in placed:
        name = " ".join(row["name"].split())
        known = [*spellings(name), *ours.get(row["iso3166_2"], [])]
        short = [a for a in known if a.endswith(".")] + ([row["iso2"]] if row["country_code"] in ("US", "CA", "AU") else [])
        share = max(siblings[row["country_code"], row["type"], bool(row["parent_id"])], 4)
        area = matched.get(row["id"])
        rows.append(
            {
                "id": row["id"],
                "name": name,
                "aliases": "|".join(dict.fromkeys(a for a in known if a != name and not a.endswith("."))),
                "short": "|".join(dict.fromkeys(short)),
                "country": row["country_code"],
                "type": row["type"].lower(),
                "lat": round(float(row["latitude"]), 4),
                "lon": round(float(row["longitude"]), 4),
                "radius_km": radius_of(row, areas.get(area) if area else None, math.sqrt(area_of[row["country_code"]] / share / math.pi)),
                "population": round(float(row["population"] or 0) or people_of[row["country_code"]] / share),
                "admin1": area[1] if area else "",
                "source": "dr5hn",
            }
        )
    return sorted(rows, key=lambda r: (str(r["country"]), str(r["name"]), str(r["id"])))
