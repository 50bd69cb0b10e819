"""One claim explained: its clause, what was read in it by which rules, whose words it is in, and on whom it rests."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking.query import Query, missing
from crosswire.view.events import chains, joins
from crosswire.view.events.matrix import said
from crosswire.view.events.spots import spot
from crosswire.view.events.told import Told, claims_where, event_row, judged, mentions
from crosswire.view.pages import Model, Page
from crosswire.view.pages.event import made
from crosswire.view.reports import spans

Row = dict[str, Any]

JOINED, APART = 6, 4  # links to other claims that are shown
SLOTS = (("actor", "Who"), ("target", "To whom"), ("place", "Where"), ("time", "When"), ("status", "Done or planned"))


def model(record: Record, query: Query) -> Model:
    """Everything that the record holds of one claim."""
    key = query.part("claim_id")
    rows = claims_where(record, "claim_id", key)
    if not rows:
        raise missing("claim", key)
    claim = rows[0]
    known = mentions(record, {"event_id": claim["event_id"]}, rows)
    amounts = [q for q in known.quantities.get(claim["document_id"], ()) if q["claim_id"] == key]
    slots = _slots(known, claim)
    links, origins = joins.links_of(record, [key])
    near = [link for link in links if not link["joined"]][:APART]
    shown = [*[link for link in links if link["joined"]][:JOINED], *near]
    reasons = joins.reasons(record, [*shown, *origins])
    linked = joins.reasoned(shown, reasons)
    others = joins.others(record, [_other(link, key) for link in linked])
    clause = (claim["document_id"], claim["start"], claim["end"])
    quote = (claim["document_id"], claim["quote_start"], claim["quote_end"]) if claim["quote_id"] else clause
    wanted = [clause, quote, *((claim["document_id"], q["start"], q["end"]) for q in amounts), *(s["span"] for s in slots)]
    found = spans.by_spot(record, [*wanted, *((o["document_id"], o["start"], o["end"]) for o in others.values())], around=140)
    verdicts = judged(record)
    return {
        "title": " ".join(found[clause]["exact"].split()),
        "claim": claim,
        "words": found[clause],
        "event": event_row(record, claim["event_id"]) if claim["event_id"] else None,
        "slots": [_slot(s, found[s["span"]]) for s in slots],
        "amounts": [
            {**q, "words": found[claim["document_id"], q["start"], q["end"]], "judged": verdicts.get(q["quantity_id"])} for q in amounts
        ],
        "quote": found[quote] if claim["quote_id"] else None,
        "chain": chains.shown(claim, chains.bases(origins, reasons).get(key, ())),
        "links": [_linked(link, others, found, key) for link in linked if _other(link, key) in others],
        "judged": verdicts.get(key),
        "decision": made(record, query.get("done")),
    }


def _slots(known: Told, claim: Row) -> list[Row]:
    """The slots that are filled: ``name``, ``value`` and the words that fill it."""
    days = f"{claim['time_start'] or '…'}/{claim['time_end'] or '…'}" if claim["time_start"] or claim["time_end"] else None
    filled = {**{k: claim[k] for k in ("actor", "target", "place", "status")}, "time": said("time", days) if days else None}
    found = []
    for field, name in SLOTS:
        if filled[field]:
            at = spot(known, {"field": field, "low": None, "best": None, "high": None}, claim)
            found.append({"field": field, "name": name, "value": filled[field], "span": at.span, "said": at.said, "near": at.near})
    return found


def _slot(slot: Row, words: Row) -> Row:
    return {**{k: v for k, v in slot.items() if k != "span"}, "words": words if slot["said"] else None}


def _other(link: Row, key: str) -> str:
    return str(link["right_id"] if link["left_id"] == key else link["left_id"])


def _linked(link: Row, others: dict[str, Row], found: dict[spans.Spot, Row], key: str) -> Row:
    other = others[_other(link, key)]
    return {**link, "other": other, "words": found[other["document_id"], other["start"], other["end"]]}


PAGE = Page("claim", "/claim/{claim_id}", model, ("amounts",))
