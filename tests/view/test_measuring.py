"""How right a record is: the figures are those of the scorer beside the repository, and each can go up and down."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from crosswire import cli
from crosswire.errors import InputError
from crosswire.store.database import open_record
from crosswire.view import exports
from crosswire.view.measuring import measure
from crosswire.view.measuring.figures import b_cubed, f1, pairs
from crosswire.view.measuring.folding import Texts, folded
from crosswire.view.measuring.gold import NEEDED, read_gold
from tests.conftest import EXAMPLES

# Our layer, and where the scorer has the same figure.
SAME = {
    "actors": ("actors", "f1"), "claims": ("claims", "f1"), "claims, any type": ("claims", "untyped_f1"), "event linking": ("event_linking", "f1"),
    "sources": ("independent_sources", "near"), "conflicts": ("conflicts", "r"), "arithmetic": ("arithmetic", "r"), "stories": ("stories", "f1"),
    "quotes": ("quotes", "f1"), "speakers": ("quotes", "speaker"), "times": ("times", "f1"), "quantities": ("quantities", "f1"),
    "modality": ("quantities", "modality"), "places": ("places", "f1"),
}  # fmt: skip
NOTHING = {**{name: [] for name in NEEDED}, "partial": []}


def figures(record, gold):
    with open_record(record) as opened:
        return {f.layer: f for f in measure(opened, gold)}


@pytest.mark.parametrize("crisis", ["examples", "seeds"])
def test_the_figures_are_those_of_the_scorer(crisis, shared, built, tmp_path):
    folder = EXAMPLES if crisis == "examples" else shared / "gold/crises/seeds"
    record = built(crisis, [folder / "reports"])
    found = figures(record, read_gold(folder / "gold.json"))
    with open_record(record) as opened:
        exports.export(opened, "jsonl", tmp_path / "out")
    command = [sys.executable, str(shared / "score/score.py"), str(tmp_path / "out"), str(folder), "--json"]
    scored = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for layer, figure in found.items():
        if layer == "slots":
            assert figure.value == pytest.approx(sum(scored["slots"].values()) / len(scored["slots"]))
        else:
            block, key = SAME[layer]
            # Where an event's claims are in two events of the record, as many in each, the scorer takes either.
            assert figure.value == pytest.approx(scored[block][key], abs=0.05 if layer == "sources" else 1e-9), layer
    assert len(found) >= 9


def gold_of(record) -> dict:
    """A file of gold that says of a record of the examples what the record itself says: all must be found."""
    with open_record(record) as opened:
        text = {r["document_id"]: r["text"] for r in opened.rows("SELECT document_id, text FROM documents")}
        names = {r["actor_id"]: r["name"] for r in opened.table("actors")}
        here = Texts.of(opened, text)

        def once(row):
            words = text[row["document_id"]][row["start"] : row["end"]]
            return words if len(here.spans(row["document_id"], words)) == 1 else None

        def rows(table):
            return [(r, words) for r in opened.table(table) if (words := once(r))]

        quotes = [
            {"doc": q["document_id"], "text": words, "speaker": names[q["speaker_id"]]}
            for q, words in rows("quotes") if q["speaker_id"] in names
        ]  # fmt: skip
        times = [
            {"doc": t["document_id"], "text": words, "start": str(t["value_start"]), "end": str(t["value_end"])}
            for t, words in rows("times") if t["value_start"]
        ]  # fmt: skip
        events = [
            {"id": c["claim_id"], "type": c["type"], "status": c["status"], "claims": [{"doc": c["document_id"], "text": words}]}
            for c, words in rows("claims")
        ]
        actors = [{"name": n, "aliases": [n]} for n in set(names.values())]
    return {**NOTHING, "partial": ["actors"], "quotes": quotes, "times": times, "events": events, "actors": actors}


def test_what_a_record_says_itself_is_found_and_what_is_missed_is_listed(examples_record):
    gold = gold_of(examples_record)
    found = figures(examples_record, gold)
    assert found["quotes"].recall == found["times"].recall == 1
    assert found["speakers"].value > 0.9  # two actors may have one name
    assert found["claims"].recall > 0.95  # one clause may hold two claims
    assert not found["times"].misses
    gold["times"].append({"doc": "01-aw", "text": "the eleventh hour", "start": "2031-06-01", "end": "2031-06-01"})
    gold["quotes"] = gold["quotes"][:3]
    worse = figures(examples_record, gold)
    assert worse["times"].recall < 1
    assert worse["times"].misses == ("01-aw: the eleventh hour",)
    assert worse["quotes"].precision < found["quotes"].precision


def test_a_layer_without_rows_or_with_only_some_is_not_measured(examples_record):
    assert "actors" not in figures(examples_record, gold_of(examples_record))
    assert figures(examples_record, NOTHING) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "no file of gold"),
        ("{", "is no JSON"),
        ('{"events": {}}', "events must be a list"),
        ('{"times": [{"doc": "a", "text": "b", "start": "3 June", "end": null}]}', "start must be a day"),
        ('{"quantities": [{"doc": "a", "text": "b", "low": 1, "best": 1, "high": 1, "modality": "exactly"}]}', "modality must be one of"),
        ('{"places": [{"doc": "a", "text": "b", "lat": "x", "lon": 1, "tolerance_km": 5}]}', "lat must be a number"),
        ('{"quotes": [{"doc": "a", "text": "b"}]}', "quotes, row 1: speaker missing"),
        ('{"events": [{"id": "e", "type": "AID", "status": "happened", "claims": [{"doc": "a"}]}]}', "events, row 1, claims: text missing"),
        ('{"times": 3}', "times must be a list"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_where(tmp_path, content, words):
    path = tmp_path / "gold.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_gold(path)


def test_only_the_reports_that_gold_is_about_are_measured_and_slips_are_told(examples_record, tmp_path, capsys):
    said = {"doc": "01-aw", "text": "about 30", "low": 27, "best": 30, "high": 33, "modality": "approximate"}
    gold = {**NOTHING, "quantities": [said], "documents": [{"id": "01-aw"}]}
    alone = figures(examples_record, gold)["quantities"]
    assert (
        alone.precision > figures(examples_record, {**gold, "documents": [{"id": f"{n:02}-aw"} for n in (1, 2, 8)]})["quantities"].precision
    )
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"quantities": [said, {**said, "text": "ninety"}, {**said, "doc": "99-none"}]}), encoding="utf-8")
    assert cli.run(["measure", str(examples_record), str(path)]) == 0
    told = capsys.readouterr().err
    assert "note: the record has no report '99-none'" in told
    assert "note: 01-aw does not say: ninety" in told


def test_the_command_prints_a_line_a_layer(examples_record, capsys):
    assert cli.run(["measure", str(examples_record), str(EXAMPLES / "gold.json"), "--misses", "1"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].split() == ["layer", "figure", "precision", "recall", "of"]
    assert any(line.startswith("claims ") for line in out)
    assert any(line.startswith("    missed: ") for line in out)


def test_groups_that_agree_count_one_and_what_is_lost_counts_nothing():
    gold = {1: "a", 2: "a", 3: "b"}
    assert b_cubed("x", gold, {1: 7, 2: 7, 3: 8}).value == 1
    assert b_cubed("x", gold, {1: 7, 2: 7}).recall == pytest.approx(2 / 3)
    assert b_cubed("x", gold, {1: 7, 2: 7, 3: 7}).precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert b_cubed("x", {}, {}).value == 0


def test_matches_are_one_to_one_the_best_first():
    assert sorted(pairs([1, 5], [5, 2], lambda g, f: max(0, 4 - abs(g - f)))) == [(0, 1), (1, 0)]
    assert f1("x", 0, 0, 0).value == 0


def test_offsets_fold_with_the_text():
    one = folded("  a \n\n b\u00a0c ")
    assert one.text.strip() == "a b c"
    assert [one.text[one.at[i]] for i in (2, 7, 9)] == ["a", "b", "c"]
