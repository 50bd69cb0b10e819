"""The parts of the event's page that need cases of their own: what was taken back, open ends, how a count moved."""

from __future__ import annotations

import re

import pytest

from crosswire.view.drawing import series, waterfalls
from crosswire.view.events import matrix, moves
from crosswire.view.events.told import Told

REPORTS = [
    {"document_id": "one", "outlet": "Harbour Post", "title": None, "published_at": "2031-02-01"},
    {"document_id": "two", "outlet": "Wire", "title": None, "published_at": "2031-02-02"},
]


def claim(key, document, **changed):
    spans = {"start": 0, "end": 30, "trigger_start": 10, "trigger_end": 16, "speaker_start": None, "speaker_end": None}
    slots = {"actor_id": None, "target_id": None, "place_id": None, "time_start": None, "time_end": None}
    return {"claim_id": key, "document_id": document, **spans, **slots, **changed}


def value(field, said, claims, **changed):
    number = {"low": None, "best": None, "high": None, "field_low": None, "field_best": None, "field_high": None}
    return {
        "value_id": f"value_{field}_{said}", "field": field, "value": said, "claims": claims, "documents": ["one"], "origins": ["o"],
        "families": 1, "reports": 1, "standing": "only", "chosen": False, "withdrawn": False, **number, **changed,
    }  # fmt: skip


def event(values, claims, findings=(), **known):
    return Told({"event_id": "event_1"}, claims, values, findings, REPORTS, **known)


def one_field(told):
    columns = matrix.columns(REPORTS, [["one"], ["two"]], "once")
    rows, spans = matrix.fields(told, columns)
    return rows[0], spans


def test_what_a_report_took_back_is_withdrawn_and_names_the_words_that_do():
    back = {"document_id": "two", "start": 50, "end": 90}
    finding = {"finding_id": "f", "kind": "update", "field": "status", "holds": None, "text": "taken back",
               "values": [{"value": "said", "claims": ["b"], "spans": []}, {"value": "taken back", "claims": [], "spans": [back]}]}  # fmt: skip
    told = event([value("status", "happened", ["a", "b"], chosen=True)], [claim("a", "one"), claim("b", "two")], [finding])
    row, _ = one_field(told)
    kept, gone = row["cells"][0][0], row["cells"][1][0]
    assert (kept["standing"], kept["taken_back"]) == ("only", None)
    assert (gone["standing"], gone["taken_back"]) == ("withdrawn", back)


def test_a_value_that_all_took_back_is_withdrawn_everywhere():
    row, _ = one_field(event([value("status", "happened", ["a"], withdrawn=True, standing="agreed")], [claim("a", "one")]))
    assert row["values"][0]["standing"] == "withdrawn"
    assert row["cells"][0][0]["standing"] == "withdrawn"
    assert row["cells"][1] == []


def quantity(start, end, low, best, high, **changed):
    return {"quantity_id": f"quantity_{start}", "document_id": "one", "start": start, "end": end, "low": low, "best": best, "high": high,
            "modality": "exact", "unit": None, "unit_kind": "people", "role": "killed", "claim_id": "a", "rule": "", **changed}  # fmt: skip


def test_an_amount_stands_at_the_numeral_that_gives_it_not_at_its_neighbour():
    rows = [quantity(2, 4, 5.0, 5.0, 5.0), quantity(8, 21, 19.0, 19.0, None, modality="at_least"), quantity(25, 27, 19.0, 19.0, 19.0)]
    given = value("quantity:killed", "at least 19", ["a"], low=19.0, best=19.0, high=None)
    row, spans = one_field(event([given], [claim("a", "one")], quantities={"one": rows}))
    assert spans == [("one", 8, 21)]
    assert row["cells"][0][0]["modality"] == "at_least"


def test_up_to_nothing_in_common_but_nought_is_another_amount():
    given = value("quantity:deployed", "up to 275", ["a"], low=0.0, best=275.0, high=275.0)
    row, spans = one_field(event([given], [claim("a", "one")], quantities={"one": [quantity(2, 9, 0.0, 400.0, 400.0)]}))
    assert spans == [("one", 0, 30)]
    assert row["cells"][0][0]["said"] is False


def test_a_name_in_the_clause_goes_before_a_pronoun_and_both_before_a_name_elsewhere():
    def named(start, end, weak):
        return {"start": start, "end": end, "weak": weak}

    found = [named(9, 11, True), named(1, 5, False), named(40, 50, False)]
    for known, wanted in ((found, (1, 5)), (found[::2], (9, 11)), (found[2:], (40, 50))):
        told = event([value("actor", "Someone", ["a"])], [claim("a", "one", actor_id="x")], actors={("one", "x"): known})
        assert one_field(told)[1] == [("one", *wanted)]


@pytest.mark.parametrize(("fields", "wanted"), [
    (["speaker", "quantity:killed", "actor"], ["actor", "quantity:killed", "speaker"]),
    (["quantity:tent", "quantity:injured", "quantity:killed", "status"], ["status", "quantity:killed", "quantity:injured", "quantity:tent"]),
])  # fmt: skip
def test_fields_stand_in_a_readers_order(fields, wanted):
    assert sorted(fields, key=matrix.rank) == wanted


def test_copies_of_a_text_stand_side_by_side_under_one_number():
    every = matrix.columns(REPORTS, [["two", "one"]], "every")
    assert [(c["text"], c["first"], c["alike"]) for c in every] == [(1, True, 2), (1, False, 2)]
    assert len(matrix.columns(REPORTS, [["two", "one"]], "once")) == 1


# --- how a count moved ---------------------------------------------------------------------------------------------------
def moved(*told, stands):
    """A series of (published, label, low, best, high, standing)."""
    values, entries, reports, origins = [], [], [], {}
    for n, (at, label, low, best, high, standing) in enumerate(told):
        document = f"d{n}"
        reports.append({"document_id": document, "published_at": at})
        values.append({"value_id": f"v{n}", "value": label, "low": low, "best": best, "high": high})
        entries.append({"value_id": f"v{n}", "standing": standing, "claim_id": f"c{n}", "document_id": document, "outlet": None,
                        "start": 0, "end": 2, "words": label})  # fmt: skip
        origins[f"c{n}"] = f"o{n}"
    return moves.series({"field": "quantity:killed", "label": "Killed", "values": values, "best": stands}, reports, entries, origins)


def test_open_ends_are_arrows_and_ranges_are_whiskers():
    found = moved(("2031-02-01", "at least 19", 19.0, 19.0, None, "only"), ("2031-02-02", "up to 30", 0.0, 30.0, 30.0, "only"),
                  ("2031-02-03", "20 to 25", 20.0, 22.0, 25.0, "only"), stands=19.0)  # fmt: skip
    assert [p["open"] for p in found["points"]] == ["up", "down", None]
    assert [p["low"] for p in found["points"]] == [19.0, None, 20.0]
    drawn = str(series.chart(found))
    assert drawn.count("stroke-only") == 4  # two arrows, two whiskers


def test_a_report_without_a_date_stands_in_the_margin_and_in_no_step():
    found = moved(("2031-02-01", "9", 9.0, 9.0, 9.0, "updated"), (None, "40", 40.0, 40.0, 40.0, "only"),
                  ("2031-02-03", "12", 12.0, 12.0, 12.0, "updated"), stands=12.0)  # fmt: skip
    assert found["points"][-1]["at"] is None
    assert [s["best"] for s in found["steps"]] == [9.0, 12.0]
    assert ">undated</text>" in series.chart(found)


def test_the_line_is_not_drawn_where_it_would_not_lead_to_what_stands():
    rows = (("2031-02-01", "9", 9.0, 9.0, 9.0, "only"), ("2031-02-03", "12", 12.0, 12.0, 12.0, "only"))
    assert moved(*rows, stands=12.0)["steps"]
    assert not moved(*rows, stands=9.0)["steps"]


def test_what_was_taken_back_is_a_mark_and_no_step():
    found = moved(("2031-02-01", "9", 9.0, 9.0, 9.0, "only"), ("2031-02-02", "90", 90.0, 90.0, 90.0, "withdrawn"),
                  ("2031-02-03", "12", 12.0, 12.0, 12.0, "only"), stands=12.0)  # fmt: skip
    assert [s["best"] for s in found["steps"]] == [9.0, 12.0]


def test_labels_do_not_stand_on_one_another():
    found = moved(("2031-02-01", "400", 400.0, 400.0, 400.0, "only"), ("2031-02-01", "up to 400", 0.0, 400.0, 400.0, "only"), stands=400.0)
    tops = {label: float(y) for y, label in re.findall(r'y="([\d.]+)"[^>]*class="value">([^<]+)<', series.chart(found))}
    assert abs(tops["400"] - tops["up to 400"]) >= 13


def test_a_picture_has_no_style_and_no_script_and_its_words_are_text():
    found = moved(("2031-02-01", "<b>9</b>", 9.0, 9.0, 9.0, "only"), ("2031-02-02", "10", 10.0, 10.0, 10.0, "conflicting"), stands=9.0)
    drawn = str(series.chart(found))
    assert " style=" not in drawn
    assert "<b>" not in drawn
    assert drawn.count("<a ") == 2


def test_a_waterfall_goes_from_nought_by_its_reasons_to_the_sum():
    reasons = [{"name": "where", "score": 1.0, "sentence": "both in Port Alder"}, {"name": "when", "score": -0.5, "sentence": "days apart"}]
    rows = waterfalls.steps({"prior": -1.8, "score": -1.3, "reasons": reasons})
    assert [(r["kind"], round(r["from"], 2), round(r["to"], 2)) for r in rows] == [
        ("prior", 0.0, -1.8), ("for", -1.8, -0.8), ("against", -0.8, -1.3), ("total", 0.0, -1.3),
    ]  # fmt: skip
    assert waterfalls.steps({"prior": None, "score": 10.0, "reasons": []}) == []
    assert "fill-conflicting" in waterfalls.bar(rows[2])
