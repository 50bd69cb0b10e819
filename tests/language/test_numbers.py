"""Numbers in English prose, and the written forms of the calendar."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.language.calendar import month_number, spoken_clock_spans, weekday_number, written_spans
from crosswire.language.numbers import ONES, SCALES, TENS, find_numbers, number_value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and five thousand men", [205_000]),
        ("twenty-four, thirty one and ninety", [24, 31, 90]),
        ("1,250,000 and 3.5", [1_250_000, 3.5]),
        ("2.5 million, 5bn, 1.5m people", [2_500_000, 5e9, 1_500_000]),
        ("half a million, half a dozen, two dozen", [500_000, 6, 24]),
        ("one and a half million", [1_500_000]),
        ("between two and three", [2, 3]),
        ("four two-man teams", [4, 2]),
        ("a hundred and fifty", [150]),
        ("one million two hundred thousand", [1_200_000]),
        ("44km, 200m from the gate, 250-kg", [44, 200, 250]),
        ("a couple of shots", [2]),
        ("two thirds, one-eighth, a fifth of it, five - eighths, a twentieth.", [2 / 3, 1 / 8, 1 / 5, 5 / 8, 1 / 20]),
        ("two hundred and eight and two thirds, sixty and three fifths, 45 fifths", [208 + 2 / 3, 60.6, 9]),
        ("seven and a quarter, eight million and a half, four million and two thirds", [7.25, 8_500_000, 4_666_666.666667]),
        ("half of them, nearly half, the first half of it, half a million, quarter million", [0.5, 0.5, 500_000, 250_000]),
        ("an hour and a half, a third man, a half-brother", []),
        ("3/4, 10 1/2 miles, 24/7, 9/11, 6/14/2030", [0.75, 10.5, 9, 11, 6, 14, 2030]),
        ("one in six people, three out of four, 9 in 7, killed two in 2031", [1 / 6, 3 / 4, 9, 7, 2, 2031]),
        ("4.1x10^5, 7 × 10−3, 8 × 107, 2e9, 4^-1, 10−7, 30 × 104 mm", [4.1e5, 7e-3, 8e7, 2e9, 0.25, 1e-7, 30, 104]),
        ("-7.3 and −4, minus six, negative two, tested negative twelve, 5-7", [-7.3, -4, -6, -2, 12, 5, 7]),
        ("six point five, nought point nought six, at one point two", [6.5, 0.06, 1, 2]),
        (
            "23,45,678.5, 2.345.678,9, 70 000, 2 345 678, 3,5 %, 1,5 million, 22 300 men",
            [2_345_678.5, 2_345_678.9, 70_000, 2_345_678, 3.5, 1_500_000, 22, 300],
        ),
        ("two lakh crore, 4 hundred and 17", [2e12, 417]),
        ("$4MM, 7mil, 1.6b, 45 MUSD, 900 K, 60K, 3.7 mm", [4e6, 7e6, 1.6e9, 45e6, 900, 60_000, 3.7]),
        ("5Hz, 3MW, 75USD, USD40, 4Runner, 3D", [5, 3, 75, 40]),
        ("cm−3, 15 mA g− 1, Ca(OH)2, CO2", [15]),
        ("3½ hours", [3.5]),
        ("Su-25, F-16, the 20th, the 1990s, v1.2.3, a man, an hour", []),
    ],
)
def test_exact_numbers(text, values):
    assert [n.best for n in find_numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("dozens", 24),
        ("hundreds", 200),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("several thousand", 2_000),
        ("a few hundred", 200),
        ("many thousands", 2_000),
    ],
)
def test_plurals_only_bound_from_below(text, low):
    (number,) = find_numbers(text)
    assert (number.low, number.best, number.form) == (low, None, "plural")


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_and_without_commas_read_as_the_same(value):
    assert number_value(str(value)) == number_value(f"{value:,}") == value


def spelled(value):
    ones, tens = {v: k for k, v in ONES.items()}, {v: k for k, v in TENS.items() if k != "fourty"}
    if value < 20:
        return ones[value]
    if value < 100:
        return tens[value - value % 10] + (f"-{ones[value % 10]}" if value % 10 else "")
    for name in ("million", "thousand", "hundred"):
        scale = int(SCALES[name])
        if value >= scale:
            rest = value % scale
            return f"{spelled(value // scale)} {name}" + (
                f" and {spelled(rest)}" if 0 < rest < 100 else f" {spelled(rest)}" if rest else ""
            )
    raise ValueError(value)


@given(st.integers(min_value=0, max_value=999_999))
def test_spelled_numbers_read_back(value):
    assert number_value(spelled(value)) == value


@given(st.text(max_size=80))
def test_any_text_gives_spans_in_order(text):
    found = find_numbers(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_calendar_names():
    assert [month_number(n) for n in ("May", "SEPT.", "Dec", "Maybe")] == [5, 9, 12, None]
    assert [weekday_number(n) for n in ("Monday", "Thurs.", "Someday")] == [0, 3, None]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("on 13 May 2032 at 06:10 GMT", ["13 May 2032", "06:10 GMT"]),
        ("May 3-7, 2030 and 2030-05-09", ["May 3-7, 2030", "2030-05-09"]),
        ("12/05/2030", ["12/05/2030"]),
        ("12 people met 40 others", []),
    ],
)
def test_written_dates(text, written):
    assert [text[a:b] for a, b in written_spans(text)] == written


def test_spoken_clock_times_are_told_from_counts():
    told = "They left at six, and at half past nine they were back."
    assert [told[a:b] for a, b in spoken_clock_spans(told)] == ["at six", "at half past nine"]
    assert spoken_clock_spans("He put the toll at six.") == []
