"""A shared passage: the words wherever they stand, and how they differ from those of the report that had them first."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.pages.report import moment
from crosswire.view.reports import aligning, spans
from crosswire.view.reports.kinship import NAMELESS
from crosswire.view.words import clip

SHOWN = 20  # occurrences on a page
MOST = 6_000  # characters of one occurrence
KINDS = {
    "statement": "Somebody's words: a statement or a quotation that several reports have.",
    "wire": "An agency's words.",
    "copy": "The same words in several outlets, and nothing says whose they are.",
    "recycled": "Background that comes back on another day.",
}
COUNTS = "These words are evidence that the reports owe something to each other."
COUNTS_NOT = (
    "These words are no evidence that one report has them from another: a name with its office, a set phrase, or an outlet's own line. "
    "Nothing is counted as one source because of them."
)
_HEADS = """
SELECT p.document_id, p."start", p."end", p.kind, p.similarity, p.evidence, d.outlet, d.title, d.published_at
FROM passages p JOIN documents d USING (document_id) WHERE p.passage_id = ?
ORDER BY substr(d.published_at, 1, 10) NULLS LAST, d.published_at NULLS LAST, p.document_id, p."start"
"""
Row = dict[str, Any]


def model(record: Record, query: Query) -> Model:
    """The passage that was asked for. Raises NotFound."""
    passage_id = query.part("passage_id")
    heads = record.rows(_HEADS, [passage_id])
    if not heads:
        raise missing("passage", passage_id)
    page, pages = query.page(), -(-len(heads) // SHOWN)
    here = heads[(page - 1) * SHOWN : page * SHOWN]
    words = spans.by_spot(record, [_spot(h) for h in [heads[0], *here]], most=MOST)
    base = words[_spot(heads[0])]
    return {
        "title": f"“{clip(base['exact'], 90)}”",
        "passage_id": passage_id,
        "kind": heads[0]["kind"],
        "kind_note": KINDS[heads[0]["kind"]],
        "evidence": heads[0]["evidence"],
        "evidence_note": COUNTS if heads[0]["evidence"] else COUNTS_NOT,
        "similarity": min(h["similarity"] for h in heads),
        "count": len({h["document_id"] for h in heads}),
        "outlets": len({h["outlet"] for h in heads if h["outlet"]}),
        "first": _first(heads),
        "undated": sum(h["published_at"] is None for h in heads),
        "compare": links.compare(*list(dict.fromkeys(h["document_id"] for h in heads))[:4]),
        "occurrences": [_occurrence(h, words[_spot(h)], base, h is heads[0], heads[0]) for h in here],
        "page": page,
        "pages": pages,
    }


def _spot(row: Row) -> tuple[str, int, int]:
    return row["document_id"], row["start"], row["end"]


def _first(heads: list[Row]) -> Row | None:
    """Who published the words first, where the dates tell."""
    dated = [h for h in heads if h["published_at"]]
    if not dated:
        return None
    same_day = [h for h in dated if h["published_at"][:10] == dated[0]["published_at"][:10]]
    outlets = list(dict.fromkeys(h["outlet"] or NAMELESS for h in same_day))
    # On one day only clocks tell, and not every report has one.
    told = len(outlets) == 1 or all("T" in h["published_at"] for h in same_day)
    top = dated[0]
    return {
        "told": told, "outlets": outlets[:4], "document_id": top["document_id"], "outlet": top["outlet"] or NAMELESS,
        "published": moment(top["published_at"]),
    }  # fmt: skip


def _occurrence(head: Row, words: Row, base: Row, is_base: bool, first: Row) -> Row:
    same = is_base or words["exact"] == base["exact"]
    told = [] if same else [{"kind": c.kind, "text": c.text} for c in aligning.changes(base["exact"], words["exact"])]
    return {
        "document_id": head["document_id"], "outlet": head["outlet"] or NAMELESS, "title": head["title"],
        "published_at": head["published_at"], "published": moment(head["published_at"]),
        "start": head["start"], "end": head["end"], "before": words["before"],
        "words": words["exact"], "after": words["after"], "cut": words["cut"], "base": is_base, "exact": same,
        "changed": any(c["kind"] != "same" for c in told),
        "differ": sum(len(aligning.words_of(c["text"])) for c in told if c["kind"] != "same"),
        "changes": told, "href": links.report(head["document_id"], head["start"], head["end"]),
        "compare": None if head["document_id"] == first["document_id"] else links.compare(first["document_id"], head["document_id"]),
    }  # fmt: skip


PAGE = Page("passage", "/passage/{passage_id}", model, tables=("occurrences",))
