"""Everything that is known at one point of the build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crosswire.types.acquire import Document, Receipt, Reject, Segment, Sentence
from crosswire.types.extract import Claim, Entity, Mention, Place, PlaceMention, Quantity, Quote, Time, Victim
from crosswire.types.link import Actor, ActorMention, Link, Naming, Origin, Passage, Story, StoryDocument
from crosswire.types.reconcile import Decision, Event, EventValue, Finding


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that is known at one point of the build, each table sorted by its ids and offsets.

    ``pipeline`` starts it from the extractions; each stage of ``link`` and ``reconcile`` takes it and returns a copy
    (``dataclasses.replace``) in which its own tables and columns are filled. No stage changes what an earlier one wrote,
    but for the id columns that ``Quote``, ``Claim`` name as filled later.
    """

    documents: tuple[Document, ...] = ()
    segments: tuple[Segment, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    place_mentions: tuple[PlaceMention, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    victims: tuple[Victim, ...] = ()
    actors: tuple[Actor, ...] = ()
    actor_mentions: tuple[ActorMention, ...] = ()
    namings: tuple[Naming, ...] = ()
    passages: tuple[Passage, ...] = ()
    origins: tuple[Origin, ...] = ()
    stories: tuple[Story, ...] = ()
    story_documents: tuple[StoryDocument, ...] = ()
    events: tuple[Event, ...] = ()
    event_values: tuple[EventValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rejects: tuple[Reject, ...] = ()
    # What is kept so that a record can grow: how reports came in, and what is not as it was read.
    receipts: tuple[Receipt, ...] = ()
    entities_read: tuple[Entity, ...] = ()  # as they were read, of those that names told elsewhere have changed
    mentions_found: tuple[Mention, ...] = ()  # by names that are told elsewhere

    def texts(self) -> dict[str, str]:
        """document_id -> text."""
        return {d.document_id: d.text for d in self.documents}


@dataclass(frozen=True, slots=True)
class Excerpt(Tables):
    """The reports of some stories, with what the stages need to know of all the others: so little is made anew after a judgement.

    A stage gives the same for an excerpt as for the whole record, as far as the excerpt goes.
    """

    rarity: Mapping[str, float] = field(default_factory=dict)  # of words, over all reports
    families: Mapping[str, str] = field(default_factory=dict)  # document_id -> text family
    opposed: frozenset[frozenset[str]] = frozenset()  # two actors of whom one acts against the other in some other story
    opposed_rightly: frozenset[frozenset[str]] = frozenset()  # the same by claims that nobody judged wrong
    known_fields: frozenset[str] = frozenset()  # that events have anywhere
