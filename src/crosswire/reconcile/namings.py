"""Naming: actors whom different outlets call by different words, one of them at least a word that takes a side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crosswire.extract.actor_lists import singular
from crosswire.reconcile.wording import finding, listed, outlets
from crosswire.types import Document, Finding, FoundValue, Naming, Tables


def find(tables: Tables) -> list[Finding]:
    """One finding for each actor for whom some report uses a loaded word that another report does not use."""
    documents = {d.document_id: d for d in tables.documents}
    names = {a.actor_id: a.name for a in tables.actors}
    own = {a.actor_id: {w for n in (a.name, *a.aliases) for w in n.lower().split()} for a in tables.actors}  # "the Front" is its name
    rows: dict[str, list[Naming]] = defaultdict(list)
    for naming in tables.namings:
        short = naming.kind == "neutral" and naming.text.lower() in own.get(naming.actor_id, ())
        if naming.actor_id in names and naming.document_id in documents and not short:
            rows[naming.actor_id].append(naming)
    found = []
    for actor_id in sorted(rows):
        words = _words(rows[actor_id])
        loaded = [group for group in words if group[0].kind == "loaded"]
        reports = {n.document_id for n in rows[actor_id]}
        if not loaded or all({n.document_id for n in group} == reports for group in loaded):
            continue
        values = tuple(FoundValue(_shown(group), tuple(sorted({n.document_id for n in group})), ()) for group in words)
        neutral = [group for group in words if group[0].kind == "neutral"]
        text = (
            f"{names[actor_id]} is called {_told(loaded, documents)}{f'; in neutral words {_told(neutral, documents)}' if neutral else ''}."
        )
        found.append(finding("naming", None, f"actor:{actor_id}", values, text))
    return found


def _words(rows: Sequence[Naming]) -> list[list[Naming]]:
    """The rows of each word, loaded words first; singular and plural are one word."""
    words: dict[tuple[str, str], list[Naming]] = defaultdict(list)
    for naming in sorted(rows, key=lambda n: (n.text.lower(), n.document_id)):
        head, _, last = naming.text.lower().rpartition(" ")
        words[naming.kind, naming.text.lower() if naming.kind == "name" else f"{head} {singular(last)}"].append(naming)
    order = {"loaded": 0, "neutral": 1, "name": 2}
    return [words[key] for key in sorted(words, key=lambda k: (order[k[0]], k[1]))]


def _shown(group: Sequence[Naming]) -> str:
    """The form of a word that is used most."""
    uses: dict[str, int] = defaultdict(int)
    for naming in group:
        uses[naming.text] += naming.uses
    return min(uses, key=lambda t: (-uses[t], -len(t), t))


def _told(words: Sequence[Sequence[Naming]], documents: Mapping[str, Document]) -> str:
    return listed([f"“{_shown(group)}” ({outlets([n.document_id for n in group], documents)})" for group in words])
