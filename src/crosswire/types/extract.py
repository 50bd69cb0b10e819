"""What one document yields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crosswire.types.acquire import Document, Segment, Sentence
from crosswire.types.base import ActorKind, Form, Harm, Modality, Mode, Sex, Span, Status, UnitKind


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of someone or something that acts; ``entity_id`` joins the mentions of one actor inside one document."""

    mention_id: str
    document_id: str
    start: int
    end: int
    entity_id: str
    form: Form
    role: str | None  # the title or office said there ("Prime Minister")


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor as one document knows it; ``link.actors`` joins entities across documents.

    ``name`` is the fullest name said; ``aliases`` every name said, sorted; ``roles`` every title or office said;
    ``known_as`` the key of a row in the actor word lists where one matched, else None.
    """

    entity_id: str
    document_id: str
    name: str
    kind: ActorKind | None
    country: str | None  # ISO 3166 alpha-2
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    known_as: str | None
    rules: tuple[str, ...] = ()
    part_of: str | None = None  # the entity of the same report that it is said to be a part of


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a gazetteer; ``precision_km`` is the radius within which the point stands for the place."""

    place_id: str
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    gazetteer: str
    gazetteer_id: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One mention of a place; ``place_id`` is None where it reads as a place but no gazetteer has it."""

    document_id: str
    start: int
    end: int
    place_id: str | None
    runners_up: tuple[str, ...]  # place_ids, best first
    rule: str


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression; days are None where it cannot be resolved, and ``reason`` then says why."""

    document_id: str
    start: int
    end: int
    value_start: date | None
    value_end: date | None
    timex: str | None
    grain: Literal["day", "week", "month", "quarter", "year", "decade"] | None
    anchor: str | None  # "published", "text", or the "start:end" span it was resolved against
    rule: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One counted or measured amount. ``low <= best <= high`` where they are known; an open end is None."""

    quantity_id: str
    document_id: str
    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    modality: Modality
    unit: str | None
    unit_kind: UnitKind | None
    role: str | None
    claim_id: str | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of reported speech; quote marks are outside ``start:end``. ``speaker_id`` is filled when actors are linked."""

    quote_id: str
    document_id: str
    start: int
    end: int
    mode: Mode
    cue_start: int | None
    cue_end: int | None
    cue: str | None
    stance: str | None
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_id: str | None
    relay: tuple[str, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One report of one happening in one document.

    ``actor_entity`` and ``target_entity`` are document-local entity ids; ``actor_id``, ``target_id``, ``origin_id`` and
    ``event_id`` are filled by ``link``.
    """

    claim_id: str
    document_id: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    type: str
    mode: str | None
    actor_entity: str | None
    target_entity: str | None
    place_id: str | None
    time_start: date | None
    time_end: date | None
    time_from: Literal["said", "context"] | None
    status: Status
    quote_id: str | None
    confidence: float
    rule: str
    actor_id: str | None = None
    target_id: str | None = None
    origin_id: str | None = None
    event_id: str | None = None
    withdrawn: bool = False  # its report was replaced or withdrawn: shown, and counted for nothing


@dataclass(frozen=True, slots=True)
class Victim:
    """Someone who is told to have been killed or hurt, counted by a numeral or not; ``number`` is how many the words stand for.

    ``role`` is ``killed``, ``injured`` or ``hit`` (shot or struck: the outcome is told elsewhere, or not at all); ``own`` is true
    where they did it to themselves, ``anew`` where the report counts one more ("another man"). ``deed_start:deed_end`` is the word
    that tells it.
    """

    victim_id: str
    document_id: str
    start: int
    end: int
    deed_start: int
    deed_end: int
    role: Harm
    number: int
    name: str | None
    age: int | None
    sex: Sex | None
    own: bool
    anew: bool
    entity_id: str | None
    claim_id: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one document; what a worker sends back."""

    document: Document
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Place, ...]
    place_mentions: tuple[PlaceMention, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    victims: tuple[Victim, ...] = ()


def spans_of(rows: Iterable[Mention | Time | Quantity | PlaceMention]) -> list[Span]:
    """The spans of rows, in their order."""
    return [Span(r.start, r.end) for r in rows]
