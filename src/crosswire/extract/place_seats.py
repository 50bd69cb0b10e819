"""Places inside longer names: where a body or a facility lies, whom a member of parliament stands for, both towns of "Ulm-Neu-Ulm"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

from spacy.tokens import Span as Tokens

from crosswire.extract.place_words import LIST, Spot, reads_as_name, spot_of
from crosswire.wordlists import words_of
from crosswire.wordlists.folding import fold
from crosswire.wordlists.gazetteer import Gazetteer, gazetteer

_MEMBER = re.compile(r"[DRI]-([A-Z].+)")  # "D-Oakland": a member of parliament and the constituency
_TWINS = re.compile(r"([A-Z][\w.' ]{2,})[-–]([A-Z][\w.' ]{2,})")
_RULE = "inside a body's name"


def seats(ent: Tokens, known: Gazetteer) -> Iterator[Spot]:
    """The place in the name of a body that sits there: "Leeds" of "Leeds Crown Court", "Mosul" of "University of Mosul"."""
    window = _opening(ent, known)
    if window is not None and _civic(ent, window):
        yield spot_of(window, known, _RULE)
        return
    for i in range(ent.start + 1, ent.end - 1):
        window = ent.doc[i + 1 : ent.end]
        if ent.doc[i].lower_ == "of" and ent.doc[i - 1].lower_ in words_of(LIST, "bodies_of") and _is_seat(window, known):
            yield spot_of(window, known, _RULE)
            return


def named_after(ent: Tokens, known: Gazetteer, names: Set[str], people: Set[str]) -> Iterator[Spot]:
    """The same where no word of the body tells, but the report names the place elsewhere: "Leeds Arts Forum" in a report on Leeds."""
    window = _opening(ent, known)
    if window is None or fold(window.text) not in names or window.text in people:
        return
    if any(e.kind == "country" for e in known.find(window.text)):
        return
    after = ent.doc[window.end]
    if after.lower_ not in words_of(LIST, "paper_heads") | words_of(LIST, "teams") and not _street(ent):
        yield spot_of(window, known, _RULE)


def members(ent: Tokens, known: Gazetteer) -> Iterator[Spot]:
    """Constituencies of members of parliament, and two towns with a hyphen between them."""
    at = ent.start_char
    if match := _MEMBER.fullmatch(ent.text):
        entries = known.abbreviated(match[1]) or (known.find(match[1]) + known.counties(match[1]))
        if entries:
            yield Spot(at + match.start(1), at + match.end(1), match[1], entries, "gazetteer")
    elif (match := _TWINS.fullmatch(ent.text)) and match[1] != match[2] and not known.find(ent.text):
        found = [Spot(at + match.start(i), at + match.end(i), match[i], known.find(match[i]), "names: twins") for i in (1, 2)]
        if all(s.entries for s in found):
            yield from found


def _opening(ent: Tokens, known: Gazetteer) -> Tokens | None:
    """The longest place that opens a name and is not all of it."""
    start = ent.start + (ent[0].lower_ == "the")
    for end in range(ent.end - 1, start, -1):
        if _is_seat(ent.doc[start:end], known):
            return ent.doc[start:end]
    return None


def _civic(ent: Tokens, window: Tokens) -> bool:
    """Whether the place is a county, owns what follows in the name, or a word of a body that has its seat there follows."""
    after = ent.doc[window.end].lower_
    county = window[-1].lower_ in ("county", "parish") and len(window) > 1
    return not _street(ent) and (county or after in words_of(LIST, "bodies") or after in ("'s", "’s"))


def _street(ent: Tokens) -> bool:
    return ent[-1].lower_ in words_of(LIST, "streets")


def _is_seat(window: Tokens, known: Gazetteer) -> bool:
    names = words_of(LIST, "never") | words_of(LIST, "not_places")
    return (
        reads_as_name(window)
        and fold(window.text) not in names
        and window.text not in known.demonyms
        and window.text not in words_of(LIST, "as_adjective")
        and bool(known.find(window.text))
    )


@cache
def _short_forms() -> re.Pattern[str]:
    forms = sorted((f for f in gazetteer().shorts if f.endswith(".")), key=lambda f: (-len(f), f))
    return re.compile(r"(?<![\w.-])(?:" + "|".join(re.escape(f).replace(r"\ ", " ?") for f in forms) + r")(?!\w)")


def short_forms(sentence: Tokens, known: Gazetteer) -> Iterator[Spot]:
    """Provinces by their short form ("Ky.", "N.C."); one that is a word or a title as well ("Miss.", "Pa.") only after a comma."""
    for match in _short_forms().finditer(sentence.text):
        comma = sentence.text[: match.start()].endswith(", ")
        if comma or match[0] not in words_of(LIST, "short_words"):
            at = sentence.start_char + match.start()
            yield Spot(at, at + len(match[0]), match[0], known.abbreviated(match[0]), "short form")
