"""Whether two titles can be one post, or must be two: portfolios of ministers, deputies, and offices that nobody holds together.

Works on the words alone, so that ``extract`` can use it inside a report and ``link`` across reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crosswire.extract.described import Office, office_parts

# Two words for one portfolio.
_SYNONYMS = {
    "defense": "defence", "external": "foreign", "home": "interior", "labor": "labour", "oil": "petroleum", "treasury": "finance",
    "economic": "economy", "aviation": "transport", "transportation": "transport", "schools": "education",
}  # fmt: skip
# Words beside an office that are no portfolio.
_NO_PORTFOLIO = frozenset(
    """affairs new outgoing incoming former acting interim caretaker current then late senior junior chief top general state cabinet
    government federal national union local regional provincial visiting veteran long-serving longtime republic his her its their""".split()
)
_UNDER = frozenset({"deputy", "vice", "assistant", "under"})
_PORTFOLIOS = frozenset({"minister", "secretary"})
# Whom a spokesman speaks for, where one word tells it.
_VOICES = frozenset(
    "police army navy military hospital government presidential rebel militia union party coastguard guard fire court".split()
)
_BY_DEPUTY = frozenset({"president", "premier", "governor", "minister", "mayor", "chancellor"})  # the bare word is not the deputy


def _post(office: Office) -> tuple[str, frozenset[str], bool]:
    """(noun, portfolio, whether it is a deputy's); a prime minister is a premier, whatever else is said of him."""
    words = {_SYNONYMS.get(w, w) for w in office.before | office.behind if not w.isupper()}
    deputy = bool(words & _UNDER)
    if office.noun in ("premier", "pm") or (office.noun == "minister" and words & {"prime", "first"}):
        return "premier", frozenset(), deputy
    return office.noun, frozenset(words - _NO_PORTFOLIO - _UNDER), deputy


def may_be(title: Office, said: Office) -> bool:
    """Whether one with a title can be meant by an office said elsewhere in the same report.

    >>> def may(title, said): return may_be(office_parts(title), office_parts(said))
    >>> may("Interior Minister", "the prime minister"), may("Interior Minister", "the home minister")
    (False, True)
    >>> may("Prime Minister", "the minister"), may("Vice President", "the president"), may("Prime Minister", "the premier")
    (False, False, True)
    """
    (theirs, held, under), (noun, asked, below) = _post(title), _post(said)
    if "premier" in (theirs, noun) and "leader" not in (theirs, noun) and noun not in (theirs, "president"):
        return False
    if below != under and (below or asked or noun in _BY_DEPUTY - _PORTFOLIOS):
        return False
    if noun == theirs and noun in _PORTFOLIOS and asked and held:
        return bool(asked & held)
    if noun == theirs == "spokesman" and asked & _VOICES and held & _VOICES:
        return bool(asked & held)
    return True


# Offices of state of which one person has one at a time; a rank, a leader's or a member's title may stand beside any of them.
_EXCLUSIVE = frozenset(
    "president premier minister governor mayor prefect king queen judge magistrate prosecutor ambassador coroner".split()
)


def opposed(these: Iterable[str], those: Iterable[str]) -> bool:
    """Whether what two people of one surname are called tells that they are two: each has an office that is none of the other's.

    >>> opposed(("Governor",), ("police spokesman",)), opposed(("Governor",), ("Colonel",))
    (True, False)
    >>> opposed(("Minister",), ("government spokesman",))
    False
    >>> opposed(("Mayor",), ("Governor", "former mayor")), opposed(("Interior Minister",), ("Health Minister",))
    (False, False)
    """
    left, right = (list(map(_kept, roles)) for roles in (these, those))
    told = [{noun for noun in side if noun in _EXCLUSIVE or noun.startswith("spokesman of")} for side in (left, right)]
    if not all(told) or set(left) & set(right) or any("" in side for side in (left, right)):
        return False
    return all(_two(a, b) for a in told[0] for b in told[1])


def _kept(role: str) -> str:
    """The noun of the office in a role, "" where it is one of the past; a spokesman's with whom he speaks for."""
    office = office_parts(role)
    if office is None:
        return ""
    noun, words, _ = _post(office)
    voices = words & (_VOICES - {"government", "presidential"})
    return f"spokesman of {min(voices)}" if noun == "spokesman" and voices else noun


def _two(a: str, b: str) -> bool:
    return a != b and {a, b} != {"premier", "minister"} and (a in _EXCLUSIVE or b in _EXCLUSIVE)


# How a report tells that somebody has taken an office.
_TAKES = re.compile(
    r",?\s+(?:(?:was|is|has been|had been|who was)\s+)?(?:(?:on\s+)?\w+day\s+)?"
    r"(?:(?:named|appointed|elected|chosen|confirmed|installed|sworn\s+in|made)(?:\s+as)?|becomes|became|(?:takes|took)\s+over\s+as)\s+"
)
_GIVES = re.compile(
    r"(?:\b(?:names|named|naming|appoints|appointed|appointing|elects|elected|electing|installs|installed|made|confirmed|swore\s+in))\s+$"
)
_AS = re.compile(r"\s+(?:as\s+|to\s+be\s+)?")


def takes_office(text: str, start: int, end: int, office: int) -> bool:
    """Whether the words between a name at ``start`` to ``end`` and an office at ``office`` make its bearer the holder.

    >>> text = "The king named Ana Ruiz defence minister."
    >>> takes_office(text, 15, 23, 24), takes_office("Ana Ruiz becomes premier", 0, 8, 17)
    (True, True)
    >>> takes_office("Ana Ruiz met the premier", 0, 8, 13)
    False
    """
    if not end < office <= end + 60:
        return False
    given = _AS.fullmatch(text, end, office) and _GIVES.search(text, max(0, start - 30), start)
    return bool(given or _TAKES.fullmatch(text, end, office))


def called_so(roles: Iterable[str], said: Office) -> bool:
    """Whether one of somebody's titles may be an office: "the president" is no vice president."""
    return any(held.noun == said.noun and may_be(held, said) for held in map(office_parts, roles) if held is not None)
