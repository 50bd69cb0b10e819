"""Reports that tell only of people who live: by their words nobody had been killed when they were written.

A report puts the dead first. Where the first whom it tells of are hurt, and it says that they are alive ("their injuries are not
life-threatening", "in stable condition"), those of whom it tells further down as dead died in something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.types import Victim

# Characters from the first victim within which a report would tell of a death; 200 to 600 give the same on reports of shootings.
LEAD = 400
_live = r"survive|recover|live|pull through|be (?:ok|okay|fine|all right)|make (?:it\b|a (?:full |complete )?recovery)"
_state = r"stable|good|fair|satisfactory|serious|critical"
ALIVE = re.compile(
    r"\b(?:non|not|n['’]t)\b[-\s]+(?:\w+\s+){0,4}life[-\s]+threatening"
    rf"|\b(?:expected|likely)\s+to\s+(?:\w+\s+)?(?:{_live})"
    rf"|\bin\s+(?:\w+\s+){{0,2}}(?:{_state})(?:\s+but\s+\w+)?\s+condition\b|\bconditions?\s+(?:is|are|was|were)\s+(?:\w+\s+)?(?:{_state})\b"
    r"|\btreated\s+and\s+(?:later\s+|then\s+)?(?:released|discharged)|\b(?:released|discharged)\s+from\s+(?:the\s+|a\s+)?hospital"
    r"|\b(?:minor|superficial|slight)\s+(?:injur|wound)|\b(?:slightly|lightly)\s+(?:injured|wounded|hurt)"
    r"|\b(?:is|are|was|were)\s+(?:\w+\s+)?recovering\b|\b(?:all|both|they|he|she)\s+survived\b|\bunder(?:going|went)\s+surgery\b"
    r"|\bno\s+(?:fatalities|deaths|loss\s+of\s+life)\b|\b(?:no\s+one|nobody|none)\s+(?:\w+\s+){0,3}(?:was|were|had\s+been|has\s+been)\s+killed\b"
    r"|\b(?:no\s+one|nobody|none)\s+(?:of\s+\w+\s+)?died\b",
    re.IGNORECASE,
)
# One of them may be dead by now, or the words speak of what is not so.
OPEN = re.compile(
    r"\b(?:potentially|possibly|with|suffered|has|have|of)\s+life[-\s]+threatening"
    r"|\bnot\s+expected\s+to\s+(?:survive|live|make)|\b(?:fighting|battling)\s+for\s+(?:\w+\s+){1,2}(?:life|lives)\b|\bclinging\s+to\s+life\b"
    r"|\blife\s+support\b|\bbrain[-\s]dead\b|\b(?:unlikely|not\s+likely)\s+to\s+(?:survive|live)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Alive:
    """Where a report says that those whom it tells of first live, and the row of the first of them."""

    start: int
    end: int
    first: str


def alive(rows: Sequence[Victim], text: str) -> Alive | None:
    """The words by which nobody was killed; ``rows`` are the victims of one report in the order of its text."""
    if not rows or rows[0].role == "killed" or OPEN.search(text):
        return None
    first = rows[0]
    if any(row.role == "killed" and row.start < first.start + LEAD for row in rows):
        return None
    found = ALIVE.search(text, first.start)
    return Alive(found.start(), found.end(), first.victim_id) if found else None


def survivors(rows: Mapping[str, Sequence[Victim]], texts: Mapping[str, str]) -> dict[str, Alive]:
    """document_id -> where it says so, for the reports that tell only of people who live."""
    found = {d: alive(sorted(rows[d], key=lambda v: (v.start, v.end, v.role)), texts[d]) for d in sorted(rows)}
    return {d: told for d, told in found.items() if told is not None}
