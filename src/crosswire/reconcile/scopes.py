"""What a number covers, by the words around it: one happening or months of them, all or a part, what is or what is expected."""

from __future__ import annotations

import re

from crosswire.reconcile.nouns import PARTS, head, singular
from crosswire.types import Quantity

EVERYONE = "dead|killed|victims|wounded|injured|missing|detained|total"
OF_ALL = rf"(?:them|whom|those|which|the (?:{EVERYONE}))\b|(?:the |its |their )?\d"
PART_AFTER = re.compile(rf"^[\s\w-]{{0,25}}?(?<!short )(?<!ahead )(?<!because )(?<!instead )\bof (?:{OF_ALL})")
PART_BEFORE = re.compile(r"\b(?:of whom|of them|of which|among them|among the \w+|including|included|includes)[^.;]{0,25}$", re.IGNORECASE)
AMONG = re.compile(r"^\W*(?:\w+ ){0,3}(?:is|are|was|were) among (?:the|those)\b", re.IGNORECASE)  # "two nurses are among the dead"
FIRST = re.compile(r"\b(?:the first|an? (?:advance|first|initial) \w+ of)(?: (?:about|some))? (?=\d)", re.IGNORECASE)
PART_WHO = re.compile(
    r"[\w-]+ of (?:them|whom|those|the \w+),? (?:(?:were|are|was|being|had been) )?(?:young |small )?(\w+)", re.IGNORECASE
)
# Who is on a ship, bus or aircraft, and how many it holds. Source: own list, general English.
ABOARD = re.compile(r"^[^.;,]{0,20}?\b(?:on board|aboard)\b", re.IGNORECASE)
CAPACITY = re.compile(
    r"\b(?:licen[sc]ed|certified|designed|built|permitted|allowed|able|can|normally|usually) (?:to )?(?:carr\w+|hold\w*|take)\b[^.;]{0,20}$"
    r"|\b(?:capacity|room|seats|space) (?:of|for)\b[^.;]{0,15}$",
    re.IGNORECASE,
)
# "Five are children": of those just counted. Source: own list, general English.
PART_IS = re.compile(r"^\W*(?:are|were|is|was) (?:only |still |small |young |under-age )?(?P<who>[a-z]+)\b", re.IGNORECASE)
SAME_KIND = {"schoolchild": "child", "minor": "child", "baby": "infant", "toddler": "infant", "schoolgirl": "girl", "schoolboy": "boy"}
BESIDES = re.compile(r"(?:\w+\s+){0,3}(?:else|other|others|further|additional|more)\b", re.IGNORECASE)
# A count of a year, a decade, or since a year: a figure of its own.
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
STRIFE = "war|conflict|fighting|uprising|insurgency|offensive|campaign|revolt|rebellion|outbreak|epidemic|crisis|unrest|protests|blockade"
OVER_TIME = re.compile(
    r"\b(?:this year|year[- ]to[- ]date|(?:a|per|each|every) year\b(?!-)|annually|yearly|in recent (?:months|years|decades)"
    r"|(?:in|over|during|within) the (?:past|last|previous) (?:[\w-]+ )?(?:weeks|months|years|decades?|year|month|century)"
    rf"|since (?:the (?:start|beginning) of |(?:{MONTHS}) (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?)?(?:19|20)\d\d"
    rf"|since (?:early |mid-|late |last )?(?:{MONTHS})|through (?:the end of )?(?:{MONTHS})"
    rf"|since the (?:{STRIFE})|since (?:the )?\w+ (?:began|started|broke out|erupted))\b",
    re.IGNORECASE,
)
IN_YEAR = re.compile(r"\b(?:last year|(?:in|of|during|for) (?:all of )?(?:19|20)\d\d)\b", re.IGNORECASE)
WHEN = re.compile(r"\b(?:last year|in (?:19|20)\d\d), when\W*$", re.IGNORECASE)  # "compared with last year, when 344 were killed"
MIGHT_HAVE = re.compile(r"\b(?:would|could|might) have (?:\w+ ){0,2}$|\b(?:false|untrue|not true) that [^.;]{0,60}$", re.IGNORECASE)
TWICE = re.compile(r"^[^.;,]{0,30}\b(?:counted|recorded|registered|listed) (?:twice|double|by mistake|in error)\b", re.IGNORECASE)
# What somebody looks forward to is no count yet. Source: own list, general English.
FORESEEN = "expect|promis|hop|plann|anticipat|predict|forecast|pledg"
EXPECTED_BEFORE = re.compile(rf"\b(?:{FORESEEN})\w*\b[^.;,]{{0,30}}$|\b(?:aim|target|goal)\w*\b[^.;,]{{0,20}}$", re.IGNORECASE)
EXPECTED_AFTER = re.compile(rf"^[^.;,]{{0,25}}\b(?:had|were|was|are|is|has been|have been) (?:{FORESEEN})\w*", re.IGNORECASE)
DEEDS = frozenset(
    "homicides murders killings slayings shootings deaths fatalities suicides executions assassinations attacks homicide".split()
)


def over_time(quantity: Quantity, text: str) -> bool:
    """Whether a number sums up months or years ("41 homicides this year"), not one happening: the words of its own sentence say so."""
    before = re.split(r"[.!?]\s|\n", text[max(quantity.start - 160, 0) : quantity.start])[-1]
    after = re.split(r"[.!?]\s|\n", text[quantity.end : quantity.end + 160])[0]
    if OVER_TIME.search(before) or OVER_TIME.search(after) or WHEN.search(before):
        return True
    summed = head(quantity) in DEEDS or "total of" in text[max(quantity.start - 12, 0) : quantity.end].lower()
    return summed and bool(IN_YEAR.search(before) or IN_YEAR.search(after))


def on_board(quantity: Quantity, text: str) -> str | None:
    """``capacity`` or ``aboard`` where the words around say that a number is how many a vessel holds, or carried."""
    before = re.split(r"[.!?;]\s|\n", text[max(quantity.start - 60, 0) : quantity.start])[-1]
    if CAPACITY.search(before) or text[quantity.start : quantity.end].lower().endswith(("-passenger", "-seat", "-seater")):
        return "capacity"
    after = text[quantity.start : quantity.end + 40]
    carried = singular(head(quantity)) in {"passenger", "passengers"} and re.search(r"\b(?:carrying|carried|with)\W+(?:\w+ ){0,3}$", before)
    return "aboard" if carried or (ABOARD.match(text[quantity.end : quantity.end + 40]) and "not" not in after) else None


def unreal(quantity: Quantity, text: str) -> bool:
    """Whether a number is one of what might have been, of what is called untrue ("could have killed ten"), or of what was miscounted."""
    before = re.split(r"[.!?;]\s|\n", text[max(quantity.start - 80, 0) : quantity.start])[-1]
    return bool(MIGHT_HAVE.search(before) or TWICE.match(text[quantity.end : quantity.end + 60]))


def expected(quantity: Quantity, text: str) -> bool:
    """Whether a number is one that somebody promised, hoped for or expects."""
    before = re.split(r"[.!?;]\s|\n", text[max(quantity.start - 60, 0) : quantity.start])[-1]
    return bool(EXPECTED_BEFORE.search(before) or EXPECTED_AFTER.match(text[quantity.end : quantity.end + 60]))


def kind_of(noun: str) -> str:
    """A part of the people by one name: schoolchildren and minors are children."""
    one = singular(noun.lower())
    return SAME_KIND.get(one, one)


def part_field(field: str, quantity: Quantity, text: str, *, harmed: bool) -> str:
    """The field of a part: of those harmed, who they are ("six of the dead were children": children); else some part of a whole."""
    told = PART_WHO.match(text[quantity.start : quantity.end + 40]) or _who_they_are(quantity, text)
    if told and harmed and told[1].lower() in PARTS:
        return f"{field}:{singular(told[1].lower())}"
    return field if harmed and head(quantity) in PARTS else f"{field}:part"


def _who_they_are(quantity: Quantity, text: str) -> re.Match[str] | None:
    """What a bare number is said to be ("Five are children"), where that is a part of the people."""
    if " " in text[quantity.start : quantity.end].strip():
        return None
    found = PART_IS.match(text[quantity.end : quantity.end + 40])
    return found if found and found["who"].lower() in PARTS else None


def is_part(quantity: Quantity, text: str) -> bool:
    """Whether the words around say that this is a part of another number ("11 of them", "including 4")."""
    before, after = text[max(quantity.start - 60, 0) : quantity.start], text[quantity.start + 1 : quantity.end + 60]
    among = AMONG.match(text[quantity.end : quantity.end + 60])
    return bool(PART_AFTER.match(after) or among or _who_they_are(quantity, text) or PART_BEFORE.search(before.rpartition(". ")[2]))
