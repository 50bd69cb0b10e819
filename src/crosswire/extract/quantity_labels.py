"""The role of a number by the words in front of it: a label at the head of a line, or the noun that a verb sets a number to."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from crosswire.wordlists import load_toml

LIST = "quantity_roles.toml"
# "the toll passes 60", "casualties topped 1,000": more than that.
PASSED = "pass(?:es|ed|ing)?|tops|topped|topping|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|cross(?:es|ed|ing)"
REACHED = f"{PASSED}|reach(?:es|ed|ing)?|hits?|hitting|nears|neared|nearing"
COUNTED = r"\b(?:toll|tally|deaths|casualties|fatalities|losses)\b"
MORE_THAN = re.compile(rf"{COUNTED}[^.;:\n]{{0,60}}\b(?:{PASSED})\s+$", re.IGNORECASE)


@cache
def role_words() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """lemma -> role, for objects, subjects, nouns and states; the first group that names a word has it."""
    tables: tuple[dict[str, str], ...] = ({}, {}, {}, {})
    groups: dict[str, dict[str, Any]] = load_toml(LIST)
    for role, keys in groups.items():
        for table, key in zip(tables, ("object", "subject", "nouns", "states"), strict=True):
            for word in keys.get(key, ()):
                table.setdefault(word, role)
    return tables[0], tables[1], tables[2], tables[3]


def numbered_by(text: str, start: int) -> str | None:
    """ "the number of displaced has passed 62,000", "put the toll from the floods at 45": a bare number behind the noun that names it."""
    found = re.search(r"\b(?:number|toll|count|figure|tally)\b([^.;:\n]{0,60})$", text[max(0, start - 80) : start], re.IGNORECASE)
    if not found or not re.search(rf"\b(?:at|to|past|is|was|stood|stands|{REACHED})\s+(?:\w+\s+){{0,2}}$", found.group(1)):
        return None
    _, _, nouns, states = role_words()
    for word in re.findall(r"[a-z]+", found.group().lower()):
        if word in states or word in nouns or word.removesuffix("s") in nouns:
            return states.get(word) or nouns.get(word) or nouns[word.removesuffix("s")]
    return None


def label(text: str, start: int) -> str | None:
    """ "Deaths: 12", "Wounded admitted: 61" at the head of a line."""
    found = re.search(r"(?:^|\n|[-•*;]\s)\s*([A-Za-z][A-Za-z \t'’-]{2,40}):\s*$", text[max(0, start - 60) : start])
    if not found:
        return None
    _, _, nouns, states = role_words()
    for word in re.findall(r"[a-z]+", found.group(1).lower()):
        for table in (states, nouns):
            if word in table:
                return table[word]
            if word.removesuffix("s") in table or word.removesuffix("ies") + "y" in table:
                return table.get(word.removesuffix("s")) or table[word.removesuffix("ies") + "y"]
    return None
