"""Outlets that a report names: its own, by its name, the last word of it or its initials, and who sent it, in datelines and bylines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import nouns_of
from crosswire.extract.name_text import Word, capital, joined, keys_of
from crosswire.extract.name_types import Line, Name
from crosswire.types import Span
from crosswire.wordlists.folding import fold

_IN_DATELINE = re.compile(r"\(([A-Z][\w.’' -]{1,40}?)\)")
DATELINE = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)\s*[-–—]")


def outlet_names(page: Page, lines: Sequence[Line]) -> list[Name]:
    """Where the report names its own outlet: as it was given with the report, or by the initials in the dateline."""
    outlet = page.document.outlet
    if not outlet or len(fold(outlet)) < 3:
        return []
    last = keys_of(outlet)[-1:]
    short = last if last and last[0] in nouns_of("organisation_names", "paper_names") and len(keys_of(outlet)) > 1 else ()
    called = {keys_of(outlet)} | {keys_of(m[1]) for m in DATELINE.finditer(page.document.text[:2000]) if _short_for(m[1], outlet)}
    out = []
    for line in lines:
        for keys in sorted(called):
            for i in range(len(line.words) - len(keys) + 1):
                words = line.words[i : i + len(keys)]
                if tuple(w.key for w in words) == keys and capital(words[0]):
                    out.append(Name(words[0].start, words[-1].end, outlet, "organisation", None, None, None, "outlet"))
        for the, word in pairwise(line.words) if short else ():  # "she told the Herald"
            if the.key == "the" and (word.key,) == short and capital(word) and stands_alone(page.document.text, line.words, word):
                out.append(Name(word.start, word.end, outlet, "organisation", None, None, None, "outlet"))
    return out


def stands_alone(text: str, words: Sequence[Word], word: Word) -> bool:
    """Whether no other capitalised word follows: "the Herald", not "the Herald Building"."""
    after = next((w for w in words if w.start >= word.end), None)
    return after is None or not (capital(after) and joined(text, word, after))


def dateline_names(page: Page) -> list[tuple[Span, str]]:
    """Where datelines and bylines name who sent the report, and that name: "LIMA, May 3 (GCP) -", "Ana Ruiz, Gold Coast Press"; initials
    that the outlet's name has stand for it."""
    text, outlet, out = page.document.text, page.document.outlet or "", []
    own = re.compile(rf"\b{re.escape(outlet)}\b") if len(fold(outlet)) > 2 else None
    for segment in page.segments:
        if segment.kind == "byline" and own is not None:
            out += [(Span(*m.span()), outlet) for m in own.finditer(text, segment.start, segment.end)]
        for m in _IN_DATELINE.finditer(text, segment.start, segment.end) if segment.kind == "dateline" else ():
            same = bool(outlet) and (_short_for(m[1], outlet) or keys_of(m[1]) == keys_of(outlet))
            out.append((Span(*m.span(1)), outlet if same else m[1]))
    return out


def _short_for(short: str, outlet: str) -> bool:
    """Whether the letters of "GCP" stand in order in "Gold Coast Press", the first as its first."""
    letters = iter(fold(outlet).replace(" ", ""))
    return fold(short)[:1] == fold(outlet)[:1] and all(c in letters for c in fold(short))
