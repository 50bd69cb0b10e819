"""The review: what is most worth a person's minute, one card at a time, and the last decisions beside it."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import cards, links, queries
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Model, Page
from crosswire.view.review import decided, queue

LABELS = {"conflict": "Conflicts", "event": "Same event?", "actor": "Same actor?", "reading": "Readings", "orphan": "Orphans"}
LAST, COMING, STORIES = 10, 50, 100
SKIPS = 200  # keys that an address may hold
GONE: dict[str, None] = {"card": None, "done": None, "sent": None}  # what an address has for one moment only
KEY = 6  # characters of each id in a skipped question's mark


def model(record: Record, query: Query) -> Model:
    """The first question that was not skipped (``card`` asks for a certain one), what comes after it, and what was decided last.

    ``skip`` in the address holds marks of the questions that go to the end, for as long as the reader keeps the address; ``sent`` those
    of the questions whose answers are being worked in.
    """
    kind, story = query.one_of("kind", ("", *queue.KINDS)), _story(record, query.get("story"))
    whole = queue.of(record, story)
    marks = _marks(query.get("skip"))
    skipped = keys_of(whole, marks)
    waiting = whole.asked(kind, skipped, keys_of(whole, _marks(query.get("sent"))))
    card = _card(record, query.get("card"), waiting)
    total = whole.waiting[kind] if kind else sum(whole.waiting.values())
    base = query.url(**GONE)
    return {
        "title": "Review", "kind": kind, "story": story, "waiting": total, "card": card,
        "skipped": len({i.key for i in waiting} & set(skipped)),
        "kinds": _kinds(query, whole, kind), "stories": _stories(record), "next": base,
        "skip": query.url(**GONE, skip=_with(marks, card["key"])) if card else base,
        "mark": mark(card["key"]) if card else "",
        "by": query.get("by"), "done": _done(record, query.get("done")),
        "recent": decided.latest(record, LAST), "people": decided.people(record),
        "differ": sum(c["two_people"] for c in decided.contradictions(record)),
        "queue": [{"key": i.key, "kind": i.kind, "score": i.score, "url": links.review(i.key)} for i in waiting[:COMING]],
    }  # fmt: skip


def mark(key: str) -> str:
    """The mark of a question in the address: the first characters of the hashes in its key.

    >>> mark("claim_0123456789.claim_abcdef0123")
    '012345abcdef'
    """
    return "".join(part.rpartition("_")[2][:KEY] for part in key.split("."))


def _marks(text: str) -> list[str]:
    return text.split(".")[-SKIPS:] if text else []


def keys_of(whole: queue.Queue, marks: list[str]) -> list[str]:
    """The keys of the questions with these marks, in their order."""
    keys = {mark(i.key): i.key for i in whole.items}
    return [keys[m] for m in marks if m in keys]


def _with(marks: list[str], key: str) -> str:
    """The marks with one more at the end, each once."""
    return ".".join([*(m for m in marks if m != mark(key)), mark(key)][-SKIPS:])


def _story(record: Record, story_id: str) -> str:
    if story_id and queries.one(record, "stories", "story_id", story_id) is None:
        raise missing("story", story_id)
    return story_id


def _card(record: Record, asked: str, waiting: list[queue.Item]) -> dict[str, Any] | None:
    """The card that is asked for, else the first that the record can still fill."""
    if asked:
        return cards.card(record, asked)
    return next((card for item in waiting[:COMING] if (card := cards.card(record, item.key))), None)


def _kinds(query: Query, whole: queue.Queue, chosen: str) -> list[dict[str, Any]]:
    """The kinds to choose from, with how many wait of each."""
    every = [("", "All", sum(whole.waiting.values())), *((k, LABELS[k], whole.waiting[k]) for k in queue.KINDS)]
    return [
        {"name": k, "label": label, "waiting": n, "current": k == chosen, "url": query.url(kind=k or None, **GONE)}
        for k, label, n in every
        if n or k in ("", chosen)
    ]


def _stories(record: Record) -> list[dict[str, Any]]:
    sql = "SELECT story_id, title, documents FROM stories ORDER BY documents DESC, story_id LIMIT ?"
    return record.once("stories to review", lambda: record.rows(sql, [STORIES]))


def _done(record: Record, decision_id: str) -> dict[str, Any] | None:
    """The decision that was just made, for a page that came back from a form."""
    row = queries.one(record, "decisions", "decision_id", decision_id) if decision_id else None
    return decided.shown(record, [row])[0] if row else None


PAGE = Page("review", "/review", model, ("queue", "recent"))
