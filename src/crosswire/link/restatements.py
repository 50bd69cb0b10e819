"""What one report says twice: in its own voice, and on somebody's word. The rules by which the first has the source of the second.

named_below         an unnamed speaker, whom the report names where it tells the same again;
restated_in_report  the same happening on a speaker's word in the same report, with the same number or the same words;
restated_headline   a headline knows what the report below it knows;
told_again          what a report says twice in its own voice, once in words whose source is known;
own_statement       what somebody said (accused, denied, threatened) has that one source;
own_announcement    a party's own act, while the report quotes that party on the same matter.

Of attacks, a report that quotes the attacker or the attacked on them is not thereby taken to know of them from these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosswire.link.holders import head_of
from crosswire.link.shelves import Shelf, compatible, denies, differ, in_common, meaning_of, overlap, reason, same_number
from crosswire.link.speakers import OWN_ACTS, Basis, Speakers, is_proper
from crosswire.types import Link, Quote
from crosswire.wordlists import words_of
from crosswire.wordlists.folding import fold

IN_COMMON = 2  # telling words that two claims in an outlet's voice must share to be one told twice
RESTATED = 0.5  # part of the shorter claim's telling words that must stand in the other
STATEMENTS = frozenset({"ACCUSE", "REJECT", "THREATEN"})


# --- inside one report ------------------------------------------------------------------------------------------------
def restated(shelves: Sequence[Shelf], quotes: Sequence[Quote], speakers: Speakers) -> Iterator[tuple[Link, Basis]]:
    """What the report says in its own voice and on a speaker's word, too: (reason, the speaker)."""
    for shelf in (s for s in shelves if s.basis is None):
        attributed = [s for s in shelves if s.basis]
        match = (
            _attributed(shelf, attributed)
            or _stated(shelf, speakers)
            or _announced(shelf, quotes, speakers)
            or _unsaid(shelf, attributed, speakers)
        )
        if match:
            yield match


def named_below(shelves: Sequence[Shelf]) -> Iterator[tuple[Link, Basis]]:
    """What a report has from "an official" first and from a named speaker after: the same number, or mostly the same words."""
    named = [s for s in shelves if s.basis and s.basis.kind == "speaker" and is_proper(s.basis.name)]
    for shelf in shelves:
        if shelf.basis and shelf.basis.kind == "speaker" and _is_vague(shelf.basis.name):
            alike = [s for s in named if s.claim.type == shelf.claim.type and _repeats(shelf, s)]
            best = max(alike, key=lambda s: (len(shelf.numbers & s.numbers), overlap(shelf, s), s.claim.claim_id), default=None)
            if best and best.basis:
                sentence = f"the report gives the name of {shelf.basis.name} where it tells this again: {best.basis.name}"
                yield reason(shelf, best.claim.claim_id, "named_below", 0.7, sentence), best.basis


def _is_vague(name: str) -> bool:
    return not is_proper(name) and bool({head_of(name), fold(name).split()[-1]} & words_of("agencies.toml", "vague_speaker"))


def _repeats(vague: Shelf, named: Shelf) -> bool:
    return same_number(vague, named) if vague.numbers else overlap(vague, named) >= RESTATED


def told_again(shelves: Sequence[Shelf], bases: Mapping[str, Basis]) -> Iterator[tuple[Link, Basis]]:
    """What the report tells twice in its own voice, where once it is plain on whose word."""
    told = [s for s in shelves if s.basis is None and s.claim.claim_id in bases]
    for shelf in (s for s in shelves if s.claim.claim_id not in bases):
        best = max((t for t in told if _same_happening(shelf, t)), key=lambda t: (overlap(shelf, t), t.claim.claim_id), default=None)
        if best:
            basis = bases[best.claim.claim_id]
            yield (
                reason(shelf, best.claim.claim_id, "told_again", 0.7, f"the report tells of this elsewhere, on the word of {basis.name}"),
                basis,
            )


def headlines(shelves: Sequence[Shelf], bases: Mapping[str, Basis]) -> Iterator[tuple[Link, Basis]]:
    """A headline has the source of what the report below it says of the same: of its event, else in the same words or number."""
    below = [s for s in shelves if not s.in_title]
    for shelf in (s for s in shelves if s.in_title and s.claim.claim_id not in bases):
        best = max((s for s in below if _headed(shelf, s)), key=lambda s: _nearness(shelf, s), default=None)
        if best and best.claim.claim_id in bases:
            basis = bases[best.claim.claim_id]
            yield reason(shelf, best.claim.claim_id, "restated_headline", 0.6, f"the report has it from {basis.name}"), basis


def _headed(title: Shelf, below: Shelf) -> bool:
    """Whether a headline can be about a claim of the report: headlines are too terse for their parties to be compared."""
    if title.claim.type != below.claim.type or denies(title) != denies(below):
        return False
    one = title.claim.event_id is not None and title.claim.event_id == below.claim.event_id
    return one or bool(title.numbers & below.numbers or title.stems & below.stems)


def _nearness(title: Shelf, below: Shelf) -> tuple[object, ...]:
    return len(title.numbers & below.numbers), not differ(title, below), overlap(title, below), -below.claim.start, below.claim.claim_id


def _attributed(shelf: Shelf, attributed: Sequence[Shelf]) -> tuple[Link, Basis] | None:
    """The attributed claim of the same report that says the same, best first."""
    scored = [(_says_the_same(shelf, s), s.claim.claim_id, s) for s in attributed]
    score, _, best = max(scored, key=lambda x: x[:2], default=(0.0, "", None))
    if best is None or best.basis is None or not score:
        return None
    rule = "restated_headline" if shelf.in_title else "restated_in_report"
    sentence = f"the report says the same on the word of {best.basis.name}"
    return reason(shelf, best.claim.claim_id, rule, score, sentence), best.basis


def _says_the_same(own: Shelf, other: Shelf) -> float:
    """How surely an attributed claim is what the report says in its own voice; 0 where it is not."""
    if not compatible(own.claim, other.claim) or differ(own, other):
        return 0.0
    shared = overlap(own, other)
    if own.numbers & other.numbers and shared >= RESTATED / 2:
        return 0.9
    if shared >= RESTATED:
        return round(shared, 4)
    return 0.6 if own.in_title and shared >= RESTATED / 2 else 0.0


def _same_happening(a: Shelf, b: Shelf) -> bool:
    """Whether two claims in the outlet's voice tell of one happening: a party or the place in common, and no other number."""
    if not compatible(a.claim, b.claim) or differ(a, b):
        return False
    pairs = ((a.claim.actor_id, b.claim.actor_id), (a.claim.target_id, b.claim.target_id), (a.claim.place_id, b.claim.place_id))
    return any(x and x == y for x, y in pairs) and in_common(a, b) >= IN_COMMON


def _stated(shelf: Shelf, speakers: Speakers) -> tuple[Link, Basis] | None:
    """The party that accuses, denies or threatens: what somebody said has one source, however many report that it was said."""
    if shelf.claim.type not in STATEMENTS or shelf.claim.actor_id is None:
        return None
    basis = speakers.of_statement(shelf.claim.actor_id)
    return reason(shelf, shelf.claim.document_id, "own_statement", 0.7, f"it is {basis.name} that says so"), basis


def _announced(shelf: Shelf, quotes: Sequence[Quote], speakers: Speakers) -> tuple[Link, Basis] | None:
    """The party whose own act the report tells, where it quotes that party on the same matter (two telling words in common)."""
    party = speakers.party(shelf.claim.actor_id)
    if shelf.claim.type not in OWN_ACTS or party is None or shelf.background:
        return None
    for quote in sorted(quotes, key=lambda q: (q.start, q.quote_id)):
        said = meaning_of(speakers.words(quote))
        if speakers.party(quote.speaker_id) == party and len(shelf.context & said) >= 2 and shelf.meaning & said:
            basis = speakers.basis(shelf.claim, quote)
            if basis:
                sentence = f"the report quotes {basis.name} on its own act"
                return reason(shelf, shelf.claim.document_id, "own_announcement", 0.7, sentence), basis
    return None


def _unsaid(shelf: Shelf, attributed: Sequence[Shelf], speakers: Speakers) -> tuple[Link, Basis] | None:
    """Of an act for which no party is named ("it was made clear that no troops are sent"): the one that the report has for it elsewhere."""
    if shelf.claim.type not in OWN_ACTS or speakers.party(shelf.claim.actor_id) is not None:
        return None
    alike = [s for s in attributed if s.claim.type == shelf.claim.type and shelf.meaning & s.meaning]
    if len({s.basis for s in alike}) != 1 or alike[0].basis is None:
        return None
    basis, best = alike[0].basis, max(alike, key=lambda s: (overlap(shelf, s), s.claim.claim_id))
    return reason(shelf, best.claim.claim_id, "own_announcement", 0.6, f"all that the report has on it is from {basis.name}"), basis
