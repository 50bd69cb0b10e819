"""One claim with what the rules on origins look at, and how two of them compare."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crosswire.link.claim_views import content_words
from crosswire.link.speakers import Basis, Speakers, quote_of
from crosswire.link.words import by_document, stem, word_spans
from crosswire.types import Claim, Link, Quote, Reason, Sentence, Tables
from crosswire.wordlists import words_of

BY_CHANCE = 12  # as in link/amounts.py
_NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen hundr hundred thousand first second third".split()
)
# "since the state cut off the gas": a clause that reminds of what is known, not the news of the report.
_BACKGROUND = re.compile(r"(?:[\w-]+ (?:years?|months?|weeks?|days?) )?(?:after|since|when|before)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Shelf:
    """One claim with what the rules look at: ``basis`` the speaker, where it has one, ``stems`` of its telling words, ``meaning`` the same
    with near-synonyms as one, ``context`` that of its sentence; ``numbers`` of people, things or money, each with its kind;
    ``background``: a clause that only reminds of it; ``via`` the outlet, of those whose reports are here, that passed the words on."""

    claim: Claim
    basis: Basis | None
    stems: frozenset[str]
    meaning: frozenset[str]
    context: frozenset[str]
    words: Counter[str]
    numbers: frozenset[tuple[str, float]]
    in_title: bool
    background: bool
    via: str | None


def shelve(tables: Tables, speakers: Speakers, quotes: Mapping[str, Sequence[Quote]]) -> Iterator[Shelf]:
    """Every claim with what the rules look at, sorted by id."""
    texts = tables.texts()
    by_id = {q.quote_id: q for q in tables.quotes}
    numbers: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for quantity in tables.quantities:
        number = quantity.low if quantity.best is None else quantity.best
        if quantity.claim_id and number is not None and quantity.unit_kind in ("people", "things", "money", None):
            numbers[quantity.claim_id].add((quantity.unit_kind or "people", number))
    sentences = by_document(tables.sentences)
    titles = by_document(s for s in tables.segments if s.kind == "title")
    for claim in sorted(tables.claims, key=lambda c: c.claim_id):
        quote = quote_of(quotes.get(claim.document_id, ()), claim) or by_id.get(claim.quote_id or "")  # the innermost: who knows
        text = texts[claim.document_id][claim.start : claim.end]
        sentence = _sentence(claim, sentences.get(claim.document_id, ()), texts[claim.document_id])
        yield Shelf(
            claim,
            (speakers.basis(claim, quote) if quote else None) or speakers.witness(claim.document_id, sentence),
            telling(text),
            meaning_of(text),
            meaning_of(sentence),
            Counter(key for key, _, _ in word_spans(text)),
            frozenset(numbers[claim.claim_id]),
            any(t.start <= claim.start < t.end for t in titles.get(claim.document_id, ())),
            _BACKGROUND.match(text) is not None,
            speakers.relayed_by(quote) if quote else None,
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


def overlap(left: Shelf, right: Shelf) -> float:
    """The part of the shorter claim's telling words that stand in the other."""
    least = min(len(left.stems), len(right.stems))
    return len(left.stems & right.stems) / least if least else 0.0


def compatible(a: Claim, b: Claim) -> bool:
    """Whether two claims can tell of one happening: same type, no other party, and not one of them a denial."""
    if a.type != b.type or (a.status == "denied") != (b.status == "denied"):
        return False
    return all(x is None or y is None or x == y for x, y in ((a.actor_id, b.actor_id), (a.target_id, b.target_id)))


def denies(shelf: Shelf) -> bool:
    """Whether a claim is a denial."""
    return shelf.claim.status == "denied"


def same_number(a: Shelf, b: Shelf) -> bool:
    """Whether two claims count the same number of people, or one of things that two claims do not share by chance."""
    return any(kind == "people" or number > BY_CHANCE for kind, number in a.numbers & b.numbers)


def in_common(a: Shelf, b: Shelf) -> int:
    """How many telling words two claims share, near-synonyms as one and numerals left out."""
    return len((a.meaning & b.meaning) - _NUMERALS)


def differ(a: Shelf, b: Shelf) -> bool:
    """Whether two claims both count something and come to no common number."""
    return bool(a.numbers and b.numbers and not a.numbers & b.numbers)


def reason(shelf: Shelf, right_id: str, rule: str, score: float, sentence: str) -> Link:
    """The link that says why a claim has the source of ``right_id`` (a claim or a document)."""
    return Link(shelf.claim.claim_id, right_id, "origin", score, True, (Reason(rule, score, sentence),))
