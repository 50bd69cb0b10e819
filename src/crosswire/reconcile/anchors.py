"""Words by which a decision finds its subject again: quoted, with what stands before and after, and the hash of their report."""

from __future__ import annotations

from collections.abc import Iterable

from crosswire.types import Anchor, Document, Span

SIDES = 2
AROUND = 40  # characters kept on each side, as a W3C TextQuoteSelector keeps them


def make(document: Document, start: int, end: int) -> Anchor:
    """The anchor of some characters of a report."""
    text = document.text
    return Anchor(document.sha256, text[start:end], text[max(start - AROUND, 0) : start], text[end : end + AROUND])


def find(anchor: Anchor, documents: Iterable[Document]) -> tuple[str, Span] | None:
    """(document_id, span) of the anchored words: in the report with that sha256, else in the one report that has them in that setting.

    In another report (or the same, edited) the words alone are not enough: what stands before or behind them must be the same.
    """
    rows = sorted(documents, key=lambda d: d.document_id)
    return unchanged(anchor, (d for d in rows if d.sha256 == anchor.sha256)) or elsewhere(anchor, rows)


def unchanged(anchor: Anchor, documents: Iterable[Document]) -> tuple[str, Span] | None:
    """The same in the report that the words were taken from, or a copy of it: ``documents`` have its sha256, sorted."""
    for document in documents:
        spans = _spans(anchor, document.text)
        fitting = [s for s in spans if _fits(anchor, document.text, s) == SIDES] or (spans if len(spans) == 1 else [])
        if fitting:
            return document.document_id, fitting[0]
    return None


def elsewhere(anchor: Anchor, documents: Iterable[Document]) -> tuple[str, Span] | None:
    """The same in the one of all reports that has the words in that setting; ``documents`` are sorted."""
    spots = [(d.document_id, span, _fits(anchor, d.text, span)) for d in documents for span in _spans(anchor, d.text)]
    best = [s for s in spots if s[2] and s[2] == max(fit for _, _, fit in spots)]
    return best[0][:2] if len(best) == 1 else None


def _spans(anchor: Anchor, text: str) -> list[Span]:
    """Where the words stand."""
    at, spots = text.find(anchor.exact), []
    while at >= 0:
        spots.append(Span(at, at + len(anchor.exact)))
        at = text.find(anchor.exact, at + 1)
    return spots


def _fits(anchor: Anchor, text: str, span: Span) -> int:
    """On how many sides the surroundings are the same: 0, 1 or 2. A side of which nothing was kept fits where the other does."""
    sides = [
        (anchor.prefix, text[: span.start].endswith(anchor.prefix)),
        (anchor.suffix, text[span.end :].startswith(anchor.suffix)),
    ]
    if not any(kept and same for kept, same in sides) and any(kept for kept, _ in sides):
        return 0
    return sum(same for _, same in sides)
