"""The layers of one report as a claim looks them up, and the place and the quote that belong to a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from crosswire.extract.claim_states import spoken_states, state_id, unnamed
from crosswire.extract.claim_triggers import Trigger
from crosswire.extract.claim_words import frame
from crosswire.types import Claim, Entity, Mention, Place, PlaceMention, Quote, Span, Time
from crosswire.wordlists import words_of

AWAY = frozenset({"to", "from", "into"})  # "a man who was shot was flown to Lima": not where he was shot
THERE = frozenset({"at", "in", "outside", "near", "inside", "around", "on", "to", "into"})  # "outside the ministry in Accra"
SENT = frozenset({"MOBILIZE", "AID"})  # where they come from is not where they go
SCENE_KM = 60.0  # a scene is a town or a district; a province or a country is none


@dataclass(frozen=True)
class Index:
    """The layers of one document, as a claim looks them up. ``mentions`` are sorted, shortest first at one start.

    ``by_word`` has the entity of every word of a mention, ``places_by_word`` the place of every word of a place's, and ``states``
    the alpha-2 code of every word that names a country or is its adjective.
    """

    doc: Doc
    document: str
    entities: Mapping[str, Entity]
    mentions: Sequence[Mention]
    places: dict[str, Place]
    place_mentions: Sequence[PlaceMention]
    times: Sequence[Time]
    quotes: Sequence[Quote]
    by_word: dict[int, str] = field(default_factory=dict)
    places_by_word: dict[int, str | None] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        doc: Doc,
        document: str,
        entities: Iterable[Entity],
        mentions: Iterable[Mention],
        places: Iterable[Place],
        place_mentions: Iterable[PlaceMention],
        times: Iterable[Time],
        quotes: Iterable[Quote],
    ) -> Index:
        """Built from the rows of the layers, in any order."""
        rows = sorted(mentions, key=lambda m: (m.end - m.start, m.start, m.mention_id))
        words: dict[int, str] = {}
        for mention in rows:
            found = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            for token in found or ():
                words.setdefault(token.i, mention.entity_id)
        where = sorted(place_mentions, key=_at)
        spots: dict[int, str | None] = {}
        for spot in where:
            spots.update((t.i, spot.place_id) for t in doc.char_span(spot.start, spot.end, alignment_mode="expand") or ())
        return cls(
            doc, document, {e.entity_id: e for e in entities}, rows, {p.place_id: p for p in places}, where, sorted(times, key=_at),
            sorted(quotes, key=_at), words, spots, spoken_states(doc),
        )  # fmt: skip

    @property
    def place_words(self) -> frozenset[int]:
        """The indices of the words of places."""
        return frozenset(self.places_by_word)

    def state(self, alpha2: str) -> str:
        """The entity of a country."""
        return state_id(self.document, alpha2)

    def country(self, entity: str | None) -> str | None:
        """The alpha-2 code of an entity's country, where it is known."""
        known = self.entities.get(entity or "")
        return known.country if known else None

    def land(self, place_id: str | None) -> str | None:
        """The alpha-2 code of the country that a place lies in."""
        place = self.places.get(place_id or "")
        return place.country if place else None

    def one_place(self, one: str, other: str) -> bool:
        """Whether two places can be said of one happening: the same one, or a town and the country or province around it."""
        a, b = self.places.get(one), self.places.get(other)
        if one == other or a is None or b is None:
            return one == other
        wide = max(a.precision_km or 0.0, b.precision_km or 0.0) > SCENE_KM
        return wide and a.country == b.country

    def unnamed(self, entity: str) -> bool:
        """Whether the report only describes an entity."""
        known = self.entities.get(entity)
        return known is not None and unnamed(known)


def _at(row: PlaceMention | Time | Quote) -> tuple[int, int]:
    return row.start, row.end


# --- where, in whose words --------------------------------------------------------------------------------------------
def place_of(trigger: Trigger, clause: Span, sentence: Span, index: Index) -> str | None:
    """The most precise place of the clause, else the nearest of the clauses over it that stands under a preposition of place."""
    inside = [m for m in index.place_mentions if m.place_id and clause.start <= m.start < clause.end and _locative(m, index)]
    sent = trigger.rule.type in SENT
    inside = [m for m in inside if not (sent and _origin(m, trigger, index))]
    if inside:
        left = trigger.rule.type != "RETREAT"  # what is left is where a retreat happens
        return min(inside, key=lambda m: (left and _origin(m, trigger, index), _precision(m, index), m.start)).place_id
    if (again := _taken_up(clause, index)) is not None:
        return again
    around = [m for m in index.place_mentions if m.place_id and sentence.start <= m.start < sentence.end and _locative(m, index)]
    around = [m for m in around if _shared(m, trigger, index) and not (sent and _origin(m, trigger, index))]
    if around:
        return min(around, key=lambda m: (min(abs(m.start - clause.end), abs(clause.start - m.end)), m.start)).place_id
    return None


def _taken_up(clause: Span, index: Index) -> str | None:
    """The place that "in the valley" takes up: the last one told of whose name has the noun, or that is said to be one."""
    span = index.doc.char_span(clause.start, clause.end, alignment_mode="expand")
    nouns = [t for t in span or () if t.lower_ in words_of("event_roles.toml", "lands-of-a-kind") and t.i not in index.places_by_word]
    for noun in nouns:
        cased = {c.lower_ for c in noun.children if c.dep_ == "case"}
        if not cased & (THERE | {"across", "from", "over", "through"}) or not any(
            c.lower_ in ("the", "this", "that") for c in noun.children
        ):
            continue
        if any(c.dep_ in ("amod", "compound", "nmod", "acl:relcl", "nummod") for c in noun.children):
            continue
        told = [m for m in index.place_mentions if m.place_id and m.end <= noun.idx and _of_kind(m, noun.lower_, index)]
        if told:
            return told[-1].place_id
    return None


def _of_kind(mention: PlaceMention, noun: str, index: Index) -> bool:
    """Whether a place is called by a noun: "the Swat Valley", "the town of Gao", "Gao, a town in the east"."""
    span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    near = (span.root.head, *(c for c in span.root.children if c.dep_ == "appos"), *span)
    return any(t.lower_ == noun for t in near)


def _shared(mention: PlaceMention, trigger: Trigger, index: Index) -> bool:
    """Whether a place outside the clause does not stand in a clause of time under it ("... comes a week after they met in Ardo")."""
    span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return True
    verb = next((t for t in span.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if trigger.verb.dep_ == "acl:relcl" and any(c.lower_ in AWAY for c in span.root.children if c.dep_ == "case"):
        return False
    if verb is None or verb == trigger.verb or verb.is_ancestor(trigger.verb):
        return True
    return not (
        trigger.verb.is_ancestor(verb) and any(c.dep_ == "mark" and c.lower_ in ("after", "before", "since") for c in verb.children)
    )


def _origin(mention: PlaceMention, trigger: Trigger, index: Index) -> bool:
    """Whether a place stands under "from", near or far: "flew in from the base at Orvan"."""
    span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    chain = [span.root, *(t for t in span.root.ancestors if trigger.verb.is_ancestor(t))]
    return any(c.dep_ == "case" and c.lower_ == "from" for t in chain for c in t.children)


def _precision(mention: PlaceMention, index: Index) -> float:
    place = index.places.get(mention.place_id or "")
    return place.precision_km if place and place.precision_km is not None else float("inf")


def _locative(mention: PlaceMention, index: Index) -> bool:
    """Whether a place is where something is or goes, not part of an actor's name ("the Bank of Accra") or where a speaker sits."""
    span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    head = span.root
    if any(index.by_word.get(t.i) and _body(index.by_word[t.i], index) for t in (head, *_held(head))):
        return False
    if _elsewhere(head) or _acts(head):
        return False
    if any(c.lower_ in frame("locative") for c in head.children if c.dep_ == "case"):
        return True
    if head.dep_ == "compound" and head.head.lower_ in words_of("places.toml", "streets"):
        return False  # "the Madrid crossroads" lie where the report is, not in Madrid
    if head.dep_ in ("appos", "conj", "flat", "compound", "nmod"):
        return any(c.lower_ in frame("locative") for c in head.head.children if c.dep_ == "case")
    if head.dep_ == "obl" and any(c.dep_ == "case" for c in head.children):
        return False  # "a firm that trades with Chad"
    return head.dep_ in ("obj", "nsubj:pass", "obl", "nmod:poss", "nsubj") and index.by_word.get(head.i) is None


def _elsewhere(place: Token) -> bool:
    """Whether somebody only is, was or was to be on a journey there: "cut short a visit to Lima", "who is on a tour of Peru"."""
    lists, journey = "event_roles.toml", place.head
    if place.dep_ == "obl":  # some parses hang the place on the verb
        journey = next((c for c in place.head.children if c.dep_ == "obj" and c.i < place.i), journey)
    if journey.lemma_.lower() not in words_of(lists, "journeys"):
        return False
    if any(c.dep_ == "case" and c.lower_ in ("on", "from") for c in journey.children):
        return True
    verb = journey.head
    return journey.dep_ in ("obj", "nsubj:pass") and verb.lemma_.lower() in words_of(lists, "called-off")


def _acts(place: Token) -> bool:
    """Whether a passive verb is said to be done by it: "drones launched by Chad"."""
    return place.head.tag_ == "VBN" and place.dep_.startswith("obl") and any(c.lower_ == "by" for c in place.children if c.dep_ == "case")


def _held(token: Token) -> tuple[Token, ...]:
    """The noun that a place only tells apart: "the ministry in Accra"; not where one goes or guards ("to the embassy in Accra")."""
    seat = token.head
    if token.dep_ != "nmod" or seat.lemma_.lower() not in words_of("event_roles.toml", "seats"):
        return ()
    gone_to = seat.dep_ == "obj" or any(c.dep_ == "case" and c.lower_ in THERE for c in seat.children)
    return () if gone_to else (seat,)


def _body(entity: str, index: Index) -> bool:
    known = index.entities.get(entity)
    return known is not None and known.kind in ("organisation", "armed group", "government") and not unnamed(known)


def says_where(claim: Claim, index: Index) -> bool:
    """Whether a clause itself names a place that is in no gazetteer."""
    return any(m.place_id is None and claim.start <= m.start < claim.end and _locative(m, index) for m in index.place_mentions)


def scene_of(offset: int, index: Index) -> str | None:
    """The last town before an offset, in the same paragraph, that something is said to be in: where what follows goes on.

    Looking 300 characters back over paragraphs gave 4 in 100 more right places on the dev crises, but worse links of events.
    """
    start = index.doc.text.rfind("\n", 0, offset) + 1
    told = [m for m in index.place_mentions if m.place_id and start <= m.start < offset and _locative(m, index)]
    told = [m for m in told if _precision(m, index) <= SCENE_KM]
    return told[-1].place_id if told else None


def quote_of(trigger: Trigger, index: Index) -> str | None:
    """The innermost quote that holds the trigger."""
    start, end = trigger.token.idx, trigger.token.idx + len(trigger.token)
    holding = [q for q in index.quotes if q.start <= start and end <= q.end]
    return min(holding, key=lambda q: (q.end - q.start, q.quote_id)).quote_id if holding else None
