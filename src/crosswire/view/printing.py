"""The printable report as one file: its style within it, no script, nothing fetched; it opens from a disk or a mail."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from crosswire.store.database import Record
from crosswire.view import links, printed
from crosswire.view.asking.query import Query
from crosswire.view.web import rendering


def whole(record: Record, story: dict[str, Any]) -> str:
    """The report of a story as a file."""
    style = (files("crosswire.view") / "static" / "printed.css").read_text(encoding="utf-8")
    where = Query.of(links.printed(story["story_id"]), {"story_id": story["story_id"]}, ())
    template = rendering.environment().get_template("printed.html")
    # The style is ours, not a report's: the one markup that is put in as it is.
    return template.render(page=printed.model(record, story), query=where, record=record.path.name, name="printed", style=Markup(style))


def filename(story: dict[str, Any]) -> str:
    """What the file is called.

    >>> filename({"title": "Port taken: 12 killed, army says", "story_id": "story_1"})
    'port-taken-12-killed-army-says.html'
    """
    words = re.findall(r"[a-z0-9]+", str(story["title"]).lower())
    return f"{'-'.join(words)[:60].strip('-') or story['story_id']}.html"
