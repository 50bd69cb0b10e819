"""Versions of one report: which report is a later version of which, and what is taken back.

Two reports with different texts are versions of one another where

* the input gave them the same id;
* they have the same address, or the same file's name in one folder or outlet, and share enough of their text (else the address is a
  column's, or the name was used again);
* the title of one is marked (CORRECTED, UPDATE 2-, KILL; ``versions.toml``) and names the title of the other, of one outlet or agency;
* one says nothing any more under the id, address or path of the other ("This article has been removed").

The newer one is that which was received later, then the one that was made later, then the one that is marked. Where nothing tells, both
count, and a warning says so. What a person judged of a report (``wrong``: it does not count; ``right``: it stands) comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cmp_to_key, partial
from itertools import combinations, groupby

from crosswire.link.agencies import Credits, is_agency
from crosswire.link.clusters import Pair, pair
from crosswire.link.groups import Groups
from crosswire.link.verdicts import report_key
from crosswire.link.version_marks import NOTICE, Mark, gone, mark_of, title_words
from crosswire.link.words import by_document, word_spans
from crosswire.types import Claim, Decision, Document, DocumentState, Receipt, Tables

GRAM = 5  # words
# The part of the shorter text's runs of five words that stand in the other, too. Measured on 205 reports edited in eight ways (figures or
# names put right, cut to two thirds or to half, three in ten sentences dropped, every fourth written anew, every tenth word another, the
# order changed): 0.44 or more in 19 of 20 of each kind; where every second sentence is written anew 0.20. Of 5,460 pairs of reports of two
# affairs none has more than 0.11; of reports of one affair in one outlet that were not put out again, 0.15.
ALIKE = 0.25
TITLE = 4  # words of a title that is looked for inside a notice
UNSURE = "another version of this report is"  # how the warning begins that :func:`unmarked` takes away


def mark(tables: Tables) -> Tables:
    """The tables with the ``replaces`` and ``state`` of reports filled, and ``withdrawn`` of their claims."""
    read = _Reports(tables)
    documents = {d.document_id: d for d in tables.documents}
    for together in _together(read):
        for changed in _ranked(read, together):
            documents[changed.document_id] = changed
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
    warnings = tuple(w for w in document.warnings if not w.startswith(UNSURE))
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


# --- what is known of reports ---------------------------------------------------------------------------------------------
class _Reports:
    """Reports by what versions are told by; texts are only compared where something else says that they may be versions."""

    def __init__(self, tables: Tables) -> None:
        self.documents = {d.document_id: d for d in tables.documents}
        self.receipts = {r.document_id: r for r in tables.receipts}
        self.marks: dict[str, Mark] = {i: mark_of(d) for i, d in self.documents.items()}
        self.gone = {i: gone(d.text) for i, d in self.documents.items()}
        self._segments = by_document(tables.segments)
        self._grams: dict[str, frozenset[tuple[str, ...]]] = {}

    def names(self, document: Document) -> Iterator[tuple[str, str]]:
        """The keys under which versions of a report may be found."""
        receipt: Receipt | None = self.receipts.get(document.document_id)
        if receipt and receipt.named:
            yield "id", receipt.name
        if document.url:
            yield "url", document.url.split("#")[0].rstrip("/")
        yield "path", document.path.rpartition("/")[2]

    def withdraws(self, document_id: str) -> bool:
        """Whether a report takes itself, or what it is a version of, back."""
        document = self.documents[document_id]
        return document.state == "withdrawn" or self.marks[document_id].kind == "withdrawal" or self.gone[document_id]

    def shared(self, a: str, b: str) -> float:
        """The part of the shorter text's runs of words that both have."""
        left, right = self._runs(a), self._runs(b)
        return len(left & right) / max(min(len(left), len(right)), 1)

    def _runs(self, document_id: str) -> frozenset[tuple[str, ...]]:
        if document_id not in self._grams:
            text = self.documents[document_id].text
            cut = [(s.start, s.end) for s in self._segments.get(document_id, ()) if s.kind == "leftover"]
            words = [key for key, start, _ in word_spans(text) if not any(a <= start < b for a, b in cut)]
            self._grams[document_id] = frozenset(tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))
        return self._grams[document_id]


def _together(read: _Reports) -> list[list[str]]:
    """Groups of two or more reports that are versions of one."""
    groups: Groups[str] = Groups(sorted(read.documents))
    for a, b in [*_by_name(read), *_by_title(read)]:
        groups.join(a, b)
    return [g for g in groups.all() if len(g) > 1]


def _by_name(read: _Reports) -> Iterator[Pair]:
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document_id, document in sorted(read.documents.items()):
        for key in set(read.names(document)):
            named[key].append(document_id)
    for (kind, _), ids in sorted(named.items()):
        for a, b in combinations(ids, 2):
            left, right = read.documents[a], read.documents[b]
            if left.text == right.text or (kind == "path" and not _one_file(left, right)):
                continue
            empty = read.gone[a] != read.gone[b]
            if kind == "id" or empty or read.shared(a, b) >= ALIKE:
                yield a, b


def same_path(a: str, b: str) -> bool:
    """Whether two paths are one, or one of them is shown from a folder further in.

    >>> same_path("reports/a.txt", "a.txt"), same_path("post/a.txt", "star/a.txt")
    (True, False)
    """
    return a == b or a.endswith(f"/{b}") or b.endswith(f"/{a}")


def _one_file(a: Document, b: Document) -> bool:
    if a.outlet and b.outlet:
        return a.outlet == b.outlet
    return same_path(a.path, b.path)


def _by_title(read: _Reports) -> Iterator[Pair]:
    """Marked reports, each with those that it names."""
    marked = [i for i, m in sorted(read.marks.items()) if m.kind]
    if not marked:
        return
    credit = Credits(list(read.documents.values()))
    voices = {i: {f"{s.kind} {s.name}" for s in credit.of(d) if s.kind == "agency"} | _own(d) for i, d in read.documents.items()}
    titled: dict[str, list[str]] = defaultdict(list)
    for i in sorted(read.documents):
        for voice in voices[i]:
            titled[voice].append(i)
    for i in marked:
        others = sorted({o for voice in voices[i] for o in titled[voice]} - {i})
        yield from ((o, i) for o in _named(read, i, others))


def _own(document: Document) -> set[str]:
    if not document.outlet:
        return set()
    return {f"outlet {document.outlet}", *([f"agency {document.outlet}"] if is_agency(document.outlet) else [])}


def _named(read: _Reports, document_id: str, others: Sequence[str]) -> list[str]:
    """The reports whose title a marked one names: those that share its text; of a notice that has none of it, the only or the last one."""
    mine, document = read.marks[document_id], read.documents[document_id]
    before = [o for o in others if _days(read.documents[o], document) <= 0 and read.documents[o].text != document.text]
    fitting = [o for o in before if _names(mine, read.marks[o], document.text[:NOTICE] if mine.kind == "withdrawal" else "")]
    alike = [o for o in fitting if read.shared(o, document_id) >= ALIKE]
    if alike or mine.kind == "update":
        return alike
    plain = [o for o in fitting if read.marks[o].rest == mine.rest or mine.kind == "withdrawal"]
    dated = [o for o in plain if read.documents[o].published]
    if len(plain) > 1 and mine.kind == "withdrawal" and len(dated) == len(plain):
        last = max(read.documents[o].published_at or "" for o in plain)
        return [o for o in plain if read.documents[o].published_at == last][:1]
    return plain if len(plain) == 1 and (mine.kind == "withdrawal" or len(mine.rest) >= TITLE) else []


def _names(mine: Mark, other: Mark, notice: str) -> bool:
    """Whether the words behind a mark are the other report's title, or half of the words of both, or a notice quotes it."""
    if not other.rest:
        return False
    a, b = set(mine.rest), set(other.rest)
    if mine.rest == other.rest or len(a & b) >= 0.5 * len(a | b):
        return True
    quoted = f" {' '.join(title_words(notice))} " if notice else ""
    return len(other.rest) >= TITLE and f" {' '.join(other.rest)} " in quoted


# --- which is newer -------------------------------------------------------------------------------------------------------
def _days(a: Document, b: Document) -> int:
    """Days from the second report to the first, by when they were published; 0 where that is not known of both."""
    return (a.published - b.published).days if a.published and b.published else 0


def _moment(a: str | None, b: str | None) -> int:
    """Which of two moments is later (1: the first); 0 where one is not known, or a day and an hour of that day."""
    if not a or not b or a[:10] != b[:10]:
        return 0 if not a or not b else (1 if a[:10] > b[:10] else -1)
    return 0 if len(a) <= 10 or len(b) <= 10 or a == b else (1 if a > b else -1)


def _newer(read: _Reports, a: str, b: str) -> int:
    """1 where the first report is the newer one, -1 where the second is, 0 where nothing tells."""
    left, right = read.documents[a], read.documents[b]
    if left.received != right.received:
        return 1 if left.received > right.received else -1
    made = _moment(left.modified_at or left.published_at, right.modified_at or right.published_at)
    rank = [(m.rank, m.number) for m in (read.marks[a], read.marks[b])]
    return made or (rank[0] > rank[1]) - (rank[0] < rank[1]) or (read.gone[a] - read.gone[b])


def _ranked(read: _Reports, together: Sequence[str]) -> Iterator[Document]:
    """The reports of a group as they are marked: each replaces the one before it; those of which nothing tells which is last both count."""
    order = cmp_to_key(partial(_newer, read))
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
