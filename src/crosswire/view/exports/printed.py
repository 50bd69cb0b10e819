"""The printable report of each story as one HTML file, and a page that lists them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from crosswire.view import printing
from crosswire.view.exports.profiles import Profile, Settings
from crosswire.view.exports.selection import Selection
from crosswire.view.words import days, plural

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto }} li {{ margin: .5rem 0 }}</style>
</head><body><h1>{title}</h1>
<ul>
{items}
</ul></body></html>
"""


def _write(selection: Selection, folder: Path, settings: Settings) -> list[Path]:
    names: dict[str, dict[str, Any]] = {}
    for story in selection.rows("stories"):
        name = printing.filename(story)
        names[name if name not in names and name != "index.html" else f"{story['story_id']}.html"] = story
    settings.tally.rows["index.html"] = len(names)
    for name, story in names.items():
        (folder / name).write_text(printing.whole(selection.record, story), encoding="utf-8")
    items = [
        f'<li><a href="{name}" dir="auto">{escape(story["title"])}</a><br>{days(story["start"], story["end"])}, '
        f"{plural(story['documents'], 'report')}</li>"
        for name, story in names.items()
    ]
    index = folder / "index.html"
    index.write_text(_PAGE.format(title=escape(f"Stories of {selection.record.path.name}"), items="\n".join(items)), encoding="utf-8")
    return [index, *(folder / name for name in names)]


_LOSES = (
    "What no reader looks at: offsets, links, scores, and the reports' full texts.",
    "Filters choose stories; each story is printed whole.",
)
PROFILES = (
    Profile("html", "A printable report of each story as one HTML file that needs nothing else: to read, print or send.", _write, _LOSES),
)
