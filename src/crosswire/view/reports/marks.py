"""What was read in one report, layer by layer: each row a span of its text, what it says, and where it leads on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.reports.legend import LAYERS, NAMES
from crosswire.view.words import bounds, clip, days, kind, number, plural, told

Row = dict[str, Any]


PART_KINDS = ("byline", "dateline", "caption", "leftover")
# One table each: what a row only names is looked up afterwards, by its ids, so that no query reads a whole table of names.
_OF = {
    "claims": """SELECT claim_id, "start", "end", type, mode, status, time_start, time_end, time_from, confidence, rule, quote_id, event_id,
                   origin_id FROM claims WHERE document_id = ? ORDER BY "start", "end", claim_id""",
    "quotes": """SELECT quote_id, "start", "end", mode, cue, stance, speaker_text, speaker_start, speaker_end, speaker_id, relay, rule
                 FROM quotes WHERE document_id = ? ORDER BY "start", "end", quote_id""",
    "quantities": """SELECT quantity_id, "start", "end", low, best, high, modality, unit, unit_kind, role, claim_id, rule
                     FROM quantities WHERE document_id = ? ORDER BY "start", "end", quantity_id""",
    "times": """SELECT "start", "end", value_start, value_end, timex, grain, anchor, rule, reason
                FROM times WHERE document_id = ? ORDER BY "start", "end" """,
    "places": 'SELECT "start", "end", place_id, rule FROM place_mentions WHERE document_id = ? ORDER BY "start", "end" ',
    "actors": 'SELECT "start", "end", actor_id, form, role FROM actor_mentions WHERE document_id = ? ORDER BY "start", "end" ',
    "passages": """WITH mine AS (SELECT passage_id, "start", "end", kind, similarity, evidence FROM passages WHERE document_id = $1)
                   SELECT m.*, count(DISTINCT p.document_id) AS others, list(DISTINCT p.document_id ORDER BY p.document_id)[:4] AS documents
                   FROM mine m JOIN passages p ON p.passage_id = m.passage_id AND p.document_id <> $1
                   GROUP BY ALL ORDER BY m."start", m."end", m.passage_id""",
    "parts": f"""SELECT "start", "end", kind, rule FROM segments
                 WHERE document_id = ? AND kind IN {PART_KINDS} ORDER BY "start", "end" """,
}  # fmt: skip
_NAMED = {
    "events": ("events", "event_id", "what"),
    "origins": ("origins", "origin_id", "name, kind"),
    "actors": ("actors", "actor_id", "name, kind, country"),
    "places": ("places", "place_id", "name, country, admin1, lat, lon, precision_km"),
    "documents": ("documents", "document_id", "outlet"),
}


def counted(record: Record, document_id: str) -> dict[str, int]:
    """How many spans each layer has in a report, in one query."""
    only = {"parts": f" AND kind IN {PART_KINDS}"}
    each = [f"SELECT '{x.name}' AS name, count(*) AS n FROM {x.table} WHERE document_id = $1{only.get(x.name, '')}" for x in LAYERS]
    return {r["name"]: r["n"] for r in record.rows(" UNION ALL ".join(each), [document_id])}


def read(record: Record, document_id: str, text: str, wanted: Iterable[str]) -> dict[str, list[Row]]:
    """The spans of the layers that are wanted; the others have none. The number of queries does not grow with the report.

    Every row has ``n`` (a number of its own in the report), ``start``, ``end``, ``words`` (a line of them), ``says`` (what they were
    read as) and ``leads``: list of {``label``, ``text``, ``href``}, of which the first is what a click on the words follows.
    """
    asked = set(wanted)
    rows = {name: record.rows(_OF[name], [document_id]) if name in asked else [] for name in NAMES}
    _name_all(record, document_id, rows)
    return described(rows, document_id, text)


def described(rows: Mapping[str, Sequence[Row]], document_id: str, text: str) -> dict[str, list[Row]]:
    """Spans by layer, names of what they have ids of put in, with what they were read as and where they lead, as ``read`` gives them."""
    found: dict[str, list[Row]] = {name: [] for name in NAMES}
    n = 0
    for name in NAMES:
        for row in rows[name]:
            says, leads = _TOLD[name](row, document_id)
            words = clip(text[row["start"] : row["end"]], 140)
            found[name].append({"n": n, **row, "words": words, "says": says, "leads": [lead for lead in leads if lead["href"]]})
            n += 1
    return found


def _name_all(record: Record, document_id: str, rows: dict[str, list[Row]]) -> None:
    """Put to the rows the names of what they have ids of, and to a number the event of its claim."""
    claims, quantities = rows["claims"], rows["quantities"]
    if quantities:
        sql = "SELECT claim_id, event_id FROM claims WHERE document_id = ? AND event_id IS NOT NULL"
        told = claims or record.rows(sql, [document_id])
        of_claim = {c["claim_id"]: c["event_id"] for c in told}
        for row in quantities:
            row["event_id"] = of_claim.get(row["claim_id"])
    events = named(record, "events", (r["event_id"] for r in [*claims, *quantities]))
    origins = named(record, "origins", (r["origin_id"] for r in claims))
    actors = named(record, "actors", [*(r["speaker_id"] for r in rows["quotes"]), *(r["actor_id"] for r in rows["actors"])])
    places = named(record, "places", (r["place_id"] for r in rows["places"]))
    documents = named(record, "documents", (d for r in rows["passages"] for d in r["documents"]))
    for row in claims:
        row["origin"] = origins.get(row["origin_id"], {}).get("name")
    for row in [*claims, *quantities]:
        row["what"] = events.get(row["event_id"], {}).get("what")
    for row in rows["quotes"]:
        row["speaker"] = actors.get(row["speaker_id"], {}).get("name")
    for row in rows["actors"]:
        row.update(actors[row["actor_id"]])
    for row in rows["places"]:
        row.update(places.get(row["place_id"], dict.fromkeys(_NAMED["places"][2].split(", "))))
    for row in rows["passages"]:
        row["outlets"] = sorted({documents[d]["outlet"] or "outlet not known" for d in row["documents"]})


def named(record: Record, what: str, ids: Iterable[str | None]) -> dict[str | None, Row]:
    """id -> the names of these events, origins, actors, places or documents."""
    asked = sorted({i for i in ids if i is not None})
    if not asked:
        return {}
    table, key, columns = _NAMED[what]
    sql = f"SELECT {key} AS id, {columns} FROM {table} WHERE {key} IN (SELECT unnest(?))"
    return {r.pop("id"): r for r in record.rows(sql, [asked])}


def _lead(label: str, text: str | None, href: str | None) -> Row:
    return {"label": label, "text": clip(text or "", 120), "href": href}


def _said(*parts: str | None) -> str:
    return " · ".join(p for p in parts if p)


def _claim(row: Row, _: str) -> tuple[str, list[Row]]:
    when = days(row["time_start"], row["time_end"]) + (" (from what stands around it)" if row["time_from"] == "context" else "")
    word = f"on the word of {row['origin']}" if row["origin"] else "origin not known"
    event = links.event(row["event_id"]) if row["event_id"] else None
    origin = links.origin(row["origin_id"]) if row["origin_id"] else None
    return _said(kind(row["type"]), row["status"], when, word), [
        _lead("event", told(row["what"] or "", 120), event),
        _lead("origin", row["origin"], origin),
        _lead("claim", "how it was read", links.claim(row["claim_id"])),
    ]


def _quote(row: Row, _: str) -> tuple[str, list[Row]]:
    who = row["speaker"] or row["speaker_text"] or "somebody not named"
    how = {"direct": "word for word", "indirect": "in the report's words", "mixed": "partly word for word"}[row["mode"]]
    relay = f"passed on by {', '.join(row['relay'])}" if row["relay"] else None
    stance = row["stance"] if row["stance"] not in (None, "says") else None
    speaker = links.actor(row["speaker_id"]) if row["speaker_id"] else None
    return _said(f"said by {who}", relay, how, stance), [_lead("speaker", who, speaker)]


def _quantity(row: Row, _: str) -> tuple[str, list[Row]]:
    unit = row["unit"] or (row["unit_kind"] if row["unit_kind"] != "things" else None)
    event = links.event(row["event_id"], "values") if row["event_id"] else None
    role = row["role"] or "role not known"
    counted_in = None if row["claim_id"] else "in no claim"
    said = amount(row["modality"], row["low"], row["best"], row["high"])
    return _said(f"{said} {clip(unit, 60)}" if unit else said, role, counted_in), [_lead("event", told(row["what"] or "", 120), event)]


def amount(modality: str, low: float | None, best: float | None, high: float | None) -> str:
    """A count as its report gives it.

    >>> amount("at_most", 0, 400, 400), amount("at_least", 17, 17, None), amount("approximate", 27, 30, 33)
    ('up to 400', 'at least 17', 'about 30 (27–33)')
    """
    if modality == "at_most" and high is not None:
        return f"up to {number(high)}"
    if modality == "at_least" and low is not None:
        return f"at least {number(low)}"
    if low is best is high is None:
        return "an amount without a number"
    told = bounds(low, best, high)
    return f"about {told}" if modality in ("approximate", "vague") and not told.startswith("about") else told


def _time(row: Row, _: str) -> tuple[str, list[Row]]:
    if row["value_start"] is None and row["value_end"] is None:
        return _said("which days is not known", row["reason"]), []
    anchor = row["anchor"]
    against = {None: None, "published": "counted from the day of publication"}.get(anchor, "counted from another day in the text")
    asked = {"from": str(row["value_start"] or ""), "to": str(row["value_end"] or "")}
    told = days(row["value_start"], row["value_end"])
    return _said(told, against), [_lead("events", f"what is told of {told}", links.listed("events", **asked))]


def _place(row: Row, _: str) -> tuple[str, list[Row]]:
    if row["place_id"] is None:
        return "read as a place; not found in the gazetteer", []
    near = f"within {row['precision_km']:g} km" if row["precision_km"] else None
    name = ", ".join(p for p in (row["name"], row["admin1"], row["country"]) if p)
    return _said(name, near), [_lead("events", f"what happened in {row['name']}", links.place(row["place_id"]))]


def _actor(row: Row, _: str) -> tuple[str, list[Row]]:
    form = {"name": "by name", "description": "by a description", "pronoun": "by a pronoun"}[row["form"]]
    return _said(row["name"], row["role"], row["kind"], form), [_lead("who", row["name"], links.actor(row["actor_id"]))]


def _passage(row: Row, document_id: str) -> tuple[str, list[Row]]:
    kinds = {"statement": "a statement", "wire": "an agency's words", "copy": "copied words", "recycled": "background used again"}
    who = ", ".join(row["outlets"])
    also = f"also in {plural(row['others'], 'other report')} ({who}{', …' if row['others'] > len(row['outlets']) else ''})"
    proof = None if row["evidence"] else "no evidence of copying"
    leads = [
        _lead("passage", "wherever these words stand", links.passage(row["passage_id"])),
        _lead("compare", "the reports side by side", links.compare(document_id, *row["documents"][:3])),
    ]
    return _said(kinds[row["kind"]], also, f"{row['similarity']:.0%} alike", proof), leads


def _part(row: Row, _: str) -> tuple[str, list[Row]]:
    return _said(row["kind"], "not read for claims" if row["kind"] != "caption" else None), []


_TOLD: dict[str, Callable[[Row, str], tuple[str, list[Row]]]] = {
    "claims": _claim, "quotes": _quote, "quantities": _quantity, "times": _time,
    "places": _place, "actors": _actor, "passages": _passage, "parts": _part,
}  # fmt: skip
