"""An event: who says what of it in which words, on whose word, how its counts moved, and why its claims were taken for one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crosswire.store.database import Record
from crosswire.view import words
from crosswire.view.asking.query import Query, missing
from crosswire.view.events import chains, joins, matrix, moves
from crosswire.view.events.families import families
from crosswire.view.events.told import Told, event_row, told
from crosswire.view.pages import Model, Page
from crosswire.view.reports import spans

Row = dict[str, Any]
Span = tuple[str, int, int]

CLAIMS = 40  # claims of the chain on one page
CHARTS = 6
COPIES = ("once", "every")
NEIGHBOURS = """
SELECT * FROM (SELECT event_id, lag(event_id) OVER told AS before, lag(what) OVER told AS before_what, lead(event_id) OVER told AS after,
                      lead(what) OVER told AS after_what, row_number() OVER told AS number, count(*) OVER () AS events
               FROM events WHERE story_id = ? WINDOW told AS (ORDER BY "start" NULLS LAST, "end", reports DESC, event_id))
WHERE event_id = ?
"""


def model(record: Record, query: Query) -> Model:
    """Everything on one event; ``claim`` names a claim by which it is found where a judgement has given the event another id."""
    event = event_row(record, query.part("event_id")) or _by_claim(record, query.get("claim"))
    if event is None:
        raise missing("event", query.part("event_id"))
    copies = query.one_of("copies", COPIES)
    known = told(record, event)
    every = matrix.columns(known.reports, families(record, (r["document_id"] for r in known.reports)), copies)
    shown = every[(query.page() - 1) * matrix.PER_PAGE :][: matrix.PER_PAGE]
    rows, wanted = matrix.fields(known, shown)
    counts = _counts(known, every)
    listed = known.claims[(query.number("claims", 1, low=1) - 1) * CLAIMS :][:CLAIMS]
    links = _links(record, known, listed)
    why, near, others = links["why"], links["near"], links["others"]
    clauses = {c["claim_id"]: (c["document_id"], c["start"], c["end"]) for c in [*known.claims, *others.values()]}
    paired = [c for link in [*why["drawn"], *why["listed"], *near] for c in (link["left_id"], link["right_id"])]
    wanted += [e["span"] for field in counts for cell in field["cells"] for e in cell]
    wanted += [clauses[c] for c in [*(c["claim_id"] for c in listed), *paired]]
    found = spans.by_spot(record, wanted)
    copied = chains.copies(record, [r["document_id"] for r in known.reports]) if len(known.reports) > 1 else []
    fields = matrix.worded(rows, found)
    main = [f for f in fields if not f["minor"]][: matrix.MAIN]
    said = {c["claim_id"]: found[clauses[c["claim_id"]]] | {"judged": known.judged.get(c["claim_id"])} for c in listed}
    return {
        "title": event["what"],
        "event": event,
        "copies": copies,
        "list": {"page": query.page(), "pages": max(-(-len(every) // matrix.PER_PAGE), 1), "total": len(every)},
        "columns": shown,
        "fields": main,
        "further": [f for f in fields if f not in main],
        "shown_fields": [f["field"] for f in fields],
        "findings": [{k: v for k, v in f.items() if k != "values"} for f in known.findings],
        "series": _series(counts, found, known),
        "origins": chains.by_origin(known.claims, links["bases"], said),
        "claims": {"page": query.number("claims", 1, low=1), "pages": max(-(-len(known.claims) // CLAIMS), 1), "total": len(known.claims)},
        "copied": _copied(copied, known.reports),
        "why": {**why, **{k: _paired(why[k], found, clauses, others) for k in ("drawn", "listed")}},
        "near": _paired(near, found, clauses, others),
        "neighbours": _neighbours(record, event),
        "judged": known.judged.get(event["event_id"]),
        "decision": made(record, query.get("done")),
        "back": [c["claim_id"] for c in known.claims[:2]],
        "values": [_flat(v) for field in rows for v in field["values"]],
        "cells": matrix.flat(fields),
    }


def _by_claim(record: Record, claim_id: str) -> Row | None:
    rows = record.rows("SELECT event_id FROM claims WHERE claim_id = ?", [claim_id]) if claim_id else []
    return event_row(record, rows[0]["event_id"]) if rows else None


def _counts(known: Told, every: Sequence[Row]) -> list[Row]:
    """The counted fields of two values or more, by reports."""
    given: dict[str, int] = {}
    for value in known.values:
        if value["field"].startswith("quantity:") and (value["best"] is not None or value["low"] is not None):
            given[value["field"]] = given.get(value["field"], 0) + 1
    values = [v for v in known.values if given.get(v["field"], 0) > 1]
    single = [{"reports": [r]} for column in every for r in column["reports"]]
    return matrix.fields(replace(known, values=values), single)[0]


def _series(counts: Sequence[Row], found: Mapping[Span, Row], known: Told) -> list[Row]:
    """The counts of which two reports or more give an amount, as they moved."""
    origins = {c["claim_id"]: c["origin_id"] for c in known.claims}
    every = matrix.worded(counts, found)
    drawn = [moves.series(f, known.reports, [e for cell in f["cells"] for e in cell], origins) for f in every]
    return [s for s in drawn if len({p["document_id"] for p in s["points"]}) > 1][:CHARTS]


def _links(record: Record, known: Told, listed: Sequence[Row]) -> Row:
    """Why the claims hold together (``why``), what nearly was one of them (``near``, ``others``), why the listed ones rest on their
    origins (``bases``)."""
    ids = [c["claim_id"] for c in known.claims]
    links, origins = joins.links_of(record, ids)
    report = {c["claim_id"]: c["document_id"] for c in known.claims}
    tree = sorted(joins.tree(links, ids), key=lambda link: report[link["left_id"]] == report[link["right_id"]])
    misses = joins.near_misses(links, ids)[: joins.LISTED * 4]
    others = joins.others(record, list(dict.fromkeys(m["outer"] for m in misses)))
    near, drawn = joins.one_each(misses, others)[: joins.NEAR], tree[: joins.DRAWN]
    shown = {c["claim_id"] for c in listed}
    bases = [link for link in origins if link["left_id"] in shown]
    reasons = joins.reasons(record, [*drawn, *near, *bases])
    why = {
        "drawn": joins.reasoned(drawn, reasons),
        "listed": [joins.bare(link) for link in tree[joins.DRAWN :][: joins.LISTED]],
        "tree": len(tree),
        "links": sum(link["joined"] for link in links),
        "claims": len(ids),
    }
    return {"why": why, "near": joins.reasoned(near, reasons), "others": others, "bases": chains.bases(bases, reasons)}


def _paired(links: Sequence[Row], found: Mapping[Span, Row], clauses: Mapping[str, Span], others: Mapping[str, Row]) -> list[Row]:
    """Links with the words of both claims, ``left`` and ``right``, and the other event where there is one."""
    ends = [(str(link.get("inner", link["left_id"])), str(link.get("outer", link["right_id"]))) for link in links]
    return [
        {**link, "left": {**found[clauses[a]], "claim_id": a}, "right": {**found[clauses[b]], "claim_id": b}, "other": others.get(b)}
        for link, (a, b) in zip(links, ends, strict=True)
    ]


def _copied(copied: Sequence[Row], reports: Sequence[Row]) -> list[Row]:
    """Who copied whom, reports by the names of their outlets, moments as days."""
    names = {r["document_id"]: r["outlet"] or r["document_id"] for r in reports}

    def plain(sentence: str) -> str:
        for document, name in names.items():
            sentence = sentence.replace(document, name)
        return re.sub(r"\d{4}-\d\d-\d\d[T\d:.+Z-]*", lambda found: words.day(found[0]), sentence)

    return [
        {**row, "copier_outlet": names[row["copier"]], "source_outlet": names[row["source"]], "sentence": plain(row["sentence"])}
        for row in copied
    ]


def _neighbours(record: Record, event: Row) -> Row | None:
    rows = record.rows(NEIGHBOURS, [event["story_id"], event["event_id"]]) if event["story_id"] else []
    return rows[0] if rows else None


def made(record: Record, decision_id: str) -> Row | None:
    """The judgement that was just made from a page, by the id that came back with it; None where there is none."""
    sql = 'SELECT decision_id, verdict, field, said, value, "by", state, withdrawn_at FROM decisions WHERE decision_id = ?'
    rows = record.rows(sql, [decision_id]) if decision_id else []
    return rows[0] if rows else None


def _flat(value: Row) -> Row:
    """A value as a row of ``values.csv``."""
    judged = value["judged"]
    return {**{k: v for k, v in value.items() if k not in ("judged", "shown")}, "judged": judged["verdict"] if judged else None}


PAGE = Page("event", "/event/{event_id}", model, ("values", "cells"))
