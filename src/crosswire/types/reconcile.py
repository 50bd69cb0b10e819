"""What is said of one happening by all, where it disagrees, and what people judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crosswire.types.base import Grade, Standing, Status, make_id


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell of the same happening."""

    event_id: str
    story_id: str | None
    what: str
    type: str
    actor_id: str | None
    target_id: str | None
    place_id: str | None
    start: date | None
    end: date | None
    status: Status
    reports: int
    outlets: int
    origins: int
    grade: Grade
    families: int = 0  # text families: reports that are mostly one text count once


@dataclass(frozen=True, slots=True)
class EventValue:
    """One value that one or more claims give for one field of an event; ``documents``, ``claims``, ``origins`` are ids.

    ``chosen`` marks the value that stands for the field. ``field_low``, ``field_best``, ``field_high`` are the field's own, the same
    on each of its rows (see :mod:`crosswire.reconcile.triples`); null where the field is no count.
    """

    event_id: str
    field: str
    value: str
    low: float | None
    best: float | None
    high: float | None
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    standing: Standing
    families: int = 0  # text families among the documents
    chosen: bool = False
    withdrawn: bool = False  # every report that gave it took it back
    field_low: float | None = None
    field_best: float | None = None
    field_high: float | None = None

    @property
    def value_id(self) -> str:
        """What ``explain`` takes: the event, the field and the value as one id."""
        return make_id("value", self.event_id, self.field, self.value)


@dataclass(frozen=True, slots=True)
class FoundValue:
    """One side of a finding; ``spans`` are (document_id, start, end) of the words that say it."""

    value: str
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should look at."""

    finding_id: str
    event_id: str | None
    kind: Literal["conflict", "arithmetic", "update", "naming"]
    field: str
    values: tuple[FoundValue, ...]
    holds: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a decision's words stand: found again by the quoted text when the report was read anew."""

    sha256: str
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement, one line of ``decisions.jsonl``.

    ``anchor`` quotes the words of the first subject, ``other`` those of the second of a pair. A judgement on a value or a finding keeps
    its ``field`` and what it ``said`` then, since the ids of these change when a further report joins the event. ``state``: whether what
    it is about is in the record; ``waiting``: it is, and the judgement is yet to be worked in.
    """

    decision_id: str
    verdict: Literal["same", "different", "right", "wrong", "value"]
    subject: str
    value: str | None
    anchor: Anchor | None
    by: str
    at: str
    note: str | None
    withdrawn_at: str | None
    state: Literal["applied", "orphaned", "waiting"]
    other: Anchor | None = None
    field: str | None = None
    said: str | None = None
