"""Which matches of the time grammar are no times: names that hold one, the verbs "may" and "march", plain counts."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.language.calendar import CLOCK, MONTH, is_spoken_clock

TIME_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|of|before|after|during|for|last|next|this|early|late|mid|through|throughout|between|and|to|on|around|every|each)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
LABEL_BEFORE = re.compile(
    r"(?:\b(?:resolution|resolutions|no|no\.|number|numbers|flight|article|section|route|highway|room|unit|model|page|act|law|decree|order|"
    r"line|channel|bus|code|extension|ext|bill|case|paragraph|chapter|"
    r"up to|at least|about|around|some|nearly|almost|over|more than|than|roughly|approximately|exactly)\s+|[#№]\s?)$",
    re.IGNORECASE,
)
COUNTED_AFTER = re.compile(
    r"\s+(?:people|men|women|children|soldiers|troops|civilians|refugees|fighters|police|families|homes|houses|dollars|euros|pounds|km|kilomet|mile|"
    r"met(?:re|er)s|tonnes|tons|others)\b",
    re.IGNORECASE,
)
# Days that are names of events, shops or films, not days of the week: the day of the week is not what they tell.
NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Blue|Red|High|Giving)\s$")
OTHER_QUARTERS = re.compile(
    r"\b(?:yards?|touchdowns?|rebounds?|half-?time|quarterback|(?:out)?scored|free throws?|lunar|moon|hoops?|playoffs?)\b", re.IGNORECASE
)
ENTERED = re.compile(r"\benter(?:s|ed|ing)?\s$")
MONTH_NEXT = rf"\sof\s(?:the\s)?(?:{MONTH}|month|week|year)"
NAMES = frozenset({"ORG", "PERSON", "FAC", "PRODUCT"})


def plausible(rule: str, match: re.Match[str], page: Page, base: int) -> bool:
    """Whether a match of a rule is meant as a time; ``base`` is the offset of the matched text in the document."""
    guard = GUARDS.get(rule)
    return guard is None or guard(match, page, base)


def _is_stretch(match: re.Match[str], _page: Page | None = None, _base: int = 0) -> bool:
    """ "1985 and 1987" are two times, "between 1985 and 1987" and "3 and 4 May" are one stretch."""
    words = match.group()
    if not re.search(r"\s(?:and|or)\s", words, re.IGNORECASE):
        return True
    opening = match.string[max(0, match.start() - 9) : match.start()] + words
    if re.search(r"\bbetween\s|\bnight\s", opening, re.IGNORECASE):
        return True
    first, second = match.groupdict().get("d"), match.groupdict().get("d2")
    return bool(first and second) and int(re.sub(r"\D", "", second or "")) - int(re.sub(r"\D", "", first or "")) == 1


def _token_at(page: Page, offset: int) -> Token | None:
    found = page.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return found[0] if found is not None and len(found) else None


def _inside_name(match: re.Match[str], page: Page, base: int) -> bool:
    """Whether the words are part of a longer name ("the Sunday Herald")."""
    start, end = base + match.start(), base + match.end()
    for entity in page.tokens(start, end).sent.ents if page.tokens(start, end)[0].has_dep() else ():
        if (
            entity.label_ in NAMES
            and entity.start_char <= start + 4
            and start < entity.end_char
            and entity.text.strip() != match.group().strip()
        ):
            return entity.start_char < start or entity.end_char > end
    return False


def _ends_name(offset: int, page: Page, base: int) -> bool:
    """Whether a year is the end of a name of another kind ("Windows 2000")."""
    token = _token_at(page, base + offset)
    return (
        token is not None
        and token.ent_type_ in NAMES
        and token.i > 0
        and token.ent_iob_ == "I"
        and token.nbor(-1).ent_type_ == token.ent_type_
    )


def _title(match: re.Match[str]) -> bool:
    """Whether words have capitals amid a sentence, as a newspaper's or programme's name has ("Harbour Today", "This Week")."""
    words, before = match.group().split(), match.string[: match.start()].rstrip(" \"'“‘`")
    if not before or before[-1] in ".:!?\n)" or match.re.groupindex.get("w"):
        return False
    if len(words) == 1:
        return (
            words[0][0].isupper()
            and bool(re.search(r"\b[A-Z][\w.]*$", before))
            and words[0].lower() in ("today", "tomorrow", "tonight", "noon")
        )
    return all(w[0].isupper() for w in words) and not match.string.isupper()


def _month(match: re.Match[str], page: Page, base: int) -> bool:
    name = match["m"]
    if match.groupdict().get("y") or match.groupdict().get("rel") or match.groupdict().get("m2"):
        return True
    token = _token_at(page, base + match.start("m"))
    if token is None or _inside_name(match, page, base):
        return False
    if name.rstrip(".").lower() not in ("may", "march", "mar", "dec", "jan", "jun", "sep", "oct"):
        return token.ent_type_ != "PERSON"
    if match.groupdict().get("which") or match.groupdict().get("side"):
        return True
    if TIME_BEFORE.search(match.string[: match.start()]):
        return token.pos_ not in ("VERB", "AUX")
    return token.pos_ == "PROPN" and token.ent_type_ in ("DATE", "") and match.start() > 0 and name.lower() not in ("may", "march")


def _is_year(match: re.Match[str]) -> bool:
    """Whether the digits are no label and count nothing ("Resolution 2030", "2030 people")."""
    before, after = match.string[: match.start("y")], match.string[match.end() :]
    if LABEL_BEFORE.search(before) or (COUNTED_AFTER.match(after) and not re.search(r"\bthe\s+$", before)):
        return False
    return not re.search(r"(?:copyright|©|\(c\))\s*$", before, re.IGNORECASE)


def _years(match: re.Match[str], _page: Page, _base: int) -> bool:
    before = match.string[: match.start("y")]
    in_place = bool(re.search(r"\b(?:from|between|in|of|the|during|since|for)\s+$|\($", before)) or 1900 <= int(match["y"]) <= 2099
    return in_place and _is_year(match) and _is_stretch(match)


def _year(match: re.Match[str], page: Page, base: int) -> bool:
    if not _is_year(match) or _ends_name(match.start("y"), page, base):
        return False
    before, after = match.string[: match.start("y")], match.string[match.end() :]
    number = int(match["y"])
    if not 1900 <= number <= 2099:
        return bool(re.search(r"\b(?:in|since|until|by|from|of|year)\s+$", before)) and not re.match(r"\s+[a-z]+s\b", after)
    return True


def _clock(match: re.Match[str], _page: Page, _base: int) -> bool:
    """ "2.30" alone is a number, "10:2" a score; a point needs "a.m." or a preposition of time before it."""
    clock = match["clock"]
    text = match.string
    if re.match(rf"(?i:\s?(?:to|until|till|and|[-–])\s?){CLOCK}", text[match.end() :]) and re.search(
        r"\bfrom\s$|\bfrom\s", text[max(0, match.start() - 5) : match.end()]
    ):
        return False  # "from 7 p.m. to 6 a.m.": hours of the day, not a moment
    if re.search(rf"(?i:\bfrom\s){CLOCK}\s?(?i:to|until|till|[-–])\s?$", text[: match.start("clock")]):
        return False
    if re.fullmatch(r"\d{1,2}[.h]\d\d", clock):
        return bool(re.search(r"\bat\s*$", match.string[: match.start("clock")], re.IGNORECASE)) and not re.match(
            r"\s*(?:%|percent|per cent|million|billion|[a-z]+s\b)", match.string[match.end() :]
        )
    return True


def _named(match: re.Match[str], page: Page, base: int) -> bool:
    return not (NAMED_DAY.search(match.string[: match.start()]) or _title(match) or _inside_name(match, page, base))


def _weekday(match: re.Match[str], page: Page, base: int) -> bool:
    """ "Every Friday" is no day."""
    return not re.search(r"\b(?:every|each|any|most)\s$", match.string[: match.start()], re.IGNORECASE) and _named(match, page, base)


def _weekdays(match: re.Match[str], page: Page, base: int) -> bool:
    return _is_stretch(match) and _named(match, page, base)


def _months(match: re.Match[str], page: Page, base: int) -> bool:
    return _is_stretch(match) and _month(match, page, base)


def _holiday(match: re.Match[str], _page: Page, _base: int) -> bool:
    """With a capital ("Lent", not "lent"), and no longer name ("Easter Island")."""
    capital = match["name"].removeprefix("the ")[0].isupper()
    return capital and not re.match(r"\s(?:Island|Rising|Parade|Foundation)", match.string[match.end() :])


def _quarter_told(match: re.Match[str], _page: Page, _base: int) -> bool:
    """ "The period" alone tells no time."""
    return match["u"].lower() != "period" or any(match[group] for group in ("ago", "ago2", "last", "y", "m"))


def _of_day(match: re.Match[str], _page: Page, _base: int) -> bool:
    """ "At the end of the day" mostly means all told."""
    return not re.search(r"\bat\s+$", match.string[: match.start()], re.IGNORECASE) or "end of" not in match.group().lower()


def _decade(match: re.Match[str], _page: Page, _base: int) -> bool:
    """ "In her late 60s" tells an age."""
    return not (match["plain"] and re.search(r"\b(?:his|her|their|my|your|our)\s+$", match.string[: match.start()], re.IGNORECASE))


def _quarter(match: re.Match[str], _page: Page, _base: int) -> bool:
    """Games and the moon have quarters, too."""
    return not OTHER_QUARTERS.search(match.string)


def _day_count(match: re.Match[str], _page: Page, _base: int) -> bool:
    """ "Is the third day of the siege", "entered its third day", "a third straight day"; not "the third day of May"."""
    if match["row"] or match["row2"] or match["k"]:
        return True
    before, after = match.string[: match.start()] + match.group()[:3], match.string[match.end() :]
    if ENTERED.search(match.string[: match.start()]):
        return not re.match(MONTH_NEXT, after)
    on_or_is = re.search(r"(?:\b(?:is|was|marks?|marked)\s|['’]s\s|\bon\s)(?:the|a|its|their|on)?", before)
    return bool(match["of"] and on_or_is) and not re.match(rf"{MONTH_NEXT}|\sof\s[A-Z]", after)


def _spoken(match: re.Match[str], _page: Page, _base: int) -> bool:
    return is_spoken_clock(match.string, match.start(), match.end())


def _offset(match: re.Match[str], _page: Page, _base: int) -> bool:
    """ "For two days after" and "in the two years since" tell how long."""
    return not re.search(r"\b(?:for|(?:in|over|during|for)\s+the)\s+$", match.string[: match.start()], re.IGNORECASE)


GUARDS: dict[str, Callable[[re.Match[str], Page, int], bool]] = {
    "weekday": _weekday,
    **dict.fromkeys(("today", "season", "tonight", "tomorrow", "unit", "moment"), _named),
    **dict.fromkeys(("days-of-months", "day-month", "month-day"), _is_stretch),
    "weekdays": _weekdays,
    "month": _month,
    "months": _months,
    "year": _year,
    "years": _years,
    "holiday": _holiday,
    "quarter": _quarter,
    "quarter-told": _quarter_told,
    "of-day": _of_day,
    "decade": _decade,
    "day-count": _day_count,
    "clock": _clock,
    "clock-words": _spoken,
    "offset": _offset,
}
