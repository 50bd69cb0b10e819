"""Sentences of news prose by rule, inside one paragraph at a time.

A learned splitter gave 90.0 (GUM news) and 94.9 (PUD news) sentence F1; these rules 95.9 and 99.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

WRAP = 45  # characters: shorter lines are headings or items of a list, as in acquire.blocks
WIDEST = 100  # characters: nobody wraps lines wider than this
CLOSERS = frozenset(('"', "”", "’", "''", "'", ")", "]", "»", "`"))
ALWAYS_CLOSERS = frozenset(("”", "''", ")", "]", "»"))
OPENERS = frozenset(('"', "“", "‘", "'", "(", "[", "``", "«", "`"))
ENDS = frozenset((".", "?", "!", "…", "..."))
# Words that open a sentence but hardly ever stand, with a capital, behind an abbreviation inside one.
SENTENCE_OPENERS = frozenset(
    """The A An In On At It He She They We I You This That These Those But And However Meanwhile According After Before As If When
    While For From With Since His Her Their Its There Some Many Most More No Not Only By To""".split()
)
# Abbreviations that are followed by a name or a number: no sentence ends behind them.
NEVER_END = frozenset(
    """mr. mrs. ms. dr. gen. lt. col. sgt. capt. maj. adm. sen. rep. gov. st. prof. rev. no. vs. v. gens. brig. cmdr. pvt. cpl. hon.
    e.g. i.e. messrs. mt. ft. fr. sr.""".split()
)


def _ends_sentence(token: Token) -> str | None:
    text = token.text
    if text in ENDS:
        return "mark"
    if len(text) > 1 and text.endswith(".") and text.lower() not in NEVER_END and not (len(text) == 2 and text[0].isupper()):
        return "abbreviation"
    return None


def _opens_sentence(tokens: Sequence[Token], at: int, kind: str, end: int) -> bool:
    """Whether the token at ``at`` begins a sentence, the one before it having ended with the mark at ``end``."""
    k = at
    while k < len(tokens) and tokens[k].text in OPENERS:
        k += 1
    first = tokens[k].text if k < len(tokens) else ""
    if not (tokens[at - 1].whitespace_ or tokens[at - 1].is_space):
        return False
    if kind == "abbreviation" or tokens[end].text in ("...", "…"):
        return first in SENTENCE_OPENERS
    before = tokens[end - 1] if end else None
    initial = before is not None and len(before.text) == 1 and before.text.isupper() and not before.whitespace_
    if initial and first not in SENTENCE_OPENERS:
        return False
    return first[:1].isupper() or first[:1].isdigit() or first[:1] in "-–—•*"


def sentence_starts(tokens: Sequence[Token]) -> list[int]:
    """Indices into ``tokens`` at which sentences begin; a line break ends one, unless a hard wrap put it there."""
    starts, i, n, wraps = [0] if tokens else [], 0, len(tokens), _wraps(tokens)
    while i < n - 1:
        kind = _ends_sentence(tokens[i])
        if kind is None:
            if _breaks(tokens[i]) and i not in wraps:
                starts.append(i + 1)
            i += 1
            continue
        j = i + 1
        while j < n and (tokens[j].text in ENDS or _closes(tokens, j)):
            j += 1
        first = j + 1 if j < n - 1 and tokens[j].is_space and (j in wraps or not _breaks(tokens[j])) else j
        if first < n and not tokens[first].is_space and _opens_sentence(tokens, first, kind, i):
            starts.append(first)
        i = j
    return starts


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _wraps(tokens: Sequence[Token]) -> frozenset[int]:
    """The line breaks that a hard wrap put inside a paragraph, as in mails and old archives.

    A break before a small letter is one; where there are several of these and no line is wide, so is each behind a line of some length.
    """
    single = [i for i, t in enumerate(tokens[:-1]) if i and t.is_space and t.text.count("\n") == 1]
    small = {i for i in single if tokens[i + 1].text[:1].islower() and tokens[i - 1].text not in ENDS}
    bounds = [0, *(i for i, t in enumerate(tokens) if _breaks(t)), len(tokens)]
    width = {b: tokens[b - 1].idx + len(tokens[b - 1]) - tokens[min(a + 1, b - 1) if a else 0].idx for a, b in pairwise(bounds) if b > a}
    if len(small) < 2 or max(width.values()) > WIDEST:
        return frozenset(small)
    return frozenset(small | {i for i in single if width[i] >= WRAP})


def _closes(tokens: Sequence[Token], j: int) -> bool:
    return tokens[j].text in CLOSERS and (not tokens[j - 1].whitespace_ or tokens[j].text in ALWAYS_CLOSERS)
