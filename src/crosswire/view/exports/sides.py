"""On which side of a conflict the two actors of an event are, as far as a record says: what is not said has none."""

from __future__ import annotations

import re
from typing import Literal

from crosswire.view.exports.happenings import TYPES, Happening, Row
from crosswire.wordlists import words_of

Side = Literal["state", "armed", "civilians", "protesters", "rioters"]
_GROUPS: tuple[Side, ...] = ("protesters", "rioters", "civilians")
_OF_STATE = ("government", "country")
_PLURALS = (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("ren", ""))
_AFTER_NOUN = re.compile(r" (?:in|of|from|at|near|outside|with) ")


def is_one_of(group: str, noun: str) -> bool:
    """Whether a noun, in the singular or the plural, is of a group of words.

    >>> is_one_of("civilians", "families"), is_one_of("civilians", "fishermen"), is_one_of("forces", "families")
    (True, True, False)
    """
    word = noun.lower().strip()
    forms = {word} | {word[: -len(end)] + one for end, one in _PLURALS if word.endswith(end)}
    return bool(forms & words_of(TYPES, group))


def noun_of(actor: Row | None) -> str:
    """The word that says what kind of people an actor is: "protesters" of "protesters in the capital"; empty where there is none."""
    words = _AFTER_NOUN.split(actor["name"], maxsplit=1)[0].split() if actor else []
    return words[-1] if words else ""


def side(actor: Row | None) -> Side | None:
    """Which side an actor is on, where its kind or its noun says so. A country's name alone does not: its people live there, too."""
    if actor is None:
        return None
    if actor["kind"] == "government":
        return "state"
    if actor["kind"] == "armed group":
        return "armed"
    return None if actor["kind"] == "country" else next((group for group in _GROUPS if is_one_of(group, noun_of(actor))), None)


def target(happening: Happening) -> Row | None:
    """Whom it was done to. A state does nothing to itself: where who did it may be of the same state, None."""
    who, whom = happening.actor, happening.target
    if who is None or whom is None or not (who["kind"] in _OF_STATE and whom["kind"] in _OF_STATE):
        return whom
    return whom if who["country"] and whom["country"] and who["country"] != whom["country"] else None


def both_sides(happening: Happening) -> tuple[Side | None, Side | None]:
    """On which side who did it is, and whom it was done to."""
    return side(happening.actor), side(target(happening))
