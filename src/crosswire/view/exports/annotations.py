"""W3C Web Annotations: ``annotations.jsonl``, one line for each quote and each claim, with where its words stand in the report.

Source: the Web Annotation Data Model (W3C Recommendation of 2017) and its context ``anno.jsonld``. JSON Lines and not one
AnnotationCollection: every line is a whole JSON-LD document of its own, a torn file loses one line, and nothing needs to be held in memory
to read it again. A target has both selectors: TextQuoteSelector (``exact``, with 32 characters before and after) finds the words again
where the text has changed, TextPositionSelector (``start`` inclusive, ``end`` exclusive, in Unicode code points) where it has not.
Positions count in the report's text as the record has it, of which ``crosswire:textSha256`` is the hash (of its UTF-8), not in the web
page behind ``source``. While a line is written it is read back, and its selectors must give the words again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crosswire.errors import CrosswireError
from crosswire.view.exports.happenings import Row
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection

FILE = "annotations.jsonl"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"crosswire": "urn:crosswire:"}]
AROUND = 32  # characters of prefix and suffix

COLUMNS = {
    "id": "urn:crosswire: and quotes.quote_id or claims.claim_id",
    "motivation": "describing for a quote, classifying for a claim",
    "body": "TextualBody, one for each thing that is known; crosswire:field says which: type, mode, status, speaker, stance, cue, actor, "
    "target, place, time, origin, relay, quantity",
    "target.source": "documents.url where it is a web address, else urn:crosswire:report: and documents.document_id",
    "target.selector": "TextQuoteSelector and TextPositionSelector of the quote's content or the claim's clause",
    "target.crosswire:report": "documents.document_id",
    "target.crosswire:sha256": "documents.sha256, of the bytes that were read",
    "target.crosswire:textSha256": "of the text in which the positions count, as UTF-8",
    "crosswire:event": "claims.event_id",
    "crosswire:quote": "claims.quote_id: the quote whose words a claim is made in",
}
LOSES = (
    "The texts of the reports: whoever reads the annotations needs the reports.",
    "Events, standings and findings: a claim says which event it is part of.",
)


def annotated(selection: Selection) -> Iterator[tuple[dict[str, Any], str]]:
    """Each annotation and the text it points into; by report, quotes before claims."""
    names = {a["actor_id"]: a["name"] for a in selection.rows("actors")}
    places = {p["place_id"]: p["name"] for p in selection.rows("places")}
    origins = {o["origin_id"]: o["name"] for o in selection.rows("origins")}
    amounts = _by(selection, "quantities", "claim_id")
    quotes, claims = _by(selection, "quotes", "document_id"), _by(selection, "claims", "document_id")
    for batch in selection.batches("documents"):
        for report in batch:
            hashed = hashlib.sha256(report["text"].encode("utf-8", "surrogatepass")).hexdigest()
            for row in quotes.get(report["document_id"], ()):
                yield _annotation(row["quote_id"], "describing", _of_quote(row, names), target(report, row, hashed)), report["text"]
            for row in claims.get(report["document_id"], ()):
                known = [*_of_claim(row, names, places, origins), *_of_amounts(report["text"], amounts.get(row["claim_id"], ()))]
                links = {f"crosswire:{name}": row[f"{name}_id"] for name in ("event", "quote") if row[f"{name}_id"]}
                yield _annotation(row["claim_id"], "classifying", known, target(report, row, hashed)) | links, report["text"]


def _by(selection: Selection, table: str, key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for batch in selection.batches(table):
        for row in batch:
            if row[key]:
                found[row[key]].append(row)
    return found


def _annotation(id_: str, motivation: str, known: list[tuple[str, Any]], at: dict[str, Any]) -> dict[str, Any]:
    body = [_body(field, str(value)) for field, value in known if value]
    made = {"@context": CONTEXT, "id": f"urn:crosswire:{id_}", "type": "Annotation", "motivation": motivation}
    return {**made, **({"body": body} if body else {}), "target": at}


def _body(field: str, value: str) -> dict[str, str]:
    purpose = "classifying" if field in ("type", "mode", "status", "stance") else "describing"
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "crosswire:field": field, "value": value}


def _of_quote(row: Row, names: Mapping[str, str]) -> list[tuple[str, Any]]:
    speaker = [("speaker", names.get(row["speaker_id"])), ("speaker_text", row["speaker_text"])]
    return [("mode", row["mode"]), *speaker, ("stance", row["stance"]), ("cue", row["cue"]), *(("relay", name) for name in row["relay"])]


def _of_claim(row: Row, names: Mapping[str, str], places: Mapping[str, str], origins: Mapping[str, str]) -> list[tuple[str, Any]]:
    days = "/".join(day.isoformat() if day else ".." for day in (row["time_start"], row["time_end"]))
    known = [(name, row[name]) for name in ("type", "mode", "status")]
    known += [("actor", names.get(row["actor_id"])), ("target", names.get(row["target_id"])), ("place", places.get(row["place_id"]))]
    known += [("time", days if days != "../.." else None), ("origin", origins.get(row["origin_id"]))]
    return [*known, ("withdrawn", "withdrawn" if row.get("withdrawn") else None)]


def _of_amounts(text: str, rows: list[Row] | tuple[()]) -> list[tuple[str, Any]]:
    return [(f"quantity:{row['role']}" if row["role"] else "quantity", text[row["start"] : row["end"]]) for row in rows]


def target(report: Row, row: Row, hashed: str) -> dict[str, Any]:
    """Where the words from ``row["start"]`` to ``row["end"]`` stand."""
    text, start, end = report["text"], row["start"], row["end"]
    web = (report["url"] or "").startswith(("http://", "https://"))
    words = {"exact": text[start:end], "prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return {
        "source": report["url"] if web else f"urn:crosswire:report:{quote(report['document_id'], safe='')}",
        "selector": [{"type": "TextQuoteSelector", **words}, {"type": "TextPositionSelector", "start": start, "end": end}],
        "crosswire:report": report["document_id"],
        "crosswire:sha256": report["sha256"],
        "crosswire:textSha256": hashed,
    }


def check(line: str, text: str) -> None:
    """Raise CrosswireError unless both selectors of a written annotation give the same words of the text, with what is around them."""
    read = json.loads(line)
    words, at = read["target"]["selector"]
    before, after = words["prefix"], words["suffix"]
    start, end = at["start"], at["end"]
    found = text[start - len(before) : start], text[start:end], text[end : end + len(after)]
    if not 0 <= start < end <= len(text) or found != (before, words["exact"], after):
        raise CrosswireError(f"{read['id']}: its words do not stand at {start}:{end} of the report; build the record anew.")


def write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    """``annotations.jsonl``; raises CrosswireError if the words of one are not found again."""
    path = folder / FILE
    with path.open("w", encoding="utf-8", newline="\n") as out:
        number = 0
        for made, text in annotated(selection):
            line = json.dumps(made, ensure_ascii=False)
            check(line, text)
            out.write(line + "\n")
            number += 1
    settings.tally.rows[path.name] = number
    return [path]


PROFILES = (
    Profile(
        "annotations",
        "W3C Web Annotations: every quote and claim with where its words stand, one a line.",
        write,
        LOSES,
        COLUMNS,
    ),
)
