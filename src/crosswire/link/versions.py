"""Versions of one report: which report is a later version of which, and what is taken back.

Two reports with different texts are versions of one another where

* they have the same id, given by the input, of no two outlets, or the same address, or the same file's name in one folder or outlet, and
  share enough of their text (else the id is a running number, the address a column's, or the name was used again); those that have both
  id and address need not;
* the title of one is marked (CORRECTED, UPDATE 2-, KILL; ``versions.toml``) and names the title of the other, of one outlet or agency;
* one says nothing any more under the id, address or path of the other ("This article has been removed");
* one is nothing but a notice to take back a report with a title that only one report of the record has.

The newer one is that which was received later, then the one that was made later, then the one that is marked. Where nothing tells, both
count, and a warning says so. What a person judged of a report (``wrong``: it does not count; ``right``: it stands) comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cmp_to_key
from itertools import combinations, groupby, pairwise

from crosswire.link.clusters import Pair, pair
from crosswire.link.groups import Groups
from crosswire.link.verdicts import report_key
from crosswire.link.version_marks import NOTICE
from crosswire.link.version_reports import Reports, address, running
from crosswire.link.version_titles import ALIKE, by_headline, by_title, names, unfound
from crosswire.types import Claim, Decision, Document, DocumentState, Tables

# The same part, where nothing but a file's name is the same and a warning is all that is given. Of 127 reports of each kind of edit (as for
# ALIKE) all that were shortened have it, 85 in 100 with other figures, 77 in another order, 51 with other names; of those that were partly
# written anew 0 to 6. Of 39 copies in other outlets (ALIKE or more) 21 have it: it cannot tell a correction from one wire's copies.
SAME = 0.75
COMMON = 50  # a name that more reports have says nothing (index.html)
# How the warnings begin that :func:`unmarked` takes away.
UNSURE = "another version of this report is"
LONE = "this is a notice that withdraws"
OTHER_WORDS = "another report has the id"
SAME_NAME = "the same name and"
DOUBTS = (UNSURE, LONE, OTHER_WORDS, SAME_NAME)
ADVICE = "if it is a correction, add it under the same path, or with its id or address"
TENTHS = {7: "seven tenths", 8: "eight tenths", 9: "nine tenths"}


def mark(tables: Tables) -> Tables:
    """The tables with the ``replaces`` and ``state`` of reports filled, and ``withdrawn`` of their claims."""
    read = Reports(tables)
    documents = {d.document_id: d for d in tables.documents}
    groups = _together(read)
    for together in (g for g in groups.all() if len(g) > 1):
        for changed in _ranked(read, together):
            documents[changed.document_id] = changed
    for i in unfound(read, groups):
        documents[i] = replace(documents[i], state="withdrawn")
    for i, doubts in _doubts(read, groups).items():
        if documents[i].state != "replaced":
            documents[i] = replace(documents[i], warnings=(*documents[i].warnings, *doubts))
    for document_id, state in _judged(tables).items():
        documents[document_id] = replace(documents[document_id], state=state)
    states = {i: d.state for i, d in documents.items()}
    return replace(
        tables,
        documents=tuple(documents[d.document_id] for d in tables.documents),
        claims=tuple(
            c if c.withdrawn == (states[c.document_id] != "current") else replace(c, withdrawn=not c.withdrawn) for c in tables.claims
        ),
    )


def unmarked(tables: Tables) -> Tables:
    """The tables as they were before :func:`mark`."""
    said = {r.document_id for r in tables.receipts if r.withdrawn}
    return replace(
        tables,
        documents=tuple(_unmarked(d, "withdrawn" if d.document_id in said else "current") for d in tables.documents),
        claims=tuple(replace(c, withdrawn=False) if c.withdrawn else c for c in tables.claims),
    )


def _unmarked(document: Document, state: DocumentState) -> Document:
    warnings = tuple(w for w in document.warnings if not w.startswith(DOUBTS))
    return replace(document, state=state, replaces=None, warnings=warnings)


def carried(tables: Tables) -> list[Pair]:
    """Two claims of a report and of its older version that are of one type and in the same words: one happening."""
    older = {d.document_id: d.replaces for d in tables.documents if d.replaces}
    if not older:
        return []
    texts = tables.texts()
    said: dict[str, dict[tuple[str, str], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in sorted(tables.claims, key=lambda c: (c.trigger_start, c.claim_id)):
        words = " ".join(texts[claim.document_id][claim.start : claim.end].split())
        said[claim.document_id][claim.type, words].append(claim)
    return [
        pair(old.claim_id, new.claim_id)
        for newer, before in sorted(older.items())
        if before in said
        for key, rows in said[newer].items()
        for old, new in zip(said[before].get(key, ()), rows, strict=False)
    ]


def newest(documents: Iterable[Document]) -> dict[str, str]:
    """For each report that no longer counts: the last version of it."""
    rows = {d.document_id: d for d in documents}
    after = {d.replaces: d.document_id for d in sorted(rows.values(), key=lambda d: d.document_id) if d.replaces}

    def last(document_id: str) -> str:
        seen: set[str] = set()
        while document_id in after and document_id not in seen and rows[document_id].state != "current":
            seen.add(document_id)
            document_id = after[document_id]
        return document_id

    return {i: found for i in rows if (found := last(i)) != i}


# --- which are versions of one -------------------------------------------------------------------------------------------
def _together(read: Reports) -> Groups[str]:
    """Reports grouped by what they are versions of."""
    groups = _joined(sorted(read.documents), [*_by_name(read), *by_title(read)])
    for a, b in list(by_headline(read, groups)):
        groups.join(a, b)
    return groups


def _by_name(read: Reports) -> Iterator[Pair]:
    """Reports of one id, address or file."""
    own = _own_addresses(read)
    for (kind, name), ids in read.named().items():
        found = _alike(read, kind, ids)
        if kind == "id":
            placed = sorted((address(read.documents[i]), i) for i in ids)
            at_one = ((a, b) for (at, a), (there, b) in pairwise(placed) if at == there in own)
            found += [(a, b) for a, b in at_one if _may_be(read, kind, a, b) and read.documents[a].text != read.documents[b].text]
        found = found if kind == "url" else _of_one_outlet(read, ids, found)
        yield from found
        same = _joined(ids, found)
        for i in filter(read.withdraws, ids):
            back = [o for o in ids if _takes_back(read, kind, i, o) and (kind != "id" or _one_source(read, name, i, o))]
            if len({same.find(o) for o in back}) == 1:  # of several that have nothing in common, which one is not known
                yield back[0], i


def _alike(read: Reports, kind: str, ids: Sequence[str]) -> list[Pair]:
    """Those of one name that may be versions and share enough; of files, texts are compared only where outlet or folder is the same."""
    if kind != "path":
        return [(a, b) for a, b, _ in read.alike(ids, ALIKE) if _may_be(read, kind, a, b)]
    outlets: dict[str | None, list[str]] = defaultdict(list)
    for i in ids:
        outlets[read.documents[i].outlet or None].append(i)
    unknown = outlets.pop(None, [])
    found = [(a, b) for known in outlets.values() for a, b, _ in read.alike(known, ALIKE)]
    placed = ((a, b) for a in unknown for b in ids if (b > a or read.documents[b].outlet) and _may_be(read, kind, a, b))
    return found + [(a, b) for a, b in placed if read.documents[a].text != read.documents[b].text and read.shared(a, b) >= ALIKE]


def _joined(ids: Iterable[str], pairs: Iterable[Pair]) -> Groups[str]:
    groups = Groups(ids)
    for a, b in pairs:
        groups.join(a, b)
    return groups


def _of_one_outlet(read: Reports, ids: Sequence[str], found: Sequence[Pair]) -> list[Pair]:
    """Without the pairs by which a report of an unknown outlet would make reports of two outlets one."""
    groups = _joined(ids, found)
    outlets: dict[str, set[str]] = defaultdict(set)
    for i in ids:
        outlets[groups.find(i)].update([o] if (o := read.documents[i].outlet) else [])
    return [(a, b) for a, b in found if len(outlets[groups.find(a)]) < 2 or (read.documents[a].outlet and read.documents[b].outlet)]


def _own_addresses(read: Reports) -> set[str]:
    """Addresses of one report each: under no two ids, as a front page or a feed that rows were taken from is."""
    ids: dict[str, set[str]] = defaultdict(set)
    for i, receipt in read.receipts.items():
        if receipt.named and i in read.documents:
            ids[address(read.documents[i])].add(receipt.name)
    return {at for at, given in ids.items() if at and len(given) == 1}


def _may_be(read: Reports, kind: str, a: str, b: str) -> bool:
    """Whether outlet and folder do not speak against it that two reports of one name are versions."""
    if kind == "path":
        left, right = read.documents[a], read.documents[b]
        return left.outlet == right.outlet if left.outlet and right.outlet else same_path(left.path, right.path)
    return kind == "url" or not read.differ(a, b)


def _takes_back(read: Reports, kind: str, a: str, b: str) -> bool:
    """Whether the first report of a name takes the second back: it says nothing else, or the input says so under the same id."""
    left, right = read.documents[a], read.documents[b]
    if a == b or left.text == right.text or read.gone[b] or b in read.notices or not _may_be(read, kind, a, b):
        return False
    if kind == "path" and not same_path(left.path, right.path):
        return False
    if read.gone[a] or a in read.notices:
        return True
    named = read.marks[a].kind == "withdrawal" and names(read.marks[a], read.marks[b], left.text[:NOTICE])
    return kind == "id" and (named or (left.state == "withdrawn" and right.state != "withdrawn"))


def _one_source(read: Reports, name: str, a: str, b: str) -> bool:
    """Whether an id means one report in both: a running number does within one outlet, file or address only."""
    left, right = read.documents[a], read.documents[b]
    if not running(name) or (left.outlet and left.outlet == right.outlet) or (left.url and address(left) == address(right)):
        return True
    return same_path(left.path.partition("#")[0], right.path.partition("#")[0])


def same_path(a: str, b: str) -> bool:
    """Whether two paths are one, or one of them is shown from a folder further in.

    >>> same_path("reports/a.txt", "a.txt"), same_path("post/a.txt", "star/a.txt")
    (True, False)
    """
    return a == b or a.endswith(f"/{b}") or b.endswith(f"/{a}")


# --- which is newer -------------------------------------------------------------------------------------------------------
def _ranked(read: Reports, together: Sequence[str]) -> Iterator[Document]:
    """The reports of a group as they are marked: each replaces the one before it; those of which nothing tells which is last both count."""
    order = cmp_to_key(read.newer)
    ranks = [sorted(g) for _, g in groupby(sorted(sorted(together), key=order), key=order)]
    before: str | None = None
    withdrawn = len(ranks[-1]) == 1 and read.withdraws(ranks[-1][0])
    for rank in ranks[:-1]:
        for document_id in rank:
            yield replace(read.documents[document_id], replaces=before, state="withdrawn" if withdrawn else "replaced")
            before = document_id
    for document_id in ranks[-1]:
        last = replace(read.documents[document_id], replaces=before)
        others = ", ".join(o for o in ranks[-1] if o != document_id)
        if others:
            last = replace(last, warnings=(*last.warnings, f"{UNSURE} {others}, and nothing tells which is newer: both count"))
        yield replace(last, state="withdrawn") if withdrawn else last


# --- what is not known ----------------------------------------------------------------------------------------------------
def _doubts(read: Reports, groups: Groups[str]) -> dict[str, list[str]]:
    """Warnings on reports that may be versions and were not taken for them: on the newer one, or on both where nothing tells."""
    found: dict[str, list[str]] = defaultdict(list)
    for i in unfound(read, groups):
        found[i].append(f"{LONE} “{read.notices[i]}”; no such report was found")
    for (kind, name), ids in read.named().items():
        if len(ids) > COMMON:
            continue
        apart = ((a, b) for a, b in combinations(ids, 2) if groups.find(a) != groups.find(b))
        if kind == "id" and not running(name):
            other = ((a, b) for a, b in apart if not read.differ(a, b) and not _same_words(read, a, b))
            for i, o in _newest_first(read, other).items():
                found[i].append(f"{OTHER_WORDS} {name}, with other words ({o}): both count")
        if kind == "path":
            unknown = [i for i in ids if not read.documents[i].outlet]
            shares = {(a, b): x for a, b, x in read.alike(unknown, SAME) if groups.find(a) != groups.find(b)}
            for i, o in _newest_first(read, shares).items():
                part = TENTHS[min(int(shares[pair(i, o)] * 10), 9)]
                found[i].append(f"{SAME_NAME} {part} of the words of {o}: {ADVICE}")
    return found


def _same_words(read: Reports, a: str, b: str) -> bool:
    return read.documents[a].text == read.documents[b].text or read.shared(a, b) >= ALIKE


def _newest_first(read: Reports, pairs: Iterable[Pair]) -> dict[str, str]:
    """The newer report of each pair, or both, with the first of those that it is to be held against."""
    found: dict[str, str] = {}
    for a, b in pairs:
        order = read.newer(a, b)
        if order >= 0:
            found[a] = min(b, found.get(a, b))
        if order <= 0:
            found[b] = min(a, found.get(b, a))
    return dict(sorted(found.items()))


# --- what people judged -----------------------------------------------------------------------------------------------------
def report_of(decision: Decision, documents: Iterable[Document]) -> str | None:
    """The report that a judgement on a report is about: of its id and bytes, else of its bytes."""
    same = sorted(d.document_id for d in documents if decision.anchor and d.sha256 == decision.anchor.sha256)
    return next((i for i in same if report_key(i) == decision.subject), min(same, default=None))


def _judged(tables: Tables) -> Mapping[str, DocumentState]:
    """The reports that a person judged, by the last judgement on each that stands."""
    found: dict[str, DocumentState] = {}
    for decision in sorted(tables.decisions, key=lambda d: (d.at, d.decision_id)):
        if decision.withdrawn_at is None and decision.verdict in ("right", "wrong") and decision.subject.startswith("document_"):
            document_id = report_of(decision, tables.documents)
            if document_id:
                found[document_id] = "withdrawn" if decision.verdict == "wrong" else "current"
    return found
