"""The table in the shape of the UCDP's Georeferenced Event Dataset."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crosswire.view.exports import ucdp
from tests.view.exports.telling import Tell, counted, exact, happening, read_csv, recorded, written

# The 49 columns of the GED's CSV files, in their order.
THEIRS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name "
    "side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date "
    "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country "
    "country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()


def row(tell: Tell) -> dict:
    return ucdp.row(happening(tell))


def test_the_columns_are_theirs_in_their_order_and_then_ours():
    names = list(ucdp.COLUMNS)
    assert names[:49] == THEIRS
    assert len(names) > 49
    assert all(name.startswith("x_") for name in names[49:])
    assert set(row(Tell(counts=[exact(2)]))) <= set(names)


@pytest.mark.parametrize(
    ("tell", "reason"),
    [
        (Tell(counts=[exact(1)]), None),
        (Tell(counts=[counted("dozens", 24)]), None),
        (Tell(), "nobody is told to have been killed"),
        (Tell(counts=[exact(0)]), "nobody is told to have been killed"),
        (Tell(counts=[exact(1)], start=None), "its date is open: on or before 2031-06-03"),
        (Tell(counts=[exact(1)], end=None, more={"status": "ongoing"}, start_days=1), None),
        (Tell(counts=[exact(1)], more={"status": "planned"}), "it is told as planned, not as having happened"),
        (Tell("ACCUSE", counts=[exact(1)]), "ACCUSE is no use of armed force"),
    ],
)
def test_only_what_killed_and_happened_has_a_row(tell, reason):
    assert ucdp.why_left_out(happening(tell)) == reason


@pytest.mark.parametrize(
    ("actor", "target", "violence", "sides"),
    [
        ("army", "front", 1, ("Anselm army", "Tide, Front")),
        ("front", "army", 1, ("Anselm army", "Tide, Front")),
        ("front", "band", 2, ("Tide, Front", "Red Band")),
        ("front", "families", 3, ("Tide, Front", "Civilians")),
        ("army", "families", 3, ("Anselm army", "Civilians")),
        ("army", "neighbour", 1, ("Anselm army", "Colombian navy")),
        ("army", "state", None, ("Anselm army", "")),  # it does not fight itself
        ("front", "state", None, ("Tide, Front", "Ecuador")),  # a country is not its forces
        ("families", "front", None, ("families", "Tide, Front")),
        (None, "front", None, ("", "Tide, Front")),
    ],
)
def test_the_type_of_violence_follows_from_the_sides_or_is_empty(actor, target, violence, sides):
    made = row(Tell(actor=actor, target=target, counts=[exact(1)]))
    assert (made["type_of_violence"], (made["side_a"], made["side_b"])) == (violence, sides)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([exact(9)], (None, None, None, 9)),
        ([exact(9), exact(4, of="killed:child")], (None, None, 4, 5)),
        ([exact(9), exact(4, of="killed:soldier"), exact(3, of="killed:militant")], (4, 3, None, 2)),
        ([exact(9), exact(4, "Herald", of="killed:child")], (None, None, None, 9)),  # no report gives both
        ([exact(3), exact(2, of="killed:woman"), exact(2, of="killed:civilian")], (None, None, None, 3)),  # they overlap
        ([counted("dozens", 24), exact(4, of="killed:child")], (None, None, None, None)),
    ],
)
def test_the_dead_of_each_side_add_up_to_the_best_count(counts, told):
    made = row(Tell(actor="army", target="front", counts=counts))
    assert (made["deaths_a"], made["deaths_b"], made["deaths_civilians"], made["deaths_unknown"]) == told
    assert made["best"] is None or sum(n for n in told if n) == made["best"]


def test_civilians_of_another_account_are_not_within_the_best_count():
    counts = [exact(9, "Dawn"), exact(4, "Dawn", of="killed:child")]
    one, other = Tell(counts=counts), Tell(counts=counts, bounds=(5, 7, 9))  # reconciled of several: not that account's whole
    assert (row(one)["deaths_civilians"], row(other)["deaths_civilians"], row(other)["deaths_unknown"]) == (4, None, 7)
    told = happening(one)
    mixed = replace(told, values=tuple({**v, "claims": (v["claims"][0] if v["field"] == "quantity:killed" else "x",)} for v in told.values))
    assert ucdp.row(mixed)["deaths_civilians"] is None


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("town", (1, "POINT (-78.75 1.25)")),
        ("area", (5, "POINT (-80.0 -1.0)")),
        ("province", (4, "POINT (-80.1 -0.8)")),
        ("country", (6, None)),
    ],
)
def test_a_point_is_longitude_then_latitude_and_a_country_has_none(place, told):
    made = row(Tell(place=place, counts=[exact(1)]))
    assert (made["where_prec"], made.get("geom_wkt")) == told
    assert ("priogrid_gid" in made) == (told[1] is not None)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"), [(10.51, 2.29, 145085), (-90.0, -180.0, 1), (89.99, 179.99, 259200), (-14.75, 25.75, 108412)]
)
def test_cells_are_counted_from_the_south_west(lat, lon, cell):
    assert ucdp.priogrid(lat, lon) == cell


def test_sources_are_independent_origins_and_the_original_is_whose_word_it_is():
    made = row(Tell(counts=[exact(1)]))
    assert (made["number_of_sources"], made["source_original"], made["source_office"]) == (1, "Ministry of Health", "Dawn;Herald;Wire")
    assert made["source_article"].split(";")[0] == '"Dawn,2031-06-04,Dawn reports, in short"'
    assert (made["date_start"], made["date_prec"], made["event_clarity"]) == ("2031-06-03 00:00:00.000", 1, 1)
    assert row(Tell(counts=[exact(1)], end=date(2031, 6, 30)))["event_clarity"] == 2


def test_what_goes_on_has_no_last_day():
    made = row(Tell(counts=[exact(1)], end=None, more={"status": "ongoing"}, start_days=31))
    assert (made["date_start"], made.get("date_end"), made["date_prec"]) == ("2031-06-03 00:00:00.000", None, 4)


def test_the_examples_are_rows_or_left_out(room_record, tmp_path):
    files = written(ucdp, room_record, tmp_path / "out")
    rows, left = read_csv(files["ucdp_ged.csv"]), read_csv(files["left_out.csv"])
    assert sorted([r["id"] for r in rows] + [r["event_id"] for r in left]) == sorted(e["event_id"] for e in room_record.table("events"))
    assert rows
    for made in rows:
        counts = [int(made[name]) for name in ("low", "best", "high") if made[name]]
        assert counts == sorted(counts)
        told = [int(made[f"deaths_{who}"]) for who in ("a", "b", "civilians", "unknown") if made[f"deaths_{who}"]]
        assert not made["best"] or sum(told) == int(made["best"])


def test_a_file_has_every_column(tmp_path):
    with recorded(tmp_path, Tell(counts=[exact(2)])) as record:
        files = written(ucdp, record, tmp_path / "out")
    assert list(read_csv(files["ucdp_ged.csv"])[0]) == list(ucdp.COLUMNS)
