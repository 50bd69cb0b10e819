"""The head of a report: paths and kickers, title, byline, date line, before the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswire.acquire.blocks import LINE, Block, fold
from crosswire.acquire.captions import caption_pairs, is_caption
from crosswire.acquire.datelines import MONTHS, WEEKDAYS, find_dateline
from crosswire.acquire.dates import full_dates
from crosswire.acquire.furniture import furniture, is_crumbs
from crosswire.acquire.phrases import starts, words

LOOK = 8  # blocks from the top among which a title may stand
_NAME = r"[A-ZÀ-Þ][\w.'’-]+(?: (?:[A-ZÀ-Þ][\w.'’-]*|al|el|de|la|van|von|der|bin|ben|ould|mint|di|da|du|and|&|,))*"
_BY = re.compile(r"\W*(?:by|words by|text by|story by|reported by|written by)\b[:\s]", re.IGNORECASE)
_DATE_WORDS = re.compile(
    rf"\b(?:{WEEKDAYS}|(?:{MONTHS})|\d{{1,4}}(?:st|nd|rd|th)?|[ap]\.?m\.?|GMT|UTC|[A-Z]{{2,4}}T|updated?|published|posted|last|first|on|at|of|ago|hours?|minutes?|days?|modified|"
    r"edited|created|issued|date|time|local)\b",
    re.IGNORECASE,
)
_FROM_OUR = re.compile(
    r"\b(?:from|by) our (?:own |special |foreign |staff )?(?:reporters?|correspondents?|team|staff|bureau)\b", re.IGNORECASE
)
_TITLE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z]\.[A-Z])\.[\"”’)]*$")


def is_date_line(block: Block) -> bool:
    """Whether a line is a date, with a time or labels, and at most a name beside it."""
    if len(block.text) > LINE or len(block.words) > 14 or not re.search(r"\d", block.text):
        return False
    rest = re.findall(r"[^\W\d_]{2,}", _DATE_WORDS.sub(" ", block.text))
    days = list(full_dates(block.text))
    clock = re.search(r"\d[:.h]\d\d\b", block.text) and re.search(r"\b(?:updated?|published|posted)\b", block.text, re.IGNORECASE)
    if not (days or clock or re.search(rf"\b(?:{MONTHS})\b", block.text, re.IGNORECASE)) or block.text.endswith("."):
        return False
    if not rest:
        return True
    outside = block.text[: days[0][0]] + " " + block.text[days[0][1] :] if days else ""
    beside = re.search(r"[/|·•@–—,]|\bby\b|\d:\d\d", outside)
    return bool(days and beside) and len(rest) <= 4 and all(w[0].isupper() for w in rest)


def is_byline(block: Block, byline: str | None = None) -> str | None:
    """The rule by which a line says who filed the report, else None."""
    if len(block.text) > LINE or len(block.words) > 22 or (block.is_prose and not _BY.match(block.text)):
        return None
    if byline and len(block.words) <= 14 and all(fold(n) in block.folded for n in re.split(r",| and ", byline) if n.strip()):
        return "byline:given"
    if _BY.match(block.text) and len(block.words) <= 18 and re.match(_NAME, _BY.sub("", block.text, count=1).strip()):
        return "byline:by"
    if starts("byline_starts").match(block.plain) and not block.plain.startswith(("by ", "from a ")) and not _verb(block):
        return "byline:from-our"
    if _FROM_OUR.search(block.text) and not _verb(block):
        return "byline:from-our"
    if _names_staff(block):
        return "byline:staff"
    return None


def _verb(block: Block) -> bool:
    return bool(re.search(r"\b(?:is|are|was|were|has|have|had|will|said|says)\b", block.plain))


def _names_staff(block: Block) -> bool:
    """Names and a word of the trade, no verb: "Jane Doe, Cairo desk", "City News Bureau/John Doe"."""
    if block.ends_sentence or not 1 <= len(block.words) <= 12 or _verb(block):
        return False
    trade = {w for w in words("byline_words") if " " not in w}
    hits = [w for w in block.words if w.lower() in trade]
    capital = sum(w[0].isupper() for w in block.words)
    small = [
        w for w in block.words if w[0].islower() and w not in trade | {"and", "in", "at", "of", "the", "on", "for", "with", "from", "our"}
    ]
    return bool(hits) and capital >= 1 and not small and (len(block.words) <= 6 or "," in block.text or "/" in block.text)


def headline_like(block: Block) -> bool:
    """Whether a line may be a title: some words, not a sentence of the text, not furniture."""
    if not 3 <= len(block.words) <= 36 or len(block.text) > 240 or _TITLE_END.search(block.text) or block.text.endswith((",", ";")):
        return False
    if find_dateline(block, 0) or is_crumbs(block) or is_byline(block) or is_date_line(block) or _credited(block):
        return False
    return furniture(block) in (None, "page-opening")


def _credited(block: Block) -> bool:
    return (is_caption(block) or "") in ("caption:credit", "caption:glued-credit")


def find_title(blocks: Sequence[Block]) -> Block | None:
    """The line that is the report's title, where one stands at its top."""
    pairs = caption_pairs(blocks[:LOOK])
    twice = {i for j in pairs if pairs[j] is not None for i in (j, j - 1)}
    top = blocks[:LOOK]
    for block in top:
        if block.index in twice:
            continue
        if headline_like(block):
            return _better(block, top) if len(blocks) > 1 else None
        if block.is_prose or find_dateline(block, 0):
            return None
    return None


def _better(block: Block, top: Sequence[Block]) -> Block:
    """A short first line is a kicker when a fuller headline follows it directly."""
    following = next((b for b in top if b.index == block.index + 1), None)
    if (
        following
        and len(block.words) <= 4
        and len(following.words) >= 5
        and headline_like(following)
        and block.folded in map(fold, words("crumbs"))
    ):
        return following
    return block


def stands_at_top(title: str, blocks: Sequence[Block]) -> Block | None:
    """The block among the first ones that is this title, letter case and marks aside."""
    wanted = fold(title)
    return next((b for b in blocks[:LOOK] if b.folded == wanted and wanted), None)
