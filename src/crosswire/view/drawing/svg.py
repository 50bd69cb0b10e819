"""Elements of SVG: attributes and text are escaped, colours come from classes of the style sheet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

Attribute = str | int | float | None
SHAPES = frozenset({"circle", "line", "path", "rect"})


def element(name: str, *children: Markup | str, **attributes: Attribute) -> Markup:
    """An element; ``class_`` stands for ``class``, ``_`` for ``-``; attributes that are None are left out, numbers are rounded to 0.01.

    >>> element("text", "5 < 6", x=1.23456, class_="label")
    Markup('<text x="1.23" class="label">5 &lt; 6</text>')
    """
    told = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    # Every part is escaped by now; a drawing has thousands of elements, and Markup.format would take most of its time.
    if name in SHAPES and not children:
        return Markup(f"<{name}{told}/>")
    return Markup(f"<{name}{told}>{Markup('').join(children)}</{name}>")


def drawing(width: float, height: float, children: Iterable[Markup], *, label: str, class_: str = "") -> Markup:
    """A whole picture that scales with its place; ``label`` is what a screen reader says of it."""
    box, classes = f"0 0 {_value(width)} {_value(height)}", f"drawing {class_}".strip()
    return element("svg", *children, viewBox=box, role="group", aria_label=label, class_=classes)


def title(text: str) -> Markup:
    """What shows when the pointer rests on an element."""
    return element("title", text)


def link(address: str, *children: Markup | str, class_: str | None = None, label: str | None = None) -> Markup:
    """A link around elements."""
    return element("a", *children, href=address, class_=class_, aria_label=label)


@cache
def _name(key: str) -> str:
    return str(escape(key.removesuffix("_").replace("_", "-")))


def _value(value: Attribute) -> str:
    if isinstance(value, float):
        return f"{round(value, 2):g}"
    return str(value) if isinstance(value, int) else str(escape(value))
