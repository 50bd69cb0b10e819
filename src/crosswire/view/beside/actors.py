"""Who took part: the names that hand-coded data give beside the one whom a record has as who did it.

ACLED's actor1 and actor2 have no direction, and UCDP's sides have none either, so all of a row's names are laid beside ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crosswire.view.beside.coded import TYPES, country_code
from crosswire.wordlists import load_toml
from crosswire.wordlists.folding import fold, loosen

Verdict = Literal["same", "within", "otherwise"]
_YEARS = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\).*")  # "Military Forces of X (2000-) Air Force"
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
_OF = re.compile(r"\bof (?:the )?(.+)$", re.IGNORECASE)
SIDES = {"government": "state", "country": "state", "armed group": "armed"}
ARE = {"state": "a state’s forces", "armed": "an armed group", "people": "people"}


@dataclass(frozen=True, slots=True)
class Actor:
    """One who took part. ``keys`` of its names, none where it has no name of its own ("Unidentified Armed Group"); ``side`` state, armed,
    people, or "" where nothing says so; ``country`` ISO 3166 alpha-2."""

    name: str
    keys: frozenset[str]
    side: str
    country: str | None


def keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of names, folded and loosened; of "IS: Islamic State" also those of its two parts."""
    parts = {fold(part) for name in names for part in (name, *name.split(":"))}
    return frozenset(parts | {loosen(p) for p in parts}) - {""}


def ours(name: str, aliases: Sequence[str], kind: str, country: str | None) -> Actor:
    """An actor of the record."""
    return Actor(name, keys((name, *aliases)), SIDES.get(kind, "people"), country)


@cache
def theirs(name: str) -> Actor:
    """An actor by the name that a scheme gives it.

    >>> actor = theirs("Military Forces of Ecuador (2025-)")
    >>> actor.side, actor.country, sorted(theirs("Unidentified Armed Group (Ecuador)").keys), theirs("Black Tide Front").side
    ('state', 'EC', [], '')
    """
    bare = _YEARS.sub("", name.strip())
    bracket = _IN_BRACKETS.search(bare)
    said = bare[: bracket.start()] if bracket else bare
    folded = fold(said)
    begins: dict[str, str] = load_toml(TYPES)["actors"]["words"]
    found = max((words for words in begins if folded == words or folded.startswith(f"{words} ")), key=len, default="")
    side = begins[found] if found else ""
    of = _OF.search(bare) if side == "state" else None
    country = (of and (country_code(of[1]) or country_code(_IN_BRACKETS.sub("", of[1])))) or (bracket and country_code(bracket[1])) or None
    named = side != "people" and not folded.startswith("unidentified")
    return Actor(said, keys((said,)) if named else frozenset(), side, country)


def compare(names: Sequence[str], actor: Actor) -> tuple[Verdict, str]:
    """Whether who did it is one of the names: same; within, where one is alike in kind and has no name to tell it by; or otherwise."""
    alike = ""
    for n, one in enumerate(map(theirs, names)):
        if one.keys & actor.keys:
            return "same", f"both name {actor.name}"
        apart = bool(one.country and actor.country and one.country != actor.country)
        if one.side == actor.side == "state" and not apart:
            if one.country and actor.country:
                return "same", f"both are of the state {one.country}: {one.name}, {actor.name}"
            alike = alike or f"both are a state’s forces: {one.name}, {actor.name}"
        elif one.side == actor.side and not one.keys and not apart and (n == 0 or one.side != "people"):  # people named second suffered it
            alike = alike or f"both are {ARE[one.side]}: {one.name}, {actor.name}"
    return ("within", alike) if alike else ("otherwise", f"theirs names {' and '.join(names)}, ours {actor.name}")
