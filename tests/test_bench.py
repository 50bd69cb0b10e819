"""The accuracy table and its floors."""

from __future__ import annotations

import json

from bench import public
from bench.accuracy import main
from bench.crises import LAYERS, pick, table
from bench.floors import FLOORS, below, raised

ROWS = {"seeds": {n: 0.5 for n, _ in LAYERS}, "one": {n: 0.25 for n, _ in LAYERS}}


def test_a_figure_under_its_floor_is_named():
    assert below(ROWS, {"one": {"quotes": 0.3, "times": 0.25}}) == ["one: quotes is 0.250, its floor is 0.300"]


def test_floors_never_drop():
    floors = raised(ROWS, {"one": {"quotes": 0.9}})
    assert floors["one"]["quotes"] == 0.9
    assert floors["one"]["times"] == 0.25


def test_a_group_of_figures_gives_its_mean():
    assert pick({"slots": {"actor": 0.5, "time": 1.0}}, ("slots",)) == 0.75


def test_the_mean_is_of_the_dev_crises_alone():
    assert table(ROWS, ["quotes"]).splitlines()[1].split() == ["quotes", "0.500", "0.250", "0.250"]


def test_the_floors_stand_where_the_issue_wants_them():
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert floors["seeds"]["overall"] >= 0.65
    assert all(v > 0 for v in floors["seeds"].values())
    dev = [row["overall"] for name, row in floors.items() if name != "seeds" and "overall" in row]
    assert sum(dev) / len(dev) >= 0.5


def test_without_gold_it_says_so(tmp_path, capsys):
    assert main(["--shared", str(tmp_path)]) == 2
    assert "no gold" in capsys.readouterr().out


def test_floors_of_what_was_not_measured_stay():
    assert raised({"two": {"quotes": 0.5, "beside": 0.1}}, {"one": {"quotes": 0.9}}, ["beside"]) == {
        "one": {"quotes": 0.9},
        "two": {"quotes": 0.5},
    }


def test_a_public_figure_stands_beside_what_was_asked_and_its_peer():
    told = public.table({"times": {"times' days, F1": 0.5}}).splitlines()
    assert told[1].split() == ["times", "times'", "days,", "F1", "0.500", "0.80", "Microsoft", "Recognizers", ".654"]
    assert len(told) == 2


def test_a_part_of_a_set_keeps_the_reports_that_its_gold_speaks_of(tmp_path):
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps({"id": f"r{i}", "corpus": "ab"[i % 2]}) + "\n" for i in range(8)))
    (tmp_path / "reports.jsonl").write_text(
        "".join(json.dumps({"id": f"r{i}", "text": "One\u2028line."}, ensure_ascii=False) + "\n" for i in range(8))
    )
    part = public.part_of(tmp_path, tmp_path / "part", 2, "a")
    assert [r["id"] for r in public.lines_of(part / "reports.jsonl")] == ["r0", "r4"]
