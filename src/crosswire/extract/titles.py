"""Titles and offices around a person's name: what is trimmed off a name, and what becomes its ``role``."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.extract.actor_lists import CountryWord, bodies, countries, known_actors, title_tree
from crosswire.extract.name_text import Word, capital, joined
from crosswire.extract.name_text import words_of as words_in
from crosswire.wordlists import words_of

LINKS = frozenset({"of", "for", "the", "and", "to", "in", "on"})


def title_words_at(text: str, words: Sequence[Word], i: int) -> int:
    """The index behind a title that begins at word ``i``, or ``i``."""
    for end, _ in title_tree().at(text, words, i):
        return end
    return i


def leading_titles(text: str, words: Sequence[Word], start: int, end: int) -> int:
    """The index of the first word of ``words[start:end]`` that is not part of a title ("Rear Admiral | John Kirby")."""
    at = start
    while at < end - 1:
        after = title_words_at(text, words, at)
        if after == at and words[at].key in words_of("titles.toml", "before_office") and at + 1 < end:
            later = title_words_at(text, words, at + 1)
            after = later if later > at + 1 else at
        if after == at or after >= end:
            break
        at = after
    return at


def role_start(text: str, words: Sequence[Word], i: int) -> int:
    """The index of the first word of the title that ends right before word ``i`` ("Iraqi Prime Minister | Haider al-Abadi"), or ``i``."""
    start = i
    while start > 0 and _comma_or_joined(text, words[start - 1], words[start], allowed=start == i or _is_rank(words, start)):
        back = _title_ending_at(text, words, start)
        if back == start:
            break
        start = back
    if start == i:
        return i
    return _with_modifiers(text, words, start)


def _is_rank(words: Sequence[Word], i: int) -> bool:
    return words[i].key in words_of("titles.toml", "ranks")


def _comma_or_joined(text: str, left: Word, right: Word, *, allowed: bool) -> bool:
    gap = text[left.end : right.start]
    return joined(text, left, right) or gap == ". " or (allowed and gap in (", ", ","))


def _title_ending_at(text: str, words: Sequence[Word], end: int) -> int:
    for start in range(max(0, end - 5), end):
        if any(e == end for e, _ in title_tree().at(text, words, start)):
            return start
    return end


def _with_modifiers(text: str, words: Sequence[Word], start: int) -> int:
    """Take in what qualifies an office on its left: "Pentagon Press", "US Defense", "former", "UN human rights"."""
    while start > 0 and (joined(text, words[start - 1], words[start]) or text[words[start - 1].end : words[start].start] == ". "):
        back = max((_unit_length(text, words, start, n) for n in (4, 3, 2, 1)), default=0)
        if not back:
            break
        start -= back
    return start


def _unit_length(text: str, words: Sequence[Word], end: int, n: int) -> int:
    if end - n < 0:
        return 0
    for tree in (countries(), known_actors(), bodies()):
        if any(e == end for e, _ in tree.at(text, words, end - n)) and (capital(words[end - n]) or n > 1):
            return n
    if n == 1 and words[end - 1].key in words_of("titles.toml", "before_office"):
        return 1
    return 0


def gender_of(roles: Sequence[str]) -> str | None:
    """ "m" or "f" where a title tells it, else None."""
    for role in roles:
        keys = set(role.lower().replace(",", " ").split())
        if keys & words_of("titles.toml", "female"):
            return "f"
        if keys & words_of("titles.toml", "male"):
            return "m"
    return None


ABROAD = frozenset({"to", "in", "for", "on", "at", "near"})  # "ambassador to X", "envoy for X": the title tells where, not whose


def country_of(roles: Sequence[str]) -> str | None:
    """The alpha-2 code of the one country whose name or adjective the titles hold; a capital tells nothing, nor does "to X".

    >>> country_of(("Iraqi President",)), country_of(("US ambassador to Iraq",)), country_of(("envoy to Syria",))
    ('IQ', 'US', None)
    """
    found = {code for role in roles for code in _countries_in(role)}
    return next(iter(found)) if len(found) == 1 else None


def _countries_in(role: str) -> list[str]:
    words = words_in(role)
    out: list[str] = []
    at = 0
    while at < len(words):
        step = 1
        for end, found in countries().at(role, words, at):
            word = _said(found, words[at:end])
            if word is not None:
                before = words[at - 1].key if at else ""
                before = words[at - 2].key if before == "the" and at > 1 else before
                if word.form != "capital" and before not in ABROAD:
                    out.append(word.alpha2)
                step = end - at
                break
        at += step
    return out


def _said(found: Sequence[CountryWord], words: Sequence[Word]) -> CountryWord | None:
    """The country word written as the list writes it: "us" is no country."""
    return next(
        (f for f in found if all(w.text[:1].isupper() for w in words) and (len(words[0].text) > 2 or words[0].text.isupper())), None
    )
