"""What a notebook shows: the pages' own drawings, with their style in them, no script, and nothing but text of what a report says.

The marks over a text, the cells of a matrix and the colours are those of the reading room: its drawing, its rules, its templates' data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from crosswire import types
from crosswire.view.drawing import marked
from crosswire.view.reports.legend import LAYERS
from crosswire.view.web import rendering

Row = Mapping[str, Any]
SCOPE = ".crosswire"
# Notebooks say in their own ways that they are dark; a browser says it by the system's setting.
DARK = ('[data-jp-theme-light="false"]', ".vscode-dark", '[data-bs-theme="dark"]')


def reading(document: types.Document, segments: Sequence[types.Segment], layers: Mapping[str, Sequence[Row]]) -> str:
    """A report's text with its layers over it and a legend; what was read stands in the hover titles."""
    title = next((s for s in segments if s.kind == "title"), None)
    shown = [layer for layer in LAYERS if layers[layer.name]]
    page = {
        "text": document.text, "at": None, "headline": [title.start, title.end] if title else None, "titled": True,
        "layers": [{"name": layer.name, "on": True} for layer in LAYERS], **layers,
    }  # fmt: skip
    legend = [{"name": layer.name, "label": layer.label, "note": layer.note, "count": len(layers[layer.name])} for layer in shown]
    return _drawn("notebook_reading.html", document=document, legend=legend, article=marked.article(page), on=[x.name for x in LAYERS])


def matrix(title: str, columns: Sequence[Row], fields: Sequence[Row]) -> str:
    """An event's fields by sources."""
    return _drawn("notebook_matrix.html", title=title, columns=columns, fields=fields)


def _drawn(template: str, **model: Any) -> str:
    # The style is ours, not a report's: the one markup that is put in as it is.
    return rendering.environment().get_template(template).render(style=Markup(style()), **model)


@cache
def style() -> str:
    """The rules of a display, all of them inside its own element: the room's colours, light and dark, its marks, and a few of its own."""
    folder = files("crosswire.view") / "static"
    names = ("crosswire.css", "report.css", "drawings.css", "notebook.css")
    room, reader, drawings, own = ((folder / name).read_text(encoding="utf-8") for name in names)
    light = _between(room, ":root {", "}")
    dark = _between(room, ':root:not([data-theme="light"]) {', "}")
    rules = [f"{SCOPE} {{{light}}}", f"@media (prefers-color-scheme: dark) {{ {SCOPE} {{{dark}}} }}"]
    rules += [f"{', '.join(f'{word} {SCOPE}' for word in DARK)} {{{dark}}}", f'[data-jp-theme-light="true"] {SCOPE} {{{light}}}']
    # A layer is on where its legend says so: here all of them are, so that a rule for what is on holds for the whole display.
    shared = (
        _between(reader, "/* the marks */", "/* the margin */"),
        ".drawing {" + _between(room, "\n.drawing {", "\n.drawing .axis"),
        _between(drawings, "*/", "/* A drawing that is made twice"),
        own,
    )
    return "\n".join([*rules, *(rule for part in shared for rule in _scoped(part))])


def _between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def _scoped(rules: str) -> list[str]:
    """Flat rules, each selector led by the class of a display."""
    plain = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
    return [f"{', '.join(f'{SCOPE} {one.strip()}' for one in selector.split(','))} {{{body}}}" for selector, body in found]
