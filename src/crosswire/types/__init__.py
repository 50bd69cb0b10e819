"""The frozen values that flow through Crosswire, stage by stage, and how their ids are made.

``RECORD.md`` names the columns; a class whose name stands in :data:`crosswire.store.tables.TABLES` is one row of that table.
Offsets are half open, in Unicode code points of ``Document.text``. Days are :class:`datetime.date`, inclusive. Absence is ``None``.
"""

from crosswire.types.acquire import Document, Receipt, Reject, Segment, Sentence
from crosswire.types.base import (
    DISASTER,
    HARMFUL,
    ActorKind,
    DocumentState,
    Form,
    Grade,
    Harm,
    Modality,
    Mode,
    Reason,
    SegmentKind,
    Sex,
    Span,
    Standing,
    Status,
    UnitKind,
    make_id,
)
from crosswire.types.extract import Claim, Entity, Extraction, Mention, Place, PlaceMention, Quantity, Quote, Time, Victim, spans_of
from crosswire.types.link import Actor, ActorMention, Link, Naming, Origin, Passage, Story, StoryDocument
from crosswire.types.reconcile import Anchor, Decision, Event, EventValue, Finding, FoundValue
from crosswire.types.tables import Excerpt, Tables

__all__ = [
    "DISASTER",
    "HARMFUL",
    "Actor",
    "ActorKind",
    "ActorMention",
    "Anchor",
    "Claim",
    "Decision",
    "Document",
    "DocumentState",
    "Entity",
    "Event",
    "EventValue",
    "Excerpt",
    "Extraction",
    "Finding",
    "Form",
    "FoundValue",
    "Grade",
    "Harm",
    "Link",
    "Mention",
    "Modality",
    "Mode",
    "Naming",
    "Origin",
    "Passage",
    "Place",
    "PlaceMention",
    "Quantity",
    "Quote",
    "Reason",
    "Receipt",
    "Reject",
    "Segment",
    "SegmentKind",
    "Sentence",
    "Sex",
    "Span",
    "Standing",
    "Status",
    "Story",
    "StoryDocument",
    "Tables",
    "Time",
    "UnitKind",
    "Victim",
    "make_id",
    "spans_of",
]
