"""Cards of two of a kind: do two sentences tell of one event, are two names one actor?"""

from __future__ import annotations

import re
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links, words
from crosswire.view.cards import parts
from crosswire.view.cards.parts import Card, Row

_CLAIMS = """
SELECT c.claim_id, c.document_id, c."start", c."end", c.type, c.status, c.time_start, c.time_end, c.event_id,
       c.actor_id, c.target_id, c.place_id, c.origin_id, e.what, e.reports, e.origins
FROM claims c LEFT JOIN events e ON e.event_id = c.event_id WHERE c.claim_id IN ($left, $right)"""
_NAMES = """
SELECT actor_id AS id, name FROM actors WHERE actor_id IN (SELECT unnest($ids))
UNION ALL SELECT place_id, name FROM places WHERE place_id IN (SELECT unnest($ids))
UNION ALL SELECT origin_id, name FROM origins WHERE origin_id IN (SELECT unnest($ids))"""
_AMOUNTS = 'SELECT claim_id, document_id, "start", "end" FROM quantities WHERE claim_id IN ($left, $right) ORDER BY "start", quantity_id'
_ENTITIES = """
SELECT m.entity_id, m.actor_id, count(*) AS mentions, any_value(e.name) AS name, any_value(e.kind) AS kind,
       any_value(e.country) AS country, any_value(e.roles) AS roles, any_value(a.name) AS actor, any_value(a.aliases) AS aliases,
       arg_min(struct_pack(document_id := m.document_id, "start" := m."start", "end" := m."end"),
               (m.form <> 'name', m.form = 'pronoun', m."start")) AS spot
FROM actor_mentions m LEFT JOIN entities e USING (entity_id) LEFT JOIN actors a USING (actor_id)
WHERE m.entity_id IN ($left, $right) GROUP BY m.entity_id, m.actor_id"""
_LINK = "SELECT score, joined, reasons FROM links WHERE kind = $kind AND left_id = $left AND right_id = $right ORDER BY score DESC LIMIT 1"


_TYPE = re.compile(rf"(?P<both>both are )?\b(?P<type>{'|'.join(words.TYPES)})\b")


def _two(key: str) -> tuple[str, str] | None:
    left, _, right = key.partition(".")
    return (left, right) if right and left != right else None


def of_claims(record: Record, key: str) -> Card | None:
    """Whether two claims are of one event."""
    two = _two(key)
    found = {r["claim_id"]: r for r in record.rows(_CLAIMS, {"left": two[0], "right": two[1]})} if two else {}
    if two is None or set(found) != set(two):
        return None
    left, right = found[two[0]], found[two[1]]
    amounts = record.rows(_AMOUNTS, {"left": two[0], "right": two[1]})
    told = parts.told(record, [_spot(left), _spot(right), *map(_spot, amounts)])
    ids = {row[c] for row in (left, right) for c in ("actor_id", "target_id", "place_id", "origin_id")} - {None}
    names = {r["id"]: r["name"] for r in record.rows(_NAMES, {"ids": sorted(ids)})}
    for row in (left, right):
        row |= {c.removesuffix("_id"): names.get(row[c]) for c in ("actor_id", "target_id", "place_id", "origin_id")}
        row["amounts"] = [told[_spot(a)]["exact"] for a in amounts if a["claim_id"] == row["claim_id"] and _spot(a) in told]
    one = left["event_id"] == right["event_id"]
    leads = [parts.lead("the event" if one else "event A", links.event(left["event_id"]))]
    leads += [] if one else [parts.lead("event B", links.event(right["event_id"]))]
    side_by_side = parts.reports([left["document_id"], right["document_id"]])
    leads += [side_by_side] if side_by_side else []
    note = _stand(one, "one event", "two events")
    return parts.card(
        key, "event", "Do these two sentences tell of one event?", note=note, compare=_claims_compared(left, right),
        sides=[_claim_side(row, mark, told, one) for row, mark in ((left, "A"), (right, "B"))],
        reasons=_reasons(record, "claim", two), choices=_answers(two, one, "event"), leads=leads,
        about=parts.about(record, left["event_id"]) if one else None,
    )  # fmt: skip


def _spot(row: Row) -> tuple[str, int, int]:
    return row["document_id"], row["start"], row["end"]


def _claim_side(row: Row, mark: str, told: dict[tuple[str, int, int], Row], one: bool) -> Row:
    hint = "" if one else f"of an event with {parts.counts(row['reports'], row['origins'])}"
    shown = [told[_spot(row)]] if _spot(row) in told else []
    return parts.side(
        "", shown, mark=mark, hint=hint, lead=None if one else parts.lead(words.told(row["what"] or "", 90), links.event(row["event_id"]))
    )


def _claims_compared(left: Row, right: Row) -> list[Row]:
    """What the two claims share and where they differ; what neither gives is left out."""
    fields: list[tuple[str, Any, Any]] = [
        ("what", words.kind(left["type"]), words.kind(right["type"])),
        ("when", _when(left), _when(right)),
        ("where", left["place"], right["place"]),
        ("who", left["actor"], right["actor"]),
        ("to whom", left["target"], right["target"]),
        ("numbers", ", ".join(left["amounts"]), ", ".join(right["amounts"])),
        ("status", left["status"], right["status"]),
        ("on the word of", left["origin"], right["origin"]),
    ]
    return _compared(fields)


def _compared(fields: list[tuple[str, Any, Any]]) -> list[Row]:
    return [
        {"field": f, "left": a or None, "right": b or None, "how": "same" if a == b else ("differs" if a and b else "open")}
        for f, a, b in fields
        if a or b
    ]


def _when(row: Row) -> str | None:
    return words.days(row["time_start"], row["time_end"]) if row["time_start"] or row["time_end"] else None


def _stand(joined: bool, one: str, two: str) -> str:
    return f"Crosswire takes them for {one if joined else two}, but not by much."


def _answers(two: tuple[str, str], joined: bool, what: str) -> list[Row]:
    same = "they stay one" if joined else "the two become one"
    apart = "they are parted" if joined else "they stay two"
    return [parts.choice("s", f"Same {what}", "same", two, effect=same), parts.choice("x", "Different", "different", two, effect=apart)]


def _reasons(record: Record, kind: str, two: tuple[str, str]) -> Row | None:
    left, right = sorted(two)
    rows = record.rows(_LINK, {"kind": kind, "left": left, "right": right})
    if not rows:
        return None
    told = [{**r, "sentence": _TYPE.sub(_type, r["sentence"])} for r in rows[0]["reasons"]]
    return {**parts.weighed(told), "score": rows[0]["score"]}


def _type(found: re.Match[str]) -> str:
    """A type of event in a reason, as a page calls it."""
    return f"{'the same kind: ' if found['both'] else ''}{words.kind(found['type'])}"


def of_entities(record: Record, key: str) -> Card | None:
    """Whether two names (or descriptions), each in a report, are one actor."""
    two = _two(key)
    found = {r["entity_id"]: r for r in record.rows(_ENTITIES, {"left": two[0], "right": two[1]})} if two else {}
    if two is None or set(found) != set(two):
        return None
    left, right = found[two[0]], found[two[1]]
    spots = [tuple(row["spot"].values()) for row in (left, right)]
    told = parts.told(record, spots)
    said = [told[s]["exact"] if s in told else row["name"] for s, row in zip(spots, (left, right), strict=True)]
    one = left["actor_id"] == right["actor_id"]
    first, second = (words.clip(s, 60) for s in said)
    question = f"Is “{first}” the same as “{second}”?" if first != second else f"Do the two mean the same “{first}”?"
    sides = [
        parts.side("", [told[s]] if s in told else [], mark=mark, hint=words.plural(row["mentions"], "mention") + " in this report",
                   lead=parts.lead(row["actor"], links.actor(row["actor_id"])))
        for s, row, mark in zip(spots, (left, right), "AB", strict=True)
    ]  # fmt: skip
    leads = [x for x in (parts.reports(s[0] for s in spots),) if x]
    note = _stand(one, "one actor", "two actors")
    reasons = _reasons(record, "entity", two)
    return parts.card(
        key, "actor", question, note=note, sides=sides, compare=_entities_compared(left, right), reasons=reasons,
        choices=_answers(two, one, "actor"), leads=leads,
    )  # fmt: skip


def _entities_compared(left: Row, right: Row) -> list[Row]:
    fields = [
        ("kind", left["kind"], right["kind"]),
        ("country", left["country"], right["country"]),
        ("role", ", ".join(left["roles"] or ()), ", ".join(right["roles"] or ())),
    ]
    if left["actor_id"] != right["actor_id"]:
        fields += [("actor", left["actor"], right["actor"]), ("also called", _called(left), _called(right))]
    return _compared(fields)


def _called(row: Row) -> str:
    return ", ".join((row["aliases"] or ())[:4])
