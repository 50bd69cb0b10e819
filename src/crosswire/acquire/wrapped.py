"""Answers of search services as JSON: an object around a list of reports, or a report whose text lies a level deeper.

Sources of the shapes: NewsAPI (``articles``), The Guardian's Open Platform (``response.results``, ``fields``), Solr (``response.docs``),
Elasticsearch (``hits.hits``, ``_source``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crosswire.acquire.archives import TEXT_KEYS, fold
from crosswire.errors import RejectedInput

_DEPTH = 3
_DEEPER = ("_source", "fields")
_CALLED = {"webTitle": "title", "webUrl": "url", "webPublicationDate": "published", "bodyText": "text"}


def rows_in(content: bytes) -> list[dict[str, Any]]:
    """The reports in an object that is none itself. Raises RejectedInput (``missing-text``), which names the keys that are there."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        value = {}
    value = value if isinstance(value, dict) else {}
    lists = [flat for found in _lists(value, _DEPTH) if any(map(_holds_text, flat := [_flat(one) for one in found]))]
    if len(lists) == 1:
        return lists[0]
    if _holds_text(_flat(value)):
        return [_flat(value)]
    names = ", ".join(str(key) for key in value)[:300]
    several = f"there are {len(lists)} lists of reports in it; give one" if lists else f"no text under any key; the keys are: {names}"
    raise RejectedInput("missing-text", several)


def _lists(value: Mapping[str, Any], depth: int) -> Iterator[list[dict[str, Any]]]:
    for inner in value.values():
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            yield inner
        elif isinstance(inner, dict) and depth:
            yield from _lists(inner, depth - 1)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A report with what lies a level deeper, under the names that other archives have."""
    found = dict(row)
    for name in _DEEPER:
        deeper = row.get(name)
        if isinstance(deeper, Mapping):
            found = {**{key: one for key, one in found.items() if key != name}, **deeper}
    return {_CALLED.get(key, key): one for key, one in found.items()}


def _holds_text(row: Mapping[str, Any]) -> bool:
    return any(fold(key) in TEXT_KEYS and isinstance(one, str) and one.strip() for key, one in row.items())
