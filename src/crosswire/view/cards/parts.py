"""What every card is made of: plain dictionaries, made in one place so that all cards have the same parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links, words
from crosswire.view.reports import spans

Row = dict[str, Any]
Card = dict[str, Any]
AROUND, MOST = 110, 320  # characters of context, and of the words themselves, so that two sides stand on one screen


def card(key: str, kind: str, question: str, **more: Any) -> Card:
    """A card: the question in one sentence, a ``note`` on why it is asked, ``sides`` to weigh, ``compare`` (what they share and do not),
    ``reasons`` for and against, ``choices`` to press, ``leads`` to further pages, ``about`` the event that it is on."""
    empty: Card = {"note": "", "about": None, "sides": [], "compare": [], "reasons": None, "choices": [], "leads": []}
    return {"key": key, "kind": kind, "question": question, **empty, **more}


def side(label: str, shown: Sequence[Row], *, mark: str = "", hint: str = "", lead: Row | None = None, **more: Any) -> Row:
    """One side of a question: its label, the words that say it, ``hint`` on how well it is told; ``lead`` is where its label leads."""
    return {
        "mark": mark,
        "label": label,
        "hint": hint,
        "words": list(shown),
        "lead": lead,
        "misread": None,
        "more": 0,
        "quoted": None,
        "leads": [],
        **more,
    }


def choice(key: str, label: str, verdict: str, ids: Iterable[str], *, effect: str = "", field: str = "", value: str = "") -> Row:
    """An answer: the key that gives it, and what is sent; ``effect`` says in a few words what it does to the record."""
    return {"key": key, "label": label, "verdict": verdict, "ids": list(ids), "field": field, "value": value, "effect": effect}


def lead(label: str, url: str) -> Row:
    """A way to another page."""
    return {"label": label, "url": url}


def about(record: Record, event_id: str | None) -> Row | None:
    """The event that a question is on: its line, days, counts, grade."""
    if event_id is None:
        return None
    sql = 'SELECT event_id, what, type, "start", "end", reports, outlets, origins, families, grade FROM events WHERE event_id = ?'
    rows = record.rows(sql, [event_id])
    return rows[0] if rows else None


def told(record: Record, spots: Iterable[spans.Spot], around: int = AROUND, most: int = MOST) -> dict[spans.Spot, Row]:
    """The words at some spans."""
    return spans.by_spot(record, spots, around, most)


_SAID = """
SELECT c.document_id, coalesce(q."start", c."start") AS "start", coalesce(q."end", c."end") AS "end"
FROM claims c LEFT JOIN quantities q ON q.claim_id = c.claim_id AND q.best IS NOT DISTINCT FROM $best
     AND (q.role IS NULL OR starts_with($field || ':', 'quantity:' || q.role || ':'))
WHERE c.claim_id IN (SELECT unnest($claims)) ORDER BY q.quantity_id IS NULL, c.document_id, 2 LIMIT $most"""


def said(record: Record, value: Row, most: int) -> list[spans.Spot]:
    """Where an event's value is said: the words of the amount, else the claim."""
    given = {"best": value["best"], "field": value["field"], "claims": value["claims"], "most": most}
    rows = record.rows(_SAID, given)
    return list(dict.fromkeys((r["document_id"], r["start"], r["end"]) for r in rows))


def counts(reports: int, origins: int | None = None) -> str:
    """How well something is told: "3 reports, 2 origins"."""
    return words.plural(reports, "report") + (f", {words.plural(origins, 'origin')}" if origins else "")


def listed(labels: Sequence[str], last: str = "or") -> str:
    """Labels as they are read out.

    >>> listed(["14", "11", "9"])
    '14, 11 or 9'
    """
    return f" {last} ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def weighed(rows: Sequence[Row]) -> Row:
    """Reasons of a link, those for and those against, the weightiest first; ``share`` (0 to 100) is their weight beside the weightiest.

    A reason of 9 or more decides by itself and is not measured against the others.
    """
    most = max((abs(r["score"]) for r in rows if abs(r["score"]) < 9), default=1.0) or 1.0
    told = [{**r, "share": min(100, round(100 * abs(r["score"]) / most))} for r in sorted(rows, key=lambda r: -abs(r["score"]))]
    return {"for": [r for r in told if r["score"] >= 0], "against": [r for r in told if r["score"] < 0]}


def reports(document_ids: Iterable[str]) -> Row | None:
    """The way to some reports side by side; None where there is but one."""
    two = list(dict.fromkeys(document_ids))[:4]
    return lead("the reports side by side", links.compare(*two)) if len(two) > 1 else None
