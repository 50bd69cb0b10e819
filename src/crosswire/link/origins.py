"""Who really knows: claims -> independent sources.

A claim rests, in this order, on the speaker that it is attributed to; on the agency (or outlet) whose words the report shares; on the
outlet itself. Rules say that more claims rest on one source, and each leaves a reason: those on one report are in
:mod:`crosswire.link.restatements`, those on shared words in :mod:`crosswire.link.shared_claims`, those on one happening told twice in
:mod:`crosswire.link.retellings`. Which report copied which is in :mod:`crosswire.link.copies`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.link.agencies import Credits
from crosswire.link.copies import copies
from crosswire.link.families import families
from crosswire.link.one_body import one_body
from crosswire.link.restatements import headlines, named_below, restated, told_again
from crosswire.link.retellings import relayed, retold
from crosswire.link.shared_claims import held, outlet, published, same_statement, same_words, shared, spoken
from crosswire.link.shelves import Shelf, shelve
from crosswire.link.speakers import Basis, Speakers, is_proper
from crosswire.link.words import by_document
from crosswire.types import Link, Origin, Quote, Tables, make_id
from crosswire.wordlists.folding import fold

_Found = Iterable[tuple[Link, Basis]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What reports say of who knows, before it is asked which of them tell of one event: so much stays when a person judges events."""

    speakers: Speakers
    credit: Credits
    quotes: Mapping[str, Sequence[Quote]]  # by report
    shelves: Sequence[Shelf]  # sorted by claim
    families: Mapping[str, str]
    copies: tuple[Link, ...]


def trace(tables: Tables) -> Tables:
    """The tables with ``origins``, ``claims.origin_id`` and the links of kind "origin" and "copy" filled."""
    return traced(tables, heard(tables))


def heard(tables: Tables) -> Heard:
    """Read the reports for who says what; of the claims all but ``event_id`` is looked at."""
    speakers, credit, quotes = Speakers(tables), Credits(tables.documents), by_document(tables.quotes)
    shelves = sorted(shelve(tables, speakers, quotes), key=lambda s: s.claim.claim_id)
    return Heard(speakers, credit, quotes, shelves, families(tables), tuple(copies(tables, credit)))


def traced(tables: Tables, known: Heard) -> Tables:
    """What :func:`trace` gives, from what was read before."""
    speakers, credit, quotes = known.speakers, known.credit, known.quotes
    claims = {c.claim_id: c for c in tables.claims}
    shelves = one_body([replace(s, claim=claims[s.claim.claim_id]) for s in known.shelves], tables)
    reports = _by_report(shelves)
    bases = {s.claim.claim_id: s.basis for s in shelves if s.basis}
    documents = {d.document_id: d for d in tables.documents}
    links = list(known.copies)

    def each(rule: Callable[[Sequence[Shelf]], _Found]) -> None:
        for document_id in sorted(reports):
            links.extend(_take(rule(reports[document_id]), bases))

    each(named_below)
    links += _take(relayed(shelves, {d.document_id: d.outlet for d in tables.documents}), bases)
    shelves = [replace(s, basis=bases.get(s.claim.claim_id)) for s in shelves]
    reports = _by_report(shelves)
    each(lambda own: restated(own, quotes.get(own[0].claim.document_id, ()), speakers))
    printed = held([p for p in tables.passages if p.evidence], reports)
    groups, scores = same_words(printed)
    order = {s.claim.claim_id: published(documents[s.claim.document_id]) for s in shelves}
    links += spoken(groups, scores, bases, order, "same_words", "two reports say it in the same words")
    mouths, alike = same_statement(shelves, tables)
    one = "nearly the same words of a speaker stand in two reports: one statement"
    links += spoken(mouths, alike, bases, order, "same_statement", one)
    each(lambda own: told_again(own, bases))
    links += _take(retold(shelves, bases, _rooms(tables, known.families), speakers), bases)
    links += shared(groups, printed, bases, documents, credit, titles=False)
    each(lambda own: headlines(own, bases))
    links += shared(groups, printed, bases, documents, credit, titles=True)
    return _finish(tables, bases, links, speakers)


def _by_report(shelves: Iterable[Shelf]) -> dict[str, list[Shelf]]:
    reports: dict[str, list[Shelf]] = defaultdict(list)
    for shelf in shelves:
        reports[shelf.claim.document_id].append(shelf)
    return reports


def _rooms(tables: Tables, family_of: Mapping[str, str]) -> list[tuple[str, str, Mapping[str, str | None]]]:
    """Where an outlet may have attributed what it tells in its own voice, nearest first: rule, sentence, and what documents share."""
    return [
        ("retold_in_report", "the report tells of this on the word of {}", {d.document_id: d.document_id for d in tables.documents}),
        ("retold_in_copy", "a report with mostly the same text has it from {}", family_of),
        ("retold_by_outlet", "the outlet tells of this elsewhere on the word of {}", {d.document_id: d.outlet for d in tables.documents}),
    ]


def _take(found: _Found, bases: dict[str, Basis]) -> list[Link]:
    """Fill in what a rule found (all of it first, so that no claim leans on one that leans on another)."""
    rows = list(found)
    bases.update((link.left_id, basis) for link, basis in rows)
    return [link for link, _ in rows]


# --- rows -------------------------------------------------------------------------------------------------------------
def _finish(tables: Tables, bases: Mapping[str, Basis], links: Iterable[Link], speakers: Speakers) -> Tables:
    documents = {d.document_id: d for d in tables.documents}
    known = {c.claim_id: bases.get(c.claim_id) or outlet(documents[c.document_id]) for c in tables.claims}
    final = _by_name(known, speakers)
    names = {b.key: Origin(make_id("origin", *b.key), b.kind, b.name) for b in final.values()}
    return replace(
        tables,
        origins=tuple(sorted(names.values(), key=lambda o: o.origin_id)),
        claims=tuple(replace(c, origin_id=names[final[c.claim_id].key].origin_id) for c in sorted(tables.claims, key=lambda c: c.claim_id)),
        links=tuple(sorted([*tables.links, *links], key=lambda k: (k.kind, k.left_id, k.right_id))),
    )


def _by_name(bases: Mapping[str, Basis], speakers: Speakers) -> dict[str, Basis]:
    """Every source under one name, and sources under one proper name as one: the outlet where one of them is, else the first."""
    said: dict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    for basis in bases.values():
        said[basis.key][basis.kind, basis.name] += 1
    named = {key: _named(key, counts, speakers) for key, counts in said.items()}
    proper = {fold(b.name) for b in named.values() if is_proper(b.name)}
    alike: dict[tuple[str, ...], list[Basis]] = defaultdict(list)
    for basis in named.values():
        alike[("name", fold(basis.name)) if fold(basis.name) in proper else basis.key].append(basis)
    first = {b.key: min(rows, key=lambda r: (r.kind == "speaker", r)) for rows in alike.values() for b in rows}
    return {i: first[b.key] for i, b in bases.items()}


def _named(key: tuple[str, ...], counts: Counter[tuple[str, str]], speakers: Speakers) -> Basis:
    """A source under the name that most of its claims give it; a state that speaks by several bodies under its own."""
    kind, name = min(counts, key=lambda k: (-counts[k], k))
    if key[0] == "state" and len({fold(n) for _, n in counts}) > 1:
        name = speakers.state(key[1]) or name
    return Basis(0, kind, key, name)  # type: ignore[arg-type]
