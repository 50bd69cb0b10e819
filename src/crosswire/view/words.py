"""How figures, days and long lines are written, on pages as in a terminal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def plural(n: int, noun: str) -> str:
    """A count and its noun.

    >>> plural(1, "story"), plural(2, "story"), plural(1200, "report")
    ('1 story', '2 stories', '1,200 reports')
    """
    if n == 1:
        return f"1 {noun}"
    return f"{n:,} {noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{n:,} {noun}s"


def number(value: float | None) -> str:
    """A figure as a reader writes it; a dash where there is none.

    >>> number(4600.0), number(2.5), number(None)
    ('4,600', '2.5', '–')
    """
    return "–" if value is None else f"{value:,.10g}"


def day(value: date | datetime | str | None) -> str:
    """A day as 4 March 2030; "not known" where there is none.

    >>> day("2030-03-04T10:00:00Z"), day(None)
    ('4 March 2030', 'not known')
    """
    if value is None or value == "":
        return "not known"
    at = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{at.day} {at:%B} {at.year}"


def days(start: Any, end: Any) -> str:
    """A day, or a range of days, the parts that are alike said once.

    >>> days("2030-03-04", "2030-03-06"), days("2030-03-30", "2030-04-02"), days(None, None)
    ('4–6 March 2030', '30 March – 2 April 2030', 'day not known')
    """
    if start is None and end is None:
        return "day not known"
    if start is None or end is None:
        return f"from {day(start)}" if start else f"until {day(end)}"
    first, last = (date.fromisoformat(v[:10]) if isinstance(v, str) else v for v in (start, end))
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{first.day} {first:%B} – {day(last)}" if first.year == last.year else f"{day(first)} – {day(last)}"


def clip(text: str, width: int = 160) -> str:
    """A long line cut at a word, with an ellipsis.

    >>> clip("one two three", 9)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= width else line[:width].rsplit(" ", 1)[0].rstrip(",;:") + "…"


# What the types of PLOVER (and DISASTER) are called on a page.
TYPES = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession", "COOPERATE": "cooperation", "AID": "aid",
    "RETREAT": "withdrawal", "REQUEST": "demand", "ACCUSE": "accusation", "REJECT": "rejection", "THREATEN": "threat", "PROTEST": "protest",
    "SANCTION": "sanction", "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "attack", "DISASTER": "disaster",
}  # fmt: skip


def kind(type_: str) -> str:
    """What a type of event is called.

    >>> kind("ASSAULT"), kind("SOMETHING_ELSE")
    ('attack', 'something else')
    """
    return TYPES.get(type_, type_.lower().replace("_", " "))


def bounds(low: float | None, best: float | None, high: float | None) -> str:
    """A count with its bounds: best first, then how far it may go.

    >>> bounds(9, 11, 14), bounds(9, 9, 9), bounds(19, None, None), bounds(None, None, 275), bounds(None, None, None)
    ('11 (9–14)', '9', 'at least 19', 'up to 275', '–')
    """
    if low is not None and low == best == high:
        return number(low)
    if best is None:
        if low is not None and high is not None:
            return f"{number(low)}–{number(high)}"
        return f"at least {number(low)}" if low is not None else (f"up to {number(high)}" if high is not None else "–")
    if low is None and high is None:
        return f"about {number(best)}"
    if high is None:
        return f"{number(best)} or more" if low == best else f"{number(best)} (at least {number(low)})"
    if low is None:
        return f"{number(best)} (up to {number(high)})" if high != best else f"up to {number(best)}"
    return f"{number(best)} ({number(low)}–{number(high)})"


def counted(stands: str | None, low: float | None, best: float | None, high: float | None, given: int = 1) -> str:
    """A counted field: what stands, as it was said; where several values are ``given``, in brackets how far they go.

    >>> counted("about 1,200", 1080, 1200, 1320), counted("18", 9, 18, 18, 4), counted("hundreds", 200, 200, None, 2)
    ('about 1,200', '18 (9–18)', 'hundreds')
    """
    if stands is None:
        return bounds(low, best, high)
    return stands if given == 1 or low is None or high is None or low == high else f"{stands} ({number(low)}–{number(high)})"


def field(name: str) -> str:
    """What a field of an event is called: a count by its role, a part of a count in brackets.

    >>> field("quantity:killed"), field("quantity:killed:child"), field("place")
    ('killed', 'killed (child)', 'place')
    """
    role, _, part = name.removeprefix("quantity:").partition(":")
    return f"{role} ({part})" if part else role


def told(what: str, width: int = 220) -> str:
    """An event's line as a page shows it: verbatim, with an ellipsis where it begins inside a sentence, and where it is cut.

    >>> told("none of its patrols had been ashore"), told("Gunmen opened fire")
    ('… none of its patrols had been ashore', 'Gunmen opened fire')
    """
    line = clip(what, width)
    return f"… {line}" if line[:1].islower() else line
