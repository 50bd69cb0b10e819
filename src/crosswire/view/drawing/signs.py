"""How well something is told, as a sign: each grade has a shape and a colour, so that neither is needed to tell them apart."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from crosswire.view.drawing.svg import element

# Worst first: what a reader should look at before the rest. Grade -> the colour's name.
TONES = {"contested": "conflicting", "denied": "updated", "withdrawn": "withdrawn", "single": "only", "corroborated": "agreed"}
MEANING = {
    "contested": "sources conflict",
    "denied": "denied",
    "withdrawn": "withdrawn",
    "single": "one origin",
    "corroborated": "two or more origins agree",
}


def worst(grades: list[str]) -> str:
    """The gravest of some grades.

    >>> worst(["corroborated", "contested", "single"])
    'contested'
    """
    return next((g for g in TONES if g in grades), "single")


def usual(counts: Mapping[str, int]) -> str:
    """The grade that most events have; the graver of two that as many have.

    >>> usual({"corroborated": 2, "contested": 1, "single": 2})
    'single'
    """
    return max(TONES, key=lambda g: (counts.get(g, 0), -list(TONES).index(g)))


def sign(grade: str, x: float, y: float, r: float) -> Markup:
    """A disc (corroborated), a ring (single), a diamond (contested), a disc with a bar (denied) or a cross (withdrawn)."""
    class_ = f"sign tone-{TONES.get(grade, 'only')}"
    if grade == "contested":
        s = r * 1.2
        return element("path", d=f"M{x:.1f} {y - s:.1f}l{s:.1f} {s:.1f}l{-s:.1f} {s:.1f}l{-s:.1f} {-s:.1f}z", class_=class_)
    if grade == "withdrawn":
        return element(
            "path", d=f"M{x - r:.1f} {y - r:.1f}l{2 * r:.1f} {2 * r:.1f}m0 {-2 * r:.1f}l{-2 * r:.1f} {2 * r:.1f}", class_=f"{class_} cross"
        )
    disc = element("circle", cx=float(x), cy=float(y), r=float(r), class_=f"{class_} ring" if grade == "single" else class_)
    if grade == "denied":
        return disc + element("path", d=f"M{x - r * 0.6:.1f} {y:.1f}h{r * 1.2:.1f}", class_="bar")
    return disc


DOUBTS = ("contested", "denied", "withdrawn")


def badged(grade: str, worst_: str) -> bool:
    """Whether a mark or an area has a sign of doubt beside its own sign or colour."""
    return worst_ in DOUBTS and worst_ != grade


def badge(grade: str, worst_: str, x: float, y: float) -> Markup:
    """A small sign on a mark for several events: that at least one of them is in doubt, where the mark itself does not say so."""
    return sign(worst_, x, y, 4.2) if badged(grade, worst_) else Markup("")


def key(grades: list[str], x: float, y: float, *, bars: bool = False) -> Markup:
    """The signs (or the colours of ``bars``) that a drawing uses, with their grades, in a row from ``x``."""
    parts = []
    for grade in (g for g in TONES if g in grades):
        block = element("rect", x=x, y=y - 9, width=10, height=10, class_=f"stack tone-{TONES[grade]} {grade}")
        parts.append((block if bars else sign(grade, x + 5, y - 4, 4.5)) + element("text", grade, x=x + 14, y=y, class_="key"))
        x += 24 + 6.4 * len(grade)
    return Markup("").join(parts)
