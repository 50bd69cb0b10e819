"""The country that a report is about, and the country of a body of a state that is said without one ("the Foreign Ministry")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import CountryWord
from crosswire.extract.country_names import country_words
from crosswire.extract.name_types import Line, Name
from crosswire.types import Span
from crosswire.wordlists.gazetteer import gazetteer

_PLACED = re.compile(r"\b(?:in|into|to|across|inside|near|around|throughout|outside|at)\s+(?:the\s+)?$", re.IGNORECASE)
_QUALIFIES = re.compile(r" [a-z]{3,}")
# Whose they are, is not where they are: their country says nothing of the place of the report.
_ENVOY = re.compile(
    r" (?:(?:acting|deputy|special|senior|chief|top|former) )?(?:ambassador|high commission|embass|envoy|consul|charg[eé]|diplomat"
    r"|delegat|negotiator|mediator|attach[eé]|emissar|legation|counterpart|visitor|tourist|aid\b|donor)",
    re.IGNORECASE,
)
NAMED, ADJECTIVE = 2, 1  # weights of a country word
OPENING = 2  # lines: the headline and the first sentence, or the dateline and it
ABROAD = frozenset({"ministry:foreign", "ministry:defence"})  # ministries that speak in other countries' news
NEAR = 220  # characters back within which a country qualifies a bare foreign or defence ministry


@dataclass(frozen=True)
class Countries:
    """(offset, alpha2) of every country word, adjectives and capitals too, in order; ``home`` is the country of the report's places."""

    said: tuple[tuple[int, str], ...]
    home: str | None

    @property
    def only(self) -> str | None:
        """The country of the report's places where it says no other one: whose a minister without a country is."""
        return self.home if len({c for _, c in self.said} | {self.home}) == 1 else None

    def inside(self, start: int, end: int) -> set[str]:
        """The countries said between two offsets."""
        return {c for at, c in self.said if start <= at < end}


def read_countries(page: Page, lines: Sequence[Line]) -> Countries:
    """The countries that a report says, and the one that it is about: the heaviest, by its names, its capital and the towns that lie in
    one of the countries only, which count twice, and twice again behind "in" or "to"; by its adjectives, which count once, or not at
    all where they are those of an envoy; all of it twice in the headline and the first sentence."""
    text = page.document.text
    words = [(span, word) for line in lines for span, word in country_words(text, line.words)]
    said = [(span.start, word.alpha2) for span, word in words]
    weighed = [(span.start, word.alpha2, _weight(text, span, word)) for span, word in words]
    weighed += [(at, c, NAMED) for at, c in _towns(page, {c for _, c in said}, {at for at, _ in said})]
    opening = max((line.span.end for line in lines[:OPENING]), default=0)
    counts: Counter[str] = Counter()
    for at, c, weight in weighed:
        placed = NAMED if _PLACED.search(text, max(0, at - 14), at) and weight else 0
        counts[c] += (weight + placed) * (2 if at < opening else 1)
    first = {c: -i for i, (_, c, _) in reversed(list(enumerate(weighed)))}
    home = max(counts, key=lambda c: (counts[c], first[c]), default=None)
    return Countries(tuple(said), home)


def _weight(text: str, span: Span, word: CountryWord) -> int:
    if word.form != "demonym":
        return ADJECTIVE if word.alias.isupper() and _QUALIFIES.match(text, span.end) else NAMED  # "US troops"
    return 0 if _ENVOY.match(text, span.end) else ADJECTIVE


def _towns(page: Page, countries: set[str], taken: set[int]) -> list[tuple[int, str]]:
    """Towns that lie in one only of the countries said; where no country is said,
    every country that has two or more of the towns, once more for a town that is the largest of its name."""
    spots = [(e.start_char, e.text) for e in page.doc.ents if e.label_ == "LOC" and e.start_char not in taken]
    holds = {name: {e.country for e in gazetteer().find(name) if e.country} for _, name in spots}
    if countries:
        return [(at, c) for at, name in spots for c in sorted(holds[name] & countries) if len(holds[name] & countries) == 1]
    shared = Counter(c for found in holds.values() for c in found)
    every = [(at, c) for at, name in spots for c in sorted(holds[name]) if shared[c] > 1]
    return [*every, *((at, c) for at, name in spots if (c := _largest(name)) and shared[c] > 1)]


def _largest(name: str) -> str | None:
    """The country of the place that has a name with the most people."""
    found = [e for e in gazetteer().find(name) if e.country]
    return max(found, key=lambda e: (e.population, e.gazetteer_id)).country if found else None


def body_country(page: Page, names: Sequence[Name], said: Name, body: str, spoken: Countries) -> str | None:
    """The country of a bare body: the last one said with its country; of a ministry the one country of the sentence or, where it speaks
    abroad, the last one before; else the next body said with its country, else the country that the report is about."""
    full = [n for n in names if n.key and n.key.endswith(f":{body}")]
    before = [n for n in full if n.start < said.start]
    if before:
        return before[-1].country
    if body.startswith("ministry"):
        sentence = next((s for s in page.sentences if s.start <= said.start < s.end), None)
        inside = spoken.inside(sentence.start, sentence.end) if sentence else set()
        if len(inside) == 1:
            return next(iter(inside))
        text = page.document.text
        near = [c for at, c in spoken.said if said.start - NEAR <= at < said.start and not _PLACED.search(text, max(0, at - 14), at)]
        if body in ABROAD and near:
            return near[-1]
    return full[0].country if full else spoken.home
