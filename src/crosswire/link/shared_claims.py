"""Claims of several reports that are said in the same words, or nearly: who is behind them.

same_words      what two reports say in the same words has one source: the speaker, where one of them names one;
same_statement  nearly the same words on the word of two speakers in two reports are one statement, whoever made it;
shared_passage  a claim in the outlet's voice within words shared with other reports has the source of these words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from crosswire.link.agencies import Credits, is_agency
from crosswire.link.groups import Groups
from crosswire.link.shelves import Shelf, differ, reason
from crosswire.link.speakers import Basis, is_proper
from crosswire.types import Claim, Document, Link, Passage, Reason, Tables
from crosswire.wordlists.folding import fold

HALF = 0.5  # a passage holds a claim if it holds this part of it
SAME_WORDS = 0.6  # Dice of the words of two claims in one passage
SAME_STATEMENT = 0.7  # Dice of the telling words of two attributed claims
LEAST_WORDS = 4  # telling words, so that "no comment" is not one statement
CROWD = 60  # claims with one word in common that are compared with each other; a word that more have tells nothing
OUTLET = 3  # rank of a basis that is the outlet itself
_FIRST = (False, "", "")

Held = Mapping[str, Sequence[tuple[Passage, Shelf | None]]]


def held(passages: Iterable[Passage], in_report: Mapping[str, Sequence[Shelf]]) -> dict[str, list[tuple[Passage, Shelf | None]]]:
    """passage_id -> its occurrences, each with the claims that it holds at least half of (None where it holds none)."""
    held: dict[str, list[tuple[Passage, Shelf | None]]] = defaultdict(list)
    for passage in sorted(passages, key=lambda p: (p.passage_id, p.document_id, p.start)):
        inside = [s for s in in_report.get(passage.document_id, ()) if _part(passage, s.claim) >= HALF]
        held[passage.passage_id] += [(passage, s) for s in inside] or [(passage, None)]
    return held


def _part(passage: Passage, claim: Claim) -> float:
    return max(0, min(passage.end, claim.end) - max(passage.start, claim.start)) / max(claim.end - claim.start, 1)


def same_words(held: Held) -> tuple[Groups[str], dict[tuple[str, str], float]]:
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


def same_statement(shelves: Sequence[Shelf], tables: Tables) -> tuple[Groups[str], dict[tuple[str, str], float]]:
    """Attributed claims of two reports of one story that say nearly the same, whoever is said to have said it."""
    story_of = {m.document_id: m.story_id for m in tables.story_documents}
    by_id = {s.claim.claim_id: s for s in shelves}
    said = [s for s in shelves if s.basis and s.basis.rank < OUTLET and len(s.stems) >= LEAST_WORDS]
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
        score = _stems_in_common(by_id[left], by_id[right])
        if score >= SAME_STATEMENT and by_id[left].numbers == by_id[right].numbers:
            groups.join(left, right)
            scores[left, right] = score
    return groups, scores


def _stems_in_common(a: Shelf, b: Shelf) -> float:
    return round(2 * len(a.stems & b.stems) / (len(a.stems) + len(b.stems)), 4)


def spoken(
    groups: Groups[str],
    scores: Mapping[tuple[str, str], float],
    bases: dict[str, Basis],
    order: Mapping[str, tuple[bool, str, str]],
    rule: str,
    sentence: str,
) -> Iterator[Link]:
    """The claims of a group have one speaker, the best that any of them names. Fills ``bases``.

    A name is better than a description; of outlets ("our staff") the first is taken. ``order`` is the publication of each claim's report.
    """
    for together in (g for g in groups.all() if len(g) > 1):
        known = Counter(bases[i] for i in together if i in bases)
        if known:
            first = {b: min(order[i] for i in together if bases.get(i) == b) for b in known if b.rank >= OUTLET}
            best = min(known, key=lambda b: (b.rank, not is_proper(b.name), first.get(b, _FIRST), -known[b], b))
            bases.update(dict.fromkeys(together, best))
    for (a, b), score in sorted(scores.items()):
        yield Link(a, b, "origin", score, True, (Reason(rule, score, sentence),))


def _dice(left: Shelf, right: Shelf) -> float:
    """How many words two claims of different reports share; 0 where they cannot be the same claim."""
    if left.claim.document_id == right.claim.document_id or left.claim.type != right.claim.type:
        return 0.0
    if differ(left, right):  # the same words around another number
        return 0.0
    total = sum(left.words.values()) + sum(right.words.values())
    return round(2 * (left.words & right.words).total() / total, 4) if total else 0.0


def shared(
    groups: Groups[str], held: Held, bases: dict[str, Basis], documents: Mapping[str, Document], credit: Credits, *, titles: bool
) -> Iterator[Link]:
    """Claims in the outlet's voice within shared words: the agency that is credited, else the report that had them first.

    Looked at are all reports that hold any passage which any claim of the group stands in; claims of headlines only with ``titles``.
    Fills ``bases``.
    """
    shelves = {s.claim.claim_id: s for rows in held.values() for _, s in rows if s}
    reports: dict[str, set[str]] = defaultdict(set)
    for rows in held.values():
        for group in {groups.find(s.claim.claim_id) for _, s in rows if s}:
            reports[group].update(p.document_id for p, _ in rows)
    for together in groups.all():
        open_ones = [i for i in together if i not in bases and (titles or not shelves[i].in_title)]
        if not open_ones:
            continue
        basis, first, why = first_source([documents[d] for d in sorted(reports[together[0]])], credit)
        for claim_id in open_ones:
            bases[claim_id] = basis
            if first != shelves[claim_id].claim.document_id:
                yield reason(shelves[claim_id], first, "shared_passage", 0.8, f"the words stand in another report, too: {why}")


def first_source(reports: Sequence[Document], credit: Credits) -> tuple[Basis, str, str]:
    """Where shared words come from, the first report that has them, and how that is known."""
    first = min(reports, key=published)
    source = credit.source(reports)
    if source:
        return (
            Basis(2, source.kind, ("outlet", fold(source.name)), source.name),
            first.document_id,
            f"{source.name} is among them or is credited",
        )
    name = outlet(first).name
    if len({d.outlet for d in reports}) == 1:
        return outlet(first), first.document_id, f"all are {name}'s"
    dated = all(d.published_at for d in reports) and len({published(d)[1] for d in reports}) == len(reports)
    why = f"{name} had them first" if dated else f"which had them first is not known, they count as one source under the name {name}"
    return outlet(first), first.document_id, why


def published(document: Document) -> tuple[bool, str, str]:
    """When a report came out, so that reports can be sorted: one without a date last, one without a time behind those of its day."""
    said = document.published_at or ""
    return not said, said if "T" in said else f"{said}T99", document.document_id


def outlet(document: Document) -> Basis:
    """The outlet itself as a source; a report without one is its own."""
    name = document.outlet or f"outlet not known ({document.document_id})"
    return Basis(3, "agency" if is_agency(name) else "outlet", ("outlet", fold(name) if document.outlet else name), name)
