"""One report as an object: its text and all that was read in it. From a record, or of a text alone, without a record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from crosswire import config, types, wordlists
from crosswire.config import files
from crosswire.errors import InputError
from crosswire.library import displays, given
from crosswire.library.texts import Text
from crosswire.store.database import Record
from crosswire.view.reports import legend, marks
from crosswire.view.terminal.explanations import explain
from crosswire.view.words import plural

Row = dict[str, Any]


class Spanned(Protocol):
    """What stands at characters of a text."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """Behind the last one."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Where somebody who acts is named, described or taken up by a pronoun."""

    start: int
    end: int
    actor_id: str
    name: str
    kind: types.ActorKind | None
    country: str | None  # ISO 3166 alpha-2
    role: str | None  # the title or office said there
    form: types.Form


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where a place is named; ``place_id`` and what follows are None where no gazetteer has it."""

    start: int
    end: int
    place_id: str | None
    name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    rule: str


@dataclass(frozen=True)
class Reading:
    """What was read in one text. Spans are ``start:end`` of ``text``, in characters; ``text_of(row)`` gives the words at one."""

    document: types.Document = field(repr=False)
    segments: tuple[types.Segment, ...] = field(repr=False)
    sentences: tuple[types.Sentence, ...] = field(repr=False)
    actors: tuple[ActorMention, ...] = field(repr=False)
    places: tuple[PlaceMention, ...] = field(repr=False)
    times: tuple[types.Time, ...] = field(repr=False)
    quantities: tuple[types.Quantity, ...] = field(repr=False)
    quotes: tuple[types.Quote, ...] = field(repr=False)
    claims: tuple[types.Claim, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The text as it is read; every offset counts in it."""
        return self.document.text

    @property
    def title(self) -> str | None:
        """The report's title, given or found."""
        return self.document.title

    def text_of(self, row: Spanned) -> str:
        """The words at which something stands."""
        return self.document.text[row.start : row.end]

    def layers(self) -> dict[str, list[Row]]:
        """What lies over the text, by layer: plain rows with ``start``, ``end`` and ``says``, what it was read as in a line of words."""
        names = {a.actor_id: a.name for a in self.actors}
        rows: dict[str, Iterable[Row]] = {
            "claims": (_plain(c) | {"origin": None, "what": None} for c in self.claims),
            "quotes": (_plain(q) | {"speaker": names.get(q.speaker_id or "")} for q in self.quotes),
            "quantities": (_plain(q) | {"event_id": None, "what": None} for q in self.quantities),
            "times": map(_plain, self.times),
            "places": map(_plain, self.places),
            "actors": map(_plain, self.actors),
            "passages": (),
            "parts": (_plain(s) for s in self.segments if s.kind in marks.PART_KINDS),
        }
        return marks.described({name: list(found) for name, found in rows.items()}, self.document.document_id, self.text)

    def _repr_html_(self) -> str:
        return displays.reading(self.document, self.segments, self.layers())

    def __str__(self) -> str:
        counted = ((self.claims, "claim"), (self.quotes, "quote"), (self.quantities, "number"), (self.times, "time"),
                   (self.places, "place"), (self.actors, "mention"))  # fmt: skip
        head = self.title or " ".join(self.text.split())[:60] or "an empty text"
        found = ", ".join(plural(len(rows), noun) for rows, noun in counted)
        return "; ".join([f"{head}: {found}", *self.document.warnings])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


@dataclass(frozen=True, repr=False)
class Report(Reading):
    """A report of a record: a reading whose claims and actors are joined with those of the other reports."""

    _open: Callable[[], Record] = field(repr=False, compare=False)

    def layers(self) -> dict[str, list[Row]]:
        """See :meth:`Reading.layers`; with the words that other reports have too."""
        return marks.read(self._open(), self.document.document_id, self.text, legend.NAMES)

    def explain(self) -> Text:
        """What is known of the report, and how each stretch of it was read."""
        return Text.of(explain(self._open(), self.document.document_id))


def _plain(row: Any) -> Row:
    return {f.name: getattr(row, f.name) for f in fields(row)}


def read(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: date | str | None = None,
    language: str | None = None,
    settings: config.Settings | str | os.PathLike[str] | None = None,
) -> Reading:
    """Read one report without a record: plain text, or the HTML of a page, told by its content.

    ``published`` (ISO 8601) is what "on Friday" is counted from; without it such days stay unknown. ``language`` names the pipeline that
    reads English. Raises InputError where the text cannot be read.
    """
    from crosswire import language as language_of  # noqa: PLC0415  spaCy takes a second to import; whoever opens a record does without
    from crosswire import pipeline  # noqa: PLC0415
    from crosswire.acquire.dates import parse_given  # noqa: PLC0415
    from crosswire.acquire.pages import looks_like_page  # noqa: PLC0415
    from crosswire.acquire.raw import Given, RawReport  # noqa: PLC0415

    chosen = settings_of(settings)
    if not isinstance(text, str):
        raise InputError(f"read() takes the text of a report, not {type(text).__name__}; of a file: read(path.read_text()).")
    try:
        day = parse_given(said) if (said := given.published(published)) else None
    except ValueError as error:
        raise InputError(f"the date of publication: {error}") from error
    known = Given(outlet=outlet, title=title)
    if day is not None:
        known = Given(outlet=outlet, title=title, published_at=day.at, earliest=day.earliest, latest=day.latest)
    raw = RawReport("text", "text", text.encode("utf-8", "replace"), "page" if looks_like_page(text) else "text", known)
    language_of.load(name := language or chosen.build.language)  # a wrong name is an error of its own
    found = pipeline.read_report(raw, name)
    if isinstance(found, types.Reject):
        raise InputError(f"The text cannot be read: {found.reason}, {found.detail}.")
    return _reading(found)


def settings_of(settings: config.Settings | str | os.PathLike[str] | None, beside: Path | None = None) -> config.Settings:
    """The settings that hold: those that are given, or a file's, or of the crosswire.toml that is found; their word lists are in use."""
    chosen = settings if isinstance(settings, config.Settings) else files.load(Path(settings) if settings else None, beside=beside)
    wordlists.use(chosen.wordlists.folder)
    return chosen


def _reading(found: types.Extraction) -> Reading:
    entities = {e.entity_id: e for e in found.entities}
    return Reading(
        found.document, found.segments, found.sentences,
        tuple(_mention(m, m.entity_id, entities[m.entity_id]) for m in found.mentions),
        places_of(found.place_mentions, found.places), found.times, found.quantities, found.quotes, found.claims,
    )  # fmt: skip


def _mention(mention: types.Mention | types.ActorMention, actor_id: str, actor: types.Entity | types.Actor) -> ActorMention:
    return ActorMention(mention.start, mention.end, actor_id, actor.name, actor.kind, actor.country, mention.role, mention.form)


def places_of(mentions: Sequence[types.PlaceMention], places: Sequence[types.Place]) -> tuple[PlaceMention, ...]:
    """Mentions of places with what the gazetteer says of them."""
    known: Mapping[str | None, types.Place] = {p.place_id: p for p in places}
    return tuple(
        PlaceMention(m.start, m.end, m.place_id, p.name, p.country, p.admin1, p.lat, p.lon, p.precision_km, m.rule)
        if (p := known.get(m.place_id))
        else PlaceMention(m.start, m.end, None, None, None, None, None, None, None, m.rule)
        for m in mentions
    )


def report_of(open_record: Callable[[], Record], document: types.Document) -> Report:
    """A report of a record as an object."""
    record, key = open_record(), [document.document_id]
    here = 'document_id = ? ORDER BY "start", "end"'
    mentions = record.some("actor_mentions", here, key)
    actors = {a.actor_id: a for a in record.some("actors", "actor_id IN (SELECT unnest(?))", [sorted({m.actor_id for m in mentions})])}
    spots = record.some("place_mentions", here, key)
    places = record.some("places", "place_id IN (SELECT unnest(?))", [sorted({s.place_id for s in spots if s.place_id})])
    times, quantities, quotes, claims = (record.some(name, here, key) for name in ("times", "quantities", "quotes", "claims"))
    return Report(
        document, record.some("segments", here, key), record.some("sentences", here, key),
        tuple(_mention(m, m.actor_id, actors[m.actor_id]) for m in mentions), places_of(spots, places),
        times, quantities, quotes, claims, open_record,
    )  # fmt: skip
