"""What one report says twice: in its own voice, and on somebody's word. The rules by which the first has the source of the second.

restated_in_report  the same happening on a speaker's word in the same report, with the same number or the same words;
restated_headline   a headline knows what the report below it knows;
told_again          what a report says twice in its own voice, once in words whose source is known;
own_statement       what somebody said (accused, denied, threatened) has that one source;
own_announcement    a party's own act, while the report quotes that party on the same matter.

Of attacks, a report that quotes the attacker or the attacked on them is not thereby taken to know of them from these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crosswire.link.claim_views import content_words
from crosswire.link.speakers import OWN_ACTS, Basis, Speakers, quote_of
from crosswire.link.words import by_document, stem, word_spans
from crosswire.types import Claim, Link, Quote, Reason, Sentence, Tables
from crosswire.wordlists import words_of

RESTATED = 0.5  # part of the shorter claim's telling words that must stand in the other
STATEMENTS = frozenset({"ACCUSE", "REJECT", "THREATEN"})


@dataclass(frozen=True)
class Shelf:
    """One claim with what the rules look at: ``basis`` the speaker, where it has one, ``stems`` of its telling words, ``meaning`` the same
    with near-synonyms as one, ``context`` that of its sentence."""

    claim: Claim
    basis: Basis | None
    stems: frozenset[str]
    meaning: frozenset[str]
    context: frozenset[str]
    words: Counter[str]
    amounts: frozenset[tuple[float | None, float | None]]
    in_title: bool


def shelve(tables: Tables, speakers: Speakers, quotes: Mapping[str, Sequence[Quote]]) -> Iterator[Shelf]:
    """Every claim with what the rules look at, sorted by id."""
    texts = tables.texts()
    by_id = {q.quote_id: q for q in tables.quotes}
    amounts: dict[str, set[tuple[float | None, float | None]]] = defaultdict(set)
    for quantity in tables.quantities:
        if quantity.claim_id and quantity.unit_kind in ("people", "things", "money", None):
            amounts[quantity.claim_id].add((quantity.best, quantity.low if quantity.best is None else None))
    sentences = by_document(tables.sentences)
    titles = {(s.document_id, s.start, s.end) for s in tables.segments if s.kind == "title"}
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        quote = by_id.get(claim.quote_id or "") or quote_of(quotes.get(claim.document_id, ()), claim)
        text = texts[claim.document_id][claim.start : claim.end]
        yield Shelf(
            claim,
            speakers.basis(claim, quote) if quote else None,
            telling(text),
            meaning_of(text),
            meaning_of(_sentence(claim, sentences.get(claim.document_id, ()), texts[claim.document_id])),
            Counter(key for key, _, _ in word_spans(text)),
            frozenset(amounts[claim.claim_id]),
            any(d == claim.document_id and start <= claim.start < end for d, start, end in titles),
        )


def _sentence(claim: Claim, sentences: Sequence[Sentence], text: str) -> str:
    """The text of the sentence that a claim stands in."""
    holding = [s for s in sentences if s.start <= claim.trigger_start < s.end]
    return text[holding[0].start : holding[0].end] if holding else text[claim.start : claim.end]


def telling(text: str) -> frozenset[str]:
    """The stems of a text that say what it is about."""
    empty = words_of("function_words.toml", "function") | words_of("function_words.toml", "reporting")
    return frozenset(stem(key) for key, _, _ in word_spans(text) if key not in empty and len(key) > 1)


def meaning_of(text: str) -> frozenset[str]:
    """What the telling words of a text mean, near-synonyms as one."""
    return frozenset(content_words(text)) - _saying()


@cache
def _saying() -> frozenset[str]:
    return frozenset(content_words(" ".join(sorted(words_of("function_words.toml", "reporting")))))


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


def told_again(shelves: Sequence[Shelf], bases: Mapping[str, Basis]) -> Iterator[tuple[Link, Basis]]:
    """What the report tells twice in its own voice, where once it is plain on whose word."""
    told = [s for s in shelves if s.basis is None and s.claim.claim_id in bases]
    for shelf in (s for s in shelves if s.claim.claim_id not in bases):
        best = max((t for t in told if _same_happening(shelf, t)), key=lambda t: (_overlap(shelf, t), t.claim.claim_id), default=None)
        if best:
            basis = bases[best.claim.claim_id]
            yield (
                reason(shelf, best.claim.claim_id, "told_again", 0.7, f"the report tells of this elsewhere, on the word of {basis.name}"),
                basis,
            )


def headlines(shelves: Sequence[Shelf], bases: Mapping[str, Basis]) -> Iterator[tuple[Link, Basis]]:
    """A headline has the source of what the report below it says of the same."""
    below = [s for s in shelves if not s.in_title and s.claim.claim_id in bases]
    for shelf in (s for s in shelves if s.in_title and s.claim.claim_id not in bases):
        alike = [s for s in below if _compatible(shelf.claim, s.claim) and (shelf.amounts & s.amounts or shelf.stems & s.stems)]
        best = max(alike, key=lambda s: (len(shelf.amounts & s.amounts), _overlap(shelf, s), s.claim.claim_id), default=None)
        if best:
            basis = bases[best.claim.claim_id]
            yield reason(shelf, best.claim.claim_id, "restated_headline", 0.6, f"the report has it from {basis.name}"), basis


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
    if not _compatible(own.claim, other.claim) or (own.amounts and other.amounts and not own.amounts & other.amounts):
        return 0.0
    overlap = _overlap(own, other)
    if own.amounts & other.amounts and overlap >= RESTATED / 2:
        return 0.9
    if overlap >= RESTATED:
        return round(overlap, 4)
    return 0.6 if own.in_title and overlap >= RESTATED / 2 else 0.0


def _overlap(left: Shelf, right: Shelf) -> float:
    least = min(len(left.stems), len(right.stems))
    return len(left.stems & right.stems) / least if least else 0.0


def _compatible(a: Claim, b: Claim) -> bool:
    """Whether two claims can tell of one happening: same type, no other party, and not one of them a denial."""
    if a.type != b.type or (a.status == "denied") != (b.status == "denied"):
        return False
    return all(x is None or y is None or x == y for x, y in ((a.actor_id, b.actor_id), (a.target_id, b.target_id)))


def _same_happening(a: Shelf, b: Shelf) -> bool:
    """Whether two claims in the outlet's voice tell of one happening: a party or the place in common, and no other number."""
    if not _compatible(a.claim, b.claim) or (a.amounts and b.amounts and not a.amounts & b.amounts):
        return False
    pairs = ((a.claim.actor_id, b.claim.actor_id), (a.claim.target_id, b.claim.target_id), (a.claim.place_id, b.claim.place_id))
    return any(x and x == y for x, y in pairs) and bool(a.stems & b.stems)


def _stated(shelf: Shelf, speakers: Speakers) -> tuple[Link, Basis] | None:
    """The party that accuses, denies or threatens: what somebody said has one source, however many report that it was said."""
    if shelf.claim.type not in STATEMENTS or shelf.claim.actor_id is None:
        return None
    basis = speakers.of_statement(shelf.claim.actor_id)
    return reason(shelf, shelf.claim.document_id, "own_statement", 0.7, f"it is {basis.name} that says so"), basis


def _announced(shelf: Shelf, quotes: Sequence[Quote], speakers: Speakers) -> tuple[Link, Basis] | None:
    """The party whose own act the report tells, where it quotes that party on the same matter (two telling words in common)."""
    party = speakers.party(shelf.claim.actor_id)
    if shelf.claim.type not in OWN_ACTS or party is None:
        return None
    for quote in sorted(quotes, key=lambda q: (q.start, q.quote_id)):
        if speakers.party(quote.speaker_id) == party and len(shelf.context & meaning_of(speakers.words(quote))) >= 2:
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
    basis, best = alike[0].basis, max(alike, key=lambda s: (_overlap(shelf, s), s.claim.claim_id))
    return reason(shelf, best.claim.claim_id, "own_announcement", 0.6, f"all that the report has on it is from {basis.name}"), basis


def reason(shelf: Shelf, right_id: str, rule: str, score: float, sentence: str) -> Link:
    """The link that says why a claim has the source of ``right_id`` (a claim or a document)."""
    return Link(shelf.claim.claim_id, right_id, "origin", score, True, (Reason(rule, score, sentence),))
