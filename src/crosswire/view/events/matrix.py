"""The matrix of an event: fields by sources, each cell the value in the source's own words, with its standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crosswire.view import words
from crosswire.view.events.spots import Spot, spot
from crosswire.view.events.told import Told

Row = dict[str, Any]
Span = tuple[str, int, int]

PER_PAGE = 10  # columns
LEAST = 3  # values from which on even a count that is given once each stands in the matrix
MORE = 3  # further places of the same value in a cell that are linked one by one
ORDER = ("actor", "target", "place", "time", "status", "speaker")
FIRST = ("quantity:killed", "quantity:injured", "quantity:deployed", "quantity:displaced", "quantity:detained")
LABELS = {"actor": "Who", "target": "To whom", "place": "Where", "time": "When", "status": "Done or planned", "speaker": "Who says so"}
MAIN = 14  # fields; counts that only one text gives, and whatever else goes beyond, stand in a table of their own, folded
NEVER_SAID = {"time": "read from the report’s date"}  # what is said where no words of the report give a value
PARTS = {"part": "part of them", "more": "further", "over time": "over a longer time"}


def columns(reports: Sequence[Row], families: Sequence[Sequence[str]], copies: str) -> list[Row]:
    """The columns: one a text where copies count once, else one a report, those of one text side by side.

    Each has ``reports`` (the rows of its reports, the earliest first), ``text`` (which text, from 1) and ``first`` (whether it begins
    its text), ``alike`` (how many reports the text has).
    """
    rows = {r["document_id"]: r for r in reports}
    found = []
    for number, family in enumerate(families, 1):
        own = [rows[d] for d in family]
        parts = [own] if copies == "once" else [[r] for r in own]
        found += [{"text": number, "first": i == 0, "alike": len(own), "reports": part} for i, part in enumerate(parts)]
    return found


def fields(told: Told, shown: Sequence[Row]) -> tuple[list[Row], list[Span]]:
    """The rows of the matrix for the columns that are shown, and the spans whose words its cells need."""
    place = {r["document_id"]: n for n, column in enumerate(shown) for r in column["reports"]}
    claims = {c["claim_id"]: {**c, "position": n} for n, c in enumerate(told.claims)}
    back = told.taken_back()
    outlets = {r["document_id"]: r["outlet"] or r["document_id"] for r in told.reports}
    by_field: dict[str, list[Row]] = {}
    for value in told.values:
        by_field.setdefault(value["field"], []).append(value)
    found, spans = [], []
    for name in sorted(by_field, key=rank):
        values = [_value(v, outlets, told.judged) for v in sorted(by_field[name], key=lambda v: (not v["chosen"], -v["reports"]))]
        cells: list[list[Row]] = [[] for _ in shown]
        for value in by_field[name]:
            for n, entry in _entries(told, value, claims, place, back):
                cells[n].append(entry)
                spans += [entry["span"]]
        for cell in cells:
            cell.sort(key=lambda e: (not e["chosen"], e["withdrawn"], e["span"]))
        found.append(_field(name, values, cells, told))
    return found, spans


def rank(name: str) -> tuple[object, ...]:
    """The order of the fields: who, to whom, where, when, whether; then counts, the gravest first; last who says so."""
    if name in ORDER:
        return (2 if name == "speaker" else 0, ORDER.index(name), name)
    return (1, FIRST.index(name) if name in FIRST else len(FIRST) + (name.count(":") > 1), name)


def _field(name: str, values: Sequence[Row], cells: list[list[Row]], told: Told) -> Row:
    chosen = next((v for v in values if v["chosen"]), None)
    first = next(v for v in told.values if v["field"] == name)
    counted = any(first[k] is not None for k in ("field_low", "field_best", "field_high"))
    return {
        "field": name,
        "label": label(name),
        "minor": name not in (*ORDER, *FIRST) and not any(v["texts"] > 1 for v in values) and len(values) < LEAST,
        "counted": counted,
        "low": first["field_low"],
        "best": first["field_best"],
        "high": first["field_high"],
        "chosen": chosen,
        "values": list(values),
        "cells": cells,
        "findings": [{k: v for k, v in f.items() if k != "values"} for f in told.findings if f["field"] == name],
        "judged": told.judged.get(f"{told.event['event_id']} {name}"),
    }


def label(name: str) -> str:
    """What a field is called at the head of its row.

    >>> label("actor"), label("quantity:killed"), label("quantity:killed:part"), label("quantity:none of boat"), label("quantity")
    ('Who', 'Killed', 'Killed, part of them', 'No boat', 'A number')
    """
    if name in LABELS:
        return LABELS[name]
    if name == "quantity":
        return "A number"
    role, _, part = name.removeprefix("quantity:").partition(":")
    role = f"no {role.removeprefix('none of ')}" if role.startswith("none of ") else role
    told = f"{role}, {PARTS.get(part, part)}" if part else role
    return told[:1].upper() + told[1:]


def _value(value: Row, outlets: Mapping[str, str], judged: Mapping[str, Row]) -> Row:
    """A value of a field with what counts for it: reports, outlets, texts, origins."""
    return {
        "value_id": value["value_id"],
        "field": value["field"],
        "value": value["value"],
        "shown": said(value["field"], value["value"]),
        "low": value["low"],
        "best": value["best"],
        "high": value["high"],
        "standing": "withdrawn" if value["withdrawn"] else value["standing"],
        "chosen": value["chosen"],
        "reports": value["reports"],
        "outlets": len({outlets.get(d, d) for d in value["documents"]}),
        "texts": value["families"],
        "origins": len(value["origins"]),
        "judged": judged.get(value["value_id"]),
    }


def said(name: str, value: str) -> str:
    """A value as a page writes it: days as days, all else as it is."""
    if name != "time":
        return value
    start, _, end = value.partition("/")
    return words.days(*(None if d == "…" else d for d in (start, end or start)))


def _entries(told: Told, value: Row, claims: Mapping[str, Row], place: Mapping[str, int], back: Mapping[str, Row]) -> list[tuple[int, Row]]:
    """(column, entry) for each column whose reports give a value; an entry has the best words, and where else they stand."""
    spots: dict[int, list[tuple[Spot, Row]]] = {}
    for claim_id in value["claims"]:
        claim = claims.get(claim_id)
        if claim is not None and claim["document_id"] in place:
            spots.setdefault(place[claim["document_id"]], []).append((spot(told, value, claim), claim))
    return [(n, _entry(told, value, found, back)) for n, found in sorted(spots.items())]


def _entry(told: Told, value: Row, found: Sequence[tuple[Spot, Row]], back: Mapping[str, Row]) -> Row:
    ranked = sorted(found, key=lambda pair: (not pair[0].said, not pair[0].near, pair[1]["position"], pair[0].start))
    best, claim = ranked[0]
    others = [s for s in dict.fromkeys(s.span for s, _ in ranked if s.said) if s != best.span]
    gone = [back[c["claim_id"]] for _, c in found if c["claim_id"] in back]
    withdrawn = value["withdrawn"] or len(gone) == len(found)
    return {
        "field": value["field"],
        "value_id": value["value_id"],
        "value": value["value"],
        "shown": said(value["field"], value["value"]),
        "standing": "withdrawn" if withdrawn else value["standing"],
        "chosen": value["chosen"],
        "withdrawn": withdrawn,
        "taken_back": gone[0] if gone else None,
        "claim_id": claim["claim_id"],
        "claims": [c["claim_id"] for _, c in ranked],
        "span": best.span,
        "said": best.said,
        "near": best.near,
        "note": None if best.said else NEVER_SAID.get(value["field"], "understood, not said"),
        "modality": best.modality,
        "quantity_id": best.quantity_id,
        "more": [{"document_id": d, "start": s, "end": e} for d, s, e in others[:MORE]],
        "further": max(len(others) - MORE, 0),
        "judged": told.judged.get(value["value_id"]) or told.judged.get(claim["claim_id"]) or told.judged.get(best.quantity_id or ""),
    }


def worded(rows: Sequence[Row], found: Mapping[Span, Row]) -> list[Row]:
    """The rows of the matrix with the words of each cell put in: ``words``, ``before``, ``after`` and where they stand."""
    return [{**row, "cells": [[_worded(entry, found[entry["span"]]) for entry in cell] for cell in row["cells"]]} for row in rows]


def _worded(entry: Row, at: Row) -> Row:
    own = {k: at[k] for k in ("document_id", "outlet", "start", "end", "before", "after")}
    plain = " ".join(at["exact"].split())
    same = plain.casefold() in (entry["value"].casefold(), entry["shown"].casefold())
    kept = {k: v for k, v in entry.items() if k != "span"}
    return {**kept, **own, "words": at["exact"] if entry["said"] else None, "cut": at["cut"], "resolved": not same}


def flat(rows: Sequence[Row]) -> list[Row]:
    """The cells as plain rows, one for each value that a source gives: what ``cells.csv`` has."""
    keys = ("field", "value", "standing", "chosen", "words", "document_id", "outlet", "start", "end", "claim_id", "modality")
    return [{k: entry[k] for k in keys} for row in rows for cell in row["cells"] for entry in cell]
