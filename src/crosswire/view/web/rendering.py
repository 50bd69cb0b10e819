"""Models into pages: the templates, and what they may call. Nothing of a report reaches a page but as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from crosswire import __version__
from crosswire.view import drawing, links, words
from crosswire.view.asking.query import Query
from crosswire.view.web.registry import MENU


@cache
def environment() -> Environment:
    """The templates; what is missing in a model is an error, not an empty place."""
    made = Environment(
        loader=PackageLoader("crosswire.view"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(link=links, draw=drawing, menu=MENU, version=__version__)
    made.globals.update(plural=words.plural, days=words.days, number=words.number, bounds=words.bounds, counted=words.counted)
    made.filters.update(day=words.day, number=words.number, clip=words.clip, kind=words.kind, field=words.field, told=words.told)
    return made


def page(name: str, model: Mapping[str, Any], query: Query, record: str) -> str:
    """A page as HTML: ``model`` as ``page``, the question as ``query``, the record's name as ``record``."""
    return environment().get_template(f"{name}.html").render(page=model, query=query, record=record, name=name)


def data(model: Mapping[str, Any]) -> str:
    """A model as JSON: days as 2030-03-04, absence as null, nothing but what the page shows; what only its form offers is left out."""
    return json.dumps({key: value for key, value in model.items() if key != "form"}, ensure_ascii=False, indent=1, default=plain)


def plain(value: Any) -> Any:
    """A value that JSON has no form for."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Sequence | set | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in a page's model")
