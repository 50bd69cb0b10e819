"""Phrases of the word list on leftovers as patterns over :func:`crosswire.acquire.blocks.plain` text."""

from __future__ import annotations

import re
from functools import cache

from crosswire.acquire.blocks import Block, plain
from crosswire.wordlists import load_toml

NAME = "leftovers.toml"


def words(group: str) -> tuple[str, ...]:
    """The phrases of a group, the longest first."""
    return tuple(sorted(load_toml(NAME)[group]["words"], key=lambda w: (-len(w), w)))


def _one(phrase: str) -> str:
    body = re.escape(plain(phrase)).replace(r"\*\ ", r"(?:\S{1,30} ){0,4}?").replace(r"\*", r".{0,30}?")
    return body + (r"\b" if phrase[-1].isalnum() else "")


@cache
def starts(group: str) -> re.Pattern[str]:
    """Matches a line that begins with a phrase of the group; marks and bullets before it are passed over."""
    return re.compile(r"[^\w(©@]{0,4}\(?(?:" + "|".join(map(_one, words(group))) + ")")


@cache
def holds(group: str) -> re.Pattern[str]:
    """Finds a phrase of the group anywhere."""
    return re.compile("|".join((r"\b" if w[0].isalnum() else "") + _one(w) for w in words(group)))


@cache
def only(group: str) -> re.Pattern[str]:
    """Matches a line that is made of phrases of the group, marks and numbers alone."""
    return re.compile(r"(?:[\W_\d]*(?:" + "|".join(map(_one, words(group))) + r")(?![^\W\d_]))+[\W_\d]*$")


@cache
def agencies() -> str:
    """The names of agencies as one alternative, case kept."""
    return "|".join(map(re.escape, words("agencies")))


def is_section_opener(block: Block) -> bool:
    """Whether a line is a heading above other stories: the phrase itself, maybe with a name or a number behind it."""
    match = starts("section_openers").match(block.plain)
    return bool(match) and not block.ends_sentence and len(block.words) <= len(match.group().split()) + 3 if match else False


def is_comment_opener(block: Block) -> bool:
    """Whether readers' comments begin below: "12 comments on this article", "Comments (3)"."""
    bare = block.plain.strip("0123456789()[]:.- ")
    match = starts("comment_openers").match(bare)
    return bool(match) and len(block.words) <= 6 and not block.ends_sentence
