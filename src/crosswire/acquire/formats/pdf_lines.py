"""Lines of a PDF's pages -> paragraphs: a PDF knows where letters stand, and nothing of words that a line cut or of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from crosswire.acquire.blocks import fold

_EDGE = 3  # lines at the top and at the bottom of a page that may be running heads
_CELL = 18  # letters; two columns of text have more in most lines, the cells of a table have fewer
_PAGE = re.compile(r"\W*page\s+\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,4})(?:\s*(?:/|of|\|)\s*\d{1,4})?\W*$")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_END = re.compile(r"[.!?:…][\"”’»)\]]*$")
_CUT = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
# Words that keep their hyphen where a line ends in them (source: our own list; what is written so elsewhere in the file goes before it).
_KEPT = frozenset("all anti co cross ex half high long low mid multi non past post pre pro self semi short so sub vice well".split())


class Line(NamedTuple):
    """A run of letters: where it begins on the page (points, from the lower left corner), and how large it is (points)."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """Where it ends, by a letter's usual width of half its size."""
        return self.x + len(self.text) * self.size * 0.5


class Read(NamedTuple):
    """``paragraphs`` in reading order, the ``heading`` in the largest letters, and ``notes`` on what was left out."""

    paragraphs: list[str]
    heading: str | None
    notes: list[str]


def paragraphs(pages: Sequence[Sequence[Line]]) -> Read:
    """The paragraphs of all pages. A head or foot that runs over the pages is kept where it stands first; page numbers are left out."""
    joined = [_in_columns(_joined(page)) for page in pages]
    kept, left_out = _without_running(joined)
    lines = [line for page in kept for line in page]
    known = frozenset(re.findall(r"\b\w+-\w+", " ".join(line.text for line in lines).lower()))
    out = [_text(group, known) for group in _groups(kept)]
    notes = [f"{left_out} lines of running heads and page numbers were left out"] if left_out else []
    return Read([text for text in out if text], _heading(kept), notes)


def _joined(page: Sequence[Line]) -> list[Line]:
    """Runs on one height are one line, unless many lines have a run that begins there: these are columns. A raised number is a note's."""
    rows = Counter(round(b.x) for a, b in pairwise(page) if _beside(a, b) and min(len(a.text), len(b.text)) >= _CELL)
    out: list[Line] = []
    for run in page:
        last = out[-1] if out else None
        if last and _beside(last, run) and rows[round(run.x)] < 4:
            gap = "" if re.match(r"[\s,.;:!?)\]”’]", run.text) or re.search(r"[\s(\[“‘]$", last.text) else " "
            out[-1] = last._replace(text=last.text + gap + run.text)
        elif last and run.size < last.size * 0.8 and 0 < run.y - last.y < last.size and re.fullmatch(r"[\d, ]{1,8}", run.text):
            out[-1] = last._replace(text=f"{last.text} [{run.text.strip()}] ")
        else:
            out.append(run)
    return [line._replace(text=" ".join(line.text.translate(_LIGATURES).split())) for line in out]


def _beside(left: Line, right: Line) -> bool:
    return abs(left.y - right.y) < 2 and right.x > left.x


def _in_columns(lines: list[Line]) -> list[Line]:
    """Lines that were drawn row by row over two columns, in the order of the columns; all others as they were drawn."""
    rows = [(a, b) for a, b in pairwise(lines) if abs(a.y - b.y) < 2 and b.x > a.x]
    long = [pair for pair in rows if min(len(pair[0].text), len(pair[1].text)) >= _CELL]
    if len(long) < 4 or len(long) * 3 < len(lines):
        return lines
    split = median(b.x for _, b in long) - 1
    top, bottom = max(a.y for a, _ in long), min(a.y for a, _ in long)
    above = [line for line in lines if line.y > top + 1]
    below = [line for line in lines if line.y < bottom - 1]
    inside = [line for line in lines if bottom - 1 <= line.y <= top + 1]
    left, right = [line for line in inside if line.x < split], [line for line in inside if line.x >= split]
    return [*above, *left, *right, *below]


def _without_running(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without what stands at the edge of most of them, and without page numbers; and how many lines that is."""
    edges = [_edge(page) for page in pages]
    counts = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in edge})
    running = {key for key, count in counts.items() if re.search("[a-z]", key) and count >= 2 and count * 2 >= len(pages)}
    offset = _numbering(pages, edges)
    seen: set[str] = set()
    out, left_out = [], 0
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        kept = []
        for index, line in enumerate(page):
            key = _key(line)
            again = key in running and key in seen
            if index not in edge or not (again or _PAGE.match(line.text) or _value(line, number) == offset):
                kept.append(line)
        seen.update(running & {_key(page[i]) for i in edge})
        left_out += len(page) - len(kept)
        out.append(kept)
    return out, left_out


def _numbering(pages: Sequence[Sequence[Line]], edges: Sequence[set[int]]) -> int:
    """By how much the numbers on the pages differ from their places in the file; a number that is no page's does not keep step."""
    found = Counter(value for n, page in enumerate(pages) for i in edges[n] if (value := _value(page[i], n)) is not None)
    best, count = max(found.items(), key=lambda item: item[1], default=(0, 0))
    return best if count >= 2 and count * 2 >= len(pages) else -(10**9)


def _value(line: Line, place: int) -> int | None:
    number = _NUMBER.match(line.text)
    return int(number[1]) - place if number else None


def _edge(page: Sequence[Line]) -> set[int]:
    """The lines at the top and at the bottom that a gap sets apart from the text."""
    order = sorted(range(len(page)), key=lambda i: page[i].y)
    leading = _leading(page) or (page[0].size * 1.2 if page else 0.0)
    return {*_apart(page, order, leading), *_apart(page, order[::-1], leading)}


def _apart(page: Sequence[Line], order: Sequence[int], leading: float) -> Sequence[int]:
    for count in range(1, min(_EDGE + 1, len(order))):
        if abs(page[order[count]].y - page[order[count - 1]].y) > leading * 1.5:
            return order[:count]
    return []


def _leading(page: Sequence[Line]) -> float:
    """The usual distance of two lines; 0 where there is none."""
    gaps = [a.y - b.y for a, b in pairwise(page) if 4 < a.y - b.y < 40]
    return median(gaps) if gaps else 0.0


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", fold(line.text))


def _groups(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Lines that are one paragraph."""
    group: list[Line] = []
    for page in pages:
        leading = _leading(page)
        right = max((line.end for line in page), default=0.0)
        for line in page:
            if group and _ends(group[-1], line, leading, right):
                yield group
                group = []
            group.append(line)
    if group:
        yield group


def _ends(last: Line, line: Line, leading: float, right: float) -> bool:
    """Whether a paragraph ends between two lines."""
    step = last.y - line.y
    if abs(last.size - line.size) > 0.1 * max(last.size, line.size):
        return True
    if step <= 0 or step > 60:  # another column or page: a sentence goes on, or it does not
        return _END.search(last.text) is not None or not (line.text[:1].islower() or _CUT.search(last.text))
    if leading and step > leading * 1.3:
        return True
    if _END.search(last.text) is None:
        return False
    indented = line.x - last.x > line.size * 0.8
    return indented or last.end < last.x + (right - last.x) * 0.65


def _text(group: Sequence[Line], known: frozenset[str]) -> str:
    """The lines of a paragraph in one, words that a line cut made whole."""
    parts = [group[0].text]
    for line in group[1:]:
        if _CUT.search(parts[-1][-2:]) and line.text[:1].islower():
            parts[-1:] = [_without_hyphen(parts[-1], line.text, known), line.text]
        else:
            parts += [" ", line.text]
    return "".join(parts).strip()


def _without_hyphen(text: str, rest: str, known: frozenset[str]) -> str:
    """A line without the hyphen at its end, unless the word has one anyway."""
    before = re.split(r"[\s(\"“‘'—–]", text)[-1]
    first = before[:-1].lower()
    after = re.match(r"\w*", rest)
    hyphenated = f"{first}-{after[0].lower() if after else ''}"
    keep = not text.endswith("\u00ad") and (hyphenated in known or first in _KEPT or "-" in first)
    return text if keep else text[:-1]


def _heading(pages: Sequence[Sequence[Line]]) -> str | None:
    """The first lines in the largest letters of the first page, where these are clearly larger than the text's."""
    first = next((page for page in pages if page), [])
    if not first:
        return None
    usual = median(line.size for page in pages for line in page)
    largest = max(line.size for line in first)
    found = " ".join(line.text for line in first if line.size > largest * 0.95)
    return found if largest >= usual * 1.2 and 3 <= len(found.split()) <= 30 else None
