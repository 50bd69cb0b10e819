"""Cards of orphaned decisions: the words that they were made on are found no more."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.cards import parts
from crosswire.view.cards.parts import Card, Row

QUERY = 60  # characters of the quoted words that are searched for


def card(record: Record, key: str) -> Card | None:
    """The card of a decision whose subject the record does not have."""
    rows = record.rows("SELECT * FROM decisions WHERE decision_id = ?", [key])
    if not rows:
        return None
    row = rows[0]
    quoted = [a for a in (row["anchor"], row["other"]) if a]
    homes = where(record, quoted)
    sides = [quotation(anchor, homes) for anchor in quoted]
    choices = [parts.choice("t", "Take it back", "undo", [key], effect="it waits no longer for its words")]
    note = f"{row['by']} judged “{row['verdict']}” on {row['at'][:10]}; the words it was made on are not in this record any more."
    leads = [parts.lead("all orphaned decisions", links.listed("decisions", state="orphaned"))]
    return parts.card(
        key, "orphan", "This decision has lost its words. Is it still wanted?", note=note, sides=sides, choices=choices, leads=leads
    )


def where(record: Record, anchors: list[dict[str, Any]]) -> dict[str, Row]:
    """sha256 -> the report that the words were quoted from, where it is still in the record."""
    sql = "SELECT sha256, document_id, outlet FROM documents WHERE sha256 IN (SELECT unnest(?)) ORDER BY document_id DESC"
    return {r["sha256"]: r for r in record.rows(sql, [[a["sha256"] for a in anchors]])}


def quotation(anchor: dict[str, Any], homes: dict[str, Row]) -> Row:
    """The words as the decision quotes them, and ways to what they may mean now: their report, and a search for them."""
    home = homes.get(anchor["sha256"])
    plain = " ".join(anchor["exact"].split())[:QUERY].rsplit(" ", 1)[0] or anchor["exact"]
    leads = [parts.lead("search for these words", links.listed("search", q=plain))]
    if home:
        leads.insert(0, parts.lead(f"the report of {home['outlet'] or home['document_id']}", links.report(home["document_id"])))
    return {**parts.side("", []), "quoted": {k: anchor[k] for k in ("prefix", "exact", "suffix")}, "leads": leads}
