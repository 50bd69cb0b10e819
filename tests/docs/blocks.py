"""The code blocks of the documentation, and what a comment before one says about running it.

A page is run from top to bottom in a folder of its own, which holds ``examples/reports``. Commands stand in blocks that are indented by four
spaces or fenced as ``console``; ``python`` blocks share their names. A ``text`` block behind a command shows lines that it prints, in order; a
line ``...`` leaves some out. Comments, which no reader sees:

    <!-- not run: why -->             the next block is not run
    <!-- file: path -->               the next block is what stands in that file
    <!-- exit: 3 -->                  the commands of the next block end so
    <!-- given: name -->              something of tests/docs/given.py is made under this name
    <!-- where NAME: SQL -->          NAME in later commands stands for the first cell of what the last record answers
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"<!-- (not run|file|exit|given|where [A-Z_]+): (.+?) -->")
_FENCE = re.compile(r"^ *```(\w*)\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code, or (``kind`` "given", "where NAME") what a comment asks for. ``line`` is its first, from 1."""

    kind: str
    text: str
    line: int
    said: dict[str, str]


def blocks(page: str) -> Iterator[Block]:
    """All blocks of a page, in order. Blocks that are indented have the kind ``console``, fenced ones what the fence says."""
    lines = page.split("\n")
    said: dict[str, str] = {}
    at = 0
    while at < len(lines):
        comment, fence = _COMMENT.fullmatch(lines[at].strip()), _FENCE.match(lines[at])
        if comment and (comment[1] == "given" or comment[1].startswith("where")):
            yield Block(comment[1], comment[2], at + 1, {})
        elif comment:
            said[comment[1]] = comment[2]
        elif fence:
            end = next(i for i in range(at + 1, len(lines)) if lines[i].strip() == "```")
            yield Block(fence[1] or "unnamed", "\n".join(lines[at + 1 : end]), at + 1, said)
            said, at = {}, end
        elif lines[at].startswith("    ") and (at == 0 or not lines[at - 1].strip()) and not _in_list(lines, at):
            end = next((i for i in range(at, len(lines)) if lines[i].strip() and not lines[i].startswith("    ")), len(lines))
            yield Block("console", "\n".join(line[4:] for line in lines[at:end]).strip("\n"), at + 1, said)
            said, at = {}, end - 1
        elif lines[at].strip():
            said = {} if not lines[at].strip().startswith("<!--") else said
        at += 1


def _in_list(lines: list[str], at: int) -> bool:
    """Whether an indented line goes on with an item of a list."""
    before = next((lines[i] for i in range(at - 1, -1, -1) if lines[i].strip() and not lines[i].startswith("   ")), "")
    return bool(re.match(r"\s*(?:[-*]|\d+\.)\s", before))
