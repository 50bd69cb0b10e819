"""Which of the places of one name is meant: size, what is said beside the name, and the company it keeps in the report.

Every name has one sense in a report. The weights of its candidates and the shares of countries and provinces in the report
are settled in turn, three times over: a name leans to where the other names lie, and says with its weight where that is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.extract.place_clues import Clues
from crosswire.extract.place_words import Spot
from crosswire.wordlists.folding import fold
from crosswire.wordlists.gazetteer import Entry, Gazetteer

# Chosen on every third report of LGL, TR-News and GeoVirus and on the dev crises; SIZE .8 to 1.4 and COUNTRY 1.2 to 2.4 differ by
# .02 right or less, AREA from .5 to 1.6 brings LGL (local papers) .05. What stands beside a name (SAID, NATION, KIND) outweighs a
# difference in size of 10,000 to 1; 8 in place of 5 changed nothing.
ROUNDS = 3
SIZE, COUNTRY, AREA = 1.1, 1.6, 1.3
# NEAR 1 to 1.5 and REACH_KM 20 to 60 differ by .003; without it LGL has .014 less.
NEAR, REACH_KM, FLOOR_NEAR, MOST_NEAR, NEAR_OF_WIDE = 1.2, 30.0, 0.1, 3.0, 0.15
MOST = 1500  # candidates whose distances are worked out; a report has a hundred or two
WORLD = 0.5  # weight of the part of the world ("Eastern Africa"), where the report's countries are neighbours
FLOOR_COUNTRY, FLOOR_AREA = 0.03, 0.05
SAID, NATION, KIND = 5.0, 4.0, 3.0
COUNTRY_SIZE, REGION_SIZE = 8.0, 6.3  # what stands for the logarithm of their people
CAPITAL, OTHER_NAME = 1.7, 1.0  # a capital is talked of like a town fifty times its size; a town seldom by another name
NEAR_KM = 60.0
SMALL, LONELY, TINY = 50_000, 0.04, 0.25  # a town this small (or of unknown size) in a country with less of the report is not believed


ABROAD, SETTLED = 0.01, 3.0  # nor is one of a country that no other name speaks of, where the others have much to say
ALONE, OWN, LARGE = 0.1, 1.2, 150_000  # the name of a body is no proof of a town with nothing of the report around it, unless a large one


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of a name, best first; ``sure`` is False where none is to be believed."""

    entries: tuple[Entry, ...]
    rule: str
    sure: bool


@dataclass
class _Name:
    """One name in a report: how often, its candidates, their fixed merits and what holds it."""

    key: str
    entries: tuple[Entry, ...]
    uses: int
    merit: list[float]
    holders: tuple[str, ...]
    clued: bool
    loose: bool
    county: bool  # an American county seldom lies around the town of its name
    part: bool  # named only inside the names of bodies, which are called after people as well, or of rivers and lakes
    weights: list[float]

    def likely(self) -> list[tuple[Entry, float]]:
        """The candidates that have any weight to speak of."""
        return [(e, w) for e, w in zip(self.entries, self.weights, strict=True) if w > 0.01]

    def votes(self) -> list[tuple[Entry, float]]:
        """What the name says of where the report is: more for a name that comes often."""
        return [(e, w * math.sqrt(self.uses)) for e, w in self.likely()]


class _Around:
    """How near the candidates of different names lie to each other: a matrix over the likeliest candidates, MOST of them in all."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._names = names
        room = max(1, MOST // max(len(names), 1))
        ranked = [sorted(range(len(n.entries)), key=lambda i, n=n: (-n.merit[i], i))[:room] for n in names]  # type: ignore[misc]
        self._rows = [(k, i) for k, kept in enumerate(ranked) for i in sorted(kept) if names[k].entries[i].kind in ("town", "district")]
        lat, lon = (np.radians([getattr(names[k].entries[i], axis) for k, i in self._rows]) for axis in ("lat", "lon"))
        points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        away = 6371 * np.arccos(np.clip(points @ points.T, -1.0, 1.0))
        owner = np.array([k for k, _ in self._rows], dtype=np.int64)
        self._kernel: NDArray[np.float64] = np.exp(-away / REACH_KM) * (owner[:, None] != owner[None, :])

    def company(self) -> dict[str, list[float]]:
        """Name -> for each candidate, how many other names probably lie around it."""
        votes = np.array([self._names[k].weights[i] * math.sqrt(self._names[k].uses) for k, i in self._rows])
        found = {n.key: [0.0] * len(n.entries) for n in self._names}
        for (k, i), near in zip(self._rows, (self._kernel @ votes).round(9).tolist(), strict=True):  # BLAS differs in the last digits
            found[self._names[k].key][i] = near
        return found


def kilometres(a: Entry, b: Entry) -> float:
    """Great-circle distance of two places."""
    p, q, d = math.radians(a.lat), math.radians(b.lat), math.radians(a.lon - b.lon)
    cosine = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(d)
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def size(entry: Entry, key: str, known: Gazetteer) -> float:
    """How much a place is talked of, before anything is known of the report: the logarithm of its people, or what stands for it."""
    if entry.kind == "country":
        return COUNTRY_SIZE
    if entry.kind == "region" and not entry.population:
        return REGION_SIZE
    people = math.log10(entry.population + 50)
    if entry.kind in ("province", "district"):
        return people - 0.3
    nation = known.countries.get(entry.country or "")
    capital = CAPITAL if nation and key == fold(known_capital(nation, known)) == fold(entry.name) and entry.population > 3_000 else 0.0
    return people + capital - (0.0 if fold(entry.name) == key else OTHER_NAME)


def known_capital(nation: Entry, known: Gazetteer) -> str:
    """The capital of a country, or ""."""
    return known.capitals.get(nation.country or "", "")


def choose(spots: Sequence[Spot], clues: Sequence[Clues], nations: Mapping[str, float], known: Gazetteer) -> dict[str, Choice]:
    """Folded name -> what it means in this report. ``nations``: how often the report speaks of each country's people."""
    names = _names(spots, clues, known)
    around = _Around(list(names.values()))
    for _ in range(ROUNDS):
        countries, areas = _votes(names, nations)
        beside = around.company()
        for name in names.values():
            _weigh(name, names, countries, areas, beside[name.key], known)
    countries, areas = _votes(names, nations)
    beside = around.company()
    return {key: _choice(name, countries, areas, beside[key], known) for key, name in names.items()}


def _names(spots: Sequence[Spot], clues: Sequence[Clues], known: Gazetteer) -> dict[str, _Name]:
    grouped: dict[str, list[int]] = defaultdict(list)
    for i, spot in enumerate(spots):
        if spot.entries:
            grouped[fold(spot.asked)].append(i)
    names = {}
    for key in sorted(grouped):
        uses = grouped[key]
        first = spots[uses[0]]
        said = [clues[i] for i in uses]
        entries = first.entries
        merit = [SIZE * size(e, key, known) + _clue_merit(e, entries, said) for e in entries]
        holders = tuple(sorted({fold(h) for c in said for h in c.holders}))
        clued = any(c.nations or c.shorts for c in said)
        peak = max(merit)
        weights = [math.exp(m - peak) for m in merit]
        total = sum(weights)
        county = all(c.kind == "county" for c in said)
        part = all("inside" in spots[i].rule or "feature" in spots[i].rule for i in uses)
        loose, shares = "loose" in first.rule or "twins" in first.rule, [w / total for w in weights]
        names[key] = _Name(key, entries, len(uses), merit, holders, clued, loose, county, part, shares)
    return names


def _clue_merit(entry: Entry, entries: Sequence[Entry], said: Sequence[Clues]) -> float:
    merit = 0.0
    if any(entry.country in c.nations for c in said):
        merit += NATION
    if any(_holds(short, entry) for c in said for short in c.shorts):
        merit += SAID
    kinds = {"province" if c.kind == "county" else c.kind for c in said if c.kind}
    if entry.kind in kinds:
        merit += KIND
    twin = any(e.kind == "town" and (e.area == entry.area or kilometres(e, entry) <= max(NEAR_KM, entry.radius_km)) for e in entries)
    if entry.kind == "province" and twin and "province" not in kinds:
        merit -= KIND
    return merit


def _holds(holder: Entry, entry: Entry) -> bool:
    """Whether one place lies in another, as far as the gazetteer says."""
    if holder is entry or holder == entry:
        return False
    if holder.kind == "country":
        return holder.country == entry.country and entry.kind != "country"
    if holder.kind == "province" and holder.area and entry.area and entry.kind == "town":
        return holder.area == entry.area or (holder.country == entry.country and kilometres(holder, entry) < 0.5 * holder.radius_km)
    return entry.kind != "country" and kilometres(holder, entry) <= max(NEAR_KM, 1.2 * holder.radius_km)


def _votes(names: Mapping[str, _Name], nations: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """How much of the report speaks of each country and each province."""
    countries: dict[str, float] = defaultdict(float)
    areas: dict[str, float] = defaultdict(float)
    for code, uses in nations.items():
        countries[code] += 0.7 * math.sqrt(uses)
    for name in names.values():
        for entry, vote in name.votes():
            if entry.country:
                countries[entry.country] += vote
            if entry.area:
                areas[entry.area] += vote
    return countries, areas


def _weigh(
    name: _Name,
    names: Mapping[str, _Name],
    countries: Mapping[str, float],
    areas: Mapping[str, float],
    beside: Sequence[float],
    known: Gazetteer,
) -> None:
    """Set the weights of a name's candidates from their merits and what the report's other names say."""
    own_countries, own_areas = _votes({name.key: name}, {})
    all_countries = sum(countries.values()) - sum(own_countries.values()) + 1e-9
    all_areas = sum(areas.values()) - sum(own_areas.values()) + 1e-9
    worlds: dict[str, float] = defaultdict(float)
    for code, vote in countries.items():
        worlds[known.worlds.get(code, "")] += max(0.0, vote - own_countries.get(code, 0.0)) / all_countries
    scores = []
    for entry, merit, near in zip(name.entries, name.merit, beside, strict=True):
        code, area = entry.country or "", entry.area or ""
        share = max(0.0, countries.get(code, 0.0) - own_countries.get(code, 0.0)) / all_countries
        score = (
            merit
            + COUNTRY * math.log(FLOOR_COUNTRY + share)
            + WORLD * math.log(FLOOR_COUNTRY + worlds.get(known.worlds.get(code, "-"), 0.0))
        )
        if entry.kind in ("town", "district", "province"):
            score += AREA * math.log(FLOOR_AREA + max(0.0, areas.get(area, 0.0) - own_areas.get(area, 0.0)) / all_areas)
        score += NEAR * math.log(FLOOR_NEAR + (min(near, MOST_NEAR) if entry.kind in ("town", "district") else NEAR_OF_WIDE))
        scores.append(score + SAID * min(1.0, _held(entry, name, names)))
    peak = max(scores)
    weights = [math.exp(s - peak) for s in scores]
    total = sum(weights)
    name.weights = [w / total for w in weights]


def _held(entry: Entry, name: _Name, names: Mapping[str, _Name]) -> float:
    """How sure it is that what is said to hold a name holds this candidate."""
    return sum(vote for key in name.holders if key in names for holder, vote in names[key].likely() if _holds(holder, entry))


def _share_of_others(name: _Name, best: Entry, countries: Mapping[str, float]) -> float:
    """The share of the report's other names that speak of a candidate's country; 1 where there is no other name.

    A name that is spelt unlike its entry must not vouch for itself, however often it comes.
    """
    own = name.votes()
    others = sum(countries.values()) - sum(vote for _, vote in own)
    if others < 1e-6:
        return 1.0
    return (countries.get(best.country or "", 0.0) - sum(vote for e, vote in own if e.country == best.country)) / others


def _choice(name: _Name, countries: Mapping[str, float], areas: Mapping[str, float], beside: Sequence[float], known: Gazetteer) -> Choice:
    ranked = sorted(range(len(name.entries)), key=lambda i: (-name.weights[i], i))
    best = name.entries[ranked[0]]
    share = countries.get(best.country or "", 0.0) / max(sum(countries.values()), 1e-9)
    others = _share_of_others(name, best, countries)
    support = LONELY if best.population else TINY
    capital = fold(known.capitals.get(best.country or "", "")) == name.key
    abroad = others < ABROAD and sum(countries.values()) - sum(vote for _, vote in name.votes()) > SETTLED
    lonely = best.kind == "town" and best.population < SMALL and (share < support or abroad) and not (name.clued or name.holders or capital)
    elsewhere = best.kind == "town" and beside[ranked[0]] < ALONE and areas.get(best.area or "", 0.0) < OWN * math.sqrt(name.uses)
    unlike = (
        (name.part and elsewhere and best.population < LARGE)
        or (name.loose and others < 0.15)
        or (name.county and best.kind == "town" and best.country == "US")
    )
    rule = (
        "only one of the name"
        if len(ranked) == 1
        else "said beside it"
        if name.clued or name.holders
        else "size and the report's other places"
    )
    return Choice(tuple(name.entries[i] for i in ranked), rule, not (lonely or unlike))
