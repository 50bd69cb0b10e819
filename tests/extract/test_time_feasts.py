"""Feasts and holidays: the rules of the word list give the days that calendars print."""

from __future__ import annotations

from datetime import date

import pytest

from crosswire.extract.time_feasts import KINDS, occurrences
from crosswire.wordlists import load_toml


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("fixed 12-25", 2030, date(2030, 12, 25), date(2030, 12, 25)),
        ("nth 4 thursday 11", 2024, date(2024, 11, 28), date(2024, 11, 28)),
        ("nth -1 monday 5", 2024, date(2024, 5, 27), date(2024, 5, 27)),
        ("nth 1 monday 11 1", 2024, date(2024, 11, 5), date(2024, 11, 5)),
        ("easter 0", 2024, date(2024, 3, 31), date(2024, 3, 31)),
        ("easter -2", 2025, date(2025, 4, 18), date(2025, 4, 18)),
        ("orthodox 0", 2024, date(2024, 5, 5), date(2024, 5, 5)),
        ("newyear 0 x2", 2024, date(2024, 10, 3), date(2024, 10, 4)),
        ("newyear 9", 2023, date(2023, 9, 25), date(2023, 9, 25)),
        ("newyear -163 x7", 2024, date(2024, 4, 23), date(2024, 4, 29)),
        ("hanukkah x8", 2023, date(2023, 12, 8), date(2023, 12, 15)),
        ("hijri 9-1 xmonth", 2024, date(2024, 3, 11), date(2024, 4, 9)),
        ("hijri 12-10 x4", 2023, date(2023, 6, 29), date(2023, 7, 2)),
    ],
)
def test_days_of_known_years(rule, year, first, last):
    assert occurrences(rule, year) == [(first, last)]


def test_a_feast_of_the_moon_may_fall_twice_in_a_year_or_not_at_all():
    assert [len(occurrences("hijri 10-1 x3", year)) for year in (1999, 2000, 2008)] == [1, 2, 1]
    assert occurrences("fixed 02-29", 2023) == []
    assert occurrences("easter 0", 9999) == []


@pytest.mark.parametrize("year", [622, 1900, 2000, 2031, 2999])
def test_every_rule_of_the_list_can_be_reckoned(year):
    for name, rule in load_toml("times.toml")["holidays"]["words"].items():
        assert rule.split()[0] in KINDS, name
        assert all(first <= last and first.year == year for first, last in occurrences(rule, year)), name
