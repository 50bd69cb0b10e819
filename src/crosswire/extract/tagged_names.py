"""What the language pipeline marked as a name: titles trimmed off, one label per name and report, towns that are people put right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import noun_groups, nouns_of
from crosswire.extract.armed_groups import after_common_noun
from crosswire.extract.country_names import country_words
from crosswire.extract.name_text import Word, capital, keys_of
from crosswire.extract.name_text import words_of as words_in
from crosswire.extract.name_types import Line, Name
from crosswire.extract.titles import leading_titles, role_start, title_words_at
from crosswire.types import ActorKind, Span
from crosswire.wordlists import words_of
from crosswire.wordlists.gazetteer import gazetteer

LABELS: dict[str, ActorKind | None] = {"PERSON": "person", "ORG": "organisation", "LOC": None, "MISC": None, "FAC": None}


@dataclass(frozen=True, slots=True)
class Tagged:
    """One marked name without its titles; ``role_start`` is where the title before it begins."""

    span: Span
    label: str
    role_start: int | None


def tagged_names(page: Page, lines: Sequence[Line]) -> list[Name]:
    """The people and organisations that the pipeline marked; a name has one kind in the whole report."""
    text = page.document.text
    found = list(_found(page, lines))
    towns = _towns(page, lines, found) | _regions(text, found)
    titled = {keys_of(text[f.span.start : f.span.end]) for f in found if f.role_start is not None}
    storms = {keys_of(m[1]) for line in lines for m in _STORM.finditer(text, *line.span)} | _carriers(text, found)
    votes = _votes(text, found) | dict.fromkeys(towns, "LOC")
    out = []
    for item in found:
        said = text[item.span.start : item.span.end]
        kind = LABELS[votes[keys_of(said)]]
        if kind is None or keys_of(said) in storms or (keys_of(said) not in titled and _names_no_actor(said)):
            continue
        if kind == "organisation" and said.lower() in FORCES and any(line.span.start == item.span.start for line in lines):
            continue  # "Army denies role": a noun that has its capital from the headline
        if kind == "person" and _KIN.match(text, item.span.end):
            continue
        starts = item.role_start if kind == "person" else None
        role = text[starts : item.span.start].rstrip(" ,") if starts is not None else None
        out.append(Name(item.span.start, item.span.end, said, kind, None, None, role, "tagger", starts))
    marked = [n.span for n in out]
    return [*out, *(n for n in _given_names(text, lines) if not any(n.span.overlaps(s) for s in marked))]


_GIVEN = re.compile(
    r"\b(?:ask(?:ed|s|ing)?\s+(?:to\s+be|that\s+(?:he|she)\s+be)\s+(?:called|named|identified\s+(?:only\s+)?as)"
    r"|g(?:a|i)v(?:e|es|ing)\s+(?:his|her)\s+(?:first\s+)?name\s+(?:only\s+)?as|call(?:s|ed|ing)\s+(?:himself|herself)"
    r"|(?:woman|man|girl|boy|resident|villager|child|student|teacher|nurse|driver|witness|survivor|refugee|farmer|trader|soldier|officer)"
    r"\s+(?:named|called))\s+(?:only\s+)?[\"“‘']?((?:[A-Z][\w’'-]+\s){0,2}[A-Z][\w’'-]*\w)"
)


def _given_names(text: str, lines: Sequence[Line]) -> Iterator[Name]:
    """ "a nurse who asked to be called X": what follows is a person's name, marked or not."""
    for line in lines:
        for m in _GIVEN.finditer(text, *line.span):
            yield Name(m.start(1), m.end(1), m[1], "person", None, None, None, "given-name")


# "the Moyo brothers", "the Moyo family": several people, not the one Moyo of the report.
_KIN = re.compile(r" (?:sisters|brothers|siblings|twins|family|families|cousins|couple|children|clan|dynasty|household)\b")


def _carriers(text: str, found: Sequence[Tagged]) -> set[tuple[str, ...]]:
    """Names that the report introduces as those of ships and planes: "the ferry X"."""
    out = set()
    for item in found:
        before = words_in(text, max(0, item.span.start - 24), item.span.start)
        beside = before and text[before[-1].end : item.span.start] in (" ", " “", ' "', " ‘", " '")
        if beside and before[-1].key in words_of("titles.toml", "carriers") and not capital(before[-1]):
            out.add(keys_of(text[item.span.start : item.span.end]))
    return out


FORCES = frozenset({"army", "police", "military", "navy", "government", "opposition"})
_STORM = re.compile(r"\b(?:[Cc]yclone|[Hh]urricane|[Tt]yphoon|(?:[Tt]ropical )?[Ss]torm|[Tt]ropical [Dd]epression)\s+([A-Z]\w+)")


def _names_no_actor(said: str) -> bool:
    """Whether a name is that of a ship or an operation, an abbreviation for a thing, a bare title, a god, or a single letter."""
    keys = keys_of(said)
    things, no_actors = words_of("titles.toml", "things_named"), words_of("titles.toml", "no_actors")
    if len(said) < 2 or (len(keys) > 1 and keys[0] in things) or (len(keys) == 1 and keys[0] in no_actors):
        return True
    words = words_in(said)
    at = 0
    while at < len(words) and (after := title_words_at(said, words, at)) > at:
        at = after
    return at == len(words)


_PLACED = re.compile(r"\b(?:in|near|at|outside|around|from|to|of|captured|recaptured|seized|entered|towards?)\s+$", re.IGNORECASE)


def _towns(page: Page, lines: Sequence[Line], found: Sequence[Tagged]) -> set[tuple[str, ...]]:
    """Names marked as people that are towns of a country which the report says: of two words, or behind a preposition of place."""
    text = page.document.text
    said = {word.alpha2 for line in lines for _, word in country_words(text, line.words)}
    out: set[tuple[str, ...]] = set()
    titled = {keys_of(text[f.span.start : f.span.end]) for f in found if f.role_start is not None}
    for item in found:
        name = text[item.span.start : item.span.end]
        placed = len(keys_of(name)) > 1 or _PLACED.search(text, max(0, item.span.start - 14), item.span.start)
        if item.label == "PERSON" and placed and keys_of(name) not in titled and any(e.country in said for e in gazetteer().find(name)):
            out.add(keys_of(name))
    return out


_BEFORE_PLACE = re.compile(
    r"\b(?:provinces?|regions?|districts?|states?|county|counties|governorate|prefecture|towns?|cit(?:y|ies)|villages?|islands?|peninsula"
    r"|oblast|canton|enclave|territory|municipality|republic) of (?:the )?$",
    re.IGNORECASE,
)


def _regions(text: str, found: Sequence[Tagged]) -> set[tuple[str, ...]]:
    """Names that the report introduces as places: "the island of X"; never one with a title."""
    placed = {
        keys_of(text[f.span.start : f.span.end]) for f in found if _BEFORE_PLACE.search(text, max(0, f.span.start - 24), f.span.start)
    }
    return placed - {keys_of(text[f.span.start : f.span.end]) for f in found if f.role_start is not None}


def _found(page: Page, lines: Sequence[Line]) -> Iterator[Tagged]:
    text = page.document.text
    at = 0
    ents = sorted((e for e in page.doc.ents if e.label_ in LABELS), key=lambda e: e.start_char)
    for line in lines:
        while at < len(ents) and ents[at].start_char < line.span.end:
            ent = ents[at]
            at += 1
            if ent.start_char >= line.span.start:
                item = _trim(text, line.words, Span(ent.start_char, min(ent.end_char, line.span.end)), _label(ent))
                if item:
                    yield item


LINKED = frozenset({"e", "i", "al", "ul", "el", "ut", "us", "u"})
RULED = frozenset({"regime", "administration", "presidency", "government", "loyalists"})


def _label(ent: Tokens) -> str:
    """The label, put right where the noun beside the name says what it is: "the mayor, X", "the radio station X"."""
    after = ent.doc[ent.end] if ent.end < len(ent.doc) else None
    if ent.label_ == "ORG" and len(ent) == 1 and not ent.text.isupper() and after is not None and after.lower_ in RULED:
        return "PERSON"  # "the Assad regime": the name of who rules
    keys = keys_of(ent.text)
    if ent.label_ in ("PERSON", "MISC", "LOC") and len(keys) > 2 and keys[0] in nouns_of("group_openers") and keys[1] in LINKED:
        return "ORG"  # "Jaish-e-X": no name of a person
    if ent.label_ == "ORG" and _is_somebody(ent):
        return "PERSON"
    if ent.label_ not in ("LOC", "MISC", "FAC"):
        return str(ent.label_)
    if _of_a_place(ent):
        return "PERSON"
    root = ent.root
    beside = [root.head] if root.dep_ in ("appos", "flat", "compound") and root.head.i not in range(ent.start, ent.end) else []
    beside += [c for c in root.children if c.dep_ in ("appos", "nmod:desc") and c.i not in range(ent.start, ent.end)]
    for noun in beside:
        group = noun_groups().get(noun.lemma_.lower())
        if group and noun.pos_ in ("NOUN", "PROPN"):
            return (
                "PERSON"
                if group[1] == "person" and len(ent) > 1
                else "ORG"
                if group[0] == "group" and root.dep_ == "appos"
                else str(ent.label_)
            )
    return str(ent.label_)


PLACE_WORDS = frozenset(
    """province region district state county governorate prefecture town city village island peninsula area zone department oblast
    canton municipality valley coast north south east west northern southern eastern western central upper lower new""".split()
)


def _of_a_place(ent: Tokens) -> bool:
    """ "the mayor of Gulu, Anna Okello, said": a name of two or more words set off behind the place of an office is no second place."""
    doc = ent.doc
    closed = doc[ent.start - 1].text == "," and ent.end < len(doc) and doc[ent.end].text in (",", ".", ")") if ent.start else False
    noun, steps = ent.root.head, 0
    if not closed or len(ent) < 2 or ent.root.dep_ != "appos" or any(t.lower_ in PLACE_WORDS for t in ent):
        return False
    while noun.dep_ == "nmod" and steps < 3:
        noun, steps = noun.head, steps + 1
    group = noun_groups().get(noun.lemma_.lower())
    return steps > 0 and group is not None and group[1] == "person" and not gazetteer().find(ent.text)


_AGE = re.compile(r",? (?:aged )?\d{1,2},|,? \(\d{1,2}\)")


def _is_somebody(ent: Tokens) -> bool:
    """Whether a name of two or three words marked as an organisation is a person's: an age behind it, or it stands beside "the owner"."""
    if not 1 < len(ent) < 5 or any(t.lower_ in nouns_of("organisation_names", "group_names") or not t.text[:1].isupper() for t in ent):
        return False
    if _AGE.match(ent.doc.text, ent.end_char):
        return True
    root = ent.root
    noun = root.head if root.dep_ == "appos" else None
    group = noun_groups().get(noun.lemma_.lower()) if noun is not None and "Number=Plur" not in str(noun.morph) else None
    return group is not None and group[1] == "person"


NO_NAMES = frozenset("the a an this that these those it he she they we i his her their its our my and or but of in on at".split())


def _trim(text: str, words: Sequence[Word], ent: Span, label: str) -> Tagged | None:
    """The name without "the", without titles, and without small words at its end."""
    inside = [i for i, w in enumerate(words) if ent.start <= w.start < ent.end]
    if not inside:
        return None
    first, last = after_common_noun(words, inside[0]), inside[-1] + 1
    if first >= last:
        return None
    if last - first > 2 and words[first + 1].key == "the" and (first == 0 or words[first].key in NO_NAMES):
        first += 1  # "Now the X Front": the first word of a sentence has its capital from there
    if words[first].key == "the" and last - first > 1:
        first += 1
    while last - first > 1 and not capital(words[last - 1]) and not (label == "PERSON" and _hyphened(text, words, last - 1)):
        last -= 1
    if not any(capital(w) and w.key not in NO_NAMES for w in words[first:last]):
        return None
    if label not in ("PERSON", "LOC"):
        return Tagged(Span(words[first].start, words[last - 1].end), label, None)
    first = leading_titles(text, words, first, last)
    start = role_start(text, words, first)
    return Tagged(Span(words[first].start, words[last - 1].end), label, words[start].start if start < first else None)


def _hyphened(text: str, words: Sequence[Word], i: int) -> bool:
    """ "Kim Dae-jung": the second half of a given name has a small letter."""
    return capital(words[i - 1]) and text[words[i - 1].end : words[i].start] in HYPHENS


HYPHENS = frozenset("-‐‑–")


def _votes(text: str, found: Sequence[Tagged]) -> dict[tuple[str, ...], str]:
    """The label that a name has in this report: most marks win, a title before the name counts double, a surname is a person."""
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for item in found:
        keys = keys_of(text[item.span.start : item.span.end])
        titled = item.role_start is not None and (item.label == "PERSON" or len(keys) > 1)
        counts[keys]["PERSON" if titled else item.label] += 2 if titled else 1
    labels = {keys: max(c, key=lambda x: (c[x], x)) for keys, c in counts.items()}
    surnames = {keys[-1:] for keys, label in labels.items() if len(keys) > 1 and label == "PERSON"}
    return {keys: "PERSON" if keys in surnames else _by_last_word(keys, label) for keys, label in labels.items()}


TERRAIN_ENDS = frozenset(
    """strip peninsula heights valley desert sea gulf bay strait channel river lake canal mountains hills plateau island islands province
    governorate oblast highlands lowlands delta basin""".split()
)
TERRAIN = frozenset({"bank", "post", "mission", "union", "gas", "oil", "park", "centre", "center", "board", "echo", "station"})


def _by_last_word(keys: tuple[str, ...], label: str) -> str:
    """ "X Radio", "Y Observatory" are organisations, whatever the tagger says of a report."""
    if len(keys) > 1 and (keys[-1] in TERRAIN_ENDS or keys == ("west", "bank")):
        return "LOC"
    if label in ("LOC", "MISC") and len(keys) > 1 and keys[-1] in nouns_of("organisation_names") and keys[-1] not in TERRAIN:
        return "ORG"
    return label
