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
from crosswire.extract.name_types import Line, Name
from crosswire.extract.titles import leading_titles, role_start
from crosswire.types import ActorKind, Span
from crosswire.wordlists.folding import fold
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
    towns = _towns(page, lines, found)
    votes = _votes(text, found) | dict.fromkeys(towns, "LOC")
    out = []
    for item in found:
        said = text[item.span.start : item.span.end]
        kind = LABELS[votes[keys_of(said)]]
        if kind is None:
            continue
        starts = item.role_start if kind == "person" else None
        role = text[starts : item.span.start].rstrip(" ,") if starts is not None else None
        out.append(Name(item.span.start, item.span.end, said, kind, None, None, role, "tagger", starts))
    return out


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


RULED = frozenset({"regime", "administration", "presidency", "government", "loyalists"})


def _label(ent: Tokens) -> str:
    """The label, put right where the noun beside the name says what it is: "the mayor, X", "the radio station X"."""
    after = ent.doc[ent.end] if ent.end < len(ent.doc) else None
    if ent.label_ == "ORG" and len(ent) == 1 and not ent.text.isupper() and after is not None and after.lower_ in RULED:
        return "PERSON"  # "the Assad regime": the name of who rules
    if ent.label_ == "ORG" and _is_somebody(ent):
        return "PERSON"
    if ent.label_ not in ("LOC", "MISC", "FAC"):
        return str(ent.label_)
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
    while last - first > 1 and not capital(words[last - 1]):
        last -= 1
    if not any(capital(w) and w.key not in NO_NAMES for w in words[first:last]):
        return None
    if label not in ("PERSON", "LOC"):
        return Tagged(Span(words[first].start, words[last - 1].end), label, None)
    first = leading_titles(text, words, first, last)
    start = role_start(text, words, first)
    return Tagged(Span(words[first].start, words[last - 1].end), label, words[start].start if start < first else None)


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


def _by_last_word(keys: tuple[str, ...], label: str) -> str:
    """ "X Radio", "Y Observatory" are organisations, whatever the tagger says of a report."""
    if label in ("LOC", "MISC") and len(keys) > 1 and keys[-1] in nouns_of("organisation_names"):
        return "ORG"
    return label


DATELINE = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)\s*[-–—]")


def outlet_names(page: Page, lines: Sequence[Line]) -> list[Name]:
    """Where the report names its own outlet: as it was given with the report, or by the initials in the dateline."""
    outlet = page.document.outlet
    if not outlet or len(fold(outlet)) < 3:
        return []
    called = {keys_of(outlet)} | {keys_of(m[1]) for m in DATELINE.finditer(page.document.text[:2000]) if _short_for(m[1], outlet)}
    out = []
    for line in lines:
        for keys in sorted(called):
            for i in range(len(line.words) - len(keys) + 1):
                words = line.words[i : i + len(keys)]
                if tuple(w.key for w in words) == keys and capital(words[0]):
                    out.append(Name(words[0].start, words[-1].end, outlet, "organisation", None, None, None, "outlet"))
    return out


def _short_for(short: str, outlet: str) -> bool:
    """Whether the letters of "TCP" stand in order in "Transcontinental Press", the first as its first."""
    letters = iter(fold(outlet).replace(" ", ""))
    return fold(short)[:1] == fold(outlet)[:1] and all(c in letters for c in fold(short))
