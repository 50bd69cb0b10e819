"""Where a text names places: names that the reader of names took for places, datelines, and what :mod:`place_missed` adds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span as Tokens

from crosswire.acquire.sentences import Page
from crosswire.extract.actor_lists import countries
from crosswire.extract.name_text import words_of as words_in
from crosswire.extract.place_missed import bodies_in, company_of, inside_others, missed
from crosswire.extract.place_seats import members, seats, short_forms
from crosswire.extract.place_words import LIST, LONGEST, Spot, apart, reads_as_name, spot_of, vetoed
from crosswire.wordlists import words_of
from crosswire.wordlists.folding import fold
from crosswire.wordlists.gazetteer import Gazetteer

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]{1,24}"
_OPENS = r"(?:^[ \t]{0,8}|(?<=[.!?] ))"
_DATELINE = re.compile(rf"(?m){_OPENS}({_CAPITALS}(?: {_CAPITALS}){{0,3}})(?=(?:, [^\n(–—]{{2,40}})? ?(?:\(|—|–|--|- ))")
# Storms and operations are called by names of people and towns, and then by the name alone; so are ships, whose names may be longer.
_CALLED = re.compile(r"\b(?:Cyclone|Hurricane|Typhoon|(?:[Tt]ropical )?Storm|Operation|Exercise) [\"'“‘]?([A-Z][\w'’-]+)")
_PREFIX = r"(?:M/?V|M/?[ST]|SS|USS|HMS|HMCS|HMAS|BRP|INS|KRI|RFA)"
_SHIP = (
    r"(?:ferry|ship|boat|vessel|tanker|freighter|trawler|frigate|destroyer|corvette|submarine|warship|steamer|schooner|yacht|dhow|tugboat)"
)
_AFLOAT = re.compile(rf"\b{_PREFIX} (?:[\"'“‘]?$|(?=[A-Z]))")
_NAME = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}"
_SHIPS = re.compile(
    rf"\b(?:{_PREFIX}|(?:[Tt]he|[Aa]|[a-z-]+) {_SHIP}) [\"'“‘]?({_NAME})|\b[Tt]he ({_NAME}),? an? (?:[\w-]+ ){{0,3}}{_SHIP}\b"
)
_SPLIT = re.compile(r"\s*,\s*|\s+(?:in|near|and|of)\s+(?:(?:the|central|(?:north|south|east|west)\w*)\s+)+|\s+in\s+|\s*[()/]\s*")
_DIRECTIONS = (
    "north", "south", "east", "west", "central", "upper", "lower", "greater", "downtown", "mid", "inner", "outer", "far", "metro", "nazi",
)  # fmt: skip


def find_spots(page: Page, known: Gazetteer) -> list[Spot]:
    """The places named in title, body, caption and dateline, in order, none overlapping another."""
    found: list[Spot] = []
    sentences = page.sentence_tokens()
    company = company_of(page.doc, known)
    for sentence in sentences:
        found += _named(sentence, known)
        found += inside_others(sentence, known, company)
        found += short_forms(sentence, known)
    found += _datelines(page, known)
    names = {fold(s.asked) for s in apart(found) if s.entries}
    for sentence in sentences:
        found += missed(sentence, known, names, company)
    bodies = [span for sentence in sentences for span in bodies_in(sentence)]
    called = {fold(m[1]) for m in _CALLED.finditer(page.document.text)}
    found = _ashore(page.document.text, found)
    found = [s for s in found if fold(s.asked) not in called or any(e.kind in ("country", "province") for e in s.entries)]
    return apart([s for s in found if not any(b.start <= s.start and s.end <= b.end for b in bodies)])


def _ashore(text: str, found: list[Spot]) -> list[Spot]:
    """The spots that are no ship's name: not right behind "MV", nor a name that the report introduces so ("the ferry X", "the X, a
    tanker"); "in X" stays, and the name of a country ("a boat Iran seized"), unless "the" precedes."""
    ships = {fold(name) for m in _SHIPS.finditer(text) if (name := m[1] or m[2])}
    behind = [s for s in found if _AFLOAT.match(s.asked) or _AFLOAT.search(text[max(0, s.start - 8) : s.start])]
    return [s for s in found if s not in behind and (fold(s.asked) not in ships or _on_land(text, s))]


def _on_land(text: str, spot: Spot) -> bool:
    before = text[max(0, spot.start - 6) : spot.start].lower()
    return bool(re.search(r"\b(?:in|near|at|from) $", before)) or (
        any(e.kind == "country" for e in spot.entries) and not before.endswith("the ")
    )


def _named(sentence: Tokens, known: Gazetteer) -> Iterator[Spot]:
    for ent in sentence.ents:
        if ent.label_ in ("LOC", "FAC") and not vetoed(ent):
            wide = _widened(ent, known)
            yield from [wide] if wide else _inside(ent, known)


def _inside(ent: Tokens, known: Gazetteer) -> list[Spot]:
    """What is known of a name that no gazetteer has whole: its parts, else the place that it is called after, else that it is unknown."""
    parts = [s for s in _parts(ent, known) if s.entries or not _adjective(s.asked)]
    if any(s.entries for s in parts):
        return parts
    return [*members(ent, known), *seats(ent, known)] or parts


def _adjective(name: str) -> bool:
    """Whether a name that no gazetteer has is the adjective of a country ("Ecuadorean")."""
    words = words_in(name)
    return any(end == len(words) and any(f.form == "demonym" for f in found) for end, found in countries().at(name, words, 0))


def _widened(ent: Tokens, known: Gazetteer) -> Spot | None:
    """The longest gazetteer name that holds the whole name as read: "New York" + "City", "Gulf of" + "Aden"."""
    best: Tokens | None = None
    for start in range(ent.start, max(ent.sent.start, ent.start - 4) - 1, -1):
        for end in range(ent.end, min(ent.sent.end, start + LONGEST) + 1):
            window = ent.doc[start:end]
            if reads_as_name(window) and _free(window, ent) and known.find(window.text) and (best is None or len(window) > len(best)):
                best = window
    if best is None or (len(best) == len(ent) and _SPLIT.search(ent.text) and "," in ent.text):
        return None
    return spot_of(best, known, "names")


def _free(window: Tokens, ent: Tokens) -> bool:
    """Whether a window takes no token of another name; "Cox" of "Cox's Bazar" may have been read as one."""
    owned = any(t.text in ("'s", "’s") for t in window)
    return all(ent.start <= t.i < ent.end or t.ent_type_ in ("", "LOC", "FAC") or (owned and t.ent_type_ == "PERSON") for t in window)


def _parts(ent: Tokens, known: Gazetteer) -> Iterator[Spot]:
    """A name that no gazetteer has whole: cut at commas and "in central ...", each part looked up without its type words."""
    pos = 0
    cuts = [(m.start(), m.end()) for m in _SPLIT.finditer(ent.text)]
    for start, end in [*cuts, (len(ent.text), len(ent.text))]:
        part = ent.text[pos:start]
        if part.strip() and any(c.isupper() for c in part):
            yield _part(ent.start_char + pos, part, known)
        pos = end


def _part(at: int, part: str, known: Gazetteer) -> Spot:
    lead = len(part) - len(part.lstrip("' ’‘`"))
    text = part.strip("' ’‘`.,")
    if text.lower().startswith("the "):
        lead, text = lead + 4, text[4:]
    start, end = at + lead, at + lead + len(text)
    core = _core(text)
    if (short := part.strip()).endswith(".") and known.abbreviated(short):
        return Spot(start, start + len(short), short, known.abbreviated(short), "short form")
    feature = core and not set(text.lower().split()).isdisjoint(words_of(LIST, "features"))
    for asked, rule in ((None if text[:1].islower() else text, "names"), (core, "names: feature" if feature else "names: core")):
        if asked and (entries := known.find(asked) or known.abbreviated(part.strip())):
            return Spot(start, end, asked, entries, rule)
    if core and (entries := known.find_loosely(core)):
        return Spot(start, end, core, entries, "names: loose")
    return Spot(start, end, text, (), "names: not found")


def _core(text: str) -> str | None:
    """The name inside "Dushanbe airport", "northern Mali", "Sughd region"; None inside the name of a street or a building."""
    words = text.split()
    keeps, facilities = words_of(LIST, "keeps"), words_of(LIST, "facilities")
    while len(words) > 1:
        last, two = words[-1].lower(), " ".join(words[-2:]).lower()
        if len(words) > 2 and two in keeps:
            words = words[:-2]
        elif last in keeps:
            words = words[:-1]
        elif last in facilities:
            return None
        elif words[0].lower().startswith(_DIRECTIONS) or words[0].lower() in ("the", "lake", "river", "port", "city", "county", "co"):
            words = words[1:]
        elif words[-1].lower() in ("north", "south", "east", "west"):
            words = words[:-1]
        else:
            break
    core = " ".join(words)
    if core.lower() in ("north", "south", "east", "west", "central"):
        return text  # "South West" is a region's name, and no place called West
    return core if core and core != text else text


def _datelines(page: Page, known: Gazetteer) -> Iterator[Spot]:
    """Places in capitals that open a paragraph before a bracket or a dash, and the names in dateline segments."""
    text = page.document.text
    for match in _DATELINE.finditer(text):
        name = match[1].rstrip(" .-")
        if page.kind_at(match.start(1)) not in (None, "leftover", "byline") and (entries := known.find(name)):
            yield Spot(match.start(1), match.start(1) + len(name), name, entries, "dateline")
    for segment in page.segments:
        if segment.kind == "dateline":
            yield from _dateline_names(segment.start, text[segment.start : segment.end], known)


def _dateline_names(at: int, text: str, known: Gazetteer) -> Iterator[Spot]:
    for match in re.finditer(r"[^\W\d_][^,(–—/\d\n]*", text):
        name, short = match[0].rstrip(" .-"), match[0].strip()
        if known.abbreviated(short):
            name = short
        entries = known.abbreviated(name) or known.find(name)
        if entries and fold(name) not in words_of(LIST, "never") | words_of(LIST, "not_places"):
            yield Spot(at + match.start(), at + match.start() + len(name), name, entries, "dateline")
