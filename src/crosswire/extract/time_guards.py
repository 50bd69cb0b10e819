"""Which matches of the time grammar are no times: names that hold one, the verbs "may" and "march", plain counts."""

from __future__ import annotations

import re

from spacy.tokens import Token

from crosswire.acquire.sentences import Page
from crosswire.language.calendar import CLOCK, is_spoken_clock

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
NAMES = frozenset({"ORG", "PERSON", "FAC", "PRODUCT"})


def plausible(rule: str, match: re.Match[str], page: Page, base: int) -> bool:
    """Whether a match of a rule is meant as a time; ``base`` is the offset of the matched text in the document."""
    if rule in ("month", "months"):
        return _month(match, page, base)
    if rule in ("year", "years"):
        return _year(rule, match)
    if rule in ("years", "weekdays", "months", "days-of-months", "day-month", "month-day") and not _is_stretch(match):
        return False
    if rule in ("today", "weekday", "weekdays", "season", "tonight", "tomorrow"):
        return not _inside_name(match, page, base)
    if rule == "clock":
        return _clock(match)
    if rule == "clock-words":
        return is_spoken_clock(match.string, match.start(), match.end())
    if rule == "offset":
        return not re.search(r"\bfor\s+$", match.string[: match.start()])
    return True


def _is_stretch(match: re.Match[str]) -> bool:
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


def _year(rule: str, match: re.Match[str]) -> bool:
    before, after = match.string[: match.start("y")], match.string[match.end() :]
    if LABEL_BEFORE.search(before) or (COUNTED_AFTER.match(after) and not re.search(r"\bthe\s+$", before)):
        return False
    if re.search(r"(?:copyright|©|\(c\))\s*$", before, re.IGNORECASE):
        return False
    number = int(match["y"])
    if rule == "years":
        return bool(re.search(r"\b(?:from|between|in|of|the|during|since|for)\s+$|\($", before)) or 1900 <= number <= 2099
    if not 1900 <= number <= 2099:
        return bool(re.search(r"\b(?:in|since|until|by|from|of|year)\s+$", before)) and not re.match(r"\s+[a-z]+s\b", after)
    return True


def _clock(match: re.Match[str]) -> bool:
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
