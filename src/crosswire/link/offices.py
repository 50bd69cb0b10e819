"""Offices made comparable, so that "the Spanish prime minister" meets "Spain's Prime Minister, X"."""

from __future__ import annotations

from crosswire.extract.actor_lists import known_actors, title_tree
from crosswire.extract.country_names import country_words
from crosswire.extract.described import Office
from crosswire.extract.name_text import words_of
from crosswire.wordlists import words_of as list_words

SKIPPED = frozenset({"the", "a", "an", "of", "for", "s", "its", "new"})
# Words by which a title is one that its bearer holds no more, or not yet.
NOT_NOW = frozenset("former ex then late onetime erstwhile ousted deposed toppled predecessor successor incoming elect designate".split())
_SPELT = {"defense": ("defence",), "premier": ("prime", "minister"), "pm": ("prime", "minister"), "labor": ("labour",)}
# An office that many hold at a time tells nobody apart, whoever's it is.
MANY = frozenset(
    """official spokesman spokeswoman spokesperson officer diplomat adviser advisor aide senator lawmaker deputy minister
    secretary general colonel captain major lieutenant commander soldier analyst expert envoy representative journalist
    reporter doctor nurse judge lawyer activist resident member source leader legislator director head former""".split()
)

# Words before an office that do not say which: "a senior official", "the deputy minister".
VAGUE = frozenset("senior junior top deputy chief assistant former new local regional unnamed another other cabinet government".split())

OF_ONE = frozenset({"minister", "secretary", "director", "head", "leader", "commander"})  # one of each, of the body that is said beside it


def is_single(office: Office) -> bool:
    """Whether an office is one that a single person holds at a time, as far as its words tell: a governor, the interior minister."""
    if office.noun not in list_words("titles.toml", "offices"):
        return False
    return office.noun not in MANY or bool(office.noun in OF_ONE and (office.before - VAGUE or office.behind))


def office_of(title: str) -> str | None:
    """The key of an office that one person holds: whose it is, and what; None where the title tells neither.

    >>> office_of("the Spanish prime minister") == office_of("Prime Minister of Spain")
    True
    >>> office_of("Spain's new premier") == office_of("Prime Minister of Spain"), office_of("then Spanish Prime Minister")
    (True, None)
    >>> office_of("Prime Minister"), office_of("a Spanish official")
    (None, None)
    """
    words = words_of(title)
    if not words or words[0].key in ("a", "an", "one", "two") or NOT_NOW & {w.key for w in words}:
        return None
    taken: set[int] = set()
    whose: set[str] = set()
    for span, country in country_words(title, words):
        whose.add(country.alpha2)
        taken |= set(range(*span))
    for i, word in enumerate(words):
        for end, known in known_actors().at(title, words, i):
            if word.start not in taken and not known[0].weak:
                whose.add(known[0].key)
                taken |= set(range(word.start, words[end - 1].end))
                break
    rest = [k for w in words if w.start not in taken and w.key not in SKIPPED for k in _SPELT.get(w.key, (w.key,))]
    told = any(True for i in range(len(words)) for _ in title_tree().at(title, words, i)) or any(
        r in list_words("titles.toml", "offices") for r in rest
    )
    if not whose or not rest or not told or (len(rest) == 1 and rest[0] in MANY) or set(rest) <= MANY:
        return None
    return "|".join([*sorted(whose), *sorted(set(rest))])
