"""Captions: the words under pictures, the credit glued to them, and the same words twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crosswire.acquire.blocks import LINE, Block
from crosswire.acquire.phrases import agencies, holds

_OF_A_PICTURE = re.compile(
    r"\b(?:in|on) this (?:\w+ ){0,2}(?:photo|picture|image|photograph|still|frame)\b|\b(?:frame|still|image|grab|screenshot|screen ?grab) "
    r"(?:taken|grabbed|made|provided|released|obtained) (?:from|by)\b|\bfile (?:photo|picture|image)\b",
    re.IGNORECASE,
)
_DEPICTS = re.compile(
    r"\b(?:(?:is|are) (?:seen|pictured)|pictured|seen (?:from|in|here|at|during|through)|poses? (?:for|with))\b", re.IGNORECASE
)
_TELLS = re.compile(r"\b(?:said|told|was|were|had|has|have|who|could|last seen|in recent|haven't|hadn't)\b", re.IGNORECASE)
_PLACE_SIDE = re.compile(r"^\W*(?:left|right|centre|center|above|below|from left|clockwise|top|bottom)\b", re.IGNORECASE)


def glued_credit(text: str) -> int | None:
    """Where an agency's name begins that is glued to a caption's end ("... the harbour on MondayReuters"), else None."""
    match = re.search(rf"(?<=[a-zß-ÿ.\"”’)])(?:{agencies()})(?:/\s?[\w .'’-]{{2,30}})?\W?$", text)
    if not match or match.start() < 12:
        return None
    return match.start()


def doubled(first: Block, second: Block) -> int | None:
    """Whether ``second`` is ``first`` again with a credit behind it: the credit's place in ``second``, else None."""
    left, right = first.text.rstrip(" ."), second.text
    if len(left.split()) < 5 or not right.startswith(left):
        return None
    rest = right[len(left) :].lstrip(" .(–—|/-")
    if not rest:
        return len(right)
    return len(right) - len(rest) if len(rest) <= 40 and len(rest.split()) <= 5 and not rest[0].islower() else None


def is_caption(block: Block) -> str | None:
    """The rule by which a line is a caption: it carries a photo credit, or speaks of a picture and is no sentence."""
    if len(block.text) > LINE or not 3 <= len(block.words) <= 70:
        return None
    if credit_start(block.text) is not None:
        return "caption:credit"
    if glued_credit(block.text) is not None:
        return "caption:glued-credit"
    quoted = re.search(r"[\"“”]", block.text)
    if _OF_A_PICTURE.search(block.text) and len(block.words) <= 45 and not quoted:
        return "caption:picture"
    if _DEPICTS.search(block.text) and not block.ends_sentence and not quoted and not _TELLS.search(block.text):
        return "caption:depicts"
    if _PLACE_SIDE.match(block.text) and not block.ends_sentence and len(block.words) <= 25:
        return "caption:side"
    return None


def credit_start(text: str) -> int | None:
    """Where a photo credit begins in the last part of a line, else None."""
    lowered = text.lower()
    tail = max(0, len(text) - 90)
    found = [m.start() for m in holds("credits").finditer(lowered) if m.start() >= tail and _stands_apart(text, m.start(), m.group())]
    if found and len(text[found[0] :].split()) <= 12:
        return found[0]
    last = re.search(rf"[.!?”\"]\s*[(\[—–-]?\s*(?:{agencies()})(?:\s*/\s*[\w .'’-]{{2,40}}| via [\w ]{{2,20}})[)\]]?\W?$", text)
    if last:
        return last.start() + 1
    slashed = re.search(rf"[.!?”\"]\s+(?:(?:{agencies()})|[A-Z]{{2,6}})/[A-Z][\w .'’-]{{1,30}}$", text)
    return slashed.start() + 1 if slashed else None


def _stands_apart(text: str, at: int, credit: str) -> bool:
    """Whether a credit stands behind a sentence or in brackets; "via an agency" and "/agency" follow a name."""
    before = text[:at].rstrip()
    if not before or before[-1] in ".!?)(|[—–-/\"”’'…]":
        return True
    ends = text[at + len(credit) :].strip(" .)]") == ""
    return (
        credit.startswith("/")
        or (credit.startswith("via") and ends)
        or credit in ("getty images", "file photo")
        or before.endswith(("Buy", "buy"))
    )


def caption_pairs(blocks: Sequence[Block]) -> dict[int, int | None]:
    """Lines that stand twice in a row: index of the second -> offset of the credit in it (None: a plain repetition)."""
    pairs: dict[int, int | None] = {}
    for first, second in pairwise(blocks):
        at = doubled(first, second)
        if at is not None and (at < len(second.text) or not first.is_prose):
            pairs[second.index] = at if at < len(second.text) else None
    return pairs
