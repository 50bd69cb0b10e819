"""What happened to those counted where a phrase tells it and no single verb: "lost their lives", "were taken to hospital"."""

from __future__ import annotations

import re

REACH = 110
# An aside, auxiliaries and adverbs may stand between a count and its phrase; a clause of its own may not.
_aside = r"(?:,[^,;.\n]{2,60},)?"
_helpers = (
    r"(?:\s+(?:have|has|had|were|was|are|is|be|been|being|also|later|reportedly|believed|feared|thought|said|known|presumed"
    r"|to|others?|more))*\s+"
)
_death = (
    r"crushed|burn(?:ed|t)|beaten|stabbed|hacked|trampled|stoned|shot|frozen|froze|starved|bludgeoned|choked|clubbed|battered|mauled"
    r"|gored|tortured|knifed|speared|bled|fell|plunged|jumped|scalded"
)
_house = r"(?:homes?|houses?|villages?|towns?|camps?|neighbou?rhoods?|land)"
_ward = r"(?:hospitals?|clinics?|infirmar(?:y|ies)|intensive\s+care|medical\s+cent(?:re|er)s?)"
_brought = r"rushed|taken|brought|airlifted|flown|transferred|referred|ferried|shifted|evacuated|admitted"
_to_death = rf"(?:{_death})\s+to\s+death|burn(?:ed|t)\s+alive|gunned\s+down|mow(?:ed|n)\s+down"
_lost = (
    r"lost\s+(?:their|his|her)\s+li(?:ves|fe)|met\s+(?:their|his|her)\s+deaths?"
    r"|paid\s+the\s+(?:ultimate|supreme)\s+price"
)
_hurt = r"(?:sustain|suffer|receiv)(?:ed|ing)\s+(?:[\w-]+\s+){0,3}(?:injuries|wounds|burns|fractures)"
_sought = (
    r"(?:yet|still)\s+to\s+be\s+(?:found|traced|located|accounted\s+for)"
    r"|not\s+(?:yet\s+)?(?:been\s+)?(?:found|located|traced|heard\s+from|accounted\s+for)"
)
_missing = (
    r"(?:(?:still|remain(?:s|ed|ing)?|listed\s+as|reported|reported\s+as|went|gone)\s+){1,2}"
    r"(?:missing|unaccounted\s+for)"
)
_to_ward = (
    rf"(?:{_brought})\s+(?:by\s+\w+\s+)?(?:to|in|into)\s+"
    rf"(?:(?:the|an?|local|nearby|two|three|several|different|area)\s+)*(?:[\w-]+\s+)?{_ward}"
    r"|(?:sent|moved)\s+to\s+hospitals?"
)
_in_ward = r"(?:remain(?:s|ed)?|still|recovering|are|is|were|was)\s+in\s+(?:the\s+)?(?:hospital|intensive\s+care)"
_driven = rf"(?:forced|driven|chased|pushed)\s+(?:out\s+of|from)\s+(?:their\s+)?{_house}|(?:left|made|rendered)\s+homeless"
_fleeing = rf"forced\s+to\s+(?:flee|(?:leave|abandon)\s+(?:their\s+)?{_house})"
FATES = tuple(
    (role, rule, re.compile(rf"{_aside}{_helpers}(?:{words})\b", re.IGNORECASE))
    for role, rule, words in (
        ("killed", "to-death", _to_death),
        ("killed", "lost-lives", _lost),
        ("killed", "die", r"die|dies|died|perish|perished"),
        ("injured", "sustained-injuries", _hurt),
        ("missing", "not-found", _sought),
        ("missing", "still-missing", _missing),
        ("treated", "to-hospital", _to_ward),
        ("treated", "in-hospital", _in_ward),
        ("displaced", "from-home", _driven),
        ("displaced", "forced-to-flee", _fleeing),
    )
)
DRIVEN = re.compile(r"\b(?:forc|driv|drove|push|chas)\w*\s+$", re.IGNORECASE)
OUT_OF = re.compile(rf"\s+(?:(?:out\s+of|from)\s+their\s+{_house}|to\s+(?:flee|(?:leave|abandon)\s+their\s+{_house}))\b", re.IGNORECASE)
# "80 others, mostly women, abducted when": the state stands behind an aside that says who they were.
ASIDE_STATE = re.compile(
    r",\s+(?:mostly|mainly|(?:many|most|some)\s+of\s+them|including|among\s+them)\b[^,;.\n]{2,60},\s+"
    r"(?:(?:were|was|have\s+been)\s+)?([a-z]+)",
    re.IGNORECASE,
)
# "one of the 40 passengers died": it befell the one.
OF_THEM = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|none|several|many|most|half|few|dozens|hundreds|neither|either)\s+of\s+"
    r"(?:(?:the|its|their|his|her|those|these|about|some|nearly|more\s+than)\s+)*$",
    re.IGNORECASE,
)
STOP = re.compile(r"[;\n]|[.!?](?=\s|$)")


def fate_of(text: str, start: int, end: int, states: dict[str, str]) -> tuple[str, str] | None:
    """(role, rule) by the phrase behind a count that stands at ``start:end``; ``states`` are the words that name a state."""
    if OF_THEM.search(text, max(0, start - 40), start):
        return None
    stop = STOP.search(text, end, end + REACH)
    last = stop.start() if stop else min(len(text), end + REACH)
    for role, rule, pattern in FATES:
        if pattern.match(text, end, last):
            return role, f"phrase:{rule}"
    if OUT_OF.match(text, end, last) and DRIVEN.search(text, max(0, start - 12), start):
        return "displaced", "phrase:driven"
    told = ASIDE_STATE.match(text, end, last)
    word = told.group(1).lower() if told else ""
    return (states[word], f"phrase:{word}") if word in states else None
