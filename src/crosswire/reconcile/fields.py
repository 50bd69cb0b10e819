"""What the claims of an event give for each of its fields, and how two values of a field stand to one another.

* actor, target: the same, a part and its whole (the navy and the government: refined), or two named parties (conflicting);
  a description that fits many ("the gunmen") stands beside a name, neither refined nor in conflict.
* place: the same, one inside the other or within their precision (refined), or apart (conflicting).
* time: the same days, days inside days (refined), or days apart (conflicting); only times that the clause itself gives.
* status: planned or possible, then ongoing or happened, in the order of publication (updated); denied against asserted (conflicting).
* quantity: ranges that meet (refined); a count that grows from day to day (updated); else conflicting.
* speaker: whose words the claims are; several speakers stand beside one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from crosswire.link.claim_views import Context, content_words, is_name
from crosswire.link.families import families
from crosswire.link.people import Harmed, harmed
from crosswire.link.slots import belong_together, place_relation
from crosswire.reconcile.arithmetic import summed
from crosswire.reconcile.loose import LENT, quantities_by_claim
from crosswire.reconcile.nouns import ANYONE
from crosswire.reconcile.numbers import Count, clash, counts_of, doubled, grew, label
from crosswire.reconcile.retractions import Spot, taken_back
from crosswire.reconcile.standing import Relation, Said
from crosswire.types import Actor, ActorMention, Claim, Document, Excerpt, Place, PlaceMention, Quantity, Quote, Span, Standing, Tables

AGAINST = frozenset("ASSAULT COERCE ACCUSE THREATEN REJECT SANCTION".split())
OPEN_STATUS = frozenset({"planned", "possible"})
DONE_STATUS = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tables that values are read from, by id."""

    documents: Mapping[str, Document]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    quotes: Mapping[str, Quote]
    quantities: Mapping[str, list[Quantity]]
    actor_spans: Mapping[tuple[str, str], list[ActorMention]]
    place_spans: Mapping[tuple[str, str], list[PlaceMention]]
    sentences: Mapping[str, list[Span]]
    harmed: Harmed = field(default_factory=Harmed)
    origin_kinds: Mapping[str, str] = field(default_factory=dict)  # origin_id -> speaker, agency, outlet
    speakers: Mapping[str, str] = field(default_factory=dict)  # origin_id -> name, of the origins that are speakers
    taken_back: Mapping[str, Spot] = field(default_factory=dict)  # claim_id -> the words that take it back
    families: Mapping[str, str] = field(default_factory=dict)  # document_id -> its text family
    claims: Mapping[str, Claim] = field(default_factory=dict)
    claims_of: Mapping[str, Sequence[Claim]] = field(default_factory=dict)  # document_id -> its claims, in the order of their triggers
    summed: frozenset[frozenset[str]] = frozenset()  # two quantity_ids that stand in one sum
    opposed: frozenset[frozenset[str]] = frozenset()  # two actors of whom one acts against the other somewhere


def shelve(tables: Tables) -> Shelf:
    """Everything by id, read once."""
    actor_spans, place_spans = defaultdict(list), defaultdict(list)
    for mention in sorted(tables.actor_mentions, key=lambda m: (m.document_id, m.start, m.end, m.actor_id)):
        actor_spans[mention.document_id, mention.actor_id].append(mention)
    for spot in sorted(tables.place_mentions, key=lambda m: (m.document_id, m.start, m.end)):
        if spot.place_id:
            place_spans[spot.document_id, spot.place_id].append(spot)
    sentences = defaultdict(list)
    for sentence in sorted(tables.sentences, key=lambda s: (s.document_id, s.start)):
        sentences[sentence.document_id].append(Span(sentence.start, sentence.end))
    quantities = quantities_by_claim(tables)
    return Shelf(
        {d.document_id: d for d in tables.documents},
        {a.actor_id: a for a in tables.actors},
        {p.place_id: p for p in tables.places},
        {q.quote_id: q for q in tables.quotes},
        quantities,
        actor_spans,
        place_spans,
        sentences,
        harmed(tables),
        {o.origin_id: o.kind for o in tables.origins},
        {o.origin_id: o.name for o in tables.origins if o.kind == "speaker"},
        taken_back(tables, quantities),
        tables.families if isinstance(tables, Excerpt) else families(tables),
        {c.claim_id: c for c in tables.claims},
        _claims_of(tables),
        summed(tables),
        opposed(tables),
    )


def _claims_of(tables: Tables) -> dict[str, list[Claim]]:
    found = defaultdict(list)
    for claim in sorted(tables.claims, key=lambda c: (c.document_id, c.trigger_start, c.claim_id)):
        found[claim.document_id].append(claim)
    return dict(found)


def opposed(tables: Tables) -> frozenset[frozenset[str]]:
    """Pairs of actors of whom one acts against the other in some claim; what is part of them counts as they do."""
    whole = {a.actor_id: a.part_of for a in tables.actors}
    here = opposed_by(((c.actor_id, c.target_id) for c in tables.claims if c.type in AGAINST), whole)
    return here | tables.opposed if isinstance(tables, Excerpt) else here


def opposed_by(pairs: Iterable[tuple[str | None, str | None]], whole: Mapping[str, str | None]) -> frozenset[frozenset[str]]:
    """The pairs of who acts and whom it is done to, and of all that these are part of; ``whole``: actor_id -> what it is part of."""
    sides = {(a, b) for a, b in pairs if a in whole and b in whole}
    return frozenset(frozenset((x, y)) for a, b in sides for x in _line(a, whole) for y in _line(b, whole) if x != y)


def _line(actor_id: str | None, whole: Mapping[str, str | None]) -> list[str]:
    """An actor and all that it is part of."""
    line: list[str] = []
    while actor_id and actor_id not in line:
        line.append(actor_id)
        actor_id = whole.get(actor_id)
    return line


def nearest(spots: Iterable[ActorMention | PlaceMention], claim: Claim) -> tuple[str, int, int]:
    """The mention nearest to a claim's trigger, else the claim itself."""
    best = min(spots, key=lambda m: (abs(m.start - claim.trigger_start), m.start), default=None)
    return (claim.document_id, best.start, best.end) if best else (claim.document_id, claim.start, claim.end)


def _said(claim: Claim, shelf: Shelf, key: str, shown: str, span: tuple[str, int, int], data: object = None, *, firm: bool = True) -> Said:
    document = shelf.documents[claim.document_id]
    return Said(
        key, shown, claim.claim_id, claim.document_id, claim.origin_id or claim.document_id, document.published, span,
        outlet=document.outlet or document.document_id, status=claim.status, firm=firm, data=data,
    )  # fmt: skip


def read(claims: Sequence[Claim], shelf: Shelf) -> dict[str, list[Said]]:
    """field -> what the claims say, in the order of publication."""
    found: dict[str, list[Said]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (shelf.documents[c.document_id].published or date.max, c.document_id, c.start, c.claim_id)):
        _parties_of(claim, shelf, found)
        _place_and_time(claim, shelf, found)
        found["status"].append(
            _said(claim, shelf, claim.status, claim.status, (claim.document_id, claim.trigger_start, claim.trigger_end), claim)
        )
        _speaker(claim, shelf, found)
    for name, counts in sorted(counts_of(claims, shelf.quantities, shelf.documents, shelf.harmed).items()):
        found[name] = [_counted(count) for count in counts]
    return dict(found)


def _parties_of(claim: Claim, shelf: Shelf, found: dict[str, list[Said]]) -> None:
    for role, actor_id in (("actor", claim.actor_id), ("target", claim.target_id)):
        actor = shelf.actors.get(actor_id or "")
        if actor:
            spots = shelf.actor_spans.get((claim.document_id, actor.actor_id), [])
            found[role].append(_said(claim, shelf, actor.actor_id, actor.name, nearest(spots, claim), actor, firm=known_by_name(actor)))


def _place_and_time(claim: Claim, shelf: Shelf, found: dict[str, list[Said]]) -> None:
    place = shelf.places.get(claim.place_id or "")
    if place:
        span = nearest(shelf.place_spans.get((claim.document_id, place.place_id), []), claim)
        inside = claim.start <= span[1] and span[2] <= claim.end
        found["place"].append(_said(claim, shelf, place.place_id, place.name, span, place, firm=inside))
    if claim.time_start or claim.time_end:
        days = _days(claim.time_start, claim.time_end)
        firm = claim.time_from == "said"
        found["time"].append(_said(claim, shelf, days, days, (claim.document_id, claim.start, claim.end), claim, firm=firm))


def known_by_name(actor: Actor) -> bool:
    """Whether an actor is known by a name, not by a description that fits many."""
    return actor.kind == "country" or (is_name(actor.name) and actor.name.lower() not in ANYONE)


def _days(start: date | None, end: date | None) -> str:
    return f"{start}" if start == end else f"{start or '…'}/{end or '…'}"


def _speaker(claim: Claim, shelf: Shelf, found: dict[str, list[Said]]) -> None:
    quote = shelf.quotes.get(claim.quote_id or "")
    speaker = shelf.actors.get(quote.speaker_id or "") if quote else None
    if quote and speaker:
        spot = (claim.document_id, quote.speaker_start, quote.speaker_end)
        span = (spot[0], spot[1], spot[2]) if spot[1] is not None and spot[2] is not None else (claim.document_id, claim.start, claim.end)
        found["speaker"].append(_said(claim, shelf, speaker.actor_id, speaker.name, span, speaker))


def _counted(count: Count) -> Said:
    q = count.quantity
    key = f"{q.modality if q.modality in ('at_most', 'at_least') else ''}:{q.low}:{q.best}:{q.high}"
    shown = " ".join(count.text.split()) if q.modality == "vague" else label(q)
    return Said(
        key,
        shown,
        count.claim.claim_id,
        count.claim.document_id,
        count.claim.document_id if q.rule.endswith(LENT) else count.origin,
        count.published,
        count.span,
        q.low,
        q.best,
        q.high,
        outlet=count.outlet,
        status=count.claim.status,
        data=count,
    )


def relation(name: str, actors: Mapping[str, Actor]) -> Relation:
    """How two values of a field stand to one another."""
    match name.split(":", maxsplit=1)[0]:
        case "actor" | "target":
            return lambda a, b: _parties(a, b, actors)
        case "place":
            return _places
        case "time":
            return _times
        case "status":
            return _statuses
        case "quantity":
            return lambda a, b: _numbers(a, b, name)
        case _:
            return lambda _a, _b: "only"


def lineage(actor_id: str, actors: Mapping[str, Actor]) -> list[str]:
    """An actor and all that it is part of."""
    return list(Context(actors, {}, {}).lineage(actor_id))


def _parties(a: Said, b: Said, actors: Mapping[str, Actor]) -> Standing:
    """A part and its whole, or two names of one, refine one another; two named parties conflict; of the rest nothing is known."""
    left, right = actors.get(a.key), actors.get(b.key)
    if left is None or right is None:
        return "only"
    if belong_together(a.key, b.key, Context(actors, {}, {})):
        return "refined"
    abroad = left.country and right.country and left.country != right.country
    if not abroad and set(content_words(a.label)) & set(content_words(b.label)):  # "Coast Guard" and "Coast Guard headquarters"
        return "refined"
    return "conflicting" if a.firm and b.firm else "only"


def _places(a: Said, b: Said) -> Standing:
    if not isinstance(a.data, Place) or not isinstance(b.data, Place) or not (a.firm and b.firm):
        return "refined"
    found = place_relation(a.data, b.data)
    return "conflicting" if found and found[0] < 0 else "refined"


def _times(a: Said, b: Said) -> Standing:
    if not isinstance(a.data, Claim) or not isinstance(b.data, Claim):
        return "refined"
    if a.data.time_from != "said" or b.data.time_from != "said":
        return "refined"
    start_a, end_a = a.data.time_start or date.min, a.data.time_end or date.max
    start_b, end_b = b.data.time_start or date.min, b.data.time_end or date.max
    return "refined" if start_a <= end_b and start_b <= end_a else "conflicting"


def _statuses(a: Said, b: Said) -> Standing:
    if {a.key, b.key} <= DONE_STATUS or {a.key, b.key} <= OPEN_STATUS:
        return "refined"
    if "denied" in (a.key, b.key):
        return "conflicting"
    early, late = (a, b) if a.key in OPEN_STATUS else (b, a)
    known = early.published is not None and late.published is not None
    return "updated" if known and early.published < late.published else "refined"  # type: ignore[operator]


def _numbers(a: Said, b: Said, name: str) -> Standing:
    if not isinstance(a.data, Count) or not isinstance(b.data, Count):
        return "refined"
    if not clash(a.data, b.data):
        return "conflicting" if doubled(a.data, b.data) else "refined"
    return "updated" if grew(a.data, b.data, name) or grew(b.data, a.data, name) else "conflicting"
