"""The accuracy table and its floors."""

from __future__ import annotations

import json

from bench.accuracy import FLOORS, LAYERS, below, main, pick, raised, table

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
    assert floors["seeds"]["overall"] >= 0.5
    assert all(v > 0 for v in floors["seeds"].values())
    dev = [row["overall"] for name, row in floors.items() if name != "seeds"]
    assert sum(dev) / len(dev) >= 0.3


def test_without_gold_it_says_so(tmp_path, capsys):
    assert main(["--shared", str(tmp_path)]) == 2
    assert "no gold" in capsys.readouterr().out
