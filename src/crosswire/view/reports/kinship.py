"""How reports stand to each other: who copied whom, who shares words with whom, which came before in a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links

Row = dict[str, Any]
MOST = 12  # reports that share words: the rest is counted
NAMELESS = "outlet not known"

_COPIES = """
SELECT l.left_id, l.right_id, l.score, l.reasons,
       a.outlet AS left_outlet, b.outlet AS right_outlet, a.title AS left_title, b.title AS right_title
FROM links l JOIN documents a ON a.document_id = l.left_id JOIN documents b ON b.document_id = l.right_id
WHERE l.kind = 'copy' AND l.joined AND {}
ORDER BY l.score DESC, l.left_id, l.right_id
"""
_SHARING = """
WITH mine AS (SELECT passage_id, max("end" - "start") AS size FROM passages WHERE document_id = $1 AND evidence GROUP BY ALL),
met AS (SELECT p.document_id, count(DISTINCT p.passage_id) AS passages, max(m.size) AS longest
        FROM mine m JOIN passages p ON p.passage_id = m.passage_id AND p.document_id <> $1 GROUP BY p.document_id)
SELECT met.*, d.outlet, d.title, d.published_at, count(*) OVER () AS all_of_them
FROM met JOIN documents d USING (document_id) ORDER BY longest DESC, passages DESC, document_id LIMIT $2
"""
_STORY = """
WITH told AS (
  SELECT x.story_id, d.document_id, d.outlet, d.title, d.published_at, count(*) OVER (PARTITION BY x.story_id) AS of,
    row_number() OVER (PARTITION BY x.story_id
      ORDER BY substr(d.published_at, 1, 10) NULLS LAST, d.published_at NULLS LAST, d.document_id) AS place
  FROM story_documents x JOIN documents d USING (document_id)
  WHERE x.story_id IN (SELECT story_id FROM story_documents WHERE document_id = $1)),
here AS (SELECT story_id, place FROM told WHERE document_id = $1)
SELECT t.*, s.title AS story, t.place - h.place AS away
FROM told t JOIN here h USING (story_id) JOIN stories s USING (story_id) WHERE abs(t.place - h.place) <= 1 ORDER BY t.story_id, t.place
"""


def copies(record: Record, document_ids: Sequence[str], *, among: bool = False) -> list[Row]:
    """Who copied whom, of these reports or (``among``) between them: ``left`` copied from ``right``, unless ``known`` is False."""
    met = "l.left_id IN (SELECT unnest($1)) {} l.right_id IN (SELECT unnest($1))".format("AND" if among else "OR")
    return [_copied(row) for row in record.rows(_COPIES.format(f"({met})"), [list(document_ids)])]


def _copied(row: Row) -> Row:
    reason = row["reasons"][0] if row["reasons"] else {"rule": "unknown", "sentence": ""}
    return {
        "left_id": row["left_id"], "left": row["left_outlet"] or NAMELESS, "left_title": row["left_title"],
        "right_id": row["right_id"], "right": row["right_outlet"] or NAMELESS, "right_title": row["right_title"],
        "known": reason["rule"] != "unknown", "rule": reason["rule"], "why": reason["sentence"], "score": row["score"],
        "href": links.compare(row["right_id"], row["left_id"]),
    }  # fmt: skip


def sharing(record: Record, document_id: str) -> list[Row]:
    """The reports that share passages which are evidence with this one, the longest first; ``all_of_them`` is how many there are."""
    return [{**row, "href": links.compare(document_id, row["document_id"])} for row in record.rows(_SHARING, [document_id, MOST])]


def in_stories(record: Record, document_id: str) -> list[Row]:
    """The stories of a report, each with the reports just before and after it by time (``before``, ``after``: None at the ends)."""
    found: dict[str, Row] = {}
    for row in record.rows(_STORY, [document_id]):
        story = found.setdefault(row["story_id"], {"story_id": row["story_id"], "title": row["story"], "before": None, "after": None})
        if row["away"] == 0:
            story.update(place=row["place"], of=row["of"])
        else:
            near = {k: row[k] for k in ("document_id", "outlet", "title", "published_at")}
            story["before" if row["away"] < 0 else "after"] = near
    return list(found.values())
