"""Addresses of every page of the reading room, filled with ids that a record has: what the tests of all pages open."""

from __future__ import annotations

import re

from crosswire.store.database import Record
from crosswire.view.asking.query import address
from crosswire.view.web.registry import PAGES

# A part of a path, or a parameter -> what a record has of it, the richest first.
SOURCES = {
    "story_id": "SELECT story_id FROM stories ORDER BY documents DESC, story_id",
    "event_id": "SELECT event_id FROM events ORDER BY reports DESC, origins DESC, event_id",
    "document_id": "SELECT document_id FROM documents ORDER BY length(text) DESC, document_id",
    "actor_id": "SELECT actor_id FROM actor_mentions WHERE actor_id IS NOT NULL GROUP BY actor_id ORDER BY count(*) DESC, actor_id",
    "origin_id": "SELECT origin_id FROM claims WHERE origin_id IS NOT NULL GROUP BY origin_id ORDER BY count(*) DESC, origin_id",
    "claim_id": "SELECT claim_id FROM quantities WHERE claim_id IS NOT NULL GROUP BY claim_id ORDER BY count(*) DESC, claim_id",
    "finding_id": 'SELECT finding_id FROM findings ORDER BY len("values") DESC, finding_id',
    "passage_id": "SELECT passage_id FROM passages GROUP BY passage_id ORDER BY count(*) DESC, passage_id",
    "place_id": "SELECT place_id FROM place_mentions WHERE place_id IS NOT NULL GROUP BY place_id ORDER BY count(*) DESC, place_id",
    "outlet": "SELECT outlet FROM documents WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY count(*) DESC, outlet",
}
# What a page is asked besides its path: (parameter, source or "=the value itself").
ASKED: dict[str, tuple[tuple[str, str], ...]] = {
    "report": (("id", "document_id"),),
    "compare": (("id", "document_id"), ("id", "document_id")),
    "search": (("q", "=killed"),),
    "outlet": (("name", "outlet"),),
}


def addresses(record: Record) -> dict[str, str]:
    """Page name -> one address of it. Raises KeyError, naming the page, where ``SOURCES`` does not know what its path asks for."""
    return {page.name: _address(record, page.name, page.path) for page in PAGES}


def first(record: Record, source: str, number: int = 0) -> str:
    """The richest item of a kind ("event_id"), or one after it."""
    return _found(record, source, number)


def twin(where: str, ending: str) -> str:
    """The address of a page's data: ``.json``, or ``/TABLE.csv``."""
    path, mark, asked = where.partition("?")
    return ("/index" if path == "/" else path) + ending + mark + asked


def _address(record: Record, name: str, path: str) -> str:
    for part in re.findall(r"{(\w+)(?::\w+)?}", path):
        if part not in SOURCES:
            raise KeyError(f"page {name}: no sample for {part}; add it to tests/samples.py")
        path = re.sub(rf"{{{part}(?::\w+)?}}", _found(record, part, 0), path)
    taken: dict[str, int] = {}
    asked = []
    for parameter, source in ASKED.get(name, ()):
        value = source[1:] if source.startswith("=") else _found(record, source, taken.get(source, 0))
        taken[source] = taken.get(source, 0) + 1
        asked.append((parameter, value))
    return address(path, asked)


def _found(record: Record, source: str, number: int) -> str:
    rows = record.rows(f"{SOURCES[source]} LIMIT 1 OFFSET {number}")
    if not rows:
        raise LookupError(f"this record has no {source}")
    return str(next(iter(rows[0].values())))
