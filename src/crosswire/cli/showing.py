"""Commands that show what is in a record."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from crosswire.cli.base import JSON, RECORD, commands, printed
from crosswire.config import who
from crosswire.errors import EXIT_OK, InputError
from crosswire.store.database import open_record
from crosswire.view.terminal import finding_lines
from crosswire.view.terminal.explanations import explain as explained
from crosswire.view.terminal.record_lines import show as shown
from crosswire.view.words import plural


@commands.command()
@RECORD
@click.argument("key", metavar="[STORY|EVENT]", default="")
@click.option("--all", "everything", is_flag=True, help="All stories in full, however many there are.")
@JSON
def show(record: Path, key: str, *, everything: bool, as_json: bool) -> int:
    """Print the stories and events of RECORD with their values, sources and standing.

    A large record is shown as an overview. STORY or EVENT is an id, the beginning of one, or how a story's title begins.
    """
    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415  the pages and their templates are not wanted otherwise

            return printed([answers.shown(opened, key)])
        return printed(shown(opened, key, everything=everything))


@commands.command()
@RECORD
@click.argument("key", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="All claims, links and reasons, not the most telling ones.")
@JSON
def explain(record: Path, key: str, *, everything: bool, as_json: bool) -> int:
    """Print the way from an event, value, claim, finding ... to the characters in the reports.

    ID stands in square brackets in what show prints; its beginning will do where no other id begins so.
    """
    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415

            return printed([answers.explained(opened, key)])
        return printed(explained(opened, key, everything=everything))


@commands.command()
@RECORD
@click.option("--kind", default=None, type=click.Choice(finding_lines.KINDS), help="Only of one kind.")
@click.option("--story", default="", help="Of one story: its id, the beginning of it, or how its title begins.")
@click.option("--all", "everything", is_flag=True, help="All of them, not the first of each kind.")
@JSON
def findings(record: Path, kind: str | None, story: str, *, everything: bool, as_json: bool) -> int:
    """Print what a reader of RECORD should look at: conflicts, updates, sums, namings."""
    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415

            return printed([answers.found(opened, kind or "", story)])
        return printed(finding_lines.lines(opened, kind or "", story, everything=everything))


@commands.command()
@RECORD
@JSON
def status(record: Path, *, as_json: bool) -> int:
    """Print what is in RECORD, how sure it is, what waits for a person, and what to do next."""
    from crosswire.view.terminal import status as told  # noqa: PLC0415

    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415

            return printed([answers.told(opened)])
        return printed(told.lines(opened))


@commands.command()
@RECORD
@click.argument("story")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="The file to write; without it standard output.")
def report(record: Path, story: str, file: Path | None) -> int:
    """Write a printable report of a STORY: one HTML file with the account, every figure led back to quoted words, and the sources.

    STORY is an id, the beginning of one, or how the story's title begins.
    """
    from crosswire.view import printing  # noqa: PLC0415  the templates are not wanted otherwise
    from crosswire.view.terminal import keys  # noqa: PLC0415  the templates are not wanted otherwise

    with open_record(record) as opened:
        whole = printing.whole(opened, keys.story(opened, story))
    if file is None:
        return printed([whole])
    try:
        file.write_text(whole, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"{file}: {plural(len(whole.encode()), 'byte')}")
    return EXIT_OK


@commands.command()
@RECORD
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Where to answer on 127.0.0.1; without it a free port.")
@click.option("--by", default=who, help="Who judges; without it CROSSWIRE_BY, else the name you are logged in with.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def serve(record: Path, port: int, by: str, *, no_browser: bool) -> int:
    """Open RECORD as a web application on this machine: read it, follow every figure to its words, judge it. Ctrl-C ends it."""
    from crosswire.view.web import serving  # noqa: PLC0415  the other commands do without a web server

    with suppress(KeyboardInterrupt):
        serving.serve(record, port, by, browser=not no_browser, tell=click.echo)
    return EXIT_OK
