"""What the form of filters offers: the values that the record has, with their counts, and a way to take each chosen one away."""

from __future__ import annotations

from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.asking.filters import GRADES, KINDS, NAMES, STATUSES, Filters
from crosswire.view.asking.query import Query
from crosswire.view.words import clip, kind

MOST = 100  # values of one filter that a form offers; any other still works in the address, and is then offered too
FIRST = ("q", "from", "to", "type", "grade")  # what the form shows at once
VIEWS = (("list", "/events"), ("map", "/map"), ("timeline", "/timeline"), ("findings", "/findings"))
LABELS = {
    "q": "Words", "from": "From", "to": "To", "type": "Kind", "grade": "Grade", "status": "Status", "origins": "Origins, at least",
    "finding": "With a finding", "story": "Story", "outlet": "Outlet", "actor": "Actor", "place": "Place", "origin": "Origin",
}  # fmt: skip
_EVENTS_BY = 'SELECT "{0}" AS value, "{0}" AS label, count(*) AS n FROM events GROUP BY 1 ORDER BY n DESC, 1'
_MOST_FIRST = "ORDER BY n DESC, 2, 1"
_OFFERED = {
    "type": _EVENTS_BY.format("type"),
    "grade": _EVENTS_BY.format("grade"),
    "status": _EVENTS_BY.format("status"),
    "finding": f"SELECT kind AS value, kind AS label, count(*) AS n FROM findings GROUP BY 1 {_MOST_FIRST}",
    "story": f"SELECT story_id AS value, title AS label, documents AS n FROM stories {_MOST_FIRST}",
    "outlet": f"SELECT outlet AS value, outlet AS label, count(*) AS n FROM documents WHERE outlet IS NOT NULL GROUP BY 1 {_MOST_FIRST}",
    "actor": f"""SELECT actor_id AS value, name AS label, n FROM actors
        JOIN (SELECT actor_id, count(*) AS n FROM (SELECT actor_id FROM events
        UNION ALL SELECT target_id FROM events WHERE target_id IS DISTINCT FROM actor_id) GROUP BY 1) USING (actor_id) {_MOST_FIRST}""",
    "place": f"""SELECT place_id AS value, name AS label, n FROM places JOIN (SELECT place_id, count(*) AS n FROM events GROUP BY 1)
        USING (place_id) {_MOST_FIRST}""",
    "origin": f"""SELECT origin_id AS value, name AS label, n FROM origins JOIN (SELECT origin_id, count(DISTINCT event_id) AS n FROM claims
        GROUP BY 1) USING (origin_id) {_MOST_FIRST}""",
}
_ORDERS = {"grade": GRADES, "status": STATUSES, "finding": KINDS}
_NAMED = {
    "story": "SELECT title AS name FROM stories WHERE story_id = ?",
    "actor": "SELECT name FROM actors WHERE actor_id = ?",
    "place": "SELECT name FROM places WHERE place_id = ?",
    "origin": "SELECT name FROM origins WHERE origin_id = ?",
}


def form(record: Record, query: Query, filters: Filters, names: tuple[str, ...] = NAMES) -> dict[str, Any]:
    """What ``filters.html`` shows.

    ``fields`` (name, label, value, options, offered, further), ``chips`` (name, label, value, url), ``kept``: the page's own parameters,
    which a new choice leaves as they are, and ``bare``: the address without filters.
    """
    fields = [_field(name, filters.get(name), _options(record, filters, name)) for name in NAMES if name in names]
    kept = [(k, v) for k, v in query.asked if k not in (*NAMES, "page")]
    return {"fields": fields, "chips": chips(record, query, filters), "kept": kept, "bare": query.url(**dict.fromkeys(NAMES))}


def _field(name: str, value: str, options: list[dict[str, Any]]) -> dict[str, Any]:
    """A field of the form: offered unless the record has nothing to choose from; ``further`` ones are folded away until asked for."""
    return {
        "name": name, "label": LABELS[name], "value": value, "options": options,
        "offered": bool(options) or name not in _OFFERED, "further": name not in FIRST,
    }  # fmt: skip


def chips(record: Record, query: Query, filters: Filters) -> list[dict[str, str]]:
    """The chosen filters in words, each with the address of this page without it."""
    return [
        {"name": name, "label": LABELS[name], "value": clip(_named(record, name, value), 60), "url": query.url(**{name: None})}
        for name, value in filters.chosen
    ]


def views(query: Query, filters: Filters) -> list[dict[str, Any]]:
    """The pages that show the same choice in another way: label, url, and whether it is this one."""
    return [{"label": label, "url": links.listed(where[1:], **filters.asked()), "current": query.where == where} for label, where in VIEWS]


def _options(record: Record, filters: Filters, name: str) -> list[dict[str, Any]]:
    if name not in _OFFERED:
        return []
    found = record.once(f"filters of {name}", lambda: record.rows(f"{_OFFERED[name]} LIMIT {MOST}"))
    if name in _ORDERS:
        found = sorted(found, key=lambda row: _ORDERS[name].index(row["value"]))
    value = filters.get(name)
    if value and not any(row["value"] == value for row in found):
        found = [*found, {"value": value, "label": _named(record, name, value), "n": None}]
    return found


def _named(record: Record, name: str, value: str) -> str:
    if name not in _NAMED:
        return kind(value) if name == "type" else value
    return str(record.rows(_NAMED[name], [value])[0]["name"])
