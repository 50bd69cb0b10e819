"""Reports side by side: their texts with the shared passages numbered, and an overview of where these stand, joined by ribbons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from crosswire.view.drawing import svg
from crosswire.view.drawing.marked import plain
from crosswire.view.reports.aligning import differing
from crosswire.view.reports.layers import Covering, Stretch, blocks
from crosswire.view.words import clip, plural

Row = Mapping[str, Any]
TINTS = 6  # colours of passages; each has its number beside it
WIDTH, BAR, ROOM, HEAD = 960.0, 18.0, 62.0, 20.0


def tint(number: int) -> int:
    """The colour of a passage by its number, from 1."""
    return (number - 1) % TINTS + 1


def _others(passage: Row, here: str, order: Sequence[str]) -> list[str]:
    """The other reports that have a passage, beginning after this one and going round."""
    at = order.index(here)
    return [d for d in [*order[at + 1 :], *order[:at]] if d in passage["spans"]]


def columns(page: Row) -> list[Markup]:
    """The texts of a comparison, one a report: shared words linked to their counterpart, changed words inside them marked."""
    return [_column(report, i, page) for i, report in enumerate(page["reports"])]


def _column(report: Row, index: int, page: Row) -> Markup:
    here, text = report["document_id"], report["text"]
    order = page["chosen"]
    texts = {r["document_id"]: r["text"] for r in page["reports"]}
    mine = [p for p in page["passages"] if here in p["spans"]]
    changed = [span for p in mine for span in _changed(p, here, texts, order)]
    spans = [Covering(p["spans"][here][0], p["spans"][here][1], n) for n, p in enumerate(mine)]
    spans += [Covering(start, end, len(mine)) for start, end in changed]
    named: set[int] = set()

    def shown(piece: Stretch) -> Markup:
        words = plain(text[piece.start : piece.end])
        over = [n for n in piece.notes if n < len(mine)]
        if not over:
            return words
        n = min(over, key=lambda m: mine[m]["spans"][here][1] - mine[m]["spans"][here][0])
        number = mine[n]["number"]
        inner = Markup('<b class="changed">{}</b>').format(words) if len(mine) in piece.notes else words
        if words.isspace():
            return Markup('<span class="shared tint-{}" data-p="{}">{}</span>').format(tint(number), number, words)
        first = n not in named
        named.add(n)
        target = order.index(_others(mine[n], here, order)[0])
        place = Markup(' id="p{}-{}" data-number="{}"').format(number, index, number) if first else Markup(' tabindex="-1"')
        return Markup('<a class="shared tint-{}" data-p="{}" href="#p{}-{}"{}>{}</a>').format(
            tint(number), number, number, target, place, inner
        )

    return Markup("").join(_line(b, text, report, shown) for b in blocks(text, spans))


def _line(block: Any, text: str, report: Row, shown: Any) -> Markup:
    left = any(s <= block.start < block.end <= e for s, e in report["leftovers"])
    title = text[block.start : block.end].strip() == (report["title"] or "").strip() != ""
    named = {"is-leftover": left, "is-title": title, "close": block.after - block.end == 1}
    classes = " ".join(["line", *(name for name, holds in named.items() if holds)])
    gap = Markup('<span class="gap">{}</span>').format(text[block.end : block.after])
    return Markup('<p class="{}" dir="auto">{}{}</p>').format(classes, Markup("").join(shown(s) for s in block.stretches), gap)


def _changed(passage: Row, here: str, texts: Mapping[str, str], order: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words of a passage are not those of the next report that has it."""
    start, end = passage["spans"][here]
    other = _others(passage, here, order)[0]
    a, b = passage["spans"][other]
    return differing(texts[here][start:end], texts[other][a:b], start)


def ribbons(page: Row) -> Markup:
    """The reports as bars, as long as their texts, what they share joined: each ribbon leads to the words."""
    reports, order = page["reports"], page["chosen"]
    longest = max(len(r["text"]) for r in reports) or 1
    scale = WIDTH / longest
    tops = [HEAD + i * (BAR + ROOM) for i in range(len(reports))]
    bands = [b for i in range(len(order) - 1) for p in page["passages"] if (b := _band(p, i, order, tops, scale)) is not None]
    bars = [_bar(r, i, top, scale, page["passages"]) for i, (r, top) in enumerate(zip(reports, tops, strict=True))]
    label = "Where the shared passages stand in each report: " + ", ".join(r["outlet"] for r in reports)
    return svg.drawing(WIDTH, tops[-1] + BAR + 4, [*bands, *bars], label=label, class_="ribbons")


def _band(passage: Row, index: int, order: Sequence[str], tops: Sequence[float], scale: float) -> Markup | None:
    above, below = order[index], order[index + 1]
    if above not in passage["spans"] or below not in passage["spans"]:
        return None
    (a, b), (c, d) = ((s * scale, e * scale) for s, e in (passage["spans"][above], passage["spans"][below]))
    top, bottom = tops[index] + BAR, tops[index + 1]
    bend = (top + bottom) / 2
    path = f"M{a:.1f} {top}C{a:.1f} {bend} {c:.1f} {bend} {c:.1f} {bottom}H{d:.1f}C{d:.1f} {bend} {b:.1f} {bend} {b:.1f} {top}Z"
    number = passage["number"]
    return svg.element("path", svg.title(f"passage {number}"), d=path, class_=f"ribbon tint-{tint(number)}", data_p=number)


def _bar(report: Row, index: int, top: float, scale: float, passages: Sequence[Row]) -> Markup:
    here = report["document_id"]
    parts = [
        svg.element("text", f"{clip(report['outlet'], 40)} · {plural(report['words'], 'word')}", x=0, y=top - 6, class_="bar-name"),
        svg.element("rect", x=0, y=top, width=len(report["text"]) * scale, height=BAR, class_="bar"),
    ]
    taken = -99.0
    for passage in sorted((p for p in passages if here in p["spans"]), key=lambda p: p["spans"][here]):
        start, end = (v * scale for v in passage["spans"][here])
        number = passage["number"]
        inner = [
            svg.title(f"passage {number}, {passage['kind']}, {passage['similarity']:.0%} alike"),
            svg.element("rect", x=start, y=top, width=max(end - start, 2.0), height=BAR, class_=f"shared-bar tint-{tint(number)}"),
        ]
        if start - taken > 13:  # numbers that would stand on each other are left to the text
            inner.append(svg.element("text", str(number), x=start + 3, y=top + 13, class_="bar-number"))
            taken = start
        parts.append(svg.link(f"#p{number}-{index}", *inner, label=f"passage {number} in {report['outlet']}"))
    return Markup("").join(parts)
