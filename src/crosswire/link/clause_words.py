"""The words of clauses, by what they mean: near-synonyms are one, inflection and function words do not count."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from crosswire.types import Excerpt, Tables
from crosswire.wordlists import load_toml, words_of

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Endings that English adds to a stem; what is left need not be a word, only the same for "seize", "seized", "seizing".
ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "es", "ed", "er", "s", "e", "y")
ANYONE = frozenset({"peopl", "person", "man", "men"})  # stems that say nothing of who is meant


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its inflection, good enough to compare: lower case, no possessive, no common ending.

    >>> stem("deployed") == stem("deploying") == stem("Deployment")
    True
    """
    base = re.sub(r"['’]s?$", "", word.lower())
    for ending in ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            base = base[: -len(ending)] + ("i" if ending in ("y", "ies", "ied") else "")
            break
    return base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls" else base


@cache
def concepts() -> dict[str, str]:
    """stem -> the name of the group of near-synonyms that it is in; a stem of two groups is in the first."""
    return {stem(w): name for name, group in reversed(load_toml("near_synonyms.toml").items()) for w in group["words"]}


@lru_cache(maxsize=65536)
def _meaning(word: str) -> str | None:
    """What a word means; None for function words, numerals, single letters and words for anyone."""
    if len(word) < 2 or word[0].isdigit() or word.lower() in words_of("function_words.toml", "function"):
        return None
    base = stem(word)
    return None if base in ANYONE else concepts().get(base, base)


def content_words(text: str) -> list[str]:
    """What the words of a text mean, in their order: near-synonyms by the name of their group, others by their stem.

    Function words are left out, and numerals too, which are compared as quantities.

    >>> content_words("At least 12 people died") == content_words("12 killed")
    True
    """
    return [meaning for word in WORD.findall(text) if (meaning := _meaning(word)) is not None]


@lru_cache(maxsize=8192)
def forms(text: str) -> Mapping[str, str]:
    """What each word of a text means -> the word as it stands there first, for a person to read."""
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        for meaning in content_words(word):
            found.setdefault(meaning, word)
    return found


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The cosine of two vectors of unit length."""
    if len(right) < len(left):
        left, right = right, left
    return min(1.0, math.fsum([left[word] * right[word] for word in left.keys() & right.keys()]))


def rarities(texts: Iterable[str]) -> dict[str, float]:
    """word -> ln((n + 1) / (sentences that have it)): how much it tells that two claims share it."""
    seen: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        seen.update(set(content_words(text)))
    return {word: math.log((total + 1) / count) for word, count in seen.items()}


def rarities_of(tables: Tables) -> Mapping[str, float]:
    """How much each word of the reports tells."""
    if isinstance(tables, Excerpt):
        return tables.rarity
    texts = {d.document_id: d.text for d in tables.documents if d.state == "current"}  # an older version would say everything twice
    return rarities(texts[s.document_id][s.start : s.end] for s in tables.sentences if s.document_id in texts)


def weigh(text: str, rarity: Mapping[str, float]) -> dict[str, float]:
    """The words of a text as a TF-IDF vector of unit length."""
    counts = sorted(Counter(content_words(text)).items())
    known = all(word in rarity for word, _ in counts)
    unknown = 1.0 if known else max(rarity.values(), default=1.0)
    raw = {word: (1 + math.log(count)) * rarity.get(word, unknown) for word, count in counts}
    length = math.sqrt(math.fsum(w * w for w in raw.values()))
    return {word: weight / length for word, weight in raw.items()} if length else {}
