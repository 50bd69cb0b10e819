"""``crosswire findings``: what a reader should look at, with what each side says and who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crosswire.store.database import Record
from crosswire.view.terminal import keys
from crosswire.view.terminal.record_lines import named, outlets_of, wrapped
from crosswire.view.words import told

Row = dict[str, Any]
MOST = 40  # findings of a kind, unless all are asked for
HEADS = {
    "conflict": "CONFLICTS: reports that cannot all be right", "update": "UPDATES: values that later reports changed",
    "arithmetic": "SUMS: counts that must add up", "naming": "NAMINGS: words that one outlet has for someone, and others have not",
}  # fmt: skip
KINDS = tuple(HEADS)
_OF_STORY = """AND (f.event_id IN (SELECT event_id FROM events WHERE story_id = $story) OR (f.event_id IS NULL AND f.finding_id IN (
    SELECT finding_id FROM (SELECT finding_id, unnest(side.documents) AS document_id FROM (
        SELECT finding_id, unnest("values") AS side FROM findings WHERE event_id IS NULL))
    JOIN story_documents USING (document_id) WHERE story_id = $story)))"""


def rows(record: Record, kind: str = "", story: str = "") -> list[Row]:
    """The findings of a kind, of a story (its id, or how its title begins), or all: the most told first.

    Each has ``finding_id``, ``kind``, ``field``, ``holds``, ``text``, ``values`` (value, documents, claims, spans), and of its event
    ``event_id``, ``what``, ``grade``, ``reports``.
    """
    asked = {"story": keys.story(record, story)["story_id"]} if story else {}
    if kind:
        asked["kind"] = kind
    sql = f"""SELECT f.finding_id, f.kind, f.field, f.holds, f.text, f."values", f.event_id, e.what, e.grade, e.reports
              FROM findings f LEFT JOIN events e USING (event_id)
              WHERE true {"AND f.kind = $kind" if kind else ""} {_OF_STORY if story else ""}
              ORDER BY list_position(['conflict', 'update', 'arithmetic', 'naming'], f.kind), f.holds NULLS LAST,
                       e.reports DESC NULLS LAST, f.event_id, f.field, f.finding_id"""
    return record.rows(sql, asked)


def lines(record: Record, kind: str = "", story: str = "", *, everything: bool = False) -> Iterator[str]:
    """The findings for a terminal, kind by kind, the first of each kind unless ``everything`` is asked for."""
    found, outlets = rows(record, kind, story), outlets_of(record)
    if not found:
        yield "No findings." if not (kind or story) else "No such findings."
        return
    for name, head in HEADS.items():
        own = [f for f in found if f["kind"] == name]
        if own:
            yield from ("", wrapped(f"{head} ({len(own):,})", "  ", ""))
        for row in own if everything else own[:MOST]:
            yield ""
            holds = "" if row["holds"] is None else (" (holds)" if row["holds"] else " (does not hold)")
            yield wrapped(f"{row['text']}{holds}  [{row['finding_id']}]", "  ", "  ")
            if row["event_id"]:
                yield wrapped(f"of {told(row['what'], 120)} ({row['grade']})  [{row['event_id']}]", "      ", "    ")
            for value in row["values"]:
                yield wrapped(f"{value['value']}: {named(outlets, value['documents'])}", "      ", "    - ")
        if len(own) > MOST and not everything:
            yield from ("", f"  and {len(own) - MOST:,} more: --all")
    yield from ("", "To see the words of each side: crosswire explain RECORD ID")
