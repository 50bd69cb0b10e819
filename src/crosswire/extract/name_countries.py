"""The country that the words of a name or of a description tell: "Peruvian miners", "rebels in Chad", "the Bank of Ghana"."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.country_names import country_words
from crosswire.extract.descriptions import Description
from crosswire.extract.name_text import PhraseTree, capital, tree_of, words_of
from crosswire.wordlists import load_csv
from crosswire.wordlists.gazetteer import gazetteer

_AGAINST = re.compile(r"\b(?:anti|pro|non)\s?[-‐‑–]\s?$", re.IGNORECASE)
# "US-backed", "Iran-made": not of that country.
_OF_OTHERS = re.compile(r"\s?[-‐‑–]\s?(?!(?:led|run|ruled|controlled|governed)\b)\w", re.IGNORECASE)
_CONTINENT = frozenset({"south", "north", "latin", "central", "pan", "inter", "all", "trans"})


@cache
def _peoples() -> PhraseTree[str]:
    """Peoples and regions of one country -> its code."""
    return tree_of((row["people"], row["country"]) for row in load_csv("peoples_within.csv"))


WHERE = frozenset({"of", "in", "from", "inside", "across", "within", "throughout"})


def told_country(text: str, start: int, end: int) -> str | None:
    """The alpha-2 code of the one country that the words between two offsets name, capitals included.

    >>> told_country("two Peruvian miners", 0, 19), told_country("anti-Peru fighters", 0, 18), told_country("Latin American states", 0, 21)
    ('PE', None, None)
    """
    words = words_of(text, start, end)
    if not any(map(capital, words)):
        return None
    at = {w.start: i for i, w in enumerate(words)}
    found = {code for i in range(len(words)) for end, (code, *_) in _peoples().at(text, words, i) if capital(words[i])}
    for span, word in country_words(text, words):
        before = words[at[span.start] - 1].key if at[span.start] else ""
        apart = (word.alpha2 == "US" and before in _CONTINENT) or before == "ethnic"
        if not apart and not _AGAINST.search(text, max(0, span.start - 6), span.start) and not _OF_OTHERS.match(text, span.end):
            found.add(word.alpha2)
    return next(iter(found)) if len(found) == 1 else None


def described_country(page: Page, d: Description, inside: Collection[str]) -> str | None:
    """Whose the people of a description are: by the words before the noun, else by what hangs on it ("of", "in", "from"), else by the
    actors inside the phrase, whose countries are given."""
    text, head = page.document.text, page.doc[d.head]
    end = head.idx + len(head)
    own = told_country(text, d.start, end)
    if own is not None:
        return own
    for child in head.rights:
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        if child.dep_ == "nmod" and case in WHERE:
            told = told_country(text, *_reach(child))
            told = told or _of_town(child)
            if told is not None:
                return told
    return next(iter(inside)) if len(inside) == 1 else None


def _of_town(child: Token) -> str | None:
    """The country of the place that a noun hangs on, where every place of the name lies in it: "the governor of the Lango region"."""
    for token in child.subtree:
        if token.ent_type_ == "LOC" and (token.i == 0 or token.nbor(-1).ent_type_ != "LOC"):
            name = next(e.text for e in token.sent.ents if e.start <= token.i < e.end)
            found = {entry.country for entry in gazetteer().find(name)}
            return next(iter(found)) if len(found) == 1 else None
    return None


def _reach(child: Token) -> tuple[int, int]:
    last = max(child.subtree, key=lambda t: t.i)
    stop = next((t for t in child.doc[child.i : last.i] if t.is_punct), None)
    return child.left_edge.idx, stop.idx if stop is not None else last.idx + len(last)
