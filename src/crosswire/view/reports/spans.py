"""Words of reports at their offsets, with a little of what stands around them: one query for however many spans, never a whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from crosswire.store.database import Record

Row = dict[str, Any]
Spot = tuple[str, int, int]  # document_id, start, end

AROUND = 90  # characters of context on each side
MOST = 400  # characters of the words themselves; what is longer is cut, and says so

_FIRST_BREAK, _LAST_BREAK = re.compile(r"\S*\s+"), re.compile(r"\s+\S*$")

# DuckDB's substr counts code points, as the record's offsets do (tests/view/test_spans.py holds it to that).
_WORDS = """
WITH spots AS (SELECT unnest($documents) AS document_id, unnest($starts) AS "start", unnest($ends) AS "end", unnest($numbers) AS spot)
SELECT s.spot, d.document_id, d.outlet, d.title, d.published_at, s."start", s."end",
       substr(d.text, greatest(s."start" - $around, 0) + 1, least(s."start", $around)) AS before,
       substr(d.text, s."start" + 1, least(s."end" - s."start", $most)) AS exact,
       substr(d.text, s."end" + 1, $around) AS after,
       s."end" - s."start" > $most AS cut
FROM spots s JOIN documents d ON d.document_id = s.document_id
ORDER BY s.spot
"""


def words(record: Record, spans: Iterable[Spot], around: int = AROUND, most: int = MOST) -> list[Row]:
    """The words at each (document_id, start, end), in the order asked; a report that the record does not have is left out.

    Each row has ``document_id``, ``outlet``, ``title``, ``published_at``, ``start``, ``end`` (code points into the report's text),
    ``before``, ``exact``, ``after`` (text as it stands), and ``cut``: whether ``exact`` was cut after ``most`` characters. A word that
    the context would cut in two is left out of it.
    """
    asked = list(spans)
    if not asked:
        return []
    documents, starts, ends = (list(column) for column in zip(*asked, strict=True))
    told = {"documents": documents, "starts": starts, "ends": ends, "numbers": list(range(len(asked))), "around": around, "most": most}
    return [_shown(row, around) for row in record.rows(_WORDS, told)]


def by_spot(record: Record, spans: Iterable[Spot], around: int = AROUND, most: int = MOST) -> dict[Spot, Row]:
    """The same by span, each span read once."""
    return {(r["document_id"], r["start"], r["end"]): r for r in words(record, dict.fromkeys(spans), around, most)}


def _shown(row: Row, around: int) -> Row:
    before, after = row["before"], row["after"]
    if row["start"] > around and (found := _FIRST_BREAK.match(before)):  # the text begins earlier: begin with a whole word
        before = before[found.end() :]
    if len(after) == around and (found := _LAST_BREAK.search(after)):
        after = after[: found.start()]
    return {**{k: v for k, v in row.items() if k != "spot"}, "before": before, "exact": row["exact"], "after": after}
