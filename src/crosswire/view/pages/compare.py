"""Reports side by side: the words they share, what one has alone, where their values differ, what became of a quotation."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.pages.report import moment
from crosswire.view.reports import aligning, disputes, kinship, pairings, quotations
from crosswire.view.reports.kinship import NAMELESS
from crosswire.view.words import clip

MOST = 4  # reports that fit beside each other
Row = dict[str, Any]
_REPORTS = "SELECT document_id, outlet, title, published_at, text, language FROM documents WHERE document_id IN (SELECT unnest(?))"
_LEFT_OUT = """SELECT document_id, "start", "end" FROM segments
               WHERE document_id IN (SELECT unnest(?)) AND kind = 'leftover' ORDER BY "start" """
_PASSAGES = """
WITH mine AS (SELECT * FROM passages WHERE document_id IN (SELECT unnest($1)))
SELECT passage_id, document_id, "start", "end", kind, similarity, evidence FROM mine
WHERE passage_id IN (SELECT passage_id FROM mine GROUP BY passage_id HAVING count(DISTINCT document_id) > 1)
ORDER BY passage_id, document_id, "start"
"""


def model(record: Record, query: Query) -> Model:
    """The reports that were asked for, or pairs worth a look where none was. Raises NotFound, UsageError for more than fit."""
    asked = query.all("id")
    if len(asked) > MOST:
        raise UsageError(f"{len(asked)} reports do not fit side by side; choose up to {MOST}.")
    rows = {r["document_id"]: r for r in record.rows(_REPORTS, [list(asked)])} if asked else {}
    for document_id in asked:
        if document_id not in rows:
            raise missing("report", document_id)
    reports = [rows[d] for d in asked]
    choices = pairings.choices(record, asked, query.get("q"))
    empty: Model = {"reports": [], "passages": [], "pairs": [], "copies": [], "differences": [], "quotations": []}
    if len(reports) < 2:
        title = f"Compare “{clip(reports[0]['title'] or asked[0], 70)}” with …" if reports else "Compare reports"
        telling = pairings.with_one(record, asked[0]) if reports else pairings.telling(record)
        return {**empty, "title": title, "chosen": list(asked), "telling": telling, "form": choices}
    outlets = {r["document_id"]: r["outlet"] or NAMELESS for r in reports}
    passages = shared(record, asked)
    for passage in passages:
        where = next(d for d in asked if d in passage["spans"])
        passage["words"] = clip(rows[where]["text"][slice(*passage["spans"][where])], 140)
    left_out = record.rows(_LEFT_OUT, [list(asked)])
    told = {r["document_id"]: _told(r, left_out) for r in reports}
    return {
        **empty,
        "title": _title(list(outlets.values())),
        "chosen": list(asked),
        "telling": [],
        "form": choices,
        "reports": [_report(r, passages, told[r["document_id"]], left_out) for r in reports],
        "passages": passages,
        "pairs": [_pair(a, b, passages, told, outlets) for a, b in combinations(asked, 2)],
        "copies": kinship.copies(record, asked, among=True),
        "differences": disputes.between(record, asked),
        "quotations": quotations.same(record, {r["document_id"]: r["text"] for r in reports}, outlets),
    }


def _title(names: list[str]) -> str:
    """
    >>> _title(["A", "B"]), _title(["A", "B", "C"])
    ('A beside B', 'A, B and C side by side')
    """
    return " beside ".join(names) if len(names) == 2 else f"{', '.join(names[:-1])} and {names[-1]} side by side"


def shared(record: Record, document_ids: tuple[str, ...]) -> list[Row]:
    """The passages that two or more of these reports have, numbered in the order of the first of them that has each."""
    found: dict[str, Row] = {}
    for row in record.rows(_PASSAGES, [list(document_ids)]):
        told = {k: row[k] for k in ("passage_id", "kind", "similarity", "evidence")}
        passage = found.setdefault(row["passage_id"], {**told, "spans": {}, "href": links.passage(row["passage_id"])})
        passage["spans"].setdefault(row["document_id"], (row["start"], row["end"]))
    kept = aligning.outermost(list(found.values()))
    ranked = sorted(kept, key=lambda p: next((i, p["spans"][d]) for i, d in enumerate(document_ids) if d in p["spans"]))
    return [{"number": n, **p} for n, p in enumerate(ranked, start=1)]


def _told(report: Row, left_out: list[Row]) -> list[aligning.Word]:
    """The words of a report, without what the web page left behind."""
    spans = [(s["start"], s["end"]) for s in left_out if s["document_id"] == report["document_id"]]
    words = aligning.words_of(report["text"])
    gone = set(aligning.within(words, spans))
    return [w for n, w in enumerate(words) if n not in gone]


def _report(report: Row, passages: list[Row], words: list[aligning.Word], left_out: list[Row]) -> Row:
    here = report["document_id"]
    spans = [p["spans"][here] for p in passages if here in p["spans"]]
    return {
        **report,
        "outlet": report["outlet"] or NAMELESS,
        "published": moment(report["published_at"]),
        "words": len(words),
        "shared": len(aligning.within(words, spans)),
        "leftovers": [[s["start"], s["end"]] for s in left_out if s["document_id"] == here],
    }


def _pair(a: str, b: str, passages: list[Row], told: dict[str, list[aligning.Word]], outlets: dict[str, str]) -> Row:
    """How much of each of two reports stands in the other: shares from 0 to 1 of its words."""
    both = [p["spans"] for p in passages if a in p["spans"] and b in p["spans"]]
    share = {d: len(aligning.within(told[d], [s[d] for s in both])) / max(len(told[d]), 1) for d in (a, b)}
    return {
        "left_id": a, "left": outlets[a], "right_id": b, "right": outlets[b],
        "of_left": round(share[a], 4), "of_right": round(share[b], 4), "passages": len(both),
    }  # fmt: skip


PAGE = Page("compare", "/compare", model, tables=("passages", "pairs", "differences", "quotations", "telling"))
