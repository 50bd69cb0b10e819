"""Whether two names are one person's: spellings, middle names and patronymics, glued and split names, the order of names.

Names are compared as words (:func:`person_words`): "Wen-bin" and "Abdel Rahim" are one word each, "al-" and "Ould" none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crosswire.extract.name_text import keys_of, word_key
from crosswire.link.names import PARTICLES, alike, skeleton
from crosswire.types import Reason
from crosswire.wordlists import load_toml, words_of
from crosswire.wordlists.folding import ARTICLES

_HYPHENS = re.compile(r"[-‐‑–]")
_SERVANT = re.compile(r"(?:abd|abdel|abdul|abdal|abdur|abder|abdu|abdou|abdes|abdus|abden|abdun)$")  # "Abd al-", servant of
_SERVANT_OF = re.compile(r"abd(?:[aeou]l(?=.{3})|ou?l(?=.{3})|[aeou]([rsndtzhj])(?=\1)|[aeou](?=[^l]))(?=.{3})")
_FATHER_OF = {"abu": "abu", "abou": "abu", "abo": "abu", "aboo": "abu", "umm": "umm", "oum": "umm"}  # "Abu Ali" is not one Ali
_GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii"})


@lru_cache(maxsize=65536)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell it apart, folded; all of them where nothing else is left.

    >>> person_words("Gao Wen-bin"), person_words("Abdel-Rahim al-Tayeb"), person_words("Abdurrahim Tayeb")
    (('gao', 'wenbin'), ('abdrahim', 'tayeb'), ('abdrahim', 'tayeb'))
    """
    out: list[str] = []
    front = ""  # what the next word is glued to
    for chunk in name.split():
        for key in _glued([k for k in (word_key(p.strip(".,'’\"“”()")) for p in _HYPHENS.split(chunk)) if k]):
            if front and key in ARTICLES:
                continue
            if _SERVANT.match(key):
                front = "abd"
            elif key in _FATHER_OF:
                front = _FATHER_OF[key]
            elif front or key not in PARTICLES:
                out.append(front + key if front else _SERVANT_OF.sub("abd", key))
                front = ""
    return tuple(out) or keys_of(name)


def is_by_name(word: str) -> bool:
    """Whether a word of :func:`person_words` is a name "father of", "mother of", by which fighters are known without another."""
    return word[:3] in _FATHER_OF and len(word) > 5


def _glued(parts: list[str]) -> list[str]:
    """The parts of a hyphenated word: one word, unless an article, a particle or a servant's "Abd" opens or links them."""
    if (
        len(parts) < 2
        or parts[0] in PARTICLES
        or parts[0] in _FATHER_OF
        or _SERVANT.match(parts[0])
        or any(p in ARTICLES for p in parts[1:-1])
    ):
        return parts
    return ["".join(parts)]


def same_person(a: str, b: str) -> Reason | None:
    """Why two full names are one person's, or None.

    >>> same_person("Yousef al-Haddad", "Yusuf al-Haddad").rule, same_person("John Brandt", "Bob Brandt")
    ('spelling', None)
    >>> same_person("Kim Dae-sung", "Dae-Sung Kim").rule, same_person("Karim Haddad", "Karima Haddad")
    ('order', None)
    """
    left, right = sorted((person_words(a), person_words(b)), key=lambda w: (len(w), w))
    if len(left) < 2:
        return None
    if left == right:
        return Reason("same name", 1.0, f"“{a}” and “{b}” are the same name.")
    if len(left) == len(right) and all(_alike(x, y) for x, y in zip(left, right, strict=True)):
        return Reason("spelling", 0.9, f"“{a}” and “{b}” are one name in two spellings.")
    if len(left) < len(right) and _alike(left[0], right[0]) and _alike(left[-1], right[-1]) and _in_order(left, right):
        return Reason("longer name", 0.85, f"“{a}” and “{b}” differ by a middle name.")
    if "".join(left) == "".join(right):
        return Reason("spelling", 0.9, f"“{a}” and “{b}” are the same letters, put into words in two ways.")
    if _turned(left, right):
        return Reason("order", 0.85, f"“{a}” and “{b}” are one name, with the family name first and last.")
    return None


def _alike(a: str, b: str) -> bool:
    """Whether two words of names are one in two spellings; "Karim" and "Karima", "Orlov" and "Orlova" are a man and a woman."""
    if a != b and {a, b} in ({a, a + "a"}, {b, b + "a"}, {a, a + "ah"}, {b, b + "ah"}):
        return False
    return alike(a, b)


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(any(_alike(word, other) for other in rest) for word in short)


def _turned(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one name is the other with its family name, one of a people that puts it first, moved to the other end."""
    for first, last in ((left, right), (right, left)):
        moved = (*first[1:], first[0])
        if first[0] not in family_first() or any(w in family_first() for w in first[1:]) or first[0] != last[-1]:
            continue
        if "".join(moved) == "".join(last) or (len(moved) == len(last) and all(_alike(x, y) for x, y in zip(moved, last, strict=True))):
            return True
    return False


@cache
def family_first() -> frozenset[str]:
    """Family names of peoples who put them first, folded."""
    return frozenset().union(*(words_of("family_names.toml", people) for people in load_toml("family_names.toml")))


def begins(short: str, long: str) -> bool:
    """Whether a name is the beginning of a longer one ("Rosa Lima", "Rosa Lima Paz"), as where two family names are borne.

    >>> begins("Rosa Lima", "Rosa Lima Paz"), begins("Rosa Paz", "Rosa Lima Paz"), begins("Sam Fox", "Sam Fox Jr")
    (True, False, False)
    """
    left, right = person_words(short), person_words(long)
    if not 1 < len(left) < len(right) or right[-1] in _GENERATIONS:
        return False
    return all(_alike(x, y) for x, y in zip(left, right, strict=False))


def blocks_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The blocks under which a name is filed: two names that :func:`same_person` joins have one in common."""
    first, last = sorted(skeleton(w).replace("g", "k") for w in (words[0], words[-1]))
    return f"{first} {last}", "".join(sorted("".join(words)))
