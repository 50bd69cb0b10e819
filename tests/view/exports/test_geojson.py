"""GeoJSON (RFC 7946)."""

from __future__ import annotations

import json

import pytest

from crosswire.view.exports import geojson
from tests.view.exports.telling import Tell, exact, happening, recorded, written


@pytest.mark.parametrize(
    ("place", "position", "metres"),
    [
        ("town", [-78.75, 1.25], 10_000.0),
        ("province", [-80.1, -0.8], 90_000.0),
        ("country", None, None),
        ("region", None, None),
        (None, None, None),
    ],
)
def test_a_point_is_longitude_then_latitude_and_a_country_has_none(place, position, metres):
    made = geojson.feature(happening(Tell(place=place)))
    assert made["geometry"] == (None if position is None else {"type": "Point", "coordinates": position})
    assert made["properties"]["x_radius_m"] == metres
    assert made["properties"]["country"] == ("Ecuador" if place not in (None, "region") else None)
    assert list(made["properties"]) == list(geojson.COLUMNS)


def test_every_event_is_a_feature_told_or_not(tmp_path):
    told = (Tell(counts=[exact(2)]), Tell(place=None, start=None, end=None), Tell(counts=[exact(3)], more={"status": "denied"}))
    with recorded(tmp_path, *told) as record:
        made = json.loads(written(geojson, record, tmp_path / "out")["events.geojson"].read_text(encoding="utf-8"))
    assert (made["type"], sorted(made)) == ("FeatureCollection", ["features", "type"])  # no crs
    assert [f["properties"]["status"] for f in made["features"]] == ["happened", "happened", "denied"]
    assert [f["id"] for f in made["features"]] == [f["properties"]["event_id"] for f in made["features"]]
    assert made["features"][0]["properties"]["killed_best"] == 2
    assert made["features"][1]["properties"]["start"] is None
    denied = made["features"][2]["properties"]
    assert denied["killed_low"] is denied["killed_best"] is denied["killed_high"] is None
    assert (denied["killed_said"], denied["not_happened_said"]) == ([], ["3 (Ministry of Health, in Dawn)"])


def test_the_examples_are_on_the_map_within_its_bounds(room_record, tmp_path):
    made = json.loads(written(geojson, room_record, tmp_path / "out")["events.geojson"].read_text(encoding="utf-8"))
    points = [f["geometry"]["coordinates"] for f in made["features"] if f["geometry"]]
    assert len(made["features"]) == len(room_record.table("events"))
    assert points
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
