"""Who really knows: claims -> independent sources.

A claim rests, in this order, on the speaker that it is attributed to; on the agency (or outlet) whose words the report shares; on the
outlet itself. Rules say that more claims rest on one source, and each leaves a reason: those on one report are in
:mod:`crosswire.link.restatements`; across reports they are

same_words      what two reports say in the same words has one source: the speaker, where one of them names one;
same_statement  nearly the same words on the word of two speakers in two reports are one statement, whoever made it;
shared_passage  a claim in the outlet's voice within words shared with other reports has the source of these words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from crosswire.link.agencies import Credits, is_agency
from crosswire.link.groups import Groups
from crosswire.link.restatements import Shelf, headlines, reason, restated, shelve, told_again
from crosswire.link.speakers import Basis, Speakers, is_proper
from crosswire.link.words import by_document
from crosswire.types import Claim, Document, Link, Origin, Passage, Reason, Tables, make_id
from crosswire.wordlists.folding import fold

HALF = 0.5  # a passage holds a claim if it holds this part of it
SAME_WORDS = 0.6  # Dice of the words of two claims in one passage
SAME_STATEMENT = 0.7  # Dice of the telling words of two attributed claims
LEAST_WORDS = 4  # telling words, so that "no comment" is not one statement
CROWD = 60  # claims with one word in common that are compared with each other; a word that more have tells nothing
OUTLET = 3  # rank of a basis that is the outlet itself

_Held = Mapping[str, Sequence[tuple[Passage, Shelf | None]]]


def trace(tables: Tables) -> Tables:
    """The tables with ``origins``, ``claims.origin_id`` and the links of kind "origin" filled."""
    speakers, credit = Speakers(tables), Credits(tables.documents)
    quotes = by_document(tables.quotes)
    shelves = {s.claim.claim_id: s for s in shelve(tables, speakers, quotes)}
    in_report: dict[str, list[Shelf]] = defaultdict(list)
    for shelf in shelves.values():
        in_report[shelf.claim.document_id].append(shelf)
    bases = {i: s.basis for i, s in shelves.items() if s.basis}
    links: list[Link] = []
    for document_id in sorted(in_report):
        links += _take(restated(in_report[document_id], quotes.get(document_id, ()), speakers), bases)
    held = _held(tables.passages, in_report)
    groups, scores = _same_words(held)
    links += _spoken(groups, scores, bases, "same_words", "two reports say it in the same words")
    mouths, alike = _same_statement(shelves, tables)
    links += _spoken(mouths, alike, bases, "same_statement", "nearly the same words of a speaker stand in two reports: one statement")
    for document_id in sorted(in_report):
        links += _take(told_again(in_report[document_id], bases), bases)
    links += _shared(groups, held, bases, {d.document_id: d for d in tables.documents}, credit)
    for document_id in sorted(in_report):
        links += _take(headlines(in_report[document_id], bases), bases)
    return _finish(tables, bases, links, speakers)


def _take(found: Iterable[tuple[Link, Basis]], bases: dict[str, Basis]) -> list[Link]:
    """Fill in what a rule found (all of it first, so that no claim leans on one that leans on another)."""
    rows = list(found)
    bases.update((link.left_id, basis) for link, basis in rows)
    return [link for link, _ in rows]


# --- across reports ---------------------------------------------------------------------------------------------------
def _held(passages: Iterable[Passage], in_report: Mapping[str, Sequence[Shelf]]) -> dict[str, list[tuple[Passage, Shelf | None]]]:
    """passage_id -> its occurrences, each with the claims that it holds at least half of (None where it holds none)."""
    held: dict[str, list[tuple[Passage, Shelf | None]]] = defaultdict(list)
    for passage in sorted(passages, key=lambda p: (p.passage_id, p.document_id, p.start)):
        inside = [s for s in in_report.get(passage.document_id, ()) if _part(passage, s.claim) >= HALF]
        held[passage.passage_id] += [(passage, s) for s in inside] or [(passage, None)]
    return held


def _part(passage: Passage, claim: Claim) -> float:
    return max(0, min(passage.end, claim.end) - max(passage.start, claim.start)) / max(claim.end - claim.start, 1)


def _same_words(held: _Held) -> tuple[Groups[str], dict[tuple[str, str], float]]:
    """Claims of two reports in the same words as one group, and how alike each two are."""
    groups: Groups[str] = Groups(s.claim.claim_id for rows in held.values() for _, s in rows if s)
    scores: dict[tuple[str, str], float] = {}
    for rows in held.values():
        shelves = [s for _, s in rows if s]
        for left, right in combinations(shelves, 2):
            score = _dice(left, right)
            if score >= SAME_WORDS:
                a, b = sorted((left.claim.claim_id, right.claim.claim_id))
                groups.join(a, b)
                scores[a, b] = score
    return groups, scores


def _same_statement(shelves: Mapping[str, Shelf], tables: Tables) -> tuple[Groups[str], dict[tuple[str, str], float]]:
    """Attributed claims of two reports of one story that say nearly the same, whoever is said to have said it."""
    story_of = {m.document_id: m.story_id for m in tables.story_documents}
    said = [s for _, s in sorted(shelves.items()) if s.basis and s.basis.rank < OUTLET and len(s.stems) >= LEAST_WORDS]
    shelf: dict[tuple[str | None, str, str], list[Shelf]] = defaultdict(list)
    for one in said:
        for word in sorted(one.stems):
            shelf[story_of.get(one.claim.document_id), one.claim.type, word].append(one)
    pairs = {
        (a.claim.claim_id, b.claim.claim_id)
        for key, rows in shelf.items() if len(rows) <= CROWD
        for a, b in combinations(rows, 2) if a.claim.document_id != b.claim.document_id
    }  # fmt: skip
    groups: Groups[str] = Groups(s.claim.claim_id for s in said)
    scores: dict[tuple[str, str], float] = {}
    for left, right in sorted(pairs):
        score = _stems_in_common(shelves[left], shelves[right])
        if score >= SAME_STATEMENT and shelves[left].amounts == shelves[right].amounts:
            groups.join(left, right)
            scores[left, right] = score
    return groups, scores


def _stems_in_common(a: Shelf, b: Shelf) -> float:
    return round(2 * len(a.stems & b.stems) / (len(a.stems) + len(b.stems)), 4)


def _spoken(
    groups: Groups[str], scores: Mapping[tuple[str, str], float], bases: dict[str, Basis], rule: str, sentence: str
) -> Iterator[Link]:
    """The claims of a group have one speaker, the best that any of them names. Fills ``bases``."""
    for together in (g for g in groups.all() if len(g) > 1):
        known = Counter(bases[i] for i in together if i in bases)
        if known:
            best = min(known, key=lambda b: (b.rank, -known[b], b))
            bases.update(dict.fromkeys(together, best))
    for (a, b), score in sorted(scores.items()):
        yield Link(a, b, "origin", score, True, (Reason(rule, score, sentence),))


def _dice(left: Shelf, right: Shelf) -> float:
    """How many words two claims of different reports share; 0 where they cannot be the same claim."""
    if left.claim.document_id == right.claim.document_id or left.claim.type != right.claim.type:
        return 0.0
    if left.amounts and right.amounts and not left.amounts & right.amounts:  # the same words around another number
        return 0.0
    total = sum(left.words.values()) + sum(right.words.values())
    return round(2 * (left.words & right.words).total() / total, 4) if total else 0.0


def _shared(
    groups: Groups[str], held: _Held, bases: dict[str, Basis], documents: Mapping[str, Document], credit: Credits
) -> Iterator[Link]:
    """Claims in the outlet's voice within shared words: the agency that is credited, else the report that had them first.

    Looked at are all reports that hold any passage which any claim of the group stands in. Fills ``bases``.
    """
    shelves = {s.claim.claim_id: s for rows in held.values() for _, s in rows if s}
    reports: dict[str, set[str]] = defaultdict(set)
    for rows in held.values():
        for group in {groups.find(s.claim.claim_id) for _, s in rows if s}:
            reports[group].update(p.document_id for p, _ in rows)
    for together in groups.all():
        basis, first = _first_source([documents[d] for d in sorted(reports[together[0]])], credit)
        for claim_id in (i for i in together if i not in bases):
            bases[claim_id] = basis
            if first != shelves[claim_id].claim.document_id:
                sentence = f"the words stand in another report, too, and come from {basis.name}"
                yield reason(shelves[claim_id], first, "shared_passage", 0.8, sentence)


def _first_source(reports: Sequence[Document], credit: Credits) -> tuple[Basis, str]:
    """Where shared words come from, and the first report that has them."""
    first = min(reports, key=lambda d: (d.published_at is None, d.published_at or "", d.document_id))
    source = credit.source(reports)
    if source:
        return Basis(2, source.kind, ("outlet", fold(source.name)), source.name), first.document_id
    return _outlet(first), first.document_id


def _outlet(document: Document) -> Basis:
    name = document.outlet or document.document_id
    return Basis(3, "agency" if is_agency(name) else "outlet", ("outlet", fold(name) if document.outlet else name), name)


# --- rows -------------------------------------------------------------------------------------------------------------
def _finish(tables: Tables, bases: Mapping[str, Basis], links: Iterable[Link], speakers: Speakers) -> Tables:
    documents = {d.document_id: d for d in tables.documents}
    known = {c.claim_id: bases.get(c.claim_id) or _outlet(documents[c.document_id]) for c in tables.claims}
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
