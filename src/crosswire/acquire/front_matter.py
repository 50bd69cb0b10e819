"""The head of a text file in Markdown: lines "key: value" between two lines of dashes (Jekyll, Hugo, trafilatura's Markdown)."""

from __future__ import annotations

import re
from typing import NamedTuple

from crosswire.acquire.archives import read_mapping
from crosswire.acquire.raw import Given
from crosswire.errors import RejectedInput

_HEAD = re.compile(r"\s*---[ \t]*\n((?:[^\n]*\n){1,100}?)---[ \t]*\n")
_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?$")
_WORN = re.compile(r"""^(["'])(.*)\1$""")


class Headed(NamedTuple):
    """A text without its head, what the head says, and what could not be read in it."""

    text: str
    given: Given
    warnings: tuple[str, ...]


def read_front_matter(text: str) -> Headed | None:
    """What the head of a text says; None where it has none: dashes are printed above many a text."""
    found = _HEAD.match(text)
    values: dict[str, list[str]] = {}
    last: list[str] | None = None
    for line in found[1].splitlines() if found else ():
        said = _LINE.match(line)
        if said:
            last = values.setdefault(said[1].strip().lower(), [])
            last += _parts(said[2] or "")
        elif last is not None and re.match(r"\s+\S|\s*- ", line):
            last += _parts(line.strip().removeprefix("- "))
        elif line.strip() and not line.startswith("#"):
            return None
    if found is None or not values or not text[found.end() :].strip():
        return None
    rest = text[found.end() :]
    try:
        row = read_mapping({**{key: ", ".join(value) for key, value in values.items()}, "text": rest})
    except RejectedInput:
        return None
    return Headed(rest.lstrip("\n"), row.given, row.warnings)


def _parts(value: str) -> list[str]:
    listed = value.strip()
    inner = listed[1:-1].split(",") if listed.startswith("[") and listed.endswith("]") else [listed]
    return [bare for one in inner if (bare := _WORN.sub(r"\2", one.strip()).strip())]
