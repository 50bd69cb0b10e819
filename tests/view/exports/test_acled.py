"""The ACLED-shaped table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crosswire.store.database import open_record, write_record
from crosswire.types import Time
from crosswire.view import words
from crosswire.view.exports import acled
from crosswire.view.exports.deeds import mode
from crosswire.view.exports.happenings import TYPES, happenings
from crosswire.view.exports.selection import Selection
from crosswire.wordlists import load_toml
from tests.view.exports.telling import Tell, counted, exact, happening, read_csv, recorded, tables, written

# The 31 columns of the exports of ACLED, as acledR lists them.
THEIRS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 "
    "interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities tags timestamp"
).split()


# ACLED's sub-event types under their event types, as users of its exports list them.
SUB_EVENTS = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}


TOO_LITTLE = "its type cannot be told, nor who or whom with where or which day"


def row(tell: Tell) -> dict:
    return acled.row(happening(tell), None)


def test_the_columns_are_theirs_in_their_order_and_then_ours():
    names = list(acled.COLUMNS)
    assert names[:31] == THEIRS
    assert len(names) > 31
    assert all(name.startswith("x_") for name in names[31:])


def test_a_row_has_no_column_that_the_table_lacks():
    assert set(row(Tell(counts=[exact(4)]))) <= set(acled.COLUMNS)


def test_of_counts_that_contradict_each_other_the_lowest_is_taken_and_all_are_shown():
    made = row(Tell(counts=[exact(21, "Herald"), counted("at least 19", 19, 19, None, "Dawn"), exact(24, "Wire")], bounds=(19, 21, 24)))
    assert (made["fatalities"], made["x_low"], made["x_best"], made["x_high"]) == (19, 19, 21, 24)
    assert "at least 19 (Ministry of Health, in Dawn)" in made["x_fatalities_said"]
    assert "24 (Ministry of Health, in Wire)" in made["notes"]
    assert made["x_conflicts"] == "quantity:killed: 21 (Herald) / at least 19 (Dawn) / 24 (Wire)"
    assert made["x_modality"].split(";") == ["exact", "at_least"]
    assert made["x_what"] == "Gunmen fired on the market"


def test_a_vague_count_is_no_number():
    made = row(Tell(counts=[counted("dozens of people", 24)]))
    assert made["fatalities"] is made["x_low"] is made["x_best"] is made["x_high"] is None
    assert made["x_fatalities_said"].startswith("dozens of people (")
    assert made["x_modality"] == "vague"


def test_none_said_is_empty_and_none_killed_is_zero():
    assert row(Tell())["fatalities"] is None
    assert row(Tell(counts=[exact(0)]))["fatalities"] == 0


@pytest.mark.parametrize(
    ("start", "end", "day", "precision"),
    [
        (date(2031, 6, 3), date(2031, 6, 3), date(2031, 6, 3), 1),
        (date(2031, 6, 2), date(2031, 6, 8), date(2031, 6, 2), 2),
        (date(2031, 6, 1), date(2031, 6, 30), date(2031, 6, 1), 3),
        (date(2031, 6, 5), date(2031, 6, 30), date(2031, 6, 1), 3),
    ],
)
def test_the_day_is_as_exact_as_it_is_known(start, end, day, precision):
    made = row(Tell(start=start, end=end))
    assert (made["event_date"], made["time_precision"], made["year"]) == (day, precision, 2031)


@pytest.mark.parametrize(
    ("tell", "reason"),
    [
        (Tell(start=None, end=None), "its date is not known"),
        (Tell(end=None), "its date is open: on or after 2031-06-03"),
        (Tell(start=None), "its date is open: on or before 2031-06-03"),
        (Tell(end=None, more={"status": "ongoing"}, start_days=1), None),
        (Tell(start=date(2031, 1, 1), end=date(2031, 12, 31)), "its date is not known to a month"),
        (Tell(more={"status": "planned"}), "it is told as planned, not as having happened"),
        (Tell(more={"status": "possible"}), "it is told as possible, not as having happened"),
        (Tell(more={"status": "denied", "grade": "denied"}), "it is told as denied, not as having happened"),
        (Tell(more={"grade": "withdrawn"}), "every report of it was withdrawn"),
        (Tell("ACCUSE"), "ACCUSE is no event in this scheme"),
        (Tell("DISASTER"), "DISASTER is no event in this scheme"),
        (Tell(more={"status": "ongoing"}), None),
        (Tell("MOBILIZE", "troops"), None),
        (Tell(actor="front", target=None, place=None), None),  # whose type cannot be told: who, and a day
        (Tell(actor="front", target=None, end=date(2031, 6, 30)), None),  # who, and a place
        (Tell(actor="front", target=None, place=None, end=date(2031, 6, 30)), TOO_LITTLE),
        (Tell(actor=None, target=None), TOO_LITTLE),
        (Tell(mode="aerial", actor=None, target=None), None),
    ],
)
def test_what_has_no_row_is_told_with_the_reason(tell, reason):
    assert acled.why_left_out(happening(tell)) == reason


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("town", ("Port Anselm", 1.25, -78.75, 1)),
        ("area", ("Grey Hills", -1.0, -80.0, 2)),
        ("province", ("Manabí", -0.8, -80.1, 3)),
        ("country", ("", None, None, None)),
        ("region", ("West Coast", None, None, None)),
        (None, ("", None, None, None)),
    ],
)
def test_a_country_alone_has_no_point(place, told):
    made = row(Tell(place=place))
    assert (made["location"], made.get("latitude"), made.get("longitude"), made.get("geo_precision")) == told
    assert (made["country"], made["iso"]) == (("Ecuador", 218) if place not in (None, "region") else ("", None))


@pytest.mark.parametrize(
    ("tell", "types"),
    [
        (Tell("MOBILIZE", "troops", actor="army", target=None), ("Strategic developments", "Strategic developments", "")),
        (Tell("ASSAULT", "firearms", actor="army", target="front"), ("Political violence", "Battles", "Armed clash")),
        (Tell("ASSAULT", None, actor="front", target="families"), ("Political violence", "Violence against civilians", "Attack")),
        (Tell("ASSAULT", "aerial"), ("Political violence", "Explosions/Remote violence", "Air/drone strike")),
        (Tell("ASSAULT", "explosives"), ("Political violence", "Explosions/Remote violence", "")),
        (Tell("ASSAULT", "abduct", target="army"), ("", "", "")),
        (Tell("ASSAULT", "abduct"), ("Political violence", "Violence against civilians", "Abduction/forced disappearance")),
        (Tell("ASSAULT", "firearms", actor=None, target="men"), ("", "", "")),
        (Tell("ASSAULT", "firearms", actor="army", target="state"), ("", "", "")),
        (Tell("ASSAULT", "firearms", actor="army", target="neighbour"), ("Political violence", "Battles", "Armed clash")),
        (Tell("PROTEST", "riot", actor="crowd", target=None), ("Demonstrations", "Riots", "Violent demonstration")),
        (Tell("PROTEST", "demo", actor="crowd", target=None), ("Demonstrations", "Protests", "")),
        (Tell("PROTEST", None, actor="crowd", target=None), ("Demonstrations", "", "")),
        (Tell("COERCE", "arrest", actor="army", target="men"), ("Strategic developments", "Strategic developments", "Arrests")),
    ],
)
def test_types_are_told_or_left_empty(tell, types):
    made = row(tell)
    assert (made["disorder_type"], made["event_type"], made["sub_event_type"]) == types


TAKEN = {"rule": "verb:assault-place; told; main clause", "word": "seized", "mode": "heavy-weapons"}
EXECUTED = {"rule": "verb:assault-kill-people; told; main clause", "word": "executed", "mode": "heavy-weapons"}
OTHER = {"line": False, "mode": None}


@pytest.mark.parametrize(
    ("actor", "target", "said", "types"),
    [
        ("army", "front", TAKEN, ("Battles", "Government regains territory")),
        ("front", "state", TAKEN, ("Battles", "Non-state actor overtakes territory")),
        ("neighbour", "front", TAKEN, ("Battles", "")),
        ("soldiers", None, TAKEN, ("Battles", "")),
        (None, None, TAKEN, ("Battles", "")),
        ("front", "army", {**TAKEN, "word": "stormed"}, ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("front", "army", {**TAKEN, "status": "planned", "mode": None}, ("Battles", "Armed clash")),
        ("front", "families", EXECUTED, ("Violence against civilians", "Attack")),
        ("front", "captives", EXECUTED, ("Violence against civilians", "Attack")),
        ("front", "army", EXECUTED, ("", "")),
        ("army", None, EXECUTED, ("", "")),
    ],
)
def test_a_deed_tells_the_type_by_whatever_means_it_was_done(actor, target, said, types):
    made = row(Tell(actor=actor, target=target, said=[said] * 3))
    assert (made["event_type"], made["sub_event_type"]) == types


@pytest.mark.parametrize(
    ("modes", "line", "stands"),
    [
        (("aerial", None, None), 1, None),  # one of three, and not the claim that the event is called by
        (("aerial", None, None), 0, "aerial"),
        (("aerial", "aerial", None), 2, "aerial"),
        (("aerial", "explosives", None), 0, None),
        (("aerial", "aerial", "explosives"), 2, None),  # that claim says otherwise
        ((None, None, None), 0, None),
    ],
)
def test_the_mode_of_one_claim_is_not_that_of_the_event(modes, line, stands):
    assert mode(happening(Tell(said=[{"mode": m, "line": n == line} for n, m in enumerate(modes)]))) == stands


def test_of_a_claim_that_is_silent_two_reports_say_the_mode():
    silent = tuple({"line": n == 0, "mode": None, "claim_id": f"claim_{n}"} for n in range(5))
    told = happening(Tell(said=[{"mode": "aerial", "line": False}] * 3))
    one, two = ((*({**told.claims[0], **more} for more in silent), *told.claims[:n]) for n in (1, 2))
    assert (mode(replace(told, claims=one)), mode(replace(told, claims=two))) == (None, "aerial")


def test_the_claim_that_an_event_is_called_by_holds_its_line_and_each_claim_has_its_word(tmp_path):
    with recorded(tmp_path, Tell()) as record:
        (made,) = happenings(Selection(record))
    assert [(c["word"], c["line"]) for c in made.claims] == [("fired", True)] * 3


@pytest.mark.parametrize(
    ("mode", "actor", "code"),
    [
        ("demo", "families", 6), ("demo", "men", 6), ("riot", "families", 5), (None, "families", None), (None, "crowd", 6),
        ("demo", "army", 1), ("demo", None, None),
    ],
)  # fmt: skip
def test_who_takes_to_the_street_is_a_protester_or_a_rioter(mode, actor, code):
    assert row(Tell("PROTEST", mode, actor=actor, target=None))["inter1"] == code


@pytest.mark.parametrize(
    ("actor", "target", "codes"),
    [
        ("army", "families", (1, 7, 17)),
        ("families", "army", (7, 1, 17)),
        ("neighbour", "crowd", (8, 6, 68)),
        ("front", "army", (None, 1, None)),
        ("soldiers", None, (None, None, None)),
        ("front", "state", (None, None, None)),  # a country's name is not its forces
        ("army", "army", (1, None, None)),  # and a state does not fight itself
    ],
)
def test_an_actor_has_a_code_only_where_its_kind_tells(actor, target, codes):
    made = row(Tell(actor=actor, target=target))
    assert (made["inter1"], made["inter2"], made["interaction"]) == codes


def test_what_goes_on_has_the_day_it_began_as_exactly_as_it_is_said(tmp_path):
    known = tables([Tell(start=date(2031, 5, 1), end=None, more={"status": "ongoing"})])
    since = Time("herald", 0, 3, date(2031, 5, 1), date(2031, 5, 31), "2031-05", "month", "text", "test")
    write_record(tmp_path / "on.duckdb", replace(known, times=(since,)), {})
    with open_record(tmp_path / "on.duckdb") as record:
        (made,) = happenings(Selection(record))
    told = acled.row(made, None)
    assert (told["event_date"], told["time_precision"], told["x_date_end"]) == (date(2031, 5, 1), 3, None)


def test_a_state_is_not_its_own_target():
    made = row(Tell(actor="army", target="state"))
    assert (made["actor1"], made["actor2"], made.get("x_actor2_kind")) == ("Anselm army", "", None)
    assert "against" not in made["notes"]


def test_a_name_holds_no_sign_that_parts_names_and_a_part_names_its_whole():
    made = row(Tell(actor="army", target="front"))
    assert (made["actor2"], made["assoc_actor_1"], made["source"]) == ("Tide, Front", "Ecuador", "Dawn;Herald;Wire")


def test_violence_against_civilians_targets_them():
    assert row(Tell())["civilian_targeting"] == "Civilian targeting"
    assert row(Tell(actor="army", target="front"))["civilian_targeting"] == ""


def test_every_event_is_a_row_or_left_out_and_formulas_are_harmless(tmp_path):
    told = (Tell(actor="formula", counts=[exact(3)]), Tell(place="province"), Tell(start=None, end=None), Tell("REJECT"))
    with recorded(tmp_path, *told) as record:
        files = written(acled, record, tmp_path / "out")
        raw = read_csv(written(acled, record, tmp_path / "raw", raw=True)["acled.csv"])
    rows, left = read_csv(files["acled.csv"]), read_csv(files["left_out.csv"])
    assert list(rows[0]) == list(acled.COLUMNS)
    assert [r["event_id_cnty"] for r in rows] == ["event_000", "event_001"]
    assert [r["event_id"] for r in left] == ["event_002", "event_003"]
    assert (rows[0]["actor1"], raw[0]["actor1"], rows[0]["longitude"], rows[1]["latitude"]) == ("'=cmd()", "=cmd()", "-78.75", "-0.8")
    assert rows[0]["x_claims"].split(";") == [f"claim_event_000_{o}" for o in ("Dawn", "Herald", "Wire")]


def test_the_examples_vanish_nowhere(room_record, tmp_path):
    files = written(acled, room_record, tmp_path / "out")
    rows, left = read_csv(files["acled.csv"]), read_csv(files["left_out.csv"])
    events = {e["event_id"]: e for e in room_record.table("events")}
    claims = {c["claim_id"]: c["event_id"] for c in room_record.table("claims")}
    assert sorted([r["event_id_cnty"] for r in rows] + [r["event_id"] for r in left]) == sorted(events)
    assert rows
    assert all(r["reason"] for r in left)
    for made in rows:
        assert all(claims[c] == made["event_id_cnty"] for c in made["x_claims"].split(";"))
        counts = [int(made[name]) for name in ("x_low", "x_best", "x_high") if made[name]]
        assert counts == sorted(counts)
        assert made["fatalities"] == made["x_low"]
        assert not made["latitude"] or (abs(float(made["latitude"])) <= 90 and abs(float(made["longitude"])) <= 180)
        assert made["event_date"][:4] == made["year"]
        assert events[made["event_id_cnty"]]["status"] in ("happened", "ongoing")


def test_the_list_of_types_names_types_of_theirs():
    groups = {name: group for name, group in load_toml(TYPES).items() if "words" not in group}
    for name, group in groups.items():
        assert name.split(".")[0].split()[0] in words.TYPES, name
        assert set(group) <= {"source", "disorder", "event", "sub_event"}, name
        assert group.get("event", "Battles") in SUB_EVENTS, name
        assert "sub_event" not in group or group["sub_event"] in SUB_EVENTS[group["event"]], name


def test_the_deeds_are_told_by_groups_of_words_that_are_there():
    known = {**load_toml("event_verbs.toml"), **load_toml("event_nouns.toml")}
    for deed in ("taking", "execution"):
        rules = load_toml(TYPES)[f"{deed}-rules"]["words"]
        assert [known[rule]["type"] for rule in rules] == ["ASSAULT"] * len(rules)
    assert "mode" not in known["assault-place"]  # to take a place says nothing of the means
