"""What versions of reports are told by: the names, marks and words of each, and which of two is the newer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from crosswire.link.version_marks import Mark, gone, mark_of, notice
from crosswire.link.words import by_document, word_spans
from crosswire.types import Document, Receipt, Tables

GRAM = 5  # words
_RUNNING = re.compile(r"\d{1,9}|\D{0,12}\d{1,6}|.{1,7}", re.DOTALL)


def running(name: str) -> bool:
    """Whether an id is so short that another source may well give it, too: a number, or a word and a number.

    >>> running("1"), running("row-12"), running("6f1c9a5e-77b1-4d0e-9a55-0d2f3e1b8c11")
    (True, True, False)
    """
    return _RUNNING.fullmatch(name) is not None


class Reports:
    """Reports by what versions are told by; texts are only compared where something else says that they may be versions."""

    def __init__(self, tables: Tables) -> None:
        self.documents = {d.document_id: d for d in tables.documents}
        self.receipts = {r.document_id: r for r in tables.receipts}
        self.marks: dict[str, Mark] = {i: mark_of(d) for i, d in self.documents.items()}
        self.gone = {i: gone(d.text) for i, d in self.documents.items()}
        self.notices = {i: title for i, d in self.documents.items() if (title := notice(d, self.marks[i]))}
        self._segments = by_document(tables.segments)
        self._grams: dict[str, frozenset[tuple[str, ...]]] = {}

    def named(self) -> dict[tuple[str, str], list[str]]:
        """The keys under which versions of a report may be found, each with the two or more reports that have it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for document_id, document in sorted(self.documents.items()):
            receipt: Receipt | None = self.receipts.get(document_id)
            if receipt and receipt.named:
                found["id", receipt.name].append(document_id)
            if document.url:
                found["url", address(document)].append(document_id)
            found["path", document.path.rpartition("/")[2]].append(document_id)
        return {key: ids for key, ids in sorted(found.items()) if len(ids) > 1}

    def withdraws(self, document_id: str) -> bool:
        """Whether a report takes itself, or what it is a version of, back."""
        document = self.documents[document_id]
        return document.state == "withdrawn" or self.marks[document_id].kind == "withdrawal" or self.gone[document_id]

    def differ(self, a: str, b: str) -> bool:
        """Whether two reports are known to be of two outlets."""
        left, right = self.documents[a].outlet, self.documents[b].outlet
        return bool(left and right and left != right)

    def shared(self, a: str, b: str) -> float:
        """The part of the shorter text's runs of words that both have."""
        left, right = self._runs(a), self._runs(b)
        return len(left & right) / max(min(len(left), len(right)), 1)

    def alike(self, ids: Sequence[str], least: float) -> Iterator[tuple[str, str, float]]:
        """Two of these reports with other texts that share so much, and how much; only those are compared that share a run of words."""
        having: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for b in sorted(ids):
            runs = self._runs(b)
            counts = Counter(a for run in runs for a in having.get(run, ()))
            for a, count in sorted(counts.items()):
                share = count / min(len(runs), len(self._runs(a)))
                if share >= least and self.documents[a].text != self.documents[b].text:
                    yield a, b, share
            for run in runs:
                having[run].append(b)

    def _runs(self, document_id: str) -> frozenset[tuple[str, ...]]:
        if document_id not in self._grams:
            text = self.documents[document_id].text
            cut = [(s.start, s.end) for s in self._segments.get(document_id, ()) if s.kind == "leftover"]
            words = [key for key, start, _ in word_spans(text) if not any(a <= start < b for a, b in cut)]
            self._grams[document_id] = frozenset(tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))
        return self._grams[document_id]

    def newer(self, a: str, b: str) -> int:
        """1 where the first report is the newer one, -1 where the second is, 0 where nothing tells."""
        left, right = self.documents[a], self.documents[b]
        if left.received != right.received:
            return 1 if left.received > right.received else -1
        made = _moment(left.modified_at or left.published_at, right.modified_at or right.published_at)
        rank = [(m.rank, m.number) for m in (self.marks[a], self.marks[b])]
        return made or (rank[0] > rank[1]) - (rank[0] < rank[1]) or (self.gone[a] - self.gone[b])


def address(document: Document) -> str:
    """The address of a report as versions have it; empty: none is known."""
    return (document.url or "").split("#")[0].rstrip("/")


def days(a: Document, b: Document) -> int:
    """Days from the second report to the first, by when they were published; 0 where that is not known of both."""
    return (a.published - b.published).days if a.published and b.published else 0


def _moment(a: str | None, b: str | None) -> int:
    """Which of two moments is later (1: the first); 0 where one is not known, or a day and an hour of that day."""
    if not a or not b or a[:10] != b[:10]:
        return 0 if not a or not b else (1 if a[:10] > b[:10] else -1)
    return 0 if len(a) <= 10 or len(b) <= 10 or a == b else (1 if a > b else -1)
