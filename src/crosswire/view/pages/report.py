"""A report: its text, and over it in layers all that was read in it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from crosswire.errors import UsageError
from crosswire.store.database import Record
from crosswire.view import queries, words
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.reports import kinship, legend, marks, versions

LONG = 15_000  # characters from which on a page holds only the layers that were asked for
VERY_LONG = 60_000  # characters from which on none but the claims and the parts of the page are shown unasked
FINDINGS = 20
FROM = {
    "given": "as given with the file", "page": "from the page's markup", "url": "from its address", "text": "from its text",
}  # fmt: skip
_CLAIMED = "SELECT event_id, origin_id FROM claims WHERE document_id = ?"
_FINDINGS = """
SELECT finding_id, event_id, kind, field, holds, text, "values" FROM findings WHERE event_id IN (SELECT unnest(?)) ORDER BY kind, finding_id
"""


def model(record: Record, query: Query) -> Model:
    """The report that was asked for, with its layers. Raises NotFound, and UsageError for a span that it does not have."""
    document_id = query.get("id")
    if not document_id:
        raise UsageError("Which report? Name it: /report?id=ID. The reports are listed under /reports.")
    found = queries.one(record, "documents", "document_id", document_id)
    if found is None:
        raise missing("report", document_id)
    text = found["text"]
    shown = layers_shown(query, len(text))
    whole = len(text) <= LONG
    layers = marks.read(record, document_id, text, legend.NAMES if whole else shown)
    counts = {name: len(rows) for name, rows in layers.items()} if whole else marks.counted(record, document_id)
    chain = versions.versions(record, document_id)
    return {
        "title": found["title"] or f"Report {document_id}",
        **_head(found),
        "versions": chain,
        "standing": versions.standing(record, found, chain),
        "text": text,
        "at": span(query, len(text)),
        "headline": _headline(record, document_id, text),
        "whole": whole,
        "layers": [_legend(layer, counts[layer.name], shown, query) for layer in legend.LAYERS],
        **layers,
        "stories": kinship.in_stories(record, document_id),
        "copies": kinship.copies(record, [document_id]),
        "sharing": kinship.sharing(record, document_id),
        **_resting(record, document_id, layers["claims"]),
    }


def _resting(record: Record, document_id: str, told: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """On which origins the claims of a report rest (``told``: those read already), and the findings on its events that name it."""
    claims = told or record.rows(_CLAIMED, [document_id])
    uses = Counter(c["origin_id"] for c in claims if c["origin_id"])
    names = marks.named(record, "origins", uses)
    events = sorted({c["event_id"] for c in claims if c["event_id"]})
    found = record.rows(_FINDINGS, [events]) if events else []
    here = [f for f in found if any(document_id in v["documents"] for v in f["values"])]
    return {
        "origins": [{"origin_id": o, **names[o], "claims": n} for o, n in uses.most_common()],
        "findings": [{k: v for k, v in f.items() if k != "values"} for f in here[:FINDINGS]],
    }


def layers_shown(query: Query, length: int) -> tuple[str, ...]:
    """The layers that are on: those asked for ("none": not one), else the few that are on unasked. Raises UsageError for any other."""
    asked = query.get("layers")
    if not asked:
        few = ("claims", "parts") if length > VERY_LONG else legend.NAMES
        return tuple(layer.name for layer in legend.LAYERS if layer.shown and layer.name in few)
    names = {n.strip() for n in asked.split(",") if n.strip()} - {"none"}
    if unknown := sorted(names - set(legend.NAMES)):
        raise UsageError(f"There is no layer {unknown[0]}; there are: {', '.join(legend.NAMES)}.")
    return tuple(n for n in legend.NAMES if n in names)


def span(query: Query, length: int) -> list[int] | None:
    """The characters to highlight, as [start, end]. Raises UsageError where the text does not have them."""
    asked = query.get("at")
    if not asked:
        return None
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", asked)
    if not match:
        raise UsageError(f"at={asked} names no characters; write it as at=10-42.")
    start, end = int(match[1]), int(match[2])
    if not start < end <= length:
        raise UsageError(f"at={asked} lies outside the report: its text has {length:,} characters, and a span ends after it starts.")
    return [start, end]


def _legend(layer: legend.Layer, count: int, shown: tuple[str, ...], query: Query) -> dict[str, Any]:
    """An entry of the legend; ``href`` switches the layer on or off."""
    on = layer.name in shown
    turned = [n for n in legend.NAMES if (n in shown) != (n == layer.name)]
    href = query.url(layers=",".join(turned) or "none")
    return {"name": layer.name, "label": layer.label, "note": layer.note, "count": count, "on": on, "href": href}


def _headline(record: Record, document_id: str, text: str) -> list[int] | None:
    """Where the title stands in the text, if it begins a line there."""
    sql = """SELECT "start", "end" FROM segments WHERE document_id = ? AND kind = 'title' ORDER BY "start" LIMIT 1"""
    rows = record.rows(sql, [document_id])
    if not rows or (rows[0]["start"] and text[rows[0]["start"] - 1] != "\n"):
        return None
    return [rows[0]["start"], rows[0]["end"]]


def _head(found: dict[str, Any]) -> dict[str, Any]:
    """What is known of a report besides its text."""
    url = found["url"]
    linked = bool(url) and scheme(url) in ("http", "https")
    return {
        **{k: found[k] for k in ("document_id", "sha256", "path", "url", "outlet", "byline", "language", "parser")},
        "linked": linked,
        "published_at": found["published_at"],
        "published_from": found["published_from"],
        "published": moment(found["published_at"]),
        "published_how": FROM.get(found["published_from"] or ""),
        "bracket": None if found["published_at"] else _bracket(found),
        "warnings": list(found["warnings"] or ()),
        "characters": len(found["text"]),
        "words": len(found["text"].split()),
    }


def scheme(url: str) -> str:
    """The scheme of an address, "" where it is no address at all."""
    try:
        return urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""


def moment(published_at: str | None) -> str:
    """A time of publication as a reader writes it.

    >>> moment("2030-03-04T07:05:00+02:00"), moment("2030-03-04"), moment(None)
    ('4 March 2030, 07:05 +02:00', '4 March 2030', 'date not known')
    """
    if not published_at:
        return "date not known"
    clock = re.match(r"T(\d\d:\d\d)[:.\d]*(.*)", published_at[10:])
    zone = {"Z": "UTC", "+00:00": "UTC"}.get(clock[2], clock[2]) if clock else ""
    return words.day(published_at) + (f", {clock[1]} {zone}".rstrip() if clock else "")


def _bracket(found: dict[str, Any]) -> str | None:
    first, last = found["published_earliest"], found["published_latest"]
    return words.days(first, last) if first or last else None


PAGE = Page("report", "/report", model, tables=legend.NAMES)
