"""The word lists of actors as look-up trees: named actors, countries with their people and capitals, bodies of a state, titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from crosswire.extract.name_text import PhraseTree, Word, keys_of, tree_of, words_of
from crosswire.types import ActorKind
from crosswire.wordlists import load_csv, load_toml
from crosswire.wordlists import words_of as list_words

CountryForm = Literal["name", "demonym", "people", "capital"]


@dataclass(frozen=True, slots=True)
class Known:
    """One way to write a listed actor; ``weak`` names are believed only with support in the same report."""

    key: str
    name: str
    kind: ActorKind
    country: str | None
    alias: str
    weak: bool

    def fits_case(self, words: list[Word]) -> bool:
        """Whether the text writes capitals where the list does; acronyms must be acronyms."""
        return all(_case_fits(a.text, w.text) for a, w in zip(words_of(self.alias)[-len(words) :], words, strict=True))


def _case_fits(listed: str, said: str) -> bool:
    letters = listed.replace(".", "")
    if letters.isupper() and 1 < len(letters) <= 6:
        return said.replace(".", "").isupper()
    return said[:1].isupper() or not listed[:1].isupper()


@dataclass(frozen=True, slots=True)
class CountryWord:
    """One word for a country: its name, its adjective, its people or its capital."""

    alpha2: str
    name: str
    form: CountryForm
    alias: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a state by pattern; ``body`` is the part of its key behind the country ("ministry:defence")."""

    body: str
    phrase: str


def _names(row: dict[str, str]) -> Iterator[tuple[str, bool]]:
    weak = [a for a in row["weak"].split("|") if a]
    strong = [a for a in (row["name"], *row["aliases"].split("|")) if a and a not in weak]
    yield from ((a, False) for a in strong)
    yield from ((a, True) for a in weak)


@cache
def known_actors() -> PhraseTree[Known]:
    """Every alias of ``actors.csv``."""
    tree: PhraseTree[Known] = PhraseTree()
    for row in load_csv("actors.csv"):
        for alias, weak in _names(row):
            kind = cast("ActorKind", row["kind"])
            tree.add(keys_of(alias), Known(row["key"], row["name"], kind, row["country"] or None, alias, weak))
    return tree


@cache
def countries() -> PhraseTree[CountryWord]:
    """Every country's names, adjectives, people and capital. A word that is both name and adjective ("US") counts as name."""
    tree: PhraseTree[CountryWord] = PhraseTree()
    for row in load_csv("countries.csv"):
        cc, name = row["alpha2"], row["name"]
        names = [name, *filter(None, row["aliases"].split("|"))]
        for alias in names:
            tree.add(keys_of(alias), CountryWord(cc, name, "name", alias))
        for demonym in filter(None, row["demonyms"].split("|")):
            if demonym not in names:
                tree.add(keys_of(demonym), CountryWord(cc, name, "demonym", demonym))
        if row["capital"] and not row["capital"].startswith("The "):  # "The Valley" is a capital, but hardly ever that of Anguilla
            tree.add(keys_of(row["capital"]), CountryWord(cc, name, "capital", row["capital"]))
    return tree


@cache
def country_names() -> dict[str, str]:
    """alpha2 -> the country's usual name."""
    return {row["alpha2"]: row["name"] for row in load_csv("countries.csv")}


@cache
def part_of() -> dict[str, str]:
    """Key of a listed actor -> key of the actor that it is a part of."""
    return {row["key"]: row["part_of"] for row in load_csv("actors.csv") if row["part_of"]}


@cache
def demonyms() -> dict[str, str]:
    """alpha2 -> the country's first adjective."""
    return {row["alpha2"]: row["demonyms"].split("|")[0] for row in load_csv("countries.csv") if row["demonyms"]}


@cache
def bodies() -> PhraseTree[Body]:
    """Every phrase for a body of a state."""
    phrases: list[tuple[str, Body]] = []
    for name, group in load_toml("government_bodies.toml").items():
        if name == "ministries":
            for subject, said in group["words_of"].items():
                for words in said:
                    phrases += [(p, Body(f"ministry:{subject}", p)) for p in _ministry_phrases(words)]
        else:
            phrases += [(w, Body(group["body"], w)) for w in group["words"]]
    return tree_of(phrases)


def _ministry_phrases(subject: str) -> list[str]:
    phrases = [f"{head} {link} {subject}" for head in ("ministry", "department") for link in ("of", "of the", "for", "for the")]
    return [*phrases, f"{subject} ministry", f"{subject} department"]


@cache
def title_tree() -> PhraseTree[str]:
    """Every title and office; the value is the group it belongs to."""
    groups = ("honorifics", "ranks", "offices")
    return tree_of((word, group) for group in groups for word in sorted(list_words("titles.toml", group)))


@cache
def nouns_of(*groups: str) -> frozenset[str]:
    """The words of some groups of ``actor_nouns.toml``."""
    return frozenset(word for group in groups for word in list_words("actor_nouns.toml", group))


@cache
def noun_groups() -> dict[str, tuple[str, ActorKind, str]]:
    """A common noun (singular, small letters) -> (group, kind, naming); the first group that has it wins."""
    out: dict[str, tuple[str, ActorKind, str]] = {}
    for group, keys in load_toml("actor_nouns.toml").items():
        if "naming" in keys:
            for word in keys["words"]:
                out.setdefault(word, (group, cast("ActorKind", keys["kind"]), keys["naming"]))
    return out


def singular(word: str) -> str:
    """The singular of a common noun for an actor.

    >>> [singular(w) for w in ("militants", "gunmen", "parties", "police", "forces", "authorities")]
    ['militant', 'gunman', 'party', 'police', 'force', 'authority']
    """
    if word.endswith("men"):
        return word[:-3] + "man"
    if word == "children":
        return "child"
    if word.endswith("women"):
        return word[:-5] + "woman"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word
