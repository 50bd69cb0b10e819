"""Plain sentences for findings, and findings themselves put together from who says what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from crosswire.reconcile.loose import RIVAL
from crosswire.reconcile.standing import Said
from crosswire.types import Document, Finding, FoundValue, make_id

Kind = Literal["conflict", "arithmetic", "update", "naming"]
ROLE_WORDS = {"total": "the total", "change": "the change", "participating": "the number taking part", "missing": "the number missing"}
# Roles that read as "the number killed"; any other key of a field is a noun: "the number of: lorry".
DONE_TO = frozenset(
    "killed injured detained deployed displaced released sanctioned fired delivered seized destroyed damaged pledged rescued "
    "evacuated abducted".split()
)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def outlets(documents: Iterable[str], known: Mapping[str, Document]) -> str:
    """The outlets of some reports, each once; a report without an outlet by its id; at most four by name."""
    names = sorted({known[d].outlet or d for d in documents})
    return listed(names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} others"])


def field_words(field: str) -> str:
    """How a field is called in a sentence."""
    parts = field.split(":")
    if parts[0] != "quantity":
        return {"what": "what happened", "time": "when it happened", "place": "where it happened", "actor": "who did it"}.get(
            parts[0], f"the {parts[0]}"
        )
    if len(parts) == 1:
        return "the number"
    plain = f"the number {parts[1]}" if parts[1] in DONE_TO else f"the number of: {parts[1]}"
    base = ROLE_WORDS.get(parts[1], plain)
    return f"{base} ({', '.join(parts[2:])})" if len(parts) > 2 else base


def told(said: Sequence[Said], known: Mapping[str, Document], speakers: Mapping[str, str]) -> str:
    """Every value with its outlets, and on whose word: "12 (Agency, on the word of the hospital); 7 (State Radio)".

    A number that the report hands to somebody itself stands in its words: "20,000 (Agency: “the organisers claimed 20,000”)".
    """
    groups: dict[str, list[Said]] = {}
    for voice in said:
        groups.setdefault(voice.label, []).append(voice)
    labels = {(v.claim_id, v.label) for v in said}
    shared = {claim for claim, _ in labels if sum(claim == other for other, _ in labels) > 1}  # one clause, two numbers: whose is which?
    parts = []
    for label, group in groups.items():
        handed = next((words for v in group if (words := handing(v, known))), None)
        names = sorted({speakers[v.origin] for v in group if v.origin in speakers and v.claim_id not in shared})
        word = f", on the word of {listed(names if len(names) <= 2 else [*names[:2], f'{len(names) - 2} more'])}" if names else ""
        parts.append(f"{label} ({outlets([v.document_id for v in group], known)}{f': {handed}' if handed else word})")
    return "; ".join(parts)


def handing(said: Said, known: Mapping[str, Document]) -> str | None:
    """The words of a sentence up to a number that hand it to somebody; None where they do not."""
    document_id, start, end = said.span
    words = re.split(r"[.;!?]\s|\n", known[document_id].text[max(start - 160, 0) : end])[-1].strip(" \"“”'")
    if not RIVAL.search(words):
        return None
    cut = words if len(words) <= 70 else "… " + words[-66:].partition(" ")[2]
    return f"“{' '.join(cut.split())}”"


def sides(said: Iterable[Said]) -> tuple[FoundValue, ...]:
    """Equal values together, in the order in which they were first said."""
    groups: dict[str, list[Said]] = {}
    for voice in said:
        groups.setdefault(voice.label, []).append(voice)
    return tuple(_side(label, group) for label, group in groups.items())


def _side(label: str, group: Sequence[Said]) -> FoundValue:
    documents, claims, spans = {s.document_id for s in group}, {s.claim_id for s in group if s.claim_id}, {s.span for s in group}
    return FoundValue(label, tuple(sorted(documents)), tuple(sorted(claims)), tuple(sorted(spans)))


def finding(kind: Kind, event_id: str | None, field: str, values: tuple[FoundValue, ...], text: str, holds: bool | None = None) -> Finding:
    """A finding with an id made from what it is about and the words that show it."""
    spans = sorted({span for v in values for span in v.spans})
    return Finding(
        make_id("finding", kind, event_id, field, *(v.value for v in values), *spans), event_id, kind, field, values, holds, text
    )


def quoted(text: str, most: int = 90) -> str:
    """Some words of a report in quotation marks, cut at a word."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= most else line[: line.rfind(' ', 0, most)] + ' …'}”"
