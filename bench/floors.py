"""Floors: the figures that were reached once and may not be missed again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
Figures = dict[str, float]


def read() -> dict[str, Figures]:
    """What is measured on (a crisis, a public set) -> figure -> floor."""
    floors: dict[str, Figures] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def write(floors: Mapping[str, Figures]) -> None:
    """Keep new floors."""
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def below(rows: Mapping[str, Figures], floors: Mapping[str, Figures]) -> list[str]:
    """The figures under their floors, in words; half a thousandth is rounding."""
    return [
        f"{group}: {name} is {rows[group][name]:.3f}, its floor is {least:.3f}"
        for group, wanted in floors.items() if group in rows
        for name, least in wanted.items() if rows[group][name] < least - 0.0005
    ]  # fmt: skip


def raised(rows: Mapping[str, Figures], floors: Mapping[str, Figures], unfloored: Collection[str] = ()) -> dict[str, Figures]:
    """Floors at what was reached, none lower than before; groups that were not measured stay."""
    return dict(floors) | {
        group: {n: round(max(v, floors.get(group, {}).get(n, 0.0)), 3) for n, v in figures.items() if n not in unfloored}
        for group, figures in rows.items()
    }
