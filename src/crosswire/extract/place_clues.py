"""What the words around a name say of it: which larger place holds it, and whether a town or a province is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosswire.extract.place_words import LIST, Spot
from crosswire.wordlists import words_of
from crosswire.wordlists.gazetteer import Entry, Gazetteer

_WIDE = (
    "provinces?|governorates?|regions?|states?|oblast|krai|districts?|county|counties|prefectures?|departments?|republic|territory"
    "|division|wilaya"
)
_SMALL = "city|cities|towns?|villages?|hamlets?|suburbs?|settlements?|neighbou?rhoods?|capital|ports?|townships?|municipality"
_BETWEEN = rf"(?: (?:[\w-]{{1,20}}(?:ern|ral|mote)|lower|upper|{_WIDE}|{_SMALL}|country|island|valley|neighbou?ring|of))*"
_HOLDS = re.compile(rf"^(?:,| ?\(|,? (?:in|of|on|inside|within))(?: the)?{_BETWEEN} ?$", re.IGNORECASE)
_OWNS = re.compile(rf"^['’]s?(?: (?!and\b|of\b)[\w-]+){{0,4}}(?: (?:{_SMALL}|{_WIDE}) of)? ?$", re.IGNORECASE)
_BESIDE = re.compile(
    rf"^(?: (?:{_WIDE}))?(?: (?:{_SMALL}|{_WIDE}|town center)) (?:of|called|named) $|^ (?:{_WIDE})[’']s (?:{_SMALL}) of $", re.IGNORECASE
)
_WIDE_AFTER = re.compile(rf"^[ -](?:{_WIDE})\b", re.IGNORECASE)
_WIDE_BEFORE = re.compile(rf"\b(?:{_WIDE}) of (?:the )?$", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:[Cc]ounties|[Pp]arishes)\b")
_AND = re.compile(r",? and |, |,? or | & ")
_COUNTY_AFTER = re.compile(r"^ (?:county|counties|parishes)\b", re.IGNORECASE)
_COUNTY_BEFORE = re.compile(r"\bcounty of $", re.IGNORECASE)
_SMALL_AFTER = re.compile(rf"^ (?:{_SMALL})\b", re.IGNORECASE)
_SMALL_BEFORE = re.compile(rf"\b(?:{_SMALL})(?: of)? (?:the )?$", re.IGNORECASE)
_SHORT = re.compile(r"^, ?((?:[A-Z]\.[ ]?){1,2}(?:[A-Z]\.)?|[A-Z][a-z]{1,5}\.|[A-Z]{2,3}\b)")
_NATION = re.compile(rf"\b([A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:[\w-]+ ){{0,3}}(?:{_SMALL}|{_WIDE}|base|camp|valley|island)(?: of)? (?:the )?$")


@dataclass(frozen=True, slots=True)
class Clues:
    """What is said beside one mention. ``holders``: names that hold it; ``nations``: countries that own it; ``short``: "La."."""

    holders: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    shorts: tuple[Entry, ...] = ()
    kind: str | None = None  # "province", "county" or "town"


_COUNTIES = Clues(kind="county")


def read_clues(text: str, spots: Sequence[Spot], known: Gazetteer) -> list[Clues]:
    """The clues of each spot, in the order of ``spots``."""
    found = []
    for i, spot in enumerate(spots):
        before = text[max(0, spot.start - 80) : spot.start].rsplit("\n", 1)[-1]
        after = text[spot.end : spot.end + 80].split("\n", 1)[0]
        holders = []
        if i + 1 < len(spots) and spots[i + 1].start - spot.end < 60 and _HOLDS.match(text[spot.end : spots[i + 1].start]):
            holders.append(spots[i + 1].asked)
        if i and spot.start - spots[i - 1].end < 60:
            between = text[spots[i - 1].end : spot.start]
            if _OWNS.match(between) or _BESIDE.match(between):
                holders.append(spots[i - 1].asked)
        short = _SHORT.match(after)
        shorts = known.abbreviated(short[1].strip()) if short else ()
        found.append(Clues(tuple(holders), _nations(before, known), shorts, _kind(before, after, text[spot.start : spot.end])))
    return _listed(text, spots, found)


def _listed(text: str, spots: Sequence[Spot], clues: list[Clues]) -> list[Clues]:
    """A list before the plural says the same of each: "Barlow, Finch and Grove counties"."""
    for i in range(len(spots) - 2, -1, -1):
        following = spots[i + 1]
        plural = _PLURAL.search(text[following.start : following.end + 10]) or (i + 2 < len(spots) and clues[i + 1] is _COUNTIES)
        if clues[i + 1].kind == "county" and plural and _AND.fullmatch(text[spots[i].end : following.start]):
            clues[i] = _COUNTIES
    return clues


def with_counties(spots: Sequence[Spot], clues: Sequence[Clues], known: Gazetteer) -> list[Spot]:
    """The spots; what is said to be a county may be one ("Barlow and Finch counties")."""
    return [
        replace(s, entries=(*known.counties(s.asked), *s.entries)) if c.kind == "county" else s
        for s, c in zip(spots, clues, strict=True)
    ]  # fmt: skip


def _nations(before: str, known: Gazetteer) -> tuple[str, ...]:
    match = _NATION.search(before)
    if not match:
        return ()
    return known.countries_of(match[1]) or known.countries_of(match[1].split()[-1]) or known.countries_of(match[1].split()[0])


def _kind(before: str, after: str, name: str) -> str | None:
    last = name.rsplit(" ", 1)[-1].lower()
    if last in ("county", "counties", "parishes") or _COUNTY_AFTER.match(after) or _COUNTY_BEFORE.search(before):
        return "county"
    if last in words_of(LIST, "types") or _WIDE_AFTER.match(after) or _WIDE_BEFORE.search(before):
        return "province"
    if last in words_of(LIST, "towns") or _SMALL_AFTER.match(after) or _SMALL_BEFORE.search(before):
        return "town"
    return None
