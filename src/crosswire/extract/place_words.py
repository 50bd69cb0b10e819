"""What a stretch of words must look like to read as the name of a place; shared by the modules that find places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from crosswire.wordlists import words_of
from crosswire.wordlists.folding import fold
from crosswire.wordlists.gazetteer import Entry, Gazetteer

LIST = "places.toml"
LONGEST = 7  # tokens of a name: "Federation of Bosnia and Herzegovina"
JOINERS = frozenset({"-", "‐", "‑", "–", "'", "’", "‘", "`", "´", "&", "'s", "’s"})
_AGENCY = re.compile(r"\)\s*(?:—|–|--|-)")


@dataclass(frozen=True, slots=True)
class Spot:
    """One stretch of text that reads as a place. ``asked`` is the name that was looked up in it."""

    start: int
    end: int
    asked: str
    entries: tuple[Entry, ...]
    rule: str


def spot_of(window: Tokens, known: Gazetteer, rule: str) -> Spot:
    """A window as a spot, without a leading "the"."""
    start, text = window.start_char, window.text
    if text.lower().startswith("the ") and len(window) > 1:
        start, text = start + 4, text[4:]
    return Spot(start, window.end_char, text, known.find(text), rule)


def apart(spots: list[Spot]) -> list[Spot]:
    """Spots that do not overlap: the longer one stays, then the one with a gazetteer row, then the first."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.start - s.end, not s.entries, s.start, s.rule)):
        if all(spot.end <= k.start or k.end <= spot.start for k in kept):
            kept.append(spot)
    return sorted(kept, key=lambda s: s.start)


def windows_in(sentence: Tokens) -> Iterator[Tokens]:
    """Every stretch of up to LONGEST tokens that could be a name, longest first at each start."""
    for start in range(sentence.start, sentence.end):
        if not sentence.doc[start].text[:1].isupper():
            continue
        for end in range(min(sentence.end, start + LONGEST), start, -1):
            window = sentence.doc[start:end]
            if reads_as_name(window):
                yield window


def reads_as_name(window: Tokens) -> bool:
    """Capitalised words joined by particles ("of", "al", "-") and nothing else, a capitalised one at each end."""
    if not (window[0].text[:1].isupper() or window[0].text in ("al", "el", "the")) or not window[-1].text[:1].isupper():
        return False
    connectors = words_of(LIST, "connectors")
    return all(t.text[:1].isupper() or t.text in connectors or t.text in JOINERS for t in window)


def after_word(window: Tokens, group: str) -> bool:
    """Whether a word of a group of the list stands before a window; adjectives and "the" between them do not count."""
    i = window.start - 1
    while i >= window.sent.start and (window.doc[i].lower_ == "the" or window.doc[i].pos_ == "ADJ"):
        i -= 1
    return i >= window.sent.start and window.doc[i].lower_ in words_of(LIST, group)


def before_noun(window: Tokens) -> bool:
    """Whether a window is an adjective of the noun after it, or owns it ("U.S. troops", "UK's")."""
    if window.end >= len(window.doc):
        return False
    after = window.doc[window.end]
    leans = window.root.head.i >= window.end or after.pos_ == "PROPN"
    return (leans and after.pos_ in ("NOUN", "ADJ", "PROPN", "NUM")) or after.text in ("-", "'s", "’s")


def vetoed(ent: Tokens) -> bool:
    """Names of bodies and media, of the agency in a dateline, and "U.S." where it is an adjective."""
    doc, key = ent.doc, fold(ent.text)
    if key in words_of(LIST, "not_places") or not any(c.isalpha() for c in key) or len(key) < 2:
        return True
    before = doc[ent.start - 1] if ent.start else None
    if before is not None and before.text == "(" and _AGENCY.match(doc.text[ent.end_char : ent.end_char + 4]):
        return True
    adjective = before_noun(ent) or not after_word(ent, "locatives")
    return ent.text in words_of(LIST, "as_adjective") and adjective
