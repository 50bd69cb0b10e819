"""What a description of an actor says: its noun, what stands before it, what hangs behind it, and the name it goes by.

Works on the words alone, so that ``link`` can compare descriptions of different reports without an analysis of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crosswire.extract.actor_lists import singular
from crosswire.extract.country_names import country_words
from crosswire.extract.name_text import Word, words_of
from crosswire.language.numbers import ONES, PLURALS, SCALES, TENS

# Words of a closed class that count or point and are no part of what somebody is called.
ARTICLES = frozenset({"the", "a", "an"})
_POINTING = ARTICLES | {"this", "that", "these", "those", "both", "no", "not", "any", "every", "each", "all", "another", "other", "such"}
_COUNTING = (
    frozenset(
        """at least most more less fewer than up to some about around nearly almost over under only just roughly approximately many several
        few a an couple pair dozen of further additional extra first last remaining estimated reported as the""".split()
    )
    | set(ONES)
    | set(TENS)
    | set(SCALES)
    | set(PLURALS)
    | {"tens"}
)
_OWNERS = frozenset({"its", "his", "her", "their", "our", "my", "your", "whose"})
_TAIL = frozenset({"of", "at", "in", "for", "from", "to", "with", "on", "near"})
_MARKS = "\"'“”‘’`«»()[] \t\n,;:"
_QUOTE_MARKS = str.maketrans("", "", '"“”«»')  # inside a name they are halves of a pair: ``"guilty" officers``
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*(?:st|nd|rd|th|k|m)?")


def bare_name(said: str) -> str:
    """What unnamed people are called: their description without number, article and quote marks; as said where nothing else is left.

    >>> bare_name("at least 17 people"), bare_name("its 5000 staff"), bare_name("275 'military personnel"), bare_name("the 120 soldiers")
    ('people', 'its staff', 'military personnel', 'soldiers')
    """
    words = said.split()
    owner = words[:1] if words and words[0].lower() in _OWNERS else []
    rest = words[len(owner) :]
    counted = any(_counts(w) for w in rest)
    while len(rest) > 1 and (_counts(rest[0]) or rest[0].strip(_MARKS).lower() in (_POINTING | _COUNTING if counted else _POINTING)):
        rest = rest[1:]
    if len(rest) > 1 and rest[0].lower() in ("some", "many", "several", "least", "few", "most"):
        rest = rest[1:]
    return " ".join([*owner, *rest]).strip(_MARKS).translate(_QUOTE_MARKS) or said


def _counts(word: str) -> bool:
    plain = word.strip(_MARKS).lower()
    return bool(_NUMBER.fullmatch(plain)) or any(
        part in ONES or part in TENS or part in SCALES or part in PLURALS for part in plain.split("-")
    )


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of "the acting director of the city hospital", folded: ``noun`` director, ``before`` acting, ``behind`` city, hospital.

    A country is its alpha-2 code in capitals.
    ``sure`` is False where an indefinite article or "one of" leaves open who is meant; ``owned`` where a possessive word opens it.
    """

    noun: str
    before: frozenset[str]
    behind: frozenset[str]
    sure: bool
    owned: bool

    @property
    def words(self) -> frozenset[str]:
        """Every word that tells something."""
        return self.before | self.behind | {self.noun}


def office_parts(said: str) -> Office | None:
    """The parts of a title or description of one person; None for a count and for an empty text.

    >>> office_parts("the governor of Coast province").noun, sorted(office_parts("a health official").before)
    ('governor', ['health'])
    """
    words = words_of(said)
    keys = [w.key for w in words]
    if not keys or keys[0] in ("one", "two", "another", "former", "ex", "no", "any", "every") or any(_counts(k) for k in keys[:2]):
        return None
    cut = next((i for i, k in enumerate(keys) if k in _TAIL and i), len(keys))
    lands = _lands(said, words)
    sure = keys[0] not in ("a", "an")
    owned = keys[0] in _OWNERS or any(said[w.end : w.end + 2] in ("'s", "’s") and i not in lands for i, w in enumerate(words[:cut]))
    front = [lands.get(i, k) for i, k in enumerate(keys[:cut]) if k not in ARTICLES and k not in _OWNERS]
    if not front or singular(front[-1]) != front[-1] or front[-1].isupper():
        return None  # "the ministers" are several
    behind = frozenset(lands.get(i, k) for i, k in enumerate(keys) if i >= cut and k not in ARTICLES and k not in _TAIL)
    return Office(_neutral(front[-1]), frozenset(front[:-1]), behind, sure, owned)


def _lands(said: str, words: Sequence[Word]) -> dict[int, str]:
    """Index of a word -> the alpha-2 code of the country that it names: "Chad's", "Chadian" and "of Chad" are one."""
    at = {w.start: i for i, w in enumerate(words)}
    return {
        i: word.alpha2
        for span, word in country_words(said, words) if word.form != "capital"
        for start, i in at.items() if span.start <= start < span.end
    }  # fmt: skip


def _neutral(noun: str) -> str:
    """ "spokeswoman" and "spokesman" are one office."""
    for ending in ("woman", "person"):
        if noun.endswith(ending) and len(noun) > len(ending) + 2:
            return noun.removesuffix(ending) + "man"
    return noun


def holds(roles: Iterable[str], office: Office, *, of: bool = False) -> bool:
    """Whether one who has these titles can be meant by an office: the same noun, nothing before it that a title lacks, and where
    both name a place or a body behind it, the same one; ``of``: the titles must name it if the office does.

    >>> premier = office_parts("Chad's prime minister")
    >>> holds(("Chadian Prime Minister",), premier), holds(("Togolese Prime Minister",), premier)
    (True, False)
    >>> governor, mayor = office_parts("the governor"), office_parts("mayor of Gulu")
    >>> holds(("Governor", "the governor of Coast"), governor), holds(("the mayor of Lira",), mayor)
    (True, False)
    """
    held = [h for h in map(office_parts, roles) if h is not None and h.noun == office.noun]
    behind, words = frozenset[str]().union(*(h.behind for h in held)), frozenset[str]().union(*(h.words for h in held))
    lands = {w for w in words if w.isupper()}
    if lands and any(w.isupper() and w not in lands for w in office.words):
        return False
    if (behind or of) and office.behind and not words & office.behind:
        return False
    return any(office.before <= h.words for h in held)
