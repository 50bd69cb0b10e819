"""One row of a waterfall: a bar from what the reasons came to before to what they come to with this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from crosswire.view.drawing.svg import drawing, element

Row = dict[str, Any]

WIDTH, HEIGHT = 240.0, 22.0
PAD = 4.0


def steps(link: Row) -> list[Row]:
    """The rows of a link's waterfall: ``name``, ``score``, ``sentence``, where the bar begins and ends, and the extent of them all."""
    if link["prior"] is None:
        return []
    at = link["prior"]
    rows = [{"kind": "prior", "name": "at the outset", "score": at, "sentence": "two claims of one story seldom tell of one happening",
             "from": 0.0, "to": at}]  # fmt: skip
    for reason in link["reasons"]:
        kind = "for" if reason["score"] > 0 else "against"
        rows.append({"kind": kind, "name": reason["name"], "score": reason["score"], "sentence": reason["sentence"],
                     "from": at, "to": at + reason["score"]})  # fmt: skip
        at += reason["score"]
    rows.append({"kind": "total", "name": "in all", "score": link["score"], "sentence": "", "from": 0.0, "to": link["score"]})
    ends = [0.0, *(r["from"] for r in rows), *(r["to"] for r in rows)]
    return [{**row, "extent": (min(ends), max(ends))} for row in rows]


FILLS = {"prior": "fill-only", "for": "fill-agreed", "against": "fill-conflicting", "total": "fill-accent"}


def bar(row: Row) -> Markup:
    """The bar of one row, with the line of nought and a thin line from the row above; the row's figures stand beside it as text."""
    low, high = row["extent"]
    scale = (WIDTH - 2 * PAD) / ((high - low) or 1.0)

    def x(value: float) -> float:
        return float(PAD + (value - low) * scale)

    left, right = sorted((x(row["from"]), x(row["to"])))
    children: Sequence[Markup] = (
        element("line", x1=x(0.0), x2=x(0.0), y1=0, y2=HEIGHT, class_="axis"),
        element("line", x1=x(row["from"]), x2=x(row["from"]), y1=0, y2=5, class_="rule"),
        element("rect", x=left, y=5, width=max(right - left, 1.5), height=HEIGHT - 10, rx=1.5, class_=FILLS[row["kind"]]),
        element("line", x1=x(row["to"]), x2=x(row["to"]), y1=HEIGHT - 5, y2=HEIGHT, class_="rule"),
    )
    return drawing(WIDTH, HEIGHT, children, label=f"{row['score']:+.2f}", class_="waterfall")
