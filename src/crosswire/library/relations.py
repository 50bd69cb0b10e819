"""The tables of a record as relations of DuckDB, each under its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crosswire.store.database import Relation
from crosswire.store.tables import TABLES


class Relations:
    """What has the tables of a record; every property is a relation, read when it is asked for rows (``.df()``, ``.pl()`` ...)."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables."""
        return tuple(TABLES)

    def table(self, name: str) -> Relation:
        """A table by its name."""
        raise NotImplementedError

    def sql(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Relation:
        """What a SELECT answers."""
        raise NotImplementedError

    @property
    def documents(self) -> Relation:
        """The reports."""
        return self.table("documents")

    @property
    def segments(self) -> Relation:
        """Stretches of reports, and what each is (title, byline, body ...)."""
        return self.table("segments")

    @property
    def sentences(self) -> Relation:
        """Sentences of titles, bodies and captions."""
        return self.table("sentences")

    @property
    def entities(self) -> Relation:
        """Those who act, as one report knows them."""
        return self.table("entities")

    @property
    def actors(self) -> Relation:
        """Those who act, across all reports."""
        return self.table("actors")

    @property
    def actor_mentions(self) -> Relation:
        """Where somebody who acts is named."""
        return self.table("actor_mentions")

    @property
    def places(self) -> Relation:
        """Places of the gazetteer."""
        return self.table("places")

    @property
    def place_mentions(self) -> Relation:
        """Where a place is named."""
        return self.table("place_mentions")

    @property
    def times(self) -> Relation:
        """Time expressions and the days that they come to."""
        return self.table("times")

    @property
    def quantities(self) -> Relation:
        """Counted and measured amounts."""
        return self.table("quantities")

    @property
    def quotes(self) -> Relation:
        """Reported speech."""
        return self.table("quotes")

    @property
    def claims(self) -> Relation:
        """What a report tells of one happening."""
        return self.table("claims")

    @property
    def victims(self) -> Relation:
        """Those who are told to have come to harm."""
        return self.table("victims")

    @property
    def passages(self) -> Relation:
        """Words that stand in several reports."""
        return self.table("passages")

    @property
    def origins(self) -> Relation:
        """Independent sources."""
        return self.table("origins")

    @property
    def stories(self) -> Relation:
        """Reports on the same happenings."""
        return self.table("stories")

    @property
    def story_documents(self) -> Relation:
        """Which report belongs to which story."""
        return self.table("story_documents")

    @property
    def events(self) -> Relation:
        """Claims that tell of the same happening."""
        return self.table("events")

    @property
    def event_values(self) -> Relation:
        """The values that reports give for a field of an event."""
        return self.table("event_values")

    @property
    def findings(self) -> Relation:
        """What a reader should look at."""
        return self.table("findings")

    @property
    def namings(self) -> Relation:
        """The words by which a report calls those who act."""
        return self.table("namings")

    @property
    def links(self) -> Relation:
        """Why things were joined or kept apart."""
        return self.table("links")

    @property
    def decisions(self) -> Relation:
        """People's judgements."""
        return self.table("decisions")

    @property
    def rejects(self) -> Relation:
        """Inputs that could not be taken in."""
        return self.table("rejects")
