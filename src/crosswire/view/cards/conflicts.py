"""Cards of findings: values that reports do not agree on, and sums that do not hold."""

from __future__ import annotations

import re
from typing import get_args

from crosswire.reconcile.judged import amount_of
from crosswire.store.database import Record
from crosswire.types import Status
from crosswire.view import links, words
from crosswire.view.cards import parts, readings
from crosswire.view.cards.parts import Card, Row

STATUSES = get_args(Status)
NINE = 9  # values that have a key
SHOWN = 2  # words of each side that a card shows; the others are behind the event
_ROLES = {"participating": "taking part", "sanctioned": "under sanctions"}
_NOT = re.compile(r"\bden(?:ies|ied)\b|^no ")


def card(record: Record, key: str) -> Card | None:
    """The card of a conflict or a sum."""
    rows = record.rows("SELECT * FROM findings WHERE finding_id = ?", [key])
    if not rows:
        return None
    finding: Row = rows[0]
    event = parts.about(record, finding["event_id"])
    values = _values(record, finding) if event else {}
    sides = [*_sides(record, finding, values), *_now(record, finding, values)]
    leads = [parts.lead("the finding", links.finding(key)), parts.reports(d for v in finding["values"] for d in v["documents"])]
    return parts.card(
        key, "conflict", question(finding), about=event, sides=sides, choices=_choices(finding, values, bool(event)),
        note="" if _counted(finding) else finding["text"], leads=[x for x in leads if x],
    )  # fmt: skip


def of_field(record: Record, key: str) -> Card | None:
    """The card of a field of an event ("EVENT.FIELD"): its conflict, where there is one, else the value that stands."""
    event_id, _, field = key.partition(".")
    given = [event_id, field]
    found = record.rows("SELECT finding_id FROM findings WHERE kind = 'conflict' AND event_id = ? AND field = ? ORDER BY 1", given)
    if found:
        return card(record, found[0]["finding_id"])
    chosen = record.rows("SELECT value_id FROM event_values WHERE event_id = ? AND field = ? ORDER BY chosen DESC, value LIMIT 1", given)
    return readings.card(record, chosen[0]["value_id"]) if chosen else None


def question(finding: Row) -> str:
    """What is asked, in one sentence."""
    labels = [v["value"] for v in finding["values"]]
    if finding["kind"] == "arithmetic":
        return "Do the numbers of this report really not add up?"
    if finding["field"] == "speaker":
        return f"{parts.listed(labels)}: who said it?"
    if finding["field"] == "status":
        return "Did it happen?" if not set(labels) <= set(STATUSES) else f"{parts.listed(labels).capitalize()}: which stands?"
    if _counted(finding):
        role, _, part = finding["field"].removeprefix("quantity:").partition(":")
        counted = words.field(f"{_ROLES.get(role, role)}{part and ':'}{part}")
        return _capital(f"{parts.listed(labels)} {counted}: which stands?")
    return "Do these reports really disagree?"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _counted(finding: Row) -> bool:
    return finding["kind"] == "conflict" and str(finding["field"]).startswith("quantity:")


def _values(record: Record, finding: Row) -> dict[str, Row]:
    """label -> the event's value of that label, where it has one; with the names of its origins."""
    sql = """SELECT v.*, (SELECT list(o.name ORDER BY o.name) FROM origins o WHERE list_contains(v.origins, o.origin_id)) AS names
             FROM event_values v WHERE v.event_id = ? AND v.field = ?"""
    return {r["value"]: r for r in record.rows(sql, [finding["event_id"], finding["field"]])}


def _sides(record: Record, finding: Row, values: dict[str, Row]) -> list[Row]:
    """The sides as the finding has them. Only a value that an event has can be called misread."""
    few = len(finding["values"]) + bool(_standing(finding, values)) <= SHOWN
    picked = [_picked(v["spans"], SHOWN if few else 1) for v in finding["values"]]
    wide = (parts.AROUND, parts.MOST) if few else (70, 200)
    found = parts.told(record, (spot for spots in picked for spot in spots), *wide)
    keys = dict.fromkeys(label for label, _ in _choosable(finding, values, True))
    numbers = {label: str(n) for n, label in enumerate(keys, start=1) if n <= NINE}
    made = []
    for value, spots in zip(finding["values"], picked, strict=True):
        known = values.get(value["value"])
        made.append(
            parts.side(
                value["value"],
                [found[s] for s in spots if s in found],
                mark=numbers.get(_answer(finding, value["value"]) or "", ""),
                hint=_hint(value, known),
                more=max(0, len(value["spans"]) - len(spots)),
                misread=known["value_id"] if known and known["standing"] == "conflicting" else None,
            )
        )
    return made


def _standing(finding: Row, values: dict[str, Row]) -> Row | None:
    """What the record has for a counted field now, where that is none of the finding's sides: a later report's, mostly."""
    sides = {v["value"] for v in finding["values"]}
    return next((v for v in values.values() if v["chosen"] and v["value"] not in sides and _counted(finding)), None)


def _now(record: Record, finding: Row, values: dict[str, Row]) -> list[Row]:
    """A side for what stands now, if that is another."""
    standing = _standing(finding, values)
    if standing is None:
        return []
    spots = parts.said(record, standing, 1)
    found = parts.told(record, spots, 70, 200)
    number = str(len(_choosable(finding, values, True)))
    return [parts.side(standing["value"], [found[s] for s in spots if s in found], mark=number, hint=_hint(standing, standing))]


def _picked(spots: list[Row], most: int) -> list[tuple[str, int, int]]:
    """Spans of different reports, where there are; the longest words of each, which say most."""
    best: dict[str, Row] = {}
    for spot in spots:
        old = best.get(spot["document_id"])
        if old is None or spot["end"] - spot["start"] > old["end"] - old["start"]:
            best[spot["document_id"]] = spot
    return [(s["document_id"], s["start"], s["end"]) for s in list(best.values())[:most]]


def _hint(value: Row, known: Row | None) -> str:
    told = parts.counts(len(value["documents"]), len(known["origins"]) if known else None)
    names = known["names"] if known else None
    said = f" · on the word of {parts.listed(names[:2], 'and')}{f' and {len(names) - 2} more' if len(names) > 2 else ''}" if names else ""
    return f"{told}{said}{' · stands now' if known and known['chosen'] else ''}"


def _answer(finding: Row, label: str) -> str | None:
    """What choosing a side says of the field: its label, of a status the status that it speaks for; None where it can say nothing."""
    if finding["kind"] != "conflict" or finding["field"] in ("what", "quantity"):
        return None
    if finding["field"] == "status" and label not in STATUSES:
        return "denied" if _NOT.search(label) else "happened"
    return label


def _choosable(finding: Row, values: dict[str, Row], of_event: bool) -> list[tuple[str, Row | None]]:
    """(what can be chosen, the event's value where it takes that to say it): a count that is no number can be chosen only as a value."""
    if not of_event or not finding["event_id"]:
        return []
    answers = dict.fromkeys(a for v in finding["values"] if (a := _answer(finding, v["value"])) is not None)
    if len(answers) < len(finding["values"]) and finding["field"] == "status":
        return []  # two sides speak for one status: there is nothing to choose
    numbers = finding["field"].startswith("quantity")
    if numbers and finding["kind"] == "conflict":
        answers |= dict.fromkeys(label for label, v in values.items() if v["chosen"])
    told = [(a, values.get(a) if numbers and amount_of(a) is None else None) for a in answers]
    return [(a, v) for a, v in told if v is not None or not numbers or amount_of(a) is not None]


def _choices(finding: Row, values: dict[str, Row], of_event: bool) -> list[Row]:
    """A key for each value, then "real", "no conflict", another value."""
    field, event_id, key = finding["field"], finding["event_id"], finding["finding_id"]
    made = []
    for n, (label, value) in enumerate(_choosable(finding, values, of_event)[:NINE], start=1):
        if value is not None:
            made.append(parts.choice(str(n), label, "right", [value["value_id"]], effect="stands"))
        else:
            made.append(parts.choice(str(n), label, "value", [event_id], field=field, value=label, effect="stands"))
    if finding["kind"] == "arithmetic":
        return [parts.choice("r", "They do not add up", "right", [key]), parts.choice("w", "No such sum", "wrong", [key])]
    if made and field != "status":
        made.append(parts.choice("v", "Another value", "value", [event_id], field=field, effect="you say which"))
    real = parts.choice("r", "They disagree", "right", [key], effect="the conflict stays")
    return [*made, real, parts.choice("w", "No conflict", "wrong", [key], effect="it leaves the list")]
