"""What joins documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crosswire.types.base import ActorKind, Form, Reason


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts, across all documents."""

    actor_id: str
    name: str
    kind: ActorKind | None
    country: str | None
    part_of: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of an actor."""

    mention_id: str
    document_id: str
    start: int
    end: int
    actor_id: str
    role: str | None
    form: Form
    entity_id: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One occurrence of words that stand in two or more documents."""

    passage_id: str
    document_id: str
    start: int
    end: int
    kind: Literal["statement", "wire", "copy", "recycled"]
    similarity: float
    evidence: bool = True  # False: a name, a set phrase or an outlet's own background, which shows nothing of where news comes from


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent source."""

    origin_id: str
    kind: Literal["speaker", "agency", "outlet"]
    name: str


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about the same happenings."""

    story_id: str
    title: str
    start: date | None
    end: date | None
    documents: int


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """Which document belongs to which story."""

    story_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims (or entities, or documents) were joined or kept apart."""

    left_id: str
    right_id: str
    kind: Literal["claim", "entity", "document", "origin", "copy"]
    score: float
    joined: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """A word by which a document calls an actor."""

    actor_id: str
    document_id: str
    text: str
    kind: Literal["name", "neutral", "loaded"]
    uses: int
