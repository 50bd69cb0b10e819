"""Governments, ministries, armies, police: bodies of a state found by pattern, with the country they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.extract.actor_lists import CountryWord, bodies, countries, country_names, demonyms
from crosswire.extract.name_text import Word, capital, joined

WITH_ARTICLE = (
    "United",
    "Democratic Republic",
    "Republic",
    "Islands",
    "Netherlands",
    "Philippines",
    "Gambia",
    "Bahamas",
    "Maldives",
    "Comoros",
)
OF = frozenset({"of", "in"})
LEFT_LIMIT = 5


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body of a state: its span, the part of its key behind the country, the country where one stands beside it."""

    start: int
    end: int
    body: str
    country: str | None
    capital: bool


def country_ending_at(text: str, words: Sequence[Word], end: int) -> tuple[int, CountryWord] | None:
    """(index of its first word, country) of the longest country word that ends before word ``end``."""
    for start in range(max(0, end - LEFT_LIMIT), end):
        for stop, found in countries().at(text, words, start):
            if stop == end and (word := fitting(found, words[start:stop])):
                return start, word
    return None


def fitting(found: Sequence[CountryWord], words: Sequence[Word]) -> CountryWord | None:
    """The first reading of a country word that fits the letter case: "US" is no "us"."""
    for reading in found:
        letters = reading.alias.replace(".", "")
        said = words[0].text.replace(".", "")
        if (letters.isupper() and said.isupper()) or (not letters.isupper() and capital(words[0])):
            return reading
    return None


def state_bodies(text: str, words: Sequence[Word]) -> list[BodyName]:
    """The bodies of states named in one sentence, left to right, none inside another."""
    out, i = [], 0
    while i < len(words):
        found = next(iter(bodies().at(text, words, i)), None)
        if found is None:
            i += 1
            continue
        end, readings = found
        body = readings[0].body
        start = i
        if body == "ministry":
            start, end, body = _unlisted_ministry(text, words, i, end)
        out.append(_read(text, words, start, end, body))
        i = end
    return out


def _unlisted_ministry(text: str, words: Sequence[Word], start: int, end: int) -> tuple[int, int, str]:
    """A ministry whose subject is on no list: "Ministry of Digital Affairs", "Digital Affairs Ministry"."""
    if not capital(words[end - 1]):
        return start, end, "ministry"
    if end + 1 < len(words) and words[end].key in ("of", "for"):
        first = end + 2 if words[end + 1].key == "the" else end + 1
        stop = first
        while stop < len(words) and joined(text, words[stop - 1], words[stop]) and (capital(words[stop]) or words[stop].key == "and"):
            stop += 1
        while stop > first and not capital(words[stop - 1]):
            stop -= 1
        if stop > first and not _country_at(text, words, first):
            return start, stop, "ministry:" + " ".join(w.key for w in words[first:stop])
    first = start
    while first > 0 and capital(words[first - 1]) and joined(text, words[first - 1], words[first]):
        if country_ending_at(text, words, first) or words[first - 1].key == "the":
            break
        first -= 1
    subject = " ".join(w.key for w in words[first:start])
    return (first, end, f"ministry:{subject}") if subject else (start, end, "ministry")


def _country_at(text: str, words: Sequence[Word], i: int) -> bool:
    return any(fitting(found, words[i:end]) for end, found in countries().at(text, words, i))


def _read(text: str, words: Sequence[Word], start: int, end: int, body: str) -> BodyName:
    named = any(capital(w) for w in words[start + (start == 0) : end])
    after, right = _of_country(text, words, end)
    left = country_ending_at(text, words, start) if start and _beside(text, words[start - 1], words[start]) else None
    if left is not None and left[1].form != "capital":
        return BodyName(words[left[0]].start, words[end - 1].end, body, left[1].alpha2, named)
    if right is not None and (right.form == "name") and words[end].key == "of":
        return BodyName(words[start].start, words[after - 1].end, body, right.alpha2, named)
    if right is not None and right.form in ("capital", "name") and not (body == "forces" and words[end].key == "in"):
        return BodyName(words[start].start, words[end - 1].end, body, right.alpha2, named)
    return BodyName(words[start].start, words[end - 1].end, body, None, named)


def _beside(text: str, left: Word, right: Word) -> bool:
    return joined(text, left, right) or text[left.end : right.start] in ("' ", "’ ")


def _of_country(text: str, words: Sequence[Word], end: int) -> tuple[int, CountryWord | None]:
    """The country of "Ministry of Defence of Tajikistan", "the Ministry of Defence in Dushanbe"."""
    if end + 1 >= len(words) or words[end].key not in OF or not joined(text, words[end - 1], words[end]):
        return end, None
    at = end + 2 if words[end + 1].key == "the" else end + 1
    if at == len(words):  # a text cut off behind "of the"
        return end, None
    for stop, found in countries().at(text, words, at):
        if word := fitting(found, words[at:stop]):
            return stop, word
    return end, None


def body_key(country: str, body: str) -> str:
    """The key under which a body of a state is known everywhere: "SN:army"."""
    return f"{country}:{body}"


def body_title(country: str | None, body: str) -> str:
    """A readable name for a body of a state: "Ministry of Defence of Senegal", "Government of Senegal", "Senegalese army"."""
    adjective = demonyms().get(country or "", "")
    name = country_names().get(country or "", "")
    name = f"the {name}" if name.startswith(WITH_ARTICLE) or name.endswith(WITH_ARTICLE) else name
    if body.startswith("ministry:"):
        subject = body.split(":", 1)[1].title()
        subject = "Foreign Affairs" if subject == "Foreign" else subject
        return f"Ministry of {subject} of {name}" if name else f"Ministry of {subject}"
    if body == "government":
        return f"Government of {name}" if name else "Government"
    return f"{adjective or name} {body}".strip() if country else body.capitalize()
