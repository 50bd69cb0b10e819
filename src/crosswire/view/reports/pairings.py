"""Which reports are worth laying side by side: the pairs with most words in common, and what a reader may choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.store.indexing import folded
from crosswire.view import links
from crosswire.view.reports import kinship
from crosswire.view.reports.aligning import union

Row = dict[str, Any]
PAIRS, CHOICES = 30, 60
# Words that very many reports have tell little of any two of them, and their pairs are many.
_PAIRS = """
WITH few AS (SELECT passage_id FROM passages WHERE evidence GROUP BY passage_id HAVING count(*) <= 12)
SELECT a.document_id AS left_id, b.document_id AS right_id, sum(a."end" - a."start") AS size
FROM passages a JOIN few USING (passage_id) JOIN passages b ON b.passage_id = a.passage_id AND b.document_id > a.document_id
GROUP BY ALL ORDER BY size DESC, left_id, right_id LIMIT ?
"""
_SPANS = 'SELECT passage_id, document_id, "start", "end", kind FROM passages WHERE document_id IN (SELECT unnest(?))'
_HEADS = """SELECT document_id, outlet, title, published_at, length(text) AS size FROM documents WHERE document_id IN (SELECT unnest(?))"""
_OFFERED = f"""
SELECT DISTINCT d.document_id, d.outlet, d.title, d.published_at FROM documents d
WHERE d.document_id IN (SELECT unnest($ids))
  OR ($q = '' AND d.document_id IN (SELECT y.document_id FROM story_documents x JOIN story_documents y USING (story_id)
                                   WHERE x.document_id IN (SELECT unnest($ids))))
  OR ($q <> '' AND contains({folded("coalesce(d.title, '') || ' ' || coalesce(d.outlet, '') || ' ' || d.document_id")}, {folded("$q")}))
ORDER BY list_contains($ids, d.document_id) DESC, d.published_at NULLS LAST, d.document_id LIMIT $most
"""


def telling(record: Record) -> list[Row]:
    """The pairs of reports with most words in common, most first."""
    return record.once("pairs of reports with common words", lambda: _telling(record))


def _telling(record: Record) -> list[Row]:
    pairs = [(r["left_id"], r["right_id"]) for r in record.rows(_PAIRS, [PAIRS])]
    return _described(record, pairs)


def with_one(record: Record, document_id: str) -> list[Row]:
    """The pairs that one report makes with those that share its words."""
    return _described(record, [(document_id, r["document_id"]) for r in kinship.sharing(record, document_id)])


def _described(record: Record, pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """Pairs with their heads, and how much of each report's text stands in the other (shares from 0 to 1 of its characters)."""
    met = sorted({d for pair in pairs for d in pair})
    heads = {r["document_id"]: r for r in record.rows(_HEADS, [met])}
    spans: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[str, str] = {}
    for row in record.rows(_SPANS, [met]):
        spans[row["document_id"]][row["passage_id"]].append((row["start"], row["end"]))
        kinds[row["passage_id"]] = row["kind"]
    found = []
    for a, b in pairs:
        both = sorted(set(spans[a]) & set(spans[b]))
        size = {d: sum(e - s for s, e in union(x for p in both for x in spans[d][p])) for d in (a, b)}
        sides = [{**heads[d], "share": min(size[d] / max(heads[d]["size"], 1), 1.0)} for d in (a, b)]
        told = {"shared": max(size.values()), "passages": len(both), "kinds": sorted({kinds[p] for p in both})}
        found.append({"left": sides[0], "right": sides[1], **told, "href": links.compare(a, b)})
    return sorted(found, key=lambda r: -r["shared"])


def choices(record: Record, chosen: Sequence[str], words: str) -> Row:
    """What a reader may choose from: reports with those words in title, outlet or id, else those of the same stories."""
    told = {"ids": list(chosen), "q": words.strip(), "most": CHOICES + 1}
    rows = record.rows(_OFFERED, told) if chosen or words.strip() else []
    offered = [{**r, "chosen": r["document_id"] in chosen} for r in rows[:CHOICES]]
    return {"offered": offered, "more": len(rows) > CHOICES, "q": words.strip()}
