"""An axis of days: where a day stands, and which days are written under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last`` (inclusive) between ``left`` and ``right``."""

    first: date
    last: date
    left: float
    right: float

    @property
    def per_day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def begin(self, day: date) -> float:
        """Where a day begins, kept within the axis."""
        return min(max(self.left + (day - self.first).days * self.per_day, self.left), self.right)

    def end(self, day: date) -> float:
        """Where a day ends, kept within the axis."""
        return min(max(self.left + ((day - self.first).days + 1) * self.per_day, self.left), self.right)

    def ticks(self, apart: float = 74.0) -> list[tuple[date, str]]:
        """Days to write, at least ``apart`` units from one another, round ones, each with its words; the year is said where it changes."""
        days = (self.last - self.first).days + 1
        room = max(int((self.right - self.left) / apart), 1)
        for step in (1, 2, 7, 14):
            if days / step <= room:
                return self._words([d for d in self._every(step) if d <= self.last], "day")
        for months in (1, 2, 3, 6):
            if days / (30.4 * months) <= room:
                return self._words(self._months(months), "month")
        years = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if days / (365.2 * n) <= room)
        found = [date(y, 1, 1) for y in range(self.first.year, self.last.year + 1) if y % years == 0]
        return [(d, str(d.year)) for d in found if d >= self.first]

    def _every(self, step: int) -> list[date]:
        start = self.first + timedelta(days=-self.first.weekday() % 7) if step >= 7 else self.first
        return [start + timedelta(days=i) for i in range(0, (self.last - start).days + 1, step)]

    def _months(self, step: int) -> list[date]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        months = [(self.first.year * 12 + self.first.month - 1 + i) for i in range(count)]
        found = [date(m // 12, m % 12 + 1, 1) for m in months if m % 12 % step == 0]
        return [d for d in found if self.first <= d <= self.last]

    @staticmethod
    def _words(days: list[date], grain: str) -> list[tuple[date, str]]:
        told, before = [], None
        for d in days:
            year = f" {d.year}" if before is None or before.year != d.year else ""
            told.append((d, (f"{d.day} {d:%b}" if grain == "day" else f"{d:%b}") + year))
            before = d
        return told
