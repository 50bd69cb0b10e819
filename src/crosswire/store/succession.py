"""Which claim of a newer record is which claim of an older one.

Claims keep their ids for as long as the text of their report stays the same. A new version of a report, or a report under another name,
has other ids: its claims are known again by the report that it goes back to, their type and their words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from crosswire.types import Tables

ALIKE = 0.5  # of the words of two clauses at one spot of an edited report: "killed 11 people" and "killed 12 people" are one claim
_WORD = re.compile(r"\w+")


class Said(NamedTuple):
    """A claim as it is known again: where it stands, its type, the words of its clause."""

    document_id: str
    type: str
    words: str
    withdrawn: bool = False


class Report(NamedTuple):
    """A report as it is known again: the hash of its bytes, and the older version that it took the place of."""

    sha256: str
    replaces: str | None = None


def said_in(tables: Tables) -> dict[str, Said]:
    """claim_id -> what is known of it, of the claims that belong to an event."""
    texts = tables.texts()
    return {
        c.claim_id: Said(c.document_id, c.type, texts.get(c.document_id, "")[c.start : c.end], c.withdrawn)
        for c in tables.claims
        if c.event_id
    }


def reports_in(tables: Tables) -> dict[str, Report]:
    """document_id -> what a report is known by."""
    return {d.document_id: Report(d.sha256, d.replaces) for d in tables.documents}


def roots(old: Mapping[str, Report], new: Mapping[str, Report]) -> tuple[dict[str, str], dict[str, str]]:
    """For each of two records document_id -> the report that it goes back to: its first version, or the same bytes under another name."""
    older = {i: r.replaces for reports in (old, new) for i, r in reports.items() if r.replaces}
    renamed = {r.sha256: i for i, r in sorted(old.items(), reverse=True) if i not in new}

    def root(document_id: str, seen: frozenset[str] = frozenset()) -> str:
        before = older.get(document_id)
        return document_id if before is None or before in seen else root(before, seen | {document_id})

    return (
        {i: root(i) for i in old},
        {i: root(renamed[r.sha256]) if i not in old and r.sha256 in renamed else root(i) for i, r in new.items()},
    )


def successors(
    old: Mapping[str, Said], new: Mapping[str, Said], old_roots: Mapping[str, str], new_roots: Mapping[str, str]
) -> dict[str, str]:
    """Claim of the older record -> the claim of the newer one that it is now.

    A claim with the same id comes first, unless its report was withdrawn or replaced and a newer version says the same.
    """
    found = {i: i for i, said in old.items() if i in new and not new[i].withdrawn and alike(said.words, new[i].words)}
    taken = set(found.values())
    twins: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim_id, said in new.items():
        if claim_id not in taken and not said.withdrawn:
            twins[_key(said, new_roots)].append(claim_id)
    for claim_id, said in old.items():
        if claim_id in found:
            continue
        same = twins.get(_key(said, old_roots))
        if same:
            found[claim_id] = same.pop(0)
        elif claim_id in new and alike(said.words, new[claim_id].words):
            found[claim_id] = claim_id
    return found


def _key(said: Said, known: Mapping[str, str]) -> tuple[str, str, str]:
    return known.get(said.document_id, said.document_id), said.type, " ".join(_WORD.findall(said.words.casefold()))


def alike(left: str, right: str) -> bool:
    """Whether two clauses at one spot of two versions of a report are one claim: at least half of their words are the same.

    >>> alike("killed 11 people in the port", "killed 12 people in the port"), alike("They met on Monday", "Two ships left")
    (True, False)
    """
    if left == right:
        return True
    a, b = (set(_WORD.findall(text.casefold())) for text in (left, right))
    return bool(a | b) and len(a & b) >= ALIKE * len(a | b)
