"""Which entity, place and quote belong to a claim: the words of a clause looked up in the other layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from crosswire.extract.claim_arguments import heads
from crosswire.extract.claim_triggers import Trigger
from crosswire.extract.claim_words import frame
from crosswire.types import Mention, Place, PlaceMention, Quote, Span, Time

GROUP_LINKS = frozenset({"amod", "compound", "nmod:poss", "appos", "flat", "nmod:desc"})
GROUP_PREPOSITIONS = frozenset({"of", "from", "for", "in"})
TARGET_PREPOSITIONS = {
    "CONSULT": ("with", "to", "between"),
    "AID": ("to", "for"),
    "MOBILIZE": ("against",),
    "RETREAT": ("with", "to", "by"),
    "AGREE": ("with", "to"),
    "REQUEST": ("on", "to", "upon", "with", "from", "for"),
    "ACCUSE": ("of", "against", "at", "on", "to", "by"),
}
ANY_PREPOSITION = ("against", "on", "at", "with", "from", "to", "into", "by", "of", "for", "upon", "over")
RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@dataclass(frozen=True)
class Index:
    """The layers of one document, as a claim looks them up. ``mentions`` are sorted, shortest first at one start."""

    doc: Doc
    mentions: Sequence[Mention]
    places: dict[str, Place]
    place_mentions: Sequence[PlaceMention]
    times: Sequence[Time]
    quotes: Sequence[Quote]
    by_word: dict[int, str] = field(default_factory=dict)
    place_words: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        doc: Doc,
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
        spots = [doc.char_span(m.start, m.end, alignment_mode="expand") for m in where]
        place_words = frozenset(t.i for spot in spots for t in spot or ())
        return cls(doc, rows, {p.place_id: p for p in places}, where, sorted(times, key=_at), sorted(quotes, key=_at), words, place_words)


def _at(row: PlaceMention | Time | Quote) -> tuple[int, int]:
    return row.start, row.end


# --- who -----------------------------------------------------------------------------------------------------------------
def entity_of(token: Token, index: Index, *, loose: bool = False) -> str | None:
    """The entity that a noun phrase names, by its head word or, for a group of people, by the name that stands with it.

    ``loose`` takes any name inside the phrase ("the army's offer"), as a target does.
    """
    if token.i in index.by_word:
        return index.by_word[token.i]
    if not loose and token.lemma_.lower() not in frame("group-nouns") and token.pos_ != "PROPN":
        return None
    for child in token.children:
        if child.dep_ in GROUP_LINKS and (found := index.by_word.get(child.i)):
            return found
    for child in token.children:
        if child.dep_ == "nmod" and {c.lower_ for c in child.children if c.dep_ == "case"} & GROUP_PREPOSITIONS:
            found = index.by_word.get(child.i) or (entity_of(child, index) if child != token else None)
            if found:
                return found
    return None


def actor_of(trigger: Trigger, index: Index) -> str | None:
    """The entity that acts."""
    for token in trigger.arguments.subjects:
        for head in heads(token):
            found = entity_of(head, index, loose=head.pos_ == "NOUN" and _event_like(head))
            if found:
                return found
    return None


def _event_like(noun: Token) -> bool:
    """An instrument or an act in the place of the actor ("an army air strike killed"): whose it is, acts."""
    return any(c.dep_ in ("nmod:poss", "compound", "amod", "nmod") for c in noun.children)


def speaker_of(trigger: Trigger, index: Index) -> str | None:
    """The entity in whose reported words a trigger stands: the subject of the verb of saying above it."""
    token = trigger.verb
    while token.dep_ in ("ccomp", "conj", "parataxis") and token.head != token:
        token = token.head
        for child in token.children:
            if child.dep_ == "nsubj" and token.lemma_.lower() in frame("report-verbs"):
                return entity_of(child, index)
    return None


def target_of(trigger: Trigger, index: Index, actor: str | None) -> str | None:
    """The entity that the act is done to, said to or done with; never the actor itself.

    First the words that fill the place of the target by their heads, then the names inside their phrases ("a call by the
    council"), then, for what is promised, asked or threatened, the names in what is.
    """
    direct = _target_heads(trigger)
    for head in direct:
        found = entity_of(head, index, loose=True)
        if found and found != actor:
            return found
    inner = [c for c in trigger.verb.children if c.dep_ in ("ccomp", "xcomp", "advcl") and trigger.rule.gives]
    for token in (*direct, *inner):
        for word in token.subtree:
            found = index.by_word.get(word.i)
            if found and found != actor and word.ent_type_ != "DATE":
                return found
    return None


def _target_heads(trigger: Trigger) -> list[Token]:
    out: list[Token] = []
    if trigger.rule.type in RECIPROCAL:
        for token in trigger.arguments.subjects:
            out += list(heads(token))[1:]
    out += [h for t in trigger.arguments.objects for h in heads(t)]
    wanted = TARGET_PREPOSITIONS.get(trigger.rule.type, ANY_PREPOSITION)
    out += [h for p, t in trigger.arguments.obliques if p.split(" ")[0] in wanted for h in heads(t)]
    return out + [
        s for c in trigger.verb.children if c.dep_ in ("ccomp", "xcomp") and trigger.rule.gives for s in c.children if s.dep_ == "nsubj"
    ]


# --- where, in whose words --------------------------------------------------------------------------------------------
def place_of(trigger: Trigger, clause: Span, sentence: Span, index: Index) -> str | None:
    """The most precise place of the clause, else the nearest of the clauses over it that stands under a preposition of place."""
    inside = [m for m in index.place_mentions if m.place_id and clause.start <= m.start < clause.end and _locative(m, index)]
    if inside:
        return min(inside, key=lambda m: (_precision(m, index), m.start)).place_id
    around = [m for m in index.place_mentions if m.place_id and sentence.start <= m.start < sentence.end and _locative(m, index)]
    around = [m for m in around if _shared(m, trigger, index)]
    if around:
        return min(around, key=lambda m: (min(abs(m.start - clause.end), abs(clause.start - m.end)), m.start)).place_id
    return None


def _shared(mention: PlaceMention, trigger: Trigger, index: Index) -> bool:
    """Whether a place outside the clause does not stand in a clause of time under it ("... comes a week after they met in Ardo")."""
    span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return True
    verb = next((t for t in span.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb == trigger.verb or verb.is_ancestor(trigger.verb):
        return True
    return not (
        trigger.verb.is_ancestor(verb) and any(c.dep_ == "mark" and c.lower_ in ("after", "before", "since") for c in verb.children)
    )


def _precision(mention: PlaceMention, index: Index) -> float:
    place = index.places.get(mention.place_id or "")
    return place.precision_km if place and place.precision_km is not None else float("inf")


def _locative(mention: PlaceMention, index: Index) -> bool:
    span = index.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    head = span.root
    if any(c.lower_ in frame("locative") for c in head.children if c.dep_ == "case"):
        return True
    if head.dep_ in ("appos", "conj", "flat", "compound", "nmod"):
        return any(c.lower_ in frame("locative") for c in head.head.children if c.dep_ == "case")
    return head.dep_ in ("obj", "nsubj:pass", "obl", "nmod:poss", "nsubj") and index.by_word.get(head.i) is None


def quote_of(trigger: Trigger, index: Index) -> str | None:
    """The innermost quote that holds the trigger."""
    start, end = trigger.token.idx, trigger.token.idx + len(trigger.token)
    holding = [q for q in index.quotes if q.start <= start and end <= q.end]
    return min(holding, key=lambda q: (q.end - q.start, q.quote_id)).quote_id if holding else None
