"""Sentences that say that an outlet knows something by itself: its people saw it, it counted, it examined the footage."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from crosswire.wordlists import words_of

_TELLING = ("told", "tell", "telling", "asked", "said to", "spoke to", "spoken to", "talked to", "asked by", "with")
_TOLD = "".join(rf"(?<!\b{words} )" for words in _TELLING)  # "she told a Kelda Star reporter" tells who knows: she
_NAME = r"(?P<name>[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3})"
_OURS = r"(?:[Oo]ur|[Tt]h(?:is|e) (?:newspaper|paper|agency|site|channel|station)['’]s)"
# A report that quotes itself ("this newspaper", "an earlier version of this story", "our report") is its own source.
_ITSELF = re.compile(
    r"\bth(?:is|ese) (?:news)?(?:paper|page|pages|outlet|channel|station|site|website|agency|blog|columns?)\b"
    r"|\b(?:versions?|editions?|headlines?|drafts?|instal?lments?) (?:of|on|in) (?:this|our)\b"
    r"|\b(?:earlier|previous|original|initial|prior) (?:version|edition|headline)s?(?: of the (?:story|report|article|item|dispatch))?$"
    r"|^(?:we|our)$|^our (?:[\w’']+ ){0,2}(?:report|story|article|item|dispatch|bulletin|headline|coverage|edition|account|page|site)s?\b",
    re.IGNORECASE,
)


def is_itself(said: str) -> bool:
    """Whether the words for a speaker are those by which a report calls itself or its outlet.

    >>> is_itself("An earlier version of this article"), is_itself("Our Friday report"), is_itself("An earlier version of the bill")
    (True, True, False)
    """
    return _ITSELF.search(said) is not None


def witness_of(sentence: str, own: str | None, known: Callable[[str], str | None]) -> str | None:
    """The outlet whose people know at first hand what a sentence tells; None where that is nobody's.

    ``own`` is the outlet of the report ("our reporter"); ``known`` gives the outlet that a name stands for.

    >>> known = {"Reuters": "Reuters"}.get
    >>> witness_of("A Reuters reporter saw two lorries burn.", "Star", known), witness_of("Our own count is 14.", "Star", known)
    ('Reuters', 'Star')
    >>> witness_of("She told a Reuters reporter so.", "Star", known), witness_of("Villagers saw it.", "Star", known)
    (None, None)
    """
    for pattern in _patterns():
        for found in pattern.finditer(sentence):
            whose = known(found["name"]) if "name" in pattern.groupindex else own
            if whose:
                return whose
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    people = "|".join(sorted(map(re.escape, words_of("agencies.toml", "newspeople")), key=lambda w: (-len(w), w)))
    sees = "|".join(sorted(map(re.escape, words_of("agencies.toml", "sees"))))
    return (
        re.compile(rf"{_TOLD}\b{_OURS} (?:own )?(?:{people})s?\b"),
        re.compile(rf"{_TOLD}\b(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree|[Ii]ts) {_NAME}(?:['’]s)?(?: own)? (?:{people})s?\b"),
        re.compile(rf"(?:^|[.;:,] ?|\n){_NAME}(?:['’]s?)? (?:(?:own )?(?:{people})s? )?(?:ha[sd] |also |itself ){{0,2}}(?:{sees})\b"),
        re.compile(rf"\b(?:{sees}) by (?:the )?{_NAME}"),
        re.compile(rf"{_TOLD}\b{_NAME} (?:journalists|reporters|correspondents|photographers)\b"),
    )
