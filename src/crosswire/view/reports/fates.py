"""Reports that no longer count: what took their place, or who took them back."""

from __future__ import annotations

from typing import Any

from crosswire.link.verdicts import report_key
from crosswire.store.database import Record
from crosswire.view.words import day

Row = dict[str, Any]

_GONE = """
SELECT o.document_id, o.state, o.replaces, n.document_id AS newer, n.state AS newer_state, n.received,
       CASE WHEN coalesce(n.modified_at, n.published_at) > coalesce(o.modified_at, o.published_at, '')
            THEN coalesce(n.modified_at, n.published_at) END AS made
FROM documents o LEFT JOIN documents n ON n.replaces = o.document_id WHERE o.state <> 'current' ORDER BY o.document_id, newer
"""
_JUDGED = """
SELECT subject, "by", "at" FROM decisions
WHERE verdict = 'wrong' AND subject LIKE 'document%' AND withdrawn_at IS NULL AND state = 'applied' ORDER BY "at", decision_id
"""


def fates(record: Record) -> dict[str, str]:
    """document_id -> one sentence, of every report that was replaced or withdrawn."""
    judged = {row["subject"]: row for row in record.rows(_JUDGED)}
    return {row["document_id"]: _sentence(row, judged.get(report_key(row["document_id"]))) for row in record.rows(_GONE)}


def _sentence(row: Row, decision: Row | None) -> str:
    if decision:
        return f"withdrawn: {decision['by']} decided on {day(decision['at'])} that this report does not count"
    if row["newer"]:
        when = f" on {day(row['made'])}" if row["made"] else f", which came with addition {row['received']}" if row["received"] else ""
        how = "taken back" if row["newer_state"] == "withdrawn" else "replaced"
        return f"withdrawn: this report was {how} by {row['newer']}{when}"
    if row["replaces"]:
        return f"withdrawn: this is the notice that takes {row['replaces']} back"
    return "withdrawn: its publisher took this report back"
