"""The map: the projections keep what they promise, the drawing is bounded and honest, and no place is made more exact than it is."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosswire.view.asking.filters import Filters
from crosswire.view.drawing import frames, labels, maps, outlines
from crosswire.view.drawing.projections import WORLD_KM, Azimuthal, EqualEarth, Frame, View, circle, distance
from crosswire.view.events import places
from crosswire.view.shapes import pack_weight, ring_area, unpack_weight, world
from crosswire.view.shapes.__main__ import weigh

LAT, LON = st.floats(-84, 84), st.floats(-180, 180)
relaxed = settings(deadline=None)
SVG = "{http://www.w3.org/2000/svg}"


def place(name="Anyville", *, lat=10.0, lon=20.0, km=10.0, kind="town", events=1, country=None, grade="single", worst=None):
    return {
        "name": name, "lat": lat, "lon": lon, "precision_km": km, "kind": kind, "country": country, "events": events, "grade": grade,
        "worst": worst or grade, "precision": places.precision(kind, km), "url": f"/events?place={len(name)}",
    }  # fmt: skip


def parsed(drawn):
    return ElementTree.fromstring(str(drawn).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def one(value):
    return np.array([value])


@relaxed
@given(LAT, LON, LAT, LON)
def test_what_is_projected_comes_back(lat0, lon0, lat, lon):
    projection = Azimuthal(lat0, lon0)
    if distance(one(lon), one(lat), lon0, lat0)[0] > 15_000:
        return
    x, y = projection.forward(one(lon), one(lat))
    back_lon, back_lat = projection.backward(float(x[0]), float(y[0]))
    assert distance(one(lon), one(lat), back_lon, back_lat)[0] < 1


@relaxed
@given(LAT, LON, st.floats(5, 400))
def test_a_circle_keeps_its_area_wherever_it_lies(lat, lon, km):
    rim_lon, rim_lat = circle(lon, lat, km, 90)
    assert distance(rim_lon, rim_lat, lon, lat) == pytest.approx(np.full(90, km), rel=1e-3)
    x, y = Azimuthal(lat + 2, lon - 3).forward(rim_lon, rim_lat)
    area = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
    assert area == pytest.approx(np.pi * km**2, rel=0.02)


@relaxed
@given(LAT, st.floats(-179, 178))
def test_the_map_of_the_world_keeps_areas(lat, lon):
    x, y = EqualEarth().forward(np.array([lon, lon + 1, lon + 1, lon]), np.array([lat, lat, lat + 1, lat + 1]))
    drawn = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
    true = ring_area(np.array([lon, lon + 1, lon + 1, lon]), np.array([lat, lat, lat + 1, lat + 1]))
    assert drawn == pytest.approx(true, rel=0.01)


@relaxed
@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), min_size=3, max_size=12))
def test_what_is_cut_lies_on_the_sheet(points):
    x, y = outlines.cut(np.array([p[0] for p in points]), np.array([p[1] for p in points]), (0, 0, 100, 100))
    assert len(x) == 0 or (min(x.min(), y.min()) >= -1e-6 and max(x.max(), y.max()) <= 100 + 1e-6)


@relaxed
@given(st.lists(st.floats(1e-3, 1e9), min_size=1))
def test_weights_survive_packing(weights):
    assert unpack_weight(pack_weight(np.array(weights))) == pytest.approx(np.array(weights), rel=0.2)


def test_the_least_telling_point_of_a_line_weighs_least():
    weight = weigh(np.array([0.0, 1, 2, 3, 4]), np.array([0.0, 0.01, 0, 1, 0]))
    assert np.isinf(weight[[0, -1]]).all()
    assert int(np.argmin(weight[1:-1])) == 0


def test_the_shapes_hold_the_countries_of_the_world():
    shapes = world()
    sizes = {c.code: float(shapes.area[shapes.country == i].sum()) for i, c in enumerate(shapes.countries) if c.code}
    assert sizes["RU"] == pytest.approx(16_900_000, rel=0.02)  # its ring crosses the line of 180 degrees
    assert sizes["AQ"] == pytest.approx(12_300_000, rel=0.03)  # and this one goes round the pole
    assert sizes["SC"] > 300
    assert len(sizes) > 230


@settings(max_examples=20, deadline=None)
@given(LAT, LON, st.floats(60, WORLD_KM))
def test_any_view_is_bounded(lat, lon, km):
    drawn = maps.draw([place(lat=lat, lon=lon)], frame=Frame(lat, lon, km))
    assert len(drawn) < 130_000
    parsed(drawn)


def test_many_places_are_bounded_too():
    many = [place(f"Place {i}", lat=-60 + i % 120, lon=-170 + i % 340, events=i % 50 + 1) for i in range(3000)]
    assert len(maps.draw(many)) < 200_000
    assert len(maps.draw(many, 400, 440)) < 90_000


def spots(drawn):
    return [a for a in parsed(drawn).iter(f"{SVG}a") if a.get("class") == "spot"]


def classes(spot):
    return {name for e in spot.iter() for name in (e.get("class") or "").split()}


@pytest.mark.parametrize("km", [8.0, 60.0, 300.0])
@pytest.mark.parametrize("width", [500.0, 4000.0, WORLD_KM])
@pytest.mark.parametrize("kind", ["province", "area", "country", "region"])
def test_what_is_known_to_the_province_is_never_a_dot(kind, km, width):
    (spot,) = spots(maps.draw([place(km=km, kind=kind, country="TD", lat=15.0, lon=19.0)], frame=Frame(15.0, 19.0, width)))
    assert "area" in classes(spot)
    assert "sign" not in classes(spot)


def test_a_town_is_a_mark_until_the_map_is_finer_than_what_is_known():
    assert "sign" in classes(spots(maps.draw([place()], frame=Frame(10, 20, 2000)))[0])
    assert "area" in classes(spots(maps.draw([place()], frame=Frame(10, 20, 150)))[0])


def test_a_sign_of_doubt_stands_in_no_area():
    area = place(km=100.0, kind="province", events=9, worst="contested")
    (spot,) = spots(maps.draw([area], frame=Frame(10.0, 20.0, 800)))
    badge = next(e for e in spot.iter() if "sign" in (e.get("class") or ""))
    x, y = (float(v) for v in re.match(r"M([\d.]+) ([\d.]+)", badge.get("d")).groups())
    named = next(e for e in spot.iter(f"{SVG}text"))
    assert abs(x - float(named.get("x"))) > 20
    assert abs(y - float(named.get("y"))) < 14


def test_marks_grow_with_events_and_say_them():
    drawn = maps.draw([place("Fewton", lon=18.0), place("Manyford", lon=22.0, events=40)], frame=Frame(10, 20, 1500))
    few, many = spots(drawn)[1], spots(drawn)[0]
    assert float(many.find(f"{SVG}circle").get("r")) > float(few.find(f"{SVG}circle").get("r"))
    assert "Manyford: 40 events" in many.find(f"{SVG}title").text


def test_come_closer_and_lesser_places_are_drawn():
    many = [place(f"Great {i}", lat=40.0, lon=i / 10, events=99) for i in range(maps.MOST)]
    drawn = maps.draw([*many, place("Smallham", lat=-20.0, lon=100.0)], frame=Frame(-20.0, 100.0, 900.0))
    assert [e.text for e in parsed(drawn).iter(f"{SVG}title")] == ["Smallham: 1 event, single; town, within 10 km"]


def test_a_place_without_a_point_is_not_drawn():
    assert spots(maps.draw([{**place(), "lat": None, "lon": None}], frame=Frame(10, 20, 2000))) == []


def test_names_from_reports_are_text():
    drawn = maps.draw([place('<script>alert(1)</script>"onload=x')], frame=Frame(10, 20, 2000))
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert "&lt;script&gt;" in drawn


@relaxed
@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(3, 15), st.integers(3, 24)), max_size=30))
def test_no_name_stands_on_another(marks):
    sheet = labels.Sheet(300, 200)
    for x, y, r, letters in marks:
        sheet.beside(x, y, r, labels.text_width("n" * letters, 12), 12)
    for i, (a, b, c, d) in enumerate(sheet.taken):
        assert a >= 0
        assert c <= 300
        for e, f, g, h in sheet.taken[:i]:
            assert c <= e or g <= a or d <= f or h <= b


def test_one_far_place_does_not_make_a_dot_of_the_others():
    near = [place(f"Near {i}", lat=10 + i / 10, lon=20 + i / 10, events=5) for i in range(6)]
    far = place("Far", lat=45, lon=-70)
    assert frames.fit([*near, far], 2).km < 1000
    assert frames.fit([*near, far], 2, everything=True).km > 9000


@relaxed
@given(st.lists(st.tuples(LAT, LON), min_size=1, max_size=8))
@example([(40.0, 0.0), (44.0, 63.0), (64.0, 0.0)])
@example([(0.0, 180.0), (-67.0, 0.0)])
@example([(49.0, 104.0), (79.0, 0.0)])
def test_every_place_is_on_the_map_of_all(points):
    rows = [place(f"P{i}", lat=lat, lon=lon) for i, (lat, lon) in enumerate(points)]
    frame = frames.fit(rows, 2.0, everything=True)
    assert all(maps.seen(rows, View(frame, 1120, 560)))


def test_the_page_counts_what_the_list_counts(room, room_record):
    model = room.get("/map.json").json()
    told = room_record.rows("SELECT count(*) AS n, count(place_id) AS placed FROM events")[0]
    assert model["events"] == told["placed"]
    assert model["unplaced"] == told["n"] - told["placed"]
    first = model["places"][0]
    listed = room_record.rows("SELECT count(*) AS n FROM events WHERE place_id = ?", [first["place_id"]])[0]["n"]
    assert first["events"] == listed
    assert first["url"] in room.get("/map").text.replace("&amp;", "&")


def test_an_event_without_a_place_is_on_no_map(room_record):
    drawn = {p["place_id"] for p in places.located(room_record)}
    placed = {r["place_id"] for r in room_record.rows("SELECT DISTINCT place_id FROM events WHERE place_id IS NOT NULL")}
    assert drawn == placed
    assert places.located_and_counted(room_record)[1]["unplaced"] > 0


def test_filters_of_the_list_hold_on_the_map(room, room_record):
    grade = Filters((("grade", "corroborated"),))
    model = room.get("/map.json?grade=corroborated").json()
    assert [p["events"] for p in model["places"]] == [p["events"] for p in places.located(room_record, grade)]
    assert all("grade=corroborated" in p["url"] for p in model["places"])


def test_the_address_moves_the_map(room):
    model = room.get("/map.json?at=1.5,-78.5,6").json()
    assert model["frame"] == {"lat": 1.5, "lon": -78.5, "km": pytest.approx(WORLD_KM / 64)}
    closer = room.get(model["moves"]["closer"].replace("/map?", "/map.json?").split("#")[0]).json()
    assert closer["frame"]["km"] == pytest.approx(WORLD_KM / 128, rel=0.01)


@pytest.mark.parametrize("at", ["x", "95,0,1", "0,181,2", "1,2", "1,2,99", "1,2,3,4", "nan,1,2"])
def test_a_wrong_address_is_answered_with_a_sentence(room, at):
    answer = room.get("/map", params={"at": at})
    assert answer.status_code == 400
    assert "is no place on the map" in answer.text


def test_a_place_that_lies_elsewhere_is_named_and_led_to(room):
    model = room.get("/map.json?at=60,100,5").json()
    assert len(model["outside"]) == len(model["places"])
    there = model["outside"][0]
    assert there["at"] in room.get("/map?at=60,100,5").text.replace("&amp;", "&")


def test_the_key_has_only_what_is_on_the_map(room):
    """Close to a town its place is known less exactly than the map shows: it is an area there, and the key says so."""
    wide = "at=1.0,-78.5,4"
    page = room.get(f"/map.json?{wide}").json()
    town = next(p for p in page["places"] if p["kind"] == "town" and p["mark"])
    text = room.get(f"/map?at={town['lat']:.3f},{town['lon']:.3f},11").text
    key = text.split('class="map-key"')[1].split("</ul>")[0]
    assert "town; the larger" not in key
    assert "town, as this map is finer than what is known of its place" in key
    whole = room.get(f"/map?{wide}").text.split('class="map-key"')[1].split("</ul>")[0]
    assert "town; the larger, the more events" in whole
