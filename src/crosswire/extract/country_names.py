"""Countries as actors: their names, their people ("the Americans"), and capitals that stand for a government ("Riyadh accused ...")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import CountryWord, countries, noun_groups
from crosswire.extract.name_text import Word, joined
from crosswire.extract.name_types import Line
from crosswire.extract.state_bodies import fitting
from crosswire.types import Span
from crosswire.wordlists import words_of


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country said as an actor."""

    start: int
    end: int
    alpha2: str
    name: str
    rule: str


MONEY = re.compile(r" ?[$€£¥]")  # "US$5 million" names no country


def country_words(text: str, words: Sequence[Word]) -> Iterator[tuple[Span, CountryWord]]:
    """Every country word of a sentence: names, adjectives, people, capitals; the longest at each spot."""
    i = 0
    while i < len(words):
        step = 1
        for end, found in countries().at(text, words, i):
            word = fitting(found, words[i:end])
            if word and i and words[i - 1].text in ("New", "Northern") and joined(text, words[i - 1], words[i]):
                word = None  # "New Mexico", "Northern Ireland"
            if word and not MONEY.match(text, words[end - 1].end):
                yield Span(words[i].start, words[end - 1].end), word
                step = end - i
                break
        i += step


def country_mentions(page: Page, lines: Sequence[Line]) -> list[CountryMention]:
    """The countries that the report names as such, by their people, or by a capital that acts."""
    out = []
    marked = {(e.start_char, e.end_char): e.label_ for e in page.doc.ents if e.label_ in ("PERSON", "ORG")}
    for line in lines:
        for span, word in country_words(page.document.text, line.words):
            rule = _reading(page, span, word, marked)
            if rule:
                out.append(CountryMention(span.start, span.end, word.alpha2, word.name, rule))
    return out


def _reading(page: Page, span: Span, word: CountryWord, marked: Mapping[tuple[int, int], str]) -> str | None:
    """How a country word is meant; ``marked`` are the names of people and organisations that the tagger sees."""
    if any(s <= span.start and span.end <= e and e - s > span.end - span.start and label == "PERSON" for (s, e), label in marked.items()):
        return None
    if word.form == "name":
        return "country-name"
    tokens = page.tokens(span.start, span.end)
    head = tokens.root
    if word.form == "capital":
        organised = marked.get((span.start, span.end)) == "ORG"
        return "capital-acts" if _acts(head) or (organised and head.dep_ in ("nsubj", "obj", "obl", "iobj")) else None
    return "people" if _people(tokens[-1], word.alias.endswith("s") and not word.alias.endswith("ss")) else None


def _people(last: Token, plural: bool) -> bool:
    """ "the Americans", "Iraqis", "the French" with no noun behind; ``plural``: the word is said of people only."""
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if after is not None and (after.pos_ in ("NOUN", "PROPN", "ADJ") or after.text == "-"):
        return False
    before = last.nbor(-1) if last.i else None
    if before is not None and before.lower_ == "ethnic":
        return False  # "ethnic Hungarians" live in other countries
    if plural or last.tag_ == "NNPS":
        return True
    return before is not None and before.lower_ == "the" and last.dep_ in ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent")


def decides(head: Token) -> bool:
    """Whether a place that is no country is said to speak or decide, as only those who rule it do."""
    while head.dep_ == "conj" and head.head.ent_type_ == "LOC":
        head = head.head
    if head.dep_ != "nsubj":
        return False
    away = head.head.lemma_ == "break" and any(t.lower_ in ("away", "off") for t in head.head.rights)  # "broke away from the union"
    return away or head.head.lemma_ in words_of("metonyms.toml", "government_verbs")


OFFICIAL = frozenset({"state", "state_loaded", "forces", "forces_loaded"})


def _acts(head: Token) -> bool:
    """Whether a capital stands for its government, by its place in the sentence."""
    verb = head.head
    if head.i + 2 < len(head.doc) and head.is_sent_start and head.nbor().tag_ == "TO" and head.nbor(2).tag_ == "VB":
        return True  # headline: "Riyadh to host talks"
    if head.dep_ == "conj":
        return _acts_as_conjunct(head)
    if head.dep_ == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        return verb.lemma_ not in words_of("metonyms.toml", "place_verbs")
    if head.dep_ == "nmod:poss":
        return verb.lemma_.lower() not in words_of("metonyms.toml", "place_nouns")
    if head.dep_ == "nmod" and noun_groups().get(verb.lemma_.lower(), ("",))[0] in OFFICIAL:
        return True  # "the ministry in Madrid", "the army of Kigali"
    case = [c.lower_ for c in head.children if c.dep_ == "case"]
    if head.dep_ in ("obj", "iobj", "nsubj:pass") and verb.lemma_ in words_of("metonyms.toml", "told_verbs"):
        return True  # "warned Tokyo", "Tokyo was told"
    if case and case[0] in ("on", "to", "from") and head.i > 1:
        done = {verb.lemma_.lower(), head.nbor(-2).lemma_.lower()}  # "sanctions on Tehran", "an appeal to Cairo", however attached
        if done & words_of("metonyms.toml", "dealings"):
            return True
    if case == ["from"] and verb.lemma_.lower() in words_of("metonyms.toml", "voices"):
        return True  # "a denial from Quito"
    return bool(case) and case[0] in words_of("metonyms.toml", "acting_prepositions")


def _acts_as_conjunct(head: Token) -> bool:
    first = head.head
    return first.ent_type_ == "LOC" and first.dep_ != "conj" and _acts(first)
