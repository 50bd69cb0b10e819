"""Times, quantities and places: spans that overlap and mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crosswire.link.slots import kilometres
from crosswire.store.database import Record
from crosswire.types import Span
from crosswire.view.measuring.figures import Figure, f1
from crosswire.view.measuring.folding import Texts, near

Row = Mapping[str, Any]
Same = Callable[[Row, Row], bool]
Neutral = Callable[[Row, Span], bool]
BESIDE = ("share", "duration", "distance")  # kinds of quantity that gold need not list
LOOSE = 0.11  # how far the bounds of a vague amount may lie apart: a tenth, and what rounding adds


class _Counted(NamedTuple):
    hits: int
    right: int
    found: int
    misses: tuple[str, ...]


def _count(rows: Sequence[Row], texts: Texts, gold: Sequence[Row], same: Same, neutral: Neutral) -> _Counted:
    """Rows of gold that are found (at any place where their words stand), and rows of the record that are right.

    A row of the record that meets nothing and is ``neutral`` is not counted.
    """
    here: dict[str, list[tuple[int, Row, Span]]] = defaultdict(list)
    for number, row in enumerate(rows):
        here[row["document_id"]].append((number, row, texts.own(row)))
    used: set[int] = set()
    hits, missed = 0, []
    for asked in gold:
        places = texts.spans(asked["doc"], asked["text"])
        met = {number for number, row, at in here[asked["doc"]] if near(places, at) and same(asked, row)}
        used |= met
        hits += bool(met)
        if not met:
            missed.append(f"{asked['doc']}: {asked['text']}")
    counted = sum(1 for own in here.values() for number, row, at in own if number in used or not neutral(row, at))
    return _Counted(hits, len(used), counted, tuple(missed))


def _figure(layer: str, counted: _Counted, gold: int) -> Figure:
    return f1(layer, counted.hits, counted.found, gold, counted.misses, counted.right)


def _day(value: Any) -> str | None:
    return str(value)[:10] if value else None


def times(record: Record, texts: Texts, gold: Sequence[Row]) -> Figure:
    """Times that stand for the right days; one that is found and left unresolved costs recall, not precision."""

    def same(asked: Row, row: Row) -> bool:
        return (_day(row["value_start"]), _day(row["value_end"])) == (asked["start"], asked["end"])

    counted = _count(texts.rows(record, "times"), texts, gold, same, lambda row, _: row["value_start"] is None)
    return _figure("times", counted, len(gold))


def quantities(record: Record, texts: Texts, gold: Sequence[Row], beside: Sequence[Row]) -> Iterator[Figure]:
    """Amounts with the right value, and the share of gold that has the right modality as well. ``beside``: measures that may be found."""
    also = _places(texts, beside)

    def neutral(row: Row, at: Span) -> bool:
        return row["unit_kind"] in BESIDE or near(also[row["document_id"]], at)

    def exactly(asked: Row, row: Row) -> bool:
        return _same_amount(asked, row) and row["modality"] == asked["modality"]

    rows = texts.rows(record, "quantities")
    yield _figure("quantities", _count(rows, texts, gold, _same_amount, neutral), len(gold))
    counted = _count(rows, texts, gold, exactly, neutral)
    yield Figure("modality", counted.hits / len(gold), len(gold), misses=counted.misses)


def _same_amount(asked: Row, row: Row) -> bool:
    if asked["best"] is not None:
        return row["best"] is not None and abs(row["best"] - asked["best"]) < 1e-6
    if asked["low"] is None or row["low"] is None:
        return asked["low"] is row["low"]
    return bool(abs(row["low"] - asked["low"]) <= LOOSE * max(abs(row["low"]), abs(asked["low"])) + 1e-9)


def places(record: Record, texts: Texts, gold: Sequence[Row], as_actors: Sequence[Row]) -> Figure:
    """Places put on the map within the tolerance that gold gives; where a place's name stands for its government nothing is asked."""
    points = {p["place_id"]: p for p in record.table("places") if p["lat"] is not None}
    rows = [{**m, **points[m["place_id"]]} for m in texts.rows(record, "place_mentions") if m["place_id"] in points]
    meant = [g for g in gold if g.get("use") != "metonym"]
    also = _places(texts, [*(g for g in gold if g.get("use") == "metonym"), *as_actors])

    def same(asked: Row, row: Row) -> bool:
        return bool(kilometres((asked["lat"], asked["lon"]), (row["lat"], row["lon"])) <= asked["tolerance_km"])

    counted = _count(rows, texts, meant, same, lambda row, at: near(also[row["document_id"]], at))
    return _figure("places", counted, len(meant))


def _places(texts: Texts, rows: Sequence[Row]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        found[row["doc"]] += texts.spans(row["doc"], row["text"])
    return found
