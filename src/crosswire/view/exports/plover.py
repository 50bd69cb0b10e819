"""PLOVER-shaped: JSON Lines, one event a line, in the fields of the PLOVER manual, then ``x_*`` fields of ours.

Source of the fields: the chapter "Data Fields" of the PLOVER manual (openeventdata/PLOVER, ``PLOVER_MANUAL.tex`` of 2024), which calls
itself under development: older drafts have ``source`` for ``actor`` and ``actor_text`` for ``entity_text``. The sixteen types and their
quad classes, 1 to 4: the manual's summary of categories (its other table counts SANCTION as verbal). The manual asks for a date: where
the record has none, ``date`` is null, never the day of publication. It has no field for who says so, for how exactly a number was said,
nor for disagreement: these are in ``x_*``. ``text_info`` says where the words stand, in code points of the report's text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crosswire.view.exports.deaths import deaths, is_vague
from crosswire.view.exports.deeds import mode as mode_of
from crosswire.view.exports.happenings import (
    Happening,
    Row,
    admin1,
    conflicts,
    country,
    happenings,
    place_kind,
    point,
    write_left_out,
)
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection
from crosswire.view.exports.sides import side

FILE = "plover.jsonl"
VERBAL_COOPERATION, MATERIAL_COOPERATION, VERBAL_CONFLICT, MATERIAL_CONFLICT = 1, 2, 3, 4
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), VERBAL_COOPERATION),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), MATERIAL_COOPERATION),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), VERBAL_CONFLICT),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), MATERIAL_CONFLICT),
}
AUXILIARY = {"planned": "future", "possible": "hypothetical", "denied": "negation"}  # the manual's auxiliary modes
RESOLUTION = {"town": 1, "area": 2, "province": 3, "country": 4, "region": 5}
SIZES = {"dead": "killed", "injured": "injured", "arrested": "detained"}
CODER = "crosswire"

COLUMNS = {
    "id": "events.event_id",
    "has_event": "true",
    "date": "events.start; null where it is not known",
    "enddate": "events.end",
    "actor": "a list of one: events.actor_id as code (country, alpha-3), sector (GOV, REB or CVL, where its kind tells) and entity_text",
    "recipient": "the same of events.target_id",
    "event": "a list of one: events.type",
    "mode": "claims.mode of most claims, and future, hypothetical or negation for what is planned, possible or denied",
    "quad_code": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    "event_loc": "places: resolved_place, geonameid, lat, lon, province, country, country_code, resolution (1 town to 5 region)",
    "event_text": "the words that tell of it in each claim (claims.trigger_start, trigger_end)",
    "size": "dead, injured, arrested: the count that stands, or its words where it is a vague one",
    "text": "the clause of the claim that the event's line is taken from",
    "text_info": "where that clause stands: start and end in the report's text",
    "cite_info": "that report: url, title, language, publication, and coder",
    "coder": CODER,
    "link": "events.story_id: what events of one story have in common",
    "x_status": "events.status",
    "x_grade": "events.grade",
    "x_reports": "events.reports",
    "x_outlets": "events.outlets",
    "x_origins": "events.origins",
    "x_origin_names": "on whose word it rests",
    "x_killed": "low, best, high and said: each value with whose word it is and the outlets",
    "x_conflicts": "the fields in which reports contradict each other",
    "x_claims": "the claims it is made of: claim_id, document_id, start, end",
}
LOSES = (
    "Events of the type DISASTER, which PLOVER does not have: they stand in left_out.csv.",
    "Scores of the types, contexts, and who an actor is in Wikidata: they are left out, not guessed.",
    "The full texts; of each report the clause that tells of the event is there.",
)


def entity(actor: Row | None) -> list[dict[str, Any]]:
    """An actor as the manual's entity; an empty list where nobody is known."""
    if actor is None:
        return []
    sector = {"state": "GOV", "armed": "REB", "civilians": "CVL", "protesters": "CVL"}.get(side(actor) or "")
    sector = "GOV" if actor["kind"] == "country" else sector  # a country's name stands for its government in the manual
    code = country(actor["country"], "alpha3") or None
    return [{"code": code, "sector": sector, "entity_text": actor["name"], "x_actor_id": actor["actor_id"]}]


def place(row: Row | None) -> dict[str, Any] | None:
    """A place as the manual's location; without a point where only the country is known."""
    if row is None:
        return None
    at = point(row)
    made: dict[str, Any] = {"resolved_place": row["name"], "geonameid": row["gazetteer_id"] if row["gazetteer"] == "geonames" else None}
    made |= {"lat": at[0] if at else None, "lon": at[1] if at else None, "province": admin1(row) or None}
    made |= {"country": country(row["country"]) or None, "country_code": country(row["country"], "alpha3") or None}
    return made | {"resolution": RESOLUTION[place_kind(row)], "x_radius_km": row["precision_km"]}


def size(happening: Happening) -> dict[str, Any]:
    """The manual's sizes: numbers, or words where the count that stands is a vague one ("dozens")."""
    made: dict[str, Any] = {}
    for name, role in SIZES.items():
        value = happening.chosen(f"quantity:{role}")
        if value is not None:
            made[name] = value["value"] if is_vague(value) or value["field_best"] is None else value["field_best"]
    return made


def line(happening: Happening, texts: Mapping[str, str]) -> dict[str, Any]:
    """One event; ``texts`` are those of the reports."""
    event, dead, claims = happening.event, deaths(happening), happening.claims
    clause = {c["claim_id"]: texts[c["document_id"]][c["start"] : c["end"]] for c in claims}
    told = next((c for c in claims if clause[c["claim_id"]] == event["what"]), claims[0])
    report = next(r for r in happening.reports if r["document_id"] == told["document_id"])
    cite = {name: report[key] for name, key in (("url", "url"), ("title", "title"), ("language", "language"), ("publication", "outlet"))}
    modes = [m for m in (mode_of(happening), AUXILIARY.get(event["status"])) if m]
    made: dict[str, Any] = {"id": event["event_id"], "has_event": True, "date": _day(event["start"]), "enddate": _day(event["end"])}
    made |= {"actor": entity(happening.actor), "recipient": entity(happening.target), "event": [event["type"]], "mode": modes}
    made |= {"quad_code": QUAD[event["type"]], "event_loc": place(happening.place), "size": size(happening)}
    made["link"] = event["story_id"]
    made["event_text"] = [texts[c["document_id"]][c["trigger_start"] : c["trigger_end"]] for c in claims]
    made |= {"text": clause[told["claim_id"]], "text_info": {"sequence": None, "start": told["start"], "end": told["end"]}}
    made |= {"cite_info": {**cite, "coder": CODER, "x_document_id": report["document_id"], "x_sha256": report["sha256"]}, "coder": CODER}
    made |= {f"x_{name}": event[name] for name in ("status", "grade", "reports", "outlets", "origins")}
    made |= {"x_origin_names": list(happening.origins), "x_conflicts": conflicts(happening) or None}
    made["x_killed"] = {"low": dead.low, "best": dead.best, "high": dead.high, "said": list(dead.said)}
    return made | {"x_claims": [{k: c[k] for k in ("claim_id", "document_id", "start", "end")} for c in claims]}


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    """``plover.jsonl`` and ``left_out.csv``."""
    texts = {d["document_id"]: d["text"] for batch in selection.batches("documents") for d in batch}
    path, left, told = folder / FILE, [], happenings(selection)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for happening in told:
            if happening.event["type"] in QUAD:
                out.write(json.dumps(line(happening, texts), ensure_ascii=False) + "\n")
            else:
                left.append((happening, f"{happening.event['type']} is no type of PLOVER"))
    settings.tally.rows[path.name] = len(told) - len(left)
    return [path, write_left_out(folder, left, settings)]


PROFILES = (Profile("plover", "PLOVER-shaped: every event in the fields of the PLOVER manual, as JSON Lines.", write, LOSES, COLUMNS),)
