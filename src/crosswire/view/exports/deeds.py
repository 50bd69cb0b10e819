"""By what means an event was done, and what deed it was, as most of its claims say: one of many does not speak for all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from crosswire.view.exports.happenings import TYPES, Happening, Row
from crosswire.wordlists import words_of

Deed = Literal["taking", "execution"]
_DEEDS: tuple[Deed, ...] = ("taking", "execution")
_DONE = ("happened", "ongoing")


def mode(happening: Happening) -> str | None:
    """The mode of most of the claims that have one, where it is the best claim's; else None.

    Where the best claim has none, half of all claims, or claims of two reports, must have it.
    """
    return _stands(happening, [_mode(c) for c in happening.claims], reports=2)


def deed(happening: Happening) -> Deed | None:
    """Whether a place was taken, or somebody put to death who could not defend himself.

    The deed of most of the claims that have one, where it is the best claim's or that of half of all claims.
    """
    found = _stands(happening, [_deed(c) for c in happening.claims])
    return next((d for d in _DEEDS if d == found), None)


def _mode(claim: Row) -> str | None:
    """A claim's mode. That a place was taken says nothing of the means; records of before say heavy weapons there."""
    return None if _deed(claim) == "taking" else claim["mode"]


def _deed(claim: Row) -> Deed | None:
    """The deed that a claim tells of: its rule's class of words and the word itself must both be of one."""
    rule, word = claim["rule"].split(";")[0].partition(":")[2], claim.get("word", "").lower()
    if claim["status"] not in _DONE:
        return None
    return next((d for d in _DEEDS if rule in words_of(TYPES, f"{d}-rules") and word in words_of(TYPES, f"{d}-words")), None)


def _stands(happening: Happening, said: Sequence[str | None], reports: float = math.inf) -> str | None:
    """What most of what is said is, where it speaks for the event; said in so many reports it does where the best claim is silent."""
    known = [v for v in said if v]
    most = max(sorted(set(known)), key=known.count, default=None)
    if most is None or 2 * known.count(most) <= len(known):
        return None
    best = said[min(range(len(said)), key=lambda i: _rank(happening.claims[i]))]
    told_in = {c["document_id"] for c, v in zip(happening.claims, said, strict=True) if v == most}
    often = 2 * known.count(most) >= len(said) or len(told_in) >= reports
    return most if best == most or (best is None and often) else None


def _rank(claim: Row) -> tuple[bool, float, str]:
    """The best claim of an event first: the one that the event takes its line from, else the surest."""
    return not claim.get("line"), -claim["confidence"], claim["claim_id"]
