"""The gazetteer that ships with the package."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.wordlists import gazetteer as module
from crosswire.wordlists import load_csv
from crosswire.wordlists.folding import fold, loosen
from crosswire.wordlists.gazetteer import gazetteer
from crosswire.wordlists.hashing import hash_key

KNOWN = gazetteer()


def test_it_loads_fast():
    start = time.perf_counter()
    module.gazetteer.__wrapped__()
    assert time.perf_counter() - start < 3.0  # 0.3 s where it was measured


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Baghdad", "IQ", 33.3, 44.4),
        ("Tal Afar", "IQ", 36.4, 42.4),
        ("Jurf al-Sakhar", "IQ", 32.9, 44.2),
        ("Nineveh", "IQ", 36.2, 42.3),
        ("Ninawa", "IQ", 36.2, 42.3),
        ("Kyiv", "UA", 50.45, 30.5),
        ("Kharkov", "UA", 49.98, 36.25),
        ("São Paulo", "BR", -23.5, -46.6),
        ("Sao Paulo", "BR", -23.5, -46.6),
        ("Deir ez-Zor", "SY", 35.3, 40.1),
        ("DR Congo", "CD", -2.9, 23.7),
        ("Ivory Coast", "CI", 8.0, -5.0),
        ("Tigray", "ET", 14.0, 38.8),
        ("Bab al-Mandab", "", 12.6, 43.3),
        ("New York City", "US", 40.7, -74.0),
        ("Gaza", "PS", 31.4, 34.4),
        ("St. Petersburg", "RU", 59.9, 30.3),
    ],
)
def test_a_name_leads_to_its_place(name, country, lat, lon):
    entries = [e for e in KNOWN.find(name) if (e.country or "") == country]
    assert any(abs(e.lat - lat) < 1.5 and abs(e.lon - lon) < 1.5 for e in entries), entries


@pytest.mark.parametrize(("said", "filed"), [("Hassakeh", "Al-Hasakah"), ("Hudayda", "Hodeidah"), ("al-Kusayr", "Qusayr")])
def test_loose_keys_forgive_romanisation(said, filed):
    assert loosen(fold(said)) == loosen(fold(filed)) != ""


@pytest.mark.parametrize("word", ["", "   ", "zzzzqqqx", "’", "-", "the"])
def test_what_is_no_name_leads_nowhere(word):
    assert KNOWN.find(word) == ()


def test_short_forms_are_apart_from_names():
    assert [e.name for e in KNOWN.abbreviated("La.")] == ["Louisiana"]
    assert all(e.name != "Louisiana" for e in KNOWN.find("La"))
    assert KNOWN.abbreviated("Xx.") == ()


def test_demonyms():
    assert KNOWN.countries_of("Iraqis") == ("IQ",)
    assert set(KNOWN.countries_of("Congolese")) == {"CD", "CG"}
    assert KNOWN.countries_of("Spaniards") == ("ES",)
    assert KNOWN.countries_of("table") == ()


def test_every_country_is_whole():
    rows = load_csv("countries.csv")
    assert len(rows) == 250
    assert len({r["alpha2"] for r in rows}) == 250
    for row in rows:
        assert len(row["alpha2"]) == 2
        assert len(row["alpha3"]) == 3
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert float(row["radius_km"]) >= 10


@pytest.mark.parametrize("name", ["provinces.csv", "places_overlay.csv"])
def test_points_and_countries_of_the_lists(name):
    codes = {r["alpha2"] for r in load_csv("countries.csv")} | {""}
    for row in load_csv(name):
        assert row["country"] in codes, row
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert 0 < float(row["radius_km"]) <= 7000


def test_towns_come_with_their_province():
    mosul = next(e for e in KNOWN.find("Mosul") if e.kind == "town")
    assert (mosul.country, mosul.admin1) == ("IQ", "Nineveh")


@pytest.mark.parametrize(
    ("name", "area", "kind", "lat", "lon"),
    [
        ("Chester County", "US.PA", "district", 39.97, -75.7),
        ("County Cork", "IE.M", "district", 51.9, -8.5),
        ("Cork County", "IE.M", "district", 51.9, -8.5),
        ("Abiquiu", "US.NM", "town", 36.2, -106.3),
    ],
)
def test_districts_and_small_places(name, area, kind, lat, lon):
    found = [e for e in KNOWN.find(name) if (e.area, e.kind) == (area, kind)]
    assert any(abs(e.lat - lat) < 0.5 and abs(e.lon - lon) < 0.5 for e in found), found
    assert all(e.gazetteer == "geonames" and e.gazetteer_id == f"{e.area}/{e.name}" for e in found)


def test_counties_by_their_bare_name():
    assert {e.kind for e in KNOWN.counties("Chester")} == {"district"}
    assert {e.name for e in KNOWN.counties("Chester")} == {"Chester County"}
    assert KNOWN.counties("Zzqx") == ()


@pytest.mark.parametrize(
    ("country", "province", "town"),
    [("UA", "Donetska", "Kramatorsk"), ("CA", "Ontario", "Thunder Bay"), ("AU", "Queensland", "Cairns"), ("LB", "South Lebanon", "Tyre")],
)
def test_a_province_lies_where_its_towns_lie(country, province, town):
    area = next(e for e in KNOWN.find(province) if (e.country, e.kind) == (country, "province"))
    inside = next(e for e in KNOWN.find(town) if e.country == country and e.kind == "town")
    assert area.area == inside.area
    assert abs(area.lat - inside.lat) < 10
    assert abs(area.lon - inside.lon) < 10


def test_largest_town_first():
    towns = [e.population for e in KNOWN.find("Springfield") if e.kind == "town"]
    assert len(towns) > 5
    assert towns == sorted(towns, reverse=True)


@given(st.text(max_size=30))
def test_folding_settles(text):
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert 0 <= hash_key(once) < 2**40


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz '-", max_size=20))
def test_folding_ignores_case_and_marks(text):
    assert fold(text.upper()) == fold(text.replace("'", "’"))
