"""A record as an object: build one, open one, ask it, judge it, hand it over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from crosswire import config
from crosswire.config import Settings
from crosswire.errors import NotFound, RecordInUse, UsageError
from crosswire.library import given, pictures
from crosswire.library.events import Event, Finding, Story, events_of, finding_of, story_of
from crosswire.library.given import Identified, PathLike
from crosswire.library.pictures import Map
from crosswire.library.progress import Progress, shown
from crosswire.library.readings import Report, report_of, settings_of
from crosswire.library.relations import Relations
from crosswire.library.texts import Found, Text
from crosswire.store import database, relating
from crosswire.store.database import Relation
from crosswire.store.relating import Held
from crosswire.view.asking.query import Query
from crosswire.view.pages import search as searching
from crosswire.view.terminal import explanations, keys, status
from crosswire.view.words import plural

if TYPE_CHECKING:
    from crosswire.judging import Judged
    from crosswire.pipeline import Added
    from crosswire.view.measuring import Figure

Row = dict[str, Any]
Made = TypeVar("Made")


class Record(Relations):
    """An open record. Read it as tables (``record.events.df()``), as objects (``record.event(id)``) or with SQL; ``close()`` it at the end.

    Other processes may read it at the same time. While ``update``, ``decide`` and ``undo`` write, no other may have it open; afterwards
    this object shows the new state. Relations that were taken before then are closed: take them anew. Several threads may ask a
    record, each with relations that it took itself.
    """

    def __init__(self, path: PathLike, *, settings: Settings | None = None, notes: Sequence[str] = ()) -> None:
        self.path = Path(path)
        self.notes = tuple(notes)  # what a build or an update says of its input
        self.settings = settings or settings_of(None, beside=self.path.parent)
        self._store: Held | None = relating.hold(self.path)

    def _held(self) -> Held:
        if self._store is None:
            raise UsageError(f"The record {self.path} was closed. Open it anew: crosswire.open({str(self.path)!r})")
        return self._store

    def _open(self) -> database.Record:
        return self._held().record()

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        if self._store is not None:
            self._store.close()
        self._store = None

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._store is None:
            return f"<Record {self.path}, closed>"
        counts = ", ".join(plural(n, noun) for noun, n in self._counts().items())
        return f"<Record {self.path}: {counts}>"

    def _counts(self) -> dict[str, int]:
        return {
            noun: self._open().rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]
            for noun, name in (("report", "documents"), ("story", "stories"), ("event", "events"), ("claim", "claims"))
        }

    def table(self, name: str) -> Relation:
        """A table by its name. Raises UsageError where there is none of that name."""
        if name not in self.tables:
            raise UsageError(f"There is no table {name!r}; there are: {', '.join(self.tables)}.")
        return self._held().relation(name)

    def sql(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Relation:
        """What a SELECT answers; ``?`` or ``$name`` in it stand for ``params``. It sees this record, and no file."""
        return self._held().query(query, params)

    def event(self, key: str) -> Event:
        """An event by its id or the beginning of its id. Raises NotFound where there is none, InputError where several are meant."""
        row = keys.event(self._open(), key := given.key("event()", key))
        if row is None:
            raise NotFound(f"The record has no event whose id begins with {key!r}.")
        return events_of(self._open, self._open().some("events", "event_id = ?", [row["event_id"]]))[0]

    def story(self, key: str) -> Story:
        """A story by its id, the beginning of its id, or how its title begins. Raises InputError where none or several are meant."""
        found = keys.story(self._open(), given.key("story()", key))
        return story_of(self._open, self._open().some("stories", "story_id = ?", [found["story_id"]])[0])

    def report(self, document_id: str) -> Report:
        """A report by its id. Raises NotFound."""
        found = self._open().some("documents", "document_id = ?", [document_id := given.key("report()", document_id)])
        if not found:
            raise NotFound(f"The record has no report {document_id!r}; the ids: record.documents")
        return report_of(self._open, found[0])

    def finding(self, key: str) -> Finding:
        """A finding by its id or the beginning of its id. Raises NotFound where there is none, InputError where several are meant."""
        row = keys.item(self._open(), "findings", "finding_id", key := given.key("finding()", key))
        if row is None:
            raise NotFound(f"The record has no finding whose id begins with {key!r}.")
        return finding_of(self._open, self._open().some("findings", "finding_id = ?", [row["finding_id"]])[0])

    def list_stories(self) -> tuple[Story, ...]:
        """All stories as objects, the most reported first."""
        return tuple(story_of(self._open, s) for s in self._open().some("stories", "true ORDER BY documents DESC, story_id", ()))

    def list_events(self, story: str | Story | None = None) -> tuple[Event, ...]:
        """The events of a story, or all, as objects, as they happened; of a large record rather read ``record.events``."""
        if story is not None:
            return (story if isinstance(story, Story) else self.story(story)).events
        rows = self._open().some("events", 'true ORDER BY "start" NULLS LAST, "end", reports DESC, event_id', ())
        return events_of(self._open, rows)

    def explain(self, key: str | Identified, *, everything: bool = False) -> Text:
        """What ``crosswire explain`` prints of anything that has an id: the way from it to the characters in the reports."""
        return Text.of(explanations.explain(self._open(), given.key("explain()", key), everything=everything))

    def contested(self) -> Relation:
        """The counts on which reports conflict: each value with its event, day, place, bounds, standing, outlets, origins and words."""
        return self._held().query(pictures.CONTESTED)

    def map(self, **filters: object) -> Map:
        """Where events happened, as a picture that a notebook shows. Filters: ``story``, ``since``, ``until``, ``type``, ``grade``,

        ``status``, ``actor``, ``place``, ``origin``, ``outlet`` ..., as the map of the reading room has them. Raises UsageError.
        """
        return pictures.drawn(self._open(), filters)

    def search(self, words: str) -> dict[str, list[Row]]:
        """The best of each kind that answers to words, a name, a number, a day or a phrase in quote marks: kind -> plain rows."""
        if not isinstance(words, str):
            raise UsageError(f"search() takes words, a name, a number or a day as text, not {words!r}.")
        found = searching.model(self._open(), Query.of("/search", {}, [("q", words)]))
        return {group["name"]: group["rows"] for group in found["groups"] if group["rows"]}

    def compare(self, data: PathLike, *, columns: Mapping[str, str] | None = None) -> Found:
        """Lay hand-coded data (a CSV) beside the record, as ``crosswire compare`` does.

        ``matched``, ``only_theirs``, ``only_ours``, ``sums`` ... are plain rows. ``columns`` says of a CSV of your own which column
        is which. Raises InputError, and UsageError for odd ``columns``.
        """
        from crosswire.view import beside  # noqa: PLC0415  the gazetteer takes a moment to import
        from crosswire.view.beside import lines, reading  # noqa: PLC0415

        found = beside.compare(self._open(), reading.read(given.file("data", data), columns))
        return Found(found, Text.of(lines.lines(found)))

    def diff(self, older: PathLike | Record) -> Found:
        """What is different in this record from an older one, and why, as ``crosswire diff`` says it: ``reports``, ``events`` ..."""
        from crosswire.view.differences import differences, lines  # noqa: PLC0415

        found = differences(older.path if isinstance(older, Record) else given.file("older", older), self.path)
        return Found(found, Text.of(lines.lines(found)))

    def measure(self, gold: PathLike) -> tuple[Figure, ...]:
        """How right the record is, against a JSON file of what a careful reader found: a figure a layer, as ``crosswire measure`` has."""
        from crosswire.view import measuring  # noqa: PLC0415
        from crosswire.view.measuring.gold import read_gold  # noqa: PLC0415

        return measuring.measure(self._open(), read_gold(given.file("gold", gold)))

    def status(self) -> Text:
        """What is in the record, how sure it is, what waits for a person, and what to do next."""
        return Text.of(status.lines(self._open()))

    def update(
        self,
        sources: PathLike | Iterable[PathLike],
        *,
        metadata: PathLike | None = None,
        language: str | None = None,
        workers: int | None = None,
        progress: bool | Progress = False,
    ) -> Added:
        """Add reports, and new versions of known ones, as ``crosswire add`` does; ``notes`` then says what is to be known of them.

        Returns the ids of the reports that are ``new``, ``known`` (skipped), ``changed`` or ``withdrawn``, what was ``rejected``, and in
        ``build`` which events appeared, changed, joined, parted, vanished.
        """
        from crosswire import pipeline  # noqa: PLC0415  spaCy takes a second to import; whoever only reads does without

        options = given.options(self.settings, metadata, None, None, language, workers)
        paths = given.sources(sources)
        with shown(progress) as tell:
            built = self._written(lambda: pipeline.update(self.path, paths, options, at=config.now(), progress=tell))
        self.notes = built.notes
        return built.added or pipeline.Added((), (), (), (), (), (), None)

    def decide(self, verdict: str, *words: str | float | date | Identified, by: str | None = None, note: str | None = None) -> Judged:
        """Judge what the record says, as ``crosswire decide`` does: ``same``, ``different``, ``right``, ``wrong`` or ``value``, and ids.

        What has an id (an event, a claim, a value, a finding ...) may be given itself, a value as a number or a day.
        ``by``: who judges; without it the settings, else the name one is logged in with. Raises UsageError where it makes no sense.
        """
        from crosswire import judging  # noqa: PLC0415
        from crosswire.reconcile.judgements import Ask  # noqa: PLC0415

        ask = Ask(verdict, tuple(map(given.judged, words)), by or self.settings.review.by or config.who(), config.now("milliseconds"), note)
        return self._written(lambda: judging.decide(self.path, ask))

    def undo(self, decision_id: str) -> Judged:
        """Take a judgement back. Raises UsageError where there is none of that id, or it was taken back before."""
        from crosswire import judging  # noqa: PLC0415

        return self._written(lambda: judging.undo(self.path, decision_id, at=config.now("milliseconds")))

    def _written(self, write: Callable[[], Made]) -> Made:
        """What ``write`` returns, which needs the file for itself; whatever comes of it, the record is open again afterwards."""
        if self._held().is_read():
            raise RecordInUse(f"{self.path} is still being read as Arrow: read that to its end, or take to_arrow_table() instead.")
        self.close()
        try:
            return write()
        finally:
            self._store = relating.hold(self.path)

    def export(  # noqa: PLR0913  each is an option of the command, by name
        self,
        format: str,  # noqa: A002  what the command calls it
        folder: PathLike,
        *,
        story: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        grade: str | Iterable[str] = (),
        type: str | Iterable[str] = (),  # noqa: A002  the name of the column
        bbox: tuple[float, float, float, float] | None = None,
        raw: bool | None = None,
    ) -> list[Path]:
        """Write the record to a folder for other tools, as ``crosswire export`` does; returns the files. Raises UsageError.

        ``since`` and ``until``: days. ``bbox``: west, south, east, north in degrees. ``raw``: leave cells as they are that a spreadsheet
        would run as formulas.
        """
        from crosswire.view import exports  # noqa: PLC0415  it brings the writers of all formats

        filters = exports.Filters(
            None if story is None else given.key("story", story), given.day("since", since), given.day("until", until),
            given.several("grade", grade), given.several("type", type), given.box(bbox),
        )  # fmt: skip
        settings = exports.Settings(raw=self.settings.export.raw if raw is None else raw)
        return list(exports.export(self._open(), format, Path(folder), filters, settings))


def build(  # noqa: PLR0913  each is an option of the command, by name
    sources: PathLike | Iterable[PathLike],
    record: PathLike,
    *,
    metadata: PathLike | None = None,
    published: date | str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    workers: int | None = None,
    progress: bool | Progress = False,
    settings: Settings | PathLike | None = None,
) -> Record:
    """Make a record of reports (folders or files) and open it; decisions in ``decisions.jsonl`` beside it are applied.

    What is not given is as in ``crosswire.toml`` (``settings`` names another one), else as ``crosswire init`` explains it. ``progress``: a
    bar on standard error, or a function of (what is done, how many are done, of how many). Inputs that cannot be read are in
    ``record.rejects``. Raises CrosswireError and its kin.
    """
    from crosswire import pipeline  # noqa: PLC0415  spaCy takes a second to import; whoever only reads does without

    path, paths = given.record(record), given.sources(sources)
    chosen = settings_of(settings, beside=path.parent)
    options = given.options(chosen, metadata, published, outlet, language, workers)
    with shown(progress) as tell:
        built = pipeline.build(paths, path, options, at=config.now(), progress=tell)
    return Record(path, settings=chosen, notes=built.notes)


def open(record: PathLike, *, settings: Settings | PathLike | None = None) -> Record:  # noqa: A001  crosswire.open("iraq.duckdb")
    """Open a record for reading. Raises InputError (no such file), RecordInUse, RecordDamaged or RecordTooNew."""
    path = given.record(record)
    return Record(path, settings=settings_of(settings, beside=path.parent))
