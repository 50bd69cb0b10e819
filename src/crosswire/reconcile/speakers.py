"""Nearly the same words put into two mouths: two reports that attribute one statement to two different speakers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswire.link.claim_views import cosine, rarities_of, weigh
from crosswire.reconcile.fields import known_by_name, lineage
from crosswire.reconcile.wording import finding, outlets, quoted
from crosswire.types import Actor, Finding, FoundValue, Quote, Tables

ALIKE = 0.6  # cosine of TF-IDF: nearly the same proposition
CONTAINED = 0.8  # share of the shorter one's rare words that the longer one has, where one is a part of the other
CROWD = 60  # statements with one of their rarest words in common that are compared
LEAST_WORDS = 4  # telling words, so that "no comment" is not one statement


@dataclass(frozen=True, slots=True)
class Statement:
    """A quote with its words weighed."""

    quote: Quote
    words: Mapping[str, float]
    numbers: frozenset[str]  # two statements with other numbers are two statements


def find(tables: Tables) -> list[Finding]:
    """One finding for each two speakers and event of whom reports say nearly the same."""
    return told_of(contradictions(tables), tables)


def told_of(pairs: Sequence[tuple[Quote, Quote]], tables: Tables) -> list[Finding]:
    """The findings on pairs of quotes; of the tables their reports, speakers and the claims in them are looked at."""
    events = {c.quote_id: c.event_id for c in sorted(tables.claims, key=lambda c: (c.start, c.claim_id), reverse=True) if c.quote_id}
    return _findings(pairs, {a.actor_id: a for a in tables.actors}, events, tables)


def contradictions(tables: Tables) -> list[tuple[Quote, Quote]]:
    """The pairs of quotes that put nearly the same words into two mouths."""
    texts = tables.texts()
    actors = {a.actor_id: a for a in tables.actors}
    rarity = rarities_of(tables)
    statements = [
        Statement(q, weigh(words := texts[q.document_id][q.start : q.end], rarity), frozenset(re.findall(r"\d[\d.,]*\d|\d", words)))
        for q in sorted(tables.quotes, key=lambda q: (q.document_id, q.start, q.quote_id))
        if q.speaker_id in actors
    ]
    return [(a.quote, b.quote) for a, b in _candidates(statements) if contradict(a, b, actors)]


def _candidates(statements: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Pairs that share one of their five rarest words."""
    shelf: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(statements):
        for word in _rarest(one.words):
            shelf[word].append(i)
    pairs = {pair for rows in shelf.values() if len(rows) <= CROWD for pair in combinations(rows, 2)}
    return [(statements[i], statements[j]) for i, j in sorted(pairs)]


def _rarest(words: Mapping[str, float]) -> list[str]:
    return sorted(words, key=lambda w: (-words[w], w))[:5] if len(words) >= LEAST_WORDS else []


def contradict(a: Statement, b: Statement, actors: Mapping[str, Actor]) -> bool:
    """Whether two reports put nearly the same words into the mouths of two who do not belong together.

    A person against a body is no contradiction: the spokesman speaks for the ministry.
    """
    if a.quote.document_id == b.quote.document_id or a.quote.speaker_id == b.quote.speaker_id or a.numbers != b.numbers:
        return False
    left, right = actors[a.quote.speaker_id or ""], actors[b.quote.speaker_id or ""]
    if left.name.casefold() == right.name.casefold():
        return False
    if (left.kind == "person") != (right.kind == "person") or not (known_by_name(left) and known_by_name(right)):
        return False
    if set(lineage(left.actor_id, actors)) & set(lineage(right.actor_id, actors)) and left.kind != "person":
        return False
    return same_words(a.words, b.words)


def same_words(a: Mapping[str, float], b: Mapping[str, float]) -> bool:
    """Whether two statements say nearly the same, or one is a part of the other."""
    if cosine(a, b) >= ALIKE:
        return True
    short, long = sorted((a, b), key=len)
    weight = sum(short.values())
    return len(short) >= LEAST_WORDS and sum(w for word, w in short.items() if word in long) >= CONTAINED * weight


def _findings(
    pairs: Sequence[tuple[Quote, Quote]], actors: Mapping[str, Actor], events: Mapping[str, str | None], tables: Tables
) -> list[Finding]:
    grouped: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for a, b in pairs:
        key = tuple(sorted((a.speaker_id or "", b.speaker_id or "")))
        grouped[key[0], key[1]] += [a, b]
    documents = {d.document_id: d for d in tables.documents}
    found = []
    for speakers, quotes in sorted(grouped.items()):
        rows = sorted(set(quotes), key=lambda q: (q.document_id, q.start))
        values = tuple(_side(actors[s].name, [q for q in rows if q.speaker_id == s]) for s in speakers)
        told = " and ".join(f"{outlets(v.documents, documents)} to {v.value}" for v in values)
        words = quoted(documents[rows[0].document_id].text[rows[0].start : rows[0].end])
        event = next((e for q in rows if (e := events.get(q.quote_id))), None)
        found.append(finding("conflict", event, "speaker", values, f"Nearly the same words, {words}, are attributed by {told}."))
    return found


def _side(name: str, quotes: Sequence[Quote]) -> FoundValue:
    return FoundValue(name, tuple(sorted({q.document_id for q in quotes})), (), tuple((q.document_id, q.start, q.end) for q in quotes))
