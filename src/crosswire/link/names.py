"""Whether two words, or the names of two groups, are one: letters folded, romanisations forgiven."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from crosswire.extract.name_text import keys_of
from crosswire.types import Reason
from crosswire.wordlists.folding import ARTICLES

PARTICLES = ARTICLES | frozenset(
    "bin ben ibn abu abou ould uld mint de da di van von der den del la le ul i e of the for and a an in".split()
)
_SOUNDS = (
    ("tch", "c"),
    ("sch", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "j"),
    ("dj", "j"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("w", "v"),
    ("z", "s"),
)
_VOWELS = re.compile(r"[aeiouy']+")
_VOWEL_OF = {"a": "a", "i": "i", "y": "i", "iy": "i", "u": "u", "ou": "u"}
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a folded word with look-alike sounds made one; a vowel at the front is kept as "a".

    >>> skeleton("mohammed") == skeleton("muhammad"), skeleton("yusuf") == skeleton("youssouf")
    (True, True)
    """
    text = word
    for said, put in _SOUNDS:
        text = text.replace(said, put)
    first = "y" if text[:1] == "y" else "a" if text[:1] in "aeiou" else ""
    return _DOUBLED.sub(r"\1", first + _VOWELS.sub("", text))


def _vowels_differ(a: str, b: str) -> bool:
    """Whether, vowel by vowel, an "a" of one word stands where the other has "i" or "u": Hassan is not Hussein, Salam not Salim.
    "e", "o" and diphthongs are written for any of them."""
    left, right = ([_VOWEL_OF.get("".join(sorted(set(v))), "") for v in _VOWELS.findall(word)] for word in (a, b))
    return len(left) == len(right) and any({x, y} in ({"a", "i"}, {"a", "u"}) for x, y in zip(left, right, strict=True))


def _sounds(word: str) -> set[str]:
    """Its skeleton; where it has a "q" also the one with "g", as Libya, Sudan and Yemen speak it (Qaddafi, Gaddafi)."""
    return {skeleton(word), skeleton(word.replace("q", "g"))} if "q" in word else {skeleton(word)}


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two folded words are one word in two spellings.

    >>> alike("nouri", "nuri"), alike("kerry", "carr"), alike("anna", "ian"), alike("hassan", "hussein")
    (True, False, False, False)
    """
    if a == b:
        return True
    if min(len(a), len(b)) < 3 or _vowels_differ(a, b) or not _sounds(a) & _sounds(b) or a.isdigit() or b.isdigit():
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.6  # Nuri and Nouri .89, Yusuf and Youssouf .77


def own_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it apart: no articles, no "bin", no "de"; all of them where nothing else is left."""
    keys = keys_of(name)
    kept = tuple(k for k in keys if k not in PARTICLES)
    return kept or keys


def same_group(a: str, b: str) -> Reason | None:
    """Why two names of groups or organisations are one, or None: the same words, in two spellings at most.

    >>> same_group("Ansar al-Sabil", "Ansar es-Sabil").rule
    'same name'
    """
    left, right = own_words(a), own_words(b)
    if left == right:
        return Reason("same name", 1.0, f"“{a}” and “{b}” are the same name.")
    if len(left) == len(right) >= 2 and all(alike(x, y) for x, y in zip(left, right, strict=True)):
        return Reason("spelling", 0.85, f"“{a}” and “{b}” are one name in two spellings.")
    return None


def same_words(a: str, b: str) -> Reason | None:
    """Why two names of groups are one although their words stand in another order, or None.

    >>> same_words("Free Delta Movement", "Movement for a Free Delta").rule
    'same words'
    """
    left, right = (sorted(own_words(n)) for n in (a, b))
    if len(left) < 3 or left != right:
        return None
    return Reason("same words", 0.8, f"“{a}” and “{b}” have the same words in another order.")


def block_of(words: tuple[str, ...]) -> str:
    """The block under which a name is filed: the sound of its first and last word. Names that a rule here joins share a block."""
    return f"{skeleton(words[0])} {skeleton(words[-1])}"


def acronyms_of(name: str) -> set[str]:
    """The first letters of a name's words, in small letters: of all of them, and without the small words.

    >>> sorted(acronyms_of("Movement for the Delta"))
    ['md', 'mftd']
    """
    return {"".join(k[0] for k in words) for words in (keys_of(name), own_words(name))}
