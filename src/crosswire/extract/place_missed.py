"""Places that were read as something else or not at all: capitalised words that the gazetteer knows, where their neighbours allow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from crosswire.extract.place_seats import members, named_after, seats
from crosswire.extract.place_words import JOINERS, LIST, Spot, after_word, spot_of, vetoed, windows_in
from crosswire.types import Span
from crosswire.wordlists import load_csv, words_of
from crosswire.wordlists.folding import fold
from crosswire.wordlists.gazetteer import Entry, Gazetteer


@dataclass(frozen=True, slots=True)
class Company:
    """What else a report names: the countries, by name or by a well-known place, and every word of people's names of two words or more."""

    countries: frozenset[str]
    people: frozenset[str]


def company_of(doc: Doc, known: Gazetteer) -> Company:
    """What a report names beside its places."""
    countries: set[str] = set()
    people: set[str] = set()
    for ent in doc.ents:
        countries.update(known.countries_of(ent.text))
        entries = known.find(ent.text) if ent.label_ == "LOC" else ()
        countries.update(e.country for e in entries[:1] if e.country)
        titled = ent.start > 0 and doc[ent.start - 1].text.rstrip(".") in words_of(LIST, "titles")
        if ent.label_ == "PERSON" and (len(ent) > 1 or titled):
            people.update(t.text for t in ent)
    return Company(frozenset(countries), frozenset(people))


@cache
def _known_bodies() -> frozenset[str]:
    """Names of bodies, in small letters, whose words may be places ("Islamic State of Iraq and the Levant")."""
    names = (
        n
        for row in load_csv("actors.csv")
        for n in [row["name"], *row["aliases"].split("|")]
        if row["kind"] in ("armed group", "organisation")
    )
    return frozenset(n.lower() for n in names if " " in n)


def bodies_in(sentence: Tokens) -> Iterator[Span]:
    """Where a body of the actor lists is named by words of which some are a place."""
    doc, bodies = sentence.doc, _known_bodies()
    for start in range(sentence.start, sentence.end):
        if doc[start].text[:1].isupper():
            for end in range(min(sentence.end, start + 10), start + 1, -1):
                if doc[start:end].text.lower() in bodies:
                    yield Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
                    break


def inside_others(sentence: Tokens, known: Gazetteer, company: Company) -> Iterator[Spot]:
    """Names read as people, bodies or nations that are nothing but a country or a well-known place after a preposition."""
    for ent in sentence.ents:
        if ent.label_ in ("LOC", "FAC", "DATE", "MONEY") or ent.text in known.demonyms or vetoed(ent):
            continue
        entries = known.find(ent.text)
        sure = any(e.kind == "country" for e in entries) and ent.label_ in ("NORP", "ORG", "MISC")
        if ent.label_ == "NORP" and not sure:
            continue
        large = max((e.population for e in entries), default=0) >= 20_000
        near = any(e.country in company.countries for e in entries) and not any(t.text in company.people for t in ent)
        seated = ent.end < sentence.end and ent.doc[ent.end].lower_ in words_of(LIST, "bodies") and ent.label_ == "ORG"
        strong = seated or after_word(ent, "strong_locatives")
        if entries and (sure or (strong and (large or near)) or (near and after_word(ent, "locatives"))):
            yield spot_of(ent, known, "gazetteer")
        elif ent.label_ == "ORG":
            yield from seats(ent, known)
        else:
            yield from members(ent, known)


def missed(sentence: Tokens, known: Gazetteer, names: set[str], company: Company) -> Iterator[Spot]:
    """Capitalised words outside every name, and names of one kind that the same report uses as a place elsewhere."""
    for ent in sentence.ents:
        if ent.label_ in ("ORG", "LOC", "FAC", "MISC") and len(ent) > 1 and not vetoed(ent):
            yield from named_after(ent, known, names, company.people)
    for window in windows_in(sentence):
        key = fold(window.text)
        if key in words_of(LIST, "never") or window.text in known.demonyms or vetoed(window):
            continue
        again = key in names and _whole(window) and (window.text not in company.people or after_word(window, "strong_locatives"))
        if not (again or not any(t.ent_type_ for t in window)) or _goes_on(window):
            continue
        entries = known.find(window.text)
        if entries and (again or _believed(window, entries)):
            yield spot_of(window, known, "again" if again else "gazetteer")


def _believed(window: Tokens, entries: tuple[Entry, ...]) -> bool:
    """A country, province or region anywhere; a town after a preposition of place, unless it is a lone small one."""
    first = window.start == window.sent.start
    if any(e.kind == "country" for e in entries):
        return True
    if not all(t.pos_ == "PROPN" or t.text.lower() in words_of(LIST, "connectors") or t.text in JOINERS for t in window):
        return False
    if any(e.kind != "town" for e in entries):
        return not first or len(window) > 1
    return after_word(window, "strong_locatives") or (after_word(window, "locatives") and max(e.population for e in entries) >= 50_000)


def _whole(window: Tokens) -> bool:
    """Whether a window cuts no name in two."""
    return all(e.start >= window.start and e.end <= window.end for e in window.ents) and not (
        window[0].ent_iob_ == "I" or (window.end < len(window.doc) and window.doc[window.end].ent_iob_ == "I")
    )


def _goes_on(window: Tokens) -> bool:
    """Whether the capitalised words go on: "Paris" in "Paris Hilton", "Washington" in "Washington Post"."""
    doc, (before, after) = window.doc, (window.start - 1, window.end)
    if after < window.sent.end:
        nxt = doc[after]
        named = nxt.text[:1].isupper() and nxt.pos_ == "PROPN" and nxt.text.lower() not in words_of(LIST, "types")
        if (named and doc[after - 1].whitespace_) or nxt.text.lower() in words_of(LIST, "paper_heads"):
            return nxt.text.isalpha()
    if before < window.sent.start:
        return False
    prev = doc[before]
    return (prev.text[:1].isupper() and prev.pos_ == "PROPN" and prev.i > window.sent.start) or prev.text in ("-", "'")
