"""Second names that a report gives to an actor: "Free Y Movement (FYM)", "often called by its initials MNL", "also known as ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.extract.actor_lists import countries, known_actors
from crosswire.extract.name_text import capital, words_of
from crosswire.types import Span

_ACRONYM = r"[A-Z][A-Za-z]?[A-Z][A-Za-z-]{0,7}|[A-Z]{2,9}|[A-Z]{1,5}/[A-Z]{1,5}|(?:[A-Z]\.){2,6}"
_IN_BRACKETS = re.compile(
    rf"\s*[(\[]\s*[\"'“‘]?(?P<a>{_ACRONYM})[\"'”’]?(?:\s*(?:,|or|/|and)\s*(?:the\s+)?[\"'“‘]?(?P<b>{_ACRONYM})[\"'”’]?)?\s*[)\]]"
)
_ADVERB = (
    r"(?:(?:also|often|better|commonly|widely|formerly|previously|once|locally|sometimes|usually|generally|popularly|mostly|otherwise"
    r"|now|officially|informally)\s+)"
)
_CALLED = (
    r"(?:known|called|referred\s+to|abbreviated|dubbed|styled|named|nicknamed|shortened|translated|rendered"
    r"|written|spelled|spelt|transliterated|romani[sz]ed)"
)
_BY = (
    r"(?:\s+(?:by|under|as|to|in|with))*(?:\s+(?:its|their|the|his|her))?(?:\s+[A-Z]?[a-z]+)?"
    r"(?:\s+(?:initials|acronyms?|abbreviation|shorthand|names?|nickname))?"
)
_ALSO_CALLED = re.compile(
    rf"(?:,?\s*(?:which|who|that)\s+(?:is|are|was|were|has\s+been|have\s+been)\s+{_ADVERB}*{_CALLED}{_BY}"
    rf"|\s*[,(—–]\s*{_ADVERB}*{_CALLED}{_BY}"
    rf"|\s+{_ADVERB}+(?:known|referred\s+to|abbreviated){_BY}"
    r"|\s+known\s+(?:simply\s+)?as"
    r"|\s*[,(]?\s*(?:aka|a\.k\.a\.|alias|formerly|previously)"
    r"|,?\s*(?:which|that|who)\s+(?:calls?|styles?|names?)\s+(?:itself|themselves)"
    r"|,?\s*whose\s+name\s+(?:means|translates\s+(?:as|to))"
    r"|,?\s*(?:(?:which|that|who)\s+)?(?:(?:has|have|had)\s+)?(?:since\s+|later\s+|now\s+)?(?:renamed|rebranded|restyled)\s+(?:itself|themselves)(?:\s+as)?"
    r"|,?\s*(?:which|that)\s+(?:is|was|has\s+been|had\s+been)\s+(?:since\s+|later\s+|now\s+)?(?:renamed|rebranded)(?:\s+(?:as|to))?"
    r"|,?\s*(?:(?:which|that)\s+)?(?:(?:has|had)\s+)?(?:since\s+|later\s+)?changed\s+its\s+name\s+to"
    r"|[^.;:“”\"\n]{0,30},?\s*when\s+(?:it|they)\s+(?:was|were)\s+(?:still\s+)?(?:known|called)\s+(?:as\s+)?"
    r"|\s*[,(]\s*(?:meaning|which\s+means|that\s+means|or\s+simply|or\s+just|in\s+(?:Arabic|French|English|Spanish|Portuguese|Russian)))"
    r"\s*[:,]?\s*(?:the\s+)?[\"'“‘(]*"
)
_ASIDE = re.compile(r"\)?,\s+(?:an?|the|its)\s+[^,.;:“”\"()]{3,40},(?=\s)|\)")  # behind a name: ", a rebel group,"
_OR = re.compile(r"\s*[,(]\s*or\s+(?:the\s+)?[\"'“‘]?")
_INITIALS = re.compile(rf"(?:initials|acronym|abbreviation|shorthand)\s+[\"'“‘]?(?P<a>{_ACRONYM})")


@dataclass(frozen=True, slots=True)
class Alias:
    """A second name: where it stands, and which name (by index) it belongs to."""

    span: Span
    owner: int


def bracketed(text: str, names: Sequence[Span], index: int, end: int, *, foreign: bool = False) -> list[Alias]:
    """Acronyms in brackets right behind a name: "(ISIL or ISIS)". Initials must fit the name, unless it may be ``foreign``."""
    match = _IN_BRACKETS.match(text, names[index].end, end)
    if not match:
        return []
    name = text[names[index].start : names[index].end]
    out = []
    for group in ("a", "b"):
        if match[group] and (group == "b" or fits_initials(match[group], name) or (foreign and _of_another_language(match[group], name))):
            out.append(Alias(Span(match.start(group), match.end(group)), index))
    return out


def _of_another_language(acronym: str, name: str) -> bool:
    """Whether initials that do not fit can be those of the name in its own language: "Union of Dockers (SDP)"; no other's, no country's."""
    words = words_of(acronym)
    taken = any(True for tree in (known_actors(), countries()) for _ in tree.at(acronym, words, 0))
    return acronym.isupper() and acronym.isalpha() and len(acronym) > 2 and len(words_of(name)) > 1 and not taken


def fits_initials(acronym: str, name: str) -> bool:
    """Whether an acronym's letters are, in order, first letters of the name's words (small words may be skipped).

    >>> fits_initials("MEND", "Movement for the Emancipation of the Niger Delta"), fits_initials("UN", "Free Town Band")
    (True, False)
    """
    letters = [c for c in acronym.lower() if c.isalpha()]
    initials = [w.key[0] for w in words_of(name) if w.key]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    capitals = [w for w in words_of(name) if capital(w)]
    return len(letters) >= 2 and len(capitals) <= len(letters) + 2


def called(text: str, left: Span, right: Span) -> bool:
    """Whether the words between two names say that the second is another name of the first."""
    if right.start - left.end > 90:
        return False
    start = _ASIDE.match(text, left.end, right.start)
    if start is not None and _ALSO_CALLED.fullmatch(text, start.end(), right.start):
        return True
    if _OR.fullmatch(text, left.end, right.start):
        return text[right.end : right.end + 1] in ",)" or fits_initials(text[right.start : right.end], text[left.start : left.end])
    return _ALSO_CALLED.fullmatch(text, left.end, right.start) is not None


_KNOWN_AS = (
    r"(?:(?:who|and)\s+(?:is|was)\s+)?(?:(?:also|better|best|widely|commonly|popularly|locally|otherwise|once|formerly)\s+)?known"
    r"(?:\s+(?:simply|only|widely|locally|to\s+(?:his|her|their|the)\s+\w+))*\s+(?:as|by|under)"
    r"(?:\s+(?:his|her|the|a)\s+(?:nom\s+de\s+guerre|noms?\s+de\s+plume|war\s+name|alias|nickname|pseudonym|code\s?name|fighting\s+name)(?:\s+of)?)?"
)
_NAME_WORD = r"(?:real|birth|given|full|legal|true|actual)\s+name"
_BY_NAME = r"(?:nom\s+de\s+guerre|war\s+name|alias|pseudonym|code\s?name|assumed\s+name|fighting\s+name|nickname)"
_SAME_PERSON = re.compile(
    rf"\s*[,(—–]\s*{_KNOWN_AS},?\s*"
    r"|\s*[,(]?\s*(?:alias|a\.?k\.?a\.?|née|nee|né)\s*"
    r"|\s*[,(]\s*(?:formerly|born)\s*"
    rf"|\s*[,(]?\s*whose\s+(?:{_NAME_WORD}|{_BY_NAME})\s+(?:is|was)(?:\s+given\s+as)?\s*"
    rf"|\s*[,(]\s*{_NAME_WORD}:?\s*"
    rf"|\s*,?\s*(?:(?:which|who)\s+is\s+|is\s+|was\s+)?the\s+{_BY_NAME}\s+(?:of|for|used\s+by)\s*"
)


def same_bearer(text: str, left: Span, right: Span) -> bool:
    """Whether the words between two names of people say that the second is another name of the first: "X, better known as Abu Y"."""
    between = text[left.end : right.start].rstrip("\"'“‘ ")
    return len(between) < 90 and _SAME_PERSON.fullmatch(between) is not None


def by_initials(text: str, start: int, end: int) -> list[Span]:
    """Acronyms introduced by "initials", "acronym" and the like."""
    return [Span(m.start("a"), m.end("a")) for m in _INITIALS.finditer(text, start, end)]
