"""Leftovers that only their place and their neighbours give away: lists of other stories, comments, what hangs below the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crosswire.acquire.blocks import Block
from crosswire.acquire.phrases import agencies, is_comment_opener, is_section_opener

MOST = 1000  # lines of a report in which sentences lifted out are looked for
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s")


def after_openers(blocks: Sequence[Block]) -> dict[int, str]:
    """Lines below "Most read", "Related stories", "3 comments": index -> rule."""
    found: dict[int, str] = {}
    inside: str | None = None
    for block in blocks:
        if is_comment_opener(block) and block.index > len(blocks) / 2:
            found |= {b.index: "comments" for b in blocks[block.index :]}
            return found
        if is_section_opener(block):
            inside = "related-list"
        elif inside and (block.is_prose or len(block.words) > 25):
            inside = None
        if inside:
            found[block.index] = inside
    return found


def tail(blocks: Sequence[Block], marked: Mapping[int, str]) -> dict[int, str]:
    """Lines that hang below the report: from the end upwards, unfinished lines that a surely marked line borders on."""
    start = len(blocks)
    while start > 0 and (blocks[start - 1].index in marked or _hangs(blocks[start - 1])):
        start -= 1
    below = blocks[start:]
    sure = [b.index for b in below if b.index in marked]
    if not sure or start == 0:
        return {}
    return {b.index: "tail" for b in below if b.index not in marked and _borders(b, below, sure)}


def _hangs(block: Block) -> bool:
    return not block.ends_sentence and len(block.words) <= 16 and not re.search(r"[\"“”]$", block.text) and not _BULLET.match(block.text)


def _borders(block: Block, below: Sequence[Block], sure: Sequence[int]) -> bool:
    """A line after a sure leftover belongs to it; one before it only when nothing but hanging lines lies between and it is short."""
    if block.index > sure[0]:
        return True
    return len(block.words) <= 8 and sure[0] - block.index <= 2 and len(below) >= 2


def repeated(blocks: Sequence[Block]) -> dict[int, str]:
    """Words that stand in the report already: labels that recur, and sentences lifted out in large print."""
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for block in blocks:
        first = seen.setdefault(block.folded, block.index)
        if first != block.index and block.folded and (not block.is_prose or len(block.words) >= 12):
            found[block.index] = "repeated"
        elif block.index > 1 and len(blocks) <= MOST and _is_pull_quote(block, blocks):
            found[block.index] = "pull-quote"
    return found


def _is_pull_quote(block: Block, blocks: Sequence[Block]) -> bool:
    if not 5 <= len(block.words) <= 45 or (block.is_prose and block.text[0] not in "\"“‘«'"):
        return False
    return any(len(b.words) > len(block.words) + 3 and f" {block.folded} " in f" {b.folded} " for b in blocks if b.index != block.index)


def signed_end(block: Block) -> int | None:
    """Where an agency's name begins that ends a report's last paragraph ("... on Friday. (AFP)", "... -- Reuters"), else None."""
    match = re.search(
        rf"(?<=[.!?\"”’])\s*(?:[(\[]\s*(?:{agencies()}|[A-Z][A-Z&/-]{{1,9}})\s*[)\]]|[—–-]+\s*(?:{agencies()}|[A-Z]{{2,6}}))\.?$",
        block.text[-120:],
    )
    at = len(block.text) - len(match.group().lstrip()) if match else 0
    return at if at >= 20 else None
