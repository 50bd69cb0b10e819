"""The places that a report names, and which place on the map each is.

Three steps: where names of places stand (:mod:`place_spots`), what is said beside them (:mod:`place_clues`), and which of
the places of that name is meant (:mod:`place_choice`). A name that no gazetteer has stays, with ``place_id`` None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crosswire.acquire.sentences import Page
from crosswire.extract.place_choice import Choice, choose
from crosswire.extract.place_clues import read_clues, with_counties
from crosswire.extract.place_spots import find_spots
from crosswire.extract.place_words import Spot
from crosswire.types import Place, PlaceMention, make_id
from crosswire.wordlists.folding import fold
from crosswire.wordlists.gazetteer import Entry, Gazetteer, gazetteer

RUNNERS_UP = 3
PARTS = ("inside", "names: twins")  # parts of longer names: nothing says that they are places but the gazetteer, so an unlikely one is none


def read(page: Page) -> tuple[list[Place], list[PlaceMention]]:
    """The places and their mentions, sorted by id and by offset; runners-up stand among the places too."""
    known = gazetteer()
    spots = find_spots(page, known)
    clues = read_clues(page.document.text, spots, known)
    spots = with_counties(spots, clues, known)
    choices = choose(spots, clues, _nations(page, known), known)
    return _rows(page.document.document_id, spots, choices)


def _nations(page: Page, known: Gazetteer) -> Mapping[str, float]:
    """How often the report speaks of the people or things of each country ("Iraqi"); a word of two countries counts half for each."""
    found: Counter[str] = Counter()
    for sentence in page.sentence_tokens():
        for token in sentence:
            codes = known.countries_of(token.text) if token.text[:1].isupper() else ()
            for code in codes:
                found[code] += 1
    return dict(sorted(found.items()))


def place_of(entry: Entry) -> Place:
    """The row of the record for a row of the gazetteer."""
    return Place(
        place_id=make_id("place", entry.gazetteer, entry.gazetteer_id),
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        lat=entry.lat,
        lon=entry.lon,
        precision_km=entry.radius_km,
        gazetteer=entry.gazetteer,
        gazetteer_id=entry.gazetteer_id,
    )


def _rows(document_id: str, spots: Sequence[Spot], choices: Mapping[str, Choice]) -> tuple[list[Place], list[PlaceMention]]:
    places: dict[str, Place] = {}
    mentions = []
    for spot in spots:
        choice = choices.get(fold(spot.asked)) if spot.entries else None
        if choice is None:
            mentions.append(PlaceMention(document_id, spot.start, spot.end, None, (), spot.rule))
            continue
        if not choice.sure and spot.rule.startswith(PARTS):
            continue
        rows = [place_of(e) for e in choice.entries[: RUNNERS_UP + 1]]
        best = rows.pop(0).place_id if choice.sure else None
        others = tuple(r.place_id for r in rows if r.place_id != best)[:RUNNERS_UP]
        for row in (place_of(e) for e in choice.entries[: RUNNERS_UP + 1]):
            if row.place_id == best or row.place_id in others:
                places[row.place_id] = row
        rule = f"{spot.rule}; {choice.rule if choice.sure else 'no candidate is likely here'}"
        mentions.append(PlaceMention(document_id, spot.start, spot.end, best, others, rule))
    return sorted(places.values(), key=lambda p: p.place_id), mentions
