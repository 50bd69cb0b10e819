"""Commands that take reports in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from crosswire.cli.base import JSON, RECORD, Bar, commands, printed, settings
from crosswire.config import Options, now
from crosswire.errors import EXIT_OK, EXIT_REJECTS, UsageError
from crosswire.store.database import open_record
from crosswire.view.terminal import arrivals
from crosswire.view.words import plural

if TYPE_CHECKING:
    from crosswire.pipeline import Built

_Command = TypeVar("_Command", bound=Callable[..., int])
_OPTIONS = (
    click.option("--metadata", type=click.Path(path_type=Path), help="A CSV with file or id, outlet, url, title, published_at."),
    click.option("--published", help="When a single report was published, ISO 8601."),
    click.option("--outlet", help="Who published a single report."),
    click.option("--language", "pipeline_name", default="crosswire", show_default=True, help="The spaCy pipeline that reads English."),
    click.option("--workers", default=0, type=click.IntRange(0, 256), help="Processes that read reports; 0: as many as pay off."),
    click.option("--quiet", is_flag=True, help="No progress bar."),
)


class _Source(click.Path):
    """What reports are read from; an empty name, as of a variable that is not set, is not the working directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """See :meth:`click.Path.convert`."""
        if not str(value).strip():
            raise UsageError("The name of a source is empty: name a folder or files, or '.' for the working directory.")
        return super().convert(value, param, ctx)


def _reading(command: _Command) -> _Command:
    """The options of a command that reads reports."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@commands.command()
@click.argument("sources", nargs=-1, required=True, type=_Source(path_type=Path, allow_dash=True))
@click.option("-o", "--output", "record", required=True, type=click.Path(path_type=Path), help="The record to write.")
@_reading
def build(
    sources: tuple[Path, ...], record: Path, metadata: Path | None, published: str | None, outlet: str | None, pipeline_name: str,
    workers: int, *, quiet: bool,
) -> int:  # fmt: skip
    """Make a record of the reports in SOURCES: folders, files or archives; "-" is standard input.

    A record that is there is replaced, with all that was added to it; to keep that, use: crosswire add. A run that was broken off goes on
    where it stopped.
    """
    from crosswire import pipeline  # noqa: PLC0415  spaCy takes a second to import; the other commands do without

    bar = Bar(quiet=quiet)
    options = Options(metadata, published, outlet, pipeline_name, workers, settings().limits)
    try:
        built = pipeline.build(sources, record, options, at=now(), progress=bar)
    finally:
        bar.close()
    return _told(record, built)


@commands.command()
@RECORD
@click.argument("sources", nargs=-1, required=True, type=_Source(path_type=Path, allow_dash=True))
@_reading
def add(
    record: Path, sources: tuple[Path, ...], metadata: Path | None, published: str | None, outlet: str | None, pipeline_name: str,
    workers: int, *, quiet: bool,
) -> int:  # fmt: skip
    """Add the reports in SOURCES to RECORD, which is made where there is none: folders, files or archives; "-" is standard input.

    What RECORD has is not read again. A report that comes again with another text is a new version of it: the old one is kept and no
    longer counts. A run that was broken off goes on where it stopped.
    """
    from crosswire import pipeline  # noqa: PLC0415

    bar = Bar(quiet=quiet)
    options = Options(metadata, published, outlet, pipeline_name, workers, settings().limits)
    try:
        built = pipeline.update(record, sources, options, at=now(), progress=bar)
    finally:
        bar.close()
    return _told(record, built)


def _told(record: Path, built: Built) -> int:
    """Say what a build or an addition came to."""
    tables, added = built.tables, built.added
    rejects = tables.rejects if added is None else added.rejected
    for reject in rejects:
        click.echo(f"rejected {reject.path}: {reject.reason}: {reject.detail}", err=True)
    for note in built.notes:
        click.echo(f"note: {note}", err=True)
    if added is not None:
        printed(arrivals.added(added))
    found = (
        (tables.documents, "report"), (tables.stories, "story"), (tables.events, "event"), (tables.claims, "claim"),
        (tables.origins, "origin"), (tables.findings, "finding"), (tables.rejects, "reject"),
    )  # fmt: skip
    click.echo(f"{record}: " + ", ".join(plural(len(rows), noun) for rows, noun in found))
    return EXIT_REJECTS if rejects else EXIT_OK


@commands.command()
@RECORD
@JSON
def rejects(record: Path, *, as_json: bool) -> int:
    """List what could not be taken into RECORD: the input, why, what that means and what to do."""
    with open_record(record) as opened:
        return printed([arrivals.rejects_json(opened)] if as_json else arrivals.rejected(opened))
