"""A profile: a shape in which a record is handed over, and what is lost in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crosswire.view.exports.cells import Tally, neutral
from crosswire.view.exports.selection import Selection


@dataclass(frozen=True, slots=True)
class Settings:
    """How it is written. ``raw``: cells that a spreadsheet would run as formulas are left as they are. ``tally`` counts what was done."""

    raw: bool = False
    tally: Tally = field(default_factory=Tally, compare=False)

    def cell(self, text: str) -> str:
        """A text as a cell of a table that a spreadsheet may open holds it; what is made harmless is counted."""
        if self.raw:
            return text
        cell = neutral(text)
        self.tally.neutralised += cell is not text
        return cell


Write = Callable[[Selection, Path, Settings], list[Path]]


@dataclass(frozen=True, slots=True)
class Profile:
    """``write`` puts files into a folder that is there and empty, and returns them.

    ``about``: what it is and what it is for, one sentence or two. ``loses``: what of the record it does not hold, one sentence each.
    ``columns``: where it has columns (or properties) of its own, what each means and is taken from, in their order. ``whole``: it holds
    every table, and ``crosswire import`` reads it.
    """

    name: str
    about: str
    write: Write
    loses: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
