"""Events, stories and findings of a record as objects: what is said, by whom, and the way from it to the words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from crosswire import types
from crosswire.errors import NotFound
from crosswire.library import displays
from crosswire.library.texts import Text
from crosswire.store.database import Record
from crosswire.view import printing, queries, words
from crosswire.view.events import matrix
from crosswire.view.events.families import families
from crosswire.view.events.told import claims_where, event_row, told
from crosswire.view.reports import spans
from crosswire.view.terminal.explanations import explain

Row = dict[str, Any]
Open = Callable[[], Record]  # the record as it is now
_OWN = "event_id = ?"


@dataclass(frozen=True, slots=True)
class Source:
    """A report that tells of something, and the names of the independent origins on whose word it does."""

    document_id: str
    outlet: str | None
    title: str | None
    published_at: str | None
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Fields by sources: what each source gives for each field, in its own words.

    ``sources`` are the heads of the columns, each an outlet (of several of one outlet, the later ones with the report's id). Reports that
    are mostly one text share a column, unless the matrix was asked for with ``copies="every"``.
    """

    title: str
    columns: tuple[Row, ...] = dataclasses.field(repr=False)
    fields: tuple[Row, ...] = dataclasses.field(repr=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """The heads of the columns."""
        heads: list[str] = []
        for column in self.columns:
            first = column["reports"][0]
            head = first["outlet"] or first["document_id"]
            heads.append(head if head not in heads else f"{head} ({first['document_id']})")
        return tuple(heads)

    @property
    def rows(self) -> list[dict[str, str | None]]:
        """A row a field: ``field``, ``stands`` (what stands for it, if anything does), and under each source its words, or None."""
        return [
            {"field": f["label"], "stands": f["chosen"]["shown"] if f["chosen"] else None}
            | {s: " | ".join(e["words"] or e["shown"] for e in cell) or None for s, cell in zip(self.sources, f["cells"], strict=True)}
            for f in self.fields
        ]

    @property
    def cells(self) -> list[Row]:
        """A row for each value that a source gives: field, value, standing, words, and where they stand."""
        return matrix.flat(self.fields)

    def _repr_html_(self) -> str:
        return displays.matrix(self.title, self.columns, self.fields)


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell of the same happening. ``reports``, ``outlets``, ``texts``, ``origins`` are counts.

    What has several rows (``values``, ``claims`` ...) is read when it is asked for, from the record as it is then.
    """

    event_id: str
    story_id: str | None
    what: str
    type: str
    status: types.Status
    grade: types.Grade
    start: date | None
    end: date | None
    actor: str | None
    target: str | None
    place: str | None
    reports: int
    outlets: int
    texts: int
    origins: int
    _open: Open = dataclasses.field(repr=False, compare=False)

    @property
    def values(self) -> tuple[types.EventValue, ...]:
        """The values that its claims give, field by field, that which stands for the field first."""
        return self._open().some("event_values", f"{_OWN} ORDER BY field, chosen DESC, len(documents) DESC, value", [self.event_id])

    @property
    def claims(self) -> tuple[types.Claim, ...]:
        """Its claims, report by report."""
        return self._open().some("claims", f'{_OWN} ORDER BY document_id, "start", claim_id', [self.event_id])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should look at in it."""
        rows = self._open().some("findings", f"{_OWN} ORDER BY kind, field, finding_id", [self.event_id])
        return tuple(finding_of(self._open, row) for row in rows)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The reports that tell of it, in the order of publication, undated ones last."""
        return _sources(claims_where(self._open(), "event_id", self.event_id))

    def matrix(self, copies: Literal["once", "every"] = "once") -> Matrix:
        """Fields by sources. Raises NotFound where a judgement or further reports have made another event of it."""
        record = self._open()
        row = event_row(record, self.event_id)
        if row is None:
            raise NotFound(f"The record has no event {self.event_id} any more; look for what it tells of with search().")
        known = told(record, row)
        columns = matrix.columns(known.reports, families(record, (r["document_id"] for r in known.reports)), copies)
        rows, wanted = matrix.fields(known, columns)
        return Matrix(self.what, tuple(columns), tuple(matrix.worded(rows, spans.by_spot(record, wanted))))

    def explain(self, *, everything: bool = False) -> Text:
        """What ``crosswire explain`` prints: the way from the event to the characters in the reports."""
        return Text.of(explain(self._open(), self.event_id, everything=everything))

    def __str__(self) -> str:
        return f"{words.days(self.start, self.end)}: {self.what} [{self.grade}, {words.plural(self.origins, 'origin')}]"

    def _repr_html_(self) -> str:
        return self.matrix()._repr_html_()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader should look at; ``sides`` are the values that stand against each other, with their spans."""

    finding_id: str
    event_id: str | None
    kind: Literal["conflict", "arithmetic", "update", "naming"]
    field: str
    holds: bool | None
    text: str
    sides: tuple[types.FoundValue, ...] = dataclasses.field(repr=False)
    _open: Open = dataclasses.field(repr=False, compare=False)

    def explain(self) -> Text:
        """The finding, and the words of each side."""
        return Text.of(explain(self._open(), self.finding_id))

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


@dataclass(frozen=True, slots=True)
class Story:
    """Reports on the same happenings; ``reports`` is how many."""

    story_id: str
    title: str
    start: date | None
    end: date | None
    reports: int
    _open: Open = dataclasses.field(repr=False, compare=False)

    @property
    def events(self) -> tuple[Event, ...]:
        """Its events as they happened, those of unknown day last."""
        order = 'story_id = ? ORDER BY "start" NULLS LAST, "end", reports DESC, event_id'
        return events_of(self._open, self._open().some("events", order, [self.story_id]))

    def explain(self, *, everything: bool = False) -> Text:
        """Its reports, and why each was put beside the others."""
        return Text.of(explain(self._open(), self.story_id, everything=everything))

    def printable(self) -> str:
        """One HTML file: the account, every figure led back to quoted words, and the sources."""
        record = self._open()
        rows = record.rows("SELECT * FROM stories WHERE story_id = ?", [self.story_id])
        if not rows:
            raise NotFound(f"The record has no story {self.story_id} any more.")
        return printing.whole(record, rows[0])

    def __str__(self) -> str:
        return f"{self.title} ({words.plural(self.reports, 'report')})"


def events_of(open_record: Open, rows: Sequence[types.Event]) -> tuple[Event, ...]:
    """Events as objects; the names of all that they speak of are read together."""
    record = open_record()
    actors = queries.names(record, "actors", (i for row in rows for i in (row.actor_id, row.target_id)))
    places = queries.names(record, "places", (row.place_id for row in rows))
    return tuple(
        Event(
            row.event_id, row.story_id, row.what, row.type, row.status, row.grade, row.start, row.end, actors.get(row.actor_id),
            actors.get(row.target_id), places.get(row.place_id), row.reports, row.outlets, row.families, row.origins, open_record,
        )
        for row in rows
    )  # fmt: skip


def finding_of(open_record: Open, row: types.Finding) -> Finding:
    """A finding as an object."""
    return Finding(row.finding_id, row.event_id, row.kind, row.field, row.holds, row.text, row.values, open_record)


def story_of(open_record: Open, row: types.Story) -> Story:
    """A story as an object."""
    return Story(row.story_id, row.title, row.start, row.end, row.documents, open_record)


def _sources(claims: Sequence[Row]) -> tuple[Source, ...]:
    """The reports that claims stand in, as these are ordered, each with the origins that its claims rest on."""
    origins: dict[str, dict[str, None]] = {}
    for claim in claims:
        origins.setdefault(claim["document_id"], {}).update({claim["origin"]: None} if claim["origin"] else {})
    heads = {c["document_id"]: c for c in claims}
    return tuple(Source(d, heads[d]["outlet"], heads[d]["title"], heads[d]["published_at"], tuple(o)) for d, o in origins.items())
