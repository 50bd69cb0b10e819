"""Which body a report says to be part of which: "the Front's armed wing, the X Brigades", "X, a branch of Y", "its youth wing, Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crosswire.extract.entities import GROUPS, Draft
from crosswire.wordlists import words_of

REACH = 60  # characters between the part and the whole
_PART = (
    r"(?:[a-z]+(?:-[a-z]+)?\s+){0,2}"
    r"(?:wing|arm|branch|faction|unit|division|directorate|section|chapter|subsidiary|offshoot|department|agency|committee|council|office)"
)
_CALLED = r"(?:,?\s+(?:which\s+is\s+)?(?:called|known\s+as|named))?,?\s+(?:the\s+)?"
_OWNER_FIRST = re.compile(rf"['’]s?\s+{_PART}{_CALLED}")  # Y's armed wing, the X
_PART_FIRST = re.compile(
    rf"\s*[,(—–]\s*(?:which\s+is\s+)?(?:(?:the|an?|now)\s+)*{_PART}\s+of\s+(?:the\s+)?"  # X, the armed wing of Y
    r"|,?\s+(?:(?:which|that)\s+)?(?:is|are)\s+(?:a\s+)?part\s+of\s+(?:the\s+)?|,\s+(?:a\s+)?part\s+of\s+(?:the\s+)?"
)
_OWNED_BEHIND = re.compile(rf"['’]s?\s+{_PART}\b")  # X, Y's armed wing
_NAMED_BEHIND = re.compile(rf"\b{_PART}\s+of\s+(?:the\s+)?$")  # the armed wing of Y, the X
_BARE = re.compile(r",\s+(?:the\s+)?")
_OF, _OWNS = re.compile(r"\s+of\s+(?:the\s+)?"), re.compile(r"['’]s?\s+")
_ITS = re.compile(rf"\s+{_PART}{_CALLED}")


def wholes(text: str, drafts: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """(part, whole) for every body that the report says to be part of another."""
    spots = sorted(
        ((start, end, i) for i, d in enumerate(drafts) if d.kind in GROUPS for start, end, form, _ in d.spots if form == "name"),
    )
    owners = sorted(
        (start, end, i) for i, d in enumerate(drafts) if d.kind in GROUPS for start, end, form, _ in d.spots if form == "pronoun"
    )
    found = {pair for left, right in _near(spots, spots) for pair in _told(text, left, right)}
    for left, right in _near(owners, spots):
        if text[left[0] : left[1]].lower() in ("its", "their") and _ITS.fullmatch(text, left[1], right[0]):
            found.add((right[2], left[2]))
    return [(drafts[a], drafts[b]) for a, b in sorted(found) if a != b and (b, a) not in found]


Spot = tuple[int, int, int]  # start, end, which draft


def _is_part(text: str, spot: Spot) -> bool:
    return text[spot[0] : spot[1]].rsplit(maxsplit=1)[-1].lower() in words_of("actor_nouns.toml", "part_names")


def _near(lefts: Sequence[Spot], rights: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    return ((left, right) for left in lefts for right in rights if 0 < right[0] - left[1] <= REACH)


def _told(text: str, left: Spot, right: Spot) -> Iterator[tuple[int, int]]:
    """(part, whole) as the words between two names tell."""
    if _OWNER_FIRST.fullmatch(text, left[1], right[0]):
        yield right[2], left[2]
    elif _PART_FIRST.fullmatch(text, left[1], right[0]):
        yield left[2], right[2]
    elif _OF.fullmatch(text, left[1], right[0]) and _is_part(text, left):
        yield left[2], right[2]  # the Peace Council of the X Union
    elif _OWNS.fullmatch(text, left[1], right[0]) and _is_part(text, right):
        yield right[2], left[2]  # the X Union's Peace Council
    elif _BARE.fullmatch(text, left[1], right[0]):
        if _OWNED_BEHIND.match(text, right[1]):
            yield left[2], right[2]
        elif _NAMED_BEHIND.search(text, max(0, left[0] - REACH), left[0]):
            yield right[2], left[2]
