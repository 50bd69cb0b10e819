"""Names on a drawing: set beside what they name, where there is room, none over another."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot

Box = tuple[float, float, float, float]  # left, top, right, bottom


def text_width(text: str, size: float) -> float:
    """About how wide a text is; a little more rather than less.

    >>> text_width("abc", 10.0) < text_width("abcd", 10.0)
    True
    """
    return sum(0.6 if c.isupper() or c in "mw—" else 0.28 if c in "iljt.,' " else 0.52 for c in text) * size + 2


@dataclass(frozen=True, slots=True)
class Label:
    """Where a text stands: ``x``, ``y`` its baseline, ``anchor`` as in SVG, ``leader`` a line from its mark where it stands apart."""

    x: float
    y: float
    anchor: str
    leader: Box | None = None


@dataclass
class Sheet:
    """What is taken on a sheet of ``width`` by ``height``."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a place free of names."""
        self.taken.append(box)

    def free(self, box: Box) -> bool:
        """Whether nothing stands there, and it lies on the sheet."""
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self.width - 2 or bottom > self.height - 2:
            return False
        return all(right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in self.taken)

    def beside(self, x: float, y: float, r: float, width: float, size: float) -> Label | None:
        """A place for a text of that width beside a mark of radius ``r``, nearest first; None where there is none."""
        for label, box in _candidates(x, y, r, width, size):
            if self.free(box):
                self.take(box)
                return label
        return None

    def centred(self, x: float, y: float, width: float, height: float) -> bool:
        """Take the box around a point, if it is free."""
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not self.free(box):
            return False
        self.take(box)
        return True


def _candidates(x: float, y: float, r: float, width: float, size: float) -> list[tuple[Label, Box]]:
    found = []
    for gap, leads in ((3.0, False), (14.0, True), (30.0, True), (48.0, True)):
        d = r + gap
        slant = d * 0.72
        spots = ((d, 0.0, "start"), (-d, 0.0, "end"), (slant, -slant, "start"), (slant, slant, "start"), (-slant, -slant, "end"),
                 (-slant, slant, "end"), (0.0, -d - size * 0.4, "middle"), (0.0, d + size * 0.5, "middle"))  # fmt: skip
        for dx, dy, anchor in spots:
            left = x + dx - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            middle = y + dy
            box = (left, middle - size * 0.62, left + width, middle + size * 0.62)
            far = hypot(dx, dy)
            leader = (x + dx * r / far, y + dy * r / far, x + dx * 0.94, y + dy * 0.94) if leads else None
            found.append((Label(x + dx, middle + size * 0.34, anchor, leader), box))
    return found
